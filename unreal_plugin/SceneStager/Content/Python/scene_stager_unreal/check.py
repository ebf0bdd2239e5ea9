# SPDX-License-Identifier: Apache-2.0
"""What check_in_unreal.py asks of a real Unreal: bake, look, save, open again, look; a report."""

from __future__ import annotations

import time
from typing import Any, cast

import unreal

from scene_stager.errors import InputError, Mistake, StagerError
from scene_stager.hosts.owners_report import (
    AGREES,
    MOST_TOLD,
    SCENARIOS,
    OwnersReport,
    owners_report,
    report_place,
    write_report,
)
from scene_stager.hosts.play import owner_of
from scene_stager.hosts.take_file import read_take_file
from scene_stager.hosts.wishes import ShotWishes
from scene_stager.moks.take import Take

from . import render_queue
from .bake import bake_script, bake_take
from .compare import Comparison, compare
from .doctor import report as doctor
from .saving import open_level, whole_path
from .wishes import RenderWishes, UnrealWishes

HOME = "/Game/SceneStagerCheck"


def main(words: list[str]) -> int:
    """Check Takes that are named, or three scenarios; log what was found and write the report."""
    files = [word for word in words if not word.startswith("--out=")]
    name = next((word[len("--out=") :] for word in words if word.startswith("--out=")), "")
    try:
        if not name:
            raise InputError(Mistake("--out", "nothing", "a whole path for the report"))
        out = report_place(whole_path(name, "--out"))
        takes = [read_take_file(whole_path(file)) for file in files] or _three()
        told = check(takes)
        write_report(told, out)
    except StagerError as error:
        unreal.log_error(f"Scene Stager: {error}")
        return 2
    unreal.log(f"Scene Stager: {told['verdict']}; the report is {out}")
    return 0 if told["verdict"] == AGREES else 1


def _three() -> list[Take]:
    """Three scenarios, baked here. Raises MissingPartError when this editor cannot bake."""
    return [bake_script(ShotWishes(source=name))[0] for name in SCENARIOS]


def check(takes: list[Take]) -> OwnersReport:
    """The whole report: each Take in a level of its own, and with spawnables in another."""
    shots = [_shot(take, spawnable) for take in takes for spawnable in (False, True)]
    version = str(unreal.SystemLibrary.get_engine_version())
    return owners_report("Unreal", version, doctor(), shots)


def _shot(take: Take, spawnable: bool) -> OwnersReport:
    """One Take: baked and saved, compared, another level opened, this one again, compared."""
    owner, kind = owner_of(take), "Spawned" if spawnable else "Placed"
    folder = f"{HOME}/{kind}"
    level = f"{folder}/{owner}_level"
    open_level(level)
    wishes = UnrealWishes(folder=folder, spawnable=spawnable, save=True)
    started_s = time.perf_counter()
    report = bake_take(take, wishes)
    seconds = time.perf_counter() - started_s
    first = _compared(take, f"{folder}/{owner}")
    queue = _queued(f"{folder}/{owner}")
    open_level(f"{HOME}/Elsewhere")
    open_level(level)
    again = _compared(take, f"{folder}/{owner}")
    return {
        "title": take.title,
        "bindings": kind,
        "plan_hash": take.plan_hash,
        "take_digest": take.digest,
        "frames": take.frame_count,
        "keys": report.key_count,
        "seconds": round(seconds, 3),
        "warnings": list(report.warnings),
        "channels_compared": {"baked": first.channels, "opened again": again.channels},
        "wrong": {
            "baked": first.wrong[:MOST_TOLD],
            "render queue": queue,
            "opened again": again.wrong[:MOST_TOLD],
        },
    }


def _queued(path: str) -> list[str]:
    """What is wrong with a job of every format whose plug-in is on; nothing is rendered."""
    wrong = []
    for name in render_queue.FORMATS:
        if render_queue.lacking(name):
            continue
        try:
            job = render_queue.enqueue(path, RenderWishes(name))
            wrong += [f"{name}: {line}" for line in _of_job(job, path, name)]
            render_queue.drop(job)
        except Exception as error:  # noqa: BLE001 - this is what the owner is asked for
            wrong.append(f"{name}: {type(error).__name__}: {error}")
    return wrong


def _of_job(job: Any, path: str, format_name: str) -> list[str]:
    """Where a job that is in the queue does not say what it was told."""
    find = job.get_configuration().find_setting_by_class
    kinds = (render_queue.FORMATS[format_name][0], "MoviePipelineDeferredPassBase")
    wrong = [
        f"{kind} is not among the settings" for kind in kinds if not find(getattr(unreal, kind))
    ]
    output = find(render_queue.queueing.MoviePipelineOutputSetting)
    size = output.get_editor_property("output_resolution")
    wanted = render_queue.picture_px(path, RenderWishes().width_px)
    if (size.x, size.y) != wanted:
        wrong.append(f"the picture is {size.x} x {size.y}, expected {wanted[0]} x {wanted[1]}")
    if not job.get_editor_property("shot_info"):
        wrong.append("the job found no shot in the sequence")
    return wrong


def _compared(take: Take, path: str) -> Comparison:
    level = unreal.get_editor_subsystem(unreal.EditorActorSubsystem)
    sequence = cast(unreal.LevelSequence, unreal.EditorAssetLibrary.load_asset(path))
    return compare(take, sequence, list(level.get_all_level_actors()))
