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
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*one) for one in every)


def chunk(kind, data, check_sum=None):
    """A chunk of a PNG file; its sum is right unless one is given."""
    mark = struct.pack(">I", zlib.crc32(kind + data) if check_sum is None else check_sum)
    return struct.pack(">I", len(data)) + kind + data + mark


def chunked(file, *chunks, before=b"IDAT"):
    """A PNG file with chunks put in before one of its own; a third part of a chunk is its sum."""
    data = file.read_bytes()
    place = data.index(before) - 4
    return data[:place] + b"".join(chunk(*one) for one in chunks) + data[place:]


def tiff(codes, order="<", *, planar=False, pack=(1, bytes), tags=()):
    """A TIFF of 16-bit codes (h, w, 3 or 4) in one strip, or in one of each plane.

    `pack` is the number of a packing and what packs a strip; `tags` are more (tag, kind, count,
    value), whose value is inside.
    """
    rows, columns, count = codes.shape
    deep = codes.astype(order + "u2")
    planes = [deep[..., i] for i in range(count)] if planar else [deep]
    strips = [pack[1](plane.tobytes()) for plane in planes]
    sizes = [len(strip) for strip in strips]
    starts = [8 + sum(sizes[:i]) for i in range(len(strips))]
    lists, many = 8 + sum(sizes), 4 * len(strips)
    inside = len(strips) == 1
    entries = [
        (256, 3, 1, columns), (257, 3, 1, rows), (258, 3, count, lists + 2 * many),
        (259, 3, 1, pack[0]), (262, 3, 1, 2), (273, 4, len(strips), starts[0] if inside else lists),
        (277, 3, 1, count), (278, 3, 1, rows),
        (279, 4, len(strips), sizes[0] if inside else lists + many),
        (284, 3, 1, 2 if planar else 1), *([(338, 3, 1, 2)] if count == 4 else []), *tags,
    ]  # fmt: skip
    body = struct.pack(f"{order}{2 * len(strips)}I{count}H", *starts, *sizes, *[16] * count)
    table = struct.pack(order + "H", len(entries))
    for tag, kind, many, value in sorted(entries):
        short = kind == 3 and many == 1
        said = struct.pack(order + "HH", value, 0) if short else struct.pack(order + "I", value)
        table += struct.pack(order + "HHI", tag, kind, many) + said
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", lists + len(body))
    return b"".join([head, *strips, body, table, b"\0\0\0\0"])


def lzw(data):
    """A strip in LZW that says every byte as it is, and forgets before codes grow longer than 9."""
    codes = []
    for start in range(0, len(data), 200):
        codes += [256, *data[start : start + 200]]
    bits = "".join(f"{code:09b}" for code in [*codes, 257])
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")


def pack_bits(data):
    """A strip in PackBits, in runs that are all of different bytes."""
    parts = [data[start : start + 128] for start in range(0, len(data), 128)]
    return b"".join(bytes([len(part) - 1]) + part for part in parts)


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


def rgbe(light):
    """Light (..., 3) as three mantissas and an exponent: Ward 1991, "Real Pixels"."""
    brightest = np.max(light, axis=-1)
    lit = brightest > 1e-32
    _, exponent = np.frexp(np.where(lit, brightest, 1.0))
    mantissas = np.floor(np.ldexp(light, 8 - exponent[..., None]))
    codes = np.concatenate([np.minimum(mantissas, 255), exponent[..., None] + 128], axis=-1)
    return np.where(lit[..., None], codes, 0).astype(np.uint8)


def radiance_flat(light):
    """A Radiance file of light (h, w, 3), its rows not packed."""
    rows, columns = light.shape[:2]
    head = f"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y {rows} +X {columns}\n"
    return head.encode() + rgbe(light).tobytes()


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
