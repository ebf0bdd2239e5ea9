"""Where the focal target is held: in sight at every size, of every kind of subject."""

from dataclasses import replace

import numpy as np
import pytest

from scene_stager import bake
from scene_stager.maths.optics.framing import SHOT_SIZES, project
from scene_stager.script.field import rules_of
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.subject import Subject

KINDS = rules_of(Subject)["kind"].words()


def one_frame(kind: str, size: str) -> SceneScript:
    plain = SceneScript(name="one_frame", frame_count=1)
    return replace(
        plain,
        subject=replace(plain.subject, kind=kind),
        framing=replace(plain.framing, size=size),
        lens=replace(plain.lens, focal_length_mm=25.0, focus="fixed", focus_m=3.0),
        rig=replace(plain.rig, imperfection=0.0),
    )


def height_in_picture(script: SceneScript) -> float:
    """Picture heights from the middle to the focal target, up is positive."""
    take = bake(script)
    target, camera, turn = (
        np.array(take.channel(name).values)
        for name in ("target.translate_m", "camera.translate_m", "camera.rotate_wxyz")
    )
    _, y, _ = project(target, camera, turn)
    return float(y) * script.lens.focal_length_mm / script.lens.sensor_mm[1]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [size for size in SHOT_SIZES if size != "insert"])
def test_the_focal_target_is_in_the_picture_however_tight_the_shot(kind, size):
    assert abs(height_in_picture(one_frame(kind, size))) < 0.4


@pytest.mark.parametrize("kind", ["person", "vehicle"])
@pytest.mark.parametrize("size", ["extreme_close_up", "insert"])
def test_a_detail_has_the_focal_target_in_the_middle(kind, size):
    assert height_in_picture(one_frame(kind, size)) == pytest.approx(0.0, abs=1e-6)


def test_a_camera_that_stays_can_stay_for_a_single_frame():
    assert bake(SceneScript(name="still_frame", frame_count=1)).frame_count == 1
