"""Surroundings as a dome light in USD: valid, turned to the stage's axes, as bright as they are."""

import math
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

pytest.importorskip("pxr", reason="needs usd-core")

from pxr import Gf, Sdf, Usd, UsdGeom, UsdLux, UsdUtils

from scene_stager.errors import HostError
from scene_stager.hosts.usd import dome_text, take_from_usd, usd_text, write_usd
from scene_stager.moks.entities import DomeFacts
from tests.facts import lamp
from tests.hosts.skies import ROWS as SIDED
from tests.hosts.skies import radiance, real_harmonics
from tests.hosts.usd_check import findings
from tests.hosts.usd_takes import SCENARIOS, baked, take_of

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


# ---- the surroundings of a shot


def sided(ambient="light.ambient"):
    return take_of({}, [lamp(ambient, "dome", sh_nit=SIDED)])


def written(take, folder, name="shot.usda"):
    """The shot as usd-core opens it, and the one picture that lies beside it."""
    (picture,) = write_usd(take, folder / name)
    return Usd.Stage.Open(str(folder / name)), picture


def dome_on(stage):
    return UsdLux.DomeLight(stage.GetPrimAtPath("/Shot/lights/ambient"))


def light_of(stage, frame=1):
    """What a dome sends from each direction of the stage, by the letter of UsdLux: directions,
    light, and how much of the sphere each is."""
    dome = dome_on(stage)
    light = radiance(Path(dome.GetTextureFileAttr().Get().resolvedPath).read_bytes())
    height, width = light.shape[:2]
    # OpenEXR: the latitude falls from pi/2, the longitude from pi; (cos sin, sin, cos cos).
    up = (0.5 - (np.arange(height)[:, None] + 0.5) / height) * np.pi
    turn = (0.5 - (np.arange(width)[None, :] + 0.5) / width) * 2.0 * np.pi
    own = [np.cos(up) * np.sin(turn), np.sin(up) + 0.0 * turn, np.cos(up) * np.cos(turn)]
    to_stage = np.array(UsdGeom.Xformable(dome).ComputeLocalToWorldTransform(Usd.TimeCode(frame)))[
        :3, :3
    ]
    api = UsdLux.LightAPI(dome)
    strength = api.GetIntensityAttr().Get(frame) * 2.0 ** api.GetExposureAttr().Get(frame)
    share = np.repeat(np.cos(up) * (np.pi / height) * (2 * np.pi / width), width, axis=1)
    tinted = light * np.array(api.GetColorAttr().Get()) * strength
    return np.stack(own, axis=-1) @ to_stage, tinted, share


def test_light_from_a_side_comes_from_that_side_with_all_its_nine_rows(tmp_path):
    stage, _ = written(sided(), tmp_path)
    ways, light, share = light_of(stage)
    found = np.einsum("hwk,hwc,hw->kc", real_harmonics(ways), light, share)
    assert np.abs(found - SIDED).max() < 0.003 * SIDED[0][0]


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_sky_of_a_shot_is_the_one_that_its_take_tells_of(name, tmp_path):
    take = baked(name).slice_frames(*[baked(name).start_frame] * 2)
    stage, picture = written(take, tmp_path)
    assert picture.stem == sha256(picture.read_bytes()).hexdigest()
    ways, light, share = light_of(stage, take.start_frame)
    found = np.einsum("hwk,hwc,hw->kc", real_harmonics(ways), light, share)
    told = np.array(take.facts(DomeFacts, "light.ambient").sh_nit)
    # The light that arrives is a channel, and rounded; the picture has eight bits.
    assert np.abs(found - told).max() < 0.01 * np.abs(told).max()
    assert findings(tmp_path / "shot.usda") == []
    assert take_from_usd(tmp_path / "shot.usda") == take


def test_the_picture_never_leaves_the_folder_and_binary_has_the_same(tmp_path):
    for name in ("shot.usda", "shot.usdc"):
        stage, picture = written(sided(), tmp_path, name)
        assert dome_on(stage).GetTextureFileAttr().Get().path == f"./{picture.name}"
    assert len(list(tmp_path.iterdir())) == 3


def test_a_package_has_an_even_dome_since_no_hdr_may_be_in_one(tmp_path):
    assert write_usd(sided(), tmp_path / "shot.usdz") == []
    assert findings(tmp_path / "shot.usdz") == []
    with ZipFile(tmp_path / "shot.usdz") as archive:
        assert archive.namelist() == ["shot.usdc"]
    stage = Usd.Stage.Open(str(tmp_path / "shot.usdz"))
    dome = dome_on(stage)
    assert not dome.GetTextureFileAttr().HasAuthoredValue()
    assert not dome.GetPrim().HasAttribute("xformOp:transform")
    api = UsdLux.LightAPI(dome)
    emitted = np.array(api.GetColorAttr().Get()) * api.GetIntensityAttr().Get()
    # What arrives is as in the Take that it is like; the colour is of these rows.
    assert emitted / emitted[0] == pytest.approx(np.array(SIDED[0]) / SIDED[0][0], rel=1e-5)


def test_usds_own_checker_lets_no_hdr_into_a_package(tmp_path):
    write_usd(sided(), tmp_path / "shot.usdc")
    whole = Sdf.AssetPath(str(tmp_path / "shot.usdc"))
    assert UsdUtils.CreateNewUsdzPackage(whole, str(tmp_path / "packed.usdz"))
    assert any("unsupported extension 'hdr'" in one for one in findings(tmp_path / "packed.usdz"))


def test_even_surroundings_name_no_picture(tmp_path):
    even = [(math.sqrt(4 * math.pi),) * 3, *[(0.0,) * 3] * 8]
    take = take_of({}, [lamp("light.ambient", "dome", sh_nit=tuple(even))])
    assert write_usd(take, tmp_path / "shot.usda") == []
    assert "texture" not in usd_text(take)


def test_a_stage_whose_picture_cannot_be_written_is_not_written(tmp_path, monkeypatch):
    (name,) = (path.name for path in write_usd(sided(), tmp_path / "a.usda"))
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / name).mkdir()
    with pytest.raises(HostError, match=name):
        write_usd(sided(), tmp_path / "b" / "a.usda")
    assert not (tmp_path / "b" / "a.usda").exists()
