"""An actor who walks a path that is told: framed and in focus, whoever films and however tall."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from scene_stager import compile, emit_moks_plan, read_script
from scene_stager.errors import InputError
from scene_stager.moks.entities import CameraFacts
from scene_stager.moks.executor import execute
from scene_stager.script.composition import picture_mm
from scene_stager.script.overrides import Overrides, overridden
from scene_stager.script.validate import check, validate
from scene_stager.script.way import path_rows
from scene_stager.shot.scenarios import scenario_texts

NAMES = sorted(scenario_texts())
PLACE_M, FACING_DEG = np.array([10.0, 5.0, 3.0]), 70.0
AHEAD = Rotation.from_euler("z", FACING_DEG, degrees=True).apply([0.0, -1.0, 0.0])
BLUR_MM = 0.025  # the circle of confusion of a Super 35 picture, as lens tables have it
TOO_NEAR = {("interview_three_point", 0.6, 1.4), ("interview_three_point", 0.6, 3.0)}
TOO_NEAR |= {("interview_three_point", 1.75, 3.0)}


def rows(take, name):
    channel = take.channel(name)
    return np.frombuffer(channel.values).reshape(-1, channel.width)


def walking(script, speed_m_s, height_m=None, climb=0.0, **asked):
    t_s = np.linspace(0.0, script.duration_s, 20)
    way_m = PLACE_M + speed_m_s * t_s[:, None] * (AHEAD + np.array([0.0, 0.0, climb]))
    path = path_rows(t_s, way_m)
    return overridden(
        script, Overrides(height_m=height_m, facing_deg=FACING_DEG, path=path, **asked)
    )


def baked(script, **asked):
    return execute(emit_moks_plan(compile(script)), **asked).take


def steady(name):
    """The scenario without its rig's own shake, which moves the picture on purpose."""
    script = read_script(name)
    return replace(script, rig=replace(script.rig, imperfection=0.0, preset=None))


def seen(take):
    """The eyes in picture widths and heights, and how far along the axis: the pinhole by scipy."""
    camera = take.facts(CameraFacts, "camera")
    turn = Rotation.from_quat(rows(take, "camera.rotate_wxyz")[:, [1, 2, 3, 0]])
    there = turn.inv().apply(rows(take, "target.translate_m") - rows(take, "camera.translate_m"))
    depth_m = -there[:, 2]
    on_mm = there[:, :2] / depth_m[:, None] * rows(take, "camera.focal_length_mm")
    return on_mm / [camera.sensor_width_mm, camera.sensor_height_mm], depth_m


def depth_of_field_m(take):
    """Nearest and farthest that is sharp: the textbook's formulas of the hyperfocal distance."""
    focal_m = rows(take, "camera.focal_length_mm")[:, 0] / 1000.0
    focus_m = rows(take, "camera.focus_distance_m")[:, 0]
    stop = rows(take, "camera.f_number")[:, 0]
    hyper_m = focal_m**2 / (stop * BLUR_MM / 1000.0) + focal_m
    near_m = focus_m * (hyper_m - focal_m) / (hyper_m + focus_m - 2.0 * focal_m)
    far_m = np.where(focus_m < hyper_m, focus_m * (hyper_m - focal_m) / (hyper_m - focus_m), np.inf)
    return near_m, np.where(far_m > 0, far_m, np.inf)


@pytest.mark.parametrize("speed_m_s", [0.4, 1.4, 3.0])
@pytest.mark.parametrize("height_m", [0.6, 1.75, 6.0])
@pytest.mark.parametrize("name", NAMES)
def test_eyes_are_where_they_are_asked_and_sharp_on_every_frame(name, height_m, speed_m_s):
    script = walking(steady(name), speed_m_s, height_m)
    if (name, height_m, speed_m_s) in TOO_NEAR:  # a tripod that is passed within a metre or two
        assert [m.where for m in validate(script)] == ["subject.path"]
        assert "pan speed" in str(validate(script)[0])
        return
    take = baked(script)
    eyes, depth_m = seen(take)
    right_mm, up_mm = picture_mm(script, check(script).framed_distance_m)
    off = np.abs(eyes - np.array([right_mm, up_mm]) / script.lens.sensor_mm)
    finding = script.rig.tilt_deg or script.rig.pan_deg  # the head begins elsewhere on purpose
    if finding and script.rig.move == "reveal":
        assert off[-1].max() < 0.03
    elif not finding:
        assert off.max() < 0.03
    else:
        assert np.abs(eyes).max() < 0.5
    near_m, far_m = depth_of_field_m(take)
    assert ((near_m <= depth_m) & (depth_m <= far_m)).all()


