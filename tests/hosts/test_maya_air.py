"""Maya's double: the air of a shot, and stand-ins that never move, in scenes of other kinds."""

import pytest

from scene_stager.hosts.play import play
from scene_stager.moks.entities import Proxy
from tests.facts import entity
from tests.hosts.maya_bench import MayaBench
from tests.hosts.usd_takes import baked, take_of

AIR = {
    "atmosphere.fog_per_m": [0.02, 0.03],
    "atmosphere.clearance": [0.25, 0.5],
    "atmosphere.fog_g": [0.6, 0.6],
    "atmosphere.haze_k": [6504.0, 3200.0],
    "atmosphere.wind_m_s": [(0.0, 0.0, 0.0), (3.0, 0.0, 4.0)],
}


def an_airy_take(**more):
    return take_of(AIR, [entity("atmosphere")], title="airy", **more)


def test_the_clearing_thins_the_fog_and_the_haze_tints_it():
    bench = MayaBench(arnold=True)
    play(an_airy_take(), bench.host)
    fog = bench.scene.find("airy_atmosphere_fog")
    assert bench.at(fog, "density", 1) == pytest.approx(0.02 * 0.25 / 100.0)
    assert bench.at(fog, "density", 2) == pytest.approx(0.03 * 0.5 / 100.0)
    assert bench.at(fog, "eccentricity", 2) == pytest.approx(0.6)
    tints = [[bench.at(fog, f"rgbDensity{end}", frame) for end in "RGB"] for frame in (1, 2)]
    assert tints[0] == pytest.approx((1.0, 1.0, 1.0), abs=0.01)
    assert tints[1][0] == 1.0
    assert tints[1][0] > tints[1][1] > tints[1][2]


def test_a_second_bake_keeps_the_atmosphere_and_has_nothing_to_say_of_it():
    bench = MayaBench(arnold=True)
    play(an_airy_take(), bench.host)
    play(an_airy_take(), bench.host)
    assert bench.host.remarks == []


def test_an_atmosphere_of_the_users_stays_and_ours_is_named():
    bench = MayaBench(arnold=True)
    own = bench.cmds.createNode("aiAtmosphereVolume", name="Mist")
    bench.cmds.connectAttr(f"{own}.message", "defaultArnoldRenderOptions.atmosphere")
    play(an_airy_take(), bench.host)
    options = bench.scene.find("defaultArnoldRenderOptions")
    assert bench.scene.source(options, "atmosphere").name == "Mist"
    (said,) = bench.host.remarks
    assert "keeps its own atmosphere Mist; ours is airy_atmosphere_fog" in said


def test_without_arnold_the_second_bake_takes_the_fog_away_again():
    bench = MayaBench(arnold=True)
    play(an_airy_take(), bench.host)
    bench.scene.loaded.discard("mtoa")
    play(an_airy_take(), bench.host)
    assert not any(n.type == "aiAtmosphereVolume" for n in bench.scene.state.nodes.values())
    assert bench.read("airy", "atmosphere", "fog_per_m")[1] == [(0.02,), (0.03,)]


def test_calm_air_has_no_direction_and_no_strength():
    bench = MayaBench()
    play(an_airy_take(), bench.host)
    wind = bench.scene.find("airy_atmosphere_wind")
    assert [bench.at(wind, f"direction{end}", 1) for end in "XYZ"] == [0.0, 0.0, 0.0]
    assert bench.at(wind, "magnitude", 1) == 0.0
    assert [bench.at(wind, f"direction{end}", 2) for end in "XYZ"] == pytest.approx((0.6, 0.8, 0))
    assert bench.at(wind, "magnitude", 2) == pytest.approx(5.0)


@pytest.mark.parametrize("unit", ["cm", "m"])
def test_a_stand_in_that_never_moves_stands_where_the_take_says(unit):
    proxy = Proxy("subject", "role:hero", "subject", (1.0, 2.0, 3.0), 2.0)
    take = take_of(
        {"target.translate_m": [(0, 0, 0)]},
        [entity("subject")],
        title="still",
        proxies=(proxy,),
    )
    bench = MayaBench()
    bench.cmds.currentUnit(linear=unit)
    play(take, bench.host)
    thing = bench.part("still", "subject")
    assert bench.scene.value(thing, "translate") == pytest.approx((100.0, 300.0, -200.0))


@pytest.mark.parametrize(
    ("name", "everywhere"),
    [("golden_hour_drone_orbit", {"key", "ambient"}), ("hero_dolly_push_in", {"ambient"})],
)
def test_it_is_said_of_which_lights_arnolds_air_shows_no_beams(name, everywhere):
    from scene_stager_maya.bake import bake_take

    MayaBench(arnold=True)
    take = baked(name)
    said = bake_take(take.slice_frames(take.start_frame, take.start_frame + 2)).warnings
    told = [line for line in said if "takes no light from suns and skies" in line]
    assert {
        light for light in everywhere for line in told if f"light_{light}" in line
    } == everywhere
    assert len(told) == len(everywhere)
