# SPDX-License-Identifier: Apache-2.0
"""match.png: still, preview and difference, the way there, and what each number is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scene_stager.inverse.least_squares.certificate import OBSERVED
from scene_stager.inverse.sheet.bars import Bar, bars_of
from scene_stager.inverse.sheet.match_picture import (
    DrawnGuess,
    difference_stops,
    frames_of,
    reference_of,
)
from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.temperature import linear_srgb_from_kelvin
from scene_stager.reading.sheet.paper import (
    ACCENT,
    ALARM,
    COOL,
    INK,
    MUTED,
    PANEL,
    PAPER,
    RULE,
    fair_gain,
    shown,
    words,
)

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

    from scene_stager.inverse.answer.match_file import Match


# House defaults, by eye.
WIDTH, MARGIN, GAP = 2200, 64, 32
HEAD, CAPTION, ROW = 150, 44, 46
MOST_FRAMES = 8
SHORT = 90  # characters of warnings in the head
BRIGHTEST_PERCENT = 99.5  # of the picture's values: what is above may be a glint
FULL_STOPS = 2.0  # a difference of so many stops has the full colour


def match_sheet(match: Match, signature: tuple[Bar, ...] = ()) -> Image.Image:
    """Lay out a match on one sheet.

    signature: a bar for each metric of the still beside the preview's, drawn at the right
    """
    from PIL import Image, ImageDraw

    reference, frames = reference_of(match), frames_of(match, MOST_FRAMES)
    side = (WIDTH - 2 * MARGIN - 2 * GAP) // 3
    tall = round(side * reference.shape[0] / reference.shape[1])
    strip = (WIDTH - 2 * MARGIN - (MOST_FRAMES - 1) * GAP // 2) // MOST_FRAMES
    strip_tall = round(strip * reference.shape[0] / reference.shape[1])
    rows = max(len(bars_of(match.solved)) if match.solved else 0, len(signature))
    top = MARGIN + HEAD
    below = top + tall + CAPTION + GAP
    table = below + strip_tall + CAPTION + GAP
    sheet = Image.new("RGB", (WIDTH, table + 60 + rows * ROW + MARGIN), PAPER)
    draw = ImageDraw.Draw(sheet)

    _head(draw, match)
    gain = shown_gain(reference)
    _three(sheet, draw, reference, frames[-1].rgb, gain, (side, tall, top))
    _strip(sheet, draw, frames, gain, (strip, strip_tall, below))
    half = (WIDTH - 2 * MARGIN - 2 * GAP) // 2 if signature else WIDTH - 2 * MARGIN
    if match.solved:
        place = (MARGIN, table)
        begin = _table(draw, place, half, "What the still told", bars_of(match.solved))
        words(draw, (begin, table + 26), "how surely", 18, MUTED)
        _swatch(draw, (MARGIN + half - 26, table + 8), match.solved.key_kelvin)
    if signature:
        left = MARGIN + half + 2 * GAP
        begin = _table(draw, (left, table), half, "Signature", signature)
        words(draw, (begin, table + 26), "upper: reference", 18, ACCENT)
        words(draw, (begin + 160, table + 26), "lower: preview", 18, COOL)
    return sheet


def _head(draw: ImageDraw.ImageDraw, match: Match) -> None:
    words(draw, (MARGIN, MARGIN + 50), match.image[:60], 54)
    condition = match.certificate.get("condition")
    facts = [f"{match.iterations} steps", f"{match.seconds:.1f} s", f"{match.forward} model"]
    if isinstance(condition, float):
        facts.append(f"condition {condition:.0f}")
    words(draw, (MARGIN, MARGIN + 96), "   ".join(facts), 25, MUTED)
    ink = ACCENT if match.outcome == "matched" else ALARM
    right = WIDTH - MARGIN
    words(draw, (right, MARGIN + 50), match.outcome.replace("_", " "), 40, ink, "rs")
    words(draw, (right, MARGIN + 96), said_shortly(match.warnings), 22, MUTED, "rs")
    draw.line((MARGIN, MARGIN + 122, right, MARGIN + 122), fill=RULE)


def _three(
    sheet: Image.Image,
    draw: ImageDraw.ImageDraw,
    reference: Floats,
    preview: Floats,
    gain: float,
    room: tuple[int, int, int],
) -> None:
    """Reference, preview, difference, side by side, all at the reference's exposure."""
    side, tall, top = room
    stops = difference_stops(reference, preview)
    pictures = (shown(reference, gain), shown(preview, gain), _heat(stops))
    off = median_off(stops)
    captions = ("reference", "preview", f"difference, median {off:.2f} stop")
    for place, (picture, caption) in enumerate(zip(pictures, captions, strict=True)):
        x = MARGIN + place * (side + GAP)
        sheet.paste(picture.resize((side, tall)), (x, top))
        words(draw, (x, top + tall + 30), caption, 22, MUTED)
    x = MARGIN + 3 * side + 2 * GAP
    words(draw, (x, top + tall + 30), "preview brighter", 18, ACCENT, "rs")
    words(draw, (x - 160, top + tall + 30), "darker", 18, COOL, "rs")


