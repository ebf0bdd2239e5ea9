"""Picture files made byte by byte, for what the usual library cannot write."""

import struct
import zlib

import numpy as np

# Display P3 as its profile has it, adapted to D50. Source: Apple's "Display P3.icc".
P3_COLORANTS = np.array(
    [[0.51512, 0.29198, 0.15710], [0.24120, 0.69225, 0.06657], [-0.00105, 0.04189, 0.78407]]
)
SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def png(codes, color_type, *chunks, width=None, height=None):
    """A PNG of 16-bit codes (h, w, c); the header may claim another size than there is."""
    rows, columns = codes.shape[:2]
    size = struct.pack(">IIBBBBB", width or columns, height or rows, 16, color_type, 0, 0, 0)
    lines = [b"\0" + row.astype(">u2").tobytes() for row in codes]
    body = zlib.compress(b"".join(lines))
    every = [(b"IHDR", size), *chunks, (b"IDAT", body), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in every)


def _chunk(kind, data):
    mark = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + mark


def tiff(codes, order="<"):
    """A plain TIFF of 16-bit RGB codes (h, w, 3), in either byte order."""
    rows, columns = codes.shape[:2]
    pixels = codes.astype(order + "u2").tobytes()
    entries = [
        (256, 3, 1, columns), (257, 3, 1, rows), (258, 3, 3, 8), (259, 3, 1, 1), (262, 3, 1, 2),
        (273, 4, 1, 14), (277, 3, 1, 3), (278, 3, 1, rows), (279, 4, 1, len(pixels)),
    ]  # fmt: skip
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 14 + len(pixels))
    deep = struct.pack(order + "3H", 16, 16, 16)
    table = struct.pack(order + "H", len(entries))
    for tag, kind, count, value in entries:
        inside = kind == 3 and count == 1
        short = struct.pack(order + "HH", value, 0) if inside else struct.pack(order + "I", value)
        table += struct.pack(order + "HHI", tag, kind, count) + short
    return head + deep + pixels + table + b"\0\0\0\0"


def profile(colorants=P3_COLORANTS, curve=SRGB_CURVE, space=b"RGB ", extra=()):
    """A colour profile of three colorants and one parametric curve, or of a grey curve."""
    para = b"para\0\0\0\0\0\3\0\0" + _fixed(curve)
    tags = [(b"desc", _description(b"House test profile")), (b"wtpt", _xyz((0.9642, 1.0, 0.8249)))]
    if space == b"GRAY":
        tags.append((b"kTRC", para))
    else:
        tags += [(bytes([c]) + b"XYZ", _xyz(colorants[:, i])) for i, c in enumerate(b"rgb")]
        tags += [(bytes([c]) + b"TRC", para) for c in b"rgb"]
    tags += extra
    place, table, body = 128 + 4 + 12 * len(tags), struct.pack(">I", len(tags)), b""
    for name, data in tags:
        table += struct.pack(">4sII", name, place + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    head = bytearray(128)
    head[8:12], head[12:16], head[16:20], head[20:24] = b"\2\x20\0\0", b"mntr", space, b"XYZ "
    head[36:40], head[68:80] = b"acsp", _fixed((0.9642, 1.0, 0.8249))
    head[0:4] = struct.pack(">I", place + len(body))
    return bytes(head) + table + body


def _fixed(numbers):
    return struct.pack(f">{len(numbers)}i", *(round(n * 65536) for n in numbers))


def _xyz(numbers):
    return b"XYZ \0\0\0\0" + _fixed(tuple(numbers))


def _description(text):
    return b"desc\0\0\0\0" + struct.pack(">I", len(text) + 1) + text + b"\0" * 79


def radiance_packed(codes):
    """A Radiance file of RGBE codes (h, w, 4), each row in runs."""
    rows, columns = codes.shape[:2]
    body = b""
    for row in codes:
        body += bytes((2, 2, columns >> 8, columns & 255))
        body += b"".join(_runs(row[:, channel].tobytes()) for channel in range(4))
    return f"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y {rows} +X {columns}\n".encode() + body


def _runs(data):
    packed, place = b"", 0
    while place < len(data):
        same = 1
        while same < 127 and data[place : place + 1] * (same + 1) == data[place : place + same + 1]:
            same += 1
        if same > 2:
            packed, place = packed + bytes((128 + same, data[place])), place + same
        else:
            packed, place = packed + bytes((1, data[place])), place + 1
    return packed
