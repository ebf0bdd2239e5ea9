"""Lamps without roles: which of them explain a picture, what is a floor, and how sure that is."""

from dataclasses import replace

import numpy as np
import pytest

from scene_stager.reading.grid import make_grids
from scene_stager.reading.inflate import inflated_normals
from scene_stager.reading.lights.directions import (
    angle_between_deg,
    direction_from_angles,
    level_from_camera,
)
from scene_stager.reading.lights.lambert import FarLamp
from scene_stager.reading.lights.lit_parts import directions_tried
from scene_stager.reading.lights.posterior import front_weight, infer
from scene_stager.reading.lights.problem import pose_problem
from scene_stager.reading.lights.roles import lamps_beside
from scene_stager.reading.mask import mask_from_coverage
from scene_stager.shot.lighting.usual_set import FILL_UNDER_KEY_STOPS
from tests.reading.scenes import ball_on_ground

KEY, FILL = (40.0, 40.0), (-40.0, 18.0)
RNG = np.random.default_rng(5)


def posed(change=lambda rgb, ball: rgb, key=KEY, fill=FILL, ratio_stops=3.0):
    picture, ball = ball_on_ground(key=key, fill=fill, ratio_stops=ratio_stops)
    grids = make_grids(change(np.asarray(picture, dtype=float), ball))
    inside = mask_from_coverage(np.asarray(ball, dtype=float), grids, "given").inside
    return pose_problem(grids, inside, inflated_normals(inside))


def behind(light):
    """The picture with something else behind the ball."""
    return lambda rgb, ball: np.where(np.asarray(ball)[..., None] > 0.5, rgb, light)


def test_a_floor_under_lamps_explains_itself_and_its_key_is_near():
    found = infer(posed())
    assert found.explained > 0.9
    assert found.problem.free.any()
    assert angle_between_deg(found.key(), direction_from_angles(*KEY)) < 10.0


@pytest.mark.parametrize("light", [0.0, 0.001], ids=["black", "nearly black"])
def test_a_black_backdrop_is_no_floor(light):
    problem = posed(behind(light))
    assert not problem.free.any()
    assert infer(problem).explained == 0.0


def test_noise_is_no_floor():
    noise = RNG.uniform(0.05, 0.5, (9, 16, 1))
    shape = np.asarray(ball_on_ground(key=KEY, fill=FILL)[0]).shape[:2]
    patches = np.kron(noise[..., 0], np.ones((shape[0] // 9, shape[1] // 16)))[..., None]
    found = infer(posed(behind(patches[: shape[0], : shape[1]])))
    assert found.explained == 0.0
    assert not found.problem.free.any()


def lens_to_key_deg(found, explained):
    plain = FarLamp(found.plain.direction, explained)
    key = replace(found, plain=plain).off_lens(found.key())
    raised_deg = found.stage()[0].camera_elevation_deg
    return angle_between_deg(key, level_from_camera(raised_deg)[:, 2])


@pytest.mark.parametrize("explained, turned_deg", [(1.0, 0.0), (0.5, 3.0), (0.0, 12.0)])
def test_what_the_shape_does_not_explain_has_pulled_the_key_to_the_lens(explained, turned_deg):
    found = infer(posed())
    as_read_deg = lens_to_key_deg(found, 1.0)
    assert as_read_deg > 20.0
    assert lens_to_key_deg(found, explained) == pytest.approx(as_read_deg + turned_deg)


def over_fill(stops):
    problem = posed(ratio_stops=stops)
    stage = problem.stage(infer(problem).stage()[0])
    return lamps_beside(problem, stage, direction_from_angles(*KEY))


def test_key_over_fill_grows_as_the_fill_fades_and_says_how_sure_it_is():
    strong, usual, faint = (over_fill(stops) for stops in (1.0, 2.0, 3.0))
    assert strong.key_fill_stops == pytest.approx(1.0, abs=0.7)
    assert usual.key_fill_stops == pytest.approx(2.0, abs=0.7)
    assert strong.key_fill_stops + 0.5 < usual.key_fill_stops + 0.2 < faint.key_fill_stops
    assert all(1.0 < one.key_fill_within_stops < 2.0 for one in (strong, usual, faint))


def test_shading_that_no_lamp_explains_tells_nothing_of_a_fill():
    problem = posed(ratio_stops=0.0)
    stage, key = problem.stage(infer(problem).stage()[0]), direction_from_angles(*KEY)
    as_lit = lamps_beside(problem, stage, key)
    painted = replace(problem, subject=RNG.permutation(problem.subject))
    told_of_paint = lamps_beside(painted, stage, key)
    usual_stops, _ = FILL_UNDER_KEY_STOPS
    assert as_lit.key_fill_stops < usual_stops - 0.5
    assert told_of_paint.key_fill_stops == pytest.approx(usual_stops, abs=0.05)
    assert told_of_paint.key_fill_within_stops > as_lit.key_fill_within_stops + 0.2


def test_weights_sum_to_one_and_what_holds_two_thirds_of_them_grows_with_the_share():
    found = infer(posed())
    assert found.weights.sum() == pytest.approx(1.0)
    key = found.key()
    reaches = [found.within_deg(key, share) for share in (0.3, 0.67, 0.95)]
    assert reaches == sorted(reaches)


@pytest.mark.parametrize(
    "azimuth_deg, front", [(0.0, 1.0), (112.0, 0.5), (-112.0, 0.5), (170.0, 0.0)]
)
def test_a_lamp_is_a_key_in_front_and_a_rim_behind(azimuth_deg, front):
    way = direction_from_angles(azimuth_deg, 30.0)[None]
    assert front_weight(way)[0] == pytest.approx(front, abs=0.01)


def test_the_lamps_beside_a_key_are_named_by_where_they_stand():
    found = infer(posed())
    guess, turned = found.stage()
    problem = replace(found.problem, turned=turned)
    lamps = lamps_beside(problem, problem.stage(guess), found.key())
    named = lamps.named()
    assert named[0].role == "key" and named[0].stops == 0.0
    for one in named[1:]:
        assert one.role == ("rim" if abs(one.azimuth_deg) > 112.0 else "fill")
    assert min(lamp.stops for lamp in named) < 0.0 or len(named) == 1


def test_every_one_and_every_two_directions_are_tried_once():
    ways, choice = directions_tried()
    count = len(ways)
    assert len(choice) == count + count * (count - 1) // 2
    assert len({tuple(sorted(pair)) for pair in choice.tolist()}) == len(choice)
