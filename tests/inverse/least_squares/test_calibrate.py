# SPDX-License-Identifier: Apache-2.0
"""Turning lights: known answers come back, rivals are named, bad questions are refused."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import least_squares

from scene_stager.inverse.least_squares.calibrate import calibrate, descend_from
from scene_stager.inverse.least_squares.certificate import certify
from scene_stager.inverse.least_squares.levenberg_marquardt import (
    Bounds,
    Ended,
    levenberg_marquardt,
)
from scene_stager.inverse.least_squares.model import Knob
from scene_stager.inverse.least_squares.outcome import Outcome
from scene_stager.inverse.least_squares.problem import Prior, evaluate
from scene_stager.inverse.least_squares.ranking import (
    FAR,
    Solution,
    apart_deg,
    leading_way,
    rank,
)
from scene_stager.inverse.least_squares.transform_tree import dense, pull_back
from scene_stager.inverse.least_squares.variable_projection import (
    nonnegative_intensities,
    schur_complement,
)
from scene_stager.preview.renderer import render
from scene_stager.shot.lighting.usual_set import LampPose
from tests.inverse.stages import LAMPS, SIZE_PX, blocks, lit, model, preview_scene, problem

LEVELS = np.array([1.0, 0.25, 0.5, 0.02])


@pytest.mark.parametrize("start", [(20.0, 20.0), (75.0, 60.0), (10.0, 50.0)])
def test_its_own_picture_gives_its_own_lights(start):
    drawn_by = model()
    truth = np.array([52.0, 31.0])
    task = problem(drawn_by, lit(drawn_by, truth, LEVELS))
    found = calibrate(task, [np.array(start)], tolerance=1e-3)
    np.testing.assert_allclose(found.best.guess.pose, truth, atol=0.05)
    np.testing.assert_allclose(found.best.guess.intensities[:, 1], LEVELS, rtol=2e-3)
    assert found.outcome is Outcome.MATCHED


def test_haze_and_softness_come_back_too():
    free = ("key_azimuth_deg", "key_elevation_deg", "key_softness_deg", "haze_per_m")
    drawn_by = model(free, haze_per_m=0.02)
    truth = np.array([52.0, 31.0, 14.0, 0.04])
    start = np.array([40.0, 40.0, 8.0, 0.02])
    found = calibrate(problem(drawn_by, lit(drawn_by, truth, LEVELS)), [start], tolerance=0.002)
    np.testing.assert_allclose(found.best.guess.pose, truth, rtol=0.02)


def test_the_preview_s_own_picture_gives_its_key_within_four_degrees():
    scene = preview_scene(key_azimuth_deg=38.0, key_elevation_deg=42.0)
    drawn_by = model(scene=scene)
    task = problem(drawn_by, blocks(render(scene, *SIZE_PX)))
    found = calibrate(task, [np.array([20.0, 20.0])]).best
    truth = leading_way(evaluate(task, np.array([38.0, 42.0])))
    assert apart_deg(leading_way(found.guess), truth) < 4.0
    assert found.steps <= 8
    assert len(found.descent.iterates) == found.steps + 1


def test_ends_where_scipy_ends():
    drawn_by = model()
    scene = preview_scene(key_azimuth_deg=50.0)
    task = problem(drawn_by, blocks(render(scene, *SIZE_PX)))
    ours = calibrate(task, [np.array([40.0, 30.0])], tolerance=1e-4).best.guess

    def misses(pose):
        guess = evaluate(task, pose)
        return (np.sqrt(guess.weights)[:, None] * (guess.picture - task.observed)).ravel()

    theirs = least_squares(misses, [40.0, 30.0], x_scale=10.0, diff_step=1e-4)
    np.testing.assert_allclose(ours.pose, theirs.x, atol=0.05)


def test_the_tree_of_a_guess_is_the_dense_system():
    drawn_by = model(("key_azimuth_deg", "haze_per_m", "subject_albedo_r"), haze_per_m=0.01)
    observed = lit(drawn_by, drawn_by.pose(key_azimuth_deg=70.0), LEVELS)
    priors = {"haze_per_m": Prior(0.0, 0.02)}
    tree = evaluate(problem(drawn_by, observed, priors=priors), drawn_by.pose()).tree()
    jacobian, residual, metric = dense(tree)
    pulled = pull_back(tree)
    expected = jacobian.T @ metric @ jacobian
    assert np.abs(pulled.metric - expected).max() <= 1e-10 * np.abs(expected).max()
    gradient = jacobian.T @ metric @ residual
    assert np.abs(pulled.gradient - gradient).max() <= 1e-10 * np.abs(gradient).max()


def test_gradient_of_a_guess_is_the_slope_of_its_cost():
    drawn_by = model(("key_azimuth_deg", "key_elevation_deg", "subject_albedo_r"))
    observed = lit(drawn_by, drawn_by.pose(key_azimuth_deg=70.0, subject_albedo_r=0.3), LEVELS)
    task, pose = problem(drawn_by, observed), drawn_by.pose()
    here = evaluate(task, pose)
    for k, step in enumerate(np.diag([1e-4, 1e-4, 1e-6])):
        rise = (
            evaluate(task, pose + step, here.weights).cost
            - evaluate(task, pose - step, here.weights).cost
        )
        assert here.system()[1][k] == pytest.approx(rise / (2 * step[k]), rel=1e-3)


def test_strengths_are_never_negative_and_solve_the_normal_equations():
    rng = np.random.default_rng(1)
    unit, metric = rng.random((3, 50, 3)), rng.random(50) + 0.5
    truth = np.array([[1.0, 2.0, 0.5], [0.0, 0.3, 0.1], [0.7, 0.0, 0.2]])
    observed = np.einsum("lc,lnc->nc", truth, unit)
    np.testing.assert_allclose(nonnegative_intensities(unit, observed, metric), truth, atol=1e-6)
    darker = nonnegative_intensities(unit, observed - 2.0 * unit[1], metric)
    assert (darker >= 0).all() and darker[1].max() == 0.0


def test_a_system_without_its_linear_part_steps_like_the_whole():
    rng = np.random.default_rng(2)
    root = rng.standard_normal((20, 5))
    metric, gradient = root.T @ root, rng.standard_normal(5)
    small, right = schur_complement(metric, gradient, 2)
    whole = np.linalg.solve(metric, gradient)[:2]
    np.testing.assert_allclose(np.linalg.solve(small, right), whole, rtol=1e-6)


def test_a_fill_that_stands_by_the_key_is_flagged_and_not_swapped():
    lamps = LAMPS | {"fill": LampPose(52.0, 40.0, softness_deg=12.0)}
    drawn_by = model(lamps=lamps)
    observed = lit(drawn_by, np.array([45.0, 35.0]), np.array([1.0, 0.6, 0.3, 0.02]))
    starts = [np.array([45.0, 35.0]), np.array([60.0, 42.0])]
    found = calibrate(problem(drawn_by, observed), starts)
    assert found.role_swap
    assert found.outcome in (Outcome.AMBIGUOUS, Outcome.ILL_POSED)


def test_two_lamps_in_one_place_are_refused_as_ill_posed():
    lamps = {"key": LampPose(45.0, 35.0), "twin": LampPose(45.2, 35.0)}
    free = ("key_azimuth_deg", "key_elevation_deg")
    drawn_by = model(free, lamps=lamps)
    observed = lit(drawn_by, np.array([45.0, 35.0]), np.array([0.5, 0.5, 0.02]))
    certificate = calibrate(problem(drawn_by, observed), [np.array([45.0, 35.0])]).best.certificate
    told = {one.name for one in certificate.seen if one.observable}
    assert certificate.ill_posed or not {"key_stops", "twin_stops"} <= told


def test_what_the_still_does_not_tell_is_unknown():
    free = ("key_azimuth_deg", "fill_distance_m")
    drawn_by = model(free)
    observed = lit(drawn_by, drawn_by.pose(), np.array([1.0, 1e-5, 0.0, 0.02]))
    certificate = calibrate(problem(drawn_by, observed), [drawn_by.pose()]).best.certificate
    assert "fill_distance_m" in certificate.unknown
    assert "key_azimuth_deg" not in certificate.unknown


def test_a_prior_holds_what_is_not_seen_and_bounds_hold_everything():
    free = ("key_azimuth_deg", "key_elevation_deg", "fill_distance_m")
    drawn_by = model(free)
    observed = lit(drawn_by, drawn_by.pose(key_elevation_deg=88.0), np.array([1.0, 1e-6, 0.0, 0.0]))
    task = problem(drawn_by, observed, priors={"fill_distance_m": Prior(3.0, 0.5)})
    pose = calibrate(task, [drawn_by.pose()]).best.guess.pose
    assert pose[2] == pytest.approx(3.0, abs=0.2)
    assert pose[1] <= 89.0


# The gate: a weight that jumps when the guess's highlight changes its shape.


def gated(edge_deg, low, high):
    def gate(pose, picture):
        return np.full(len(picture), low if pose[0] < edge_deg else high)

    return gate


@pytest.mark.parametrize("start", [20.0, 80.0])
def test_damping_crosses_the_gate(start):
    drawn_by = model()
    observed = lit(drawn_by, np.array([50.0, 35.0]), LEVELS)
    task = problem(drawn_by, observed, weight_gate=gated(48.0, 0.05, 1.0))
    found = calibrate(task, [np.array([start, 35.0])], tolerance=2e-3).best
    assert found.descent.ended is Ended.SETTLED
    assert found.guess.pose[0] == pytest.approx(50.0, abs=0.1)
    assert found.steps <= 10


class Torn:
    """A point whose ruler is asked for by where it stands, and which each ruler wants elsewhere."""

    def __init__(self, place, side):
        self.pose, self.side = np.array([place]), side
        self.cost = 0.5 * (place - self.wanted) ** 2 + 1.0

    @property
    def wanted(self):
        return 1.0 if self.side == "left" else -1.0

    def system(self):
        return np.eye(1), np.array([self.pose[0] - self.wanted])


def test_no_step_goes_further_than_a_linear_picture_is_believed():
    bounds = Bounds(np.array([-90.0]), np.array([90.0]), np.array([10.0]), np.array([True]))
    found = levenberg_marquardt(
        Torn(-80.0, "left"), lambda pose, before: Torn(pose[0], before.side), bounds
    )
    assert found.iterates[1].pose[0] == pytest.approx(-40.0)
    assert found.iterates[-1].pose[0] == pytest.approx(1.0, abs=0.2)


def test_what_is_told_very_finely_does_not_make_the_rest_ill_posed():
    knobs = [Knob(name, "", -1.0, 1.0, 1.0) for name in ("air", "key", "softness")]
    fine = certify(np.diag([1e8, 16.0, 9.0]), knobs, 1.0, 0.1, {"softness"})
    assert fine.condition == pytest.approx(20.0)
    assert not fine.unknown
    traded = np.array([[1e4, 0.0, 0.0], [0.0, 16.0, 15.999], [0.0, 15.999, 16.0]])
    assert "softness" in certify(traded, knobs, 1e-3, 0.1, {"softness"}).unknown


def test_two_rulers_that_want_each_other_s_ground_do_not_go_round_for_ever():
    def settle(point):
        side = "left" if point.pose[0] < 0 else "right"
        return point if side == point.side else Torn(point.pose[0], side)

    bounds = Bounds(np.array([-5.0]), np.array([5.0]), np.array([1.0]), np.array([True]))
    found = levenberg_marquardt(
        Torn(-3.0, "left"),
        lambda pose, before: Torn(pose[0], before.side),
        bounds,
        reweight=settle,
        most_steps=200,
        tolerance=1e-3,
    )
    assert found.ended is Ended.SETTLED
    assert found.reweightings == 3
    assert len(found.iterates) < 60


def test_errors_far_beyond_the_models_trust_do_not_average_out():
    drawn_by = model(("key_azimuth_deg", "key_elevation_deg"))
    exact = lit(drawn_by, drawn_by.pose(), LEVELS)
    pattern = np.random.default_rng(4).standard_normal((len(exact), 1))

    def told(depth):
        patterned = problem(drawn_by, exact * np.exp(depth * pattern))
        return calibrate(patterned, [drawn_by.pose()])

    near, far = told(0.12), told(0.5)
    less, more = near.best.certificate, far.best.certificate
    assert less.residual < FAR < more.residual
    assert near.outcome is Outcome.MATCHED
    assert far.outcome is Outcome.UNEXPLAINED
    grown = more.seen[0].standard_error / less.seen[0].standard_error
    assert grown > 2.0 * more.residual / less.residual


def test_an_answer_that_other_evidence_names_stays_the_answer_and_what_costs_less_rivals_it():
    drawn_by = model()
    task = problem(drawn_by, lit(drawn_by, np.array([52.0, 31.0]), LEVELS))
    near, far = (
        Solution(descend_from(evaluate(task, np.array(pose)), most_steps=0), NOTHING_SAID)
        for pose in ((51.0, 31.0), (-20.0, 50.0))
    )
    alike = replace(
        near, descent=descend_from(evaluate(task, np.array([55.0, 33.0])), most_steps=0)
    )
    assert near.guess.cost < alike.guess.cost < far.guess.cost
    assert rank([far, near]).best is near
    named = rank([near, far], far)
    assert named.best is far
    assert named.rivals == (near,)
    assert named.outcome is Outcome.AMBIGUOUS
    assert rank([far, alike, near], alike).best is near  # the nearest of its kind


NOTHING_SAID = certify(np.eye(1), [Knob("key_azimuth_deg", "deg", -180.0, 180.0, 10.0)], 0.0, 0.0)
