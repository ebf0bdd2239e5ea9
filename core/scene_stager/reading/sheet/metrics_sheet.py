# SPDX-License-Identifier: Apache-2.0
"""A still and what was read in it, on one sheet: outlines, the key as a lit ball, fifteen bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scene_stager.reading.sheet.bars import ROW_PX, draw_bars
from scene_stager.reading.sheet.lamps import draw_lamps, lamps_of
from scene_stager.reading.sheet.marks import Known, draw_marks
from scene_stager.reading.sheet.overlay import picture_with_marks
from scene_stager.reading.sheet.paper import (
    ACCENT,
    COOL,
    INK,
    MUTED,
    PAPER,
    RULE,
    fitted,
    words,
)
from scene_stager.reading.sheet.shown import Shown

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

WIDTH, MARGIN, GAP = 2200, 64, 48
STILL_WIDTH, STILL_MOST = 1300, 1000
HEAD, LEGEND, KEY = 150, 90, 330


def draw_metrics(shown: Shown) -> Image.Image:
    """One sheet for one still."""
    from PIL import Image, ImageDraw

    still = picture_with_marks(shown, STILL_WIDTH, STILL_MOST)
    right = MARGIN + STILL_WIDTH + GAP
    bars = len(shown.metrics) * ROW_PX + 5 * ROW_PX // 2
    tall = HEAD + max(bars, still.height + LEGEND + KEY) + MARGIN
    sheet = Image.new("RGB", (WIDTH, MARGIN + tall), PAPER)
    draw = ImageDraw.Draw(sheet)

    _head(draw, shown)
    left = MARGIN + (STILL_WIDTH - still.width) // 2
    sheet.paste(still, (left, MARGIN + HEAD))
    under = MARGIN + HEAD + still.height
    _legend(draw, (MARGIN, under + 34), shown)
    kelvin = shown.readings.get("white_balance_k")
    known = kelvin.value if kelvin is not None and kelvin.failure is None else None
    lamps = None if shown.lights is None else lamps_of(shown.lights, known)
    draw_lamps(sheet, (MARGIN, under + LEGEND), (STILL_WIDTH, KEY), lamps)
    draw_bars(
        draw,
        (right, MARGIN + HEAD),
        WIDTH - MARGIN - right,
        shown.metrics,
        shown.readings,
    )
    kinds = (Known.MEASURED, Known.GUESSED, Known.UNKNOWN)
    draw_marks(draw, (right, MARGIN + tall - 40), kinds)
    return sheet


def _head(draw: ImageDraw.ImageDraw, shown: Shown) -> None:
    right = WIDTH - MARGIN
    title = fitted(draw, shown.title, 54, right - MARGIN - 560)
    words(draw, (MARGIN, MARGIN + 50), title, 54)
    width, height = shown.picture.size_px
    depth = f"{shown.picture.bit_depth} bits"
    facts = [
        f"{width} by {height}",
        shown.picture.colour_space,
        depth,
        *shown.picture.notes,
    ]
    said = fitted(draw, "   ".join(facts), 25, 0.6 * (right - MARGIN))
    words(draw, (MARGIN, MARGIN + 96), said, 25, MUTED)
    words(
        draw,
        (right, MARGIN + 50),
        f"read by the {shown.mode} estimators",
        25,
        MUTED,
        "rs",
    )
    failed = ", ".join(shown.failed).replace("_", " ") or "nothing stood in the way"
    failed = fitted(draw, failed, 25, 0.36 * (right - MARGIN))
    words(draw, (right, MARGIN + 96), failed, 25, MUTED, "rs")
    draw.line((MARGIN, MARGIN + 122, right, MARGIN + 122), fill=RULE)


def _legend(draw: ImageDraw.ImageDraw, at: tuple[int, int], shown: Shown) -> None:
    """What each line over the still is, in its own colour; under it what the reading rests on."""
    x, y = at
    marks = (
        (shown.subject, ACCENT, shown.inside is not None),
        (
            "highlights",
            COOL,
            shown.highlights is not None and bool(shown.highlights.any()),
        ),
        ("Neumann domains", MUTED, shown.cells is not None),
        ("Lotus point", INK, shown.lotus_px is not None),
    )
    for name, ink, there in marks:
        if there:
            draw.line((x, y - 7, x + 26, y - 7), fill=ink, width=4)
            x += 36 + round(words(draw, (x + 36, y), name, 21, MUTED)) + 30
    words(draw, (at[0], y + 36), fitted(draw, ";  ".join(shown.facts), 21, STILL_WIDTH), 21, MUTED)
