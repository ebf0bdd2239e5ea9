"""What whoever has Maya can run: on the double it agrees, and sees what is wrong.

mayapy knows neither the module's folder nor any command before Maya is started (Autodesk,
"Installing modules"; LumaPictures/pymel#413: maya.cmds is empty before standalone.initialize), so
the script is run in a process of its own whose Maya is like that.
"""

import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from scene_stager.errors import InputError
from scene_stager.hosts.owners_report import owners_report, report_place, write_report
from tests.hosts.maya_bench import MayaBench
from tests.hosts.promises import a_take
from tests.hosts.usd_takes import baked

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "maya_plugin" / "check_in_maya.py"

# A Maya whose commands come with initialize, as the real one's do.
MAYA_BEFORE_IT_STARTS = """
import sys
from types import ModuleType

maya, cmds, standalone = (ModuleType(name) for name in ("maya", "maya.cmds", "maya.standalone"))
maya.cmds, maya.standalone = cmds, standalone
sys.modules.update({"maya": maya, "maya.cmds": cmds, "maya.standalone": standalone})
sys.path[:] = [path for path in sys.path if "maya_plugin" not in path and path != ""]

def initialize(name):
    assert not [one for one in sys.modules if one.startswith("scene_stager")], "imported too early"
    sys.path.append(ROOT)
    from tests.hosts.doubles.maya import maya as double
    double()
    sys.path.remove(ROOT)
    doubled = [path for path in sys.path if path.endswith("maya_plugin/scripts") and path != OURS]
    sys.path[:] = [path for path in sys.path if path not in doubled]

standalone.initialize = initialize
"""


def run_by_an_owner(folder, *words):
    """check_in_maya.py as mayapy would run it."""
    start = folder / "mayapy.py"
    start.write_text(
        f"ROOT, OURS = {str(ROOT)!r}, {str(SCRIPT.parent / 'scripts')!r}\n{MAYA_BEFORE_IT_STARTS}"
        f"import runpy\nsys.argv = [{str(SCRIPT)!r}, *{list(words)!r}]\n"
        f"runpy.run_path({str(SCRIPT)!r}, run_name='__main__')\n"
    )
    return subprocess.run(
        [sys.executable, str(start)], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_owners_check_starts_where_maya_is_not_started_yet(tmp_path):
    take = tmp_path / "shot.take.json"
    take.write_text(baked("hero_dolly_push_in").slice_frames(1, 6).to_json())
    done = run_by_an_owner(tmp_path, str(take), "--out", "report.json")
    assert done.returncode == 0, done.stderr + done.stdout
    told = json.loads((tmp_path / "report.json").read_text())
    assert (told["host"], told["verdict"]) == ("Maya", "agrees")
    (shot,) = told["shots"]
    assert (shot["frames"], shot["take_digest"]) == (
        6,
        baked("hero_dolly_push_in").slice_frames(1, 6).digest,
    )
    assert len(set(shot["channels_compared"].values())) == 1
    assert shot["channels_compared"]["baked"] > 40


def test_the_owners_check_without_a_take_that_it_can_read_is_one_line(tmp_path):
    done = run_by_an_owner(tmp_path, "nowhere.take.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "nowhere.take.json" in done.stderr and "Traceback" not in done.stderr
    assert not list(tmp_path.glob("*.json"))


def test_without_maya_the_owners_check_says_so(tmp_path):
    done = subprocess.run(
        [sys.executable, str(SCRIPT)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "mayapy" in done.stderr


def test_without_its_folder_or_in_an_old_python_the_owners_check_says_so(tmp_path, monkeypatch):
    alone = tmp_path / SCRIPT.name
    alone.write_bytes(SCRIPT.read_bytes())
    done = subprocess.run([sys.executable, str(alone)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "the module's folder scripts is not beside it" in done.stderr
    script = runpy.run_path(str(SCRIPT))
    monkeypatch.setattr(sys, "version_info", (3, 7, 7))
    assert script["_lacking"]().startswith("found Python 3.7, expected 3.9 or newer")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("notes.json", "something else is there"),
        ("nowhere/report.json", "its folder is not there"),
        ("report.txt", "no .json"),
        ("", "no .json"),
    ],
)
def test_a_report_has_a_place_before_anything_is_baked(name, found, tmp_path, monkeypatch, capsys):
    from scene_stager_maya import check

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(check, "check", lambda takes: pytest.fail("it baked"))
    (tmp_path / "notes.json").write_text('{"schema": "scene_stager.take"}')
    assert check.main(["--out", name]) == 2
    said = capsys.readouterr().err
    assert found in said and said.count("\n") == 1
    assert [file.name for file in tmp_path.iterdir()] == ["notes.json"]


def test_a_folder_that_cannot_be_written_in_is_told_and_an_older_report_gives_way(
    tmp_path, monkeypatch
):
    place = tmp_path / "report.json"
    write_report(owners_report("Maya", "2025", [], []), place)
    assert report_place(place) == place

    def read_only(**_):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("tempfile.TemporaryFile", read_only)
    with pytest.raises(InputError, match=r"cannot be written in \(Read-only file system\)"):
        report_place(place)


@pytest.mark.parametrize("up", ["y", "z"])
def test_what_people_run_in_maya_agrees_in_the_double(up):
    from scene_stager_maya import check

    MayaBench(up=up)
    told = check.check([baked("hero_dolly_push_in").slice_frames(1, 24), a_take()])
    for shot in told["shots"]:
        for stage, lines in shot["wrong"].items():  # shot.ma has +y up, whatever the scene had
            assert not lines or (up == "z" and "shot.ma" in stage), (stage, lines)
    assert told["verdict"] == "agrees" or up == "z"


@pytest.mark.parametrize(
    ("attribute", "said"),
    [
        ("translateX", "camera at frame 3: 1 m off"),
        ("rotateY", "camera at frame 3: turned by"),
        ("focalLength", "camera.focal_length_mm at frame 3: 100 off"),
        ("fStop", "camera.f_number at frame 3: 100 off"),
        ("hold_stops", "light.key.hold_stops at frame 3: 100 off"),
    ],
)
def test_what_people_run_in_maya_sees_what_is_wrong(monkeypatch, attribute, said):
    from scene_stager_maya import check

    bench = MayaBench()
    shown = type(bench.scene).shown

    def spoiled(scene, node, name, frame):
        value = shown(scene, node, name, frame)
        ours = ("camera" in node.name or "light_key" in node.name) and name == attribute
        return value + (1.0 if name == "rotateY" else 100.0) * (ours and frame == 3)

    monkeypatch.setattr(type(bench.scene), "shown", spoiled)
    told = check.check([baked("hero_dolly_push_in").slice_frames(1, 5)])
    assert told["verdict"] == "wrong"
    for stage in ("baked", "saved and opened", "shot.ma opened"):
        assert [line for line in told["shots"][0]["wrong"][stage] if line.startswith(said)], stage


def test_what_people_run_in_maya_says_when_undo_leaves_something(monkeypatch):
    from scene_stager_maya import check

    bench = MayaBench()
    monkeypatch.setattr(type(bench.double.commands), "undo", lambda self: None)
    told = check.check([a_take()])
    assert told["shots"][0]["wrong"]["undone"] == ["what was baked is still there"]


def test_a_file_that_lost_what_is_ours_is_seen(monkeypatch):
    from scene_stager_maya import check

    MayaBench()
    monkeypatch.setattr("scene_stager.hosts.maya_ascii._tell_what_is_ours", lambda *_: None)
    with pytest.raises(Exception, match="was keyed by hand"):
        check.check([a_take()])
