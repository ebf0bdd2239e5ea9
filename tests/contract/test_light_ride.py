"""A key that rides the subject's mesh: from the script to the Take, and back from its manifest."""

import json
from dataclasses import replace
from hashlib import sha256

import numpy as np
import pytest

from scene_stager import bake
from scene_stager.cli import main
from scene_stager.cli.asset import sibling
from scene_stager.compiler import compile_script, emit_moks_plan
from scene_stager.errors import InputError
from scene_stager.maths.frames import rotate_wxyz, yaw_wxyz
from scene_stager.maths.surface.mesh import Mesh, triangle_mesh
from scene_stager.moks.executor import execute
from scene_stager.moks.mesh_files.write import ply_of
from scene_stager.preview.bake_report import report_on
from scene_stager.preview.numbers import values
from scene_stager.script.read import read_script
from tests.maths.known_surfaces import sphere_of
from tests.maths.surfaces import sheet
from tests.shot.rides import degrees_between

RADIUS_M, CENTRE_M = 3.0, np.array([0.0, -1.0, -1.37])
FRAMES = 97


def moved(mesh, scale, by_m, facing_deg=0.0):
    turn = yaw_wxyz(np.asarray(facing_deg))
    places_m = rotate_wxyz(turn, mesh.places_m * scale) + by_m
    return ply_of(Mesh(places_m, mesh.corners, mesh.counts, rotate_wxyz(turn, mesh.facings)))


BALL = sphere_of(5, radius=1.0).mesh
GLOBE = moved(BALL, RADIUS_M, CENTRE_M)
DECK = moved(sheet(25, 9), 1.0, np.array([-4.0, -20.0, 0.0]))
PIER = moved(sheet(9, 9), 1.0, np.array([-4.3, -3.0, 0.0]))  # ends 3 m down the way


def ridge():
    """A deck that falls away at 70 degrees from a ridge across the way, 2.5 m down it."""
    deck = sheet(97, 9)
    x, y = deck.places_m[:, 0] - 4.3, deck.places_m[:, 1] / 8.0 - 10.0
    z = np.minimum(0.0, (y + 2.5) * np.tan(np.radians(70.0)))
    return ply_of(triangle_mesh(np.stack([x, y, z], axis=-1), deck.triangles))


RIDGE = ridge()


def walk(mesh=None, **subject):
    """Somebody walks along -y for four seconds, and the key is a card that stays with them."""
    script = read_script("walk_and_talk_verite")
    lit = replace(script.lighting, frame="target", key_along_m=None, receptor="card")
    if mesh is not None:
        lit = replace(lit, link="intrinsic")
        subject["mesh"] = sha256(mesh).hexdigest()
    subject_ = replace(script.subject, **subject)
    return replace(script, frame_count=FRAMES, lighting=lit, subject=subject_)


def taken(mesh=None, frames=None, **subject):
    plan = emit_moks_plan(compile_script(walk(mesh, **subject)))
    given = {} if mesh is None else {"mesh": mesh}
    return execute(plan, frames=frames, inputs=given).take


@pytest.fixture(scope="module")
def on_globe():
    return taken(GLOBE)


def test_over_a_flat_deck_it_goes_as_the_classic_link_has_it():
    classic, deck = taken(), taken(DECK)
    for name in ("light.key.translate_m", "light.key.hold_stops", "light.key.intensity_cd"):
        np.testing.assert_allclose(values(deck, name), values(classic, name), atol=1e-8)
    assert not report_on(deck).warnings


def test_over_a_globe_it_turns_with_the_great_circle_under_the_walk(on_globe):
    light_m, target_m = (values(on_globe, f"{n}.translate_m") for n in ("light.key", "target"))
    up = target_m - CENTRE_M
    up /= np.linalg.norm(up, axis=1)[:, None]
    places_m = CENTRE_M + RADIUS_M * up
    turn = np.arctan2(-up[:, 1], up[:, 2])
    turn -= turn[0]
    x, y, z = light_m[0] - places_m[0]
    c, s = np.cos(turn), np.sin(turn)
    # A turn about x that tips +z toward -y.
    wanted = np.stack([x + 0 * c, c * y - s * z, s * y + c * z], axis=-1)
    assert np.degrees(turn[-1]) > 60
    # The place is nearest on a faceted ball, whose edges are 2 degrees long.
    assert degrees_between(light_m - places_m, wanted).max() < 1.0
    assert values(on_globe, "light.key.ride_fault").max() == 0
    assert values(on_globe, "light.key.ride_turn_deg").max() < 2.0


def test_it_shines_at_the_target_and_its_exposure_is_held(on_globe):
    light_m, target_m = (values(on_globe, f"{n}.translate_m") for n in ("light.key", "target"))
    aims = rotate_wxyz(values(on_globe, "light.key.rotate_wxyz"), np.array([0.0, 0.0, -1.0]))
    assert degrees_between(aims, target_m - light_m).max() < 1e-4
    lux = values(on_globe, "light.key.illuminance_lx")
    np.testing.assert_allclose(lux, np.broadcast_to(lux[0], lux.shape), rtol=1e-9)
    assert np.ptp(values(on_globe, "light.key.hold_stops")) > 0.01


