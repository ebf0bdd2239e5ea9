"""What strangers hand over: one clear line each, and no memory for what is not there."""

import struct
import subprocess
import sys
import tracemalloc
import zlib
from pathlib import Path

import numpy as np
import OpenEXR
import pytest
from PIL import Image

from scene_stager.errors import InputError
from scene_stager.pictures.codes import bound_size
from scene_stager.pictures.read import read_picture
from tests.pictures.files import chunk, png, radiance_flat, tiff
from tests.pictures.test_read import exr, noise, saved, written


def refusal(file, **options):
    """The one line that reading a file ends in."""
    with pytest.raises(InputError) as caught:
        read_picture(file, **options)
    line = str(caught.value)
    assert line.startswith(f"{file}: found ")
    assert "\n" not in line
    assert len(line) < 400 + len(str(file))
    return line


def test_files_that_are_not_there_or_no_pictures(tmp_path):
    assert "no such file" in refusal(tmp_path / "a.png")
    assert "a folder" in refusal(tmp_path)
    assert "no plain file" in refusal(Path("/dev/zero"))
    assert "an empty file" in refusal(written(tmp_path, b""))
    assert "no picture of a known kind" in refusal(written(tmp_path, b"hello, world" * 99))
    page = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n"
    assert "no picture of a known kind" in refusal(written(tmp_path, page, "a.eps"))


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tif", "a.webp", "a.gif", "a.bmp"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_truncated_files(tmp_path, name, share):
    options = {"lossless": True} if name.endswith("webp") else {}
    file = saved(tmp_path, Image.fromarray(noise()), name, **options)
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * share)])
    line = refusal(file)
    assert "cannot be decoded" in line or "no picture of a known kind" in line


def test_the_library_for_tiff_does_not_speak_for_itself(tmp_path, capfd):
    file = saved(tmp_path, Image.fromarray(noise()), "a.tif", compression="tiff_lzw")
    data, said = file.read_bytes(), set()
    for place in range(8, 400):
        file.write_bytes(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])
        try:
            read_picture(file)
        except InputError as error:
            said.add(str(error))
    assert said
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("share", [0.02, 0.1, 0.5, 0.9, 0.99])
def test_truncated_exr_and_radiance(tmp_path, share, capfd):
    light = np.random.default_rng(1).uniform(0, 4, (70, 80, 3)).astype(np.float32)
    capfd.readouterr()
    for file in (exr(tmp_path, {"RGB": light}), written(tmp_path, radiance_flat(light), "a.hdr")):
        data = file.read_bytes()
        file.write_bytes(data[: int(len(data) * share)])
        assert "damaged or cut short?" in refusal(file)
    assert capfd.readouterr() == ("", "")


def claimed_tiff():
    data = tiff(noise(highest=65535))
    for tag, true, claim in ((256, 80, 20000), (257, 70, 10000)):
        small, large = (struct.pack("<HHIHH", tag, 3, 1, size, 0) for size in (true, claim))
        assert small in data
        data = data.replace(small, large)
    return data


BMP = struct.pack("<IHHIIiiHHIIiiII", 99, 0, 0, 54, 40, 20000, 10000, 1, 24, *[0] * 6)
GIF_SIZE, GIF_FRAME = struct.pack("<HH", 20000, 10000), struct.pack("<HHHHB", 0, 0, 20000, 10000, 0)
CLAIMS = {
    "png": png(noise(highest=65535), 2, width=20000, height=10000),
    "tif": claimed_tiff(),
    "bmp": b"BM" + BMP,
    "gif": b"GIF89a" + GIF_SIZE + b"\0\0\0," + GIF_FRAME + b"\x08\x01\x00\x00;",
    "hdr": b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 10000 +X 20000\n\2\2\x4e\x20",
}


@pytest.mark.parametrize("name", CLAIMS)
def test_two_hundred_megapixels_are_refused_before_they_cost_anything(tmp_path, name):
    file = written(tmp_path, CLAIMS[name], f"a.{name}")
    tracemalloc.start()
    line = refusal(file)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "20000 × 10" in line or "200000000 pixels" in line
    assert "at most 67 megapixels" in line
    assert most < 20e6


