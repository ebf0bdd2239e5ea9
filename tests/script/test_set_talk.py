"""Sentences as they are said on a set: each is understood, and bakes with the target in sight."""

import pytest

from scene_stager import bake
from scene_stager.preview.bake_report import report_on
from scene_stager.script.prose.reading import read_prose

SAID = {
    "close-up of the hero, 85mm T2, Rembrandt key, black and white": {
        "lighting.style": "rembrandt"
    },
    "static medium shot, left third, high key, daylight, Vision3 250D": {
        "lighting.style": "high_key",
        "lighting.key_kelvin": 5500.0,
    },
    "shallow depth of field close-up of a woman, 85mm, window light": {
        "lens.f_number": 1.4,
        "subject.kind": "person",
        "lighting.key_azimuth_deg": 70.0,
    },
    "the camera slowly pushes in on the king, candle lit, thick smoke": {
        "subject.selector": "tag:king",
        "rig.move": "push_in",
    },
    "rack focus from 2m to 4m, 85mm": {"lens.focus_m": 2.0, "lens.to_focus_m": 4.0},
    "crane reveal of the pilot from 1m to 6m, 25mm": {
        "rig.from_height_m": 1.0,
        "rig.to_height_m": 6.0,
    },
    "crane up from 1m to 5m on the couple": {"rig.from_height_m": 1.0, "rig.to_height_m": 5.0},
    "dolly push in from 3m to 1.2m": {"rig.from_distance_m": 3.0, "rig.to_distance_m": 1.2},
    "flyover at 6 m/s, 60 m, wirecam, 18mm, stadium lights": {
        "subject.kind": "venue",
        "lighting.practicals": "venue",
        "rig.travel_m": 60.0,
    },
    "moco orbit around the bottle, 100mm macro, top softbox, Kodachrome": {
        "lens.focal_length_mm": 100.0
    },
    "2:1 key to fill, 3200K key from the left, medium close up": {
        "lighting.ratio_stops": 1.0,
        "lighting.key_kelvin": 3200.0,
        "lighting.key_azimuth_deg": -45.0,
    },
    "slow push-in on the villain at night, tungsten, haze 30%": {
        "lighting.key_stops": -2.0,
        "lighting.key_kelvin": 3200.0,
        "atmosphere.phase": 0.3,
    },
    "night, rembrandt": {"lighting.style": "rembrandt", "lighting.key_stops": -2.0},
    "ND 0.6, medium shot of the chef": {"stock.nd_stops": 2.0},
    "steadicam follow of the boxer, 32mm": {"rig.rig": "handheld", "rig.imperfection": 0.3},
    "dolly tracking a running athlete, 40mm": {"subject.motion": "run"},
    "whip pan left to the drummer, 50mm": {"rig.move": "pan_left", "rig.pace": "whip"},
    "crash zoom on the singer, tripod": {"lens.zoom": "zoom", "rig.pace": "whip"},
}


@pytest.mark.parametrize("prose", SAID)
def test_what_is_said_on_a_set_is_understood_and_bakes_in_sight(prose):
    script, reading = read_prose(prose)
    filled = {f"{word.slot}.{word.field}": word.value for word in reading.words}
    assert {path: filled.get(path) for path in SAID[prose]} == SAID[prose]
    warnings = report_on(bake(script)).warnings
    finds_it = script.rig.move.startswith(("pan", "tilt"))  # such a move ends on the target
    assert finds_it or not [line for line in warnings if "out of frame" in line]


def test_a_shot_over_a_shoulder_is_no_camera_on_a_shoulder():
    script, reading = read_prose("over the shoulder, 50mm")
    assert script.rig.rig == "tripod_locked"
    assert reading.aside == ("over the shoulder",)
    assert read_prose("on the shoulder, 50mm")[0].rig.rig == "handheld"


def test_a_macro_lens_gives_way_to_a_shot_size():
    assert read_prose("medium shot of a watch, 100mm macro")[0].framing.size == "medium"
