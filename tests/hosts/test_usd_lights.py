"""The lights in USD: what arrives at the target, summed over each lamp's surface as UsdLux says."""

import math
from dataclasses import replace

import numpy as np
import pytest
from pxr import Gf, Usd, UsdGeom, UsdLux

from scene_stager.front_door import bake
from scene_stager.moks.entities import LIGHTS, DomeFacts, LampFacts
from scene_stager.script.read import read_script
from tests.facts import entity, lamp
from tests.hosts.usd_check import findings
from tests.hosts.usd_takes import SCENARIOS, baked, opened, take_of

CENT = 0.01  # of a stop: what the whole product promises at the target

# Nodes and weights over [-1, 1], for sums over a lamp's surface.
NODES, WEIGHTS = np.polynomial.legendre.leggauss(24)


def level(light, frame):
    """Luminance or illuminance of a UsdLux light before its size: intensity and exposure."""
    api = UsdLux.LightAPI(light)
    return api.GetIntensityAttr().Get(frame) * 2.0 ** api.GetExposureAttr().Get(frame)


def patches(light):
    """Points, outward normals and areas of a lamp's surface in its own space."""
    if light.IsA(UsdLux.RectLight):
        rect = UsdLux.RectLight(light)
        width, height = rect.GetWidthAttr().Get(), rect.GetHeightAttr().Get()
        for a, wa in zip(NODES, WEIGHTS, strict=True):
            for b, wb in zip(NODES, WEIGHTS, strict=True):
                area = wa * wb * width * height / 4
                yield Gf.Vec3d(a * width / 2, b * height / 2, 0), Gf.Vec3d(0, 0, -1), area
    elif light.IsA(UsdLux.DiskLight):
        radius = UsdLux.DiskLight(light).GetRadiusAttr().Get()
        for a, wa in zip(NODES, WEIGHTS, strict=True):
            out = radius * (1 + a) / 2
            for turn in np.arange(48) * (2 * math.pi / 48):
                area = wa * radius / 2 * out * (2 * math.pi / 48)
                yield (
                    Gf.Vec3d(out * math.cos(turn), out * math.sin(turn), 0),
                    Gf.Vec3d(0, 0, -1),
                    area,
                )
    else:
        radius = UsdLux.SphereLight(light).GetRadiusAttr().Get()
        for up, w in zip(NODES, WEIGHTS, strict=True):
            out = math.sqrt(1 - up * up)
            for turn in np.arange(48) * (2 * math.pi / 48):
                way = Gf.Vec3d(out * math.cos(turn), out * math.sin(turn), up)
                yield way * radius, way, w * radius * radius * (2 * math.pi / 48)


def lamp_lx(light, target, frame):
    """Illuminance at the target on a plane that faces the lamp; UsdLux's own definitions only."""
    world = UsdGeom.Xformable(light).ComputeLocalToWorldTransform(frame)
    scale = world.TransformDir(Gf.Vec3d(1, 0, 0)).GetLength()
    place = world.ExtractTranslation()
    facing = (place - target).GetNormalized()
    total = 0.0
    for point, normal, area in patches(light):
        toward = target - world.Transform(point)
        square = toward.GetLength() ** 2
        toward = toward.GetNormalized()
        leaves = max(world.TransformDir(normal).GetNormalized() * toward, 0.0)
        arrives = max(-(toward * facing), 0.0)
        total += leaves * arrives / square * area * scale * scale
    assert not UsdLux.LightAPI(light).GetNormalizeAttr().Get()
    return level(light, frame) * total


def arriving_lx(stage, light, frame):
    if light.IsA(UsdLux.DistantLight):
        assert UsdLux.LightAPI(light).GetNormalizeAttr().Get()
        return level(light, frame)
    target = UsdGeom.Xformable(stage.GetPrimAtPath("/Shot/target"))
    place = target.ComputeLocalToWorldTransform(frame).ExtractTranslation()
    return lamp_lx(light, place, frame)


def lamps(stage):
    lights = stage.GetPrimAtPath("/Shot/lights").GetChildren()
    return [light for light in lights if not light.IsA(UsdLux.DomeLight)]


def stops_off(found_lx, wanted_lx):
    return abs(math.log2(found_lx / wanted_lx))


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_tied_lamp_gives_at_the_target_what_the_take_says(name, tmp_path):
    take = baked(name)
    stage = opened(take, tmp_path)
    # What stays on the set or rides on the rig is met at an angle, which a card facing it is not.
    parted = ("world", "rig")
    tied = [p for p in lamps(stage) if p.GetAttribute("sceneStager:frame").Get() not in parted]
    for light in tied:
        for frame in (take.frames[0], take.frames[-1]):
            wanted_lx = take.at(f"light.{light.GetName()}.illuminance_lx", frame)[0]
            assert stops_off(arriving_lx(stage, light, frame), wanted_lx) < CENT


