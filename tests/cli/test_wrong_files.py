"""Whatever a command is handed instead of its file: one line, exit code 2, and nothing written."""

import os
import shutil
from pathlib import Path

import pytest
from PIL import Image

from scene_stager.cli import main
from tests.house.sources import ROOT
from tests.shot_names import SKY, names_in

STILL = ROOT / "tests" / "reading" / "stills" / "ref_11_003.png"

# Commands that read a file, and what each calls a sound one.
READERS = {
    "bake": "a script in a JSON file",
    "compile": "a script in a JSON file",
    "farm": "a script in a JSON file",
    "metrics": "a picture",
    "match": "a picture",
    "sh": "a picture",
    "library": "a library",
    "promote --name x": "a match.json",
    "preset show": "a preset",
    "preset install": "a preset",
    "models add x --licence MIT --from": "a network",
    "asset show": "a file that carries a record",
    "asset verify": "a file that carries a record",
    "asset strip": "a file that carries a record",
    "asset stamp --subject x": "a file that carries a record",
    "check": "a file or a folder",
}


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with everything that is no input, and with no way to keep a preset elsewhere."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCENE_STAGER_PRESETS", str(tmp_path / "presets"))
    monkeypatch.setenv("SCENE_STAGER_MODELS", str(tmp_path / "models"))
    (tmp_path / "empty.json").touch()
    (tmp_path / "junk.json").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "cut.png").write_bytes(STILL.read_bytes()[:9000])
    (tmp_path / "bild 日本.json").mkdir()
    with (tmp_path / "huge.json").open("wb") as file:
        file.truncate(100 * 2**30)  # a sparse one; nobody may read it to its end
    return tmp_path


def left_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def times_of(folder: Path) -> dict[str, int]:
    """When each file in a folder was written last."""
    files = [file for file in sorted(folder.rglob("*")) if not file.is_dir()]
    return {str(file.relative_to(folder)): file.lstat().st_mtime_ns for file in files}


@pytest.mark.parametrize("words", READERS)
@pytest.mark.parametrize(
    "name", ["none.json", "empty.json", "junk.json", "bild 日本.json", "huge.json", "cut.png"]
)
def test_a_wrong_file_costs_one_line_and_leaves_nothing(desk, capsys, words, name):
    if words == "check" and name in ("empty.json", "junk.json", "huge.json", "cut.png"):
        pytest.skip("judging these is what check is for")
    before = left_in(desk)
    assert main([*words.split(), name]) == 2
    said = capsys.readouterr().err
    assert said.startswith("scene-stager: ")
    assert said.count("\n") == 1, said
    assert " found " in said
    assert " expected " in said
    assert name.partition(".")[0] in said
    assert left_in(desk) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
@pytest.mark.parametrize("words", READERS)
def test_a_pipe_is_not_waited_for(desk, capsys, words):
    os.mkfifo(desk / "pipe.json")
    assert main([*words.split(), "pipe.json"]) == 2
    assert capsys.readouterr().err.startswith("scene-stager: ")


@pytest.mark.parametrize(
    "words",
    [
        *("check", "match", "metrics", "sh", "library", "promote --name x"),
        *("bake hero_dolly_push_in --out", "match cut.png --library", "library a --rebuild"),
    ],
)
def test_an_empty_path_is_not_the_folder_one_stands_in(desk, capsys, words):
    before = left_in(desk)
    assert main([*words.split(), ""]) == 2
    said = "scene-stager: path: found nothing, expected a file or a folder. Is a variable empty?\n"
    assert capsys.readouterr().err == said
    assert left_in(desk) == before


# What a terminal would obey: another title, a cleared screen, a line turned round, a second line.
COMMANDS = "a\x1b]0;gotcha\x07\x1b[2J\x9b31m\u202egnp.\u2028\r\nscene-stager: all is well"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("ending", [".png", ".json", ".preset.json"])
@pytest.mark.parametrize("words", [*READERS, "metrics --json"])
def test_the_name_of_a_file_commands_no_terminal(desk, capsys, words, ending):
    (desk / f"{COMMANDS}{ending}").write_bytes(b"{")
    code = main([*words.split(), f"{COMMANDS}{ending}"])
    said = capsys.readouterr()
    assert code in (1, 2)
    assert all(sign.isprintable() or sign == "\n" for sign in said.out + said.err)
    assert "gotcha" in said.out + said.err
    assert "\nscene-stager: all is well" not in said.err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_nor_does_that_of_a_sound_one(desk, capsys):
    (desk / "in").mkdir()
    shutil.copy(STILL, desk / "in" / f"{COMMANDS}.png")
    assert main(["metrics", f"in/{COMMANDS}.png", "--picture", f"{COMMANDS}.png"]) == 0
    assert main(["preset", "make", "crane_reveal", "look"]) == 0
    shutil.copy(desk / "presets" / "look.preset.json", desk / "in" / f"{COMMANDS}.preset.json")
    assert main(["check", "in"]) == 0
    assert main(["match", "in", "--no-picture", "--out", COMMANDS]) in (0, 1)
    words = ["bake", "crane_reveal", "--frames", "1:2", "--preview", "none", "--out"]
    assert main([*words, f"{COMMANDS}.d"]) == 0
    Image.new("RGB", (64, 32), "grey").save(desk / f"{COMMANDS}.png")
    assert main(["sh", f"{COMMANDS}.png", "--out", "dome"]) == 0
    said = capsys.readouterr()
    assert all(sign.isprintable() or sign == "\n" for sign in said.out + said.err)
    assert "gotcha" in said.out


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_nor_that_of_an_asset_wherever_one_walks(desk, capsys):
    """A line of its own is a command as well: "verified b" that nobody verified."""
    name = f"{COMMANDS}.png"
    (desk / "in").mkdir()
    shutil.copy(STILL, desk / "in" / name)
    for words in (
        ["asset", "stamp", f"in/{name}", "--subject", "the\nscene-stager: all is well"],
        ["asset", "stamp", f"in/{name}", "--subject", "guard"],
        ["asset", "show", f"in/{name}"],
        ["asset", "verify", f"in/{name}"],
        ["asset", "index", "in", "--index", "assets"],
        ["asset", "find", "guard", "--index", "assets"],
        ["asset", "lineage", f"in/{name}", "--index", "assets"],
        ["asset", "report", "in", "--index", "assets"],
        ["asset", "strip", f"in/{name}"],
        ["law", f"in/{name}"],
        ["bake", "crane_reveal", "--frames", "1:2", "--preview", "none", "--out", COMMANDS],
    ):
        assert main(words) in (0, 1, 2), words
    said = capsys.readouterr()
    assert all(sign.isprintable() or sign == "\n" for sign in said.out + said.err)
    assert "gotcha" in said.out
    assert "\nscene-stager: all is well" not in said.out + said.err


