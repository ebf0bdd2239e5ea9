"""The USD shot as a file: clock and units, names, what usd-core says, whole or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pxr import Kind, Sdf, Usd, UsdGeom

from scene_stager.errors import HostError, MissingPartError
from scene_stager.hosts.dome_picture import dome_pictures
from scene_stager.hosts.usd import usd_text, write_usd
from scene_stager.moks.entities import ShotFacts
from tests.facts import compiled, entity
from tests.hosts.usd_check import findings, validator_names
from tests.hosts.usd_takes import HASH, LEVEL, SCENARIOS, baked, camera_take, opened, take_of

ROOT = Path(__file__).resolve().parents[2]

HOSTILE = [
    "",
    'quo"te \\ back\\',
    '"""triple"""',
    "new\nline\r\nand\ttab",
    "nul\0x",
    "\x01\x1b[31m\x7f\u2028",
    "snow ☃ film 🎬 \u202eright to left",
    "noncharacters \ufffe\uffff",
    "@asset@ </Shot/camera> {braces} #usda 1.0",
    "x" * 300,
]


def test_the_clock_and_the_units_stand_in_the_metadata(tmp_path):
    stage = opened(
        camera_take([(0, 0, 0)] * 49, LEVEL, fps=(24000, 1001), start_frame=101), tmp_path
    )
    assert UsdGeom.GetStageUpAxis(stage) == "Z"
    assert UsdGeom.GetStageMetersPerUnit(stage) == 0.01
    assert UsdGeom.StageHasAuthoredMetersPerUnit(stage)
    assert (stage.GetStartTimeCode(), stage.GetEndTimeCode()) == (101, 149)  # both included
    assert stage.GetTimeCodesPerSecond() == stage.GetFramesPerSecond() == 24000 / 1001


def test_the_shot_is_the_default_prim_and_an_assembly(tmp_path):
    stage = opened(baked("hero_dolly_push_in"), tmp_path)
    shot = stage.GetDefaultPrim()
    assert (shot.GetPath(), shot.GetTypeName()) == ("/Shot", "Xform")
    assert Kind.Registry.IsA(Usd.ModelAPI(shot).GetKind(), Kind.Tokens.assembly)
    assert [str(p.GetPath()) for p in stage.GetPseudoRoot().GetChildren()] == ["/Shot"]


@pytest.mark.parametrize("name", SCENARIOS)
def test_usd_core_has_nothing_to_say(name, tmp_path):
    write_usd(baked(name), tmp_path / "shot.usda")
    assert findings(tmp_path / "shot.usda") == []


def test_usd_core_is_asked_about_everything_and_does_speak_up(tmp_path):
    assert {"usdGeomValidators:StageMetadataChecker", "usdValidation:CompositionErrorTest"} < set(
        validator_names()
    )
    broken = usd_text(baked("hero_dolly_push_in"))
    broken = broken.replace('    upAxis = "Z"\n', "").replace('defaultPrim = "Shot"', "")
    (tmp_path / "broken.usda").write_text(broken, encoding="utf-8")
    assert len(findings(tmp_path / "broken.usda")) >= 2


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_shot_needs_no_other_file_than_the_picture_of_its_sky(name):
    layer = Sdf.Layer.CreateAnonymous(".usda")
    layer.ImportFromString(usd_text(baked(name)))
    assert set(layer.GetCompositionAssetDependencies()) <= {""}  # references into itself
    (sky,) = dome_pictures(baked(name).entities)
    assert usd_text(baked(name)).count(f"@./{sky}@") == 1
    assert usd_text(baked(name)).count("@") == 2
    assert "@" not in usd_text(baked(name), pictured=False)


def test_parameters_and_hashes_are_custom_data(tmp_path):
    take = baked("crane_reveal")
    stage = opened(take, tmp_path)
    facts = stage.GetPrimAtPath("/Shot").GetCustomDataByKey("sceneStager")
    assert facts["plan_hash"] == take.plan_hash
    assert facts["take_digest"] == take.digest
    assert (facts["schema"], facts["version"]) == ("scene_stager.usd", 1)
    assert facts["script"] == "crane_reveal"
    assert facts["seed"] == take.facts(ShotFacts, "shot").seed
    in_layer = stage.GetRootLayer().customLayerData["sceneStager"]
    assert {key: in_layer[key] for key in facts} == facts


SCRIPT = """
import sys
from scene_stager.front_door import bake
from scene_stager.hosts.usd import write_usd
write_usd(bake(sys.argv[1]), sys.argv[2])
"""


@pytest.mark.parametrize("hash_seed", ["0", "12345"])
def test_another_process_writes_the_same_bytes(hash_seed, tmp_path):
    here, there = tmp_path / "here.usda", tmp_path / "there.usda"
    write_usd(baked("vertigo_dolly_zoom"), here)
    more = {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT / "core"), "TZ": "Asia/Tokyo"}
    run = [sys.executable, "-c", SCRIPT, "vertigo_dolly_zoom", str(there)]
    subprocess.run(run, check=True, cwd=tmp_path, env={**os.environ, **more})
    assert there.read_bytes() == here.read_bytes()
    assert b"\r" not in here.read_bytes()


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_of_any_letters_is_kept_and_breaks_nothing(title, tmp_path):
    words = title if title and title.isprintable() else "a shot"
    shot = entity("shot", name=words, logline=words)
    stage = opened(camera_take((0, 0, 0), LEVEL, title=title, entities=[shot]), tmp_path)
    shown = title.replace("\0", "\ufffd")
    assert stage.GetPrimAtPath("/Shot").GetDisplayName() == shown
    facts = stage.GetPrimAtPath("/Shot").GetCustomDataByKey("sceneStager")
    assert (facts["title"], facts["script"]) == (shown, words)
    assert findings(tmp_path / "shot.usda") == []


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_any_title_can_be_parsed_again(title):
    layer = Sdf.Layer.CreateAnonymous(".usda")
    assert layer.ImportFromString(usd_text(camera_take((0, 0, 0), LEVEL, title=title)))


def test_prims_are_named_after_entities_and_never_share_a_name(tmp_path):
    ids = ["light.practical_1", "light.2k", "key", "light.key", "lights", "ground", "a.b", "a_b"]
    likes = ["light.key"] * 4 + ["rig"] * 4
    take = take_of({"stray.level_lx": 1.0}, list(map(entity, ids, likes)))
    stage = opened(take, tmp_path)
    paths = {str(p.GetPath()) for p in stage.Traverse() if str(p.GetPath()).count("/") < 4}
    wanted = ("practical_1", "_2k", "key", "key_2")
    assert {f"/Shot/lights/{name}" for name in wanted} <= paths
    assert {"/Shot/lights_2", "/Shot/ground_2", "/Shot/a_b", "/Shot/a_b_2", "/Shot/stray"} <= paths
    assert findings(tmp_path / "shot.usda") == []


def test_one_frame_is_a_shot_without_samples(tmp_path):
    take = baked("hero_dolly_push_in").slice_frames(40, 40)
    stage = opened(take, tmp_path)
    assert (stage.GetStartTimeCode(), stage.GetEndTimeCode()) == (40, 40)
    sampled = [a for p in stage.Traverse() for a in p.GetAttributes() if a.GetNumTimeSamples()]
    assert sampled == []
    assert findings(tmp_path / "shot.usda") == []


def test_ten_thousand_frames_are_all_there(tmp_path):
    rows = [(index * 0.001, -5.0, 1.7) for index in range(10_000)]
    stage = opened(camera_take(rows, LEVEL, start_frame=-500), tmp_path)
    moved = stage.GetPrimAtPath("/Shot/camera").GetAttribute("xformOp:translate")
    assert moved.GetTimeSamples() == [float(frame) for frame in range(-500, 9_500)]
    assert moved.Get(9_499)[0] == pytest.approx(999.9, abs=1e-9)


def test_an_empty_take_is_still_a_stage(tmp_path):
    opened(take_of({}), tmp_path)
    assert findings(tmp_path / "shot.usda") == []


def test_odd_widths_do_not_stop_the_writing(tmp_path):
    names = tuple(compiled())
    channels = {f"{name}.translate_m": (1.0, 2.0) for name in names}
    channels |= {f"{name}.many": tuple(range(7)) for name in names}
    opened(take_of(channels, list(map(entity, names))), tmp_path)
    assert findings(tmp_path / "shot.usda") == []


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path, monkeypatch):
    place = tmp_path / "shot.usda"
    place.write_text("the old one")

    def refuse(source, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(HostError, match=r"shot\.usda: could not be written: No space left"):
        write_usd(camera_take((0, 0, 0), LEVEL), place)
    assert [(f.name, f.read_text()) for f in tmp_path.iterdir()] == [("shot.usda", "the old one")]


def test_a_folder_that_is_not_there_is_one_clear_line(tmp_path):
    with pytest.raises(HostError, match="could not be written: No such file or directory"):
        write_usd(camera_take((0, 0, 0), LEVEL), tmp_path / "nowhere" / "shot.usda")
    assert list(tmp_path.iterdir()) == []


def test_without_usd_core_it_says_so_in_one_line(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pxr", None)
    with pytest.raises(MissingPartError) as caught:
        write_usd(camera_take((0, 0, 0), LEVEL), tmp_path / "shot.usda")
    assert "pip install usd-core" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_what_usd_refuses_is_a_host_error(monkeypatch):
    from pxr import Tf

    from scene_stager.hosts._usd import shot

    def refuse(*_):
        Tf.RaiseRuntimeError("no")

    monkeypatch.setattr(shot, "write_ground", refuse)
    with pytest.raises(HostError, match="USD refused"):
        usd_text(take_of({}))


def test_the_hash_of_the_plan_is_the_takes(tmp_path):
    stage = opened(camera_take((0, 0, 0), LEVEL), tmp_path)
    assert stage.GetPrimAtPath("/Shot").GetCustomDataByKey("sceneStager:plan_hash") == HASH


@pytest.mark.parametrize(("scale", "lands_at"), [(1.0, 260.0 + 5.0 / 12.0), (24.0 / 25.0, 250.0)])
def test_at_another_rate_a_shot_keeps_its_seconds_or_its_frames(scale, lands_at, tmp_path):
    places = [(float(frame), 0.0, 0.0) for frame in range(1, 251)]
    write_usd(camera_take(places, LEVEL), tmp_path / "shot.usda")
    layer = Sdf.Layer.CreateNew(str(tmp_path / "edit.usda"))
    layer.timeCodesPerSecond = layer.framesPerSecond = 25.0
    layer.pseudoRoot.SetInfo("metersPerUnit", 0.01)
    shot = Sdf.PrimSpec(layer, "Shot", Sdf.SpecifierDef)
    there = Sdf.Reference("./shot.usda", "/Shot", Sdf.LayerOffset(0.0, scale))
    shot.referenceList.prependedItems = [there]
    stage = Usd.Stage.Open(layer)
    camera = stage.GetPrimAtPath("/Shot/camera")
    moves = camera.GetAttribute("xformOp:translate")
    assert moves.GetTimeSamples()[-1] == pytest.approx(lands_at)
    assert moves.Get(lands_at)[0] == pytest.approx(25_000.0)
