"""Farm jobs: what is written, what openjd makes of it, and a bake that openjd itself runs."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from scene_stager import bake
from scene_stager.cli import main
from scene_stager.errors import CompileError
from scene_stager.farm.check import checked_job
from scene_stager.farm.hosts import farm_hosts
from scene_stager.farm.job import TEMPLATE, Farmed, job_files, job_template
from scene_stager.moks.take_json import read_take
from scene_stager.script.read import read_script
from tests.house.test_light_start import run_without
from tests.shot_names import SKY, names_in

SHOT = "hero_dolly_push_in"
FRAMES = 240


@pytest.fixture
def ask(tmp_path, monkeypatch, capsys):
    """Run `farm` with --json in an empty folder: exit code, document, stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str):
        code = main(["farm", *words, "--json"])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    return run


def openjd(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "openjd", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def written(folder: Path) -> dict[str, bytes]:
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*.*")}


@pytest.mark.parametrize("host", sorted(farm_hosts()))
def test_every_host_gives_a_template_that_openjd_accepts(ask, host):
    code, said, _ = ask(SHOT, "--host", host)
    assert code == 0
    (job,) = said["jobs"]
    checked = openjd("check", job["template"])
    assert checked.returncode == 0, checked.stdout + checked.stderr
    summed = openjd("summary", job["template"], "--output", "json")
    listed = json.loads(summed.stdout)
    rendered = FRAMES if len(job["steps"]) > 1 else 0  # openjd counts a chunk frame by frame
    assert listed["total_tasks"] == rendered + (2 if rendered else 1)
    assert [step["name"] for step in listed["steps"]] == [step["name"] for step in job["steps"]]
    assert job["steps"][0] == {"name": "Bake", "tasks": 1}


def test_a_shot_is_rendered_in_chunks_that_hold_every_frame_once(ask):
    _, said, _ = ask(SHOT, "--chunk", "7", "--frames", "11:37")
    steps = {step["name"]: step["tasks"] for step in said["jobs"][0]["steps"]}
    assert steps == {"Bake": 1, "HostScene": 1, "Render": 4}  # 7, 7, 7 and 6 frames
    assert rendered(Path(said["jobs"][0]["template"])) == list(range(11, 38))


def rendered(file: Path) -> list[int]:
    """The frames of all chunks, as openjd cuts them."""
    from openjd.model import (
        StepParameterSpaceIterator,
        create_job,
        decode_job_template,
        preprocess_job_parameters,
    )

    template = decode_job_template(
        template=json.loads(file.read_text("utf-8")), supported_extensions=["TASK_CHUNKING"]
    )
    here = file.parent.resolve()
    values = preprocess_job_parameters(
        job_template=template,
        job_parameter_values={},
        job_template_dir=here,
        current_working_dir=here,
    )
    step = create_job(job_template=template, job_parameter_values=values).steps[-1]
    chunks = [task["Frame"].value for task in StepParameterSpaceIterator(space=step.parameterSpace)]
    ends = [[int(end) for end in chunk.split("-")] for chunk in chunks]
    return [frame for end in ends for frame in range(end[0], end[-1] + 1)]


def test_each_step_waits_for_the_one_before_and_says_what_it_needs():
    farmed = Farmed("blender")
    steps = job_template(read_script(SHOT), replace(farmed, needs=replace(farmed.needs, gpus=2)))
    bake_step, scene, render = steps["steps"]
    assert [scene["dependencies"], render["dependencies"]] == [
        [{"dependsOn": "Bake"}],
        [{"dependsOn": "HostScene"}],
    ]
    amounts = {a["name"]: a["min"] for a in render["hostRequirements"]["amounts"]}
    assert amounts["amount.worker.gpu"] == 2
    assert "amount.worker.gpu" not in str(bake_step)


def test_openjd_runs_a_bake_and_gets_the_same_take_as_we_do(ask, tmp_path):
    _, said, _ = ask("crane_reveal", "--host", "none", "--out", "jobs")
    job = said["jobs"][0]["template"]
    # The command line of this very interpreter, wherever it was installed.
    door = tmp_path / ("stager.cmd" if sys.platform == "win32" else "stager")
    if sys.platform == "win32":
        door.write_text(f'@"{sys.executable}" -m scene_stager.cli %*\n')
    else:
        door.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m scene_stager.cli "$@"\n')
        door.chmod(0o755)
    done = openjd("run", job, "--step", "Bake", "-p", f"SceneStager={door}")
    assert done.returncode == 0, done.stdout + done.stderr
    folder = tmp_path / "jobs" / "crane_reveal" / "shot"
    assert names_in(folder) == [
        SKY,
        "shot.manifest.json",
        "shot.plan.json",
        "shot.provenance.usda",
        "shot.script.json",
        "shot.take.json",
        "shot.usda",
    ]
    take = read_take((folder / "shot.take.json").read_text("utf-8"))
    assert take.digest == bake("crane_reveal").digest


def test_the_same_scripts_give_the_same_bytes_and_a_sentence_travels_as_a_script(ask, tmp_path):
    prose = "slow technocrane reveal of the pilot, 25mm, golden hour haze, strong rim, Kodachrome"
    _, first, _ = ask(SHOT, prose, "--out", "a")
    code, second, _ = ask(prose, SHOT, "--out", "b")
    assert (code, len(first["jobs"])) == (0, 2)
    assert written(tmp_path / "a") == written(tmp_path / "b")
    name = first["jobs"][1]["name"]
    kept = read_script(tmp_path / "a" / name / "script.json")
    assert kept == read_script(prose)
    assert second["jobs"][0]["name"] == name


def test_what_an_author_writes_can_not_become_part_of_a_command():
    script = replace(
        read_script(SHOT),
        title="{{Param.Blender}}\x1b[2J",
        logline="{{Session.WorkingDirectory}} " * 90,
    )
    template = job_template(script, Farmed("blender"))
    assert "\x1b" not in template["description"]
    assert checked_job(json.dumps(template), Path.cwd()).name == SHOT
    assert "Session.WorkingDirectory" not in json.dumps(template["steps"])


def test_the_programs_that_travel_in_a_template_are_python():
    for host in farm_hosts():
        for step in job_template(read_script(SHOT), Farmed(host))["steps"]:
            for file in step["script"].get("embeddedFiles", ()):
                assert "{{" not in file["data"]
                compile(file["data"], file["filename"], "exec")


def test_a_template_that_openjd_refuses_is_a_mistake_of_ours():
    script = read_script(SHOT)
    text = job_files(script, Farmed("blender"))[TEMPLATE]
    with pytest.raises(CompileError, match="openjd model refuses"):
        checked_job(text.replace('"dependsOn": "Bake"', '"dependsOn": "Lunch"'), Path.cwd())


WRONG = {
    "--host lightwave": "--host: found 'lightwave', expected one of",
    "--chunk 0": "--chunk: found 0, expected 1 to",
    "--cores -3": "--cores: found -3, expected 1 to",
    "--gpus 1000": "--gpus: found 1000, expected 0 to",
    "--frames 200:300": "--frames: found 200:300, expected frames of hero_dolly_push_in, 1 to 240",
    "--out there": "--out: found the file 'there', expected a folder",
    SHOT: "SCRIPT: found 'hero_dolly_push_in' twice, expected scripts of different names",
}


@pytest.mark.parametrize("options", WRONG)
def test_refuses_a_wrong_option_in_one_line_and_writes_nothing(ask, tmp_path, options):
    (tmp_path / "there").write_text("mine")
    code, said, grumbling = ask(SHOT, *options.split())
    assert (code, said, grumbling.count("\n")) == (2, None, 1)
    assert grumbling.startswith(f"scene-stager: {WRONG[options]}")
    assert [file.name for file in tmp_path.iterdir()] == ["there"]


def test_all_mistakes_of_all_scripts_are_told_at_once(ask):
    code, _, grumbling = ask("hero_doly", SHOT, "crane_revel")
    assert (code, len(grumbling.splitlines())) == (2, 2)


def test_without_openjd_there_is_one_clear_line(tmp_path):
    words = ["farm", SHOT, "--out", str(tmp_path / "jobs")]
    code = f"from scene_stager.cli import main; import sys; sys.exit(main({words!r}))"
    done = run_without(("openjd",), code)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "scene-stager: farm jobs are checked with openjd-model, which is not installed: "
        "pip install 'scene-stager[farm]'"
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_job_is_a_folder_that_deadline_cloud_takes_for_a_bundle(ask, tmp_path):
    """What its client asks of a bundle: one template in the folder, and every file that a PATH
    parameter names by default in the folder too, by a relative path."""
    _, said, _ = ask(SHOT, "crane_reveal", "--out", "jobs")
    assert [Path(job["template"]).parent.name for job in said["jobs"]] == [SHOT, "crane_reveal"]
    for job in said["jobs"]:
        folder = tmp_path / Path(job["template"]).parent
        assert sorted(file.name for file in folder.iterdir()) == ["script.json", "template.json"]
        template = json.loads((folder / "template.json").read_text("utf-8"))
        paths = [one for one in template["parameterDefinitions"] if one["type"] == "PATH"]
        assert [one["default"] for one in paths] == ["script.json", "shot", ""]
        read_script(folder / "script.json")


def test_people_get_a_table(ask, capsys, monkeypatch, tmp_path):
    assert main(["farm", SHOT]) == 0
    said = capsys.readouterr().out
    assert "Render (30)" in said
    assert (tmp_path / "out" / "farm" / SHOT / "template.json").is_file()
