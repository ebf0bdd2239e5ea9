"""JPEG, WebP, GIF, BMP and OpenEXR: which way up, what they say of themselves, broken profiles."""

import io
import zlib

import numpy as np
import pytest
from PIL import Image

from scene_stager.errors import InputError
from scene_stager.pictures.codes import Alpha, Text, Transfer
from scene_stager.pictures.read import read_codes, read_picture
from tests.pictures.files import profile
from tests.pictures.test_read import exr, noise, saved, written
from tests.pictures.test_tiff import ORIENTATION, SEEN

XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:Description tiff:Orientation=\"%d\"/></x:xmpmeta>"


def lossless(name):
    return {"webp": {"lossless": True}, "jpg": {"quality": 95}}.get(name, {})


@pytest.mark.parametrize("orientation", SEEN)
@pytest.mark.parametrize("name", ["png", "jpg", "webp"])
def test_orientation_is_followed_once_and_exif_is_believed_before_xmp(tmp_path, name, orientation):
    image, options = Image.fromarray(noise()), lossless(name)
    plain = read_codes(saved(tmp_path, image, f"a.{name}", **options)).values
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    found = read_codes(saved(tmp_path, image, f"b.{name}", exif=exif, **options))
    assert (found.values == SEEN[orientation](plain)).all()
    assert found.orientation == orientation
    if name == "png":
        return
    for block, expected in ((None, orientation), (exif, orientation)):
        said = XMP % (orientation if block is None else 9 - orientation)
        options |= {"xmp": said} | ({"exif": block} if block else {})
        found = read_codes(saved(tmp_path, image, f"c.{name}", **options))
        assert found.orientation == expected
        assert found.embedded.xmp == said


@pytest.mark.parametrize("said", [0, 9, 77])
def test_an_orientation_that_is_none_is_upright(tmp_path, said):
    exif = Image.Exif()
    exif[ORIENTATION] = said
    assert read_codes(saved(tmp_path, Image.fromarray(noise()), exif=exif)).orientation == 1
    broken = saved(
        tmp_path, Image.fromarray(noise()), "a.jpg", exif=b"Exif\0\0II*\0\xff\xff\xff\xff"
    )
    assert read_codes(broken).orientation == 1


def test_a_jpeg_s_comments_and_packets_are_kept(tmp_path):
    exif = Image.Exif()
    exif[0x010E] = "a still"
    file = saved(tmp_path, Image.fromarray(noise()), "a.jpg", comment="one", exif=exif, xmp=b"<x/>")
    data = file.read_bytes()
    second = b"\xff\xfe\0\x05two"
    found = read_codes(written(tmp_path, data[:2] + second + data[2:])).embedded
    assert [text.text for text in found.texts] == ["two", "one"]
    assert found.xmp == b"<x/>"
    assert b"a still" in found.exif


def test_what_webp_gif_and_exr_say_is_kept(tmp_path):
    image = Image.fromarray(noise())
    assert read_codes(saved(tmp_path, image, "a.webp", xmp=b"<x/>")).embedded.xmp == b"<x/>"
    gif = read_codes(saved(tmp_path, image.convert("P"), "a.gif", comment=b"made by hand"))
    assert gif.embedded.texts == (Text("comment", "", "made by hand"),)
    light = np.ones((64, 64, 3), np.float32)
    head = {"comments": "night", "stager/record": '{"φ": 1}', "xmp": "<x/>"}
    found = read_codes(exr(tmp_path, {"RGB": light}, head)).embedded
    assert found.texts == (
        Text("attribute", "comments", "night"),
        Text("attribute", "stager/record", '{"φ": 1}'),
    )
    assert found.xmp == b"<x/>"


def test_exr_codes_are_as_they_are_stored(tmp_path):
    light = np.random.default_rng(1).uniform(0, 4, (64, 70, 4)).astype(np.float16)
    found = read_codes(exr(tmp_path, {"RGBA": light}))
    assert found.values.dtype == np.float16
    assert (found.values == light).all()
    assert (found.channels, found.alpha) == (("R", "G", "B", "A"), Alpha.PREMULTIPLIED)
    assert (found.bits, found.colour.transfer) == (16, Transfer.LINEAR)


@pytest.mark.parametrize("name", ["png", "jpg", "tif", "webp"])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_broken_profile_is_left_out_and_told(tmp_path, name, mode):
    if mode == "CMYK" and name in ("png", "webp"):
        mode = "RGB"
    image, options = Image.fromarray(noise()).convert(mode), lossless(name)
    plain = read_picture(saved(tmp_path, image, f"a.{name}", **options))
    whole = profile()
    for broken in (b"nothing of the kind", whole[:200], whole[:16] + b"XXXX" + whole[20:]):
        file = saved(tmp_path, image, f"b.{name}", icc_profile=broken, **options)
        found = read_picture(file)
        assert "a colour profile that cannot be used, left out" in found.notes
        assert (found.rgb == plain.rgb).all()
        assert found.codes.colour.profile == broken


def test_a_jpeg_that_walks_over_its_pixels_without_end_is_refused(tmp_path):
    made = io.BytesIO()
    Image.fromarray(noise()).save(made, "JPEG", progressive=True)
    data = made.getvalue()
    place = data.rindex(b"\xff\xda")
    scan = data[place:-2]
    assert read_codes(written(tmp_path, data[:-2] + scan * 50 + data[-2:])).values.shape
    with pytest.raises(InputError, match="scans, more than 100"):
        read_picture(written(tmp_path, data[:-2] + scan * 99 + data[-2:]))


def test_palettes_are_looked_up_and_few_bits_stretched(tmp_path):
    codes = np.random.default_rng(1).integers(0, 4, (64, 64)).astype(np.uint8)
    image = Image.fromarray(codes, "P")
    image.putpalette([0, 0, 0, 10, 20, 30, 40, 50, 60, 255, 255, 255])
    colours = np.array([[0, 0, 0], [10, 20, 30], [40, 50, 60], [255, 255, 255]])
    for name in ("a.png", "a.gif", "a.bmp", "a.tif"):
        assert (read_codes(saved(tmp_path, image, name)).values == colours[codes]).all(), name
    two = Image.fromarray(codes > 1)
    for name in ("a.png", "a.bmp", "a.tif"):
        found = read_codes(saved(tmp_path, two, name))
        assert (found.values[..., 0] == np.where(codes > 1, 255, 0)).all(), name
        assert found.bits == 1


def test_a_file_is_as_long_as_its_pixels_may_be(tmp_path, monkeypatch):
    monkeypatch.setattr("scene_stager.pictures.read.MOST_FILE_BYTES", 1000)
    data = b"\x89PNG\r\n\x1a\n" + zlib.compress(bytes(5000), 0)
    with pytest.raises(InputError, match="at most 1000 bytes"):
        read_picture(written(tmp_path, data))