def shown_gain(reference: Floats) -> float:
    """The still as its file shows it; light beyond white as bright as nothing of it is blown out.

    shapes   reference (h, w, 3) linear light -> a number
    """
    brightest = float(np.percentile(reference, BRIGHTEST_PERCENT))
    return 1.0 if brightest <= 1.0 else min(fair_gain(reference), 1.0 / brightest)


def median_off(stops: Floats) -> float:
    """By how many stops the preview is off where it was drawn: what was not is the still itself.

    shapes   stops (h, w) -> a number
    """
    drawn = stops[stops != 0.0]
    return float(np.median(np.abs(drawn))) if drawn.size else 0.0


def said_shortly(warnings: tuple[str, ...], most: int = SHORT) -> str:
    """As many whole warnings as fit on the line; "…" for the rest, which the match file has."""
    said = ""
    for place, one in enumerate(warnings):
        longer = f"{said}; {one}" if said else one
        room = most if place == len(warnings) - 1 else most - 3
        if len(longer) > room:
            return f"{said}; …" if said else f"{one[: most - 1]}…"
        said = longer
    return said


def _heat(stops: Floats) -> Image.Image:
    """Stops as colour: none is the paper, brighter is warm, darker is cool."""
    from PIL import Image, ImageColor

    paper, warm, cool = (np.array(ImageColor.getrgb(ink)[:3]) for ink in (PANEL, ACCENT, COOL))
    share = np.clip(np.abs(stops) / FULL_STOPS, 0.0, 1.0)[..., None]
    ink = np.where(stops[..., None] > 0, warm, cool)
    return Image.fromarray(np.round(paper + share * (ink - paper)).astype(np.uint8))


def _strip(
    sheet: Image.Image,
    draw: ImageDraw.ImageDraw,
    frames: tuple[DrawnGuess, ...],
    gain: float,
    room: tuple[int, int, int],
) -> None:
    """Every guess, and how far it still was from the still."""
    side, tall, top = room
    most = max(frame.cost for frame in frames)
    for place, frame in enumerate(frames):
        x = MARGIN + place * (side + GAP // 2)
        sheet.paste(shown(frame.rgb, gain).resize((side, tall)), (x, top))
        share = frame.cost / most if most > 0 else 0.0
        draw.rectangle((x, top + tall + 8, x + side, top + tall + 13), fill=PANEL)
        draw.rectangle((x, top + tall + 8, x + share * side, top + tall + 13), fill=ACCENT)
        name = "first guess" if place == 0 else f"step {place}"
        words(draw, (x, top + tall + 36), name, 18, INK if frame.final else MUTED)
        words(draw, (x + side, top + tall + 36), f"{frame.cost:.3g}", 18, MUTED, "rs")


def _table(
    draw: ImageDraw.ImageDraw, at: tuple[int, int], width: int, title: str, bars: tuple[Bar, ...]
) -> float:
    """Names, bars and numbers; where the bars begin is given back, for what heads them."""
    left, top = at
    words(draw, (left, top + 26), title, 24, ACCENT)
    begin, end = left + 0.36 * width, left + 0.74 * width
    for place, bar in enumerate(bars):
        y = top + 60 + place * ROW
        ink = INK if bar.known >= OBSERVED else MUTED
        words(draw, (left, y + 26), bar.name, 22, ink)
        words(draw, (left + width, y + 26), bar.said, 22, ink, "rs")
        draw.rectangle((begin, y + 14, end, y + 24), fill=PANEL)
        if bar.reference is None and bar.preview is None:
            fill = ACCENT if bar.known >= OBSERVED else RULE
            draw.rectangle((begin, y + 14, begin + bar.known * (end - begin), y + 24), fill=fill)
        for share, mark, low in ((bar.reference, ACCENT, 4), (bar.preview, COOL, 20)):
            if share is not None:
                x = begin + min(max(share, 0.0), 1.0) * (end - begin)
                draw.rectangle((x - 3, y + low, x + 3, y + low + 14), fill=mark)
        draw.line((left, y + ROW - 4, left + width, y + ROW - 4), fill=RULE)
    return begin


def _swatch(draw: ImageDraw.ImageDraw, at: tuple[int, int], kelvin: float) -> None:
    """The key's colour."""
    light = linear_srgb_from_kelvin(np.array(kelvin))
    pixel = np.asarray(shown((light / light.max()).reshape(1, 1, 3)))[0, 0]
    ink = (int(pixel[0]), int(pixel[1]), int(pixel[2]))
    draw.ellipse((at[0], at[1], at[0] + 26, at[1] + 26), fill=ink, outline=RULE)
