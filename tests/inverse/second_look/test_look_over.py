"""A match is looked over: the library remembers, the inspector speaks, and nothing gets worse."""

from dataclasses import replace

import pytest

from scene_stager.errors import ServiceError
from scene_stager.inverse.least_squares.problem import evaluate
from scene_stager.inverse.loop.match import match, solved_again
from scene_stager.inverse.second_look import look_over as room
from scene_stager.inverse.second_look.calibration_library import CalibrationLibrary
from scene_stager.inverse.second_look.inspector._critique import Critique
from scene_stager.inverse.second_look.look_over import entry_of, look_over
from scene_stager.inverse.solve.again import answer_of


@pytest.fixture(scope="module")
def found(small_still):
    return match(small_still)


class Says:
    """An inspector that says one thing."""

    title, needs = "says", ""

    def __init__(self, critique):
        self.critique = critique

    def inspect(self, view):
        if isinstance(self.critique, Exception):
            raise self.critique
        return self.critique


def asked(monkeypatch, critique):
    monkeypatch.setattr(room, "inspector", lambda name: Says(critique))


def test_the_offline_inspector_speaks_and_leaves_a_good_match_alone(found):
    looked = look_over(replace(found, outcome="matched"), solved_again)
    assert looked.said["inspector"]["name"] == "offline"
    assert looked.said["inspector"]["critique"]["words"]
    assert looked.said["inspector"]["tried"] is False
    assert looked.match.solved == found.solved


def test_nobody_says_nothing(found):
    said = look_over(found, solved_again, who="none").said
    assert set(said) == {"signature", "answer"}
    assert len(said["signature"]) == 23


def test_a_vision_models_critique_is_tried_and_never_makes_it_worse(found, monkeypatch):
    asked(monkeypatch, Critique(key_azimuth_change_deg=60.0, confidence=1.0))
    looked = look_over(found, solved_again, who="claude")
    assert looked.said["inspector"]["tried"] is True
    cost = looked.match.calibration.best.guess.cost
    assert cost <= found.calibration.best.guess.cost


def test_a_critique_that_moves_nothing_is_not_tried(found, monkeypatch):
    asked(monkeypatch, Critique(key_azimuth_change_deg=60.0, confidence=0.0, stock="tri_x_400"))
    assert look_over(found, solved_again, who="claude").said["inspector"]["tried"] is False


def test_a_service_that_fails_is_a_line_and_the_match_stands(found, monkeypatch):
    asked(monkeypatch, ServiceError("Claude Opus did not answer in 60 s"))
    looked = look_over(found, solved_again, who="claude")
    assert looked.match is found
    assert looked.said["inspector"] == {
        "name": "claude",
        "line": "Claude Opus did not answer in 60 s",
    }


def test_a_solved_match_is_remembered_and_found_again(found, tmp_path):
    good = replace(found, outcome="matched")
    shelf = tmp_path / "matches.sqlite"
    first = look_over(good, solved_again, who="none", library=shelf)
    assert first.said["library"] == {"near": None}
    assert len(CalibrationLibrary(shelf)) == 1
    (kept,) = CalibrationLibrary(shelf).nearest([0.0] * 23)
    second = look_over(good, solved_again, who="none", library=shelf)
    assert second.said["library"]["distance"] == 0.0
    assert kept.entry.digest == second.said["library"]["near"]


def kept_answer(looked, shelf):
    """The only entry of a library, which is the file that would be written."""
    (kept,) = CalibrationLibrary(shelf).nearest([0.0] * 23)
    assert kept.entry == entry_of(looked.match.as_json() | looked.said)
    return kept.entry.answer


def test_the_library_keeps_what_a_critique_led_to(found, monkeypatch, tmp_path):
    astray, shelf = elsewhere(found), tmp_path / "matches.sqlite"
    asked(monkeypatch, Critique(key_azimuth_change_deg=-20.0, confidence=1.0))
    looked = look_over(astray, solved_again, who="claude", library=shelf)
    assert looked.said["inspector"]["helped"] is True
    answer = kept_answer(looked, shelf)
    assert answer == answer_of(looked.match.calibration) != answer_of(astray.calibration)


def test_the_library_keeps_the_renderers_last_word(found, tmp_path):
    shelf, moved = tmp_path / "matches.sqlite", elsewhere(found)
    looked = look_over(
        replace(found, outcome="matched"),
        solved_again,
        who="none",
        library=shelf,
        last_word=lambda match: moved,
    )
    assert looked.match is moved
    assert kept_answer(looked, shelf) == answer_of(moved.calibration)


def elsewhere(found):
    """The same match, its key twenty degrees to the right."""
    best = found.calibration.best.guess
    pose = best.pose.copy()
    pose[[knob.name for knob in best.problem.model.knobs].index("key_azimuth_deg")] += 20.0
    off = evaluate(best.problem, pose)
    solution = found.calibration.best
    astray = replace(solution, descent=replace(solution.descent, iterates=(off,)))
    calibration = replace(found.calibration, solutions=(astray,))
    return replace(found, outcome="matched", calibration=calibration)


def test_a_match_that_fell_short_is_not_remembered(found, tmp_path):
    shelf = tmp_path / "matches.sqlite"
    look_over(replace(found, outcome="closest"), solved_again, who="none", library=shelf)
    assert len(CalibrationLibrary(shelf)) == 0
