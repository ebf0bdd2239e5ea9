"""`light place` says where a lamp stands for an effect; what it writes bakes, and does it there."""

import json

import numpy as np
import pytest

from scene_stager.cli import main
from scene_stager.front_door import bake, read_script
from scene_stager.moks.entities import CameraFacts
from scene_stager.preview.effect import RIMS
from scene_stager.preview.numbers import values
from scene_stager.preview.pointed import Set
from scene_stager.preview.take_scene import scene_at

PRODUCT = "tabletop_product_orbit"
# Keys that are tied to the subject and to the rig, of a subject that stands still and of one that
# walks past its key, and the sun; each with a frame and a point of the subject there.
SHOTS = [
    (PRODUCT, 1, "0.5,0.25"),
    (PRODUCT, 60, "0.5,0.25"),
    ("hero_dolly_push_in", 1, None),
    ("hero_dolly_push_in", 40, None),
    ("walk_and_talk_verite", 30, None),
    ("golden_hour_drone_orbit", 1, None),
]


def stage_at(take, index):
    camera = take.facts(CameraFacts, "camera")
    return Set(scene_at(take, index), camera.sensor_width_mm / camera.sensor_height_mm)


def told(capsys, *words):
    code = main(["light", "place", *words, "--json"])
    return code, json.loads(capsys.readouterr().out) if code == 0 else None


@pytest.mark.parametrize(("name", "frame", "at"), SHOTS)
def test_the_baked_lamp_is_mirrored_at_the_very_point(name, frame, at, tmp_path, capsys):
    before = bake(read_script(name), frames=(frame, frame))
    stage = stage_at(before, 0)
    x, y = map(float, at.split(",")) if at else stage.nearest_on_subject(0.5, 0.3)
    out = tmp_path / "placed.json"
    words = (name, "--highlight", f"{x},{y}", "--frame", str(frame), "--out", str(out))
    code, answer = told(capsys, *words)
    assert code == 0
    take = bake(read_script(out), frames=(frame, frame))
    lamp_m = values(take, "light.key.translate_m")[0]
    seen = stage_at(take, 0).on_subject(x, y)
    way = lamp_m - seen.place_m
    if name == "golden_hour_drone_orbit":  # the sun has a way and no place
        way = lamp_m - values(take, "target.translate_m")[0]
    halfway = way / np.linalg.norm(way) + seen.to_eye
    cosine = np.dot(halfway, seen.facing) / np.linalg.norm(halfway)
    assert np.degrees(np.arccos(min(cosine, 1.0))) < 0.05
    # What was said of the exposure is what is baked.
    lux = values(take, "light.key.illuminance_lx")[0, 0]
    assert lux == pytest.approx(answer["illuminance_lx"], rel=1e-5)
    change = np.log2(lux / values(before, "light.key.illuminance_lx")[0, 0])
    assert change == pytest.approx(answer["change_stops"], abs=1e-5)
    assert answer["change_stops"] == pytest.approx(0.0, abs=1e-5)
    stops = values(take, "light.key.hold_stops")[0, 0]
    assert stops == pytest.approx(answer["hold_stops"], abs=1e-3)


def test_a_rim_is_offered_from_other_sides_and_a_point_beside_the_subject_what_is_near(capsys):
    code, rim = told(capsys, "vertigo_dolly_zoom", "--rim", "0.386,0.436")
    assert code == 0
    assert {rim["how"], *(one["how"] for one in rim["alternatives"])} <= set(RIMS)
    assert rim["alternatives"]
    code, floor = told(capsys, PRODUCT, "--highlight", "0.1,0.8")
    assert (code, floor["how"]) == (0, "on the floor")
    code, beside = told(capsys, PRODUCT, "--highlight", "0.6,0.4")
    assert (code, beside["how"]) == (0, "nearest on the subject")


def test_a_shadow_turns_the_key_to_the_other_side(capsys):
    _, right = told(capsys, PRODUCT, "--shadow", "0.75,0.75")
    _, left = told(capsys, PRODUCT, "--shadow", "0.25,0.75")
    assert right["azimuth_deg"] < 0.0 < left["azimuth_deg"]


def test_the_take_of_a_bake_answers_as_its_script_does(tmp_path, capsys):
    folder = tmp_path / "shot"
    assert (
        main(["bake", PRODUCT, "--frames", "1:2", "--preview", "none", "--out", str(folder)]) == 0
    )
    capsys.readouterr()
    _, of_take = told(capsys, str(folder / "shot.take.json"), "--highlight", "0.5,0.25")
    _, of_script = told(capsys, PRODUCT, "--highlight", "0.5,0.25")
    assert of_take == of_script


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "no effect"),
        (("--rim", "0.5,0.5", "--shadow", "0.5,0.5"), "--rim and --shadow"),
        (("--highlight", "0.5"), "--highlight: found '0.5'"),
        (("--highlight", "0.48,0.5"), "found a lamp under the floor"),
        (("--highlight", "1.5,0.5"), "--highlight: found '1.5,0.5'"),
        (("--highlight", "nan,0.5"), "--highlight"),
        (("--rim", "0.02,0.02"), "The nearest is 0."),
        (("--shadow", "0.5,0.5"), "the subject, before the floor"),
        (("--highlight", "0.48,0.5", "--light", "kye"), "key"),
        (("--highlight", "0.48,0.5", "--frame", "99999"), "99999"),
        (("--highlight", "0.48,0.5", "--light", "rim", "--out", "no.json"), "--out"),
    ],
)
def test_what_cannot_be_is_one_line_and_two(words, said, capsys):
    assert main(["light", "place", PRODUCT, *words]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
