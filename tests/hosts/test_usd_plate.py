"""The still behind a shot: it fills the frame at every focal length, as bright as it should be."""

import numpy as np
import pytest
from pxr import Gf, Sdf, Usd, UsdGeom, UsdLux, UsdShade

from scene_stager.errors import InputError
from scene_stager.hosts.usd import plate_text, usd_text, write_usd
from scene_stager.pictures.write import encode_picture
from tests.hosts.usd_check import findings
from tests.hosts.usd_takes import LEVEL, baked, camera_take, take_of

ASPECT = 1.5
CARD = "/Shot/camera/plate"


def plated(take, folder):
    write_usd(take, folder / "shot.usda")
    (folder / "still.png").write_bytes(encode_picture(np.zeros((4, 6, 3), np.uint8)))
    text = plate_text(take, "shot.usda", "still.png", ASPECT)
    (folder / "shot.plate.usda").write_text(text, "utf-8")
    return Usd.Stage.Open(str(folder / "shot.plate.usda"))


def seen_at(stage, frame):
    """Where the corners of the card are in the picture, -1 to 1, by usd-core's own camera."""
    card = UsdGeom.Mesh(stage.GetPrimAtPath(CARD))
    to_world = card.ComputeLocalToWorldTransform(frame)
    lens = UsdGeom.Camera(stage.GetPrimAtPath("/Shot/camera/lens"))
    frustum = lens.GetCamera(frame).frustum
    project = frustum.ComputeViewMatrix() * frustum.ComputeProjectionMatrix()
    points = [to_world.Transform(Gf.Vec3d(point)) for point in card.GetPointsAttr().Get()]
    return np.array([project.Transform(point) for point in points])


@pytest.mark.parametrize("name", ["vertigo_dolly_zoom", "hero_dolly_push_in", "crane_reveal"])
def test_the_still_is_as_wide_as_the_frame_whatever_the_lens_does(name, tmp_path):
    take = baked(name)
    stage = plated(take, tmp_path)
    lens = UsdGeom.Camera(stage.GetPrimAtPath("/Shot/camera/lens"))
    gate = lens.GetHorizontalApertureAttr().Get() / lens.GetVerticalApertureAttr().Get()
    high = gate / ASPECT
    for frame in (take.frames[0], take.frames[len(take.frames) // 2], take.frames[-1]):
        corners = seen_at(stage, frame)
        wanted = [(-1, -high), (1, -high), (1, high), (-1, high)]
        assert corners[:, :2] == pytest.approx(np.array(wanted), abs=1e-4)
        assert (np.abs(corners[:, 2]) < 1.0).all()  # between the clipping planes


def test_with_a_moved_lens_it_moves_along(tmp_path):
    channels = {"camera.shift_x_mm": 5.0, "camera.shift_y_mm": -3.0}
    stage = plated(camera_take((0.0, -5.0, 1.7), LEVEL, channels=channels), tmp_path)
    assert seen_at(stage, 1)[:, 0] == pytest.approx([-1, 1, 1, -1], abs=1e-4)
    assert seen_at(stage, 1)[:, 1].sum() == pytest.approx(0.0, abs=1e-4)


def test_a_white_of_it_comes_out_white_at_the_exposure_of_the_shot(tmp_path):
    take = baked("hero_dolly_push_in")
    stage = plated(take, tmp_path)
    still = UsdShade.Shader(stage.GetPrimAtPath("/Shot/materials/plate/still"))
    scale = UsdGeom.Camera(stage.GetPrimAtPath("/Shot/camera/lens")).ComputeLinearExposureScale(
        take.start_frame
    )
    level = still.GetInput("scale").Get()
    assert [one * scale for one in level[:3]] == pytest.approx([1.0] * 3, rel=1e-5)


def test_it_is_valid_hides_the_floor_throws_no_shadow_and_leaves_the_shot_as_it_was(tmp_path):
    take = baked("hero_dolly_push_in")
    stage = plated(take, tmp_path)
    assert findings(tmp_path / "shot.plate.usda") == []
    ground = UsdGeom.Imageable(stage.GetPrimAtPath("/Shot/ground"))
    assert ground.ComputeVisibility() == "invisible"
    for light in stage.GetPrimAtPath("/Shot/lights").GetChildren():
        thrown = UsdLux.LightAPI(light).GetShadowLinkCollectionAPI().ComputeMembershipQuery()
        assert not thrown.IsPathIncluded(Sdf.Path(CARD))
        assert thrown.IsPathIncluded(Sdf.Path("/Shot/subject/stand_in"))
    assert (tmp_path / "shot.usda").read_text("utf-8") == usd_text(take)
    text = (tmp_path / "shot.plate.usda").read_text("utf-8")
    assert "@./still.png@" in text and str(tmp_path) not in text


def test_it_faces_the_camera_with_its_picture_upright():
    layer = Sdf.Layer.CreateAnonymous(".usda")
    take = camera_take((0.0, -5.0, 1.7), LEVEL)
    layer.ImportFromString(plate_text(take, "shot.usda", "a.png", ASPECT))
    points, where = (
        layer.GetAttributeAtPath(f"{CARD}.{name}").default for name in ("points", "primvars:st")
    )
    # The first row of a texture file is t = 1: up in the picture is up on the card.
    assert [(p[0] + 0.5, p[1] + 0.5) for p in points] == [tuple(one) for one in where]
    flat = np.array([tuple(point)[:2] for point in points])
    after = np.roll(flat, -1, axis=0)
    area = (flat[:, 0] * after[:, 1] - flat[:, 1] * after[:, 0]).sum() / 2.0
    assert area == pytest.approx(1.0)  # anticlockwise as the camera sees it


def test_a_shot_without_a_lens_is_refused():
    with pytest.raises(InputError, match="no camera with a lens"):
        plate_text(take_of({}), "shot.usda", "a.png", ASPECT)
