"""A match is called one where the reading of light vouches for it, whoever led to the answer."""

from dataclasses import replace

import pytest

from scene_stager.inverse.answer.answered import answered
from scene_stager.inverse.answer.request import MatchRequest
from scene_stager.inverse.least_squares.key_read import KeyRead
from scene_stager.inverse.least_squares.outcome import Outcome
from scene_stager.inverse.least_squares.ranking import leading_way
from scene_stager.inverse.loop.match import match
from scene_stager.inverse.solve.again import answer_of, solve_near
from scene_stager.inverse.solve.vouched import match_doubt, vouched


@pytest.fixture(scope="module")
def found(small_still):
    return match(small_still)


def read_as(found, **doubtful):
    """The same answer, and a reading of light that had its key at the same place."""
    read = found.calibration.read
    way = leading_way(found.calibration.best.guess)
    return KeyRead(way, replace(read.doubt, **doubtful))


def matched(found):
    return replace(found.calibration, outcome=Outcome.MATCHED)


def test_a_sure_reading_at_the_same_place_vouches_and_a_doubtful_one_does_not(found):
    sure = read_as(found, lamps_deg=1.0, outline=0.0)
    assert vouched(matched(found), sure).outcome is Outcome.MATCHED
    doubtful = read_as(found, lamps_deg=90.0)
    assert vouched(matched(found), doubtful).outcome is Outcome.AMBIGUOUS


def test_a_key_that_the_steps_moved_far_is_not_vouched_for(found):
    sure = read_as(found, lamps_deg=1.0, outline=0.0)
    away = replace(sure, way=sure.way[[1, 2, 0]])
    assert match_doubt(replace(matched(found), read=away)).moved_deg > 30.0
    assert vouched(matched(found), away).outcome is Outcome.AMBIGUOUS


def test_nobody_who_begins_elsewhere_gets_past_the_reading(found):
    doubtful = vouched(found.calibration, read_as(found, lamps_deg=90.0))
    again = solve_near(found.still, doubtful, answer_of(doubtful))
    assert again.read is doubtful.read
    assert again.outcome is not Outcome.MATCHED


def test_a_match_says_how_far_off_its_key_may_be(found):
    assert found.key_within_deg == pytest.approx(match_doubt(found.calibration).within_deg)
    assert 1.0 < found.key_within_deg < 60.0
    told = found.as_json()["key"]["within_deg"]
    assert told == pytest.approx(found.key_within_deg, rel=1e-5)


def test_where_nothing_but_the_steps_tells_nothing_is_said_of_the_key(found):
    silent = replace(found.calibration, read=None)
    again = answered(found, silent, MatchRequest())
    assert again.key_within_deg is None
    assert "within_deg" not in again.as_json()["key"]
