"""What the lenses of the scenarios see: a lamp that is in the picture, a subject that is not yet.

The pinhole is worked out here anew, from a quaternion's own definition.
"""

from dataclasses import replace

import numpy as np
import pytest

from scene_stager.compiler import compile_script, emit_moks_plan
from scene_stager.moks.executor import execute
from scene_stager.script.read import read_script
from scene_stager.script.validate import validate

SUPER35_MM = (24.89, 14.0)
# By whose lamp it is lit, says the logline.
LAMPS_SEEN = ("hero_dolly_push_in", "interview_three_point")


def bake(script):
    return execute(emit_moks_plan(compile_script(script))).take


def values(take, name):
    channel = take.channel(name)
    return np.asarray(channel.values).reshape(-1, channel.width)


def turned_back(wxyz, ways):
    """Ways of the stage as the camera has them: q* v q, written out."""
    w, axis = wxyz[:, :1], -wxyz[:, 1:]
    across = 2.0 * np.cross(axis, ways)
    return ways + w * across + np.cross(axis, across)


def seen_from(take, thing):
    """Right and up in the picture, as shares of half its size, and metres ahead of the lens."""
    ways = values(take, f"{thing}.translate_m") - values(take, "camera.translate_m")
    right, up, back = turned_back(values(take, "camera.rotate_wxyz"), ways).T
    reach = values(take, "camera.focal_length_mm")[:, 0] / np.maximum(-back, 1e-9)
    return 2.0 * reach * right / SUPER35_MM[0], 2.0 * reach * up / SUPER35_MM[1], -back


def in_frame(take, thing):
    right, up, ahead_m = seen_from(take, thing)
    return (ahead_m > 0.0) & (np.abs(right) < 1.0) & (np.abs(up) < 1.0)


@pytest.mark.parametrize("name", LAMPS_SEEN)
def test_the_lamp_that_the_logline_speaks_of_is_in_the_picture_and_behind_the_subject(name):
    take = bake(read_script(name))
    assert in_frame(take, "light.practical_1").all()
    lamp, subject = (seen_from(take, one) for one in ("light.practical_1", "target"))
    assert (lamp[2] > subject[2] + 1.0).all()
    assert (np.abs(lamp[0] - subject[0]) > 0.2).all()  # beside the head, not behind it


def test_the_crane_hides_its_subject_first_and_ends_on_it():
    take = bake(read_script("crane_reveal"))
    seen = in_frame(take, "subject") & in_frame(take, "target")
    assert not seen[: len(seen) // 3].any()
    assert seen[-len(seen) // 3 :].all()
    hidden = ~in_frame(take, "target")
    assert (np.diff(hidden.astype(int)) != 0).sum() == 1  # it comes once and stays


def test_lamps_stand_where_they_are_put_and_as_far_off():
    script = read_script("interview_three_point")
    for azimuth_deg in (-90.0, 20.0, 150.0):
        light = replace(
            script.lighting,
            practical_azimuth_deg=azimuth_deg,
            practical_elevation_deg=0.0,
            practical_distance_m=2.0,
        )
        take = bake(replace(script, lighting=light))
        target, camera, lamp = (
            values(take, f"{one}.translate_m")[0]
            for one in ("target", "camera", "light.practical_1")
        )
        to_camera, to_lamp = camera - target, lamp - target
        assert np.linalg.norm(to_lamp) == pytest.approx(2.0)
        assert to_lamp[2] == pytest.approx(0.0, abs=1e-9)
        # Positive is to camera right: clockwise from above, looking from the camera's side.
        turn = np.arctan2(to_lamp[1], to_lamp[0]) - np.arctan2(to_camera[1], to_camera[0])
        assert np.degrees(turn) % 360.0 == pytest.approx(azimuth_deg % 360.0, abs=1e-3)


def test_a_place_for_lamps_that_there_are_not_is_a_mistake():
    script = read_script("interview_three_point")
    wrong = validate(replace(script, lighting=replace(script.lighting, practicals="none")))
    assert "lighting.practical_azimuth_deg" in [one.where for one in wrong]
