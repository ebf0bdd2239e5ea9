"""Scripts that must be refused: one clear line for each mistake, no traceback, nothing written."""

import json
from pathlib import Path

import pytest

from scene_stager.cli import main
from scene_stager.errors import InputError
from scene_stager.script.read import read_script
from scene_stager.shot.rigs import rigs
from scene_stager.shot.stocks import stocks

BROKEN = Path(__file__).parent.parent / "broken_scripts"
FILES = sorted(BROKEN.glob("*.json"))
MARKED = '{"schema": "scene_stager.script", "version": 1'


def expected_of(file: Path) -> list[str]:
    """What is said of a script, a line a mistake; the registries' names as they are today."""
    text = file.with_suffix(".txt").read_text("utf-8")
    for word, names in (("{rigs}", rigs()), ("{stocks}", stocks())):
        text = text.replace(word, ", ".join(names))
    return text.splitlines()


each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def complaint_about(source: Path) -> str:
    with pytest.raises(InputError) as refusal:
        read_script(source)
    return str(refusal.value)


def test_there_are_at_least_thirty():
    assert len(FILES) >= 30


@each_file
def test_says_what_is_wrong_in_one_line_for_each_mistake(file):
    said = complaint_about(file)
    assert said.splitlines() == expected_of(file)
    assert all(": found " in line and ", expected " in line for line in said.splitlines())


@each_file
def test_the_command_line_exits_with_two_and_writes_nothing(file, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["bake", str(file), "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    assert said.err.splitlines() == [f"scene-stager: {line}" for line in expected_of(file)]
    assert list(tmp_path.iterdir()) == []


def test_every_expectation_belongs_to_a_script():
    assert {file.stem for file in BROKEN.glob("*.txt")} == {file.stem for file in FILES}


def test_a_file_of_100_mb_is_refused_by_its_size_without_being_opened(tmp_path, monkeypatch):
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate(100_000_000)

    def opened(*_: object, **__: object) -> None:
        raise AssertionError("the file was opened")

    monkeypatch.setattr(Path, "open", opened)
    wanted = "huge.json: found 100000000 bytes, expected at most 1048576 bytes (1 MiB)"
    assert complaint_about(huge) == wanted


def test_a_file_that_grows_while_it_is_read_is_not_read_to_its_end(tmp_path, monkeypatch):
    growing = tmp_path / "growing.json"
    growing.write_bytes(b" " * 3_000_000)
    monkeypatch.setattr("scene_stager.plain_file._size_of", lambda path: 10)
    assert complaint_about(growing).startswith("growing.json: found 1048577 bytes, expected")


@pytest.mark.parametrize("depth", [33, 1_000, 200_000])
@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_deep_nesting_is_counted_not_climbed(tmp_path, depth, opening):
    file = tmp_path / "deep.json"
    depth = min(depth, 900_000 // len(opening))
    file.write_text(MARKED + ', "lens": ' + opening * depth)
    wanted = f"deep.json: found brackets nested {depth + 1} deep, expected at most 32 levels"
    assert complaint_about(file) == wanted


def test_brackets_within_text_are_not_nesting(tmp_path):
    file = tmp_path / "flat.json"
    title = json.dumps("[" * 100 + '\\"' + "{" * 90)
    file.write_text(f'{MARKED}, "title": {title}}}')
    assert read_script(file).title.startswith("[[[")


def test_thousands_of_strange_names_do_not_make_thousands_of_lines(tmp_path):
    file = tmp_path / "strange.json"
    names = ",".join(f'"field_{i}":{i}' for i in range(20_000))
    file.write_text(f"{MARKED},{names}}}")
    lines = complaint_about(file).splitlines()
    assert len(lines) == 21
    assert lines[-1] == "script: found 19980 more like these, expected none"


def test_a_mebibyte_of_repeated_names_is_refused(tmp_path):
    # Comparing all names with all would take minutes here; counting them takes no time.
    file = tmp_path / "repeated.json"
    pairs = ",".join(f'"f{i % 30_000}":1' for i in range(90_000))
    file.write_text(f"{MARKED},{pairs}}}")
    assert complaint_about(file).startswith("f0: found two of them, expected one\nf1: found two")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("folder.json", "a folder"),
        ("nowhere.json", "no such file"),
        ("two\nlines.json", "no such file"),
        ("x" * 300 + ".json", "a file that cannot be read (File name too long)"),
    ],
)
def test_what_is_no_file_is_said_to_be_none(tmp_path, name, found):
    (tmp_path / "folder.json").mkdir()
    said = complaint_about(tmp_path / name)
    assert said.endswith(f"found {found}, expected a script in a JSON file")
    assert "\n" not in said


def test_a_null_byte_in_a_path_is_bad_input():
    with pytest.raises(InputError, match="expected a script in a JSON file"):
        read_script("a\0b.json")
