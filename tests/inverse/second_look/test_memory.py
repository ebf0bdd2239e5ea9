"""A library remembers what was answered in the end, and never makes a match worse."""

from dataclasses import replace

import pytest

from scene_stager.inverse.answer.answered import answered
from scene_stager.inverse.answer.request import MatchRequest
from scene_stager.inverse.least_squares.problem import evaluate
from scene_stager.inverse.loop.match import MATCHING, match
from scene_stager.inverse.second_look import inspection
from scene_stager.inverse.second_look.calibration_library import CalibrationLibrary
from scene_stager.inverse.second_look.inspector._critique import Critique
from scene_stager.inverse.second_look.memory import entry_of
from scene_stager.inverse.solve.again import answer_of
from tests.inverse.second_look.says import Says

NOBODY = MatchRequest(inspector="none")


@pytest.fixture(scope="module")
def found(small_still):
    return match(small_still, NOBODY)


@pytest.fixture
def asked(tmp_path):
    return MatchRequest(inspector="none", library=tmp_path / "matches.sqlite")


def onward(found, asked):
    """A match that was solved, through the steps that come after."""
    for step in MATCHING[1:]:
        found = step(found, asked)
    return found


def test_a_solved_match_is_remembered_and_found_again(found, asked):
    good = replace(found, outcome="matched")
    first = onward(good, asked)
    assert first.library == {"near": None}
    assert len(CalibrationLibrary(asked.library)) == 1
    (kept,) = CalibrationLibrary(asked.library).nearest([0.0] * 23)
    second = onward(good, asked)
    assert second.library["distance"] == 0.0
    assert second.library["near"] == kept.entry.digest
    assert second.calibration.best.guess.cost <= good.calibration.best.guess.cost


def test_a_match_whose_library_was_damaged_says_where_it_went(found, asked):
    onward(replace(found, outcome="matched"), asked)
    asked.library.write_bytes(asked.library.read_bytes()[:5000])
    last = onward(replace(found, outcome="matched"), asked)
    assert last.library == {"near": None, "set_aside": "matches.sqlite.damaged"}
    assert len(CalibrationLibrary(asked.library)) == 1


def kept_answer(last, asked):
    """The only entry of a library, which is the file that would be written."""
    (kept,) = CalibrationLibrary(asked.library).nearest([0.0] * 23)
    assert kept.entry == entry_of(last.as_json())
    return kept.entry.answer


def test_the_library_keeps_what_a_critique_led_to(found, monkeypatch, asked):
    says = Says(Critique(key_azimuth_change_deg=-20.0, confidence=1.0))
    monkeypatch.setattr(inspection, "inspector", lambda name: says)
    astray = elsewhere(found)
    last = onward(astray, replace(asked, inspector="claude"))
    assert last.inspector["helped"] is True
    answer = kept_answer(last, asked)
    assert answer == answer_of(last.calibration) != answer_of(astray.calibration)


def test_the_library_keeps_the_renderers_last_word(found, asked):
    class Moves:
        engine = "eevee"

        def __call__(self, still, calibration):
            return Host(elsewhere(found).calibration)

    last = onward(replace(found, outcome="matched"), replace(asked, look=Moves()))
    assert last.forward == "eevee"
    assert last.offsets["renderer"] == "none"  # a real one has had its say
    assert kept_answer(last, asked) == answer_of(last.calibration) != answer_of(found.calibration)
    assert last.signatures.calibration is last.calibration
    assert last.signatures.preview != found.signatures.preview


class Host:
    """What a renderer saw, as far as the loop asks."""

    chosen = 1

    def __init__(self, calibration):
        self.calibration = calibration

    def as_json(self):
        return {"chosen": self.chosen}


def elsewhere(found):
    """The same match, its key twenty degrees to the right."""
    best = found.calibration.best.guess
    pose = best.pose.copy()
    pose[[knob.name for knob in best.problem.model.knobs].index("key_azimuth_deg")] += 20.0
    off = evaluate(best.problem, pose)
    solution = found.calibration.best
    astray = replace(solution, descent=replace(solution.descent, iterates=(off,)))
    calibration = replace(found.calibration, solutions=(astray,))
    return replace(answered(found, calibration, NOBODY), outcome="matched")


def test_a_match_that_fell_short_is_not_remembered(found, asked):
    onward(replace(found, outcome="closest"), asked)
    assert len(CalibrationLibrary(asked.library)) == 0
