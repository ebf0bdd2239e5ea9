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
Ink = str | tuple[int, int, int]

PAPER, PANEL, INK, MUTED, RULE = "#131211", "#1c1a18", "#ece6da", "#938b7d", "#35312c"
ACCENT, COOL, ALARM = "#e08a4f", "#6fa8c7", "#d8574b"
# House defaults, by eye.
BRIGHTEST_PERCENT = 99.5  # of the picture's values: what is above may be a glint
DIM, LIFTED = 0.1, 0.25  # a picture whose brightest place is under the first is shown up to here
DARKEST = 1e-4  # what is darker is not brought up further


def words(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    size: float,
    ink: Ink = INK,
    anchor: str = "ls",
) -> float:
    """Write a line and give its width in pixels."""
    from PIL import ImageFont

    font = ImageFont.load_default(size=size)
    draw.text(at, text, fill=ink, font=font, anchor=anchor)
    return float(draw.textlength(text, font=font))


def fitted(draw: ImageDraw.ImageDraw, text: str, size: float, width: float) -> str:
    """As much of a line as a width holds, with "…" where something is left out."""
    from PIL import ImageFont

    font = ImageFont.load_default(size=size)
    if draw.textlength(text, font=font) <= width:
        return text
    few, many = 0, len(text)
    while few < many:
        middle = (few + many + 1) // 2
        if draw.textlength(f"{text[:middle].rstrip()}…", font=font) <= width:
            few = middle
        else:
            many = middle - 1
    return f"{text[:few].rstrip()}…"


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


def shown_gain(light: Light) -> float:
    """What a picture is multiplied by to be seen: one, where it is as its file shows it.

    Light beyond white is brought down until nothing of it is blown out; a picture that is all but
    black is brought up.

    shapes   light (h, w, 3) linear -> a number
    """
    brightest = float(np.percentile(light, BRIGHTEST_PERCENT))
    if brightest > 1.0:
        return min(fair_gain(light), 1.0 / brightest)
    return LIFTED / max(brightest, DARKEST) if brightest < DIM else 1.0
