"""How far off a key may be grows with every doubt; scales of doubt are found from errors."""

from dataclasses import replace

import numpy as np
import pytest
from tools.measuring.coverage import Doubted, cones, fitted, kinds_left_out, share_held
from tools.measuring.methods import UNSURE_DEG

from scene_stager.reading.lights.key_doubt import (
    MOST_WITHIN_DEG,
    READ_SCALES,
    KeyDoubt,
    MatchDoubt,
    likely_within,
)

RNG = np.random.default_rng(11)
PLAIN = KeyDoubt(15.0, 0.05, -3.0, 0.1, "network")


def match_of(read, moved_deg=3.0, residual=0.06, is_grounded=True):
    return MatchDoubt(read, moved_deg, residual, is_grounded)


def test_certainty_is_two_in_three_at_what_is_stated():
    assert likely_within(17.0, 17.0) == pytest.approx(0.67)
    assert likely_within(0.0, 17.0) == 0.0
    assert likely_within(170.0, 17.0) == pytest.approx(1.0)


@pytest.mark.parametrize(
    "worse",
    [{"lamps_deg": 40.0}, {"outline": 0.9}, {"even_stops": 2.0}],
    ids=lambda w: next(iter(w)),
)
def test_every_kind_of_doubt_widens_the_cone(worse):
    more = replace(PLAIN, **worse)
    assert more.within_deg > PLAIN.within_deg + 1.0
    assert match_of(more).within_deg > match_of(PLAIN).within_deg + 0.5


def test_even_light_that_is_fainter_than_the_key_is_no_doubt():
    assert replace(PLAIN, even_stops=-5.0).within_deg == PLAIN.within_deg


@pytest.mark.parametrize("origin", ["given", "network", "found"])
def test_a_key_that_even_light_outshines_by_a_stop_is_never_called_sure(origin):
    assert KeyDoubt(5.0, 0.0, 1.01, 0.0, origin).within_deg > UNSURE_DEG


def test_a_key_that_nothing_tells_is_within_a_wide_bound():
    assert replace(PLAIN, even_stops=50.0).within_deg == MOST_WITHIN_DEG


@pytest.mark.parametrize("origin", ["given", "alpha", "network", "found"])
def test_every_origin_of_a_mask_has_its_scales_and_no_cone_that_is_read_is_a_point(origin):
    sure = KeyDoubt(0.0, 0.0, -5.0, 0.0, origin)
    assert sure.within_deg == pytest.approx(READ_SCALES[origin].shape_deg)
    assert sure.within_deg >= 2.0
    worse = replace(sure, lamps_deg=30.0, misfit=0.5)
    assert worse.within_deg > 20.0
    assert match_of(worse).within_deg > 10.0


def test_a_match_is_vouched_for_by_a_sure_reading_of_a_floor_that_explains_itself():
    assert match_of(PLAIN).is_vouched
    doubtful = [replace(PLAIN, lamps_deg=40.0), replace(PLAIN, outline=0.5)]
    assert not any(match_of(read).is_vouched for read in doubtful)
    assert not match_of(PLAIN, moved_deg=30.0).is_vouched
    assert not match_of(PLAIN, residual=0.2).is_vouched
    assert not match_of(PLAIN, is_grounded=False).is_vouched


def drawn(kinds, lamps, shape_deg, many=400):
    """Keys whose errors are normal and round, of cones of a known width (Rayleigh)."""
    rows = []
    for kind in kinds:
        for spread in RNG.uniform(5.0, 40.0, many):
            within = np.hypot(lamps * spread, shape_deg)
            off = within * np.sqrt(np.log(1.0 - RNG.uniform()) / np.log(1.0 - 0.67))
            told = ("one set", kind, "network", "metrics")
            rows.append(Doubted(*told, off, 1.0, (spread, 0.0, 0.0, 1.0)))
    return rows


def test_scales_that_errors_were_drawn_by_are_found_again():
    rows = drawn("ab", 0.7, 6.0)
    found = fitted(rows, (1.0, 20.0, 20.0, 20.0))
    assert found[0] == pytest.approx(0.7, abs=0.1)
    assert found[1] == found[2] == 0.0  # nothing was doubtful there
    widths = cones(np.array([row.parts for row in rows]), found)
    assert np.mean([row.off_deg for row in rows] <= widths) == pytest.approx(0.67, abs=0.02)


def test_a_kind_that_is_off_otherwise_shows_when_it_is_left_out():
    rows = [*drawn("ab", 0.7, 6.0), *drawn("c", 2.1, 18.0)]
    left_out = kinds_left_out(rows, (1.0, 20.0, 20.0, 20.0))
    assert share_held([row for row in left_out if row.kind == "c"]) < 0.3
    assert len(left_out) == len(rows)


def test_each_set_weighs_alike_however_many_stills_it_has():
    few = [replace(row, set_name="few") for row in drawn("a", 2.1, 18.0, 40)]
    many = drawn("b", 0.7, 6.0, 800)
    begun = (1.0, 20.0, 20.0, 20.0)
    assert fitted([*few, *many], begun)[0] > 1.3 * fitted(many, begun)[0]
