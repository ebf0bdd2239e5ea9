# SPDX-License-Identifier: Apache-2.0
"""The whole loop on a still whose truth is known: drawn by the preview, matched from pixels."""

import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from scene_stager.canonical import canonical_json
from scene_stager.cli._main import main
from scene_stager.inverse.answer.answered import answered, apply_to
from scene_stager.inverse.answer.fusers import fusers
from scene_stager.inverse.answer.match_file import NO_SUBJECT, read_match
from scene_stager.inverse.answer.offsets import Offsets
from scene_stager.inverse.answer.request import MatchRequest
from scene_stager.inverse.answer.solved import as_seen_by
from scene_stager.inverse.least_squares.outcome import Outcome
from scene_stager.inverse.least_squares.ranking import FAR, apart_deg
from scene_stager.inverse.loop.job import Options, match_files
from scene_stager.inverse.loop.match import match
from scene_stager.maths.colour.srgb import encode_srgb
from scene_stager.pictures.picture import Picture
from scene_stager.pictures.read import read_picture
from scene_stager.script.field import rules_of
from scene_stager.script.read import read_json, scenarios
from scene_stager.script.scene_script import SLOTS, SceneScript
from scene_stager.script.validate import check
from tests.inverse.stages import way
from tests.reading.photo_like import clutter, portrait
from tests.reading.scenes import ball_on_ground


@pytest.fixture(scope="module")
def found(still):
    return match(still)


def test_finds_lights_and_camera_from_pixels_alone(found):
    solved = found.solved
    ours = way(solved.key_azimuth_deg, solved.key_elevation_deg)
    assert apart_deg(ours, way(-60.0, 35.0)) < 8.0
    assert solved.key_kelvin == pytest.approx(3200.0, abs=300.0)
    assert solved.fill_ratio_stops == pytest.approx(2.5, abs=1.0)  # its fill may stand anywhere
    assert solved.rim_mode == "rim_right"
    assert solved.haze_per_m < 0.01
    assert solved.camera_elevation_deg == pytest.approx(13.0, abs=4.0)
    assert found.iterations <= 8
    assert len(found.calibration.best.descent.iterates) == found.iterations + 1
    assert list(found.residual_history) == sorted(found.residual_history, reverse=True)


def test_the_script_says_what_was_found_and_still_bakes(found):
    lighting = found.script.lighting
    assert lighting.key_azimuth_deg == pytest.approx(found.solved.key_azimuth_deg, rel=1e-3)
    assert lighting.rim_mode == "rim_right"
    check(found.script)
    assert read_json(found.script.to_json().encode()) == found.script


def test_the_match_file_is_plain_and_says_what_is_promised(found):
    plain = json.loads(canonical_json(found.as_json()))
    names = "key fill_ratio_stops rim_mode ambient_sh haze_per_m camera iterations"
    for name in f"{names} residual_history seconds outcome certificate".split():
        assert name in plain
    angles = {"azimuth_deg", "elevation_deg", "within_deg"}
    assert set(plain["key"]) == angles | {"kelvin", "stops", "softness_deg"}
    assert np.array(plain["ambient_sh"]).shape == (9, 3)
    assert set(plain["slots"]) == set(SLOTS)


def test_equal_stills_give_equal_matches(still, found):
    again = match(still)
    assert replace_seconds(again) == replace_seconds(found)


def replace_seconds(one):
    return canonical_json(one.as_json() | {"seconds": 0})


def test_what_is_locked_is_not_touched(found):
    base = SceneScript()
    base = replace(base, lighting=replace(base.lighting, rim_mode="halo", key_azimuth_deg=12.0))
    locked = frozenset({"lighting.rim_mode", "framing"})
    script, fused = apply_to(base, found.solved, locked)
    assert script.lighting.rim_mode == "halo"
    assert script.lighting.key_azimuth_deg != 12.0
    assert script.framing == base.framing
    assert "rim_mode" in fused["lighting"].fixed
    assert set(fused["framing"].fixed) == {"size", "elevation_deg", "placement"}


def test_what_is_not_told_keeps_its_value_and_is_called_unknown(found):
    unsure = replace(found.solved, known=dict.fromkeys(found.solved.known, 0.1))
    base = SceneScript()
    script, fused = apply_to(base, unsure)
    assert script.lighting == base.lighting
    assert "key_azimuth_deg" in fused["lighting"].unknown


