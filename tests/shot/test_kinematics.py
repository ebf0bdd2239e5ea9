"""Where rigs put the camera: hand-worked places, finite differences, and axes that agree."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.shot.rigs._arm import Build, arm_controls, stand_post
from scene_stager.shot.rigs._kinematics import (
    Path,
    direction,
    length_m,
    place_m,
    reach_m,
    rig_yaw_deg,
    travelled_m,
    turned,
)

metres = st.floats(-8, 8)
angles = st.one_of(st.sampled_from([0.0, 90.0, -180.0]), st.floats(-200, 200))
leans = st.one_of(st.just(0.0), st.floats(-35, 55))
reaches = st.floats(4.6, 30.0)
bases = st.tuples(metres, metres, metres)
lines = st.builds(
    lambda start, end, base, yaw: Path("line", start, end, base, yaw), bases, bases, bases, angles
)
orbits = st.builds(
    lambda h0, h1, r0, r1, z0, z1, base, yaw: Path("orbit", (h0, r0, z0), (h1, r1, z1), base, yaw),
    *(angles, angles, reaches, reaches, metres, metres, bases),
    st.sampled_from([0.0, 180.0, -90.0, 90.0]),
)
arms = st.builds(
    lambda s0, s1, b0, b1, r0, r1, base, yaw: Path(
        "arm", (s0, b0, r0), (s1, b1, r1), base, yaw, base
    ),
    *(angles, angles, leans, leans, reaches, reaches, bases, angles),
)
paths = st.one_of(lines, orbits, arms)
ALONG = np.linspace(0.0, 1.0, 41)


@pytest.mark.parametrize(
    ("path", "start", "end"),
    [
        # A metre along a rig that was laid facing the subject (+y), and half a metre up.
        (Path("line", (0, 0, 0), (1, 0, 0.5), (2, 3, 1), 90.0), (2, 3, 1), (2, 4, 1.5)),
        # From in front of the subject a quarter turn to camera right: from -y to +x.
        (Path("orbit", (0, 3, 1), (90, 3, 2), (5, 0, 0)), (5, -3, 1), (8, 0, 2)),
        # An arm straight ahead swings to the left and booms up: from +y to -x.
        (Path("arm", (0, 0, 5), (90, 30, 10), (0, 0, 2)), (0, 5, 2), (-10 * 0.75**0.5, 0, 7)),
    ],
)
def test_places_worked_by_hand(path, start, end):
    got = place_m(path, np.array([0.0, 1.0]))
    np.testing.assert_allclose(got, [start, end], atol=1e-12)


@given(paths, st.integers(0, 2))
def test_each_derivative_is_the_slope_of_the_one_below(path, order):
    h = 1e-4
    climb = place_m(path, ALONG + h, order) - place_m(path, ALONG - h, order)
    want = place_m(path, ALONG, order + 1)
    # Central differences are off by h^2 / 6 of the third derivative above, which here is < 1e4.
    np.testing.assert_allclose(climb / (2 * h), want, atol=1e-4)


@given(paths)
def test_what_the_rig_feels_is_what_the_stage_sees(path):
    # The rate of "how far it has come", read in the rig's axes, is the velocity turned into them.
    h = 1e-5
    felt = (travelled_m(path, ALONG + h) - travelled_m(path, ALONG - h)) / (2 * h)
    seen = turned(place_m(path, ALONG, 1), -rig_yaw_deg(path, ALONG))
    np.testing.assert_allclose(felt, seen, atol=1e-5)
    assert travelled_m(path, np.zeros(1)) == pytest.approx(0.0, abs=1e-9)


@given(paths)
def test_the_direction_is_that_of_the_slope(path):
    way = direction(path, ALONG)
    slope = turned(place_m(path, ALONG, 1), -rig_yaw_deg(path, ALONG))
    sizes = np.linalg.norm(way, axis=1)
    assert set(np.round(sizes, 9)) <= {0.0, 1.0}
    np.testing.assert_allclose(way * np.linalg.norm(slope, axis=1)[:, None], slope, atol=1e-9)


def test_a_dolly_goes_along_its_own_x():
    path = Path("line", (0, 0, 0), (2, 0, 0), (0, -3, 1.5), 90.0)
    assert direction(path, np.zeros(1)).tolist() == [[1.0, 0.0, 0.0]]
    assert travelled_m(path, np.ones(1)).tolist() == [[2.0, 0.0, 0.0]]


def test_an_orbit_is_felt_as_an_arc_pulled_to_its_inside():
    # To camera right about the subject: the subject stays on the rig's left.
    path = Path("orbit", (0, 3, 1), (90, 3, 1), (0, 0, 0))
    u = np.array([0.3])
    np.testing.assert_allclose(travelled_m(path, np.ones(1)), [[1.5 * np.pi, 0, 0]], atol=1e-12)
    pull = turned(place_m(path, u, 2), -rig_yaw_deg(path, u))
    np.testing.assert_allclose(pull, [[0, 3 * (np.pi / 2) ** 2, 0]], atol=1e-12)


@given(paths)
def test_length_is_the_sum_of_small_steps(path):
    places = place_m(path, np.linspace(0, 1, 4001))
    steps = np.linalg.norm(np.diff(places, axis=0), axis=1)
    assert length_m(path) == pytest.approx(steps.sum(), rel=1e-3, abs=1e-6)


@given(arms)
def test_an_arm_is_as_long_as_its_control_says(path):
    want = path.start[2] + (path.end[2] - path.start[2]) * ALONG
    np.testing.assert_allclose(reach_m(path, ALONG), want, rtol=1e-12)


@given(bases, bases, st.floats(-400, 400))
def test_arm_controls_bring_the_tip_to_the_point(post, point, near_deg):
    controls = arm_controls(post, point, near_deg)
    assert abs(controls[0] - near_deg) <= 180.0 + 1e-6
    path = Path("arm", controls, controls, post)
    np.testing.assert_allclose(place_m(path, np.zeros(1))[0], point, atol=1e-7)


@given(st.floats(-180, 180), st.floats(0.3, 6.0), st.floats(-6, 6), st.floats(-6, 6))
def test_a_post_stands_where_the_arm_reaches_everything(heading_deg, high_m, across, away):
    build = Build((4.6, 15.2), (-35.0, 55.0), 2.4)
    way = np.array([[0.0, 0.0, high_m], [across, away, high_m + 0.5]])
    post = stand_post(way, heading_deg, build)
    if post is None:
        return
    arm = way - np.array(post)
    reach = np.linalg.norm(arm, axis=1)
    assert post[2] == 2.4
    assert 4.6 <= reach.min() and reach.max() <= 15.2
    assert np.abs(np.degrees(np.arcsin(arm[:, 2] / reach))).max() <= 55.0


def test_a_post_stands_behind_the_camera():
    # Camera in front of the subject (-y of it): behind the camera is farther out along -y.
    way = np.array([[0.0, -4.0, 1.5], [0.0, -2.0, 3.0]])
    post = stand_post(way, 0.0, Build.of({}))
    assert post is not None
    assert post[0] == pytest.approx(0.0)
    assert post[1] <= -8.5


def test_no_post_reaches_a_way_longer_than_two_arms():
    way = np.array([[0.0, -70.0, 1.5], [0.0, -2.0, 3.0]])
    assert stand_post(way, 0.0, Build.of({})) is None


@given(paths, st.integers(0, 30), st.integers(1, 10))
def test_any_slice_gives_the_same_bits(path, first, count):
    cut = slice(first, first + count)
    for quantity in (place_m, travelled_m, reach_m, direction):
        part = quantity(path, ALONG[cut].copy())
        assert quantity(path, ALONG)[cut].tobytes() == part.tobytes()