def test_an_exr_that_claims_two_hundred_megapixels(tmp_path):
    light = np.zeros((70, 80, 3), np.float32)
    file = exr(tmp_path, {"RGB": light})
    small, large = struct.pack("<iiii", 0, 0, 79, 69), struct.pack("<iiii", 0, 0, 19999, 9999)
    file.write_bytes(file.read_bytes().replace(small, large))
    assert "20000 × 10000 pixels (200 megapixels)" in refusal(file)


def test_a_small_file_that_claims_the_most_that_is_allowed(tmp_path):
    # 8192 x 8192 fits the bound, but there are only a few bytes behind it.
    data = b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 8192 +X 8192\n\2\2\x20\0" + b"\xff\1" * 999
    tracemalloc.start()
    line = refusal(written(tmp_path, data, "a.hdr"))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "2002 bytes of pixels" in line
    assert most < 1e6


@pytest.mark.parametrize(
    ("value", "said"),
    [(np.nan, "no finite numbers"), (np.inf, "no finite numbers"), (-9999, "negative light")],
)
def test_exr_that_is_no_light(tmp_path, value, said):
    light = np.ones((70, 80, 3), np.float32)
    light[40, 30:32] = value
    line = refusal(exr(tmp_path, {"RGB": light}))
    assert said in line
    assert "in 2 pixels, the first at x 30, y 40" in line


def test_ringing_of_a_filter_is_held_at_black(tmp_path):
    light = np.ones((70, 80, 3), np.float32)
    light[40, 30] = -2e-4
    assert (read_picture(exr(tmp_path, {"RGB": light})).rgb[40, 30] == 0).all()


def test_exr_without_colours_and_with_deep_pixels(tmp_path):
    plane = np.ones((70, 80), np.float32)
    assert "channels 'Z'" in refusal(exr(tmp_path, {"Z": plane}))
    deep = np.empty((70, 80), object)
    for place in np.ndindex(70, 80):
        deep[place] = np.ones(1, np.float32)
    head = {"type": OpenEXR.deepscanline, "compression": OpenEXR.ZIPS_COMPRESSION}
    assert "deep pixels" in refusal(exr(tmp_path, {"Z": deep}, head, "deep.exr"))


@pytest.mark.parametrize("size", [(1, 1), (64, 63), (1, 9999)])
def test_pictures_too_small_to_read(tmp_path, size):
    line = refusal(saved(tmp_path, Image.new("RGB", size)))
    assert f"{size[0]} × {size[1]} pixels, expected at least 64 × 64 (TOO_SMALL)" in line
    file = saved(tmp_path, Image.new("RGB", size))
    assert read_picture(file, smallest_px=1).size_px == size


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"#?RADIANCE\n\n-Y 0 +X 99\n", "99 × 0 pixels"),
        (b"#?RADIANCE\n\n-Y 9 -Y 9\n", "no size line"),
        (b"#?RADIANCE\nFORMAT=zip\n\n-Y 9 +X 9\n", "FORMAT='zip'"),
        (b"#?RADIANCE\nEXPOSURE=nan\n\n-Y 9 +X 9\n", "EXPOSURE='nan'"),
        (b"#?RADIANCE\nPRIMARIES=1 2 3\n\n-Y 9 +X 9\n", "PRIMARIES='1 2 3'"),
        (b"#?RADIANCE\n" + b"A=" * 99999 + b"\n\n-Y 9 +X 9\n", "no size line"),
    ],
)
def test_radiance_headers_that_make_no_sense(tmp_path, head, said):
    assert said in refusal(written(tmp_path, head + b"\1" * 999, "a.hdr"))


def test_damage_anywhere_ends_in_a_line_or_a_picture(tmp_path):
    rng = np.random.default_rng(7)
    light = rng.uniform(0, 4, (64, 64, 3)).astype(np.float32)
    files = [
        exr(tmp_path, {"RGB": light}),
        written(tmp_path, radiance_flat(light), "a.hdr"),
        *(saved(tmp_path, Image.fromarray(noise()), f"b.{end}") for end in ("png", "jpg", "tif")),
    ]
    outcomes = {"refused": 0, "read": 0}
    for file in files:
        whole = np.frombuffer(file.read_bytes(), np.uint8)
        for _ in range(60):
            damaged = whole.copy()
            places = rng.integers(0, min(len(whole), 2000), rng.integers(1, 9))
            damaged[places] = rng.integers(0, 256, len(places))
            file.write_bytes(damaged.tobytes())
            try:
                found = read_picture(file, smallest_px=1)
                assert np.isfinite(found.rgb).all()
                outcomes["read"] += 1
            except InputError as error:
                assert "\n" not in str(error)
                outcomes["refused"] += 1
    assert min(outcomes.values()) > 20


