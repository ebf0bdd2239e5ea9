"""The sky of a shot with a sun in it: its colours, its dome and its picture."""

import math

import numpy as np
import pytest

from scene_stager import bake
from scene_stager.hosts.sky_light import mean_nit, sky_light
from scene_stager.maths.colour.temperature import kelvin_from_xy, linear_srgb_from_kelvin
from scene_stager.maths.radiance.clear_sky import clear_sky
from scene_stager.maths.radiance.harmonics import harmonics, irradiance
from scene_stager.moks.entities import DomeFacts, LampFacts, SkyFacts
from scene_stager.shot.lighting.sun_sky import RISES, TURNS, sky_rgb, sky_table, sun_sky

LUMA = np.array([0.2126, 0.7152, 0.0722])
HOUR = "golden_hour_drone_orbit"
EVENING = {"turbidity": 5.0, "sun_heading_deg": 37.0, "sun_elevation_deg": 7.0}
SUN_LX = 1600.0 * np.array([1.9, 0.8, 0.35])


def evening():
    return sun_sky(**EVENING, sun_lx_rgb=SUN_LX, level_lx=400.0, ground_share=0.35)


def way(heading_deg, elevation_deg):
    heading, up = math.radians(heading_deg), math.radians(elevation_deg)
    return math.sin(heading) * math.cos(up), -math.cos(heading) * math.cos(up), math.sin(up)


def even(count=20000):
    """Directions over the horizon, spread evenly: not as the sky's own quadrature has them."""
    up = (np.arange(count) + 0.5) / count
    turn = np.pi * (1.0 + np.sqrt(5.0)) * np.arange(count)
    level = np.sqrt(1.0 - up * up)
    return np.stack([level * np.cos(turn), level * np.sin(turn), up], axis=-1)


def test_the_harmonics_are_those_of_the_sky_by_another_integral():
    ways, sky = even(), evening()
    seen = sky.zenith_nit * sky_rgb(5.0, 7.0, ways)
    # The sun over +x has the heading 90: turn every way to the heading of the evening.
    turn = math.radians(37.0 - 90.0)
    x = ways[:, 0] * math.cos(turn) - ways[:, 1] * math.sin(turn)
    y = ways[:, 0] * math.sin(turn) + ways[:, 1] * math.cos(turn)
    above = np.stack(harmonics((x, y, ways[:, 2])), axis=-1)
    below = np.stack(harmonics((x, y, -ways[:, 2])), axis=-1)
    summed = above.T @ seen + below.sum(axis=0)[:, None] * sky.ground_nit
    np.testing.assert_allclose(
        sky.sh_nit, summed * (2.0 * np.pi / len(ways)), atol=1e-3 * sky.sh_nit.max()
    )


def test_the_light_all_round_is_what_was_asked_for_and_the_ground_its_share():
    sky = evening()
    mean_nit_rgb = sky.sh_nit[0] * 0.5 / math.sqrt(math.pi)
    assert math.pi * float(mean_nit_rgb @ LUMA) == pytest.approx(400.0, rel=1e-9)
    ground = float(sky.ground_nit @ LUMA)
    assert ground / (2.0 * float(mean_nit_rgb @ LUMA) - ground) == pytest.approx(0.35, rel=1e-9)


def test_the_ground_gives_back_the_colour_of_sun_and_sky_together():
    ways = even()
    sky_lx = (sky_rgb(5.0, 7.0, ways) * ways[:, 2:]).mean(axis=0) * 2.0 * np.pi
    sky_lx *= evening().zenith_nit
    light = SUN_LX * math.sin(math.radians(7.0)) + sky_lx
    ground = evening().ground_nit
    np.testing.assert_allclose(ground / ground.sum(), light / light.sum(), rtol=2e-3)


