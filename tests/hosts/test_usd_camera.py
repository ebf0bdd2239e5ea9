"""The camera in USD, read by usd-core's own camera mathematics and not by ours."""

import math

import numpy as np
import pytest
from pxr import Gf, UsdGeom

from tests.facts import entity
from tests.hosts.usd_takes import LEVEL, SCENARIOS, baked, camera_take, opened


def seen(stage, frame):
    """The camera as usd-core has it at a frame: a GfCamera in the world."""
    return UsdGeom.Camera(stage.GetPrimAtPath("/Shot/camera/lens")).GetCamera(frame)


def looking(camera):
    """Right, up, backward and place of a GfCamera, whose vectors are rows."""
    return [tuple(camera.transform.GetRow3(row)) for row in range(4)]


def wxyz_from_euler(x_deg, y_deg, z_deg):
    """Turned about x, then y, then z, by multiplying quaternions out longhand."""
    turned = (1.0, 0.0, 0.0, 0.0)
    for axis, angle_deg in enumerate((x_deg, y_deg, z_deg)):
        half = math.radians(angle_deg) / 2
        one = [math.cos(half), 0.0, 0.0, 0.0]
        one[1 + axis] = math.sin(half)
        (a, b, c, d), (e, f, g, h) = one, turned
        turned = (
            a * e - b * f - c * g - d * h,
            a * f + b * e + c * h - d * g,
            a * g - b * h + c * e + d * f,
            a * h + b * g - c * f + d * e,
        )
    return turned


def test_a_camera_five_metres_in_front_at_eye_height(tmp_path):
    # By hand: at (0, -5, 1.7) m it looks along +y with +x to its right and +z up.
    camera = seen(opened(camera_take((0, -5, 1.7), LEVEL), tmp_path), 1)
    right, up, back, place = looking(camera)
    assert right == pytest.approx((1, 0, 0), abs=1e-12)
    assert up == pytest.approx((0, 0, 1), abs=1e-12)
    assert back == pytest.approx((0, -1, 0), abs=1e-12)
    assert place == (0, -500, 170)  # centimetres, to the digit


def test_what_stands_to_the_right_and_above_is_seen_there(tmp_path):
    camera = seen(opened(camera_take((0, -5, 1.7), LEVEL), tmp_path), 1)
    frustum = camera.frustum
    picture = frustum.ComputeViewMatrix() * frustum.ComputeProjectionMatrix()
    across, upward, _ = picture.Transform(Gf.Vec3d(100, 0, 220))  # 1 m right, 0.5 m up, 5 m away
    # 35 mm on 36 x 20.25 mm: half the picture is 18/35 and 10.125/35 of the distance.
    assert across == pytest.approx((1 / 5) / (18 / 35), rel=1e-6)
    assert upward == pytest.approx((0.5 / 5) / (10.125 / 35), rel=1e-6)


def test_a_lens_that_is_moved_shows_more_of_that_side(tmp_path):
    shifts = {"camera.shift_x_mm": [3.6, 3.6], "camera.shift_y_mm": [0.0, -2.025]}
    take = camera_take([(0, -5, 1.7)] * 2, [LEVEL] * 2, channels=shifts)
    stage = opened(take, tmp_path)
    for frame, up in ((1, 0.0), (2, -0.2)):  # of 36 x 20.25 mm: a tenth, in halves of the picture
        frustum = seen(stage, frame).frustum
        picture = frustum.ComputeViewMatrix() * frustum.ComputeProjectionMatrix()
        across, upward, _ = picture.Transform(Gf.Vec3d(100, 0, 220))
        assert across == pytest.approx((1 / 5) / (18 / 35) - 0.2, rel=1e-6)
        assert upward == pytest.approx((0.5 / 5) / (10.125 / 35) - up, rel=1e-6)


@pytest.mark.parametrize(
    ("place_m", "euler_deg", "toward"),
    [
        ((0, -5, 1.7), (90, 0, 0), (0, 1, 0)),
        ((5, 0, 1.7), (90, 0, 90), (-1, 0, 0)),
        ((0, -4, 4), (45, 0, 0), (0, 0.5**0.5, -(0.5**0.5))),
        ((3, -4, 2), (68.19859051, 0, 36.86989765), (-3 / 29**0.5, 4 / 29**0.5, -2 / 29**0.5)),
    ],
)
def test_the_worked_examples_of_every_host(place_m, euler_deg, toward, tmp_path):
    camera = seen(opened(camera_take(place_m, wxyz_from_euler(*euler_deg)), tmp_path), 1)
    _, _, back, place = looking(camera)
    assert place == pytest.approx([100 * x for x in place_m], abs=1e-7)
    assert back == pytest.approx([-x for x in toward], abs=1e-8)


def test_a_camera_rolled_ten_degrees_leans_to_its_right(tmp_path):
    # Rolled clockwise as seen from behind: its up leans toward +x.
    camera = seen(opened(camera_take((0, -5, 1.7), wxyz_from_euler(90, 10, 0)), tmp_path), 1)
    up = looking(camera)[1]
    assert up == pytest.approx(
        (math.sin(math.radians(10)), 0, math.cos(math.radians(10))), abs=1e-9
    )


def test_transforms_are_the_plain_operations_that_every_program_knows(tmp_path):
    stage = opened(camera_take((0, -5, 1.7), LEVEL), tmp_path)
    operations = UsdGeom.Xformable(stage.GetPrimAtPath("/Shot/camera")).GetOrderedXformOps()
    names = [(op.GetOpName(), op.GetPrecision()) for op in operations]
    double = UsdGeom.XformOp.PrecisionDouble
    assert names == [("xformOp:translate", double), ("xformOp:orient", double)]


