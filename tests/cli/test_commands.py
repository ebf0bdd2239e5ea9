"""Each command, as people and machines use it, in a folder of its own."""

import json
import re
import sys
import tomllib
from pathlib import Path

import pytest

from scene_stager.cli import main
from scene_stager.errors import MissingPartError
from scene_stager.hosts.usd import take_from_usd
from scene_stager.moks.take_json import read_take
from scene_stager.reading.metrics import metrics
from scene_stager.script.lens import GATES
from scene_stager.script.read import scenarios
from scene_stager.shot.lighting.styles import STYLES
from scene_stager.shot.rigs import rigs
from scene_stager.shot.stocks import stocks
from tests.house.sources import ROOT
from tests.house.test_light_start import run_without
from tests.shot_names import SKY, names_in, plain

PROSE = "slow technocrane reveal of the pilot, 25mm, golden hour haze, strong rim, Kodachrome"
SCENARIO = "hero_dolly_push_in"
FEW = (SCENARIO, "--frames", "1:3")
SHOT = {SKY, "shot.usda", "shot.take.json", "shot.provenance.usda"}
SHOT |= {"shot.plan.json", "shot.manifest.json", "shot.script.json"}


@pytest.fixture
def ask(tmp_path, monkeypatch, capsys):
    """Run a command line with --json in an empty folder: exit code, document, stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str):
        code = main([*words, "--json"])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    return run


def files_below(folder: Path) -> dict[str, bytes]:
    found = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def test_bake_writes_what_it_says_it_wrote(ask, tmp_path):
    code, said, grumbling = ask("bake", SCENARIO, "--preview", "none")
    assert (code, grumbling) == (0, "")
    assert set(files_below(tmp_path)) == {Path(name).as_posix() for name in said["outputs"]}

    take = read_take((tmp_path / "out" / SCENARIO / "shot.take.json").read_text("utf-8"))
    assert (said["take_digest"], said["plan_hash"]) == (take.digest, take.plan_hash)
    assert said["frames"] == [take.frames[0], take.frames[-1]]
    assert (said["fps"], said["channels"]) == (list(take.fps), list(take.names))
    assert (said["warnings"], said["report"]["rig"]) == ([], "dolly")


def test_bake_for_maya_writes_a_scene_that_maya_opens_by_itself(ask, tmp_path):
    code, said, _ = ask("bake", SCENARIO, "--preview", "none", "--host", "maya-ascii", "--out", "m")
    assert code == 0
    names = [Path(name).name for name in said["outputs"]]
    recipe = ["shot.plan.json", "shot.manifest.json"]
    assert names == ["shot.ma", "shot.take.json", *recipe, "shot.script.json"]
    scene = (tmp_path / "m" / "shot.ma").read_text("ascii")
    assert f'fileInfo "take_digest" "{said["take_digest"]}";' in scene
    code, again, _ = ask("evaluate", *(str(tmp_path / "m" / name) for name in recipe))
    assert (code, again["holds"], again["take_digest"]) == (0, True, said["take_digest"])
    assert again["promised"] == again["digest"]


def test_a_bake_for_maya_without_usd_core_promises_nothing_of_usd(ask, tmp_path, monkeypatch):
    def lacking(_take):
        raise MissingPartError("USD files need the usd-core library")

    monkeypatch.setattr("scene_stager.hosts.usd.usd_text", lacking)
    words = ("--preview", "none", "--host", "maya-ascii", "--frames", "1:2", "--out", "m")
    assert ask("bake", SCENARIO, *words)[0] == 0
    told = json.loads((tmp_path / "m" / "shot.manifest.json").read_text())
    assert (told["usd_sha256"], told["frames"]) == ("", [1, 2])


@pytest.mark.parametrize(
    ("host", "stage"),
    [
        ("usdc", "shot.usdc"),
        ("usdz", "shot.usdz"),
        ("usd-unreal", "shot.unreal.usda"),
        ("usd-splines", "shot.usda"),
    ],
)
def test_bake_writes_other_kinds_of_usd_each_under_its_own_name(host, stage, ask, tmp_path):
    words = ("--preview", "none", "--frames", "1:2", "--out", "shot")
    code, said, _ = ask("bake", SCENARIO, *words, "--host", host)
    names = [Path(name).name for name in said["outputs"]]
    assert (code, names[0]) == (0, stage)
    assert set(names) == set(files_below(tmp_path / "shot"))
    assert take_from_usd(tmp_path / "shot" / stage).digest == said["take_digest"]


def test_bake_writes_the_same_bytes_with_any_cache_and_any_workers(ask, tmp_path):
    def bytes_of(*options: str) -> list[bytes]:
        name = str(len(list(tmp_path.iterdir())))
        code, _, _ = ask("bake", SCENARIO, "--preview", "none", "--out", name, *options)
        assert code == 0
        return list(files_below(tmp_path / name).values())

    plain = bytes_of()
    assert plain == bytes_of("--cache", "cache") == bytes_of("--cache", "cache", "--workers", "3")


def test_bake_of_some_frames_is_that_part_of_the_whole(ask, tmp_path):
    _, whole, _ = ask("bake", SCENARIO, "--preview", "none", "--out", "whole")
    _, part, _ = ask("bake", SCENARIO, "--preview", "none", "--out", "part", "--frames", "40:60")
    assert (part["frames"], part["plan_hash"]) == ([40, 60], whole["plan_hash"])
    read = read_take((tmp_path / "whole" / "shot.take.json").read_text("utf-8"))
    assert read.slice_frames(40, 60).digest == part["take_digest"]


def test_bake_takes_the_options_into_the_script(ask):
    options = ("--seed", "9", "--fps", "30", "--stock", "tri_x_400", "--phase", "0.5")
    _, plain, _ = ask("bake", SCENARIO, "--preview", "none")
    code, changed, _ = ask("bake", SCENARIO, "--preview", "none", *options)
    assert (code, changed["fps"]) == (0, [30, 1])
    assert changed["plan_hash"] != plain["plan_hash"]
    assert changed["frames"][1] == 1 + round((plain["frames"][1] - 1) * 30 / 24)


WRONG_BAKES = {
    "--preview all": "--preview: found 'all', expected one of none, sheet, animatic",
    "--frames 300:400": "frames: found 300:400, expected",
    "--frames soon": "--frames: found 'soon', expected",
    "--rig dollie": "rig.rig: found 'dollie', expected",
    "--stock velvia": "stock.stock: found 'velvia', expected",
    "--phase 1.5": "atmosphere.phase: found 1.5, expected",
    "--phase nan": "atmosphere.phase: found nan, expected",
    "--seed -1": "seed: found -1, expected",
    "--fps 0": "--fps: found '0', expected",
    "--host maya": "--host: found 'maya', expected one of usd, usdc",
    "--workers 0": "--workers: found 0, expected",
    "--out there": "--out: found the file 'there', expected a folder",
    "--cache there": "--cache: found the file 'there', expected a folder",
}


@pytest.mark.parametrize("options", WRONG_BAKES)
def test_bake_refuses_a_wrong_option_in_one_line_and_writes_nothing(ask, tmp_path, options):
    (tmp_path / "there").write_text("mine")
    code, said, grumbling = ask("bake", SCENARIO, *options.split())
    assert (code, said, grumbling.count("\n")) == (2, None, 1)
    assert grumbling.startswith(f"scene-stager: {WRONG_BAKES[options]}")
    assert files_below(tmp_path) == {"there": b"mine"}


@pytest.mark.parametrize("source", ["", "hero_doly", "no.json", "x" * 100_000, "\udcff"])
def test_bake_refuses_what_is_no_script_in_short_lines_and_writes_nothing(ask, tmp_path, source):
    code, said, grumbling = ask("bake", source)
    assert (code, said) == (2, None)
    assert grumbling.startswith("scene-stager: ")
    assert max(map(len, grumbling.splitlines())) < 500
    assert files_below(tmp_path) == {}


def test_bake_that_is_stopped_while_it_draws_leaves_the_shot(ask, tmp_path, monkeypatch):
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("scene_stager.cli._previews.write_picture", stop)
    code, said, grumbling = ask("bake", SCENARIO)
    assert (code, said) == (130, None)
    assert grumbling == "scene-stager: stopped; nothing was left half-written\n"
    (folder,) = (tmp_path / "out").iterdir()
    assert set(names_in(folder)) == SHOT


def test_bake_that_is_stopped_while_writing_leaves_nothing(ask, tmp_path, monkeypatch):
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("scene_stager.hosts.usd.write_usd", stop)
    code, said, _ = ask("bake", SCENARIO)
    assert (code, said) == (130, None)
    assert list(tmp_path.iterdir()) == []


def test_pictures_of_a_shot_that_another_has_replaced_are_kept_out(ask, tmp_path, monkeypatch):
    def replaced(desk, *_: object, **__: object) -> list[object]:
        (tmp_path / "x" / "shot.take.json").write_text("{}", "utf-8")
        (desk / "preview.png").write_bytes(b"of the first")
        return []

    monkeypatch.setattr("scene_stager.cli._previews.draw_sheet", replaced)
    code, _, grumbling = ask("bake", SCENARIO, "--frames", "1:2", "--out", "x")
    assert code == 2
    assert grumbling.startswith("scene-stager: --out: found another shot")
    assert not (tmp_path / "x" / "preview.png").exists()


@pytest.mark.slow
def test_a_bake_draws_as_finely_as_it_is_asked(ask, monkeypatch):
    monkeypatch.setattr("scene_stager.pictures.movie.encoder", lambda: None)
    monkeypatch.setattr("scene_stager.cli._previews.encoder", lambda: None)
    none, sheet, animatic = (
        {*plain(Path(name).name for name in ask("bake", *FEW, *asked)[1]["outputs"])}
        for asked in (("--preview", "none"), (), ("--preview", "animatic"))
    )
    assert none == SHOT
    assert sheet == none | {"preview.png", "report.html"}
    assert animatic == sheet | {"preview.webp"}


def test_compile_shows_which_words_filled_which_slot(ask):
    code, said, _ = ask("compile", PROSE)
    assert code == 0
    filled = {(word["slot"], word["field"]): word["value"] for word in said["words"]}
    assert filled["rig", "rig"] == "technocrane"
    assert filled["lens", "focal_length_mm"] == 25
    assert filled["stock", "stock"] == "kodachrome_64"
    assert said["script"]["rig"]["rig"] == "technocrane"
    assert said["plan_hash"] == said["plan"]["plan_hash"]
    assert {signal["name"] for signal in said["ir"]["signals"]} >= {"camera.translate_m"}


def test_compile_stops_after_a_pass_and_names_the_passes_there_are(ask):
    code, said, _ = ask("compile", SCENARIO, "--stop-after", "move_the_rig")
    assert (code, said["plan"], said["plan_hash"]) == (0, None, None)
    made_by = {signal["made_by"] for signal in said["ir"]["signals"]}
    assert made_by <= {"dress_the_set", "move_the_rig"}
    code, _, grumbling = ask("compile", SCENARIO, "--stop-after", "lunch")
    assert code == 2
    assert grumbling.startswith("scene-stager: --stop-after: found 'lunch', expected one of dress")


@pytest.mark.parametrize(
    ("registry", "entries"),
    [
        ("rigs", rigs),
        ("stocks", stocks),
        ("scenarios", scenarios),
        ("metrics", metrics),
        ("formats", lambda: GATES),
        ("styles", lambda: STYLES),
    ],
)
def test_list_gives_every_entry_with_its_source_and_every_parameter(ask, registry, entries):
    code, said, _ = ask("list", registry)
    assert (code, said["registry"]) == (0, registry)
    assert [entry["name"] for entry in said["entries"]] == list(entries())
    assert all(entry["source"] and entry["title"] for entry in said["entries"])
    assert all(parameter["expected"] for parameter in said["parameters"])


def test_doctor_finds_everything_that_is_required_here(ask):
    code, said, _ = ask("doctor")
    assert (code, said["ok"]) == (0, True)
    assert {check["status"] for check in said["checks"] if check["required"]} == {"ok"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needs = {re.split(r"[^\w-]", need, maxsplit=1)[0].lower() for need in project["dependencies"]}
    assert needs <= {check["name"] for check in said["checks"] if check["required"]}
    assert {"blender", "git", "distributed"} <= {check["name"] for check in said["checks"]}


def test_doctor_says_how_to_get_what_is_missing():
    code = "from scene_stager.cli import main; import sys; sys.exit(main(['doctor', '--json']))"
    done = run_without(("numpy",), code)
    assert (done.returncode, done.stderr) == (1, "")
    numpy = next(check for check in json.loads(done.stdout)["checks"] if check["name"] == "numpy")
    assert (numpy["status"], numpy["fix"]) == ("missing", f"{sys.executable} -m pip install numpy")


@pytest.mark.parametrize(
    "words",
    [["list", "rigs"], ["doctor"], ["compile", PROSE], ["bake", SCENARIO, "--preview", "none"]],
)
def test_people_get_prose_and_tables_instead(tmp_path, monkeypatch, capsys, words):
    monkeypatch.chdir(tmp_path)
    assert main(words) == 0
    said = capsys.readouterr()
    assert len(said.out.splitlines()) > 5
    assert "{" not in said.out.splitlines()[0]
