"""Stamping: the record is in the file, others read it, no pixel has changed, and it comes out."""

import json
import shutil
import subprocess
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from scene_stager.errors import InputError
from scene_stager.pictures.read import read_codes
from scene_stager.provenance.pixel_hash import file_hash, pixel_hash_of_file
from scene_stager.provenance.stamp import look_at, stamp, strip, verify
from tests.provenance.carried import PICTURES, RECORD, make


@pytest.fixture(params=PICTURES)
def picture(request, tmp_path):
    return make(tmp_path, request.param)


def test_a_stamped_file_holds_its_record_and_the_same_pixels(picture):
    before, own = read_codes(picture), pixel_hash_of_file(picture)
    written = stamp(picture, RECORD)
    assert written == replace(RECORD, pixel_hash=own, decoder=written.decoder)
    assert look_at(picture).records == (written,)
    assert verify(picture).verdict == "holds"
    after = read_codes(picture)
    assert np.array_equal(after.values, before.values) and after.colour == before.colour


def test_stamping_again_leaves_one_record(picture):
    stamp(picture, RECORD)
    size = picture.stat().st_size
    written = stamp(picture, replace(RECORD, subject="another fox", hand=""))
    assert look_at(picture).records == (written,)
    stamp(picture, RECORD)
    if picture.suffix != ".tif":  # there what is new goes to the end
        assert picture.stat().st_size == size


def test_strip_takes_it_out_and_says_so_and_keeps_the_pixels(picture):
    own = pixel_hash_of_file(picture)
    plain = picture.read_bytes()
    stamp(picture, RECORD)
    assert strip(picture)
    data = picture.read_bytes()
    assert b"Maana" not in data and b"stager" not in data and b"a wood" not in data
    assert pixel_hash_of_file(picture) == own
    assert verify(picture).verdict == "no_record"
    assert strip(picture) == ()
    if picture.suffix in (".png", ".jpg", ".exr"):
        assert data == plain


def test_a_record_pasted_onto_other_pixels_is_broken(picture, tmp_path):
    from scene_stager.provenance.carriers import carrier_of

    written = stamp(picture, RECORD)
    (tmp_path / "b").mkdir()
    other = make(
        tmp_path / "b", picture.name, 255 - np.asarray(read_codes(make(tmp_path, "x.png")).values)
    )
    other.write_bytes(carrier_of(other).put(other.read_bytes(), written))
    found = verify(other)
    assert found.verdict == "broken" and written.pixel_hash in found.why


def test_two_records_that_differ_are_broken(tmp_path):
    from scene_stager.provenance.carriers import png

    path = make(tmp_path, "a.png")
    written = stamp(path, RECORD)
    data = path.read_bytes()
    place = data.index(b"IDAT") - 4
    other = png._chunk(png.KEY, replace(written, hand="somebody else").to_json().encode())
    path.write_bytes(data[:place] + other + data[place:])
    assert verify(path).verdict == "broken"


def test_a_stranger_s_xmp_and_exif_stay(tmp_path):
    exif = Image.Exif()
    exif[0x010F] = "Camera maker"
    exif.get_ifd(0x8769)[0x829A] = 0.5
    exif.get_ifd(0x8769)[0x927C] = b"maker's note, with offsets of its own"
    xmp = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-'
        b'syntax-ns#"><rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
        b'xmp:CreatorTool="Their tool" xmlns:own="http://example.org/own/"><own:thing>theirs'
        b"</own:thing></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    for name in ("a.png", "a.jpg", "a.webp", "a.tif"):
        image = Image.fromarray(read_codes(make(tmp_path, "plain.png")).values)
        if name.endswith("tif"):
            exif[700] = xmp
        words = PngInfo()
        words.add_itxt("XML:com.adobe.xmp", xmp.decode())
        image.save(path := tmp_path / name, exif=exif, xmp=xmp, lossless=True, pnginfo=words)
        had = read_codes(path).embedded
        assert b"theirs" in had.xmp
        stamp(path, RECORD)
        with Image.open(path) as stamped:
            found = stamped.getexif()
            assert found[0x010F] == "Camera maker"
            if not name.endswith("tif"):  # there the library leaves the inner ones out
                assert found.get_ifd(0x8769)[0x829A] == 0.5
                assert b"maker's note" in bytes(found.get_ifd(0x8769)[0x927C])
        packet = read_codes(path).embedded.xmp
        assert b"theirs" in packet and b"Their tool" in packet and b"Blender 5.0.1" in packet
        assert verify(path).verdict == "holds"
        strip(path)
        packet = read_codes(path).embedded.xmp
        assert b"theirs" in packet and b"Their tool" in packet and b"Blender" not in packet


@pytest.mark.parametrize("name", ["deep.png", "rgba.png", "palette.png", "grey.jpg", "cmyk.jpg"])
def test_pictures_of_other_kinds_are_stamped(name, tmp_path):
    codes = read_codes(make(tmp_path, "plain.png")).values
    made = {
        "deep.png": lambda: Image.fromarray(codes[..., 0].astype(np.uint16) * 257),
        "rgba.png": lambda: Image.fromarray(np.dstack([codes, codes[..., 0]])),
        "palette.png": lambda: Image.fromarray(codes).quantize(17),
        "grey.jpg": lambda: Image.fromarray(codes[..., 0]),
        "cmyk.jpg": lambda: Image.fromarray(codes).convert("CMYK"),
    }
    made[name]().save(path := tmp_path / name)
    stamp(path, RECORD)
    assert verify(path).verdict == "holds"


