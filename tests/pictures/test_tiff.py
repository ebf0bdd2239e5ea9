"""TIFF in all its layouts, as other programs write it, against the samples that were written."""

import struct
import zlib
from functools import partial

import numpy as np
import pytest
import tifffile
from PIL import Image

from scene_stager.errors import InputError
from scene_stager.maths.colour.srgb import decode_srgb
from scene_stager.pictures.codes import Alpha, Text
from scene_stager.pictures.read import read_codes, read_picture
from tests.pictures.files import lzw, pack_bits, profile, tiff
from tests.pictures.test_read import REC709_FROM_P3, noise, saved, written

# Where the first row and the first column of what is stored lie in what is seen, by what numpy
# calls it. Source: TIFF 6.0, page 36.
SEEN = {
    1: lambda a: a, 2: np.fliplr, 3: partial(np.rot90, k=2), 4: np.flipud,
    5: lambda a: a.swapaxes(0, 1), 6: partial(np.rot90, k=-1),
    7: lambda a: np.rot90(a, 2).swapaxes(0, 1), 8: np.rot90,
}  # fmt: skip
ORIENTATION = 274
ZIP = {"compression": "zlib"}
PACKINGS = {"as it is": (1, bytes), "lzw": (5, lzw), "bits": (32773, pack_bits)}


def tagged(codes, orientation, **options):
    return tiff(codes, tags=[(ORIENTATION, 3, 1, orientation)], **options)


COMPRESSIONS = (None, "tiff_lzw", "tiff_adobe_deflate", "jpeg", "packbits", "lzma", "zstd")


@pytest.mark.parametrize("orientation", SEEN)
@pytest.mark.parametrize(
    ("mode", "compression"),
    [(m, c) for m in ("RGB", "L", "P", "CMYK") for c in COMPRESSIONS if (m, c) != ("P", "jpeg")],
)
def test_orientation_is_followed_once(tmp_path, orientation, mode, compression):
    image = Image.fromarray(noise()).convert(mode)
    plain = read_codes(saved(tmp_path, image, "a.tif", compression=compression))
    tags = {ORIENTATION: orientation}
    file = saved(tmp_path, image, "b.tif", compression=compression, tiffinfo=tags)
    found = read_codes(file)
    assert (found.values == SEEN[orientation](plain.values)).all()
    assert found.orientation == orientation
    assert read_picture(file).size_px == found.values.shape[1::-1]


@pytest.mark.parametrize("orientation", SEEN)
def test_orientation_of_sixteen_bits_is_followed_once(tmp_path, orientation):
    codes = noise(highest=65535)
    colour = read_codes(written(tmp_path, tagged(codes, orientation)))
    assert (colour.values == SEEN[orientation](codes)).all()
    tifffile.imwrite(
        tmp_path / "g.tif", codes[..., 0], extratags=[(ORIENTATION, "H", 1, orientation, True)]
    )
    grey = read_codes(tmp_path / "g.tif")
    assert (grey.values[..., 0] == SEEN[orientation](codes[..., 0])).all()


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("planar", [False, True])
def test_sixteen_bits_in_planes_or_not_are_the_same_picture(
    tmp_path, packing, order, channels, planar
):
    codes = noise(channels=channels, highest=65535)
    data = tiff(codes, order, planar=planar, pack=PACKINGS[packing])
    found = read_codes(written(tmp_path, data))
    assert (found.values == codes).all()
    assert (found.bits, found.channels) == (16, tuple("RGBA"[:channels]))
    assert found.alpha == (Alpha.STRAIGHT if channels == 4 else Alpha.NONE)
    assert tifffile.imread(tmp_path / "a.bin").shape if packing == "as it is" else True


