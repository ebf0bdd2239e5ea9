"""The light kit: what each style means, and what a brief changes about it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.maths.frames import direction_from_heading
from scene_stager.shot.lighting.ambient_dome import dome_nits, sky_ground_sh
from scene_stager.shot.lighting.light_kit import key_distance_m, light_kit
from scene_stager.shot.lighting.light_spec import LightingBrief, LightSpec
from scene_stager.shot.lighting.practicals import PRACTICALS
from scene_stager.shot.lighting.rim_modes import RIM_MODES
from scene_stager.shot.lighting.styles import STYLES

STYLE_WORDS = [
    "three_point",
    "rembrandt",
    "loop",
    "split",
    "butterfly",
    "high_key",
    "low_key",
    "sun",
    "top_softbox",
    "practical",
]
RIM_WORDS = ["none", "rim_left", "rim_right", "kicker_left", "kicker_right", "backlight", "halo"]
PRACTICAL_WORDS = ["candle", "torch", "fire", "bulb", "sodium", "neon", "venue"]


def kit(**brief) -> dict[str, LightSpec]:
    return {light.id: light for light in light_kit(LightingBrief(**brief))}


def test_every_word_of_the_vocabulary_has_its_entry():
    assert list(STYLES) == STYLE_WORDS
    assert list(RIM_MODES) == RIM_WORDS
    assert list(PRACTICALS) == PRACTICAL_WORDS


@pytest.mark.parametrize("style", STYLE_WORDS)
def test_every_style_says_where_its_numbers_come_from(style):
    assert "house default, not measured" in STYLES[style].source


@pytest.mark.parametrize("style", STYLE_WORDS)
def test_every_style_has_one_key_at_the_exposure_and_one_dome_under_it(style):
    lights = kit(style=style)
    assert lights["key"].stops == 0.0
    assert lights["ambient"].shape == "dome"
    assert lights["ambient"].stops < 0.0
    assert all(light.id == name for name, light in lights.items())


@pytest.mark.parametrize("style", STYLE_WORDS)
def test_the_fill_lies_the_ratio_under_the_key_wherever_the_key_is(style):
    lights = kit(style=style, ratio_stops=2.25, key_stops=1.5)
    under = lights.get("fill", lights["ambient"])
    assert lights["key"].stops - under.stops == 2.25


@pytest.mark.parametrize("style", STYLE_WORDS)
def test_turning_up_the_key_turns_up_the_whole_set(style):
    plain, brighter = kit(style=style), kit(style=style, key_stops=2.0)
    assert {n: light.stops + 2.0 for n, light in plain.items()} == {
        n: light.stops for n, light in brighter.items()
    }


@pytest.mark.parametrize("style", STYLE_WORDS)
@pytest.mark.parametrize("span_m", [0.25, 0.6, 1.75, 12.0])
def test_no_lamp_we_place_ourselves_sinks_into_the_floor(style, span_m):
    target_m = 0.5 * span_m
    brief = LightingBrief(style=style, span_m=span_m, target_height_m=target_m, practicals="fire")
    for light in light_kit(brief):
        high_m = target_m + light.distance_m * np.sin(np.radians(light.elevation_deg))
        assert high_m > 0.01, light.id


def test_the_authors_own_elevation_is_never_moved():
    assert kit(key_elevation_deg=-60.0, target_height_m=0.1)["key"].elevation_deg == -60.0


def test_the_author_is_heard_on_every_number():
    lights = kit(
        key_azimuth_deg=12.0,
        key_elevation_deg=34.0,
        key_kelvin=4321.0,
        key_softness_deg=5.0,
        rim_mode="halo",
        rim_stops=0.7,
        ambient_stops=-3.3,
        frame="world",
        hold=False,
    )
    key, rim = lights["key"], lights["rim"]
    assert (key.azimuth_deg, key.elevation_deg, key.kelvin, key.softness_deg) == (12, 34, 4321, 5)
    assert (key.frame, key.hold, rim.hold) == ("world", False, False)
    assert (rim.azimuth_deg, rim.stops, lights["ambient"].stops) == (180.0, 0.7, -3.3)


@pytest.mark.parametrize("style", ["three_point", "rembrandt", "low_key"])
def test_a_key_on_the_other_side_takes_fill_and_rim_with_it(style):
    as_is, swapped = kit(style=style), kit(style=style, key_azimuth_deg=-45.0)
    assert swapped["fill"].azimuth_deg == -as_is["fill"].azimuth_deg
    assert swapped["rim"].azimuth_deg == -as_is["rim"].azimuth_deg


def test_a_rim_that_was_asked_for_stays_on_its_side():
    assert kit(key_azimuth_deg=-45.0, rim_mode="rim_left")["rim"].azimuth_deg < 0.0


@pytest.mark.parametrize("mode", RIM_WORDS[1:])
def test_every_rim_mode_stands_behind_the_subject_and_is_tied_to_the_lens(mode):
    rim = kit(rim_mode=mode, frame="world")["rim"]
    assert abs(rim.azimuth_deg) > 90.0
    assert rim.frame == "camera"


def test_left_is_camera_left():
    # Hand: camera at (0, -d), looking along +y; camera left is -x.
    for mode, sign in [
        ("rim_left", -1),
        ("kicker_left", -1),
        ("rim_right", 1),
        ("kicker_right", 1),
    ]:
        station = RIM_MODES[mode]
        assert station is not None
        toward = direction_from_heading(np.array(station.azimuth_deg), np.array(0.0))
        assert np.sign(toward[0]) == sign
        assert toward[1] > 0.0


def test_no_rim_means_no_light():
    assert "rim" not in kit(rim_mode="none")


@given(st.floats(0.2, 120.0), st.floats(0.1, 20.0))
def test_a_source_is_as_large_as_it_is_soft(softness_deg, span_m):
    key = kit(key_softness_deg=softness_deg, span_m=span_m)["key"]
    seen_deg = 2 * np.degrees(np.arctan(key.width_m / 2 / key_distance_m(span_m)))
    assert seen_deg == pytest.approx(softness_deg, rel=1e-12)


def test_the_sun_is_far_and_has_no_size():
    key = kit(style="sun")["key"]
    assert (key.shape, key.width_m, key.softness_deg, key.kelvin) == ("distant", 0.0, 0.53, 5500.0)
    assert "fill" not in kit(style="sun")


def test_studio_lights_take_the_balance_of_the_film():
    lights = kit(balance_kelvin=3200.0)
    assert {lights[n].kelvin for n in ("key", "fill", "rim", "ambient")} == {3200.0}


@pytest.mark.parametrize("word", PRACTICAL_WORDS)
def test_practicals_stand_on_the_set_flicker_and_are_not_held(word):
    lamps = [
        light for light in kit(practicals=word, practical_count=3).values() if light.along_m == 0
    ]
    lamps = [light for light in lamps if light.role == "practical"]
    assert [lamp.id for lamp in lamps] == ["practical_1", "practical_2", "practical_3"]
    for lamp in lamps:
        assert (lamp.frame, lamp.hold, lamp.flicker) == ("world", False, 1.0)
        assert lamp.width_m == pytest.approx(PRACTICALS[word].width_m, rel=1e-9)


def test_only_a_practical_flickers_and_only_if_flicker_is_on():
    for name, light in kit(practicals="candle").items():
        assert light.flicker == (1.0 if name.startswith("practical") else 0.0)
    assert kit(style="practical", practicals="candle")["key"].flicker == 1.0
    for light in kit(style="practical", practicals="candle", flicker=False).values():
        assert light.flicker == 0.0


def test_a_practical_key_is_the_lamp_it_says():
    key = kit(style="practical", practicals="candle")["key"]
    assert (key.practical, key.kelvin) == ("candle", PRACTICALS["candle"].kelvin)
    assert kit(style="practical", practicals="none")["key"].practical == "bulb"
    assert not any(n.startswith("practical") for n in kit(style="practical", practicals="none"))


def test_lamps_along_a_walk_are_spread_over_it_and_take_sides():
    lights = kit(practicals="sodium", practical_count=4, travel_m=20.0, travel_heading_deg=30.0)
    lamps = [lights[f"practical_{i}"] for i in range(1, 5)]
    assert [lamp.along_m for lamp in lamps] == [2.5, 7.5, 12.5, 17.5]
    assert [lamp.azimuth_deg for lamp in lamps] == [120.0, -60.0, 120.0, -60.0]


NODES, WEIGHTS = np.polynomial.legendre.leggauss(64)
TURNS = (np.arange(64) + 0.5) / 64 * 2 * np.pi


def basis(x, y, z):
    """Real harmonics, written out from a textbook and not from the code."""
    a, b = np.sqrt(1 / (4 * np.pi)), np.sqrt(3 / (4 * np.pi))
    c, d, e = np.sqrt(15 / (4 * np.pi)), np.sqrt(5 / (16 * np.pi)), np.sqrt(15 / (16 * np.pi))
    one = np.ones_like(x)
    return [
        a * one,
        b * y,
        b * z,
        b * x,
        c * x * y,
        c * y * z,
        d * (3 * z * z - 1),
        c * x * z,
        e * (x * x - y * y),
    ]


def test_the_dome_agrees_with_projecting_it_by_brute_force():
    sky, ground = np.array([1.0, 2.0, 3.0]), np.array([0.5, 0.2, 0.1])
    want = np.zeros((9, 3))
    for low, colour in ((0.0, sky), (-1.0, ground)):
        z = low + (NODES[:, None] + 1) / 2 + 0 * TURNS
        level = np.sqrt(1 - z * z)
        weight = WEIGHTS[:, None] / 2 * (2 * np.pi / 64) + 0 * TURNS
        for row, value in enumerate(basis(level * np.cos(TURNS), level * np.sin(TURNS), z)):
            want[row] += np.sum(weight * value) * colour
    np.testing.assert_allclose(sky_ground_sh(sky, ground), want, atol=1e-12)


def dome_irradiance(sky, ground, cos_up):
    """What a card in a two-tone dome receives, by the form factor of each half."""
    return np.pi / 2 * (sky * (1 + cos_up) + ground * (1 - cos_up))


@given(st.floats(0.01, 1e4), st.floats(0, 2), st.floats(-1, 1))
def test_the_domes_light_on_a_plane_is_what_its_harmonics_give(lux, share, cos_up):
    sky, ground = dome_nits(np.array(lux), share)
    rows = sky_ground_sh(np.full(3, sky), np.full(3, ground))[:, 0]
    # Ramamoorthi and Hanrahan 2001: irradiance weighs degree 0 by pi and degree 1 by 2 pi / 3.
    from_sh = np.pi * rows[0] * np.sqrt(1 / (4 * np.pi))
    from_sh += 2 * np.pi / 3 * rows[2] * np.sqrt(3 / (4 * np.pi)) * cos_up
    got = dome_irradiance(sky, ground, np.array(cos_up))
    assert float(got) == pytest.approx(float(from_sh), rel=1e-9, abs=1e-9 * lux)


@given(st.floats(0.01, 1e4), st.floats(0, 2))
def test_the_dome_gives_its_light_on_average_and_keeps_its_share(lux, share):
    sky, ground = dome_nits(np.array(lux), share)
    everywhere = dome_irradiance(np.full(64, sky), np.full(64, ground), NODES)
    assert np.sum(WEIGHTS / 2 * everywhere) == pytest.approx(lux, rel=1e-12)
    assert float(ground) == pytest.approx(share * float(sky), rel=1e-12)