def test_the_scenarios_have_lamps_of_every_shape():
    facts = [e.facts for name in SCENARIOS for e in baked(name).entities if e.kind == "light"]
    assert {one.shape for one in facts} == {"sphere", "rect", "disk", "distant", "dome", "sky"}


@pytest.fixture(scope="module")
def passed_by():
    """A walk past a lamp that stays where it is: the hold has work to do."""
    script = read_script("walk_and_talk_verite")
    return bake(replace(script, lighting=replace(script.lighting, frame="world", hold=True)))


def test_a_hold_is_in_the_exposure_and_nowhere_else(passed_by, tmp_path):
    stage = opened(passed_by, tmp_path)
    key = stage.GetPrimAtPath("/Shot/lights/key")
    api = UsdLux.LightAPI(key)
    held = [row[0] for row in passed_by.channel("light.key.hold_stops").rows()]
    assert max(held) - min(held) > 0.5
    found = [api.GetExposureAttr().Get(frame) for frame in passed_by.frames]
    assert found == pytest.approx(held, abs=1e-6)
    assert api.GetIntensityAttr().GetNumTimeSamples() == 0  # what was authored does not move
    given = [level(key, frame) for frame in passed_by.frames]
    wanted = [row[0] for row in passed_by.channel("light.key.intensity_cd").rows()]
    area_m2 = passed_by.facts(LampFacts, "light.key").width_m ** 2  # it is a square
    assert np.array(given) * area_m2 == pytest.approx(wanted, rel=1e-6)


def test_flicker_is_in_the_intensity_and_not_in_the_hold(tmp_path):
    take = baked("walk_and_talk_verite")
    stage = opened(take, tmp_path)
    api = UsdLux.LightAPI(stage.GetPrimAtPath("/Shot/lights/practical_1"))
    flicker = [row[0] for row in take.channel("light.practical_1.flicker_stops").rows()]
    assert max(flicker) - min(flicker) > 0.01
    levels = np.array([api.GetIntensityAttr().Get(frame) for frame in take.frames])
    assert np.log2(levels / levels[0]) == pytest.approx(np.array(flicker) - flicker[0], abs=1e-5)
    assert api.GetExposureAttr().GetNumTimeSamples() == 0


def one_lamp(tmp_path, shape, **other):
    channels = {
        "target.translate_m": (0, 0, 1),
        "light.key.translate_m": (0, 0, 4),  # three metres straight above, turned to shine down
        "light.key.rotate_wxyz": (1, 0, 0, 0),
        "light.key.intensity_cd": 900.0,
        "light.key.illuminance_lx": 100.0,
        "light.key.hold_stops": 0.0,
        "light.key.color_temperature_k": [3200.0, 4300.0],
    }
    known = [lamp("light.key", shape, **other), entity("target")]
    stage = opened(take_of(channels, known), tmp_path)
    return stage, stage.GetPrimAtPath("/Shot/lights/key")


@pytest.mark.parametrize("shape", ["sphere", "disk", "rect"])
def test_nine_hundred_candela_three_metres_away_are_a_hundred_lux(shape, tmp_path):
    stage, light = one_lamp(tmp_path, shape, width_m=0.02)  # small: the inverse square itself
    # The sum over a ball's patches is a little rough where they turn away.
    assert arriving_lx(stage, light, 1) == pytest.approx(100.0, rel=2e-3)


def test_a_lamp_that_looks_away_gives_nothing(tmp_path):
    _stage, light = one_lamp(tmp_path, "disk", width_m=0.5)
    above = Gf.Vec3d(0, 0, 700)
    assert lamp_lx(light, above, 1) == 0.0


def test_a_distant_light_is_a_hundred_lux_across_its_beam(tmp_path):
    _stage, light = one_lamp(tmp_path, "distant", softness_deg=0.53)
    assert level(light, 1) == pytest.approx(100.0, rel=1e-7)
    assert UsdLux.DistantLight(light).GetAngleAttr().Get() == pytest.approx(0.53)
    assert UsdLux.LightAPI(light).GetNormalizeAttr().Get()


