"""Lights in Maya: with its own, with Arnold's, and with Arnold loaded later."""

import math
from dataclasses import replace

import pytest

from scene_stager import bake
from scene_stager.hosts.play import play
from scene_stager.moks.entities import LampFacts
from scene_stager.script.scene_script import SceneScript
from tests.hosts.maya_bench import MayaBench
from tests.hosts.promises import a_take
from tests.hosts.usd_takes import baked


def test_native_lights_are_in_terms_of_the_light_that_is_asked_for():
    from scene_stager_maya.bake import bake_take

    from scene_stager.hosts.bare_numbers import asked_lux

    take, bench = baked("hero_dolly_push_in"), MayaBench()
    bake_take(take)
    name, asked = "hero_dolly_push_in", asked_lux(take)
    for light in ("key", "fill", "rim", "practical_1"):
        shape = bench.shape(bench.part(name, f"light.{light}"))
        for frame in take.frames:
            level = bench.at(shape, "intensity", frame) / 1e4 * asked[frame - take.start_frame]
            wanted = take.at(f"light.{light}.intensity_cd", frame)[0]
            assert abs(math.log2(level / wanted)) < 1e-3
    sizes = bench.scene.value(bench.part(name, "light.key"), "scale")
    width_m = take.facts(LampFacts, "light.key").width_m
    assert sizes[0] == pytest.approx(width_m * 50.0)


def test_an_area_light_is_as_bright_as_new_ones_are_whatever_file_it_came_from():
    """Autodesk, areaLight: with legacyIntensity "the intensity value will be interpreted as 12x
    higher to match older versions"; normalize is for the light's area."""
    take, bench = baked("hero_dolly_push_in").slice_frames(1, 2), MayaBench()
    play(take, bench.host)
    key = bench.shape(bench.part("hero_dolly_push_in", "light.key"))
    for attribute, value in (("legacyIntensity", True), ("normalize", False)):
        bench.cmds.setAttr(f"{key.name}.{attribute}", value)
    play(take, bench.host)
    key = bench.shape(bench.part("hero_dolly_push_in", "light.key"))
    assert bench.scene.value(key, "legacyIntensity") is False
    assert bench.scene.value(key, "normalize") is True


@pytest.mark.parametrize("arnold", [False, True])
def test_every_light_is_among_those_that_light_the_scene(arnold):
    take, bench = baked("hero_dolly_push_in"), MayaBench(arnold=arnold)
    play(take, bench.host)
    play(take, bench.host)
    home = bench.scene.find("defaultLightSet").uuid
    lit = [v[0] for k, v in bench.scene.state.links.items() if k[0] == home]
    lights = [e.id for e in take.entities if e.kind == "light"]
    assert sorted(lit) == sorted(bench.part("hero_dolly_push_in", i).uuid for i in lights)


def test_with_arnold_lights_are_in_its_units_and_the_air_is_its_atmosphere():
    from scene_stager_maya.bake import bake_take

    from scene_stager.hosts.bare_numbers import asked_lux

    take, bench = baked("hero_dolly_push_in"), MayaBench(arnold=True)
    report = bake_take(take)
    name = "hero_dolly_push_in"
    key = bench.shape(bench.part(name, "light.key"))
    assert (key.type, bench.scene.value(key, "aiTranslator")) == ("aiAreaLight", "disk")
    practical = bench.shape(bench.part(name, "light.practical_1"))
    assert practical.type == "pointLight"
    for frame in take.frames:
        for shape, light, of_ball in ((key, "key", 1.0), (practical, "practical_1", 4.0)):
            level = 2.0 ** bench.at(shape, "aiExposure", frame) / 1e4 / of_ball
            wanted = take.at(f"light.{light}.intensity_cd", frame)[0]
            assert abs(math.log2(level / wanted)) < 1e-3
    assert bench.at(key, "aiColorTemperature", 1) == take.at("light.key.color_temperature_k", 1)[0]
    camera = bench.shape(bench.part(name, "camera"))
    card = asked_lux(take)[0] / math.pi * 2.0 ** bench.at(camera, "aiExposure", 1)
    assert card == pytest.approx(1.0)
    fog = bench.scene.find(f"{name}_atmosphere_fog")
    per_m = take.at("atmosphere.fog_per_m", 50)[0] * take.at("atmosphere.clearance", 50)[0]
    assert bench.at(fog, "density", 50) == pytest.approx(per_m / 100.0)
    options = bench.scene.find("defaultArnoldRenderOptions")
    assert bench.scene.source(options, "atmosphere").uuid == fog.uuid
    assert not any("fog" in line for line in report.warnings)


def test_with_arnold_loaded_later_lights_are_made_anew_and_nothing_is_left():
    bench = MayaBench()
    play(a_take(), bench.host)
    bench.scene.arnold = True
    bench.scene.loaded.add("mtoa")
    from tests.hosts.doubles.maya_scene import ARNOLD_NODES

    bench.scene.types = {**bench.scene.types, **ARNOLD_NODES}
    take = baked("tabletop_product_orbit")
    play(take, bench.host)
    play(take, bench.host)
    owners = [n.values.get("sceneStagerOwner") for n in bench.scene.state.nodes.values()]
    parts = [p for o, p in zip(owners, bench.scene.state.nodes.values(), strict=True) if o]
    marks = [
        (
            p.values["sceneStagerOwner"],
            p.values.get("sceneStagerPart", ""),
            p.values.get("sceneStagerRole", ""),
        )
        for p in parts
    ]
    assert len(set(marks)) == len(marks)


def test_surroundings_in_nine_rows_are_their_mean_colour_here_and_that_is_said():
    base = SceneScript()
    rows = ((3.0, 2.0, 1.0), (0.0,) * 3, (0.0,) * 3, (0.5, 0.4, 0.3), *((0.0,) * 3,) * 5)
    script = replace(base, lighting=replace(base.lighting, ambient_sh=rows))
    bench = MayaBench()
    play(bake(script, frames=(1, 2)), bench.host)
    (said,) = [line for line in bench.host.remarks if "nine rows" in line]
    assert "mean colour" in said
