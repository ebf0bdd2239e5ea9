# SPDX-License-Identifier: Apache-2.0
"""From a picture to points in space, and to a first guess, on stages whose truth is known."""

from dataclasses import replace

import numpy as np
import pytest

from scene_stager.inverse.forward.still_sight import sight_of
from scene_stager.inverse.least_squares.calibrate import descend_from
from scene_stager.inverse.least_squares.outcome import Outcome
from scene_stager.inverse.least_squares.problem import evaluate
from scene_stager.inverse.least_squares.ranking import apart_deg, leading_way
from scene_stager.inverse.solve import solve_still as solve_still_module
from scene_stager.inverse.solve.solve_still import solve_still
from scene_stager.inverse.solve.starts import Start, read_coarsely, settled
from scene_stager.inverse.solve.still_problem import SUBJECT, problem_of
from scene_stager.inverse.still.points import CameraGuess, points_of, shape_of
from scene_stager.inverse.still.skyline import find_skyline
from scene_stager.inverse.still.still import Still
from scene_stager.reading.inflate import inflated_normals, membrane
from scene_stager.shot.lighting.usual_set import LampPose, usual_lamps
from tests.inverse.stages import HIGH, WIDE, seen_still, way


def test_a_balloon_of_a_ball_s_silhouette_stands_where_the_ball_stood():
    picture, shape = seen_still(camera_elevation_deg=12.0)
    points = points_of(picture, np.zeros((HIGH, WIDE), dtype=bool), shape, None, 3)
    sight, weights = sight_of(points, shape, CameraGuess(50.0, 12.0, height_m=1.6), SUBJECT)
    ours = sight.on_subject & (weights > 0)
    place = np.stack(sight.place, axis=1)[ours]
    off = np.linalg.norm(place - np.array([0.0, 0.0, 0.8]), axis=1)
    assert np.median(np.abs(off - 0.8)) < 0.06
    facing = np.stack(sight.facing, axis=1)[ours]
    true = (place - np.array([0.0, 0.0, 0.8])) / off[:, None]
    assert np.median(np.degrees(np.arccos(np.clip((facing * true).sum(1), -1, 1)))) < 5.0
    floor = sight.on_floor & (weights > 0)
    assert np.abs(np.asarray(sight.place[2])[floor]).max() < 1e-9
    eye = np.array(sight.eye_m)
    assert np.linalg.norm(eye - np.array([0.0, 0.0, 0.95])) == pytest.approx(5.0, rel=0.08)


