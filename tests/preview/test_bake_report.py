"""The bake report, against motions whose rates are known in closed form."""

from array import array
from dataclasses import replace

import numpy as np
import pytest

from scene_stager import bake, read_script
from scene_stager.moks.in_picture import stretches
from scene_stager.moks.take import Channel, Take
from scene_stager.preview.bake_report import report_on
from scene_stager.preview.numbers import rate
from scene_stager.shot.scenarios import scenario_texts

FPS = 48


def with_channel(take: Take, name: str, values: np.ndarray) -> Take:
    """The same take with one channel replaced."""
    channels = [
        Channel(c.name, c.unit, c.width, array("d", values.ravel().tolist()))
        if c.name == name
        else c
        for c in take.channels
    ]
    return replace(take, channels=tuple(channels))


@pytest.fixture(scope="module")
def take() -> Take:
    return bake("hero_dolly_push_in")


def test_central_differences_are_exact_for_a_cubic(take):
    t_s = np.arange(take.frame_count) * take.fps[1] / take.fps[0]
    cubic = (2.0 * t_s**3 - t_s)[:, None]
    np.testing.assert_allclose(
        rate(cubic, take, 2)[2:-2, 0], 12.0 * t_s[2:-2], rtol=1e-9, atol=1e-6
    )
    np.testing.assert_allclose(rate(cubic, take, 3)[:, 0], 12.0, rtol=1e-6)


def test_too_few_frames_have_no_rate(take):
    short = take.slice_frames(100, 102)
    assert not rate(np.arange(3.0)[:, None], short, 2).any()
    assert report_on(short).warnings == ()


def test_a_shot_that_ends_in_motion_invents_no_jerk(take):
    whole = {(a.axis, a.quantity): a.most for a in report_on(take).axes}
    cut = report_on(take.slice_frames(60, 120))
    assert all(a.most <= whole[a.axis, a.quantity] * 1.0001 + 1e-9 for a in cut.axes)


def test_a_dolly_past_its_limit_is_named_with_frame_and_axis(take):
    place = np.asarray(take.channel("rig.translate_m").values).reshape(-1, 3).copy()
    place[:, 0] += np.where(
        np.arange(len(place)) >= 100, 3.0 * (np.arange(len(place)) - 100) / 24, 0
    )
    report = report_on(with_channel(take, "rig.translate_m", place))
    assert any("travel speed reaches 3" in w and w.startswith("frame 1") for w in report.warnings)


def test_a_subject_that_leaves_the_picture_is_named_with_its_frame(take):
    target = np.asarray(take.channel("target.translate_m").values).reshape(-1, 3).copy()
    target[150:, 0] += 30.0
    report = report_on(with_channel(take, "target.translate_m", target))
    assert f"frames 151 to {take.frames[-1]}: the focal target is out of frame" in report.warnings


def test_a_subject_behind_the_camera_is_said_to_be_there(take):
    target = np.asarray(take.channel("target.translate_m").values).reshape(-1, 3).copy()
    target[30:, 1] -= 40.0
    report = report_on(with_channel(take, "target.translate_m", target))
    assert (
        f"frames 31 to {take.frames[-1]}: the focal target is behind the camera" in report.warnings
    )


def test_judder_is_a_subject_that_crosses_too_fast(take):
    # One picture width in two seconds, at 3 m: well over one in seven.
    target = np.asarray(take.channel("target.translate_m").values).reshape(-1, 3).copy()
    target[:, 0] += 0.05 * np.arange(len(target)) / 24
    fast = with_channel(take, "target.translate_m", target + 0.0)
    steady = report_on(fast)
    assert not [w for w in steady.warnings if "judders" in w]
    target[:, 0] += 1.0 * np.arange(len(target)) / 24
    assert [w for w in report_on(with_channel(take, "target.translate_m", target)).warnings]


