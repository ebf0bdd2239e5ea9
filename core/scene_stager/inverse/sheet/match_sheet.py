# SPDX-License-Identifier: Apache-2.0
"""match.png: still, preview and difference, the lamps, other arrangements, and what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scene_stager.inverse.sheet.bars import Bar, Number, numbers_of
from scene_stager.inverse.sheet.match_picture import (
    difference_stops,
    draw_guess,
    lamps_of_solution,
    preview_of,
    still_to_see,
)
from scene_stager.maths.arrays import Floats
from scene_stager.reading.sheet.lamps import draw_lamps, draw_plan, lamp_ink
from scene_stager.reading.sheet.marks import Known, draw_mark, draw_marks
from scene_stager.reading.sheet.paper import (
    ACCENT,
    ALARM,
    BRIGHTEST_PERCENT,
    COOL,
    INK,
    MUTED,
    PANEL,
    PAPER,
    RULE,
    fitted,
    shown,
    shown_gain,
    words,
)

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

    from scene_stager.inverse.answer.match_file import Match


# House defaults, by eye.
WIDTH, MARGIN, GAP = 2200, 64, 40
HEAD, LINE, CAPTION, ROW = 122, 30, 72, 46
SIDE, MOST_TALL = (WIDTH - 2 * MARGIN - 2 * GAP) // 3, 560
HALF = (WIDTH - 2 * MARGIN - 2 * GAP) // 2
RIGHT = MARGIN + HALF + 2 * GAP
SET, TITLE = 340, 44  # how tall the row of lamps is, and its heading
MOST_SHOWN = 3  # other arrangements
MOST_WARNINGS = 3
FULL_STOPS = 2.0  # a difference of so many stops has the full colour


def match_sheet(match: Match, signature: tuple[Bar, ...] = ()) -> Image.Image:
    """Lay out a match on one sheet.

    signature: a bar for each metric of the still beside the preview's, drawn at the right
    """
    from PIL import Image, ImageDraw

    numbers = numbers_of(match)
    said = match.warnings[:MOST_WARNINGS]
    top = MARGIN + HEAD + LINE * len(said) + GAP
    still = still_to_see(match)
    tall = min(round(SIDE * still.shape[0] / still.shape[1]), MOST_TALL)
    below = top + tall + CAPTION + GAP
    table = below + (TITLE + SET + GAP if match.calibration else 0)
    rows = TITLE + ROW * max(len(numbers), len(signature)) + 2 * GAP if numbers else 0
    sheet = Image.new("RGB", (WIDTH, table + rows + MARGIN), PAPER)
    draw = ImageDraw.Draw(sheet)
    _head(draw, match, said)
    _pictures(sheet, match, still, (top, tall))
    if match.calibration:
        _set(sheet, match, below)
    if numbers:
        _numbers(draw, numbers, (MARGIN, table))
        _signature(draw, signature, (RIGHT, table))
        draw_marks(draw, (MARGIN, table + rows))
    return sheet


def _head(draw: ImageDraw.ImageDraw, match: Match, said: tuple[str, ...]) -> None:
    outcome = match.outcome.replace("_", " ")
    ink = ACCENT if match.outcome == "matched" else ALARM
    right = WIDTH - MARGIN
    room = WIDTH - 2 * MARGIN - GAP - words(draw, (right, MARGIN + 44), outcome, 40, ink, "rs")
    words(draw, (MARGIN, MARGIN + 44), fitted(draw, match.image, 54, room), 54)
    steps = f"{match.iterations} step{'s' * (match.iterations != 1)}"
    facts = [f"{match.forward} model", steps, f"{match.seconds:.1f} s"]
    condition, residual = (match.certificate.get(name) for name in ("condition", "residual"))
    if isinstance(condition, float):
        facts.append(f"condition {condition:.0f}")
    if isinstance(residual, float):
        facts.append(f"{residual:.0%} of the picture unexplained")
    if match.still is not None:
        facts.append(f"subject's outline {match.still.mask_confidence:.0%} sure")
    if match.calibration:
        words(draw, (MARGIN, MARGIN + 92), "   ".join(facts), 23, MUTED)
    line = MARGIN + HEAD - 6
    for place, one in enumerate(said, 1):
        text = fitted(draw, one, 22, WIDTH - 2 * MARGIN)
        words(draw, (MARGIN, line + LINE * place), text, 22, INK if place == 1 else MUTED)
    draw.line((MARGIN, line, right, line), fill=RULE)


def _pictures(sheet: Image.Image, match: Match, still: Floats, room: tuple[int, int]) -> None:
    """Still, preview and difference side by side, the first two at one exposure."""
    top, tall = room
    preview = preview_of(match)
    gain = one_gain(still, preview)
    stops = float(np.log2(gain))
    how = f", shown {stops:+.1f} stops" if abs(stops) > 0.05 else ""
    _put(sheet, shown(still, gain), 0, room, f"still{how}")
    if preview is None or match.still is None:
        return
    _put(sheet, shown(preview, gain), 1, room, "matched preview, at the same exposure")
    apart = difference_stops(match.still.rgb, preview)
    _put(sheet, _heat(apart), 2, room, f"difference, median {median_off(apart):.2f} stop")
    _legend(sheet, (WIDTH - MARGIN - SIDE, top + tall + 48))


def _put(
    sheet: Image.Image, picture: Image.Image, place: int, room: tuple[int, int], caption: str
) -> None:
    """A picture in its third, as large as fits, with its caption."""
    from PIL import Image, ImageDraw

    top, tall = room
    scale = min(SIDE / picture.width, tall / picture.height)
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    left = MARGIN + place * (SIDE + GAP)
    sheet.paste(picture.resize(size, Image.Resampling.BICUBIC), (left, top))
    words(ImageDraw.Draw(sheet), (left, top + tall + 32), caption, 22, MUTED)


def one_gain(still: Floats, preview: Floats | None) -> float:
    """The exposure of still and preview: the still's own, lower where the preview would blow out.

    shapes   still and preview (h, w, 3) linear light -> a number
    """
    gain = shown_gain(still)
    if preview is None:
        return gain
    return min(gain, 1.0 / max(float(np.percentile(preview, BRIGHTEST_PERCENT)), 1e-9))


def median_off(stops: Floats) -> float:
    """By how many stops the preview is off where it was drawn: what was not is the still itself.

    shapes   stops (h, w) -> a number
    """
    drawn = stops[stops != 0.0]
    return float(np.median(np.abs(drawn))) if drawn.size else 0.0


def _heat(stops: Floats) -> Image.Image:
    """Stops as colour: none is the paper, brighter is warm, darker is cool."""
    from PIL import Image, ImageColor

    paper, warm, cool = (np.array(ImageColor.getrgb(ink)[:3]) for ink in (PANEL, ACCENT, COOL))
    share = np.clip(np.abs(stops) / FULL_STOPS, 0.0, 1.0)[..., None]
    ink = np.where(stops[..., None] > 0, warm, cool)
    return Image.fromarray(np.round(paper + share * (ink - paper)).astype(np.uint8))


def _legend(sheet: Image.Image, corner: tuple[int, int]) -> None:
    """The colours of the difference in stops, under it."""
    from PIL import ImageDraw

    draw, (left, top), wide = ImageDraw.Draw(sheet), corner, 200
    x = left + words(draw, (left, top + 12), f"darker by {FULL_STOPS:.0f} stops", 18, COOL) + 14
    ramp = np.linspace(-FULL_STOPS, FULL_STOPS, wide)[None, :].repeat(12, axis=0)
    sheet.paste(_heat(ramp), (round(x), top))
    words(draw, (x + wide + 14, top + 12), f"brighter by {FULL_STOPS:.0f}", 18, ACCENT)


def _set(sheet: Image.Image, match: Match, top: int) -> None:
    """The lamps of the answer, and beside them other arrangements and how much worse they are."""
    from PIL import ImageDraw

    draw, calibration = ImageDraw.Draw(sheet), match.calibration
    if calibration is None:
        return
    words(draw, (MARGIN, top + 24), "The light", 24, ACCENT)
    lamps = lamps_of_solution(calibration.best, match.solved)
    draw_lamps(sheet, (MARGIN, top + TITLE), (HALF, SET), lamps)
    words(draw, (RIGHT, top + 24), "Other arrangements that were tried", 24, ACCENT)
    if not match.alternatives:
        words(draw, (RIGHT, top + TITLE + 40), "None comes nearly as near.", 22, MUTED)
    wide = (HALF - (MOST_SHOWN - 1) * GAP) // MOST_SHOWN
    for place in range(min(len(match.alternatives), MOST_SHOWN)):
        _alternative(sheet, match, place, (RIGHT + place * (wide + GAP), top + TITLE, wide))


def _alternative(sheet: Image.Image, match: Match, place: int, room: tuple[int, int, int]) -> None:
    """Another arrangement: its picture, its lamps from above, and how far off it is."""
    from PIL import Image, ImageDraw

    draw, (left, top, wide) = ImageDraw.Draw(sheet), room
    calibration, one = match.calibration, match.alternatives[place]
    if calibration is None or match.still is None:
        return
    solution = calibration.solutions[place + 1]
    drawn = draw_guess(match.still, solution.guess)
    picture = shown(drawn, one_gain(match.still.rgb, drawn))
    scale = min(wide / picture.width, (SET - 130) / picture.height)
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    sheet.paste(picture.resize(size, Image.Resampling.BICUBIC), (left, top + 6))
    y, reach = top + size[1] + 68, 56
    draw_plan(draw, (left + reach, y), reach, lamps_of_solution(solution, one.solved))
    key = f"key {one.solved.key_azimuth_deg:+.0f}° / {one.solved.key_elevation_deg:+.0f}°"
    told = (key, f"{one.apart_deg:.0f}° from the answer", f"{one.cost_factor:.3g} times its misfit")
    for row, text in enumerate(told):
        x, ink = left + 2 * reach + 16, MUTED if row else INK
        words(draw, (x, y - 22 + 28 * row), fitted(draw, text, 19, wide - 2 * reach - 16), 19, ink)


def _numbers(draw: ImageDraw.ImageDraw, numbers: tuple[Number, ...], at: tuple[int, int]) -> None:
    """Each number with the mark of how it is known, and what it may be off by."""
    left, top = at
    words(draw, (left, top + 24), "What the still told", 24, ACCENT)
    for place, one in enumerate(numbers):
        y = top + TITLE + place * ROW
        ink = INK if one.known in (Known.MEASURED, Known.TOLD) else MUTED
        draw_mark(draw, (left + 8, y + 20), one.known)
        words(draw, (left + 34, y + 28), one.name, 22, ink)
        words(draw, (left + 0.72 * HALF, y + 28), one.said, 22, ink, "rs")
        words(draw, (left + HALF, y + 28), one.within, 20, MUTED, "rs")
        if one.kelvin is not None:
            x = left + 0.735 * HALF
            draw.ellipse((x, y + 9, x + 22, y + 31), fill=lamp_ink(one.kelvin), outline=RULE)
        draw.line((left, y + ROW - 4, left + HALF, y + ROW - 4), fill=RULE)


def _signature(draw: ImageDraw.ImageDraw, bars: tuple[Bar, ...], at: tuple[int, int]) -> None:
    """What the two pictures measure, side by side."""
    left, top = at
    if not bars:
        return
    words(draw, (left, top + 24), "The two pictures", 24, ACCENT)
    begin, end = left + 0.34 * HALF, left + 0.70 * HALF
    words(draw, (begin, top + 24), "upper: still", 18, ACCENT)
    words(draw, (begin + 120, top + 24), "lower: preview", 18, COOL)
    for place, bar in enumerate(bars):
        y = top + TITLE + place * ROW
        ink = MUTED if bar.still is None or bar.preview is None else INK
        words(draw, (left, y + 28), bar.name, 22, ink)
        words(draw, (left + HALF, y + 28), bar.said, 22, ink, "rs")
        draw.rectangle((begin, y + 16, end, y + 24), fill=PANEL)
        for share, mark, low in ((bar.still, ACCENT, 6), (bar.preview, COOL, 21)):
            if share is not None:
                x = begin + min(max(share, 0.0), 1.0) * (end - begin)
                draw.rectangle((x - 3, y + low, x + 3, y + low + 13), fill=mark)
        draw.line((left, y + ROW - 4, left + HALF, y + ROW - 4), fill=RULE)
