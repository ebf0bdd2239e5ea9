"""The mark: read back from what is left of a picture, proposed to a person, and never a parent."""

from collections import namedtuple

import numpy as np
import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from scene_stager.errors import InputError, MissingPartError
from scene_stager.models.mark import BITS, mark_in, with_mark
from scene_stager.models.shelf import Shelf
from scene_stager.provenance.carriers import png
from scene_stager.provenance.index.near import marked_as
from scene_stager.provenance.index.store import AssetIndex
from scene_stager.provenance.mark import (
    MOST_WRONG,
    PIECES,
    bits_of,
    can_bear,
    chance_share,
    mark_file,
    read_mark,
    wrong_bits,
)
from scene_stager.provenance.pixel_hash import pixel_hash_of_file
from scene_stager.provenance.stamp import stamp, verify
from tests.house.sources import ROOT
from tests.models.conftest import prepared  # noqa: F401 (a fixture)
from tests.provenance.carried import RECORD, make
from tests.provenance.indexed import take_in

STILL = ROOT / "tests" / "reading" / "stills" / "ref_11_001.png"
OWN = "0123456789abcdef" * 4
Net = namedtuple("Net", "run")


def number(bits):
    return int.from_bytes(np.packbits(bits).tobytes(), "big")


def test_what_a_network_would_change_is_enlarged_and_added():
    def brighter(arrays):
        assert arrays["frame"].shape == (1, 3, 1, 288, 384) and arrays["data"].shape == (1, BITS)
        return {"output": arrays["frame"] + np.float32(10 / 127.5)}

    picture = np.full((600, 800, 3), 100, dtype=np.uint8)
    marked = with_mark(picture, np.ones(BITS, dtype=np.uint8), Net(brighter))
    assert (marked == 114).all()  # ten codes, 1.4 times
    small = np.full((30, 40, 3), 250, dtype=np.uint8)
    assert (with_mark(small, np.ones(BITS, dtype=np.uint8), Net(brighter)) == 255).all()


def test_bits_are_what_the_decoder_is_sure_of_to_more_than_a_half():
    said = np.array([[0.4, 0.6] * 16], dtype=np.float32)
    bits = mark_in(np.zeros((9, 9, 3), dtype=np.uint8), Net(lambda arrays: {"output": said}))
    assert list(bits) == [0, 1] * 16


@pytest.mark.parametrize("said", [np.zeros((1, 31)), np.full((1, BITS), np.nan), np.zeros(3)])
def test_networks_of_another_form_are_refused(said):
    picture, net = np.zeros((64, 64, 3), dtype=np.uint8), Net(lambda arrays: {"output": said})
    with pytest.raises(InputError, match="expected 32 bits"):
        mark_in(picture, net)
    with pytest.raises(InputError, match="expected a picture"):
        with_mark(picture, np.zeros(BITS, dtype=np.uint8), net)


def test_a_mark_is_any_piece_of_a_hash():
    for piece in range(PIECES):
        mark = number(bits_of(OWN, piece))
        assert wrong_bits(mark, OWN) == 0 and wrong_bits(mark ^ 0b101, OWN) == 2
    assert number(bits_of(OWN, 0)) == 0x01234567 and number(bits_of(OWN, 1)) == 0x89ABCDEF


def test_chance_is_what_random_bits_show():
    rng = np.random.default_rng(3)
    sources = [rng.bytes(32).hex() for _ in range(40)]
    expected = chance_share(40)
    # Within eight bits instead of two, for which chance is counted alike, it is seen often enough.
    marks = rng.integers(0, 2**32, 400)
    pieces = np.array([[int(s[8 * k : 8 * k + 8], 16) for k in range(PIECES)] for s in sources])
    near = [bin(int(m) ^ int(p)).count("1") <= 6 for m in marks[:60] for p in pieces.ravel()]
    assert np.mean(near) == pytest.approx(2.7e-4, abs=4e-4)
    assert expected == pytest.approx(40 * 8 * (1 + 32 + 496) / 2**32) and chance_share(10**9) == 1.0


def test_what_has_sixteen_bits_inks_or_another_curve_bears_no_mark(tmp_path):
    Image.new("RGBA", (70, 70), (1, 2, 3, 4)).save(tmp_path / "alpha.png")
    Image.new("L", (70, 70)).save(tmp_path / "grey.png")
    Image.new("CMYK", (70, 70)).save(tmp_path / "inks.jpg")
    Image.fromarray(np.zeros((70, 70), dtype=np.uint16)).save(tmp_path / "deep.png")
    (curve := PngInfo()).add(b"gAMA", (100_000).to_bytes(4, "big"))
    Image.new("RGB", (70, 70)).save(tmp_path / "linear.png", pnginfo=curve)
    names = ("alpha.png", "grey.png", "inks.jpg", "deep.png", "linear.png")
    assert [can_bear(tmp_path / name) for name in names] == [True, True, False, False, False]


