# SPDX-License-Identifier: Apache-2.0
"""`scene-stager farm`: scripts as jobs for a render farm, ready to submit."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.cli._command import LONG_SHOT, YES, Command
from scene_stager.cli._complete import scenario_names
from scene_stager.cli._files import whole_files
from scene_stager.cli._mesh import Given, MeshFile, with_mesh
from scene_stager.cli._options import AsJson, read_frames, read_path, read_source
from scene_stager.cli._show import print_json, print_table, tell
from scene_stager.errors import InputError, Mistake, shorten

if TYPE_CHECKING:
    from scene_stager.farm.check import JobSummary
    from scene_stager.farm.job import Farmed
    from scene_stager.script.scene_script import SceneScript

MOST_FRAMES_PER_CHUNK = 10_000
MOST_CORES = 1024
MOST_MEMORY_MIB = 16 * 1024 * 1024
MOST_GPUS = 64

Job = dict[str, object]


Sources = Annotated[
    list[str],
    typer.Argument(
        parser=read_source,
        metavar="SCRIPT...",
        help="Scenario names, JSON scripts, prose in quotes, or -; one job each.",
        show_default=False,
        autocompletion=scenario_names,
    ),
]


def run(
    sources: Sources,
    out: Annotated[
        Path, typer.Option(parser=read_path, metavar="DIR", help="Where the jobs go.")
    ] = Path("out/farm"),
    host: Annotated[
        str, typer.Option(metavar="blender|none", help="Who renders the shot.")
    ] = "blender",
    frames: Annotated[
        str | None, typer.Option(metavar="A:B", help="Render only these frames.")
    ] = None,
    chunk: Annotated[int, typer.Option(metavar="N", help="Frames per task.")] = 8,
    cores: Annotated[int, typer.Option(metavar="N", help="Cores to render on.")] = 4,
    memory_mib: Annotated[int, typer.Option(metavar="N", help="Memory to render in.")] = 8192,
    gpus: Annotated[int, typer.Option(metavar="N", help="Graphics cards to render on.")] = 0,
    mesh: MeshFile = None,
    as_json: AsJson = False,
) -> int:
    """Write a folder with an Open Job Description template for each script."""
    from scene_stager.farm.check import need_openjd
    from scene_stager.farm.hosts._farm_host import Needs
    from scene_stager.farm.job import Farmed

    _check(host, {"chunk": chunk, "cores": cores, "memory-mib": memory_mib, "gpus": gpus})
    farmed = Farmed(host, chunk, read_frames(frames), Needs(cores, memory_mib, gpus))
    scripts = _read(sources, farmed, mesh)
    need_openjd()
    with ExitStack() as desks:
        jobs = []
        for script, given in scripts:
            folder = out / script.name
            desk = desks.enter_context(whole_files(folder, inputs=sources))
            jobs.append(_write(desk, folder, script, farmed, given))
    if as_json:
        print_json({"host": host, "jobs": jobs})
    else:
        _print(jobs)
    return YES


def _check(host: str, numbers: dict[str, int]) -> None:
    from scene_stager.farm.hosts import farm_hosts

    if host not in farm_hosts():
        raise InputError(Mistake("--host", shorten(host), f"one of {', '.join(farm_hosts())}"))
    least = {"gpus": 0}
    most = {
        "chunk": MOST_FRAMES_PER_CHUNK,
        "cores": MOST_CORES,
        "memory-mib": MOST_MEMORY_MIB,
        "gpus": MOST_GPUS,
    }
    for name, value in numbers.items():
        low = least.get(name, 1)
        if not low <= value <= most[name]:
            raise InputError(Mistake(f"--{name}", str(value), f"{low} to {most[name]}"))


def _read(
    sources: list[str], farmed: "Farmed", mesh: Path | None
) -> "list[tuple[SceneScript, Given]]":
    """Every script, judged; all their mistakes at once, and no two of one name."""
    from scene_stager.farm.job import frames_of
    from scene_stager.moks.mesh_files.beside import must_name_a_mesh
    from scene_stager.script.read import read_script

    scripts: dict[str, tuple[SceneScript, Given]] = {}
    mistakes: list[Mistake] = []
    for source in sources:
        try:
            script, given = with_mesh(read_script(source), mesh, source)
            must_name_a_mesh(script.lighting.link, script.subject.mesh)
        except InputError as error:
            mistakes += error.mistakes
            continue
        if script.name in scripts:
            said = f"{shorten(script.name)} twice"
            mistakes.append(Mistake("SCRIPT", said, "scripts of different names"))
        first, last = frames_of(script, farmed)
        end = script.start_frame + script.frame_count - 1
        if not script.start_frame <= first <= last <= end:
            expected = f"frames of {script.name}, {script.start_frame} to {end}"
            mistakes.append(Mistake("--frames", f"{first}:{last}", expected))
        scripts[script.name] = script, given
    if mistakes:
        raise InputError(mistakes)
    return list(scripts.values())


def _write(desk: Path, folder: Path, script: "SceneScript", farmed: "Farmed", given: Given) -> Job:
    from scene_stager.farm.check import checked_job
    from scene_stager.farm.job import TEMPLATE, job_files

    meshes = dict(given.values())
    for name, data in meshes.items():
        (desk / name).write_bytes(data)
        farmed = replace(farmed, mesh=name)
    files = job_files(script, farmed)
    summary: JobSummary = checked_job(files[TEMPLATE], folder.resolve())
    for name, text in files.items():
        (desk / name).write_text(text, encoding="utf-8", newline="\n")
    return {
        "name": summary.name,
        "template": str(folder / TEMPLATE),
        "outputs": [str(folder / name) for name in (*files, *meshes)],
        "steps": [{"name": name, "tasks": count} for name, count in summary.steps],
        "tasks": summary.tasks,
    }


def _print(jobs: list[Job]) -> None:
    rows = [(job["name"], _steps(job), job["tasks"], job["template"]) for job in jobs]
    print_table("Jobs for the farm", ("job", "steps (tasks)", "tasks", "template"), rows)
    tell("Try one here: openjd run TEMPLATE --step Bake. Or submit it to your farm.")


def _steps(job: Job) -> str:
    steps = job["steps"]
    listed = steps if isinstance(steps, list) else []
    return ", ".join(f"{step['name']} ({step['tasks']})" for step in listed)


COMMAND = Command("Write scripts as render farm jobs (Open Job Description).", run, LONG_SHOT)
