"""SS-03: from a script down to a picture, from a still up to a script, and what each step does."""

import inspect

from tools.plates.sheet import (
    AMBER,
    BLUE,
    INK,
    MARGIN_PX,
    MUTED,
    SOFT,
    WIDTH_PX,
    Sheet,
    lines_of,
    spelt,
)

from scene_stager.compiler.pipeline import PIPELINE
from scene_stager.inverse.loop.match import MATCHING
from scene_stager.reading.metrics import metrics
from scene_stager.script.scene_script import SLOTS

DOWN_X, UP_X, STEP_PX, FIRST_PX = 110, 850, 108, 500
LETTERS, LONGEST = 62, 98  # in a line of what a step does, of an end


def plate():
    """The whole plate."""
    steps = max(len(PIPELINE), len(MATCHING))
    last = FIRST_PX + STEP_PX * (steps - 1)
    told = "One road down from words to a picture, one up from a still to words."
    told_in = [metric.title.lower() for metric in metrics().values()]
    sheet = Sheet("SS-03", "The loop", told, last + 390)
    end(sheet, 250, "a script", f"{len(SLOTS)} slots", list(SLOTS))
    end(sheet, last + 140, "a picture", f"{len(told_in)} metrics", told_in)
    for x, title, colour in (
        (DOWN_X, "forward: a script is compiled, and baked into a host", AMBER),
        (UP_X, "inverse: a still is matched", BLUE),
    ):
        sheet.words(x + 40, FIRST_PX - 64, title, colour, 22)
    road(sheet, DOWN_X, AMBER, PIPELINE, range(FIRST_PX, last + 1, STEP_PX))
    road(sheet, UP_X, BLUE, MATCHING, range(last, FIRST_PX - 1, -STEP_PX))
    arrow(sheet, DOWN_X, last + 92, 1, AMBER)
    arrow(sheet, UP_X, FIRST_PX - 98, -1, BLUE)
    sheet.foot("the compiler's pipeline, the steps of a match, the slots and the metrics")
    return sheet.svg()


def end(sheet, y, title, count, names):
    """One end of both roads: what it is, and what it is told in."""
    sheet.sketch.box(MARGIN_PX, y, WIDTH_PX - MARGIN_PX, y + 124, "#1d1b18")
    sheet.words(MARGIN_PX + 30, y + 54, title, INK, 32)
    sheet.words(MARGIN_PX + 30, y + 90, count, MUTED, 20)
    lines = lines_of(names, LONGEST)
    for place, line in enumerate(lines):
        sheet.words(360, y + 70 - 17 * (len(lines) - 1) + 34 * place, line, SOFT, 22)


def road(sheet, x, colour, steps, heights):
    """Every step in its order, at its height."""
    sheet.sketch.line([(x, FIRST_PX - 92), (x, max(heights) + 86)], colour, 2)
    for number, (step, y) in enumerate(zip(steps, heights, strict=False), 1):
        sheet.sketch.disc((x, y - 8), 9, "#141311", colour)
        sheet.words(x + 40, y, f"{number}", colour, 20)
        sheet.words(x + 70, y, spelt(step.__name__), INK, 26)
        for place, line in enumerate(lines_of(said(step).split(), LETTERS, " ")):
            sheet.words(x + 70, y + 28 + 24 * place, line, MUTED, 18)


def said(step):
    """What a step does, as its own file says it."""
    first = inspect.getdoc(step).split("\n\n")[0].replace("\n", " ")
    told = first.partition(": ")[2] if first.startswith("A step") else first
    return told[0].upper() + told[1:]


def arrow(sheet, x, y, way, colour):
    """Which way a road goes; +1 is down."""
    points = [(x - 9, y - 16 * way), (x, y), (x + 9, y - 16 * way), (x - 9, y - 16 * way)]
    sheet.sketch.line(points, None, fill=colour)
