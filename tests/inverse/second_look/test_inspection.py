"""An inspector speaks, and nothing gets worse for it."""

from dataclasses import replace

import pytest

from scene_stager.errors import ServiceError
from scene_stager.inverse.answer.answered import answered
from scene_stager.inverse.answer.request import MatchRequest
from scene_stager.inverse.loop.match import match
from scene_stager.inverse.second_look import inspection
from scene_stager.inverse.second_look.inspection import inspect
from scene_stager.inverse.second_look.inspector._critique import Critique
from scene_stager.inverse.second_look.match_signatures import sign
from tests.inverse.second_look.says import Says

NOBODY, OFFLINE, CLAUDE = (MatchRequest(inspector=name) for name in ("none", "offline", "claude"))


@pytest.fixture(scope="module")
def found(small_still):
    return match(small_still, NOBODY)


@pytest.fixture
def says(monkeypatch):
    def say(critique):
        inspector = Says(critique)
        monkeypatch.setattr(inspection, "inspector", lambda name: inspector)
        return inspector

    return say


def test_the_offline_inspector_speaks_and_leaves_a_good_match_alone(found):
    looked = inspect(replace(found, outcome="matched"), OFFLINE)
    assert looked.inspector["name"] == "offline"
    assert looked.inspector["critique"]["words"]
    assert looked.inspector["tried"] is False
    assert looked.solved == found.solved


def test_nobody_says_nothing(found):
    assert inspect(found, NOBODY) is found
    plain = found.as_json()
    assert not {"inspector", "library", "refinement"} & set(plain)
    assert len(plain["signature"]) == 23
    assert plain["answer"]


def test_a_vision_models_critique_is_tried_and_never_makes_it_worse(found, says):
    says(Critique(key_azimuth_change_deg=60.0, confidence=1.0))
    looked = inspect(found, CLAUDE)
    assert looked.inspector["tried"] is True
    assert looked.calibration.best.guess.cost <= found.calibration.best.guess.cost


def test_a_critique_that_moves_nothing_is_not_tried(found, says):
    says(Critique(key_azimuth_change_deg=60.0, confidence=0.0, stock="tri_x_400"))
    assert inspect(found, CLAUDE).inspector["tried"] is False


def test_a_service_that_fails_is_a_line_and_the_match_stands(found, says):
    says(ServiceError("Claude Opus did not answer in 60 s"))
    looked = inspect(found, CLAUDE)
    assert replace(looked, inspector=None).as_json() == found.as_json()
    assert looked.inspector == {"name": "claude", "line": "Claude Opus did not answer in 60 s"}


def test_an_inspector_is_shown_the_metrics_of_the_preview_that_it_is_shown(found, says):
    """Signatures are read again where the answer has changed since."""
    inspector = says(Critique())
    other = answered(
        found, replace(found.calibration, solutions=found.calibration.solutions), NOBODY
    )
    assert sign(found, CLAUDE) is found
    inspect(sign(other, CLAUDE), CLAUDE)
    (view,) = inspector.views
    assert view.of_preview == found.signatures.preview
    assert sign(other, CLAUDE).signatures.calibration is other.calibration