def test_shake_is_counted_in_pixels_of_a_4096_picture(take):
    # Turn the camera one pixel to the right, by the small angle of one pixel.
    focal, width = 35.0, 24.89
    angle = width / 4096 / focal
    turn = np.asarray(take.channel("rig.rotate_wxyz").values).reshape(-1, 4)
    half = np.array([np.cos(angle / 2), 0.0, 0.0, np.sin(angle / 2)])
    w, x, y, z = half[0], half[1], half[2], half[3]
    a, b, c, d = turn.T
    turned = np.stack(
        [
            w * a - x * b - y * c - z * d,
            w * b + x * a + y * d - z * c,
            w * c - x * d + y * a + z * b,
            w * d + x * c - y * b + z * a,
        ],
        axis=-1,
    )
    still = with_channel(take, "camera.rotate_wxyz", turned)
    place = np.asarray(take.channel("rig.translate_m").values).reshape(-1, 3)
    report = report_on(with_channel(still, "camera.translate_m", place))
    assert report.shake_rms_px == pytest.approx(1.0, rel=0.1)


def test_the_report_is_plain_json(take):
    import json

    assert json.loads(json.dumps(report_on(take).as_json()))["rig"] == "dolly"


def test_a_tilt_that_finds_its_subject_has_not_lost_it():
    from dataclasses import replace as with_

    from scene_stager.script.rig import Rig

    script = read_script("interview_three_point")
    looking = with_(
        script, rig=Rig(rig="tripod_locked", move="tilt_down", tilt_deg=25.0, pace="brisk")
    )
    report = report_on(bake(looking))
    assert max(map(abs, report.subject_y)) > 0.5  # it does begin off the subject
    assert not [warning for warning in report.warnings if "out of frame" in warning]


def test_a_subject_out_of_focus_is_named_with_its_frames(take):
    focus = np.asarray(take.channel("camera.focus_distance_m").values).copy()
    focus[40:60] *= 1.5
    report = report_on(with_channel(take, "camera.focus_distance_m", focus))
    assert report.warnings == ("frames 41 to 60: the focal target is out of focus",)


def test_a_focus_that_stays_while_its_subject_goes_away_is_named():
    from dataclasses import replace as with_

    script = read_script("interview_three_point")
    subject = with_(script.subject, motion="walk", speed_m_s=0.3, heading_deg=180.0)
    going = with_(script, subject=subject, lens=with_(script.lens, focus="fixed", focus_m=3.6))
    (line,) = report_on(bake(going)).warnings
    assert line.endswith("240: the focal target is out of focus")


def test_a_rack_may_leave_its_subject_and_is_named_where_it_comes_back(take):
    focus = np.asarray(take.channel("camera.focus_distance_m").values).copy()
    focus[100:] = np.linspace(focus[100], 30.0, len(focus) - 100)
    assert report_on(with_channel(take, "camera.focus_distance_m", focus)).warnings == ()
    focus[40:60] *= 1.5
    report = report_on(with_channel(take, "camera.focus_distance_m", focus))
    assert report.warnings == ("frames 41 to 60: the focal target is out of focus",)


def test_a_lamp_under_the_floor_is_named(take):
    place = np.asarray(take.channel("light.key.translate_m").values).reshape(-1, 3).copy()
    place[3:5, 2] = -0.4
    report = report_on(with_channel(take, "light.key.translate_m", place))
    assert report.warnings == ("frames 4 to 5: light.key stands 0.4 m under the floor",)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ([0, 1, 0], "frame 1002"),
        ([1, 1, 0, 1], "frames 1001 to 1002, 1004"),
        ([1, 0] * 5, "frames 1001, 1003, 1005 and 2 more stretches"),
    ],
)
def test_frames_are_told_in_stretches(wrong, said):
    assert stretches(np.array(wrong, dtype=bool), 1001) == said


@pytest.mark.parametrize("name", sorted(scenario_texts()))
def test_no_scenario_has_a_fault_in_its_picture(name):
    assert report_on(bake(read_script(name))).warnings == ()
