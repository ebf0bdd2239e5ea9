"""The mark: read back from what is left of a picture, proposed to a person, and never a parent."""

from collections import namedtuple

import numpy as np
import pytest
from PIL import Image

from scene_stager.errors import InputError, MissingPartError
from scene_stager.models.mark import BITS, mark_in, with_mark
from scene_stager.models.shelf import Shelf
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


def test_what_has_alpha_or_sixteen_bits_bears_no_mark(tmp_path):
    Image.new("RGBA", (70, 70), (1, 2, 3, 4)).save(tmp_path / "alpha.png")
    Image.fromarray(np.zeros((70, 70), dtype=np.uint16)).save(tmp_path / "deep.png")
    Image.new("RGB", (70, 70)).save(tmp_path / "plain.png")
    names = ("alpha.png", "deep.png", "plain.png")
    assert [can_bear(tmp_path / name) for name in names] == [False, False, True]


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
