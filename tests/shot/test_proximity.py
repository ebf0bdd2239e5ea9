"""ProximityCoupler: the subject never fades under the threshold, and off is exactly off."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.shot.atmosphere.proximity import clearance, local_share

densities = st.floats(0.0, 10.0)
distances = st.floats(0.0, 5000.0)
thresholds = st.one_of(st.floats(0.001, 1.0), st.floats(1.0 - 1e-9, 1.0))


def kept_contrast(fog_per_m, distance_m, cleared):
    """What is left through the air as cleared: Koschmieder 1924."""
    return np.exp(-cleared * fog_per_m * distance_m)


def at(x: float) -> np.ndarray:
    return np.array([x])


@given(densities, distances, thresholds)
def test_the_contrast_never_falls_under_the_threshold(fog_per_m, distance_m, readability):
    cleared = clearance(at(fog_per_m), at(distance_m), readability)
    assert 0.0 <= cleared[0] <= 1.0
    # No tolerance: "never" means never.
    assert kept_contrast(at(fog_per_m), at(distance_m), cleared)[0] >= min(readability, 1.0)


@given(densities, distances)
def test_off_is_exactly_off(fog_per_m, distance_m):
    cleared = clearance(at(fog_per_m), at(distance_m), 0.0)
    assert cleared[0] == 1.0
    assert (cleared * fog_per_m)[0] == fog_per_m


@given(densities, distances, thresholds)
def test_thin_air_is_left_alone_to_the_bit(fog_per_m, distance_m, readability):
    if fog_per_m * distance_m < -0.4999 * np.log(readability) - 1e-15:
        assert clearance(at(fog_per_m), at(distance_m), readability)[0] == 1.0


@given(st.floats(0.001, 0.999))
def test_it_clears_no_more_than_it_must(readability):
    # In very thick air the contrast that is left is the threshold itself, and a hair.
    cleared = clearance(at(5.0), at(1000.0), readability)
    assert kept_contrast(at(5.0), at(1000.0), cleared) == pytest.approx([readability], rel=1e-3)


@given(densities, distances, thresholds)
def test_rounding_to_nine_decimals_does_not_break_the_threshold(fog_per_m, distance_m, readability):
    # What is stored is rounded; up to a depth of 200, which is black, that must not show.
    depth = fog_per_m * distance_m
    if depth < 200.0 and readability < 0.999:
        stored = np.round(clearance(at(fog_per_m), at(distance_m), readability), 9)
        assert kept_contrast(at(fog_per_m), at(distance_m), stored)[0] >= readability


@given(st.floats(0.01, 1.0), thresholds)
def test_the_further_the_subject_the_more_is_cleared_and_the_less_is_seen(fog_per_m, readability):
    distance_m = np.linspace(0.0, 300.0, 500)
    fog = np.full(500, fog_per_m)
    cleared = clearance(fog, distance_m, readability)
    assert np.all(np.diff(cleared) <= 1e-15)
    assert np.all(np.diff(kept_contrast(fog, distance_m, cleared)) <= 1e-12)


@pytest.mark.parametrize("readability", [0.05, 0.3, 0.7])
def test_there_is_no_kink_where_the_clearing_comes_in(readability):
    # Ladder: across the knee the jump in slope shrinks with the step; a kink's would stay.
    knee_m = -0.5 * (1 - 1e-4) * np.log(readability) / 0.02
    jumps = []
    for step_m in (0.4, 0.2, 0.1, 0.05):
        x = knee_m + step_m * np.array([-1.0, 0.0, 1.0])
        before, here, after = clearance(np.full(3, 0.02), x, readability)
        jumps.append(abs((after - here) - (here - before)) / step_m)
    halving = np.diff(np.log2(jumps))
    np.testing.assert_allclose(halving, -1.0, atol=0.1)


def test_nothing_between_camera_and_subject_needs_no_clearing():
    for readability in (0.0, 0.5, 1.0):
        assert clearance(at(0.0), at(10.0), readability)[0] == 1.0
        assert clearance(at(0.5), at(0.0), readability)[0] == 1.0


def test_full_contrast_clears_the_air_altogether():
    assert clearance(at(0.01), at(10.0), 1.0)[0] == pytest.approx(0.0, abs=1e-12)


CAMERA, TARGET = np.array([0.0, -4.0, 1.5]), np.array([0.0, 0.0, 1.6])


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_along_the_line_of_sight_the_air_is_cleared_in_full(share, cleared):
    point = CAMERA + share * (TARGET - CAMERA)
    got = local_share(point, CAMERA, TARGET, np.array(cleared), 0.5)
    assert float(got) == pytest.approx(cleared, abs=1e-15)


def test_the_depth_along_the_line_of_sight_is_what_the_clearance_says():
    cleared = clearance(at(0.5), at(4.00125), 0.4)
    points = CAMERA + np.linspace(0, 1, 1001)[:, None] * (TARGET - CAMERA)
    shares = local_share(points, CAMERA, TARGET, np.broadcast_to(cleared, 1001), 0.3)
    depth = np.trapezoid(0.5 * shares, dx=4.00125 / 1000)
    assert np.exp(-depth) >= 0.4 * (1 - 1e-12)
    assert np.exp(-depth) == pytest.approx(
        float(kept_contrast(at(0.5), at(4.00125), cleared)[0]), rel=1e-6
    )


def test_off_the_line_and_behind_the_subject_the_air_stays():
    points = np.array([[1.1, -2.0, 1.5], [0.0, 1.2, 1.6], [0.0, -5.1, 1.5], [9.0, 9.0, 9.0]])
    np.testing.assert_array_equal(local_share(points, CAMERA, TARGET, np.zeros(4), 0.5), 1.0)


@given(st.floats(-8, 8), st.floats(-8, 8), st.floats(-8, 8))
def test_without_clearing_the_air_is_the_same_everywhere_to_the_bit(x, y, z):
    assert local_share(np.array([x, y, z]), CAMERA, TARGET, np.array(1.0), 0.5) == 1.0


def test_a_camera_inside_the_subject_is_a_ball_of_clear_air():
    points = np.array([[0.0, -4.0, 1.5], [0.0, -4.0, 1.9], [0.0, -4.0, 2.6]])
    np.testing.assert_array_equal(
        local_share(points, CAMERA, CAMERA, np.full(3, 0.2), 0.5), [0.2, 0.2, 1.0]
    )
