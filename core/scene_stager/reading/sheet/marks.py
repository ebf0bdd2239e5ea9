# SPDX-License-Identifier: Apache-2.0
"""How a number is known, as one small mark: measured, told, guessed, not known."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import TYPE_CHECKING

from scene_stager.reading.sheet.paper import ACCENT, COOL, MUTED, words

if TYPE_CHECKING:
    from PIL import ImageDraw

MEASURED_FROM, GUESSED_FROM = 0.5, 0.05  # of certainty: house default, as `certificate.OBSERVED`
RADIUS = 7.0


class Known(Enum):
    """Where a number comes from."""

    MEASURED = "measured in the still"
    TOLD = "told by you"
    GUESSED = "guessed"
    UNKNOWN = "not known"


def known_by(certainty: float) -> Known:
    """What a certainty from 0 to 1 amounts to."""
    if certainty >= MEASURED_FROM:
        return Known.MEASURED
    return Known.GUESSED if certainty >= GUESSED_FROM else Known.UNKNOWN


def draw_mark(draw: ImageDraw.ImageDraw, middle: tuple[float, float], known: Known) -> None:
    """A full disk, a square, an empty ring, or a dash."""
    (x, y), r = middle, RADIUS
    box = (x - r, y - r, x + r, y + r)
    if known is Known.MEASURED:
        draw.ellipse(box, fill=ACCENT)
    elif known is Known.TOLD:
        draw.rectangle(box, fill=COOL)
    elif known is Known.GUESSED:
        draw.ellipse(box, outline=ACCENT, width=2)
    else:
        draw.line((x - r, y, x + r, y), fill=MUTED, width=2)


def draw_marks(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], kinds: Iterable[Known] = tuple(Known)
) -> None:
    """What each mark means, in a row."""
    x, y = at
    for known in kinds:
        draw_mark(draw, (x + RADIUS, y - 7), known)
        x += 24 + words(draw, (x + 24, y), known.value, 19, MUTED) + 34