def test_exr_of_tiles_levels_and_parts_is_stamped(tmp_path):
    import OpenEXR

    floats = np.random.default_rng(4).random((70, 90, 3)).astype(np.float32)
    tiles = OpenEXR.TileDescription()
    tiles.xSize = tiles.ySize = 16
    tiles.mode = OpenEXR.ONE_LEVEL
    header = {"type": OpenEXR.tiledimage, "tiles": tiles}
    with OpenEXR.File(header, {"RGB": floats}) as file:
        file.write(str(tmp_path / "tiles.exr"))
    parts = [
        OpenEXR.Part({"name": "beauty"}, {"RGB": floats}),
        OpenEXR.Part({"name": "depth"}, {"Z": floats[..., 0].copy()}),
    ]
    OpenEXR.File(parts).write(str(tmp_path / "parts.exr"))
    for name in ("tiles.exr", "parts.exr"):
        path = tmp_path / name
        plain = path.read_bytes()
        stamp(path, RECORD)
        assert verify(path).verdict == "holds"
        strip(path)
        assert path.read_bytes() == plain


def exiftool(path):
    found = shutil.which("exiftool")
    if found is None:
        pytest.skip("exiftool is not installed")
    done = subprocess.run(
        [found, "-json", "-G1", "-struct", "-charset", "utf8", "--", str(path)],
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)[0]


def test_exiftool_reads_the_record_and_finds_nothing_wrong(picture):
    written = stamp(picture, RECORD)
    said = exiftool(picture)
    assert not [key for key in said if "Warning" in key or "Error" in key]
    key = {".exr": "OpenEXR:StagerRecord"}.get(picture.suffix, "XMP-stg:Record")
    text = said[key] if isinstance(said[key], str) else json.dumps(said[key])
    assert json.loads(text) == json.loads(written.to_json())
    if picture.suffix == ".exr":
        return
    assert said["XMP-iptcExt:DigitalSourceType"].endswith("/trainedAlgorithmicMedia")
    assert said["XMP-iptcExt:AISystemUsed"] == "Blender 5.0.1"
    parents = [one["DocumentID"] for one in said["XMP-xmpMM:Ingredients"]]
    assert [name.rpartition(":")[2] for name in parents] == ["a" * 64, "b" * 64]
    if picture.suffix == ".jpg":
        assert written.digest in said["ExifIFD:UserComment"]


def test_exiftool_s_own_edit_keeps_the_record(tmp_path):
    for name in ("a.png", "a.jpg", "a.tif"):
        path = make(tmp_path, name)
        written = stamp(path, RECORD)
        exiftool(path)
        command = ["exiftool", "-q", "-overwrite_original", "-XMP-dc:Title=theirs", str(path)]
        subprocess.run(command, check=True)
        assert look_at(path).records == (written,)
        assert verify(path).verdict == "holds"
        strip(path)
        assert exiftool(path)["XMP-dc:Title"] == "theirs"


def test_a_jpeg_that_lost_its_xmp_still_names_its_record(tmp_path):
    path = make(tmp_path, "a.jpg")
    written = stamp(path, RECORD)
    lost = tmp_path / "lost.jpg"
    with Image.open(path) as image:
        image.save(lost, exif=image.info["exif"])
    found = verify(lost)
    assert found.verdict == "no_record" and written.digest in found.why


def test_a_record_that_another_program_passed_on_as_plain_text_is_read(tmp_path):
    oiio = pytest.importorskip("OpenImageIO")
    path = make(tmp_path, "a.png")
    written = stamp(path, RECORD)
    passed = tmp_path / "passed.png"
    oiio.ImageBuf(str(path)).write(str(passed))
    assert look_at(passed).places == ("PNG tEXt stager",)
    assert look_at(passed).records == (written,) and verify(passed).verdict == "holds"
    strip(passed)
    assert verify(passed).verdict == "no_record"


def test_a_file_that_is_signed_is_not_stamped(tmp_path):
    from scene_stager.provenance.carriers import png

    path = make(tmp_path, "a.png")
    data = path.read_bytes()
    place = data.index(b"IDAT") - 4
    signed = png._chunk(b"x", b"manifest").replace(b"iTXt", b"caBX")
    path.write_bytes(data[:place] + signed + data[place:])
    before = file_hash(path)
    with pytest.raises(InputError, match="signature"):
        stamp(path, RECORD)
    assert file_hash(path) == before


def test_a_link_is_followed_and_the_mode_of_a_file_is_kept(tmp_path):
    path = make(tmp_path, "a.png")
    path.chmod(0o640)
    (link := tmp_path / "link.png").symlink_to(path)
    stamp(link, RECORD)
    assert link.is_symlink() and verify(path).verdict == "holds"
    assert path.stat().st_mode & 0o777 == 0o640
    assert {one.name for one in tmp_path.iterdir()} == {"a.png", "link.png"}
