"""The command line, Python, a batch and a Blender that waits give one answer: there is one loop."""

import json
from dataclasses import replace

import numpy as np
import pytest

import scene_stager
from scene_stager.cli import main
from scene_stager.errors import InputError
from scene_stager.inverse.blender import host_match
from scene_stager.inverse.blender.blender_process import BlenderForward
from scene_stager.inverse.loop.inside_blender import run
from scene_stager.inverse.loop.job import Options, match_files
from scene_stager.preview.renderer import render
from scene_stager.provenance.documents import match_digest
from scene_stager.provenance.pixel_hash import pixel_hash_of_file
from scene_stager.script.read import read_script


def plain(match):
    """An answer, as a file would hold it, without how long it took and where the file is from."""
    tree = json.loads(json.dumps(match if isinstance(match, dict) else match.as_json()))
    return {name: value for name, value in tree.items() if name not in ("seconds", "record")}


def of_the_command(still, out, *words):
    assert main(["match", str(still), "--out", str(out), "--no-picture", *words]) in (0, 1)
    return plain(json.loads((out / still.stem / "match.json").read_text("utf-8")))


def test_the_command_python_and_a_batch_give_one_answer(small_still, tmp_path):
    by_command = of_the_command(small_still, tmp_path)
    by_python = plain(scene_stager.match(small_still))
    batch = match_files(small_still, Options(picture=False).plain())
    assert by_python == by_command == plain(json.loads(batch["match.json"]))
    assert by_command["inspector"]["name"] == "offline"
    assert by_command["image_pixels"] == pixel_hash_of_file(small_still)


def test_whatever_is_asked_the_command_and_python_ask_it_alike(small_still, tmp_path):
    words = ("--script", "crane_reveal", "--lock", "lens", "--height", "1.2", "--mode", "heuristic")
    shelves = [tmp_path / "theirs.sqlite", tmp_path / "ours.sqlite"]
    more = ("--renderer", "eevee", "--inspector", "none", "--library", str(shelves[0]))
    by_command = of_the_command(small_still, tmp_path / "out", *words, *more)
    by_python = scene_stager.match(
        small_still,
        script="crane_reveal",
        locked=("lens",),
        height_m=1.2,
        mode="heuristic",
        renderer="eevee",
        inspector="none",
        library=shelves[1],
    )
    assert plain(by_python) == by_command
    assert by_python.script.lens == read_script("crane_reveal").lens
    assert by_command["library"] == {"near": None}


class DrawnByThePreview:
    """In Blender's place: it draws a ball, whatever mesh it is given."""

    blender = "none at all"

    def __init__(self, wanted, *, running=None):
        self.wanted = wanted

    def open(self, wanted):
        self.wanted = wanted

    def close(self):
        pass

    def render_scene(self, scene):
        subject = replace(scene.subject, kind="sphere")
        drawn = render(replace(scene, subject=subject), self.wanted.width, self.wanted.height)
        return np.asarray(drawn, dtype=np.float32)


def test_inside_blender_runs_the_very_same_loop(small_still, tmp_path, monkeypatch):
    monkeypatch.setattr(host_match, "BlenderProcess", DrawnByThePreview)
    monkeypatch.setenv("SCENE_STAGER_BPY_PYTHON", "some-python")
    by_python = scene_stager.match(small_still, forward="eevee")
    by_command = of_the_command(small_still, tmp_path / "out", "--forward", "eevee")
    inside = tmp_path / "inside"
    told = run(BlenderForward("eevee", 1), (None, tmp_path), inside, small_still, rounds=2)
    by_blender = plain(json.loads((inside / "match.json").read_text("utf-8")))
    assert by_blender == by_command == plain(by_python)
    assert match_digest(by_blender) == match_digest(by_python.as_json())
    assert by_blender["refinement"]["chosen"] == told["chosen"]
    assert told["costs"] == sorted(told["costs"], reverse=True)
    assert len(told["frames"]) == len(told["moved_deg"]) + 1
    assert {one["picture"] for one in told["frames"]} < {one.name for one in inside.iterdir()}


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ({"mode": "slopes"}, "mode: found 'slopes', expected one of geometric, heuristic"),
        ({"renderer": "none"}, "renderer: found 'none'"),
        ({"inspector": "Ada"}, "inspector: found 'Ada'"),
        ({"forward": "maya"}, "forward: found 'maya', expected one of analytic, eevee, cycles"),
        ({"height_m": -1.0}, "height_m: found -1, expected metres"),
        ({"subject": "Ada"}, "subject: found forward analytic, expected forward eevee or cycles"),
        ({"forward": "cycles", "scene": "none.blend"}, "scene: found no file"),
        ({"library": __file__}, "expected a library of matches"),
    ],
)
def test_what_cannot_be_asked_is_one_clear_line_in_python_too(tmp_path, asked, line):
    with pytest.raises(InputError) as refused:
        scene_stager.match(tmp_path / "no such still.png", **asked)
    assert line in str(refused.value)
    assert "\n" not in str(refused.value)
