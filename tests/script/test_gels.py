"""Gels: their makers' own pairs of kelvins, and what they make of the lamp that they hang on."""

import pytest

from scene_stager.script.prose.lights.gels import LEE, ROSCO
from scene_stager.script.prose.reading import read_prose

# What each sheet takes to what, in kelvin, as Lee Filters and Rosco print it beside its name.
PRINTED = [
    *((LEE, *one) for one in (("201", 3200, 5700), ("202", 3200, 4300), ("203", 3200, 3600))),
    *((LEE, *one) for one in (("218", 3200, 3400), ("281", 3200, 5000), ("204", 6500, 3200))),
    *((LEE, *one) for one in (("205", 6500, 3800), ("206", 6500, 4600), ("223", 6500, 5550))),
    *((LEE, *one) for one in (("285", 6500, 3600),)),
    *((ROSCO, *one) for one in (("3407", 5500, 2900), ("3408", 5500, 3800), ("3409", 5500, 4500))),
    *((ROSCO, *one) for one in (("3410", 5500, 4900), ("3202", 3200, 5500), ("3204", 3200, 4100))),
    *((ROSCO, *one) for one in (("3208", 3200, 3500), ("3216", 3200, 3300))),
]
ROUNDED_MIRED = 4.0  # the kelvins are printed to the next hundred


@pytest.mark.parametrize(("table", "sheet", "before_k", "after_k"), PRINTED)
def test_a_sheet_shifts_by_what_its_maker_prints_beside_it(table, sheet, before_k, after_k):
    assert 1e6 / before_k + table[sheet] == pytest.approx(1e6 / after_k, abs=ROUNDED_MIRED)


@pytest.mark.parametrize(
    ("sentence", "kelvin"),
    [
        ("tungsten key, full CTB, the nun", 5700.0),
        ("key at 6500, Lee 204, the nun", 3200.0),
        ("1/2 CTO on the key, the nun", 3480.0),
        ("L201 on the key, the nun", 5700.0),
        ("half CTB on the backlight, the nun", None),
        ("sun from the left, half CTO, the nun", None),
    ],
)
def test_a_gel_colours_the_key_that_it_hangs_on_and_no_other_light(sentence, kelvin):
    assert read_prose(sentence)[0].lighting.key_kelvin == kelvin


@pytest.mark.parametrize("tone", ["moody", "low key", "noir", "high key", "chiaroscuro"])
def test_a_tone_beside_a_pattern_says_how_deep_its_shadows_are(tone):
    light = read_prose(f"{tone}, rembrandt lighting, the nun")[0].lighting
    assert light.style == "rembrandt"
    assert light.ratio_stops == (0.5 if tone == "high key" else 4.5)
    assert read_prose(f"{tone}, split light, 2:1, the nun")[0].lighting.ratio_stops == 1.0


@pytest.mark.parametrize("lamp", ["key 8 feet away", "key 8 ft from her", "soft key at 8 ft"])
def test_how_far_off_a_lamp_stands_never_moves_the_camera(lamp):
    script = read_prose(f"{lamp}, mcu of the nun")[0]
    assert script.rig.from_distance_m is None
    assert script.lighting.key_distance_m == pytest.approx(2.4384)


def test_how_high_a_lamp_stands_never_moves_the_camera():
    script, reading = read_prose("key light 10 feet up, mcu of the nun")
    assert script.rig.from_height_m is None
    assert reading.aside == ("10 feet up",)
