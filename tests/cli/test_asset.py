"""Records on the command line: stamped, shown, verified, stripped, and what is said of each."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from scene_stager.cli import main
from scene_stager.provenance.pixel_hash import file_hash, pixel_hash_of_file
from tests.provenance.carried import make
from tests.provenance.pictures import pattern


@pytest.fixture
def ask(tmp_path, monkeypatch, capsys):
    """Run `asset` with --json in a folder with two pictures: code, document, stderr."""
    monkeypatch.chdir(tmp_path)
    make(tmp_path, "a.png")
    make(tmp_path, "b.jpg", 255 - pattern())

    def run(*words):
        code = main(["asset", *words, "--json"])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    return run


def test_a_file_is_stamped_shown_verified_and_stripped(ask):
    words = ("--subject", "a fox", "--stage", "S4", "--prompt", "a fox, at dusk")
    parents = ("--parent", "sketch=a.png", "--origin", "generate", "--when", "2026-11-25")
    code, said, errors = ask("stamp", "b.jpg", *words, *parents, "--plan", "a.png")
    assert (code, errors) == (0, "")
    record = said["record"]
    assert said == {"path": "b.jpg", "record": record}
    assert record["parents"] == [
        {"sha256": pixel_hash_of_file("a.png"), "role": "sketch", "kind": "pixels"}
    ]
    assert record["prompt_hash"] == hashlib.sha256(b"a fox, at dusk").hexdigest()
    assert record["plan_hash"] == file_hash("a.png")
    code, said, _ = ask("show", "b.jpg")
    assert code == 0 and said["record"] == record
    assert said["pixel_hash"] == record["pixel_hash"] == pixel_hash_of_file("b.jpg")
    assert said["file_hash"] == file_hash("b.jpg")
    assert len(said["perceptual_hash"]) == 64 and said["evidence"][0]["says"]
    code, said, _ = ask("verify", "b.jpg")
    assert (code, said["path"], said["verdict"]) == (0, "b.jpg", "holds")
    code, said, errors = ask("strip", "b.jpg")
    assert code == 0 and said["removed"] == ["JPEG XMP", "pointer"]
    assert "remembers them" in errors and ask("strip", "b.jpg")[2] == ""
    code, said, _ = ask("verify", "b.jpg")
    assert (code, said["verdict"]) == (1, "no_record")


def test_verify_says_no_when_one_of_many_does_not_hold(ask):
    ask("stamp", "a.png", "--subject", "a fox")
    code, said, _ = ask("verify", "a.png", "b.jpg")
    assert code == 1
    assert [one["verdict"] for one in said["assets"]] == ["holds", "no_record"]


@pytest.mark.parametrize("action", ["stamp", "show", "verify", "strip"])
def test_a_file_that_is_refused_stops_no_other(ask, action):
    Path("notes.txt").write_text("a fox, at dusk")
    ask("stamp", "a.png", "--subject", "a fox")
    words = ("--subject", "a fox") if action == "stamp" else ()
    code, said, errors = ask(action, "notes.txt", "a.png", "none.png", *words)
    assert (code, said["path"]) == (2, "a.png")
    mistakes = [line for line in errors.splitlines() if line.startswith("scene-stager:")]
    assert [line.split(":")[1].strip() for line in mistakes] == ["notes.txt", "none.png"]


def test_a_folder_that_may_not_be_written_stops_no_other(ask, monkeypatch):
    from scene_stager.provenance import stamp as stamping

    write = stamping.write_whole

    def refuse(path, *others):
        if path.name == "a.png":
            raise PermissionError(13, "Permission denied", str(path))
        write(path, *others)

    monkeypatch.setattr(stamping, "write_whole", refuse)
    code, said, errors = ask("stamp", "a.png", "b.jpg", "--subject", "a fox")
    assert (code, said["path"]) == (2, "b.jpg")
    assert errors.splitlines() == ["scene-stager: a.png: Permission denied"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "nothing to say"),
        (("--subject", ""), "nothing to say"),
        (("--parent", "bogus=b.jpg"), "--parent: found 'bogus', expected one of reference"),
        (("--parent", "source=a.png"), "itself as its parent"),
        (("--when", "2026-19-39"), "--when: found '2026-19-39'"),
        (("--when", "2026-02-30T10:00:00Z"), "--when"),
    ],
)
def test_a_stamp_that_cannot_be_meant_is_refused(ask, words, says):
    before = file_hash("a.png")
    code, said, errors = ask("stamp", "a.png", *words)
    assert (code, said, len(errors.splitlines())) == (2, None, 1) and says in errors
    assert file_hash("a.png") == before


def test_a_record_that_is_replaced_is_told(ask):
    ask("stamp", "a.png", "--subject", "a fox")
    assert ask("stamp", "a.png", "--subject", "a fox")[2] == ""
    errors = ask("stamp", "a.png", "--subject", "a heron")[2]
    assert errors == "a.png: in place of the record of a fox\n"


def test_what_is_no_file_is_called_what_it_is(ask):
    Path("folder.png").mkdir()
    assert "found a folder" in ask("verify", "folder.png")[2]
    assert "found no such file" in ask("verify", "none.png")[2]


def test_other_pixels_under_a_record_are_broken(ask):
    ask("stamp", "a.png", "--subject", "a fox")
    with Image.open("a.png") as image:
        words, codes = PngInfo(), np.array(image)
        words.add_itxt("stager", image.info["stager"])
    codes[5, 5, 0] ^= 1
    Image.fromarray(codes).save("a.png", pnginfo=words)
    code, said, _ = ask("verify", "a.png")
    assert (code, said["verdict"]) == (1, "broken")
    assert "these are" in said["why"]


def test_what_a_generator_says_is_evidence_and_no_parent(ask):
    words = PngInfo()
    words.add_text("parameters", "a fox\nSteps: 20, Seed: 7")
    words.add_text("workflow", '{"nodes": [{"inputs": ["fox.png"]}]}')
    Image.fromarray(pattern()).save("a.png", pnginfo=words)
    _, said, _ = ask("show", "a.png")
    assert said["record"] is None
    assert {one["evidence"] for one in said["evidence"]} == {"asserted:a1111", "asserted:comfy"}
    assert "Seed: 7" in said["evidence"][0]["says"]


@pytest.mark.parametrize(
    "words",
    [
        ("burn", "a.png"),
        ("stamp", "a.png", "--stage", "S9"),
        ("stamp", "a.png", "--subject", "C:/fox.png"),
        ("stamp", "a.png", "--when", "soon"),
        ("stamp", "a.png", "--origin", "nowhere"),
        ("stamp", "a.png", "--parent", "none.png"),
        ("stamp", "a.png", "--plan", "none.json"),
        ("show", "a.png", "--subject", "a fox"),
        ("verify", "none.png"),
        ("show", "."),
        ("index", "a.png"),
        ("index", "nowhere"),
        ("index", ".", "--jobs", "0"),
        ("index", ".", "--subject", "a fox"),
        ("near", "a.png", "--index", "nowhere"),
        ("near", "a.png", "--jobs", "2"),
        ("verify", "a.png", "--index", "kept"),
        ("expect", "a.png", "--stage", "S3"),
        ("expect", "later.png", "--subject", "a fox"),
    ],
)
def test_a_wrong_word_costs_one_line_and_changes_nothing(ask, words):
    before = file_hash("a.png")
    code, said, errors = ask(*words)
    assert (code, said, len(errors.splitlines())) == (2, None, 1)
    assert file_hash("a.png") == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("burn", "a.png"), "asset: found 'burn', expected one of "),
        (
            ("verify", "a.png", "--index", "kept"),
            "--index: found asset verify, expected asset ",
        ),
        (("near", "a.png", "--jobs", "2"), "--jobs: found asset near, expected asset index; see"),
        (("near", "a.png", "--burn"), "No such option: --burn; see scene-stager asset near --help"),
    ],
)
def test_an_action_or_an_option_that_is_elsewhere_is_pointed_to(ask, words, says):
    assert ask(*words)[2].startswith(f"scene-stager: {says}")


def test_each_action_says_only_its_own_options(capsys):
    assert main(["asset", "near", "--help"]) == 0
    said = capsys.readouterr().out
    assert "--index FOLDER" in said and "--subject" not in said and "--jobs" not in said
    assert main(["asset", "--help"]) == 0
    assert "  stamp  " in (said := capsys.readouterr().out) and "  near  " in said


def test_tables_are_for_people(ask, capsys):
    ask("stamp", "a.png", "--subject", "a fox", "--hand", "Åsa")
    assert main(["asset", "show", "a.png", "b.jpg"]) == 0
    said = capsys.readouterr().out
    assert "a fox" in said and "Åsa" in said and "no record" in said
    assert main(["asset", "verify", "a.png"]) == 0
    assert main(["asset", "strip", "a.png"]) == 0
    assert "PNG iTXt stager, PNG XMP" in capsys.readouterr().out


def test_folders_are_indexed_and_what_looks_alike_is_found(ask, tmp_path):
    ask("stamp", "a.png", "--subject", "a fox", "--parent", "sketch=" + "a" * 64)
    Image.fromarray(pattern()).resize((140, 100)).save("c.jpg")
    code, said, errors = ask("expect", "later.png", "--stage", "S3", "--subject", "a fox")
    assert (code, errors, said["placeholder"]) == (0, "", "later.png.expected.json")
    code, said, errors = ask("index", ".", "--index", "kept", "--jobs", "1")
    assert (code, errors) == (0, "")
    wanted = {"files": 3, "records": 1, "gaps": 1, "placeholders": 1, "read": 4}
    assert wanted.items() <= said.items() and said["seconds"] > 0
    code, again, _ = ask("index", ".", "--index", "kept")
    assert again["digest"] == said["digest"]
    code, said, _ = ask("near", "c.jpg", "--index", "kept")
    assert code == 0 and said["path"] == "c.jpg"
    found = {one["files"][0]["path"][-5:]: one for one in said["near"]}
    grades = {name: one["grade"] for name, one in found.items()}
    assert grades == {"c.jpg": "the same pixels", "a.png": "near-certain"}
    assert found["a.png"]["files"][0]["has_record"]


def test_index_and_near_speak_to_people_too(ask, capsys):
    assert main(["asset", "index", ".", "--index", "kept"]) == 0
    assert main(["asset", "near", "a.png", "--index", "kept"]) == 0
    assert "proposals" in capsys.readouterr().out
    Image.fromarray(pattern()[::2, ::-2] // 2 + 90).rotate(45).save("n.png")
    assert main(["asset", "near", "n.png", "--index", "kept"]) == 1
    assert main(["asset", "expect", "later.png", "--stage", "S3"]) == 0