def test_what_faces_the_sun_is_lit_warmer_and_more_than_what_faces_away():
    sh = evening().sh_nit
    towards, away = (irradiance(sh, np.array(way(h, 0.0))) for h in (37.0, 217.0))
    assert float(towards @ LUMA) > 1.5 * float(away @ LUMA)
    assert towards[0] / towards[2] > 1.3 * away[0] / away[2]


def test_every_colour_of_the_sky_is_a_daylight_as_warm_as_published():
    for heading, up in ((0.0, 1.0), (0.0, 8.0), (90.0, 20.0), (180.0, 45.0)):
        one = np.array([way(heading + 90.0, up)])
        bright, x, y = clear_sky(5.0, 7.0, tuple(one[0]))
        rgb = sky_rgb(5.0, 7.0, one)[0]
        kelvin = kelvin_from_xy(np.array([x, y]))
        wanted = bright * linear_srgb_from_kelvin(np.clip(kelvin, 2000.0, 12000.0))
        np.testing.assert_allclose(rgb, np.maximum(wanted, 0.0), rtol=1e-12)


def test_the_picture_of_the_sky_is_the_sky():
    table = sky_table(5.0, 7.0)
    row, column = 20, 13
    up, turn = (row / (RISES - 1)) ** 2, math.pi * (column / (TURNS - 1)) ** 2
    level = math.sqrt(1.0 - up * up)
    there = np.array([[level * math.cos(turn), level * math.sin(turn), up]])
    np.testing.assert_allclose(table[row, column], sky_rgb(5.0, 7.0, there)[0], rtol=1e-12)


def test_hosts_without_numpy_see_the_same_sky():
    sky = bake(HOUR, frames=(1, 1)).facts(SkyFacts, "light.ambient")
    ways = [(20.0, 3.0), (-160.0, 7.0), (-150.0, 30.0), (70.0, 60.0)]
    turned = [way(h - sky.sun_heading_deg + 90.0, up) for h, up in ways]
    wanted = sky.zenith_nit * sky_rgb(sky.turbidity, sky.sun_elevation_deg, np.array(turned))
    got = [sky_light(sky, way(*one)) for one in ways]
    np.testing.assert_allclose(got, wanted, rtol=1e-9)
    assert sky_light(sky, way(0.0, -1.0)) == sky.ground_nit
    assert math.pi * mean_nit(sky) == pytest.approx(400.0, rel=0.02)


def test_a_golden_hour_has_its_sun_where_the_script_says_and_keeps_its_fill():
    take = bake(HOUR, frames=(1, 1))
    sky, sun = take.facts(SkyFacts, "light.ambient"), take.facts(LampFacts, "light.key")
    offset = np.subtract(take.at("light.key.translate_m", 1), take.at("target.translate_m", 1))
    told = way(sky.sun_heading_deg, sky.sun_elevation_deg)
    np.testing.assert_allclose(offset / np.linalg.norm(offset), told, atol=1e-6)
    assert (sky.sun_elevation_deg, sky.sun_width_deg) == (7.0, sun.softness_deg)
    # Two stops between key and fill, as the script has them; the disc gives what the key gives.
    key_lx = take.at("light.key.illuminance_lx", 1)[0]
    assert key_lx / take.at("light.ambient.illuminance_lx", 1)[0] == pytest.approx(4.0, rel=1e-6)
    round_sr = 2.0 * math.pi * (1.0 - math.cos(math.radians(sky.sun_width_deg) / 2.0))
    assert float(sky.sun_nit @ LUMA) * round_sr == pytest.approx(key_lx, rel=1e-3)


@pytest.mark.parametrize("name", ["interview_three_point", "stadium_wire_flyover"])
def test_without_a_sun_the_dome_has_two_tones_as_before(name):
    dome = bake(name, frames=(1, 1)).facts(DomeFacts, "light.ambient")
    assert type(dome) is DomeFacts
    assert not np.any(np.array(dome.sh_nit)[[1, 3, 4, 5, 6, 7, 8]])