@cache
def on_a_glide(speed_m_s):
    script = read_script("walk_and_talk_verite")
    x, y, z = PLACE_M
    there = {"place_x_m": x, "place_y_m": y, "place_z_m": z, "facing_deg": FACING_DEG}
    return replace(script, subject=replace(script.subject, speed_m_s=speed_m_s, **there))


@pytest.mark.parametrize("speed_m_s", [0.4, 1.4, 3.0])
def test_a_straight_path_is_the_glide_of_its_speed(speed_m_s):
    glide = baked(on_a_glide(speed_m_s), frames=(1, 90))
    path = baked(walking(read_script("walk_and_talk_verite"), speed_m_s), frames=(1, 90))
    assert glide.names == path.names
    for one, other in zip(glide.channels, path.channels, strict=True):
        want = np.frombuffer(one.values)
        close = 2e-5 * max(float(np.abs(want).max()), 1.0)  # a path has micrometres
        np.testing.assert_allclose(np.frombuffer(other.values), want, atol=close, err_msg=one.name)


def swaying(script):
    t_s = np.linspace(0.0, script.duration_s, 200)
    way_m = np.stack([np.sin(t_s), -0.3 * t_s, 0.2 * np.round(t_s)], axis=1)
    return overridden(script, Overrides(path=path_rows(t_s, way_m)))


@pytest.mark.parametrize("name", ["walk_and_talk_verite", "hero_dolly_push_in", "crane_reveal"])
def test_any_frame_alone_and_the_same_motion_at_any_rate(name):
    script = swaying(steady(name))
    whole, part = baked(script, frames=(1, 97)), baked(script, frames=(41, 60))
    quick = baked(overridden(script, Overrides(fps=(48, 1))), frames=(1, 193))
    for one, other, fast in zip(whole.channels, part.channels, quick.channels, strict=True):
        table = np.frombuffer(one.values).reshape(-1, one.width)
        assert table[40:60].tobytes() == other.values.tobytes(), one.name
        if one.name.endswith(("translate_m", "rotate_wxyz", "focus_distance_m")):
            np.testing.assert_allclose(
                np.frombuffer(fast.values).reshape(-1, one.width)[::2], table, atol=1e-6
            )


def test_on_stairs_the_camera_that_leads_climbs_along():
    script = walking(steady("walk_and_talk_verite"), 1.0, climb=0.5)
    take = baked(script, frames=(1, 120))
    risen = rows(take, "subject.translate_m")[-1, 2] - PLACE_M[2]
    assert risen == pytest.approx(0.5 * 119 / 24, abs=1e-5)
    eye_m = script.subject.actual_focus_height_m
    height_m = rows(take, "camera.translate_m")[:, 2] - rows(take, "subject.translate_m")[:, 2]
    np.testing.assert_allclose(height_m, eye_m, atol=1e-5)


def test_a_rig_that_is_too_slow_for_the_path_says_so():
    script = read_script("walk_and_talk_verite")
    dolly = overridden(script, Overrides(rig="dolly"))
    with pytest.raises(InputError, match=r"subject\.path: found 6, expected at most .* dolly"):
        compile(walking(dolly, 6.0))


@pytest.mark.parametrize(
    ("path", "more", "where"),
    [
        (((0.0, 0, 0, 0), (0.0, 1, 0, 0)), {}, "subject.path[1]"),
        (((1.0, 0, 0, 0), (0.5, 1, 0, 0)), {}, "subject.path[1]"),
        (((0.0, 2e5, 0, 0),), {}, "subject.path"),
        (((0.0, 0.0, 0.0),), {}, "subject.path"),
        (((0.0, 0, 0, 0),) * 5000, {}, "subject.path"),
        (((0.0, 0, 0, 0), (1.0, 1, 0, 0)), {"place_x_m": 2.0}, "subject.place_x_m"),
        (((0.0, 0, 0, 0), (1.0, 1, 0, 0)), {"motion": "walk"}, "subject.motion"),
    ],
)
def test_a_path_that_is_none_is_one_clear_line(path, more, where):
    script = read_script("hero_dolly_push_in")
    script = replace(script, subject=replace(script.subject, path=path, **more))
    assert where in [mistake.where for mistake in validate(script)]