def test_offsets_say_how_far_a_number_was_moved(found):
    base = replace(SceneScript(), framing=replace(SceneScript().framing, elevation_deg=30.0))
    script, fused = apply_to(base, found.solved)
    moved = fused["framing"].offsets["elevation_deg"]
    assert script.framing.elevation_deg == pytest.approx(base.framing.elevation_deg + moved)


def test_a_focal_length_that_no_line_tells_is_unknown_and_the_script_keeps_its_own(found):
    assert found.still.camera is None
    assert found.solved.known["focal_mm"] == 0.0
    assert found.solved.known["camera_elevation_deg"] > 0.5
    script, fused = apply_to(SceneScript(), found.solved)
    assert "focal_length_mm" in fused["lens"].unknown
    assert script.lens == SceneScript().lens
    assert any("focal length is a guess" in line for line in found.warnings)


def test_every_slot_has_a_fuser_that_answers_for_every_field(found):
    assert set(fusers()) == set(SLOTS)
    for name, fuser in fusers().items():
        proposed = set(fuser.propose(found.solved, SceneScript()))
        if name == "lighting":
            proposed |= {"rim_stops"}
        silent = set(rules_of(SLOTS[name])) - proposed - set(fuser.unseen)
        forgiven = {"to_focal_length_mm", "to_focus_m", "practical_count"}
        assert silent <= forgiven, (name, silent)


def test_a_hazy_answer_is_a_visibility(found):
    known = {**found.solved.known, "haze_per_m": 0.9}
    hazy = replace(found.solved, haze_per_m=0.05, known=known)
    script, _ = apply_to(SceneScript(), hazy)
    assert script.atmosphere.weather == "haze"
    assert script.atmosphere.visibility_m == pytest.approx(3.912 / 0.05, rel=1e-2)


def test_a_match_that_is_one_of_several_says_why(found):
    one = replace(found.calibration, outcome=Outcome.AMBIGUOUS, role_swap=False)
    alone = replace(one, solutions=one.solutions[:1])
    twice = replace(one, solutions=one.solutions[:1] * 2)
    said = answered(found, alone, MatchRequest()).warnings
    assert any("does not vouch for the key" in line for line in said)
    said = answered(found, twice, MatchRequest()).warnings
    assert "another arrangement explains the still about as well" in said
    assert not any("does not vouch" in line for line in said)


def test_a_picture_without_a_subject_is_an_outcome(still):
    picture = read_picture(still)
    flat = replace(picture, rgb=np.full_like(picture.rgb, 0.3))
    nothing = match(flat)
    assert nothing.outcome == NO_SUBJECT
    assert nothing.script == SceneScript()
    canonical_json(nothing.as_json())


def test_a_mask_that_was_handed_over_is_used(still, found):
    picture = read_picture(still)
    rows, columns = np.indices(picture.rgb.shape[:2])
    disk = np.hypot(rows - 199.0, columns - 320.0) < 139.0
    given = match(picture, MatchRequest(mask=disk))
    assert given.still.mask_confidence == 1.0
    assert given.solved.key_azimuth_deg == pytest.approx(found.solved.key_azimuth_deg, abs=12.0)


def test_the_command_writes_a_match_and_a_script(still, tmp_path, capsys):
    code = main(["match", str(still), "--out", str(tmp_path / "m"), "--json"])
    (printed,) = json.loads(capsys.readouterr().out)["matches"]
    assert code == (0 if printed["outcome"] in ("matched", "ambiguous") else 1)
    written = json.loads((tmp_path / "m" / "ball" / "match.json").read_text(encoding="utf-8"))
    assert written["key"] == printed["key"]
    script = read_json((tmp_path / "m" / "ball" / "script.json").read_bytes())
    assert script.lighting.rim_mode == "rim_right"


def test_what_prose_says_stays(still, tmp_path, capsys):
    asked = ["--script", "medium close-up of a person"]
    main(["match", str(still), "--out", str(tmp_path / "m"), "--json", *asked])
    capsys.readouterr()
    script = read_json((tmp_path / "m" / "ball" / "script.json").read_bytes())
    assert script.framing.size == "medium_close_up"


@pytest.mark.parametrize(
    "extra, said",
    [
        (["--lock", "lighting.colour"], "--lock"),
        (["--lock", "nothing"], "--lock"),
        (["--height", "-1"], "--height"),
    ],
)
def test_bad_input_is_one_clear_line_and_nothing_is_written(still, tmp_path, capsys, extra, said):
    assert main(["match", str(still), "--out", str(tmp_path / "m"), *extra]) == 2
    error = capsys.readouterr().err.strip().splitlines()
    assert len(error) == 1 and said in error[0]
    assert not (tmp_path / "m").exists()