def test_frames_alone_are_those_of_the_whole(on_globe):
    part = taken(GLOBE, frames=(40, 60))
    for channel in part.channels:
        whole = values(on_globe, channel.name)
        np.testing.assert_array_equal(values(part, channel.name), whole[39:60], channel.name)


def test_the_mesh_stays_where_it_is_on_the_stage_wherever_the_walk_begins(on_globe):
    spot_m, facing_deg = np.array([3.0, -4.0, 0.5]), 75.0
    turn = yaw_wxyz(np.asarray(facing_deg))
    there = moved(BALL, RADIUS_M, rotate_wxyz(turn, CENTRE_M) + spot_m, facing_deg)
    x, y, z = spot_m.tolist()
    spot = {"place_x_m": x, "place_y_m": y, "place_z_m": z, "facing_deg": facing_deg}
    found = values(taken(there, **spot), "light.key.translate_m")
    wanted = rotate_wxyz(turn, values(on_globe, "light.key.translate_m")) + spot_m
    np.testing.assert_allclose(found, wanted, atol=2e-5)


def test_where_the_surface_ends_the_report_says_so_and_the_light_does_not_jump():
    take = taken(PIER)
    said = [line for line in report_on(take).warnings if "surface" in line]
    assert len(said) == 1
    # 3 m at 1.4 m/s are 51.4 frames from the first, which is frame 1.
    assert said[0].startswith("frame 53: light.key is lost to its surface until frame 97: border, ")
    share = values(take, "light.key.ride_classic_share")[:, 0]
    assert share[[30, 52, 96]].tolist() == [0.0, 1.0, 1.0]
    steps_m = np.linalg.norm(np.diff(values(take, "light.key.translate_m"), axis=0), axis=1)
    assert steps_m.max() < 0.1


def test_over_a_sharp_ridge_what_fails_is_named_and_it_rides_on_without_a_jump():
    take = taken(RIDGE)
    said = [line for line in report_on(take).warnings if "surface" in line]
    # 2.5 m at 1.4 m/s are 42.9 frames from the first, which is frame 1; the last cell is 2.1 long.
    assert [line.split(", ")[0] for line in said] == [
        "frame 40: light.key is lost to its surface until frame 42: bend lost",
        "frame 43: light.key is lost to its surface until frame 44: folded",
    ]
    share = values(take, "light.key.ride_classic_share")[:, 0]
    assert share[[20, 42, 70]].tolist() == [0.0, 1.0, 0.0]
    light_m, target_m = (values(take, f"{n}.translate_m") for n in ("light.key", "target"))
    assert np.linalg.norm(np.diff(light_m, axis=0), axis=1).max() < 0.1
    aims = rotate_wxyz(values(take, "light.key.rotate_wxyz"), np.array([0.0, 0.0, -1.0]))
    assert degrees_between(aims, target_m - light_m).max() < 1e-4
    lux = values(take, "light.key.illuminance_lx")
    np.testing.assert_allclose(lux, np.broadcast_to(lux[0], lux.shape), rtol=1e-9)


def test_what_cannot_be_ridden_is_told_in_one_line():
    with pytest.raises(InputError, match=r"^inputs\.mesh: found sha256 "):
        execute(emit_moks_plan(compile_script(walk(GLOBE))), inputs={"mesh": DECK})
    unmeshed = walk(GLOBE)
    unmeshed = replace(unmeshed, subject=replace(unmeshed.subject, mesh=""))
    with pytest.raises(
        InputError, match=r"^subject\.mesh: found nothing, .* --mesh FILE; in Blender,"
    ):
        compile_script(unmeshed)
    sunny = replace(unmeshed, lighting=replace(unmeshed.lighting, style="sun"))
    with pytest.raises(
        InputError, match=r"^lighting\.link: found intrinsic, .* key of sun is a sun"
    ):
        compile_script(sunny)
    classic = replace(walk(GLOBE), lighting=walk().lighting)
    with pytest.raises(InputError, match=r"^lighting\.link: found classic, expected intrinsic, "):
        compile_script(classic)
    ridden = walk(GLOBE)
    turning = replace(ridden, lighting=replace(ridden.lighting, frame="camera"))
    with pytest.raises(InputError, match=r"^lighting\.frame: found camera, expected target or wo"):
        compile_script(turning)