def test_points_hold_one_thing_each_and_clipped_ones_do_not_count():
    picture, shape = seen_still()
    lost = np.zeros((HIGH, WIDE), dtype=bool)
    lost[:, :20] = True
    points = points_of(picture, lost, shape, None, 5)
    assert not points.weights[points.column < 20].any()
    used = points.weights > 0
    share = shape.inside.reshape(HIGH // 5, 5, WIDE // 5, 5).mean(axis=(1, 3)).ravel()
    assert set(np.unique(share[used & points.subject])) == {1.0}
    assert set(np.unique(share[used & ~points.subject])) == {0.0}


@pytest.mark.parametrize("azimuth_deg, elevation_deg", [(-65.0, 30.0), (35.0, 55.0), (95.0, 20.0)])
def test_finds_the_key_with_neither_camera_nor_lights_known(azimuth_deg, elevation_deg):
    picture, shape = seen_still(
        camera_elevation_deg=14.0, key_azimuth_deg=azimuth_deg, key_elevation_deg=elevation_deg
    )
    whole = np.zeros((HIGH, WIDE), dtype=bool)
    found, drawn = solve_still(Still(picture, whole, shape, None, 1.0))
    assert drawn < 300
    assert len(found.best.descent.iterates) == found.best.steps + 1
    assert apart_deg(leading_way(found.best.guess), way(azimuth_deg, elevation_deg)) < 11.0


def test_it_begins_at_keys_of_different_kinds_and_the_likeliest_is_near():
    picture, shape = seen_still(key_azimuth_deg=-65.0, key_elevation_deg=30.0)
    still = Still(picture, np.zeros((HIGH, WIDE), dtype=bool), shape, None, 1.0)
    begun = read_coarsely(still, still.points(6), 4)
    assert begun.grounded
    first, *others = begun.starts
    assert others == sorted(others, key=lambda one: one.cost)
    own = way(first.lamps["key"].azimuth_deg, first.lamps["key"].elevation_deg)
    assert apart_deg(own, begun.key.way) < 1e-6
    ways = [way(o.lamps["key"].azimuth_deg, o.lamps["key"].elevation_deg) for o in begun.starts]
    assert min(apart_deg(one, way(-65.0, 30.0)) for one in ways) < 15.0
    assert all(apart_deg(a, b) > 20.0 for n, a in enumerate(ways) for b in ways[:n])


def test_a_still_that_nothing_explains_is_answered_where_the_reading_points(monkeypatch):
    picture, shape = seen_still(key_azimuth_deg=-65.0, key_elevation_deg=30.0)
    still = Still(picture, np.zeros((HIGH, WIDE), dtype=bool), shape, None, 1.0)
    begun = read_coarsely(still, still.coarse_points(), 4)
    other = begun.starts[0].lamps | {"key": LampPose(60.0, 20.0)}
    ways = {"own": way(60.0, 20.0), "nearest": way(-65.0, 30.0)}
    # The reading's own key is on the wrong side here, and the other start is the true one.
    starts = [replace(begun.starts[0], lamps=other), begun.starts[0]]
    led = replace(begun, starts=starts, key=replace(begun.key, way=ways["own"]))
    monkeypatch.setattr(solve_still_module, "read_coarsely", lambda *_: led)
    for explained, expected in ((1.0, "nearest"), (0.0, "own")):
        monkeypatch.setattr(solve_still_module, "EXPLAINED", explained)
        found, _ = solve_still(still)
        assert apart_deg(leading_way(found.best.guess), ways[expected]) < 25.0
        assert len(found.solutions) == 2
    assert found.solutions[1].guess.cost < found.best.guess.cost
    assert found.outcome is not Outcome.MATCHED


def test_a_subject_too_thin_for_the_coarse_points_is_looked_at_on_the_fine_ones():
    picture, shape = seen_still()
    still = Still(picture, np.zeros((HIGH, WIDE), dtype=bool), shape, None, 1.0)
    assert len(still.coarse_points().rgb) == len(still.points(6).rgb)
    thin = np.zeros((HIGH, WIDE), dtype=bool)
    thin[20:70, 79:85] = True  # no block of six holds it whole, one of four does
    still = Still(picture, np.zeros_like(thin), shape_of(thin, *lain(thin)), None, 1.0)
    assert not (still.points(6).weights * still.points(6).subject).any()
    points = still.coarse_points()
    assert (points.weights * points.subject).any()
    begun = read_coarsely(still, points, 4)
    assert all(np.isfinite(one.cost) for one in begun.starts)


def lain(inside):
    """Normals and bulge of a mask."""
    return inflated_normals(inside), np.sqrt(membrane(inside))


WHITE = np.array([1.0, 0.15, 0.0, 0.4, 0.0, 0.02])  # key, fill, rims, sky


def drawn_still(**changed):
    """Points that the model itself drew, as a problem that does not know how; and its model."""
    picture, shape = seen_still()
    points = points_of(picture, np.zeros((HIGH, WIDE), dtype=bool), shape, None, 6)
    model = problem_of(points, shape, CameraGuess(50.0, 6.0, edge_share=0.0), usual_lamps(1)).model
    rgb = np.einsum("l,lnc->nc", WHITE, model.draw(model.pose(**changed)))
    return problem_of(replace(points, rgb=rgb), shape, model.view, usual_lamps(1)), shape


@pytest.mark.parametrize("lift_m", [0.15, -0.1])
def test_how_far_above_the_floor_a_subject_ends_is_found(lift_m):
    problem, _ = drawn_still(subject_lift_m=lift_m, haze_per_m=0.0)
    found = descend_from(evaluate(problem, problem.model.pose(haze_per_m=0.0)), most_steps=12)
    last = dict(zip([k.name for k in problem.model.knobs], found.iterates[-1].pose, strict=True))
    assert last["subject_lift_m"] == pytest.approx(lift_m, abs=0.04)


def test_a_look_finds_the_air_and_how_light_the_subject_is():
    problem, shape = drawn_still(haze_per_m=0.04, subject_albedo_g=0.7, key_elevation_deg=33.0)
    still = Still(np.zeros((HIGH, WIDE, 3)), np.zeros((HIGH, WIDE), dtype=bool), shape, None, 1.0)
    lamps = usual_lamps(1)
    lamps["key"] = replace(lamps["key"], elevation_deg=33.0)
    found = settled(problem.model.points, still, Start(problem.model.view, lamps))
    assert found.haze_per_m == pytest.approx(0.04, rel=0.35)
    assert found.albedo[1] == pytest.approx(0.7, rel=0.25)
    assert found.albedo[1] > 1.25 * found.albedo[0]


def corner(slopes, level, rows=90, columns=160):
    """A dark floor under a lighter sky, ended by one edge or two."""
    column = np.arange(columns) + 0.5
    edge = np.max([level + s * (column - columns / 2) for s in slopes], axis=0)
    row = np.arange(rows)[:, None] + 0.5
    return np.where(row < edge, 0.06, 0.02 + 0.02 * row / rows), edge


@pytest.mark.parametrize("slopes, level", [((0.0,), 20.0), ((0.1,), 30.0), ((0.16, -0.12), 25.0)])
def test_sees_where_the_floor_ends(slopes, level):
    picture, edge = corner(slopes, level)
    inside = np.zeros(picture.shape, dtype=bool)
    inside[15:70, 60:100] = True
    picture[inside] = 0.3
    found = find_skyline(picture, inside)
    assert np.abs(found.row_px - edge).max() < 1.5
    assert found.seen_share > 0.8


def test_an_even_floor_has_no_end():
    picture = np.linspace(0.1, 0.4, 90)[:, None] * np.ones(160)
    assert find_skyline(picture, np.zeros(picture.shape, dtype=bool)) is None