def test_a_file_that_is_no_picture_is_one_clear_line(tmp_path, capsys):
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"not a picture at all")
    assert main(["match", str(bad), "--out", str(tmp_path / "m")]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_renderer_s_offsets_are_taken_off(found):
    sheet = Offsets("some", True, {"key_elevation_deg": -2.0}, {"key_elevation_deg": 0.1}, 5)
    seen = as_seen_by(found.solved, sheet)
    assert seen.key_elevation_deg == pytest.approx(found.solved.key_elevation_deg + 2.0)
    assert seen.key_azimuth_deg == found.solved.key_azimuth_deg
    assert found.as_json()["offsets"]["renderer"] == "cycles"


def test_the_table_s_mode_fills_the_same_match(still, found):
    by_table = match(still, MatchRequest(mode="heuristic", inspector="none"))
    assert by_table.mode == "heuristic"
    assert set(by_table.as_json()) == set(found.as_json()) - {"inspector"}
    assert by_table.iterations > found.iterations


@pytest.mark.parametrize("name", sorted(scenarios()))
def test_a_sound_script_stays_sound_whatever_was_found(found, name):
    script, fused = apply_to(scenarios()[name], found.solved)
    check(script)
    assert script.lighting.key_azimuth_deg == pytest.approx(found.solved.key_azimuth_deg, rel=1e-3)
    assert set(fused) == set(SLOTS)


@pytest.mark.parametrize("height_m", [0.6, 6.0])
def test_a_still_has_no_scale(still, found, height_m):
    """Everything in metres goes with the subject's height, and nothing else does."""
    scaled, usual = match(still, MatchRequest(height_m=height_m)).solved, found.solved
    scale = height_m / usual.subject_height_m
    assert scaled.key_azimuth_deg == pytest.approx(usual.key_azimuth_deg, abs=2.0)
    assert scaled.key_elevation_deg == pytest.approx(usual.key_elevation_deg, abs=2.0)
    assert scaled.focal_mm == pytest.approx(usual.focal_mm, rel=0.1)
    assert scaled.camera_distance_m == pytest.approx(scale * usual.camera_distance_m, rel=0.1)
    assert scaled.key_distance_m == pytest.approx(scale * usual.key_distance_m, rel=0.25)


def test_lights_that_explain_too_little_are_called_unexplained():
    ball, truth = ball_on_ground()
    painted = clutter(np.random.default_rng(1), *truth.shape, (1.0, 1.0, 1.0), spread=1.2)
    asked = MatchRequest(mask=truth)
    found = match(photograph(ball * painted / painted.mean()), asked)
    assert found.outcome == "unexplained"
    assert found.certificate["residual"] > FAR
    assert any("a first idea only" in line for line in found.warnings)


def photograph(rgb):
    """Linear light as a picture of eight bits would have it."""
    nowhere = np.zeros(rgb.shape[:2], dtype=bool)
    light = np.clip(rgb, 0.0, 1.0).astype(np.float32)
    return Picture("photograph", light, None, nowhere, nowhere, 8, "sRGB")


def test_where_nothing_stands_at_the_place_that_was_named_a_match_says_so():
    found = match(photograph(ball_on_ground()[0]), MatchRequest(at=(0.02, 0.03)))
    assert found.outcome == "no_subject"
    assert found.warnings == ("no subject stands out; hand over a mask, or a place on the subject",)


def test_a_photograph_that_is_not_explained_still_gives_all_its_files(tmp_path):
    picture, _ = portrait(pattern=2.0)
    code = np.round(encode_srgb(np.clip(picture, 0.0, 1.0)) * 255).astype(np.uint8)
    Image.fromarray(code).save(tmp_path / "face.png")
    files = match_files(tmp_path / "face.png", Options(picture=False).plain())
    told = json.loads(files["match.json"])
    assert told["outcome"] == "unexplained"
    assert told["inspector"]["name"] == "offline"
    assert type(told["inspector"]["tried"]) is bool
    assert told["known"]["focal_mm"] == told["known"]["camera_elevation_deg"] == 0.0  # no floor
    assert read_match(files["match.json"]).worth_keeping
