"""Framing, by pointing a camera with the answer and looking where the target lands."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scene_stager.maths.frames import pan_tilt_toward, wxyz_from_pan_tilt_roll
from scene_stager.maths.optics.framing import (
    PLACEMENTS,
    SHOT_SIZES,
    distance_for_size_m,
    eye_line,
    project,
    solve_pan_tilt,
)

offsets = st.one_of(st.just(0.0), st.floats(-0.8, 0.8))
rolls = st.one_of(st.just(0.0), st.floats(-180, 180))
tilts = st.one_of(st.sampled_from([0.0, 90.0, -90.0, 1e-7]), st.floats(-90, 90))


def rolled_camera_sees(point, camera, pan_deg, tilt_deg, roll_deg):
    """The picture offset, from three plain matrices and a division."""
    p, t, r = np.radians([pan_deg, 90.0 + tilt_deg, -roll_deg])
    rz = np.array([[np.cos(p), -np.sin(p), 0], [np.sin(p), np.cos(p), 0], [0, 0, 1]])
    rx = np.array([[1, 0, 0], [0, np.cos(t), -np.sin(t)], [0, np.sin(t), np.cos(t)]])
    rr = np.array([[np.cos(r), -np.sin(r), 0], [np.sin(r), np.cos(r), 0], [0, 0, 1]])
    seen = (rz @ rx @ rr).T @ (np.asarray(point) - camera)
    return seen[0] / -seen[2], seen[1] / -seen[2], -seen[2]


@given(st.floats(-400, 400), tilts, offsets, offsets, rolls)
def test_the_target_lands_where_it_was_wanted(pan_deg, tilt_deg, x, y, roll_deg):
    aim = solve_pan_tilt(*map(np.array, (pan_deg, tilt_deg, x, y, roll_deg)))
    assume(bool(aim.reached))
    p, t = np.radians([pan_deg, tilt_deg])
    target = 7.0 * np.array([-np.sin(p) * np.cos(t), np.cos(p) * np.cos(t), np.sin(t)])
    got = rolled_camera_sees(target, np.zeros(3), aim.pan_deg, aim.tilt_deg, roll_deg)
    # The arc sine is steep near the pole: 1e-16 in its argument is 1e-8 in the angle.
    np.testing.assert_allclose(got[:2], (x, y), atol=1e-6)
    assert got[2] > 0


@given(st.floats(-60, 60), offsets, offsets, rolls)
def test_every_ordinary_aim_can_be_reached(tilt_deg, x, y, roll_deg):
    small = 0.5 * x, 0.5 * y
    assert solve_pan_tilt(*map(np.array, (10.0, tilt_deg, *small, roll_deg))).reached


def test_says_so_when_no_tilt_will_do():
    # Straight overhead and yet at the side of the picture: the head cannot.
    aim = solve_pan_tilt(*map(np.array, (0.0, 90.0, 0.3, 0.0, 0.0)))
    assert not aim.reached
    assert aim.tilt_deg == pytest.approx(90.0)


def test_looks_straight_at_what_is_wanted_in_the_middle():
    aim = solve_pan_tilt(*map(np.array, (33.0, -12.0, 0.0, 0.0, 0.0)))
    assert (aim.pan_deg, aim.tilt_deg) == pytest.approx((33.0, -12.0))


def test_a_target_on_the_right_makes_the_camera_look_to_its_left():
    aim = solve_pan_tilt(*map(np.array, (0.0, 0.0, 0.1, 0.1, 0.0)))
    assert aim.pan_deg > 0
    assert aim.tilt_deg < 0


@given(
    st.tuples(*[st.floats(-9, 9)] * 3),
    st.tuples(*[st.floats(-9, 9)] * 3),
    st.tuples(st.floats(-180, 180), st.floats(-90, 90), rolls),
)
def test_projection_agrees_with_plain_matrices(point, camera, head):
    with np.errstate(all="ignore"):
        want = rolled_camera_sees(point, np.array(camera), *head)
    assume(abs(want[2]) > 1e-3)
    got = project(np.array(point), np.array(camera), wxyz_from_pan_tilt_roll(*map(np.array, head)))
    np.testing.assert_allclose(got, want, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("placement", sorted(PLACEMENTS))
def test_a_placement_is_where_its_name_says(placement):
    # A subject's right and left are the picture's: a target on the right third is right of centre.
    across, up = PLACEMENTS[placement]
    focal_mm, width_mm, height_mm = 35.0, 24.89, 14.0
    target, camera = np.array([0.3, 0.2, 1.6]), np.array([1.0, -4.0, 1.2])
    wanted = np.array(across * width_mm / focal_mm), np.array(up * height_mm / focal_mm)
    aim = solve_pan_tilt(*pan_tilt_toward(target - camera), *wanted, np.array(0.0))
    q = wxyz_from_pan_tilt_roll(aim.pan_deg, aim.tilt_deg, np.array(0.0))
    x, y, _ = project(target, camera, q)
    third = 1 / 6 if placement != "center" else 0.0
    assert max(abs(x * focal_mm / width_mm), abs(y * focal_mm / height_mm)) == pytest.approx(third)
    assert ("left" in placement) == (x < -1e-9)
    assert ("right" in placement) == (x > 1e-9)
    assert ("upper" in placement) == (y > 1e-9)
    assert ("lower" in placement) == (y < -1e-9)


def test_shot_sizes_get_tighter_in_their_order():
    distances = [distance_for_size_m(size, 1.75, 35.0, 14.0) for size in SHOT_SIZES]
    assert distances == sorted(distances, reverse=True)


def test_the_distance_for_a_full_shot_worked_by_hand():
    # 1.2 subject heights of 1.75 m in 14 mm through 35 mm: 2.1 m * 2.5.
    assert distance_for_size_m("full", 1.75, 35.0, 14.0) == pytest.approx(5.25)


@pytest.mark.parametrize("size", sorted(SHOT_SIZES))
def test_nobody_loses_the_top_of_their_head_but_in_a_detail(size):
    frame_m = SHOT_SIZES[size] * 1.75
    middle_m = 1.63 - eye_line(frame_m, 1.75, 1.63) * frame_m
    assert (middle_m + frame_m / 2 > 1.75) == (size not in {"extreme_close_up", "insert"})


def test_a_full_shot_shows_the_feet():
    frame_m = SHOT_SIZES["full"] * 1.75
    middle_m = 1.63 - eye_line(frame_m, 1.75, 1.63) * frame_m
    assert middle_m - frame_m / 2 < 0.0