@pytest.mark.parametrize(
    ("shape", "attribute", "size"),
    [
        ("disk", "inputs:radius", 25.0),
        ("rect", "inputs:width", 50.0),
        ("rect", "inputs:height", 50.0),
    ],
)
def test_sizes_are_in_centimetres(shape, attribute, size, tmp_path):
    _stage, light = one_lamp(tmp_path, shape, width_m=0.5)
    assert light.GetAttribute(attribute).Get() == size
    scale = Gf.Transform(UsdGeom.Xformable(light).ComputeLocalToWorldTransform(1)).GetScale()
    assert scale == pytest.approx((1, 1, 1))


def test_a_ball_is_in_metres_under_a_scale_of_a_hundred(tmp_path):
    _stage, light = one_lamp(tmp_path, "sphere", width_m=0.5)
    radius = light.GetAttribute("inputs:radius").Get()
    scale = Gf.Transform(UsdGeom.Xformable(light).ComputeLocalToWorldTransform(1)).GetScale()
    assert (radius, radius * scale[0]) == (0.25, 25.0)


def test_colour_temperature_is_on_and_moves(tmp_path):
    _stage, light = one_lamp(tmp_path, "disk", width_m=0.5)
    api = UsdLux.LightAPI(light)
    assert api.GetEnableColorTemperatureAttr().Get()
    assert [api.GetColorTemperatureAttr().Get(frame) for frame in (1, 2)] == [3200.0, 4300.0]


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_dome_is_the_mean_of_its_harmonics(name, tmp_path):
    take = baked(name)
    stage = opened(take, tmp_path)
    dome = stage.GetPrimAtPath("/Shot/lights/ambient")
    harmonics = np.array(take.facts(DomeFacts, "light.ambient").sh_nit)
    told = np.array(dome.GetAttribute("sceneStager:sh_nit").Get())
    assert np.array_equal(told, harmonics)
    # The mean over all directions, by sampling the harmonics there and not by theory.
    up = NODES[:, None]
    mean = (
        0.28209479177 * harmonics[0]
        + np.sum(WEIGHTS[:, None] * (0.4886025119 * up * harmonics[2]), axis=0) / 2
    )
    assert UsdLux.LightAPI(dome).GetColorAttr().Get() == (1, 1, 1)  # the picture has the colours
    assert level(dome, 1) == pytest.approx(mean @ np.array([0.2126, 0.7152, 0.0722]), rel=1e-4)
    arrives_lx = math.pi * level(dome, 1)
    assert arrives_lx == pytest.approx(take.at("light.ambient.illuminance_lx", 1)[0], rel=1e-4)
    assert not UsdLux.LightAPI(dome).GetEnableColorTemperatureAttr().Get()  # or it would tint twice


def test_a_dome_whose_harmonics_are_dark_is_white_with_a_temperature(tmp_path):
    _stage, dome = one_lamp(tmp_path, "dome", sh_nit=((0.0,) * 3,) * 9)
    api = UsdLux.LightAPI(dome)
    assert level(dome, 1) == pytest.approx(100.0 / math.pi, rel=1e-6)
    assert api.GetColorAttr().Get() == (1, 1, 1)
    assert api.GetEnableColorTemperatureAttr().Get()


def test_a_dome_of_harmonics_alone_is_as_bright_as_they_are(tmp_path):
    # A sky of one nit all round, white: only the constant harmonic, sqrt(4 pi).
    sky = [[math.sqrt(4 * math.pi)] * 3] + [[0.0] * 3] * 8
    take = take_of({}, [lamp("light.sky", "dome", sh_nit=sky)])
    stage = opened(take, tmp_path)
    dome = stage.GetPrimAtPath("/Shot/lights/sky")
    assert level(dome, 1) == pytest.approx(1.0, rel=1e-6)
    assert UsdLux.LightAPI(dome).GetColorAttr().Get() == pytest.approx((1, 1, 1), rel=1e-6)


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_light_is_tied_to_the_focal_target(name, tmp_path):
    stage = opened(baked(name), tmp_path)
    lights = stage.GetPrimAtPath("/Shot/lights").GetChildren()
    assert lights
    for light in lights:
        tie = light.GetRelationship("sceneStager:target")
        assert tie.GetTargets() == ["/Shot/target"]


@pytest.mark.parametrize("shape", LIGHTS)
def test_a_light_of_any_shape_is_valid_and_so_is_one_without_a_size(shape, tmp_path):
    size = {} if shape in ("dome", "sky") else {"width_m": 0.0}
    stage, light = one_lamp(tmp_path, shape, **size)
    assert light.HasAPI(UsdLux.LightAPI)
    assert findings(tmp_path / "shot.usda") == []
    bounds = UsdGeom.BBoxCache(Usd.TimeCode(1), [UsdGeom.Tokens.default_])
    bounds.ComputeWorldBound(stage.GetPseudoRoot())
