"""A restless rig on a long lens holds its subject: its shake is pressed together, and told."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.compiler import compile_script, emit_moks_plan
from scene_stager.compiler.passes import frame_the_subject
from scene_stager.front_door import bake, read_script
from scene_stager.maths.frames import turn_camera_wxyz, wxyz_from_pan_tilt_roll
from scene_stager.maths.optics.framing import project
from scene_stager.moks.in_picture import in_picture, picture_warnings
from scene_stager.moks.operations.refocus import refocus
from scene_stager.moks.operations.steady import FREE_SHARE, steady
from scene_stager.preview.bake_report import Look
from scene_stager.script.read import scenarios
from scene_stager.script.rig import Rig

SAFE = 0.465  # of the picture from its middle: SMPTE ST 2046-1's safe action area is 93 per cent


def restless(**subject):
    """A close-up through 300 mm, held by hands that shake four times as much as hands do."""
    script = read_script("interview_three_point")
    return replace(
        script,
        rig=replace(script.rig, rig="handheld", imperfection=4.0, from_distance_m=None),
        lens=replace(script.lens, focal_length_mm=300.0),
        subject=replace(script.subject, **subject),
        frame_count=240,
    )


@pytest.mark.parametrize(
    "subject",
    [{}, {"place_x_m": 10.0, "place_y_m": 5.0, "place_z_m": 3.0, "facing_deg": 70.0}],
    ids=["origin", "elsewhere"],
)
def test_the_subject_stays_in_the_picture_and_the_bake_says_how(subject):
    take = bake(restless(**subject))
    xy, depth_m = in_picture(take, "camera")
    assert (depth_m > 0.0).all()
    assert np.abs(xy).max() < SAFE + 1e-6  # a Take is rounded
    (line,) = (one for one in picture_warnings(take) if "softened" in one)
    assert "so that the subject stays in the picture" in line


def test_left_to_itself_the_same_shake_loses_the_subject(monkeypatch):
    monkeypatch.setattr(frame_the_subject, "strays", lambda script, staging: False)
    take = bake(restless())
    assert np.abs(in_picture(take, "camera")[0]).max() > 0.5
    assert any("out of frame" in line for line in picture_warnings(take))


def test_a_camera_that_is_shaken_past_its_subject_turns_to_it():
    script = read_script("walk_and_talk_verite")
    near = replace(
        script,
        rig=Rig(rig="wirecam", move="follow", imperfection=4.0),
        lens=replace(script.lens, focal_length_mm=10.0, format="full_frame"),
        subject=replace(script.subject, motion="run", speed_m_s=8.7),
        framing=replace(script.framing, size="medium", angle="eye_level", elevation_deg=30.0),
        frame_count=173,
    )
    xy, depth_m = in_picture(bake(near), "camera")
    assert (depth_m > 0.0).all()
    assert np.abs(xy).max() < SAFE + 1e-6  # a Take is rounded


def test_what_is_left_of_the_shake_is_still_a_shake():
    look = Look.of(bake(restless()))
    stray = look.actual_xy - look.intended_xy
    assert np.std(stray, axis=0).min() > 0.05


@pytest.mark.parametrize("name", sorted(scenarios()))
def test_no_scenario_of_ours_needs_it(name):
    assert "camera.steadied_deg" not in bake(name, frames=(1, 1)).names


ROOM = (3.0, 5.0, 2.0, 4.0)  # left, right, below, above
PLACE_MM = (1.0, -0.5)
FOCAL_MM = 100.0


def held(pan_deg, tilt_deg, roll_deg, away_m):
    """Where a camera that has shaken has the framed point before and after, in mm."""
    aim = wxyz_from_pan_tilt_roll(np.array([40.0]), np.array([10.0]), np.array([5.0]))
    shaken = turn_camera_wxyz(aim, np.array([pan_deg]), np.array([tilt_deg]), np.array([roll_deg]))
    rig_m = np.array([[1.0, 2.0, 3.0]])
    camera_m, target_m = rig_m + away_m, rig_m + np.array([3.0, 4.0, 0.0])
    ray = np.array([*PLACE_MM, -FOCAL_MM])
    framed_m = rig_m + _turned(aim, ray / np.sqrt(ray @ ray) * 5.0)
    params = {"right_mm": PLACE_MM[0], "up_mm": PLACE_MM[1], "room_mm": list(ROOM)}
    inputs = (shaken, camera_m, aim, rig_m, target_m, np.array([[FOCAL_MM]]))
    turn = steady(params, inputs, np.zeros(1))
    zero = np.zeros(1)
    after = turn_camera_wxyz(shaken, turn[:, 0], turn[:, 1], zero)
    return [_seen_mm(framed_m, camera_m, one) for one in (shaken, after)], turn[0]


def _turned(wxyz, vector):
    """The point that a camera sees along a ray, by rows of the rotation matrix."""
    w, x, y, z = wxyz[0]
    matrix = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
    ]
    return (np.array(matrix) @ vector)[None]


def _seen_mm(point_m, camera_m, wxyz):
    x, y, _ = project(point_m, camera_m, wxyz)
    return np.array([x[0], y[0]]) * FOCAL_MM


ANGLES = st.floats(-6.0, 6.0)


@given(ANGLES, ANGLES, ANGLES, st.lists(st.floats(-0.05, 0.05), min_size=3, max_size=3))
def test_what_strays_little_is_left_alone_and_the_rest_is_pressed_into_the_room(
    pan_deg, tilt_deg, roll_deg, away_m
):
    (before, after), turn = held(pan_deg, tilt_deg, roll_deg, np.array([away_m]))
    stray, kept = before - PLACE_MM, after - PLACE_MM
    room = np.where(stray < 0.0, (ROOM[0], ROOM[2]), (ROOM[1], ROOM[3]))
    share = np.abs(stray) / room
    if (share <= FREE_SHARE).all():
        assert (turn == 0.0).all()
        return
    pressed = np.tanh((share - FREE_SHARE) / (1 - FREE_SHARE)) * (1 - FREE_SHARE) + FREE_SHARE
    expected = np.where(share > FREE_SHARE, pressed, share)
    assert np.abs(kept) / room == pytest.approx(expected, abs=1e-9)
    assert (np.abs(kept) / room <= np.minimum(share, 1.0) + 1e-9).all()
    assert (np.sign(kept) == np.sign(stray))[share > 1e-6].all()
    assert turn[2] == pytest.approx(np.hypot(turn[0], turn[1]))


def focused_m(pulled_m, depth_m):
    """Where a puller ends up who has a subject at that depth, and the room on that side."""
    level = wxyz_from_pan_tilt_roll(np.zeros(1), np.zeros(1), np.zeros(1))
    inputs = (
        np.array([[pulled_m]]),
        np.zeros((1, 3)),
        level,
        np.array([[0.3, depth_m, 0.2]]),
        np.array([[50.0]]),
    )
    params = {"f_number": 2.8, "blur_mm": 0.025}
    found_m = float(refocus(params, inputs, np.zeros(1))[0, 0])
    # The textbook's depth of field, in metres.
    hyper = 0.05**2 / (2.8 * 0.025e-3) + 0.05
    near = pulled_m * (hyper - 0.05) / (hyper + pulled_m - 0.1)
    far = pulled_m * (hyper - 0.05) / (hyper - pulled_m)
    return found_m, (pulled_m - near if depth_m < pulled_m else far - pulled_m)


@given(st.floats(0.7, 5.0), st.floats(-0.6, 0.6))
def test_a_puller_follows_what_would_blur_and_nothing_else(pulled_m, nearer):
    depth_m = pulled_m * (1.0 + nearer)
    found_m, room_m = focused_m(pulled_m, depth_m)
    share = abs(depth_m - pulled_m) / room_m
    if share <= 0.4999:
        assert found_m == pulled_m
    elif share >= 0.5001:
        left = 0.5 + 0.3 * np.tanh((share - 0.5) / 0.3)
        assert abs(depth_m - found_m) == pytest.approx(left * room_m, rel=1e-6)


@pytest.mark.parametrize("name", sorted(scenarios()))
def test_no_scenario_of_ours_sways_out_of_focus(name):
    kinds = {node.kind for node in emit_moks_plan(compile_script(read_script(name))).nodes}
    assert not kinds & {"refocus", "steady"}