def in_alpha(image):
    """Half of it seen through, a corner not at all."""
    alpha = np.full((image.height, image.width), 255, dtype=np.uint8)
    alpha[:, : image.width // 2] = 128
    alpha[:40, :40] = 0
    image.putalpha(Image.fromarray(alpha))
    return image


DRESSED = {
    "alpha": in_alpha,
    "grey and alpha": lambda image: in_alpha(image).convert("LA"),
    "palette": lambda image: image.quantize(250),
}


PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.slow
@pytest.mark.parametrize("way", DRESSED)
def test_alpha_and_a_profile_stay_as_they_are_and_grey_becomes_colour(prepared, way, tmp_path):  # noqa: F811
    path = tmp_path / "still.png"
    with Image.open(STILL) as image:
        profile = b"" if "grey" in way else PROFILE
        DRESSED[way](image.convert("RGB")).save(path, icc_profile=profile)
    stamp(path, RECORD)
    place, _ = mark_file(path, prepared)
    found = verify(place)
    assert found.verdict == "holds" and found.record.pixel_hash == pixel_hash_of_file(place)
    with Image.open(path) as before, Image.open(place) as after:
        assert after.info.get("icc_profile", b"") == profile
        mode = "RGBA" if "alpha" in way else "RGB"
        old, new = np.asarray(before.convert(mode), dtype=int), np.asarray(after, dtype=int)
    assert new.shape == old.shape and (new != old).mean() > 0.2 and abs(new - old).mean() < 4
    if "alpha" in way:
        assert (new[..., -1] == old[..., -1]).all()
        assert (new[:40, :40] == old[:40, :40]).all()
    own = pixel_hash_of_file(path)
    assert wrong_bits(read_mark(place, prepared), own) <= MOST_WRONG
    with Image.open(place) as image:
        image.reduce(2).save(tmp_path / "worn.png")
    assert wrong_bits(read_mark(tmp_path / "worn.png", prepared), own) <= MOST_WRONG


@pytest.mark.slow
def test_a_record_of_other_pixels_is_not_passed_on(prepared, tmp_path):  # noqa: F811
    path = tmp_path / "still.png"
    path.write_bytes(STILL.read_bytes())
    written = stamp(path, RECORD)
    with Image.open(path) as image:
        other = np.asarray(image.convert("RGB")).copy()
    other[0, 0] ^= 1
    Image.fromarray(other).save(path)
    path.write_bytes(png.put(path.read_bytes(), written))
    _, record = mark_file(path, prepared)
    assert record.subject == ""


def test_without_the_networks_a_line_says_what_to_do(tmp_path):
    with pytest.raises(MissingPartError, match=r"pip download .* invisible-watermark"):
        mark_file(make(tmp_path, "a.png"), Shelf(tmp_path / "empty"))


@pytest.fixture(scope="module")
def marked(prepared, tmp_path_factory):  # noqa: F811
    """A folder with a stamped still, the same with a mark, an index of both, and the shelf."""
    folder = tmp_path_factory.mktemp("marked")
    still = folder / "still.png"
    still.write_bytes(STILL.read_bytes())
    stamp(still, RECORD)
    place, _ = mark_file(still, prepared)
    index = AssetIndex(tmp_path_factory.mktemp("kept"))
    take_in(index, folder)
    return folder, place, index, prepared


def test_the_marked_picture_is_near_the_eye_and_says_of_what_it_was_made(marked):
    folder, place, _, _ = marked
    own = pixel_hash_of_file(folder / "still.png")
    found = verify(place)
    assert found.verdict == "holds" and found.record.subject == RECORD.subject
    assert [(one.sha256, one.role) for one in found.record.lineage.parents] == [(own, "source")]
    with Image.open(place) as after, Image.open(STILL) as before:
        apart = np.asarray(after, dtype=float) - np.asarray(before.convert("RGB"), dtype=float)
    assert 10 * np.log10(255**2 / np.mean(apart**2)) > 38.0


WORN = {
    "as it is": lambda image: image,
    "half": lambda image: image.reduce(2),
    "crop": lambda image: image.crop((16, 9, image.width - 16, image.height - 9)),
    "grown": lambda image: image.resize((image.width * 3 // 2, image.height * 3 // 2)),
}


@pytest.mark.parametrize("way", WORN)
def test_what_is_left_of_it_proposes_the_record(marked, way, tmp_path):
    _, place, index, shelf = marked
    with Image.open(place) as image:
        WORN[way](image.convert("RGB")).save(tmp_path / "worn.jpg", quality=75)
    [found] = marked_as(index, read_mark(tmp_path / "worn.jpg", shelf))
    assert found.wrong_bits <= MOST_WRONG
    assert [one.path for one in found.named_by] == [str(place)]


def test_a_proposal_is_no_parent_and_an_unmarked_picture_proposes_nothing(marked, tmp_path):
    folder, place, index, shelf = marked
    assert marked_as(index, read_mark(folder / "still.png", shelf)) == ()
    with Image.open(place) as image:
        image.convert("RGB").save(tmp_path / "worn.jpg", quality=75)
    take_in(index, tmp_path)
    counts = index.finish()
    assert (counts["records"], counts["remembered"]) == (2, 0)


def test_a_second_marking_finds_its_place_taken(marked):
    folder, _, _, shelf = marked
    with pytest.raises(InputError, match="expected none yet"):
        mark_file(folder / "still.png", shelf)
