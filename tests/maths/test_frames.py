"""Rotations, against plain matrices, scipy, and a few poses worked by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from scene_stager.maths.frames import (
    conjugate_wxyz,
    direction_from_heading,
    heading_from_direction,
    matrix_from_wxyz,
    multiply_wxyz,
    near_deg,
    pan_tilt_toward,
    rotate_wxyz,
    turn_camera_wxyz,
    wxyz_from_pan_tilt_roll,
)

degrees = st.one_of(
    st.sampled_from([0.0, 90.0, -90.0, 180.0, -180.0, 360.0, 1e-9]), st.floats(-400, 400)
)
heads = st.tuples(degrees, degrees, degrees)
unit_tilts = st.one_of(st.sampled_from([0.0, 89.999, -89.999, 1e-9]), st.floats(-89.9, 89.9))
parts = st.floats(-1, 1)
quaternions = (
    st.tuples(parts, parts, parts, parts)
    .map(np.array)
    .filter(lambda q: np.linalg.norm(q) > 1e-3)
    .map(lambda q: q / np.linalg.norm(q))
)
vectors = st.tuples(*[st.floats(-10, 10)] * 3).map(np.array)


def about_x(angle_deg: float) -> np.ndarray:
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array([[1, 0, 0], [0, c, -s], [0, s, c]])


def about_y(angle_deg: float) -> np.ndarray:
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])


def about_z(angle_deg: float) -> np.ndarray:
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def scipys(wxyz: np.ndarray) -> Rotation:
    return Rotation.from_quat(np.roll(wxyz, -1))


def head(pan: float, tilt: float, roll: float) -> np.ndarray:
    return wxyz_from_pan_tilt_roll(np.array(pan), np.array(tilt), np.array(roll))


@given(quaternions, quaternions)
def test_product_is_the_product_of_rotations(a, b):
    want = scipys(a).as_matrix() @ scipys(b).as_matrix()
    np.testing.assert_allclose(matrix_from_wxyz(multiply_wxyz(a, b)), want, atol=1e-12)


@given(quaternions, vectors)
def test_rotating_a_vector_is_the_matrix_on_it(q, v):
    np.testing.assert_allclose(rotate_wxyz(q, v), scipys(q).apply(v), atol=1e-12)
    np.testing.assert_allclose(matrix_from_wxyz(q) @ v, scipys(q).apply(v), atol=1e-12)


@given(quaternions, vectors)
def test_the_conjugate_undoes(q, v):
    np.testing.assert_allclose(rotate_wxyz(conjugate_wxyz(q), rotate_wxyz(q, v)), v, atol=1e-12)


@given(heads)
def test_a_head_is_its_three_matrices(angles):
    pan, tilt, roll = angles
    want = about_z(pan) @ about_x(90.0 + tilt) @ about_z(-roll)
    np.testing.assert_allclose(matrix_from_wxyz(head(*angles)), want, atol=1e-12)


@pytest.mark.parametrize(
    ("angles", "looks", "right", "up"),
    [
        # A level camera in front of the subject looks along +y, its right is +x.
        ((0, 0, 0), (0, 1, 0), (1, 0, 0), (0, 0, 1)),
        # A pan to the left turns it to -x.
        ((90, 0, 0), (-1, 0, 0), (0, 1, 0), (0, 0, 1)),
        # Tilted up half way to the sky.
        ((0, 45, 0), (0, 0.5**0.5, 0.5**0.5), (1, 0, 0), (0, -(0.5**0.5), 0.5**0.5)),
        # Rolled clockwise, as seen from behind: its top leans to the right, +x.
        ((0, 0, 90), (0, 1, 0), (0, 0, -1), (1, 0, 0)),
    ],
)
def test_heads_worked_by_hand(angles, looks, right, up):
    q = head(*map(float, angles))
    np.testing.assert_allclose(rotate_wxyz(q, np.array([0.0, 0.0, -1.0])), looks, atol=1e-15)
    np.testing.assert_allclose(rotate_wxyz(q, np.array([1.0, 0.0, 0.0])), right, atol=1e-15)
    np.testing.assert_allclose(rotate_wxyz(q, np.array([0.0, 1.0, 0.0])), up, atol=1e-15)


def test_a_pan_that_goes_round_and_round_never_changes_sign():
    pan_deg = np.linspace(-800.0, 800.0, 400)
    q = wxyz_from_pan_tilt_roll(pan_deg, np.full(400, 12.0), np.full(400, 3.0))
    assert (q[1:] * q[:-1]).sum(axis=1).min() > 0.99


@given(quaternions, st.tuples(*[st.floats(-5, 5)] * 3))
def test_a_small_turn_is_about_the_cameras_own_axes(q, turn):
    pan, tilt, roll = turn
    want = matrix_from_wxyz(q) @ about_y(pan) @ about_x(tilt) @ about_z(-roll)
    got = turn_camera_wxyz(q, *map(np.array, turn))
    np.testing.assert_allclose(matrix_from_wxyz(got), want, atol=1e-12)


def test_a_small_pan_of_a_level_camera_is_a_pan():
    turned = turn_camera_wxyz(head(20, 0, 0), np.array(5.0), np.array(0.0), np.array(0.0))
    np.testing.assert_allclose(turned, head(25, 0, 0), atol=1e-15)


@pytest.mark.parametrize(
    ("heading", "elevation", "direction"),
    [
        (0, 0, (0, -1, 0)),
        (90, 0, (1, 0, 0)),
        (180, 0, (0, 1, 0)),
        (-90, 0, (-1, 0, 0)),
        (30, 90, (0, 0, 1)),
        (90, 45, (0.5**0.5, 0, 0.5**0.5)),
    ],
)
def test_headings_worked_by_hand(heading, elevation, direction):
    got = direction_from_heading(np.array(float(heading)), np.array(float(elevation)))
    np.testing.assert_allclose(got, direction, atol=1e-15)


@given(degrees, unit_tilts, st.floats(0.01, 100))
def test_a_direction_tells_its_heading(heading, elevation, length):
    direction = length * direction_from_heading(np.array(heading), np.array(elevation))
    again = heading_from_direction(direction)
    assert near_deg(again[0], np.array(heading)) == pytest.approx(heading, abs=1e-6)
    assert again[1] == pytest.approx(elevation, abs=1e-6)


@given(degrees, unit_tilts)
def test_a_camera_that_stands_at_a_heading_looks_back_with_that_pan(heading, elevation):
    station = direction_from_heading(np.array(heading), np.array(elevation))
    pan, tilt = pan_tilt_toward(-station)
    assert near_deg(pan, np.array(heading)) == pytest.approx(heading, abs=1e-6)
    looks = rotate_wxyz(head(float(pan), float(tilt), 0.0), np.array([0.0, 0.0, -1.0]))
    np.testing.assert_allclose(looks, -station, atol=1e-9)


@given(degrees, degrees)
def test_the_near_angle_is_near_and_the_same(angle, reference):
    got = near_deg(np.array(angle), np.array(reference))
    assert abs(got - reference) <= 180.0 + 1e-9
    assert (got - angle) / 360.0 == pytest.approx(round((got - angle) / 360.0), abs=1e-9)


def test_any_slice_gives_the_same_bits():
    pan, tilt, roll = (np.linspace(a, b, 203) for a, b in ((-700, 500), (-80, 80), (5, -9)))
    whole = wxyz_from_pan_tilt_roll(pan, tilt, roll)
    for first in (0, 1, 7, 100):
        cut = slice(first, first + 61)
        part = wxyz_from_pan_tilt_roll(pan[cut].copy(), tilt[cut].copy(), roll[cut].copy())
        assert whole[cut].tobytes() == part.tobytes()
