"""Lamps, cones and film in Unreal: sizes, reach, exposure, balance and colours."""

import math
from dataclasses import replace

import pytest

from scene_stager import bake
from scene_stager.errors import HostError
from scene_stager.hosts.play import play
from scene_stager.moks.entities import LampFacts
from tests.facts import entity
from tests.facts import lamp as lamp_like
from tests.hosts.doubles.unreal import MADE, WORLD
from tests.hosts.promises import SHOT, a_take
from tests.hosts.unreal_bench import UnrealBench
from tests.hosts.usd_takes import take_of


def test_lamps_are_in_candelas_as_large_as_they_are_and_reach_their_target():
    bench = UnrealBench()
    take = bake("hero_dolly_push_in", frames=(1, 2))
    play(take, bench.host)
    lamp = bench.actor("hero_dolly_push_in", "light.key")._components[0]
    assert type(lamp).__name__ == "RectLightComponent"
    assert lamp.get_editor_property("intensity_units") == MADE["LightUnits"].CANDELAS
    width_m = take.facts(LampFacts, "light.key").width_m
    sides = [lamp.get_editor_property(f"source_{side}") for side in ("width", "height")]
    area_m2 = sides[0] * sides[1] / 1e4
    assert area_m2 == pytest.approx(math.pi * width_m**2 / 4.0, rel=1e-6)
    away = [take.channel(f"{n}.translate_m").row(0) for n in ("light.key", "target")]
    share = (
        1.0 - (math.dist(*away) * 100.0 / lamp.get_editor_property("attenuation_radius")) ** 4
    ) ** 2
    assert abs(math.log2(share)) < 1e-3
    torch = bench.actor("hero_dolly_push_in", "light.practical_1")._components[0]
    assert type(torch).__name__ == "PointLightComponent"
    assert torch.get_editor_property("source_radius") == pytest.approx(7.5)


def test_a_spot_has_a_cone_with_an_edge():
    bench, take = UnrealBench(), a_take()
    spot = lamp_like("light.key", "spot", beam_deg=40.0, field_deg=50.0)
    told = tuple(spot if one.id == spot.id else one for one in take.entities)
    play(replace(take, entities=told), bench.host)
    lamp = bench.actor(SHOT, "light.key")._components[0]
    cone = [lamp.get_editor_property(f"{which}_cone_angle") for which in ("outer", "inner")]
    # By hand: cos 20 = .93969 at t^2 = 1/2, cos 25 = .90631 at 1/10; the step is .08540.
    outer, inner = (math.cos(math.radians(angle)) for angle in cone)
    assert (outer, inner) == pytest.approx((0.87931, 0.96470), abs=2e-5)


@pytest.mark.parametrize(
    ("haze", "fog", "told"),
    [([3000.0, 6000.0], [0.1, 0.1], True), ([3000.0, 6000.0], [0.1, 0.2], False)],
)
def test_it_is_told_where_a_fogs_colour_moves_and_unreal_would_not_redraw_it(haze, fog, told):
    bench = UnrealBench()
    channels = {"atmosphere.fog_per_m": fog, "atmosphere.haze_k": haze}
    rows = {name: [(value,) for value in values] for name, values in channels.items()}
    play(take_of(rows, [entity("atmosphere")]), bench.host)
    assert (
        any("haze_k moves and the fog's density does not" in r for r in bench.host.remarks) == told
    )


def test_the_film_exposes_and_balances_the_camera():
    bench = UnrealBench()
    play(bake("hero_dolly_push_in", frames=(1, 2)), bench.host)
    lens = bench.actor("hero_dolly_push_in", "camera").get_cine_camera_component()
    look = lens.get_editor_property("post_process_settings")
    assert look.auto_exposure_method == MADE["AutoExposureMethod"].AEM_MANUAL
    assert (look.white_temp, look.override_white_temp) == (3200.0, True)
    # One stop of ND darkens by one stop, one stop of push brightens by one.
    from unreal_plugin.SceneStager.Content.Python.scene_stager_unreal.film import bias_stops

    assert bias_stops(1.0, 0.0) == pytest.approx(bias_stops(0.0, 0.0) - 1.0)
    assert bias_stops(0.0, 1.0) == pytest.approx(bias_stops(0.0, 0.0) + 1.0)
    # By hand: C / 100 / pi = 0.85498 times 2^EV100 nits is to be white; Unreal's is 1 times it.
    assert bias_stops(0.0, 0.0) == pytest.approx(math.log2(1.0 / 0.85498), abs=1e-4)


def test_the_film_can_be_left_out():
    bench = UnrealBench(take_look=False)
    play(bake("hero_dolly_push_in", frames=(1, 2)), bench.host)
    lens = bench.actor("hero_dolly_push_in", "camera").get_cine_camera_component()
    assert lens.get_editor_property("post_process_settings").override_white_temp is False


def test_the_films_colours_are_imported_once_and_taken_back_with_a_failed_bake(
    tmp_path, monkeypatch
):
    from unreal_plugin.SceneStager.Content.Python.scene_stager_unreal import look

    monkeypatch.setattr(look, "HOME", tmp_path)
    (tmp_path / "vision3_500t.png").write_bytes(b"a picture")
    path = "/Game/SceneStager/Looks/LUT_vision3_500t"
    take = bake("hero_dolly_push_in", frames=(1, 2))
    bench = UnrealBench()
    bench.fail_at(10**9, RuntimeError())
    play(take, bench.host)
    texture, last = WORLD.assets[path], bench.changes()
    assert texture.get_editor_property("srgb") is False
    mips = texture.get_editor_property("mip_gen_settings")
    assert mips == MADE["TextureMipGenSettings"].TMGS_NO_MIPMAPS
    lens = bench.actor("hero_dolly_push_in", "camera").get_cine_camera_component()
    assert lens.get_editor_property("post_process_settings").color_grading_lut is texture
    play(take, bench.host)
    assert WORLD.assets[path] is texture

    bench = UnrealBench()
    bench.fail_at(last, RuntimeError("disk on fire"))
    with pytest.raises(HostError, match="disk on fire"):
        play(take, bench.host)
    assert WORLD.assets == {}