@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_a_name_that_no_file_can_have_is_refused(desk, capsys, name):
    assert main(["metrics", name]) == 2
    assert "expected a name that a file can have" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["shot.jso", "./shot", "/no/shot", "~/shot", "a/b.txt"])
def test_a_script_that_is_not_there_is_not_read_as_prose(desk, capsys, name):
    assert main(["bake", name]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"scene-stager: script: found {name!r}, expected a scenario (")
    assert said.count("\n") == 1


def test_an_aperture_is_still_prose(desk, capsys):
    assert main(["compile", "f/2.8", "--json"]) == 0


def test_a_folder_without_documents_is_not_said_to_be_clean(desk, capsys):
    (desk / "none").mkdir()
    assert main(["check", "none"]) == 2
    assert "none: found no .json files, expected" in capsys.readouterr().err


def test_a_long_name_is_cut_in_the_message(desk, capsys):
    assert main(["metrics", "x" * 5000]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert len(said) < 400


def test_a_folder_that_is_another_disk_can_take_the_files(desk, monkeypatch):
    """A move from outside of an existing folder may cross to another disk, which no move can."""
    (desk / "disk").mkdir()
    move = os.replace

    def on_one_disk(source, target):
        assert Path(source).absolute().is_relative_to(desk / "disk")
        move(source, target)

    monkeypatch.setattr(os, "replace", on_one_disk)
    main(["bake", "hero_dolly_push_in", "--preview", "none", "--frames=1:2", "--out=disk"])
    assert names_in(desk / "disk") == [
        SKY,
        "shot.manifest.json",
        "shot.plan.json",
        "shot.provenance.usda",
        "shot.script.json",
        "shot.take.json",
        "shot.usda",
    ]


def test_a_match_that_comes_to_nothing_leaves_no_folder(desk, capsys):
    assert main(["match", "cut.png", "--out", "deep/er"]) == 2
    assert not (desk / "deep").exists()
    (desk / "mine").mkdir()
    shutil.copy(desk / "cut.png", desk / "mine")
    assert main(["match", "mine/cut.png", "--out", "mine"]) == 2
    assert (desk / "mine").is_dir()


@pytest.mark.parametrize(
    ("words", "option"),
    [
        ("metrics still.png --picture still.png", "--picture"),
        ("metrics still.png still.png --picture .", "--picture"),
        ("metrics still.png --mask mask.png --picture mask.png", "--picture"),
        ("sh map.png --out .", "--out"),
        ("farm hero_dolly_push_in/script.json --out .", "--out"),
    ],
)
def test_no_command_writes_over_what_it_reads(desk, capsys, words, option):
    from scene_stager.script.read import read_script

    for name in ("still.png", "mask.png"):
        shutil.copy(STILL, desk / name)
    Image.new("RGB", (64, 32), "grey").save(desk / "map.png")
    script = read_script("hero_dolly_push_in").to_json()
    (desk / "hero_dolly_push_in").mkdir()
    (desk / "hero_dolly_push_in" / "script.json").write_text(script, encoding="utf-8")
    before = times_of(desk)
    assert main(words.split()) == 2
    assert f"scene-stager: {option}: found " in capsys.readouterr().err
    assert times_of(desk) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("bake a --seed x", "--seed: found 'x', expected a whole number; see scene-stager bake --"),
        ("bake a --phase ?", "--phase: found '?', expected a number; see scene-stager bake --help"),
        ("match cut.png --height nan", "--height: found nan, expected metres from 0.01 to 1000"),
        ("match cut.png --out junk.json", "--out: found the file 'junk.json', expected a folder"),
        ("bake crane_reveal --cache junk.json/a", "--cache: found the file 'junk.json', expected"),
        ("match cut.png --library junk.json", "junk.json: found another kind of file, expected a"),
        ("match cut.png --scheduler me", "--scheduler: found 'me' ("),
        ("preset make crane_reveal a --out b", "--out: found preset make, expected preset merge"),
        ("preset show a --replace", "--replace: found preset show, expected preset make or fork o"),
    ],
)
def test_a_wrong_option_is_named_with_what_was_found(desk, capsys, words, said):
    before = left_in(desk)
    assert main(words.split()) == 2
    assert capsys.readouterr().err.startswith(f"scene-stager: {said}")
    assert left_in(desk) == before
