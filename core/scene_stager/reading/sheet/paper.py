# SPDX-License-Identifier: Apache-2.0
"""The paper that every sheet is drawn on: its inks, its type, and light as a screen shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.luminance import MIDDLE_GREY, luminance
from scene_stager.pictures.write import screen_codes

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

Light = NDArray[np.floating]

PAPER, PANEL, INK, MUTED, RULE = "#131211", "#1c1a18", "#ece6da", "#938b7d", "#35312c"
ACCENT, COOL, ALARM = "#e08a4f", "#6fa8c7", "#d8574b"


def words(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    size: float,
    ink: str = INK,
    anchor: str = "ls",
) -> float:
    """Write a line and give its width in pixels."""
    from PIL import ImageFont

    font = ImageFont.load_default(size=size)
    draw.text(at, text, fill=ink, font=font, anchor=anchor)
    return float(draw.textlength(text, font=font))


def smaller(light: Light, longest_px: int) -> Floats:
    """The same light on a grid whose longer side is at most so long: means over its cells."""
    height, width = light.shape[:2]
    scale = min(1.0, longest_px / max(height, width))
    rows, columns = max(1, round(height * scale)), max(1, round(width * scale))
    down = np.linspace(0, height, rows + 1).astype(int)
    across = np.linspace(0, width, columns + 1).astype(int)
    cells = np.outer(np.diff(down), np.diff(across))[..., None]
    narrow = np.add.reduceat(light, across[:-1], axis=1)
    return np.asarray(np.add.reduceat(narrow, down[:-1], axis=0) / cells, dtype=np.float64)


def shown(light: Light, gain: float = 1.0) -> Image.Image:
    """Linear Rec.709 light (h, w, 3) as a picture; what is under black or over white is held."""
    from PIL import Image

    return Image.fromarray(screen_codes(np.asarray(light, dtype=np.float64) * gain))


def rolled(light: Floats) -> Floats:
    """Light with a soft shoulder, so that a sun and a shadow fit on one screen.

    Black stays black, middle grey nearly stays, and no amount of light reaches white quite.
    """
    return np.asarray(light / (1.0 + light) * (1.0 + MIDDLE_GREY), dtype=np.float64)


def fair_gain(light: Light) -> float:
    """What brings the log-average luminance to middle grey."""
    seen = np.maximum(luminance(np.asarray(light, dtype=np.float64)), 1e-9)
    return MIDDLE_GREY / float(np.exp(np.mean(np.log(seen))))
