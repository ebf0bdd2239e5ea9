"""The law on albedo and IDs: paint is judged, and light that falls on it is not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.errors import InputError
from scene_stager.provenance.law.cryptomatte import read_matte
from scene_stager.provenance.law.labels import Labels
from scene_stager.provenance.law.layers import Ids, read_albedo, read_ids
from scene_stager.provenance.law.passes import Passes, judge_passes
from scene_stager.provenance.law.verdict import Ink, LawVerdict, Level
from tests.provenance.law.worlds import CORNELL, LAW, RED, RED_WALL, board, cornell, labels

NOBODY = Labels({}, {})


def of_cornell(who, change=lambda plane: plane):
    ids = read_ids(CORNELL, False)
    turned = Ids(change(ids.numbers), change(ids.is_pure), {})
    return judge_passes(LAW, Passes(change(read_albedo(CORNELL, False)), turned, None, who), "box")


def test_the_red_wall_that_lives_keeps_the_law_and_nothing_else_is_accused():
    answer = of_cornell(labels(("wall", RED_WALL, ["living"]), ("other", 2, ["inert"])))
    assert (answer.level, answer.verdict, answer.regions) == (Level.ALBEDO, LawVerdict.HOLDS, ())


def test_the_red_wall_that_does_not_live_is_accused_and_no_pixel_beside_it():
    answer = of_cornell(labels(("wall", RED_WALL, ["inert"])))
    assert answer.verdict is LawVerdict.BROKEN
    assert [region.prims for region in answer.regions] == [("wall",)]
    accused, whose = answer.drawn == Ink.BROKEN, cornell()[2]
    assert not (accused & (whose != RED_WALL)).any()
    # All of the wall but for its rim, where pixels are of two things.
    assert accused.sum() > 0.8 * (whose == RED_WALL).sum()


def test_a_wall_of_which_nothing_is_said_is_neither_accused_nor_cleared():
    answer = of_cornell(NOBODY)
    assert answer.verdict is LawVerdict.UNVERIFIABLE
    assert {region.verdict for region in answer.regions} == {LawVerdict.UNVERIFIABLE}


@pytest.mark.parametrize("words", [["living"], ["inert"], []])
def test_a_mirrored_picture_gets_the_same_verdict(words):
    who = labels(("wall", RED_WALL, words))
    plain, mirrored = of_cornell(who), of_cornell(who, lambda plane: plane[:, ::-1])
    assert mirrored.verdict is plain.verdict
    assert sum(r.area_px for r in mirrored.regions) == sum(r.area_px for r in plain.regions)
    np.testing.assert_array_equal(mirrored.drawn[:, ::-1], plain.drawn)


def test_without_ids_a_mask_says_what_lives():
    rgb, where = board(RED, np.s_[20:40, 20:40])
    for mask, verdict in ((where * 1.0, LawVerdict.HOLDS), (where * 0.0, LawVerdict.BROKEN)):
        assert judge_passes(LAW, Passes(rgb, mask=mask), "x").verdict is verdict
    alone = judge_passes(LAW, Passes(rgb), "x")
    assert alone.verdict is LawVerdict.UNVERIFIABLE
    assert "no mask" in alone.regions[0].why


@given(st.lists(st.sampled_from(["living", "inert", ""]), min_size=1, max_size=4))
def test_red_of_which_nothing_is_said_never_holds(words):
    albedo = np.tile(np.array(RED), (24, 16 * len(words), 1))
    numbers = np.repeat(np.arange(len(words)), 16)[None].repeat(24, axis=0)
    ids = Ids(numbers, np.ones(numbers.shape, dtype=bool), {})
    who = labels(*((f"thing {k}", k, [w] if w else []) for k, w in enumerate(words)))
    verdict = judge_passes(LAW, Passes(albedo, ids, None, who), "x").verdict
    if "inert" in words:
        assert verdict is LawVerdict.BROKEN
    else:
        assert verdict is (LawVerdict.UNVERIFIABLE if "" in words else LawVerdict.HOLDS)


def test_numbers_that_are_none_are_told_and_accuse_nobody():
    rgb, _ = board(RED, np.s_[0:0, 0:0])
    rgb[5, 5] = np.nan
    answer = judge_passes(LAW, Passes(rgb, mask=np.zeros(rgb.shape[:2])), "x")
    assert answer.verdict is LawVerdict.UNVERIFIABLE
    assert "1 pixels of albedo" in answer.unsure[0]


def test_passes_of_another_size_are_refused_in_one_line():
    rgb, _ = board(RED, np.s_[0:0, 0:0])
    with pytest.raises(InputError, match="as its albedo"):
        judge_passes(LAW, Passes(rgb, mask=np.zeros((4, 4))), "x")


# ---- Cryptomatte; the hashes are those of its specification's own manifest


def matte_planes(number, share):
    bits = np.full((6, 8), number, dtype=np.uint32).view(np.float32)
    return {"CryptoObject00.R": bits, "CryptoObject00.G": np.full((6, 8), share, np.float32)}


HEAD = {
    "cryptomatte/f834d0a/name": "CryptoObject",
    "cryptomatte/f834d0a/hash": "MurmurHash3_32",
    "cryptomatte/f834d0a/conversion": "uint32_to_float32",
    "cryptomatte/f834d0a/manifest": '{"/Shot/hero/cape":"13851a76","/Shot/wall":"42adbb4f"}',
}


def test_a_cryptomatte_is_read_by_the_manifest_in_its_header():
    matte = read_matte(matte_planes(0x13851A76, 0.95), HEAD, "x")
    assert matte.names[int(matte.numbers[0, 0])] == "/Shot/hero/cape"
    assert matte.is_pure.all()
    assert not read_matte(matte_planes(0x13851A76, 0.5), HEAD, "x").is_pure.any()


def test_what_a_thing_is_part_of_speaks_for_it():
    matte = read_matte(matte_planes(0x13851A76, 1.0), HEAD, "x")
    ids = Ids(matte.numbers, matte.is_pure, matte.names)
    albedo = np.tile(np.array(RED), (6, 8, 1))
    who = labels(("/Shot/hero", 0, ["living"]), ("/Shot/wall", 1, ["inert"]))
    assert judge_passes(LAW, Passes(albedo, ids, None, who), "x").verdict is LawVerdict.HOLDS


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("manifest", '{"a":"zz"}', "eight hex digits"),
        ("manifest", '{"a":"13851a76","a":"13851a77"}', "each once"),
        ("manifest", "[" * 5000, "levels"),
        ("hash", "md5", "MurmurHash3_32"),
    ],
)
def test_a_manifest_that_is_not_sound_is_refused_in_one_line(key, value, said):
    head = {**HEAD, f"cryptomatte/f834d0a/{key}": value}
    with pytest.raises(InputError, match=said) as caught:
        read_matte(matte_planes(1, 1.0), head, "x")
    assert len(str(caught.value).splitlines()) == 1


def test_a_manifest_in_another_file_is_not_opened():
    head = {k: v for k, v in HEAD.items() if not k.endswith("/manifest")}
    head["cryptomatte/f834d0a/manif_file"] = "/etc/passwd"
    assert read_matte(matte_planes(1, 1.0), head, "x").names == {}
