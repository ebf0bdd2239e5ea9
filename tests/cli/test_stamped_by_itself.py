"""What commands write says where it comes from, by itself, and in the same bytes every time."""

import json
from pathlib import Path

import pytest
from PIL import Image

from scene_stager.canonical import digest_of
from scene_stager.cli import main
from scene_stager.provenance.pixel_hash import pixel_hash_of_file
from scene_stager.provenance.stamp import look_at, verify
from scene_stager.script.read import read_script
from tests.house.sources import ROOT
from tests.provenance.pictures import pattern

STILL = ROOT / "tests" / "reading" / "stills" / "ref_11_003.png"
SCRIPT = "hero_dolly_push_in"
ALL = ("--preview", "animatic")


@pytest.fixture
def ask(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCENE_STAGER_PRESETS", str(tmp_path / "presets"))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def run(*words):
        assert main([*words, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return run


def parents_of(path):
    (record,) = look_at(Path(path)).records
    return {(one.role, one.kind): one.sha256 for one in record.lineage.parents}


@pytest.mark.slow
def test_a_bake_says_which_script_and_plan_it_is_of(ask):
    said = ask("bake", SCRIPT, "--frames", "1:4", *ALL, "--out", "a")
    assert {Path(name).name for name in said["outputs"]} >= {"shot.provenance.usda", "preview.png"}
    script = digest_of(read_script(SCRIPT).as_json())
    for name in ("shot.usda", "preview.png", "preview.webp"):
        path = Path("a") / name
        assert verify(path).verdict == "holds"
        (record,) = look_at(path).records
        assert record.plan_hash == said["plan_hash"] and record.stage == "S3"
        assert record.lineage.made_on is None
        assert parents_of(path) == {
            ("script", "content"): script,
            ("take", "content"): said["take_digest"],
        }
    (of_take,) = look_at(Path("a/shot.take.json")).records
    assert verify(Path("a/shot.take.json")).verdict == "holds"
    assert (of_take.content_hash, of_take.plan_hash) == (said["take_digest"], said["plan_hash"])
    assert parents_of("a/shot.take.json") == {("script", "content"): script}
    ask("bake", SCRIPT, "--frames", "1:4", *ALL, "--out", "b")
    for name in ("preview.png", "preview.webp", "shot.provenance.usda", "shot.take.json"):
        assert (Path("a") / name).read_bytes() == (Path("b") / name).read_bytes()


def test_a_time_is_told_only_where_the_environment_says_one(ask, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795600000")
    ask("bake", SCRIPT, "--preview", "none", "--out", "a")
    (record,) = look_at(Path("a/shot.usda")).records
    assert record.lineage.made_on == "2026-11-25T09:46:40Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    ask("bake", SCRIPT, "--preview", "none", "--out", "a")
    assert look_at(Path("a/shot.usda")).records[0].lineage.made_on is None


@pytest.mark.slow
def test_a_match_and_its_preset_name_the_pixels_of_the_still(ask):
    own = pixel_hash_of_file(STILL)
    ask("match", str(STILL), "--out", "m", "--inspector", "none")
    folder = Path("m") / STILL.stem
    assert json.loads((folder / "match.json").read_text())["image_pixels"] == own
    assert verify(folder / "match.png").verdict == "holds"
    assert parents_of(folder / "match.png")["still", "pixels"] == own
    match = parents_of(folder / "match.png")["match", "content"]
    for name, parents in (("match", {}), ("script", {("match", "content"): match})):
        path = folder / f"{name}.json"
        assert verify(path).verdict == "holds"
        assert parents_of(path) == {("still", "pixels"): own} | parents
    assert look_at(folder / "match.json").records[0].content_hash == match
    said = ask("promote", str(folder), "--name", "look")
    assert verify(Path(said["path"])).verdict == "holds"
    assert parents_of(said["path"])["match", "content"] == match
    assert "record" not in said["preset"]
    assert said["preset"]["lineage"]["reference_pixels"] == own
    assert said["preset"]["lineage"]["parents"] == [
        parents_of(folder / "match.png")["match", "content"]
    ]


def test_a_sheet_of_metrics_names_its_still(ask):
    ask("metrics", str(STILL), "--picture", "sheet.png")
    assert verify(Path("sheet.png")).verdict == "holds"
    assert parents_of("sheet.png") == {("still", "pixels"): pixel_hash_of_file(STILL)}


def test_surroundings_name_their_map(ask):
    Image.fromarray(pattern(64, 128)).save("sky.png")
    ask("sh", "sky.png", "--out", "made")
    for ending in (".exr", ".png", ".usda"):
        path = Path("made") / f"sky{ending}"
        assert verify(path).verdict == "holds"
        assert parents_of(path) == {("source", "pixels"): pixel_hash_of_file("sky.png")}
