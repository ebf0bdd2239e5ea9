"""The door out: whole files, with words before the pixels, the same bytes every time."""

import io
import subprocess
import sys
import xml.etree.ElementTree as ET

import numpy as np
import OpenEXR
import png as pypng
import pytest
import tifffile
from PIL import Image

from scene_stager.maths.colour.srgb import decode_srgb
from scene_stager.pictures.codes import NOTHING, Embedded, Text
from scene_stager.pictures.read import read_codes
from scene_stager.pictures.write import (
    ENDINGS,
    encode_animation,
    encode_picture,
    screen_codes,
    write_light,
    write_picture,
)
from tests.pictures.test_read import noise

PACKET = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><a>φ</a></x:xmpmeta>".encode()
RECORD = Text("iTXt", "stager", '{"φ": [1, 2]}')


def exif_saying(words):
    block = Image.Exif()
    block[0x010E] = words
    return block.tobytes()


@pytest.mark.parametrize("ending", ENDINGS)
def test_words_go_in_and_come_out_again_and_pixels_stay(tmp_path, ending):
    texts = (RECORD,) if ending == ".png" else ()
    said = Embedded(texts, PACKET, exif_saying("a still"))
    file, plain = tmp_path / f"a{ending}", tmp_path / f"b{ending}"
    write_picture(file, noise(), embedded=said)
    write_picture(plain, noise())
    found = read_codes(file)
    assert (found.values == read_codes(plain).values).all()
    assert (found.embedded.texts, found.embedded.xmp) == (texts, PACKET)
    assert ending == ".tif" or b"a still" in found.embedded.exif
    assert read_codes(plain).embedded == NOTHING
    assert len(list(tmp_path.iterdir())) == 2


def test_other_readers_find_the_words_where_they_belong(tmp_path):
    said = Embedded((RECORD,), PACKET)
    chunks = list(pypng.Reader(bytes=encode_picture(noise(), embedded=said)).chunks())
    kinds = [kind for kind, _ in chunks]
    assert kinds == [b"IHDR", b"iTXt", b"iTXt", b"IDAT", b"IEND"]
    assert chunks[1][1] == b"stager\0\0\0\0\0" + RECORD.text.encode()
    assert ET.fromstring(chunks[2][1].partition(b"\0\0\0\0\0")[2].decode())[0].text == "φ"
    write_picture(tmp_path / "a.tif", noise(), embedded=Embedded(xmp=PACKET))
    with tifffile.TiffFile(tmp_path / "a.tif") as file:
        assert bytes(file.pages[0].tags[700].value) == PACKET
    assert (tifffile.imread(tmp_path / "a.tif") == noise()).all()
    webp = encode_picture(noise(), ".webp", embedded=Embedded(xmp=PACKET))
    assert webp[webp.index(b"XMP ") + 8 :].startswith(PACKET)
    jpeg = encode_picture(noise(), ".jpg", embedded=Embedded(xmp=PACKET))
    assert jpeg.index(b"http://ns.adobe.com/xap/1.0/\0" + PACKET) < jpeg.index(b"\xff\xda")


@pytest.mark.parametrize("ending", [".jpg", ".webp", ".tif"])
def test_words_that_a_kind_has_no_place_for_are_not_lost_in_silence(ending):
    with pytest.raises(ValueError, match="no place for texts"):
        encode_picture(noise(), ending, embedded=Embedded((RECORD,)))


def test_a_packet_too_long_for_jpeg_is_no_picture_without_it():
    with pytest.raises(ValueError, match="too long"):
        encode_picture(noise(), ".jpg", embedded=Embedded(xmp=b"x" * 66_000))


def test_light_is_written_with_its_words_and_comes_back_to_the_bit(tmp_path):
    light = np.random.default_rng(1).uniform(0, 40, (64, 70, 3)).astype(np.float32)
    said = Embedded((Text("attribute", "stager/record", RECORD.text),), PACKET)
    write_light(tmp_path / "a.exr", light, embedded=said)
    with OpenEXR.File(str(tmp_path / "a.exr")) as file:
        head = file.header()
        assert (head["stager/record"], head["xmp"]) == (RECORD.text, PACKET.decode())
        assert (file.channels()["RGB"].pixels == light).all()
    found = read_codes(tmp_path / "a.exr")
    assert (found.values == light).all()
    assert found.embedded == said


PATH = ":".join(filter(None, sys.path))
WRITES = """
import sys, hashlib, numpy as np
from pathlib import Path
from PIL import Image
from scene_stager.pictures.codes import Embedded, Text
from scene_stager.pictures.write import ENDINGS, encode_animation, encode_picture, write_light
codes = (np.arange(70 * 90 * 3) % 251).astype(np.uint8).reshape(70, 90, 3)
said = Embedded(xmp=b"<x/>")
total = hashlib.sha256()
for ending in ENDINGS:
    total.update(encode_picture(codes, ending, embedded=said))
total.update(encode_picture(codes, embedded=Embedded((Text("", "a", "b"), Text("", "c", "d")))))
total.update(encode_animation([Image.fromarray(codes)] * 3, [40, 41, 42], 72))
write_light(Path(sys.argv[1]), codes / 255.0, embedded=said)
total.update(Path(sys.argv[1]).read_bytes())
print(total.hexdigest())
"""


def test_another_process_writes_the_same_bytes(tmp_path):
    said = {
        subprocess.run(
            [sys.executable, "-c", WRITES, str(tmp_path / "a.exr")],
            capture_output=True, check=True, text=True,
            env={"PYTHONPATH": PATH, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("0", "UTC"), ("77", "Asia/Tokyo"))
    }  # fmt: skip
    assert len(said) == 1


def test_an_older_file_stays_whole_where_writing_fails(tmp_path, monkeypatch):
    file = tmp_path / "a.png"
    write_picture(file, noise())
    before = file.read_bytes()

    def full(*places):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("scene_stager.whole_file.os.replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_picture(file, noise(seed=2))
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [before]


def test_what_is_under_black_and_over_white_is_held_on_a_screen():
    light = np.array([[[-1.0, 0.0, 0.5], [1.0, 2.0, 0.18]]])
    codes = screen_codes(light)
    assert codes.tolist() == [[[0, 0, 188], [255, 255, 118]]]  # 255 times the sRGB curve, by hand
    np.testing.assert_allclose(decode_srgb(codes[0, 1, 2] / 255), 0.18, atol=2e-3)


def test_an_animation_keeps_its_frames_and_their_lengths():
    levels, lengths_ms = (20, 120, 220), [40, 41, 42]
    frames = [Image.new("RGB", (80, 70), (level,) * 3) for level in levels]
    data = encode_animation(frames, lengths_ms, 90)
    with Image.open(io.BytesIO(data)) as image:
        assert (image.n_frames, image.size, image.info["loop"]) == (3, (80, 70), 0)
        for index, level in enumerate(levels):
            image.seek(index)
            assert np.asarray(image.convert("L")).mean() == pytest.approx(level, abs=3)
            assert image.info["duration"] == lengths_ms[index]
