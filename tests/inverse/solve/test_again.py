"""Starts from elsewhere lead somewhere else, but never make the answer worse."""

import numpy as np
import pytest

from scene_stager.inverse.loop.match import match
from scene_stager.inverse.second_look.inspector import inspector
from scene_stager.inverse.second_look.inspector._critique import Critique
from scene_stager.inverse.second_look.inspector._inspector import InspectorView
from scene_stager.inverse.second_look.match_signatures import library_vector
from scene_stager.inverse.sheet.bars import metric_bars
from scene_stager.inverse.sheet.match_picture import (
    difference_stops,
    draw_guess,
    preview_of,
    reference_of,
)
from scene_stager.inverse.solve.again import (
    REMEMBERED,
    PriorOffsets,
    answer_of,
    solve_near,
    solve_nudged,
)
from scene_stager.inverse.solve.solve_still import solve_still
from scene_stager.inverse.still.still import still_of
from scene_stager.pictures.read import read_picture
from scene_stager.reading.metrics import metrics
from scene_stager.reading.signature import read_signature


@pytest.fixture(scope="module")
def found(small_still):
    return match(small_still)


def test_what_the_library_keeps_leads_back_to_the_answer(small_still, found):
    answer = answer_of(found.calibration)
    assert set(answer) == set(REMEMBERED)
    poor, _ = solve_still(still_of(read_picture(small_still)), descents=1)
    again = solve_near(found.still, poor, answer)
    assert again.best.guess.cost <= poor.best.guess.cost
    back = answer_of(again)
    assert back["key_azimuth_deg"] == pytest.approx(answer["key_azimuth_deg"], abs=4.0)
    assert back["key_elevation_deg"] == pytest.approx(answer["key_elevation_deg"], abs=4.0)


def test_a_far_off_memory_does_no_harm(found):
    answer = answer_of(found.calibration) | {"key_azimuth_deg": 120.0, "key_elevation_deg": 10.0}
    again = solve_near(found.still, found.calibration, answer)
    assert again.best.guess.cost == found.calibration.best.guess.cost


@pytest.mark.parametrize(
    "said",
    [
        Critique(),
        Critique(key_azimuth_change_deg=90, key_elevation_change_deg=-45, confidence=1.0),
        Critique(key_edge="softer", haze="more", confidence=1.0),
    ],
)
def test_no_inspector_makes_the_answer_worse(found, said):
    again = solve_nudged(found.calibration, said.as_offsets())
    assert again.best.guess.cost <= found.calibration.best.guess.cost
    kinds = {type(solution.guess.problem.model) for solution in again.solutions}
    assert len(kinds) == 1


def test_nothing_said_is_nothing_moved(found):
    again = solve_nudged(found.calibration, PriorOffsets())
    assert again.best.guess.cost <= found.calibration.best.guess.cost
    now, before = answer_of(again), answer_of(found.calibration)
    assert now["key_azimuth_deg"] == pytest.approx(before["key_azimuth_deg"], abs=1.0)


def test_an_inspector_sees_reference_and_preview(found):
    view = InspectorView(reference_of(found), preview_of(found))
    assert view.reference.shape == view.preview.shape
    assert inspector("offline").inspect(view).words == "Nothing to add."


def test_the_guesses_come_nearer_and_end_near(found):
    reference, guesses = reference_of(found), found.calibration.best.descent.iterates
    frames = [draw_guess(found.still, guess) for guess in guesses]
    off = [float(np.median(np.abs(difference_stops(reference, frame)))) for frame in frames]
    assert len(frames) == found.iterations + 1
    assert off[-1] < 0.1
    assert np.array_equal(frames[-1], preview_of(found))


def test_a_difference_is_signed_and_in_stops():
    grey = np.full((4, 4, 3), 0.18)
    assert difference_stops(grey, 2 * grey) == pytest.approx(1.0, abs=0.05)
    assert difference_stops(grey, 0.5 * grey) == pytest.approx(-1.0, abs=0.05)


def test_signatures_of_still_and_preview_are_alike(found):
    both = found.signatures
    reference, preview = both.reference, both.preview
    assert reference["key_stops"] == pytest.approx(preview["key_stops"], abs=0.7)
    assert reference["key_azimuth_deg"] * preview["key_azimuth_deg"] > 0
    assert reference["white_balance_k"] == pytest.approx(preview["white_balance_k"], rel=0.2)
    bars = metric_bars(reference, preview)
    assert {bar.name for bar in bars} < {metric.title for metric in metrics().values()}
    assert "Key azimuth" not in {bar.name for bar in bars}  # the answer says more of the light
    assert all(" / " in bar.said for bar in bars)

    vector = np.array(both.vector, dtype=float)
    assert len(vector) == len(metrics()) + 8
    still, drawn = reference_of(found), preview_of(found)
    near, far = (np.array(seen) - vector for seen in (placed(drawn), placed(still[:, ::-1])))
    assert np.abs(near[15:]).max() < np.abs(far[15:]).max() / 3  # the moments tell left from right


def placed(rgb):
    return library_vector(read_signature(np.ascontiguousarray(rgb)))