def test_the_lens_is_in_millimetres_for_strict_and_for_naive_readers(tmp_path):
    stage = opened(camera_take((0, -5, 1.7), LEVEL), tmp_path)
    camera = seen(stage, 1)
    assert camera.GetFieldOfView(Gf.Camera.FOVHorizontal) == pytest.approx(54.4322, abs=1e-4)
    naive = UsdGeom.Camera(stage.GetPrimAtPath("/Shot/camera/lens"))
    assert naive.GetFocalLengthAttr().Get() == 35.0
    assert naive.GetHorizontalApertureAttr().Get() == 36.0
    assert naive.GetVerticalApertureAttr().Get() == 20.25
    strict_m = 35.0 / 10 * UsdGeom.GetStageMetersPerUnit(stage)  # tenths of a scene unit
    assert strict_m == pytest.approx(0.035)


def test_focus_stop_shutter_and_clipping(tmp_path):
    channels = {
        "camera.focus_distance_m": [3.0, 2.5],
        "camera.f_number": 2.8,
        "camera.shutter_deg": [180.0, 90.0],
    }
    stage = opened(camera_take((0, -5, 1.7), LEVEL, channels=channels), tmp_path)
    camera = UsdGeom.Camera(stage.GetPrimAtPath("/Shot/camera/lens"))
    assert [camera.GetFocusDistanceAttr().Get(frame) for frame in (1, 2)] == [300.0, 250.0]
    assert camera.GetFStopAttr().Get() == pytest.approx(2.8)
    assert camera.GetClippingRangeAttr().Get() == (10.0, 50000.0)
    # Open round the frame: 180 degrees is half a frame, a quarter to each side.
    opens, closes = camera.GetShutterOpenAttr(), camera.GetShutterCloseAttr()
    assert [(opens.Get(f), closes.Get(f)) for f in (1, 2)] == [(-0.25, 0.25), (-0.125, 0.125)]


def exposure_scale(tmp_path, film, **channels):
    told = {
        "camera.f_number": 2.8,
        "camera.shutter_deg": 180.0,
        "camera.exposure_index": 500.0,
        "camera.exposure_stops": 0.0,
        **{f"camera.{name}": value for name, value in channels.items()},
    }
    more = {"channels": told, "entities": [entity("film", **film)]}
    stage = opened(camera_take((0, 0, 0), LEVEL, **more), tmp_path)
    return UsdGeom.Camera(stage.GetPrimAtPath("/Shot/camera/lens")).ComputeLinearExposureScale(1)


def test_a_white_card_in_the_light_that_the_film_asks_for_comes_out_at_one(tmp_path):
    # Kodak's table for EI 500 at 24 fps and 170 degrees: f/2.8 wants 20 foot-candles (215.3 lx).
    scale = exposure_scale(tmp_path, {}, shutter_deg=170.0)
    assert 215.3 / math.pi * scale == pytest.approx(1.0, rel=0.02)


@pytest.mark.parametrize(
    ("film", "stops"),
    [
        ({"nd_stops": 3.0}, -3.0),
        ({"push_stops": 1.0}, 1.0),
        ({"exposure": "bracket"}, 0.5),
        ({"exposure": "locked"}, 0.0),
    ],
)
def test_filters_push_and_the_wedge_are_in_the_exposure(film, stops, tmp_path):
    # exposure_stops says how far off the picture is; only a wedge is the camera's own doing.
    plain = exposure_scale(tmp_path, {})
    changed = exposure_scale(tmp_path, film, exposure_stops=0.5)
    assert math.log2(changed / plain) == pytest.approx(stops, abs=1e-6)


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_frame_is_where_the_take_has_it(name, tmp_path):
    take = baked(name)
    stage = opened(take, tmp_path)
    rows = {c.quantity: list(c.rows()) for c in take.channels_of("camera")}
    for index, frame in enumerate(take.frames):
        camera = seen(stage, frame)
        axes = np.array(looking(camera))
        assert np.abs(axes[3] / 100 - rows["translate_m"][index]).max() < 1e-9
        w, x, y, z = rows["rotate_wxyz"][index]
        back = (2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y))
        up = (2 * (x * y - w * z), 1 - 2 * (x * x + z * z), 2 * (y * z + w * x))
        assert np.abs(axes[2] - back).max() < 1e-7
        assert np.abs(axes[1] - up).max() < 1e-7
        assert camera.focalLength == pytest.approx(rows["focal_length_mm"][index][0], rel=1e-7)
        assert camera.focusDistance == pytest.approx(
            100 * rows["focus_distance_m"][index][0], rel=1e-7
        )
        assert camera.fStop == pytest.approx(rows["f_number"][index][0], rel=1e-7)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_reader_that_asks_for_no_time_gets_the_first_frame(name, tmp_path):
    take = baked(name)
    stage = opened(take, tmp_path)
    attributes = [
        a for prim in stage.Traverse() for a in prim.GetAttributes() if a.HasAuthoredValue()
    ]
    assert len(attributes) > 100
    odd = [str(a.GetPath()) for a in attributes if a.Get() != a.Get(take.start_frame)]
    assert odd == []


def test_the_target_stands_where_the_lens_is_held(tmp_path):
    take = baked("hero_dolly_push_in")
    stage = opened(take, tmp_path)
    target = UsdGeom.Xformable(stage.GetPrimAtPath("/Shot/target"))
    for frame in (1, 120, 240):
        place = target.ComputeLocalToWorldTransform(frame).ExtractTranslation()
        assert place == pytest.approx([100 * x for x in take.at("target.translate_m", frame)])
    tied = stage.GetPrimAtPath("/Shot/camera").GetRelationship("sceneStager:target")
    assert tied.GetTargets() == ["/Shot/target"]
