"""Curves of few keys over the shot, evaluated by USD's own splines and held against the Take."""

import math

import numpy as np
import pytest
from pxr import Usd, UsdGeom
from scipy.spatial.transform import Rotation

from scene_stager.errors import MissingPartError
from scene_stager.hosts.usd import splines_text, take_from_usd, write_usd
from tests.hosts.usd_check import findings
from tests.hosts.usd_takes import LEVEL, baked, camera_take

pytestmark = pytest.mark.skipif(
    not hasattr(Usd.Attribute, "SetSpline"), reason="needs usd-core 25.5 or later"
)

SMOOTH = ["crane_reveal", "hero_dolly_push_in", "tabletop_product_orbit", "vertigo_dolly_zoom"]
UNEASY = "walk_and_talk_verite"  # from the shoulder


def splined(take, folder):
    write_usd(take, folder / "shot.usda")
    (folder / "shot.splines.usda").write_text(splines_text(take, "shot.usda"), "utf-8")
    return Usd.Stage.Open(str(folder / "shot.splines.usda"))


def curves_of(stage):
    attributes = (one for prim in stage.Traverse() for one in prim.GetAttributes())
    return {str(one.GetPath()): one.GetSpline() for one in attributes if one.HasSpline()}


def apart_deg(a, b):
    half = min(np.linalg.norm(a - b), np.linalg.norm(a + b)) / 2.0
    return math.degrees(4.0 * math.asin(half))


@pytest.mark.parametrize("name", [*SMOOTH, UNEASY])
def test_usd_itself_finds_the_take_on_the_curves_at_every_frame(name, tmp_path):
    take = baked(name)
    stage = splined(take, tmp_path)
    carrier = UsdGeom.Xformable(stage.GetPrimAtPath("/Shot/camera"))
    lens = UsdGeom.Camera(stage.GetPrimAtPath("/Shot/camera/lens"))
    for frame in take.frames:
        there = carrier.ComputeLocalToWorldTransform(frame)
        off_m = np.array(there.ExtractTranslation()) / 100.0 - take.at("camera.translate_m", frame)
        turn = there.ExtractRotationQuat()
        found = np.array([turn.GetReal(), *turn.GetImaginary()])
        assert np.linalg.norm(off_m) < 3.5e-4
        assert apart_deg(found, np.array(take.at("camera.rotate_wxyz", frame))) < 0.02
        focal_mm, focus_cm = lens.GetFocalLengthAttr(), lens.GetFocusDistanceAttr()
        assert abs(focal_mm.Get(frame) - take.at("camera.focal_length_mm", frame)[0]) < 1.1e-3
        assert (
            abs(focus_cm.Get(frame) / 100.0 - take.at("camera.focus_distance_m", frame)[0]) < 3e-4
        )


@pytest.mark.parametrize("name", SMOOTH)
def test_a_smooth_move_has_a_tenth_as_many_keys_as_samples_or_fewer(name, tmp_path):
    take = baked(name)
    curves = curves_of(splined(take, tmp_path))
    keys = sum(len(curve.GetKnots()) for curve in curves.values())
    assert len(curves) >= 5
    assert keys <= 0.1 * len(curves) * take.frame_count
    assert all(not curve.HasRegressiveTangents() for curve in curves.values())


def test_the_samples_stay_beneath_and_the_take_comes_back_from_them(tmp_path):
    take = baked("crane_reveal")
    stage = splined(take, tmp_path)
    assert findings(tmp_path / "shot.splines.usda") == []
    assert take_from_usd(tmp_path / "shot.usda") == take
    top, beneath = stage.GetLayerStack(includeSessionLayers=False)
    assert [top.GetDisplayName(), beneath.GetDisplayName()] == ["shot.splines.usda", "shot.usda"]
    assert beneath.GetNumTimeSamplesForPath("/Shot/camera.xformOp:translate") == take.frame_count
    assert len(top.ExportToString()) < 0.1 * len(beneath.ExportToString())


def test_it_has_the_same_bytes_every_time(tmp_path):
    assert splines_text(baked("crane_reveal"), "a.usda") == splines_text(
        baked("crane_reveal"), "a.usda"
    )


def test_a_camera_that_stands_still_has_no_curves(tmp_path):
    stage = splined(camera_take((0.0, -5.0, 1.7), LEVEL), tmp_path)
    assert curves_of(stage) == {}
    there = UsdGeom.Xformable(stage.GetPrimAtPath("/Shot/camera")).ComputeLocalToWorldTransform(1)
    assert np.array(there.ExtractTranslation()) == pytest.approx((0.0, -500.0, 170.0))


def test_over_a_pole_the_turns_stay_samples(tmp_path):
    # A tumble that comes close to the poles of every order of three angles.
    steps = np.linspace(0.0, 9.0, 120)
    tumble = Rotation.from_euler("zyx", np.stack([steps, 1.7 * steps, 2.3 * steps], axis=-1))
    turns = [tuple(row) for row in np.roll(tumble.as_quat(), 1, axis=-1).tolist()]
    take = camera_take([(0.0, 0.0, float(one)) for one in range(120)], turns)
    stage = splined(take, tmp_path)
    assert not any("rotate" in path for path in curves_of(stage))
    carrier = UsdGeom.Xformable(stage.GetPrimAtPath("/Shot/camera"))
    for frame in take.frames:
        turn = carrier.ComputeLocalToWorldTransform(frame).ExtractRotationQuat()
        found = np.array([turn.GetReal(), *turn.GetImaginary()])
        assert apart_deg(found, np.array(take.at("camera.rotate_wxyz", frame))) < 0.02


def test_an_older_usd_is_told_of_in_one_line(monkeypatch):
    monkeypatch.delattr(Usd.Attribute, "SetSpline")
    with pytest.raises(MissingPartError, match=r"usd-core 25\.5"):
        splines_text(camera_take((0, 0, 0), LEVEL), "shot.usda")


def test_a_key_that_is_moved_moves_the_camera_and_leaves_the_shot_as_it_was(tmp_path):
    stage = splined(baked("crane_reveal"), tmp_path)
    before = (tmp_path / "shot.usda").read_bytes()
    moved = stage.GetPrimAtPath("/Shot/camera").GetAttribute("xformOp:translateZ")
    curve = moved.GetSpline()
    knot = curve.GetKnots()[1.0]
    knot.SetValue(knot.GetValue() + 100.0)
    curve.SetKnot(knot)
    moved.SetSpline(curve)
    stage.Save()
    take = baked("crane_reveal")
    assert moved.Get(1) == pytest.approx(100.0 * take.at("camera.translate_m", 1)[2] + 100.0)
    assert (tmp_path / "shot.usda").read_bytes() == before
