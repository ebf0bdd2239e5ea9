"""The law on finished pictures: thrown light accuses nobody, and what cannot be thrown does."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scene_stager.maths.colour.oklab import oklch_from_linear_srgb
from scene_stager.provenance.law.frame import Frame, judge_frame
from scene_stager.provenance.law.verdict import Ink, LawVerdict
from tests.provenance.law.worlds import GREY, LAW, RED, RED_WALL, board, cornell, still

PATCH = np.s_[15:45, 20:50]


def judged(rgb, mask=None, **said):
    return judge_frame(LAW, Frame(still(rgb), mask, **said), "x")


def test_the_beauty_of_the_cornell_box_accuses_nothing_that_red_light_is_thrown_on():
    beauty, albedo, whose = cornell()
    answer = judged(beauty.clip(0.0, 1.0), (whose == RED_WALL) * 1.0)
    assert answer.verdict is LawVerdict.UNVERIFIABLE
    assert (answer.drawn == Ink.UNSURE).sum() > 100  # the bounce is seen, and is red
    bounce = answer.drawn == Ink.UNSURE
    assert (
        np.ptp(albedo[bounce & (whose == 3.0)], axis=-1).max() < 0.25
    )  # and none of it is painted
    assert not (answer.drawn == Ink.BROKEN).any()


def test_without_a_mask_nothing_can_be_said():
    rgb, _ = board(RED, PATCH)
    answer = judged(rgb)
    assert answer.verdict is LawVerdict.UNVERIFIABLE
    assert "--mask" in answer.regions[0].why


def test_red_on_what_lives_holds_and_red_where_nothing_red_lives_is_broken():
    rgb, where = board(RED, PATCH)
    assert judged(rgb, where * 1.0).verdict is LawVerdict.HOLDS
    elsewhere = np.zeros(where.shape)
    elsewhere[0:5, 0:5] = 1.0
    answer = judged(rgb, elsewhere)
    assert answer.verdict is LawVerdict.BROKEN
    assert answer.regions[0].box_px == (20, 15, 50, 45)
    assert answer.regions[0].area_px == 900


@pytest.mark.parametrize(("share", "verdict"), [(0.5, "unverifiable"), (1.0, "unverifiable")])
def test_what_shows_no_more_red_than_its_thrower_accuses_nobody(share, verdict):
    rgb, where = board(RED, PATCH)
    rgb[:, 60:] = np.array(GREY) * 0.1 + share * np.array(RED) * 0.9
    assert judged(rgb, where * 1.0).verdict == verdict


def test_what_shows_more_red_than_all_that_lives_was_not_thrown_by_it():
    rgb, where = board(np.array(RED) * 0.4, PATCH)
    rgb[:, 60:] = RED
    answer = judged(rgb, where * 1.0)
    assert [r.verdict for r in answer.regions] == [LawVerdict.BROKEN]
    assert answer.regions[0].box_px[0] == 60


@given(st.floats(0.5, 1.4), st.booleans())
def test_exposure_within_the_gate_and_a_mirror_change_no_verdict(factor, lives):
    rgb, where = board(RED, PATCH)
    mask = where * 1.0 if lives else where * 0.0
    plain = judged(rgb, mask)
    assert judged(rgb * factor, mask).verdict is plain.verdict
    assert judged(rgb[:, ::-1], mask[:, ::-1]).verdict is plain.verdict


@given(st.floats(0.0, 359.9))
def test_a_turned_hue_is_broken_in_the_arc_and_nowhere_else(turn_deg):
    hue = np.radians((29.0 + turn_deg) % 360.0)
    in_arc = (29.0 + turn_deg) % 360.0 <= 42.0
    assume(0.5 < (29.0 + turn_deg) % 360.0 < 359.5 and abs(turn_deg - 13.0) > 0.5)
    rgb, where = board(_oklch(0.55, 0.1, hue), PATCH)
    verdict = judged(rgb, np.zeros(where.shape)).verdict
    assert verdict is (LawVerdict.BROKEN if in_arc else LawVerdict.HOLDS)


def _oklch(lightness, chroma, hue):
    """Linear sRGB of an Oklch colour, by the inverse matrices that its author published."""
    a, b = chroma * np.cos(hue), chroma * np.sin(hue)
    cones = np.array(
        [
            lightness + 0.3963377774 * a + 0.2158037573 * b,
            lightness - 0.1055613458 * a - 0.0638541728 * b,
            lightness - 0.0894841775 * a - 1.2914855480 * b,
        ]
    )
    return (
        np.array(
            [
                [4.0767416621, -3.3077115913, 0.2309699292],
                [-1.2684380046, 2.6097574011, -0.3413193965],
                [-0.0041960863, -0.7034186147, 1.7076147010],
            ]
        )
        @ cones**3
    )


@pytest.mark.parametrize("colour", [(0.004, 0.0002, 0.0002), (0.30, 0.26, 0.26)])
def test_the_dark_and_the_nearly_grey_are_of_no_colour(colour):
    rgb, where = board(colour, PATCH)
    assert judged(rgb, np.zeros(where.shape)).verdict is LawVerdict.HOLDS


def test_black_and_white_film_has_no_hue_to_judge():
    rgb, where = board(RED, PATCH)
    answer = judged(rgb, where * 0.0, stock="tri_x_400")
    assert answer.verdict is LawVerdict.UNVERIFIABLE
    assert "no hue" in answer.unsure[0]


def test_a_stock_has_limits_of_its_own():
    dull, where = board(_oklch(0.55, 0.09, np.radians(25.0)), PATCH)
    chroma = oklch_from_linear_srgb(dull[20, 25])[1]
    assert 0.08 < chroma < 0.1  # between the law's own limit and that of the stock
    mask = np.zeros(where.shape)
    assert judged(dull, mask).verdict is LawVerdict.BROKEN
    assert judged(dull, mask, stock="kodachrome_64").verdict is LawVerdict.HOLDS


def test_speckles_are_passed_over():
    rgb, where = board(RED, np.s_[30:31, 30:31], size=(100, 100))
    assert judged(rgb, np.zeros(where.shape)).verdict is LawVerdict.HOLDS
