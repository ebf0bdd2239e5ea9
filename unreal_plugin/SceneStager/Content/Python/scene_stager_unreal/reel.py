# SPDX-License-Identifier: Apache-2.0
"""Several shots, one after another: a master Level Sequence with a shot track.

Each shot's own camera cut plays inside its section, so the master needs none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import unreal

from scene_stager.errors import HostError
from scene_stager.hosts.journal import Journal

from . import marks, render_queue
from .sheet import is_ours

REEL = "SceneStagerReel"  # metadata of a master that was assembled here
TITLE = "Shots" + marks.TRACK_WORD


def join(paths: Sequence[str], path: str) -> int:
    """Make a master of these sequences, in their order, or renew it; its length in frames."""
    shots = {one: _shot(one) for one in paths}
    if not shots:
        raise HostError("assemble: no shots were named")
    _refuse_two_rates(list(shots.values()))
    library, journal = unreal.EditorAssetLibrary, Journal()
    is_new = not library.does_asset_exist(path)
    master = _made(path) if is_new else _found(path)
    with unreal.ScopedEditorTransaction(f"Assemble {path}") as transaction:
        try:
            _fill(master, [(one, shots[one]) for one in paths], journal)
            journal.commit()
        except BaseException:
            journal.roll_back()
            transaction.cancel()
            if is_new:
                library.delete_loaded_asset(master)
            raise
    _frame(master, list(shots.values()))
    return sum(_length(shots[one]) for one in paths)


def _refuse_two_rates(shots: list[unreal.LevelSequence]) -> None:
    rates = {(r.numerator, r.denominator) for r in (shot.get_display_rate() for shot in shots)}
    if len(rates) > 1:
        told = " and ".join(f"{top / below:.6g}" for top, below in sorted(rates))
        raise HostError(f"assemble: the shots run at {told} frames per second; bake them at one")


def _frame(master: unreal.LevelSequence, shots: list[unreal.LevelSequence]) -> None:
    """Tell the master the gate of its shots, which a render is framed by; nothing of several."""
    library, tag = unreal.EditorAssetLibrary, render_queue.GATE
    gates = {str(library.get_metadata_tag(shot, tag)) for shot in shots}
    library.set_metadata_tag(master, tag, gates.pop() if len(gates) == 1 else "")


def _shot(path: str) -> unreal.LevelSequence:
    library = unreal.EditorAssetLibrary
    found = library.load_asset(path) if library.does_asset_exist(path) else None
    if not isinstance(found, unreal.LevelSequence):
        raise HostError(f"assemble: {path} is no Level Sequence; bake the shot first")
    if str(library.get_metadata_tag(found, REEL)):  # one in another could hold itself
        raise HostError(f"assemble: {path} was assembled itself; name its shots")
    return found


def _found(path: str) -> unreal.LevelSequence:
    found = unreal.EditorAssetLibrary.load_asset(path)
    if not str(unreal.EditorAssetLibrary.get_metadata_tag(found, REEL)):
        raise HostError(f"assemble: {path} is there already and was not assembled; take another")
    master = cast(unreal.LevelSequence, found)
    if master.is_read_only():
        raise HostError(f"{path} is locked: the Level Sequence is read-only")
    return master


def _made(path: str) -> unreal.LevelSequence:
    folder, _, name = path.rpartition("/")
    tools, factory = unreal.AssetToolsHelpers.get_asset_tools(), unreal.LevelSequenceFactoryNew()
    made = tools.create_asset(name, folder, unreal.LevelSequence, factory)
    if made is None:
        raise HostError(f"assemble: Unreal would not make {path}")
    unreal.EditorAssetLibrary.set_metadata_tag(made, REEL, "1")
    return cast(unreal.LevelSequence, made)


def _fill(
    master: unreal.LevelSequence,
    shots: list[tuple[str, unreal.LevelSequence]],
    journal: Journal,
) -> None:
    _set_clock(master, [shot for _, shot in shots], journal)
    kind = unreal.MovieSceneCinematicShotTrack
    for old in master.find_tracks_by_exact_type(kind):
        if is_ours(old):
            journal.at_the_end(lambda old=old: master.remove_track(old))
    track = journal.create(lambda: master.add_track(kind), master.remove_track)
    track.set_display_name(unreal.Text(TITLE))
    at = 0
    for path, shot in shots:
        section = cast(unreal.MovieSceneCinematicShotSection, track.add_section())
        section.set_sequence(shot)
        # It begins where the shot's playback does, whatever number that frame has there
        # (MovieSceneSubSection.cpp, OuterToInnerTransform: lower bound of the playback range).
        section.set_range(at, at + _length(shot))
        section.set_shot_display_name(path.rpartition("/")[2])
        at += _length(shot)


def _set_clock(
    master: unreal.LevelSequence, shots: list[unreal.LevelSequence], journal: Journal
) -> None:
    rate, ticks = shots[0].get_display_rate(), shots[0].get_tick_resolution()
    old_rate, old_ticks = master.get_display_rate(), master.get_tick_resolution()
    start, end = master.get_playback_start(), master.get_playback_end()

    def put(
        rate: unreal.FrameRate, ticks: unreal.FrameRate, start_frame: int, end_frame: int
    ) -> None:
        master.set_display_rate(rate)
        master.set_tick_resolution(ticks)
        master.set_playback_start(start_frame)
        master.set_playback_end(end_frame)  # exclusive

    journal.change(
        lambda: put(rate, ticks, 0, sum(map(_length, shots))),
        lambda: put(old_rate, old_ticks, start, end),
    )


def _length(shot: unreal.LevelSequence) -> int:
    return shot.get_playback_end() - shot.get_playback_start()
