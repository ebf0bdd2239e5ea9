"""Eight scenarios about actors of three heights that walk at three paces: every frame of all 72."""

from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np
import pytest

from scene_stager.front_door import bake, read_script
from scene_stager.maths.optics.focus import far_limit_m, near_limit_m
from scene_stager.preview.bake_report import Look
from scene_stager.preview.numbers import values
from scene_stager.script.composition import picture_mm
from scene_stager.script.give_way import followed
from scene_stager.script.overrides import Overrides, overridden
from scene_stager.script.read import scenarios
from scene_stager.script.validate import check
from scene_stager.script.way import path_rows

PLACE_M, FACING_DEG = (10.0, 5.0, 3.0), 70.0
NEAR = 0.03  # of the picture
BLUR_MM = 0.025  # on 35 mm film, as textbooks have it
# What a rig's own unrest adds: a drone's sway is as large about a small set, and hands shake.
UNREST = {"handheld": 0.155, "drone": 0.035}


@dataclass(frozen=True)
class Shot:
    """A script about an actor that walks, and what came of it."""

    name: str
    height_m: float
    pace_m_s: float

    def script(self):
        script = read_script(self.name)
        times_s = np.arange(script.frame_count) * script.fps[1] / script.fps[0]
        ahead = np.array([sin(radians(FACING_DEG)), -cos(radians(FACING_DEG)), 0.0])
        places_m = np.array(PLACE_M) + times_s[:, None] * self.pace_m_s * ahead
        path = path_rows(times_s, places_m)
        asked = Overrides(path=path, facing_deg=FACING_DEG, height_m=self.height_m)
        found = followed(overridden(script, asked), {})
        assert not found.problem
        return found.script


SHOTS = [
    Shot(name, height, pace)
    for name in sorted(scenarios())
    for height in (0.6, 1.75, 6.0)
    for pace in (0.4, 1.4, 3.0)
]


def test_there_are_seventy_two():
    assert len(SHOTS) == 72


@pytest.mark.parametrize("shot", SHOTS, ids=lambda s: f"{s.name}-{s.height_m:g}-{s.pace_m_s:g}")
def test_the_eyes_are_where_they_are_asked_and_in_focus_on_every_frame(shot):
    script = shot.script()
    take = bake(script)
    look = Look.of(take)
    right_mm, up_mm = picture_mm(script, check(script).framed_distance_m)
    asked = np.array([right_mm, up_mm]) / script.lens.sensor_mm
    off, shaken = look.intended_xy - asked, look.actual_xy - look.intended_xy
    looks_away = script.rig.tilt_deg or script.rig.pan_deg
    if looks_away:  # at one end of the move; at the other the head is where it was asked to be
        off = off[-1:] if np.abs(off[-1]).max() < np.abs(off[0]).max() else off[:1]
    assert np.abs(off).max() < NEAR
    assert np.abs(shaken).max() < UNREST.get(script.rig.rig, NEAR / 2.0)
    assert_sharp(take, look.depth_m)


def assert_sharp(take, depth_m):
    focus_m = values(take, "camera.focus_distance_m")[:, 0]
    focal_mm = values(take, "camera.focal_length_mm")[:, 0]
    f_number = values(take, "camera.f_number")[:, 0]
    assert (near_limit_m(focus_m, focal_mm, f_number, BLUR_MM) <= depth_m).all()
    assert (depth_m <= far_limit_m(focus_m, focal_mm, f_number, BLUR_MM)).all()