@pytest.mark.parametrize("tile", [None, (16, 32), (64, 64)])
@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("planar", ["contig", "separate"])
@pytest.mark.parametrize(
    ("kind", "packing"),
    [(k, p) for k in ("u1", "u2", "f2", "f4") for p in ({}, ZIP)]
    + [(k, ZIP | {"predictor": 2}) for k in ("u1", "u2")],
)
def test_rows_and_tiles_of_every_depth(tmp_path, tile, order, planar, kind, packing):
    codes = np.random.default_rng(1).uniform(0, 250, (70, 90, 3)).astype(kind)
    stored = np.moveaxis(codes, -1, 0) if planar == "separate" else codes
    tifffile.imwrite(
        tmp_path / "a.tif", stored, byteorder=order, photometric="rgb", planarconfig=planar,
        tile=tile, rowsperstrip=None if tile else 9, metadata=None, **packing,
    )  # fmt: skip
    found = read_codes(tmp_path / "a.tif")
    assert (found.values == codes).all()
    assert found.values.dtype == np.dtype(kind)
    assert found.is_float == (kind[0] == "f")


def test_floats_predicted_as_photoshop_does(tmp_path):
    # Adobe Photoshop TIFF Technical Note 3: bytes by significance, then differences along the row.
    light = np.random.default_rng(1).uniform(0, 4, (16, 16, 3)).astype(np.float32)
    rows = light.astype(">f4").view(np.uint8).reshape(16, 48, 4).transpose(0, 2, 1)
    flat = rows.reshape(16, 64, 3).astype(np.int64)
    steps = np.diff(flat, axis=1, prepend=0).astype(np.uint8)
    tifffile.imwrite(tmp_path / "a.tif", light, photometric="rgb", compression="zlib",
                     metadata=None, rowsperstrip=16)  # fmt: skip
    data = (tmp_path / "a.tif").read_bytes()
    with tifffile.TiffFile(tmp_path / "a.tif") as file:
        tags = file.pages[0].tags
        place, size = tags[273].valueoffset, tags[279].valueoffset
        none = tags[296].offset  # a unit of resolution, whose entry says the prediction instead
    packed = zlib.compress(steps.tobytes())
    data = bytearray(data + packed)
    struct.pack_into("<I", data, place, len(data) - len(packed))
    struct.pack_into("<I", data, size, len(packed))
    struct.pack_into("<HHIHH", data, none, 317, 3, 1, 3, 0)
    found = read_codes(written(tmp_path, bytes(data)))
    assert (found.values == light).all()


def test_a_bigtiff_is_a_tiff(tmp_path):
    codes = noise(highest=65535)
    tifffile.imwrite(tmp_path / "a.tif", codes, bigtiff=True, photometric="rgb", metadata=None)
    assert (read_codes(tmp_path / "a.tif").values == codes).all()


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_white_may_stand_at_zero(tmp_path, kind):
    codes = noise(highest=int(np.iinfo(kind).max))[..., 0]
    tifffile.imwrite(tmp_path / "a.tif", codes, photometric="miniswhite", metadata=None)
    found = read_codes(tmp_path / "a.tif").values[..., 0]
    assert (found == np.iinfo(kind).max - codes).all()


def test_twelve_bits_fill_the_range(tmp_path):
    codes = np.random.default_rng(1).integers(0, 4096, (64, 64))
    codes[0, :2] = 0, 4095
    pairs = codes.reshape(-1, 2)
    packed = np.stack(
        [pairs[:, 0] >> 4, (pairs[:, 0] & 15) << 4 | pairs[:, 1] >> 8, pairs[:, 1] & 255], axis=-1
    ).astype(np.uint8)
    tifffile.imwrite(tmp_path / "a.tif", packed.reshape(64, 96), metadata=None, rowsperstrip=64)
    data = bytearray((tmp_path / "a.tif").read_bytes())
    with tifffile.TiffFile(tmp_path / "a.tif") as file:
        for tag, value in ((256, 64), (258, 12)):
            struct.pack_into("<H", data, file.pages[0].tags[tag].valueoffset, value)
    found = read_codes(written(tmp_path, bytes(data)))
    np.testing.assert_allclose(found.values[..., 0] / 65535, codes / 4095, atol=1e-5)
    assert found.bits == 12


