# SPDX-License-Identifier: Apache-2.0
"""Pictures that a shot needs as assets: imported once, and taken back with a bake that fails."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast

import unreal

from .stage import Stage

HOME = "Looks"  # below the folder of the Level Sequences


def imported(
    stage: Stage, name: str, file: Path, settings: Mapping[str, object]
) -> unreal.Texture | None:
    """A file as a texture, with settings of its own; None, and a remark, when Unreal takes none."""
    path = f"{stage.sheet.folder}/{HOME}/{name}"
    library = unreal.EditorAssetLibrary
    if not library.does_asset_exist(path):
        stage.journal.change(
            lambda: _import(file, path, settings),
            lambda: library.does_asset_exist(path) and library.delete_asset(path),
        )
    if not library.does_asset_exist(path):
        stage.remarks.append(f"{name} could not be imported from {file.name}")
        return None
    return cast(unreal.Texture, library.load_asset(path))


def _import(file: Path, path: str, settings: Mapping[str, object]) -> None:
    folder, _, name = path.rpartition("/")
    task = unreal.AssetImportTask()
    task.set_editor_property("filename", str(file))
    task.set_editor_property("destination_path", folder)
    task.set_editor_property("destination_name", name)
    task.set_editor_property("automated", True)
    task.set_editor_property("save", False)
    unreal.AssetToolsHelpers.get_asset_tools().import_asset_tasks([task])
    texture = unreal.EditorAssetLibrary.load_asset(path)
    if texture is not None:
        for setting, value in settings.items():
            texture.set_editor_property(setting, value)
