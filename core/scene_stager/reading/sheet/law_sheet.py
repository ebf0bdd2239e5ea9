# SPDX-License-Identifier: Apache-2.0
"""The law drawn on a picture: what may be so, what breaks it, and what nobody can say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scene_stager.errors import printable
from scene_stager.maths.arrays import Bools, Bytes
from scene_stager.provenance.law.verdict import Answer, Ink, LawRegion, LawVerdict
from scene_stager.reading.sheet.paper import ALARM, COOL, INK, MUTED, PAPER, fitted, words

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

# House defaults, by eye.
WIDTH_PX = 960  # of the sheet
TALLEST_PX = 820  # of the picture on it
MARGIN_PX, HEAD_PX, LINE_PX = 24, 92, 26
MOST_LINES = 6
LABELLED = 12  # boxes with a number; the others are only outlined
DIMMED = 0.55  # of its light, what the law has nothing to say about
HATCH_PX = 9
COLOUR_OF = {LawVerdict.BROKEN: ALARM, LawVerdict.UNVERIFIABLE: COOL, LawVerdict.HOLDS: "#7fae7a"}

LEGEND = (
    (LawVerdict.BROKEN, "breaks the law"),
    (LawVerdict.UNVERIFIABLE, "nobody can say (hatched)"),
    (LawVerdict.HOLDS, "may be so"),
)


def draw_law(picture: Bytes, answer: Answer, title: str) -> Image.Image:
    """A sheet: the verdict, the picture dimmed but for what the law speaks of, and why.

    shapes   picture (h, w, 3), sRGB codes
    """
    from PIL import Image, ImageDraw

    height, width = picture.shape[:2]
    scale = min((WIDTH_PX - 2 * MARGIN_PX) / width, TALLEST_PX / height)
    shown_px = (max(1, round(width * scale)), max(1, round(height * scale)))
    lines = _lines(answer)
    tall = HEAD_PX + shown_px[1] + LINE_PX * (len(lines) + 1) + MARGIN_PX
    sheet = Image.new("RGB", (WIDTH_PX, tall), PAPER)
    draw = ImageDraw.Draw(sheet)
    _head(draw, answer, title)
    sheet.paste(_marked(picture, answer.drawn, shown_px), (MARGIN_PX, HEAD_PX))
    _boxes(draw, answer, scale)
    below = HEAD_PX + shown_px[1] + LINE_PX
    for place, (ink, line) in enumerate(lines):
        text = fitted(draw, printable(line), 16, WIDTH_PX - 2 * MARGIN_PX)
        words(draw, (MARGIN_PX, below + LINE_PX * place + 6), text, 16, ink)
    return sheet


def _head(draw: ImageDraw.ImageDraw, answer: Answer, title: str) -> None:
    at = words(draw, (MARGIN_PX, 50), str(answer.verdict), 34, COLOUR_OF[answer.verdict])
    said = fitted(draw, printable(title), 18, WIDTH_PX - 3 * MARGIN_PX - at)
    words(draw, (MARGIN_PX + at + 18, 50), said, 18, INK)
    words(draw, (MARGIN_PX, 76), f"level: {answer.level}", 15, MUTED)
    right: float = WIDTH_PX - MARGIN_PX
    for verdict, said in reversed(LEGEND):
        right -= words(draw, (right, 76), said, 15, MUTED, "rs") + 20
        draw.rectangle((right, 64, right + 12, 76), fill=COLOUR_OF[verdict])
        right -= 20


def _marked(picture: Bytes, drawn: Bytes | None, shown_px: tuple[int, int]) -> Image.Image:
    """The picture in grey and dimmed, with its own colours where the law speaks, and their edge."""
    from PIL import Image, ImageColor

    full = Image.fromarray(picture)
    ink = np.zeros(picture.shape[:2], dtype=np.uint8) if drawn is None else drawn
    smooth = Image.Resampling.LANCZOS if shown_px[0] < full.width else Image.Resampling.BICUBIC
    large = np.asarray(full.resize(shown_px, smooth)).astype(np.float64)
    code = np.asarray(Image.fromarray(ink).resize(shown_px, Image.Resampling.NEAREST))
    grey = large.mean(axis=-1, keepdims=True) * DIMMED
    shown = np.where((code != Ink.NOTHING)[..., None], large, grey)
    down, across = np.mgrid[0 : code.shape[0], 0 : code.shape[1]]
    hatched = (code == Ink.UNSURE) & ((down + across) % HATCH_PX < 2)
    shown[hatched] = ImageColor.getrgb(COOL)
    for kind, colour in ((Ink.ALLOWED, COLOUR_OF[LawVerdict.HOLDS]), (Ink.UNSURE, COOL)):
        shown[_edge(code == kind, 1) & (code < kind)] = ImageColor.getrgb(colour)
    shown[_edge(code == Ink.BROKEN, 2)] = ImageColor.getrgb(ALARM)
    return Image.fromarray(np.clip(shown, 0, 255).astype(np.uint8))


def _edge(region: Bools, wide_px: int) -> Bools:
    """The rim of a region, outside of it, so that nothing of it is hidden."""
    from scipy import ndimage

    return np.asarray(ndimage.binary_dilation(region, iterations=wide_px) & ~region, np.bool_)


def _boxes(draw: ImageDraw.ImageDraw, answer: Answer, scale: float) -> None:
    """A numbered box round each region that is told."""
    for number, region in enumerate(_boxed(answer)[:LABELLED], start=1):
        if region.box_px is None:
            continue
        left, top, right, bottom = (side * scale for side in region.box_px)
        ink = COLOUR_OF[region.verdict]
        place = (
            left + MARGIN_PX - 4,
            top + HEAD_PX - 4,
            right + MARGIN_PX + 4,
            bottom + HEAD_PX + 4,
        )
        draw.rectangle(place, outline=ink, width=1)
        x, y = place[0], max(place[1] - 20, HEAD_PX)
        draw.rectangle((x, y, x + 12 + 8 * len(str(number)), y + 20), fill=ink)
        words(draw, (x + 6, y + 16), str(number), 15, PAPER)


def _boxed(answer: Answer) -> list[LawRegion]:
    return [one for one in answer.regions if one.box_px is not None]


def _lines(answer: Answer) -> list[tuple[str, str]]:
    """What is said below the picture, the worst first."""
    lines = []
    for number, region in enumerate(_boxed(answer)[:MOST_LINES], start=1):
        share = f"{region.share:.1%} of the picture. " if region.share else ""
        lines.append((COLOUR_OF[region.verdict], f"{number}  {region.rule}: {share}{region.why}"))
    more = len(_boxed(answer)) - MOST_LINES
    if more > 0:
        lines.append((MUTED, f"and {more} more"))
    lines += [(COOL, reason) for reason in answer.unsure[:MOST_LINES]]
    return lines or [
        (MUTED, "nothing in the colours that the law speaks of stands where it may not")
    ]
