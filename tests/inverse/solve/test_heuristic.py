# SPDX-License-Identifier: Apache-2.0
"""The table's thirteen numbers mean what they are called, and turning by it comes nearer."""

import numpy as np
import pytest

from scene_stager.inverse.solve.heuristic import MOST_STEPS, metrics_of, solve_by_table
from scene_stager.inverse.still.points import points_of
from tests.inverse.stages import HIGH, WIDE, seen_still


def seen(picture, shape):
    return points_of(picture, np.zeros((HIGH, WIDE), dtype=bool), shape, None, 4)


def test_thirteen_numbers_and_what_they_mean():
    picture, shape = seen_still(key_azimuth_deg=70.0)
    points = seen(picture, shape)
    right = metrics_of(points, points.rgb, points.weights)
    assert len(right) == 13
    assert right["subject_left_right"] > 0.3
    brighter = metrics_of(points, 2.0 * points.rgb, points.weights)
    assert brighter["level"] - right["level"] == pytest.approx(np.log(2.0), abs=1e-6)
    for name in set(right) - {"level"}:
        assert brighter[name] == pytest.approx(right[name], abs=1e-6)
    warm = metrics_of(points, points.rgb * [1.5, 1.0, 1.0], points.weights)
    assert warm["warmth"] - right["warmth"] == pytest.approx(np.log(1.5), abs=1e-6)


def test_turning_by_the_table_comes_nearer_and_ends():
    picture, shape = seen_still(key_azimuth_deg=-60.0, camera_elevation_deg=12.0)
    found, drawn = solve_by_table(seen(picture, shape), shape, 0.0, 1.75)
    drawn_guesses = found.best.descent.iterates
    assert drawn == len(drawn_guesses) <= MOST_STEPS
    assert drawn_guesses[-1].cost < drawn_guesses[0].cost
    assert found.best.guess.pose[0] < 0  # the key's side
