"""`scene-stager mesh` says what a mesh is, names what it leaves out, and refuses what is none."""

import json
from hashlib import sha256

import pytest

from scene_stager.cli import main
from scene_stager.maths.surface.mesh import volume_m3
from scene_stager.maths.surface.simple_solids import ball
from scene_stager.moks.mesh_files.read import read_mesh
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


BOX = "\n".join(f"v {x} {y} {z}" for x in (0, 300) for y in (0, 100) for z in (0, 200))
BOX += "\nf 1 2 4 3\nf 5 7 8 6\nf 1 5 6 2\nf 3 4 8 7\nf 1 3 7 5\nf 2 6 8 4\n"


def mesh(capsys, *words):
    assert main(["mesh", *map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_an_obj_in_centimetres_with_y_up_is_written_upright_and_in_metres(tmp_path, capsys):
    file, ours = tmp_path / "box.obj", tmp_path / "box.ply"
    file.write_text(BOX)
    plain = mesh(capsys, file)
    assert plain["axes_and_unit"] == "+z up assumed, m assumed"
    assert plain["size_m"] == [300, 100, 200]
    told = mesh(capsys, file, "--up", "Y", "--unit", "cm", "--out", ours)
    assert told["axes_and_unit"] == "+y up asked, cm asked"
    assert told["size_m"] == pytest.approx([3, 2, 1])
    assert told["area_m2"] == pytest.approx(22.0)
    # Its outside stays outside, and the file that was written says what it is in.
    assert volume_m3(read_mesh(ours.read_bytes()).mesh) == pytest.approx(6.0)
    again = mesh(capsys, ours)
    assert (again["axes_and_unit"], again["size_m"]) == ("the file's own", told["size_m"])
    assert again["sha256"] == told["sha256_of_sound_part"]
    assert mesh(capsys, file, "--unit", "in")["size_m"] == pytest.approx([7.62, 2.54, 5.08])
    assert main(["mesh", str(file), "--unit", "in"]) == 0
    assert "7.62 x 2.54 x 5.08" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("box.obj", "--up", "x"), "--up: found 'x', expected y or z"),
        (("box.obj", "--unit", "parsec"), "--unit: found 'parsec', expected m or cm or mm"),
        (("box.obj", "--up", ""), "--up: found '', expected y or z"),
        (("box.obj", "--out", "box.stl"), "--out: found 'box.stl', expected a file that ends"),
        (("ours.ply", "--unit", "cm"), "expected neither --up nor --unit"),
        (("ours.ply", "--out", "ours.ply"), "--out: found ours.ply, which is read"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(tmp_path, monkeypatch, capsys, words, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "box.obj").write_text(BOX)
    (tmp_path / "ours.ply").write_bytes(ply_of(ball()))
    assert main(["mesh", *words]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert sorted(one.name for one in tmp_path.iterdir()) == ["box.obj", "ours.ply"]