def test_from_the_command_line_to_a_manifest_that_evaluate_follows(tmp_path, capsys):
    script, hull, out = (tmp_path / name for name in ("walk.json", "hull.ply", "out"))
    script.write_text(replace(walk(DECK), subject=walk().subject).to_json(), encoding="utf-8")
    hull.write_bytes(DECK)
    words = ["bake", str(script), "--preview", "none", "--frames", "1:20", "--out", str(out)]
    assert main([*words, "--mesh", str(hull)]) == 0
    assert (out / "shot.mesh.ply").read_bytes() == DECK
    capsys.readouterr()
    recipe = [str(out / f"shot.{name}.json") for name in ("plan", "manifest")]
    assert main(["evaluate", *recipe, "--out", str(tmp_path / "e.usda"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["inputs"][0]["name"] == "mesh"
    assert (tmp_path / "e.usda").read_bytes() == (out / "shot.usda").read_bytes()
    hull.write_text("no mesh at all\n")
    for wrong in (hull, tmp_path / "hull.fbx", tmp_path / "none.obj"):
        assert main([*words, "--mesh", str(wrong)]) == 2
        said = capsys.readouterr().err.strip()
        assert said.count("\n") == 0
        assert "mesh: found " in said


@pytest.fixture
def on_disk(tmp_path, monkeypatch):
    """A folder with a hull in it, and a script that names that hull, which lies beside it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hull.ply").write_bytes(DECK)
    (tmp_path / "walk.mesh.ply").write_bytes(DECK)
    (tmp_path / "walk.json").write_text(walk(DECK).to_json(), encoding="utf-8")
    return tmp_path


def told(capsys, *words):
    """What a command says, as JSON."""
    capsys.readouterr()
    assert main([*map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_sentence_wants_a_mesh_and_says_how_to_name_one(on_disk, capsys):
    said = "a light that glides along the hull, 48 frames"
    assert main(["bake", said, "--preview", "none"]) == 2
    assert "subject.mesh: found nothing" in (line := capsys.readouterr().err)
    assert "--mesh FILE" in line
    assert line.strip().count("\n") == 0
    named = told(capsys, "bake", said, "--mesh", "hull.ply", "--preview", "none", "--out", "a")
    assert "light.key.ride_turn_deg" in named["channels"]
    assert told(capsys, "compile", said, "--mesh", "hull.ply")["plan_hash"] == named["plan_hash"]
    assert not [line for line in named["warnings"] if "glides" in line]


def test_a_scenario_with_a_mesh_has_a_key_that_rides_it(on_disk, capsys):
    words = ("bake", "interview_three_point", "--preview", "none", "--frames", "1:3")
    ridden = told(capsys, *words, "--mesh", "hull.ply", "--out", "b")
    assert "light.key.ride_turn_deg" in ridden["channels"]
    assert any("its target stays where it is" in line for line in ridden["warnings"])


def test_a_script_finds_its_mesh_beside_itself_and_says_where_it_looked(
    on_disk, capsys, monkeypatch
):
    monkeypatch.setattr(sibling, "draw_shot", lambda *_: ())
    words = ("bake", "walk.json", "--preview", "none", "--frames", "1:9", "--out", "c")
    first = told(capsys, *words)
    again = told(capsys, *words[:1], "c/shot.script.json", *words[2:-1], "d")
    assert again["take_digest"] == first["take_digest"] == bake("walk.json", frames=(1, 9)).digest
    varied = ("asset", "sibling", "c/shot.usda", "--set", "light.key.azimuth_deg=30", "--out", "e")
    assert told(capsys, *varied)["take_digest"] != first["take_digest"]
    assert (on_disk / "e" / "shot.mesh.ply").read_bytes() == DECK
    (on_disk / "walk.mesh.ply").write_bytes(PIER)
    assert main([*words, "--json"]) == 2
    (on_disk / "walk.mesh.ply").unlink()
    assert main([*words, "--json"]) == 2
    hashed, sought = capsys.readouterr().err.strip().splitlines()
    assert hashed.startswith("scene-stager: inputs.mesh: found sha256 ")
    assert "beside its script, as walk.mesh.ply. Or name it with --mesh FILE." in sought


def test_other_lamps_of_a_shot_with_a_ride_are_placed_and_the_key_is_not(on_disk, capsys):
    words = ("light", "place", "walk.json", "--highlight", "0.52,0.436")
    assert told(capsys, *words, "--light", "fill")["light"] == "fill"
    assert main([*words, "--light", "key"]) == 2
    said = capsys.readouterr().err
    assert "--light: found 'key', expected one of fill" in said
    assert "It rides a surface" in said


def test_the_farm_carries_the_mesh(on_disk, capsys):
    pytest.importorskip("openjd.model")
    assert main(["farm", "a light that glides along the hull", "--out", "jobs"]) == 2
    assert "subject.mesh: found nothing" in capsys.readouterr().err
    job = told(capsys, "farm", "walk.json", "--out", "jobs")["jobs"][0]
    template = json.loads((on_disk / job["template"]).read_text("utf-8"))
    (mesh,) = [one for one in template["parameterDefinitions"] if one["name"] == "Mesh"]
    assert (mesh["dataFlow"], mesh["default"]) == ("IN", "shot.mesh.ply")
    assert ((on_disk / job["template"]).parent / "shot.mesh.ply").read_bytes() == DECK
    bake_step = template["steps"][0]["script"]["actions"]["onRun"]["args"]
    assert bake_step[-2:] == ["--mesh", "{{Param.Mesh}}"]
