"""What whoever has Unreal can run: on the double it agrees, and sees what is wrong."""

import json
import runpy
import sys

import pytest

from tests.hosts.doubles.unreal import MADE, WORLD, install, movie_render, new_world
from tests.hosts.promises import a_take
from tests.hosts.usd_takes import SCENARIOS, baked
from tests.house.sources import ROOT

install()
from unreal_plugin.SceneStager.Content.Python.scene_stager_unreal import check  # noqa: E402

NOTHING = {"baked": [], "render queue": [], "opened again": []}


@pytest.fixture(autouse=True)
def world():
    return new_world()


def cut(name, frames=24):
    take = baked(name)
    return take.slice_frames(take.start_frame, take.start_frame + frames - 1)


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_people_run_in_unreal_agrees_in_the_double(name):
    told = check.check([cut(name)])
    assert [shot["wrong"] for shot in told["shots"]] == [NOTHING] * 2
    assert told["verdict"] == "agrees"
    assert all(shot["channels_compared"]["baked"] >= 8 for shot in told["shots"])
    assert f"/Game/SceneStagerCheck/Placed/{name}" in WORLD.saved


@pytest.mark.parametrize(
    ("spoiled", "said"),
    [
        ("CurrentFocalLength", "camera.focal_length_mm at frame 3"),
        ("FocusSettings.ManualFocusDistance", "camera.focus_distance_m at frame 3"),
        ("Intensity", "light.key.intensity_cd at frame 3"),
    ],
)
def test_what_people_run_in_unreal_sees_a_wrong_number(monkeypatch, spoiled, said):
    evaluated = check.compare.__globals__["_evaluated"]

    def bent(sequence, track):
        columns = evaluated(sequence, track)
        if getattr(track, "_path", "") == spoiled:
            columns[0][2] *= 1.01
        return columns

    monkeypatch.setitem(check.compare.__globals__, "_evaluated", bent)
    told = check.check([cut("hero_dolly_push_in", 6)])
    assert told["verdict"] == "wrong"
    for shot in told["shots"]:
        assert any(line.startswith(said) for line in shot["wrong"]["baked"])


@pytest.mark.parametrize(("column", "said"), [(0, "m off"), (4, "turned by"), (5, "turned by")])
def test_what_people_run_in_unreal_sees_a_camera_that_stands_or_looks_wrong(
    monkeypatch, column, said
):
    evaluated = check.compare.__globals__["_evaluated"]

    def bent(sequence, track):
        columns = evaluated(sequence, track)
        if len(columns) == 9:
            columns[column] = [value + 0.5 for value in columns[column]]
        return columns

    monkeypatch.setitem(check.compare.__globals__, "_evaluated", bent)
    lines = check.check([a_take()])["shots"][0]["wrong"]["baked"]
    assert any(said in line for line in lines)


def test_what_people_run_in_unreal_tries_the_render_queue_where_its_plug_in_is(monkeypatch):
    WORLD.plugins |= {movie_render.QUEUE, movie_render.PRORES}
    told = check.check([a_take()])
    assert [shot["wrong"] for shot in told["shots"]] == [NOTHING] * 2
    assert WORLD.jobs == []
    job = MADE["MoviePipelineExecutorJob"]  # one that forgets the sequence that it is given
    monkeypatch.setattr(
        job, "get_editor_property", lambda self, name: [] if name == "shot_info" else ""
    )
    (lines,) = {tuple(s["wrong"]["render queue"]) for s in check.check([a_take()])["shots"]}
    assert lines == tuple(
        f"{name}: the job found no shot in the sequence" for name in ("EXR", "ProRes")
    )


def test_the_script_writes_a_report_and_ends_with_the_verdict(tmp_path, monkeypatch):
    take, report = tmp_path / "shot.take.json", tmp_path / "report.json"
    take.write_text(cut("crane_reveal", 4).to_json())
    package = "unreal_plugin.SceneStager.Content.Python.scene_stager_unreal"
    monkeypatch.setitem(sys.modules, "scene_stager_unreal", sys.modules[package])
    monkeypatch.setattr(sys, "argv", ["check_in_unreal.py", f"--out={report}", str(take)])
    script = str(ROOT / "unreal_plugin" / "check_in_unreal.py")
    runpy.run_path(script, run_name="__main__")
    told = json.loads(report.read_text())
    assert (told["host"], told["verdict"], len(told["shots"])) == ("Unreal", "agrees", 2)
    monkeypatch.setattr(sys, "argv", ["check_in_unreal.py", str(take)])
    with pytest.raises(SystemExit, match="2"):
        runpy.run_path(script, run_name="__main__")
    assert "--out: found nothing" in WORLD.log[-1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--out=report.json"], "--out: found report.json, expected a path from the root"),
        (["--out=HOME/notes.json"], "something else is there"),
        (["--out=HOME/gone/report.json"], "its folder is not there"),
        (["--out=HOME/report.json", "HOME/shot.take.jsn"], "shot.take.jsn"),
    ],
)
def test_a_report_has_a_place_and_every_word_a_meaning_before_anything_is_baked(
    words, said, tmp_path, monkeypatch
):
    monkeypatch.setattr(check, "check", lambda takes: pytest.fail("it baked"))
    (tmp_path / "notes.json").write_text("mine")
    assert check.main([word.replace("HOME", str(tmp_path)) for word in words]) == 2
    assert said in WORLD.log[-1] and "\n" not in WORLD.log[-1]
    assert (tmp_path / "notes.json").read_text() == "mine"


def test_without_unreal_or_without_the_plug_in_the_script_says_so(monkeypatch, capsys):
    script = runpy.run_path(str(ROOT / "unreal_plugin" / "check_in_unreal.py"))
    monkeypatch.setitem(sys.modules, "scene_stager_unreal", None)
    assert script["main"]([]) == 2
    assert "Scene Stager is not in this project, or is switched off" in WORLD.log[-1]
    monkeypatch.setitem(sys.modules, "unreal", None)
    assert script["main"]([]) == 2
    assert capsys.readouterr().err.endswith("no Unreal here; run it in the editor\n")
