"""What USD's own render schema reads: which camera, how many pixels, and one picture of it."""

import pytest
from pxr import Gf, Usd, UsdGeom, UsdRender

from tests.hosts.usd_takes import LEVEL, SCENARIOS, baked, camera_take, opened, take_of


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_stage_names_its_settings_and_they_lead_to_the_lens_in_the_shape_of_its_gate(
    name, tmp_path
):
    stage = opened(baked(name).slice_frames(*[baked(name).start_frame] * 2), tmp_path)
    settings = UsdRender.Settings.GetStageRenderSettings(stage)
    (product,) = settings.GetProductsRel().GetForwardedTargets()
    picture = UsdRender.Product(stage.GetPrimAtPath(product))
    (variable,) = picture.GetOrderedVarsRel().GetForwardedTargets()
    assert UsdRender.Var(stage.GetPrimAtPath(variable)).GetSourceNameAttr().Get() == "Ci"
    for one in (settings, picture):
        (camera,) = one.GetCameraRel().GetForwardedTargets()
        lens = UsdGeom.Camera(stage.GetPrimAtPath(camera))
        gate = lens.GetHorizontalApertureAttr().Get() / lens.GetVerticalApertureAttr().Get()
        across, up = one.GetResolutionAttr().Get()
        assert across == 1920
        assert up % 2 == 0 and abs(up - across / gate) <= 1.0


def test_the_camera_is_under_a_null_that_does_all_of_the_moving(tmp_path):
    stage = opened(camera_take([(0.0, -5.0, 1.7), (1.0, -5.0, 1.7)], LEVEL), tmp_path)
    lens = stage.GetPrimAtPath("/Shot/camera/lens")
    assert (lens.GetTypeName(), lens.GetParent().GetTypeName()) == ("Camera", "Xform")
    assert UsdGeom.Xformable(lens).GetOrderedXformOps() == []
    assert UsdGeom.Xformable(lens.GetParent()).TransformMightBeTimeVarying()


def test_a_moved_lens_moves_the_window_of_usds_own_camera(tmp_path):
    channels = {"camera.shift_x_mm": 6.0, "camera.shift_y_mm": -3.0}
    stage = opened(camera_take((0.0, 0.0, 0.0), LEVEL, channels=channels), tmp_path)
    lens = UsdGeom.Camera(stage.GetPrimAtPath("/Shot/camera/lens"))
    window = lens.GetCamera(Usd.TimeCode(1)).frustum.window
    # Of the plane one in front of a 35 mm lens: a shift of 6 mm is 6/35 to the right.
    middle = (window.min + window.max) / 2.0
    assert Gf.IsClose(middle, Gf.Vec2d(6.0 / 35.0, -3.0 / 35.0), 1e-6)


def test_a_shot_without_a_camera_has_no_settings(tmp_path):
    stage = opened(take_of({}), tmp_path)
    assert not UsdRender.Settings.GetStageRenderSettings(stage)
