# SPDX-License-Identifier: Apache-2.0
"""The film look as Unreal takes one: a strip of 16 squares, imported as a texture once."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import unreal

from .stage import Stage

HOME = Path(__file__).resolve().parent / "luts"


def lut_of(stage: Stage, stock: str) -> unreal.Texture | None:
    """The texture of a stock's look; None when this copy of the plug-in carries none."""
    name = f"LUT_{stock}"
    path = f"{stage.sheet.folder}/Looks/{name}"
    library = unreal.EditorAssetLibrary
    if library.does_asset_exist(path):
        return cast(unreal.Texture, library.load_asset(path))
    file = HOME / f"{stock}.png"
    if not stock.isidentifier() or not file.is_file():
        return None
    stage.journal.change(
        lambda: _import(file, path),
        lambda: library.does_asset_exist(path) and library.delete_asset(path),
    )
    if not library.does_asset_exist(path):
        stage.remarks.append(f"the look of {stock} could not be imported from {file.name}")
        return None
    return cast(unreal.Texture, library.load_asset(path))


def _import(file: Path, path: str) -> None:
    """A table is no picture: no mipmaps, no compression, no transfer curve."""
    folder, _, name = path.rpartition("/")
    task = unreal.AssetImportTask()
    task.set_editor_property("filename", str(file))
    task.set_editor_property("destination_path", folder)
    task.set_editor_property("destination_name", name)
    task.set_editor_property("automated", True)
    task.set_editor_property("save", False)
    unreal.AssetToolsHelpers.get_asset_tools().import_asset_tasks([task])
    texture = unreal.EditorAssetLibrary.load_asset(path)
    if texture is None:
        return
    for setting, value in (
        ("mip_gen_settings", unreal.TextureMipGenSettings.TMGS_NO_MIPMAPS),
        ("compression_settings", unreal.TextureCompressionSettings.TC_EDITOR_ICON),
        ("srgb", False),
    ):
        texture.set_editor_property(setting, value)
