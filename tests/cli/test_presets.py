"""Presets on the command line, from making one to putting it on a shot."""

import json
import re
from pathlib import Path

import pytest

from scene_stager.cli import main
from scene_stager.script.read import read_script

SHOT, LOOK = "walk_and_talk_verite", "hero_dolly_push_in"


@pytest.fixture
def ask(tmp_path, monkeypatch, capsys):
    """Run a command line with --json in an empty folder with an empty library."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCENE_STAGER_PRESETS", str(tmp_path / "library"))

    def run(*words):
        code = main([*words, "--json"])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    return run


def test_a_look_is_kept_listed_checked_and_put_on_a_shot(ask):
    code, made, _ = ask("preset", "make", LOOK, "warm_evening")
    assert (code, made["name"]) == (0, "warm_evening")
    _, listed, _ = ask("list", "presets")
    assert [entry["name"] for entry in listed["entries"]] == ["warm_evening"]
    code, checked, _ = ask("check", made["path"])
    assert (code, checked["verdict"]) == (0, "pass")

    digests = set()
    for options in ((), ("--preset", "warm_evening"), ("--preset", made["path"])):
        code, baked, _ = ask("bake", SHOT, "--preview", "none", "--frames", "1:4", *options)
        assert code == 0
        digests.add(baked["take_digest"])
    assert len(digests) == 2


def test_a_move_goes_over_a_look_and_both_are_in_the_record(ask):
    slots = ("--slots", "lighting,stock")
    _, look, _ = ask("preset", "make", "vertigo_dolly_zoom", "dusk", *slots)
    _, move, _ = ask("preset", "make", LOOK, "push", "--slots", "rig")
    words = ("bake", "interview_three_point", "--preview", "none", "--preset", "dusk")
    code, baked, _ = ask(*words, "--preset", "push")
    assert code == 0
    assert "push: Distance: 3.83 m, was 1.2 m" in baked["warnings"]
    take = json.loads(Path(baked["outputs"][1]).read_text())
    assert {look["digest"], move["digest"]} <= set(re.findall("[0-9a-f]{64}", json.dumps(take)))
    ask("preset", "make", "crane_reveal", "crane", "--slots", "rig")
    _, baked, _ = ask(*words, "--preset", "crane", "--preset", "push")
    assert "rig of push counts, not that of crane" in baked["warnings"]


def test_one_broken_preset_does_not_hide_the_others(ask, tmp_path):
    ask("preset", "make", LOOK, "sound")
    (tmp_path / "library" / "broken.preset.json").write_text('{"schema": 1}')
    code, listed, grumbling = ask("list", "presets")
    assert (code, [entry["name"] for entry in listed["entries"]]) == (1, ["sound"])
    assert [line.split()[0] for line in listed["broken"]] == ["broken.preset.json"]
    assert grumbling.startswith("scene-stager: broken.preset.json")


def test_two_presets_of_one_name_are_not_installed(ask, tmp_path):
    for folder, look in (("from", LOOK), ("from/presets", SHOT)):
        made = ask("preset", "make", look, "good", "--replace")[1]["path"]
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "good.preset.json").write_bytes(Path(made).read_bytes())
        Path(made).unlink()
    code, said, grumbling = ask("preset", "install", "from")
    assert (code, said) == (2, None)
    assert "two different presets named good" in grumbling
    assert list((tmp_path / "library").glob("*.preset.json")) == []


def test_a_merge_that_cannot_be_written_names_the_file_that_was_meant(ask, tmp_path):
    ask("preset", "make", LOOK, "a")
    (tmp_path / "there").mkdir()
    code, _, grumbling = ask("preset", "merge", "a", "a", "a", "--out", "there")
    assert (code, grumbling) == (2, "scene-stager: there: Is a directory\n")
    assert list((tmp_path / "there").iterdir()) == []


def test_a_refused_document_is_told_with_its_place_and_exit_code_1(ask, tmp_path):
    (tmp_path / "bad.json").write_text(
        '{"schema":"scene_stager.preset","version":1,"name":"a","slots":{},"file":"fox.png"}'
    )
    code, said, _ = ask("check", str(tmp_path))
    assert (code, said["verdict"]) == (1, "refused")
    (document,) = said["documents"]
    assert [(f["pointer"], f["rule"]) for f in document["findings"]] == [("/file", "unknown_key")]


def test_diff_and_merge(ask, tmp_path):
    ask("preset", "make", LOOK, "base")
    base = json.loads((tmp_path / "library" / "base.preset.json").read_text())
    for name, changes in (
        ("ours", {"key_kelvin": 3111}),
        ("theirs", {"key_kelvin": 4111, "key_stops": 1}),
    ):
        base["slots"]["lighting"] |= changes
        (tmp_path / f"{name}.json").write_text(json.dumps(base))
    code, said, _ = ask("preset", "diff", "ours.json", "theirs.json")
    assert code == 0
    assert [row["after"] for row in said["differences"]] == [4111.0, 1.0]

    words = ("preset", "merge", "base", "ours.json", "theirs.json", "--out", "merged.preset.json")
    code, said, _ = ask(*words)
    assert (code, said["merged"]) == (1, None)
    assert [c["pointer"] for c in said["conflicts"]] == ["/slots/lighting/key_kelvin"]
    assert not (tmp_path / "merged.preset.json").exists()
    code, said, _ = ask(*words, "--prefer", "theirs")
    assert code == 0
    merged = json.loads((tmp_path / "merged.preset.json").read_text())
    assert merged.pop("record")["origin"] == "merge"
    assert merged == said["merged"]
    assert merged["slots"]["lighting"]["key_kelvin"] == 4111.0


def test_install_and_publish(ask, tmp_path, monkeypatch):
    ask("preset", "make", LOOK, "warm_evening")
    code, said, _ = ask("preset", "publish", "warm_evening", "shared")
    assert code == 0
    monkeypatch.setenv("SCENE_STAGER_PRESETS", str(tmp_path / "another"))
    code, said, _ = ask("preset", "install", "shared")
    assert (code, said["installed"]) == (0, ["warm_evening"])
    code, said, _ = ask("preset", "show", "warm_evening")
    assert said["slots"]["lighting"] == read_script(LOOK).as_json()["lighting"]


@pytest.mark.parametrize(
    "words",
    [
        ("preset", "burn", "a"),
        ("preset", "diff", "a"),
        ("preset", "show", "nobody"),
        ("preset", "make", LOOK, "Not A Name"),
        ("preset", "make", LOOK, "a", "--slots", "lens,fox"),
        ("preset", "merge", "a", "b", "c", "--prefer", "mine"),
        ("preset", "install", "nowhere"),
        ("check", "nowhere"),
        ("bake", SHOT, "--preset", "nobody"),
    ],
)
def test_bad_input_is_exit_code_2_and_leaves_nothing(ask, tmp_path, words):
    code, said, grumbling = ask(*words)
    assert (code, said) == (2, None)
    assert grumbling.startswith("scene-stager: ") and "Traceback" not in grumbling
    assert list(tmp_path.iterdir()) == []
