# SPDX-License-Identifier: Apache-2.0
"""Bake into the editor: a Take from a file or from a script, with progress, and what to know."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import unreal

from scene_stager.errors import HostError, MissingPartError
from scene_stager.hosts.play import PlayReport, play
from scene_stager.hosts.wishes import ShotWishes
from scene_stager.moks.entities import CameraFacts
from scene_stager.moks.take import Take

from . import render_queue
from .host import UnrealHost
from .saving import save_shot
from .wishes import FOLDER, RenderWishes, UnrealWishes

SHOWN = 12


def bake_take(take: Take, wishes: UnrealWishes = UnrealWishes()) -> PlayReport:  # noqa: B008
    """Play a Take into the level; HostError when that fails, and then nothing has changed."""
    if wishes.render is not None:
        render_queue.refuse(wishes.render)
    title = f"Scene Stager: {take.title or 'shot'}"
    task = unreal.ScopedSlowTask(float(len(take.entities) + 1), title)

    def before_part(part: str) -> None:
        if task.should_cancel():
            raise HostError("stopped by hand; nothing was changed")
        task.enter_progress_frame(1.0, f"{title}: {part}")

    host = UnrealHost(wishes, before_part=before_part)
    reports: list[PlayReport] = []
    with task:
        task.make_dialog(True)
        reports.append(play(take, host))
    report = reports[0]
    remarks = [*host.remarks]
    if host.left_out:
        remarks.append(f"Unreal has no place for {_some(host.left_out)}: they stay in the Take")
    path = f"{wishes.folder}/{report.owner}"
    remarks += sign(take, path)
    if wishes.save:
        remarks += save_shot(path)
    if wishes.render is not None:
        remarks += queue_render(path, wishes.render, save=wishes.save)
    return replace(report, warnings=(*report.warnings, *remarks))


def bake_script(wishes: ShotWishes) -> tuple[Take, tuple[str, ...]]:
    """Bake a scenario, a script file or a sentence, and give what its presets had to say.

    Needs numpy, and Python 3.11 for the core.
    """
    try:
        from scene_stager.front_door import bake, read_script
    except (ImportError, SyntaxError, TypeError) as error:
        raise MissingPartError(
            f"baking needs numpy and Python 3.11 (Unreal 5.4 or later) in the editor: {error}. "
            "Bake with scene-stager elsewhere and play its shot.take.json here"
        ) from error
    from scene_stager.moks.mesh_files.beside import given_beside
    from scene_stager.presets.put_on import put_on
    from scene_stager.script.overrides import overridden

    dressed = put_on(read_script(wishes.source), wishes.presets)
    script = overridden(dressed.script, wishes.overrides())
    inputs = given_beside(script.subject.mesh, wishes.source)
    return bake(script, frames=wishes.frames, inputs=inputs), dressed.lines


def queue_render(path: str, wishes: RenderWishes, *, save: bool) -> list[str]:
    """Queue a sequence, and keep the configuration where it is saved; what there is to say."""
    try:
        job = render_queue.enqueue(path, wishes)
        if not save:
            return [f"in the Movie Render Queue as {wishes.format}; save sequence and level first"]
        words = render_queue.keep(job, path)
    except HostError as error:
        return [f"the shot itself is whole, but {error}"]
    return [f"in the Movie Render Queue as {wishes.format}; from a command line: {words}"]


def sign(take: Take, path: str) -> list[str]:
    """Write plan and digest onto the sequence; onto a CineAssembly also where people see them."""
    sequence = unreal.EditorAssetLibrary.load_asset(path)
    facts = {
        "SceneStagerTitle": take.title,
        "SceneStagerPlan": take.plan_hash,
        "SceneStagerTake": take.digest,
    }
    for camera in (e for e in take.entities if e.kind == CameraFacts.KIND):
        gate = CameraFacts.of(camera)
        facts[render_queue.GATE] = f"{gate.sensor_width_mm!r}x{gate.sensor_height_mm!r}"
    for name, value in facts.items():
        unreal.EditorAssetLibrary.set_metadata_tag(sequence, name, value)
    tell = getattr(sequence, "set_metadata_as_string", None)  # CineAssembly, Unreal 5.6
    if tell is None:
        return []
    try:
        for name, value in facts.items():
            tell(name, value)
    except Exception as error:  # noqa: BLE001 - the shot itself is whole
        return [f"the CineAssembly took no metadata: {error}"]
    return []


def show(report: PlayReport, folder: str = FOLDER) -> None:
    """Open the sequence in Sequencer, and log what came of the bake."""
    sequence = unreal.EditorAssetLibrary.load_asset(f"{folder}/{report.owner}")
    if sequence is not None:
        shot = cast(unreal.LevelSequence, sequence)
        unreal.LevelSequenceEditorBlueprintLibrary.open_level_sequence(shot)
    unreal.log(f"Scene Stager: {report.key_count} keys in {folder}/{report.owner}")
    for warning in report.warnings:
        unreal.log_warning(f"Scene Stager: {warning}")


def _some(names: list[str]) -> str:
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more} more" if more > 0 else "")
