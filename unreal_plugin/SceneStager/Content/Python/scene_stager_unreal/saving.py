# SPDX-License-Identifier: Apache-2.0
"""What a bake leaves on disk: a command line that saves nothing leaves nothing.

A level is opened for a commandlet, which opens none itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

import unreal

from scene_stager.errors import HostError, InputError, Mistake

from .imports import HOME


def open_level(path: str) -> None:
    """Open a level, or make an empty one of that name; HostError when Unreal does neither."""
    levels = _levels()
    there = unreal.EditorAssetLibrary.does_asset_exist(path)
    if not (levels.load_level(path) if there else levels.new_level(path)):
        raise HostError(f"Unreal would not {'open' if there else 'make'} the level {path}")


def save_shot(sequence: str) -> list[str]:
    """Save a Level Sequence, the pictures beside it, and the level; lines for what was not."""
    library = unreal.EditorAssetLibrary
    pictures = library.list_assets(f"{sequence.rpartition('/')[0]}/{HOME}")
    wanted = [sequence, *(str(path).partition(".")[0] for path in pictures)]
    lines = [f"{path} was not saved" for path in wanted if not library.save_asset(path)]
    if not _levels().save_current_level():
        lines.append("the level was not saved: give it a name with File > Save Current Level As")
    return lines


def whole_path(path: str, what: str = "the Take") -> str:
    """A file's path, which must be whole: Unreal's own folder is the engine's, not yours."""
    if not Path(path).is_absolute():
        advice = "Unreal looks for others in the engine's own folder."
        raise InputError(Mistake(what, path, "a path from the root", advice))
    return path


def _levels() -> unreal.LevelEditorSubsystem:
    found = unreal.get_editor_subsystem(unreal.LevelEditorSubsystem)
    return cast(unreal.LevelEditorSubsystem, found)