@pytest.mark.parametrize("kind", ["u1", "u2"])
def test_what_was_multiplied_by_alpha_is_kept_so_and_read_straight(tmp_path, kind):
    top = np.iinfo(kind).max
    straight = np.random.default_rng(1).uniform(0.1, 1, (64, 64, 3))
    alpha = np.full((64, 64, 1), 0.5)
    alpha[:32] = 1.0
    codes = np.round(np.concatenate([straight * alpha, alpha], axis=-1) * top).astype(kind)
    tifffile.imwrite(
        tmp_path / "a.tif", codes, photometric="rgb", extrasamples=["assocalpha"], metadata=None
    )
    found = read_picture(tmp_path / "a.tif")
    assert found.codes.alpha is Alpha.PREMULTIPLIED
    assert (found.codes.values == codes).all()
    np.testing.assert_allclose(found.rgb, decode_srgb(straight), atol=3 / top * 1.5)
    np.testing.assert_allclose(found.alpha, alpha[..., 0], atol=0.51 / top)


def test_light_in_floats_has_its_profile_s_corners_and_its_alpha(tmp_path):
    light = np.random.default_rng(1).uniform(0, 8, (64, 64, 4)).astype(np.float32)
    light[..., 3] = 0.25
    tifffile.imwrite(
        tmp_path / "a.tif", light, photometric="rgb", extrasamples=["unassalpha"], metadata=None,
        iccprofile=profile(),
    )  # fmt: skip
    found = read_picture(tmp_path / "a.tif")
    np.testing.assert_allclose(found.rgb, np.maximum(light[..., :3] @ REC709_FROM_P3.T, -9),
                               atol=0.02)  # fmt: skip
    assert (found.alpha == 0.25).all()
    assert (found.is_float, found.bit_depth) == (True, 32)


@pytest.mark.parametrize(
    ("kind", "said"),
    [("u4", "whole numbers of 32 bits"), ("i2", "signed whole numbers of 16 bits"),
     ("f8", "floating numbers of 64 bits"), ("i1", "signed whole numbers of 8 bits")],
)  # fmt: skip
def test_numbers_that_nobody_reads_are_refused_by_name(tmp_path, kind, said):
    tifffile.imwrite(tmp_path / "a.tif", np.ones((64, 64), kind), metadata=None)
    with pytest.raises(InputError, match=f"found {said}, expected whole numbers of up to 16 bits"):
        read_picture(tmp_path / "a.tif")


def test_words_are_kept_as_they_were_said(tmp_path):
    packet = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"
    tifffile.imwrite(
        tmp_path / "a.tif", noise(), photometric="rgb", description="a still", software="ours",
        metadata=None, extratags=[(700, "B", len(packet), packet, True)],
    )  # fmt: skip
    found = read_codes(tmp_path / "a.tif").embedded
    assert found.texts == (
        Text("TIFF", "ImageDescription", "a still"),
        Text("TIFF", "Software", "ours"),
    )
    assert found.xmp == packet


def test_pages_after_the_first_are_counted_and_circles_end(tmp_path):
    with tifffile.TiffWriter(tmp_path / "a.tif") as writer:
        for seed in range(3):
            writer.write(noise(seed=seed), photometric="rgb", metadata=None)
    found = read_codes(tmp_path / "a.tif")
    assert (found.frames, (found.values == noise(seed=0)).all()) == (3, True)
    data = bytearray(tiff(noise(highest=65535)))
    data[-4:] = data[4:8]  # the next directory is the first
    assert read_codes(written(tmp_path, bytes(data))).frames == 2


def test_pieces_that_are_not_there_are_a_refusal(tmp_path):
    codes = noise(highest=65535)
    for packing in PACKINGS.values():
        whole = tiff(codes, planar=True, pack=packing)
        short = bytearray(whole)
        place = short.index(struct.pack("<HHI", 279, 4, 3))
        (lists,) = struct.unpack_from("<I", short, place + 8)
        struct.pack_into("<I", short, lists + 4, 100)
        with pytest.raises(InputError, match="cannot be decoded"):
            read_picture(written(tmp_path, bytes(short)))


def test_a_strip_that_unpacks_without_end_gives_no_more_than_its_rows(tmp_path):
    codes = noise(highest=65535)
    bomb = zlib.compress(codes.astype("<u2").tobytes() + bytes(40_000_000), 9)
    data = tiff(codes, pack=(8, lambda strip: bomb))
    assert (read_codes(written(tmp_path, data)).values == codes).all()
