"""`scene-stager mesh` says what a mesh is, names what it leaves out, and refuses what is none."""

import json
from hashlib import sha256

import pytest

from scene_stager.cli import main
from scene_stager.maths.surface.simple_solids import ball
from scene_stager.moks.mesh_files.write import ply_of

BAD = "v nan 0 0\nv 1 0 0\nv 0 1 0\nv 1 1 0\nf 1 2 3\nf 2 4 3\n"


def test_a_ball_is_told_as_a_ball(tmp_path, capsys):
    (tmp_path / "ball.ply").write_bytes(ply_of(ball()))
    assert main(["mesh", str(tmp_path / "ball.ply"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["euler_characteristic"] == 2
    assert told["largest_curvature_per_m"] == pytest.approx(1.0, abs=1e-4)
    assert told["umbilic_share"] == 1.0
    assert told["left_out"] == told["faults"] == []
    assert told["sha256"] == sha256((tmp_path / "ball.ply").read_bytes()).hexdigest()


def test_what_is_left_out_is_said_and_the_answer_is_no(tmp_path, capsys):
    (tmp_path / "bad.obj").write_text(BAD)
    assert main(["mesh", str(tmp_path / "bad.obj")]) == 1
    told = capsys.readouterr().out
    assert "left out: not finite: a place is NaN" in told
    assert "stays: open: an edge belongs to one face only (3 edges, the first is 0)" in told


@pytest.mark.parametrize("text", ["", "nothing here", "v 1 2\n"])
def test_what_is_no_mesh_is_one_line_and_two(tmp_path, capsys, text):
    (tmp_path / "no.obj").write_text(text)
    assert main(["mesh", str(tmp_path / "no.obj")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "no.obj" in line
