"""`scene-stager law`, as people and machines use it."""

import json

import numpy as np
import pytest
from PIL import Image

from scene_stager.cli import main
from tests.hosts.usd_takes import baked
from tests.provenance.law.scenes import ball, lamp, write
from tests.provenance.law.worlds import CORNELL, RED, RED_WALL, cornell

pytest.importorskip("pxr")


@pytest.fixture
def ask(capsys):
    def run(*words):
        code = main(["law", *map(str, words), "--json"])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    return run


def paint(file, pixels):
    Image.fromarray(np.asarray(pixels, dtype=np.uint8)).save(file)
    return file


@pytest.fixture
def world(tmp_path):
    """The Cornell box, who is who in it, and a mask of its red wall."""
    things = [{"name": "wall", "id": RED_WALL, "labels": ["life=%s"]}]
    text = json.dumps({"schema": "scene_stager.labels", "version": 1, "things": things})
    for word in ("living", "inert"):
        (tmp_path / f"{word}.json").write_text(text % word)
    paint(tmp_path / "mask.png", (cornell()[2] == RED_WALL) * 255)
    return tmp_path


def test_levels_are_told_apart_and_light_that_is_thrown_breaks_nothing(ask, world):
    words = (CORNELL, "--labels", world / "living.json", "--mask", world / "mask.png")
    code, said, grumbling = ask(*words)
    assert (code, grumbling) == (0, "")
    assert said["law"] == "red_only_on_the_living"
    found = [(one["level"], one["verdict"]) for one in said["results"]]
    assert found == [("albedo", "holds"), ("frame", "unverifiable")]
    assert said["verdict"] == "unverifiable"
    for one in said["results"]:
        assert one.keys() >= {"path", "level", "verdict", "regions"}


def test_a_law_that_is_broken_is_told_by_the_exit_code_and_drawn(ask, world):
    sheet = world / "sheet.png"
    code, said, _ = ask(CORNELL, "--labels", world / "inert.json", "--picture", sheet)
    assert code == 1
    broken = said["results"][0]
    assert (broken["level"], broken["verdict"]) == ("albedo", "broken")
    assert broken["regions"][0]["prims"] == ["wall"]
    drawn = np.asarray(Image.open(broken["picture"]).convert("RGB")).astype(int)
    assert broken["picture"].endswith("sheet_albedo.png")
    left, _, right, _ = broken["regions"][0]["box_px"]
    side = 820 / 96  # of a pixel of the box on the sheet
    middle = drawn[int(92 + side * 45), int(24 + side * (left + right) / 2)]
    beside = drawn[int(92 + side * 20), int(24 + side * 60)]
    assert middle[0] > 2 * middle[1]  # what is accused keeps its colour
    assert np.ptp(beside) <= 2  # and the rest is grey


def test_passes_may_stand_in_files_of_their_own(ask, world):
    shown = paint(world / "shown.png", np.full((40, 60, 3), 90))
    red = np.full((40, 60, 3), 90)
    red[10:30, 10:30] = (200, 20, 15)
    whose = np.zeros((40, 60))
    whose[5:35, 5:35] = RED_WALL
    words = ("--albedo", paint(world / "a.png", red), "--ids", paint(world / "i.png", whose))
    for who, code in (("living", 0), ("inert", 1)):
        found, said, _ = ask(shown, *words, "--labels", world / f"{who}.json")
        assert (found, said["results"][0]["level"]) == (code, "albedo")


def test_a_scene_may_say_who_is_who(ask, world):
    red = np.full((40, 60, 3), (200, 20, 15))
    file = paint(world / "shown.png", red)
    scene = write(world, ball("wall", life=["living"]))
    text = '{"schema":"scene_stager.labels","version":1,"things":[]}'
    (world / "none.json").write_text(text)
    whose = paint(world / "i.png", np.full((40, 60), 0))
    code, said, _ = ask(file, "--albedo", file, "--ids", whose, "--labels", scene)
    assert (code, said["results"][0]["verdict"]) == (0, "unverifiable")


def test_a_scene_is_held_to_it_with_its_air(ask, tmp_path):
    things = (ball("hero", colour=RED, life=["living"]), lamp("key", (1, 0.03, 0.02)))
    code, said, _ = ask(write(tmp_path, *things))
    assert code == 1
    (region,) = said["results"][0]["regions"]
    assert (region["part"], region["prims"]) == ("air", ["/key"])


def test_a_sequence_of_takes_is_held_to_its_side(ask, tmp_path):
    files = []
    for name in ("hero_dolly_push_in", "golden_hour_drone_orbit"):
        files.append(tmp_path / f"{name}.take.json")
        files[-1].write_text(baked(name).to_json(), encoding="utf-8")
    code, said, _ = ask(*files)
    assert (code, said["results"][0]["level"]) == (1, "sequence")
    assert "camera left" in said["results"][0]["regions"][0]["why"]
    assert ask(files[0])[0] == 0


def test_people_are_told_in_words(world, capsys):
    assert main(["law", str(CORNELL), "--labels", str(world / "inert.json")]) == 1
    said = capsys.readouterr()
    assert "broken  albedo" in said.out
    assert "is painted so and is none of those that may be" in " ".join(said.out.split())
    assert "Red is only on what lives" in said.err


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["nobody.png"], "nobody.png"),
        ([str(CORNELL), "--law", "no_such"], "red_only_on_the_living"),
        ([str(CORNELL), "--stock", "kodachrome"], "Did you mean kodachrome_64"),
        ([str(CORNELL), "--mask", str(CORNELL), "--albedo", "none.exr"], "none.exr"),
        ([str(CORNELL), str(CORNELL), "--mask", str(CORNELL)], "one still"),
        ([str(CORNELL), "--mark", "none.png"], "none.png"),
        ([str(CORNELL), "--picture", str(CORNELL)], "--picture"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_two(ask, words, line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, said, grumbling = ask(*words)
    assert (code, said) == (2, None)
    assert line in grumbling
    assert len(grumbling.splitlines()) == 1
