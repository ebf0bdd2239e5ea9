"""`plate`: the very still of the match comes behind the shot, and no other."""

import json
import shutil

import numpy as np
import pytest
from PIL import Image
from pxr import Usd

from scene_stager.cli import main
from scene_stager.whole_folder import sha256_of
from tests.cli.stops import STILLS

OTHER = STILLS[1]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A match of a still, and a bake of its script."""
    folder = tmp_path_factory.mktemp("made")
    shutil.copy(STILLS[0], folder / "still.png")
    match = ["match", str(folder / "still.png"), "--mode", "heuristic", "--no-picture"]
    assert main([*match, "--out", str(folder / "m")]) in (0, 1)
    (told,) = (folder / "m").rglob("match.json")
    bake = ["bake", str(told.with_name("script.json")), "--preview", "none", "--frames", "1:2"]
    assert main([*bake, "--out", str(folder / "shot")]) == 0
    return folder, told


@pytest.fixture
def folder(made, tmp_path):
    shutil.copytree(made[0], tmp_path / "x")
    return tmp_path / "x"


def ask(capsys, folder, *more, still="still.png", take="shot.take.json"):
    (match,) = folder.rglob("match.json")
    capsys.readouterr()
    words = [str(folder / "shot" / take), str(folder / still), "--match", str(match), "--json"]
    code = main(["plate", *words, *more])
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out else None, said.err


def test_what_was_written_is_told_a_file_a_line(folder, capsys):
    (match,) = folder.rglob("match.json")
    capsys.readouterr()
    shot = folder / "shot"
    words = [str(shot / "shot.take.json"), str(folder / "still.png"), "--match", str(match)]
    assert main(["plate", *words]) == 0
    told = [str(shot / "shot.plate.usda"), str(shot / "shot.plate.png")]
    assert capsys.readouterr().out.splitlines() == told


def test_the_still_is_there_in_its_own_pixels_and_the_shot_as_it_was(folder, capsys):
    before = sha256_of(folder / "shot" / "shot.usda")
    code, said, _ = ask(capsys, folder)
    assert code == 0
    names = ["shot.plate.usda", "shot.plate.png"]
    assert said["outputs"] == [str(folder / "shot" / name) for name in names]
    assert sha256_of(folder / "shot" / "shot.usda") == before
    with Image.open(folder / "still.png") as own, Image.open(said["outputs"][1]) as copy:
        assert copy.info == {}  # nobody's words
        apart = np.asarray(own.convert("RGB"), int) - np.asarray(copy, int)
        assert np.abs(apart).max() <= 1
    stage = Usd.Stage.Open(said["outputs"][0])
    still = stage.GetPrimAtPath("/Shot/materials/plate/still").GetAttribute("inputs:file").Get()
    assert still.resolvedPath == str(folder / "shot" / "shot.plate.png")


def test_the_next_shot_in_the_folder_has_it_no_more(folder, capsys):
    ask(capsys, folder)
    script = next(folder.rglob("script.json"))
    words = ["--preview", "none", "--frames", "2:3", "--out", str(folder / "shot")]
    assert main(["bake", str(script), *words]) == 0
    assert not list((folder / "shot").glob("shot.plate.*"))


def refused(folder, capsys, **asked):
    before = {file.name for file in (folder / "shot").iterdir()}
    code, said, grumbling = ask(capsys, folder, **asked)
    assert (code, said, grumbling.count("\n")) == (2, None, 1)
    assert {file.name for file in (folder / "shot").iterdir()} == before
    return grumbling


def test_another_still_than_the_match_was_made_of_is_refused(folder, capsys):
    shutil.copy(OTHER, folder / "other.png")
    grumbling = refused(folder, capsys, still="other.png")
    assert "other.png: found pixels" in grumbling and "expected the still of" in grumbling


def test_what_is_no_picture_no_take_or_has_no_usd_is_refused(folder, capsys):
    (folder / "bad.png").write_bytes(b"not a picture")
    assert "bad.png" in refused(folder, capsys, still="bad.png")
    assert "take.schema" in refused(folder, capsys, take="shot.plan.json")
    (folder / "shot" / "shot.usda").unlink()
    assert "--host usd" in refused(folder, capsys)
