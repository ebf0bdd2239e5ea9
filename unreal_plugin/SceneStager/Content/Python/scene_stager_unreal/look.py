# SPDX-License-Identifier: Apache-2.0
"""The film look as Unreal takes one: a strip of 16 squares, imported as a texture once."""

from __future__ import annotations

from pathlib import Path

import unreal

from .imports import imported
from .stage import Stage

HOME = Path(__file__).resolve().parent / "luts"

# A table is no picture: no mipmaps, no compression, no transfer curve.
AS_A_TABLE = {
    "mip_gen_settings": unreal.TextureMipGenSettings.TMGS_NO_MIPMAPS,
    "compression_settings": unreal.TextureCompressionSettings.TC_EDITOR_ICON,
    "srgb": False,
}


def lut_of(stage: Stage, stock: str) -> unreal.Texture | None:
    """The texture of a stock's look; None when this copy of the plug-in carries none."""
    file = HOME / f"{stock}.png"
    if not stock.isidentifier() or not file.is_file():
        return None
    return imported(stage, f"LUT_{stock}", file, AS_A_TABLE)
