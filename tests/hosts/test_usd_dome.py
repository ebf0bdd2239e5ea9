"""Nine harmonics as a dome light in USD: valid, and turned so that the stage's axes are met."""

import numpy as np
import pytest

pytest.importorskip("pxr", reason="needs usd-core")

from pxr import Gf, Usd, UsdGeom, UsdLux

from scene_stager.hosts.usd import dome_text

ROWS = [[float(3 * row + colour) for colour in range(3)] for row in range(9)]


@pytest.fixture
def stage(tmp_path):
    (tmp_path / "a.usda").write_text(dome_text("city", ROWS, "city.exr"), encoding="utf-8")
    return Usd.Stage.Open(str(tmp_path / "a.usda"))


def test_the_numbers_and_the_picture_are_there(stage):
    dome = UsdLux.DomeLight(stage.GetPrimAtPath("/Shot/lights/city"))
    assert dome.GetTextureFileAttr().Get().path == "./city.exr"
    assert dome.GetTextureFormatAttr().Get() == "latlong"
    found = dome.GetPrim().GetAttribute("sceneStager:sh").Get()
    np.testing.assert_array_equal(np.array(found), ROWS)
    assert UsdGeom.GetStageUpAxis(stage) == "Z"


def test_the_dome_is_turned_so_that_its_pole_is_up_and_its_middle_is_x(stage):
    # A dome's pole is its own +y, the middle of its picture its +z, a quarter to the left its +x.
    dome = UsdGeom.Xformable(stage.GetPrimAtPath("/Shot/lights/city"))
    turn = dome.ComputeLocalToWorldTransform(Usd.TimeCode.Default())
    assert turn.TransformDir(Gf.Vec3d(0, 1, 0)) == Gf.Vec3d(0, 0, 1)
    assert turn.TransformDir(Gf.Vec3d(0, 0, 1)) == Gf.Vec3d(1, 0, 0)
    assert turn.TransformDir(Gf.Vec3d(1, 0, 0)) == Gf.Vec3d(0, 1, 0)


def test_a_strange_name_is_no_harm():
    assert 'DomeLight "_2_skies"' in dome_text("2 skies", ROWS, "a.exr")
