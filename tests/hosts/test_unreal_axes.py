"""The way to Unreal: worked examples by hand, an independent rotator, and moves past the poles."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation
from unreal_plugin.SceneStager.Content.Python.scene_stager_unreal import axes

from scene_stager.hosts.euler import matrix_from_wxyz
from scene_stager.maths.frames import matrix_from_wxyz as numpy_matrix

FLIP = np.diag([1.0, -1.0, 1.0])

# Stage place in m and Euler XYZ in degrees of a camera; Unreal place in cm and pitch, yaw, roll.
# Worked out by hand: a camera looks along its -z with +y up, Unreal's along +x with +z up, and the
# y axis changes its side. A roll of +10 on the stage lifts the camera's right side, which in
# Unreal's left-handed count is -10.
CAMERAS = {
    "looks along +y": ((0, -5, 1.7), (90, 0, 0), (0, 500, 170), (0, -90, 0)),
    "looks along -x": ((5, 0, 1.7), (90, 0, 90), (500, 0, 170), (0, 180, 0)),
    "looks along +x": ((-5, 0, 1.7), (90, 0, -90), (-500, 0, 170), (0, 0, 0)),
    "45 degrees down": ((0, -4, 4), (45, 0, 0), (0, 400, 400), (-45, -90, 0)),
    "from 3, -4 to 0": (
        (3, -4, 2),
        (68.1986, 0, 36.8699),
        (300, 400, 200),
        (-21.8014, -126.8699, 0),
    ),
    "rolled by 10": ((0, -5, 1.7), (90, -10, 0), (0, 500, 170), (0, -90, -10)),
    "from 3, -4, rolled by -7": (
        (3, -4, 2),
        (68.0504, 6.4971, 34.259),
        (300, 400, 200),
        (-21.8014, -126.8699, 7),
    ),
}
# The same for things that look nowhere: the identity stays the identity.
NULLS = {
    "turned by 30": ((1, 2, 3), (0, 0, 30), (100, -200, 300), (0, -30, 0)),
    "turned by 10, 20, 30": ((1, 2, 3), (10, 20, 30), (100, -200, 300), (-20, -30, 10)),
}


def unreal_matrix(pitch_deg, yaw_deg, roll_deg):
    """Forward, right and up of a rotator as columns, from Unreal's definition: in a left-handed
    frame, yaw turns +x towards +y, positive pitch lifts the nose, positive roll drops the right.
    """
    p, y, r = (math.radians(a) for a in (pitch_deg, yaw_deg, roll_deg))
    forward = np.array([math.cos(p) * math.cos(y), math.cos(p) * math.sin(y), math.sin(p)])
    right0 = np.array([-math.sin(y), math.cos(y), 0.0])
    up0 = np.cross(forward, right0)  # x, y, z in this order, whatever the handedness
    right = math.cos(r) * right0 - math.sin(r) * up0
    return np.stack([forward, right, math.cos(r) * up0 + math.sin(r) * right0], axis=-1)


def turn_of(angles_deg):
    return np.roll(Rotation.from_euler("xyz", angles_deg, degrees=True).as_quat(), 1)


def first(keys):
    return keys.pitch_deg[0], keys.yaw_deg[0], keys.roll_deg[0]


@pytest.mark.parametrize("name", CAMERAS)
def test_worked_examples_of_cameras(name):
    place_m, angles_deg, place_cm, rotator = CAMERAS[name]
    assert axes.place_cm(place_m) == pytest.approx(place_cm, abs=1e-9)
    found = first(axes.rotators([axes.looking_turn(turn_of(angles_deg))]))
    # Half a turn of yaw has no sign; what a rotator does decides.
    np.testing.assert_allclose(unreal_matrix(*found), unreal_matrix(*rotator), atol=2e-6)
    assert found == pytest.approx(rotator, abs=1e-4) or abs(rotator[1]) == 180


@pytest.mark.parametrize("name", NULLS)
def test_worked_examples_of_things_that_look_nowhere(name):
    place_m, angles_deg, place_cm, rotator = NULLS[name]
    assert axes.place_cm(place_m) == pytest.approx(place_cm, abs=1e-9)
    found = first(axes.rotators([axes.plain_turn(turn_of(angles_deg))]))
    assert found == pytest.approx(rotator, abs=1e-9)


def drawn_turns(count):
    wxyz = np.random.default_rng(5).normal(size=(count, 4))
    return wxyz / np.linalg.norm(wxyz, axis=1, keepdims=True)


def test_5000_drawn_cameras_look_where_they_look_on_the_stage():
    worst = 0.0
    for wxyz in drawn_turns(5000):
        x, y, z = numpy_matrix(wxyz).T
        wanted = np.stack([FLIP @ -z, FLIP @ x, FLIP @ y], axis=-1)
        found = unreal_matrix(*first(axes.rotators([axes.looking_turn(wxyz)])))
        worst = max(worst, float(np.abs(found - wanted).max()))
    assert worst < 1e-9


def test_gimbal_heavy_moves_never_step_far_between_frames_that_are_close():
    # 5,000 frames that tumble over straight up and straight down, all less than 15 deg apart.
    steps = np.linspace(0.0, 1.0, 5000)
    pan, tilt, roll = 900 * steps, 90 + 140 * np.sin(40 * steps), 400 * np.sin(13 * steps)
    turns = [axes.looking_turn(turn_of(row)) for row in zip(tilt, roll, pan, strict=True)]
    apart = [
        math.degrees(math.acos(min(1.0, (np.trace(np.array(a).T @ np.array(b)) - 1.0) / 2.0)))
        for a, b in pairwise(turns)
    ]
    assert max(apart) < 15.0
    keys = axes.rotators(turns)
    for angles in (keys.roll_deg, keys.pitch_deg, keys.yaw_deg):
        assert np.abs(np.diff(angles)).max() <= 15.0
    whole = [n for n, offset in enumerate(keys.offsets) if offset == int(offset)]
    assert [int(keys.offsets[n]) for n in whole] == list(range(5000))
    for n, turn in list(zip(whole, turns, strict=True))[::50]:
        back = unreal_matrix(keys.pitch_deg[n], keys.yaw_deg[n], keys.roll_deg[n])
        np.testing.assert_allclose(FLIP @ back @ FLIP, turn, atol=1e-9)


metres_per_second = st.floats(-20.0, 20.0)


@given(metres_per_second, metres_per_second, metres_per_second)
def test_the_wind_blows_along_plus_x(x, y, z):
    turn = np.array(axes.turn_along((x, y, z)))
    np.testing.assert_allclose(turn.T @ turn, np.eye(3), atol=1e-9)
    assert np.linalg.det(turn) == pytest.approx(1.0)
    speed = math.sqrt(x * x + y * y + z * z)
    if speed > 1e-6:
        np.testing.assert_allclose(turn[:, 0] * speed, (x, y, z), atol=1e-6)


def test_no_wind_keeps_the_direction_it_had():
    before = matrix_from_wxyz((0.5, 0.5, 0.5, 0.5))
    assert axes.turn_along((0.0, 0.0, 0.0), before) is before
