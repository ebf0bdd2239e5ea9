# SPDX-License-Identifier: Apache-2.0
"""What the menu entries do. Each says in a dialog what came of it, and never raises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Callable

import unreal

from scene_stager.errors import HostError, StagerError
from scene_stager.hosts.glass_shelves import parse_selector, resolve
from scene_stager.hosts.play import PlayReport
from scene_stager.hosts.take_file import read_take_file

from . import bake, choices, doctor, marks, panel, reel, render_queue
from .changes import tags_of
from .host import UnrealHost
from .saving import open_level, whole_path
from .wishes import FOLDER, RenderWishes, UnrealWishes

TITLE = "Scene Stager"
_CHOSEN: list[choices.SceneStagerChoices] = []


def bake_shot() -> None:
    """Ask for a scenario, bake it, and open the sequence."""
    chosen = _ask("Bake Scene")
    if chosen is not None:
        _guarded(lambda: _bake(chosen))


def play_take() -> None:
    """Ask for a shot.take.json, play it, and open the sequence."""
    chosen = _ask("Match from Take")
    if chosen is not None:
        _guarded(lambda: _play(chosen))


def run_doctor() -> None:
    """Say what works here."""
    lines = doctor.report()
    for line in lines:
        unreal.log(f"{TITLE}: {line}")
    _say("\n".join(lines))


def select_missing() -> None:
    """Select the actors that stand in for what was not found."""
    level = unreal.get_editor_subsystem(unreal.EditorActorSubsystem)
    missing = [
        actor
        for actor in level.get_all_level_actors()
        if marks.said(tags_of(actor), marks.SELECTOR)
    ]
    level.set_selected_level_actors(missing)
    names = ", ".join(actor.get_actor_label() for actor in missing)
    _say(f"{len(missing)} missing targets: {names}" if missing else "No target is missing.")


def open_panel() -> None:
    """Open the panel; it is made the first time."""
    buttons = (bake_shot, play_take, queue_open, select_missing, rebind, run_doctor)
    _guarded(lambda: panel.open_panel({act.__name__: act for act in buttons}))


def play_file(
    path: str,
    folder: str = FOLDER,
    *,
    level: str = "",
    spawnable: bool = False,
    save: bool = True,
    camera: str = "",
    render: RenderWishes | None = None,
) -> PlayReport:
    """Play a Take without any dialog: for the command line and for other scripts. May raise.

    `level` is opened first, or made: a commandlet has none. What was baked is saved. With a
    selector as `camera`, an artist's own Cine Camera Actor is keyed. With `render`, such as
    RenderWishes('EXR', '/renders'), a job is queued and its configuration saved.
    """
    take = read_take_file(whole_path(path))
    if level:
        open_level(level)
    wishes = UnrealWishes(
        folder=folder, spawnable=spawnable, save=save, camera=camera, render=render
    )
    report = bake.bake_take(take, wishes)
    unreal.log(f"{TITLE}: {report.key_count} keys in {folder}/{report.owner}")
    for warning in report.warnings:
        unreal.log_warning(f"{TITLE}: {warning}")
    return report


def assemble(paths: Sequence[str], name: str, folder: str = FOLDER, *, save: bool = True) -> str:
    """Join the Level Sequences of several shots into a master; its path. May raise."""
    path = f"{folder}/{name}"
    length = reel.join(paths, path)
    unreal.log(f"{TITLE}: {len(paths)} shots, {length} frames in {path}")
    if save and not unreal.EditorAssetLibrary.save_asset(path):
        unreal.log_warning(f"{TITLE}: {path} was not saved")
    return path


def queue_open() -> None:
    """Ask how, and queue the Level Sequence that Sequencer shows."""
    chosen = _ask("Queue Render")
    if chosen is not None:
        _guarded(lambda: _queue_open(chosen))


def queue(path: str, render: RenderWishes = RenderWishes(), *, save: bool = True) -> str:  # noqa: B008
    """Put a Level Sequence, a master too, into the Movie Render Queue. May raise.

    With `save`, the configuration is saved beside it; gives what to append to the line
    `UnrealEditor-Cmd Project.uproject` to render it without the editor's windows.
    """
    job = render_queue.enqueue(path, render)
    return render_queue.keep(job, path) if save else ""


def _queue_open(chosen: choices.SceneStagerChoices) -> None:
    wishes = choices.scene_wishes(chosen)
    sequence = unreal.LevelSequenceEditorBlueprintLibrary.get_current_level_sequence()
    if sequence is None:
        raise HostError("render: Sequencer shows no Level Sequence; open one")
    if wishes.render is None:
        raise HostError(f"render: choose {' or '.join(render_queue.FORMATS)} in Render")
    path = str(sequence.get_path_name()).partition(".")[0]
    words = queue(path, wishes.render, save=wishes.save)
    _say(
        "\n".join([f"{path} is in the Movie Render Queue as {wishes.render.format}", words]).strip()
    )


def _bake(chosen: choices.SceneStagerChoices) -> None:
    _finish(chosen, *bake.bake_script(choices.shot_wishes(chosen)))


def _play(chosen: choices.SceneStagerChoices) -> None:
    path = str(chosen.get_editor_property("take_file").get_editor_property("file_path"))
    _finish(chosen, read_take_file(path))


def _finish(chosen: choices.SceneStagerChoices, take, remarks: tuple[str, ...] = ()) -> None:
    wishes = choices.scene_wishes(chosen)
    report = bake.bake_take(take, wishes)
    bake.show(report, wishes.folder)
    keys = f"{report.key_count} keys in {wishes.folder}/{report.owner}"
    lines = [keys, *remarks, *report.warnings]
    _say("\n".join(lines))


def _ask(title: str) -> choices.SceneStagerChoices | None:
    """The choices, after the artist has looked at them; None when there was a change of mind."""
    if not _CHOSEN:
        _CHOSEN.append(choices.new_choices())
    options = unreal.EditorDialogLibraryObjectDetailsViewOptions(show_object_name=False)
    wanted = unreal.EditorDialog.show_object_details_view(
        unreal.Text(f"{TITLE}: {title}"), _CHOSEN[0], options
    )
    return _CHOSEN[0] if wanted else None


def _guarded(act: Callable[[], object]) -> None:
    try:
        act()
    except StagerError as error:
        unreal.log_error(f"{TITLE}: {error}")
        _say(str(error))
    except Exception as error:  # noqa: BLE001 - an artist gets a line, not a stack
        unreal.log_error(f"{TITLE}: {type(error).__name__}: {error}")
        _say(f"A mistake of ours, not yours: {type(error).__name__}: {error}")


def _say(text: str) -> None:
    unreal.EditorDialog.show_message(unreal.Text(TITLE), unreal.Text(text), unreal.AppMsgType.OK)


def rebind() -> None:
    """Drop the stand-ins whose targets are there now; the targets themselves are not touched."""
    _guarded(_rebind)


def _rebind() -> None:
    host = UnrealHost()
    things = host.look().objects
    level = unreal.get_editor_subsystem(unreal.EditorActorSubsystem)
    gone: dict[str, list[str]] = {}
    for actor in level.get_all_level_actors():
        tags = tags_of(actor)
        selector = marks.said(tags, marks.WORDS)
        if selector and resolve(parse_selector(selector), things).taken is not None:
            gone.setdefault(marks.said(tags, marks.OWNER), []).append(actor.get_actor_label())
    with host.one_undo_step("Rebind"):
        for owner, labels in gone.items():
            mine = [a for a in level.get_all_level_actors() if _owner(a) == owner]
            keep = {
                marks.said(tags_of(a), marks.PART)
                for a in mine
                if a.get_actor_label() not in labels
            }
            host.sweep(owner, frozenset(keep))
    found = [label for labels in gone.values() for label in labels]
    _say(f"Found: {', '.join(found)}" if found else "Nothing that is missing has turned up.")


def _owner(actor: unreal.Actor) -> str:
    return marks.said(tags_of(actor), marks.OWNER)