def test_memory_is_bounded_by_the_pixels(tmp_path):
    codes = noise(256, 256, 4, highest=65535)
    light = codes[..., :3] / 65535.0
    files = [
        written(tmp_path, png(codes, 6), "a.png"),
        written(tmp_path, radiance_flat(light), "a.hdr"),
        exr(tmp_path, {"RGB": light.astype(np.float32)}),
    ]
    for file in files:
        read_picture(file)  # the libraries, once
        tracemalloc.start()
        read_picture(file)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 56 * codes.shape[0] * codes.shape[1]


def black_png(color_type, depth, row_bytes):
    """8192 x 8192 black pixels in a few kilobytes."""
    size = struct.pack(">IIBBBBB", 8192, 8192, depth, color_type, 0, 0, 0)
    body = zlib.compress(bytes(8192 * (1 + row_bytes)), 9)
    parts = [(b"IHDR", size), (b"IDAT", body), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*one) for one in parts)


def in_a_gigabyte(*words):
    """What a command says that may have a gigabyte of addresses."""
    import resource

    return subprocess.run(
        [sys.executable, "-m", "scene_stager.cli", *map(str, words)],
        capture_output=True, text=True, check=False, timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9)),
    )  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="addresses are counted on Linux")
@pytest.mark.parametrize(
    ("color_type", "depth", "row_bytes", "said"),
    [
        (0, 1, 1024, "the picture does not fit into memory; make it smaller first"),
        pytest.param(2, 8, 3 * 8192, "pixels that do not fit into the memory that is left",
                     marks=pytest.mark.slow),
    ],
)  # fmt: skip
def test_a_few_kilobytes_of_the_most_pixels_end_in_one_right_line(
    tmp_path, color_type, depth, row_bytes, said
):
    file = written(tmp_path, black_png(color_type, depth, row_bytes), "bomb.png")
    done = in_a_gigabyte("metrics", file)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr


def test_the_largest_that_is_read_and_the_first_that_is_not():
    bound_size("a.png", 8192, 8192)
    bound_size("a.png", 16384, 4096)
    for width, height in ((8193, 8192), (16385, 64), (64, 16385), (0, 64)):
        with pytest.raises(InputError, match=f"a.png: found {width} × {height} pixels"):
            bound_size("a.png", width, height)


def test_a_little_light_below_black_is_ringing_and_counts_as_black(tmp_path):
    light = np.full((80, 90, 3), 0.5, np.float32)
    light[3, 4] = -0.04  # a hundred-thousandth of all light
    found = read_picture(exr(tmp_path, {"RGB": light}))
    assert float(found.rgb.min()) == 0.0
    assert found.notes == ()


def test_lobes_below_black_count_as_none_and_what_was_lost_is_told(tmp_path):
    light = np.full((80, 100, 3), 0.5, np.float32)
    light[:8] = -0.05  # a tenth of the pixels, and 0.005 of 0.45 of all light
    found = read_picture(exr(tmp_path, {"RGB": light}))
    assert (float(found.rgb.min()), float(found.rgb.max())) == (0.0, 0.5)
    assert found.notes == (
        "light below 0 in 10.00% of the pixels, as much as 1.11% of all light, counted as none",
    )
    light[:8] = -4.4  # still less than there is light
    assert "97.78% of all light" in read_picture(exr(tmp_path, {"RGB": light})).notes[0]
    light[:8] = -4.6
    assert "negative light, down to -4.6, in 800 pixels" in refusal(exr(tmp_path, {"RGB": light}))


def test_a_name_that_would_act_on_a_terminal_is_shown_and_does_not(tmp_path):
    file = written(tmp_path, b"hello", "a\x1b]0;PWN\x07.jpg")
    with pytest.raises(InputError) as caught:
        read_picture(file)
    assert str(caught.value).isprintable()
    assert "a\\x1b]0;PWN\\x07.jpg" in str(caught.value)
