"""The air in real Blender: what scatters, what blows, what flickers, against the Take."""

import math
from dataclasses import replace
from functools import cache

import bpy
import numpy as np
import pytest
from blender_addon.bake import bake_take

from scene_stager.front_door import bake, read_script
from tests.blender import readback

pytestmark = pytest.mark.blender

NAME = "walk_and_talk_verite"
FRAMES = (1, 12, 25, 48)
WATT_CD = 683.0 / (4.0 * math.pi)  # a lamp that shines evenly all round


@cache
def stormy():
    """A night of candles in a storm: everything that the air can do, at once."""
    script = read_script(NAME)
    air = replace(script.atmosphere, weather="storm", phase=0.2, to_phase=0.9, flicker=True)
    light = replace(script.lighting, practicals="candle", practical_count=2)
    return bake(replace(script, atmosphere=air, lighting=light, seed=77, frame_count=48))


@pytest.fixture(scope="module", autouse=True)
def baked():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.context.scene.render.fps = 24
    bake_take(stormy())


def evaluated(thing):
    return thing.evaluated_get(bpy.context.evaluated_depsgraph_get())


def field(role):
    thing = bpy.data.objects[role.capitalize()]
    return evaluated(thing).field


@pytest.mark.parametrize("at", FRAMES)
def test_the_turbulence_is_the_weathers_share_of_the_wind_as_it_gusts(at):
    readback.set_time(at)
    wind_m_s = np.array(stormy().at("atmosphere.wind_m_s", at))
    blows_m_s = math.sqrt(wind_m_s @ wind_m_s) * (1.0 + stormy().at("atmosphere.gust", at)[0])
    assert field("wind").type == "WIND"
    assert field("wind").strength == pytest.approx(blows_m_s, rel=1e-5)
    assert field("turbulence").type == "TURBULENCE"
    assert field("turbulence").strength == pytest.approx(0.30 * blows_m_s, rel=1e-5)
    assert field("turbulence").size == pytest.approx(12.0)
    assert {field("wind").seed, field("turbulence").seed} == {77 + 1}


def test_the_wind_of_this_shot_does_gust_and_grow():
    strengths = []
    for at in FRAMES:
        readback.set_time(at)
        strengths.append(field("wind").strength)
    assert strengths[-1] > 2.0 * strengths[0] > 0.0
    assert max(stormy().channel("atmosphere.gust").values) > 0.1


@pytest.mark.parametrize("at", FRAMES)
def test_the_fog_scatters_as_the_take_says_and_has_its_colour(at):
    readback.set_time(at)
    air = readback.part(NAME, "atmosphere")
    tree = evaluated(air.data.materials[0]).node_tree
    fog = tree.nodes["Fog"].inputs
    per_m = stormy().at("atmosphere.fog_per_m", at)[0] * stormy().at("atmosphere.clearance", at)[0]
    assert fog["Density"].default_value == pytest.approx(per_m, rel=1e-5)
    g = stormy().at("atmosphere.fog_g", at)[0]
    assert fog["Anisotropy"].default_value == pytest.approx(g, rel=1e-5)

    rgb = daylight_srgb(stormy().at("atmosphere.haze_k", at)[0])
    assert list(fog["Color"].default_value)[:3] == pytest.approx(list(rgb / rgb.max()), abs=2e-3)
    assert max(fog["Color"].default_value[:3]) == pytest.approx(1.0, abs=1e-5)


def daylight_srgb(kelvin):
    """Linear sRGB of the CIE's daylight, by the formula of its colorimetry (D series)."""
    assert 5000.0 <= kelvin <= 25000.0
    t = 1e3 / kelvin
    if kelvin <= 7000.0:
        x = -4.6070 * t**3 + 2.9678 * t**2 + 0.09911 * t + 0.244063
    else:
        x = -2.0064 * t**3 + 1.9018 * t**2 + 0.24748 * t + 0.237040
    y = -3.0 * x * x + 2.870 * x - 0.275
    xyz = np.array([x / y, 1.0, (1.0 - x - y) / y])
    from_xyz = [[3.2406, -1.5372, -0.4986], [-0.9689, 1.8758, 0.0415], [0.0557, -0.2040, 1.0570]]
    return np.maximum(np.array(from_xyz) @ xyz, 0.0)


def test_the_candles_flicker_each_on_its_own_as_the_take_says():
    seen = {}
    lamps = [e.id for e in stormy().entities if e.kind == "light" and e.facts.practical == "candle"]
    assert len(lamps) == 2
    for lamp in lamps:
        thing = readback.part(NAME, lamp)
        stops = []
        for at in range(1, 49):
            readback.set_time(at)
            watts = evaluated(thing).data.energy
            wanted_cd = stormy().at(f"{lamp}.intensity_cd", at)[0]
            assert watts * WATT_CD == pytest.approx(wanted_cd, rel=1e-5)
            hold = evaluated(thing)["hold_stops"]
            flicker = evaluated(thing)["flicker_stops"]
            assert flicker == pytest.approx(stormy().at(f"{lamp}.flicker_stops", at)[0], abs=1e-6)
            stops.append((math.log2(watts) - hold, flicker))
        # What is left of the watts without the hold is the flicker, and nothing else.
        steady = [level - flicker for level, flicker in stops]
        assert np.ptp([flicker for _, flicker in stops]) > 0.1
        assert np.ptp(steady) < 1e-3
        seen[lamp] = [flicker for _, flicker in stops]
    one, other = seen.values()
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.9


def test_still_air_has_no_turbulence():
    script = read_script(NAME)
    calm = replace(script, atmosphere=replace(script.atmosphere, phase=0.0, to_phase=0.0))
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bake_take(bake(calm, frames=(1, 4)))
    assert [field(role).strength for role in ("wind", "turbulence")] == [0.0, 0.0]
    air = readback.part(NAME, "atmosphere").data.materials[0].node_tree.nodes["Fog"]
    assert air.inputs["Density"].default_value == 0.0
