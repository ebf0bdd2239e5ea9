"""The dark sheet that every plate is drawn on: its margins, its type, its curves."""

from html import escape

import numpy as np

from scene_stager.preview.plots import ON_BLACK, labels, ticks
from scene_stager.preview.sketch import Sketch, as_svg

WIDTH_PX, MARGIN_PX, TOP_PX = 1600, 80, 240
PAPER, INK, SOFT, MUTED, RULE = "#141311", ON_BLACK.ink, "#bdb5a7", ON_BLACK.muted, "#35322c"
VERMILION, BLUE, _, AMBER, PURPLE = ON_BLACK.lines
FACE = "'Avenir Next', Avenir, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
EM = 0.54  # width of a usual letter over its size, on the generous side
DOT = " · "


class Sheet:
    """A plate under way; heights are told from the top."""

    def __init__(self, number, title, told, height_px):
        self.title = f"{number} {title}"
        self.sketch = Sketch(WIDTH_PX, height_px)
        self.sketch.box(0, 0, WIDTH_PX, height_px, PAPER)
        self.words(MARGIN_PX, 92, number, VERMILION, 22)
        self.words(MARGIN_PX, 152, title, INK, 54)
        self.words(MARGIN_PX, 194, told, SOFT, 22)

    def words(self, x, y, text, colour=SOFT, size_px=20, anchor="start"):
        """One line of text, its baseline at y."""
        self.sketch.words((x, y), text, colour, size_px, anchor)

    def rule(self, y, left=MARGIN_PX, right=WIDTH_PX - MARGIN_PX):
        """A hair across the sheet."""
        self.sketch.line([(left, y), (right, y)], RULE)

    def flow(self, x, y, width_px, pieces, colour=SOFT, size_px=20, joint=DOT, leading=1.45):
        """Pieces of text in lines of at most such a width; returns the baseline after the last."""
        for line in lines_of(pieces, width_px / (EM * size_px), joint):
            self.words(x, y, line, colour, size_px)
            y += leading * size_px
        return y

    def foot(self, source):
        """Where the plate comes from, at the bottom."""
        y = self.sketch.height_px - 48
        self.words(MARGIN_PX, y, f"Drawn from {source}", MUTED, 18)
        self.words(WIDTH_PX - MARGIN_PX, y, "Scene Stager", MUTED, 18, "end")

    def svg(self):
        """The plate as a file of its own."""
        drawn = as_svg(self.sketch, self.title).replace("<svg ", f'<svg font-family="{FACE}" ', 1)
        head, _, rest = drawn.partition(">")
        name = f"<title>{escape(self.title)}</title>"
        return (
            f"{head}>{name}{rest}".replace("/><", "/>\n<").replace("</text><", "</text>\n<") + "\n"
        )


def lines_of(pieces, longest, joint=DOT):
    """Pieces joined into lines of at most so many letters: as few as can be, and as even."""
    lines = _filled(pieces, longest, joint)
    while longest > 1 and len(even := _filled(pieces, longest - 1, joint)) <= len(lines):
        lines, longest = even, longest - 1
    return lines


def _filled(pieces, longest, joint):
    lines = []
    for piece in pieces:
        if lines and len(lines[-1]) + len(joint) + len(piece) <= longest:
            lines[-1] += joint + piece
        else:
            lines.append(piece)
    return lines


def spelt(word):
    """A word of a vocabulary as people write it."""
    return word.replace("_", " ")


class Chart:
    """Axes in a box of the sheet; what is drawn is held inside it."""

    def __init__(self, sheet, box, across, up):
        self.sheet, self.box, self.across, self.up = sheet, box, across, up

    def at(self, x, y):
        """Where a pair of values is."""
        left, top, right, bottom = self.box
        (x_low, x_high), (y_low, y_high) = self.across, self.up
        y = min(max(float(y), y_low), y_high)
        return (
            left + (right - left) * (float(x) - x_low) / (x_high - x_low),
            bottom - (bottom - top) * (y - y_low) / (y_high - y_low),
        )

    def axes(self, x_marks=None, y_marks=None):
        """Levels with their values at the left, values below; marks are {value: label}."""
        left, _, right, bottom = self.box
        for value, label in (y_marks or _marks(self.up, 3)).items():
            y = self.at(self.across[0], value)[1]
            self.sheet.rule(y, left, right)
            self.sheet.words(left - 12, y + 6, label, MUTED, 18, "end")
        for value, label in (x_marks or _marks(self.across, 4)).items():
            x = self.at(value, self.up[0])[0]
            self.sheet.words(x, bottom + 28, label, MUTED, 18, "middle")

    def title(self, title, unit):
        """What it shows, above it."""
        left, top, right, _ = self.box
        self.sheet.words(left, top - 22, title, INK, 22)
        self.sheet.words(right, top - 22, unit, MUTED, 18, "end")

    def line(self, xs, ys, colour, width_px=2.2, dashed=False):
        """One curve."""
        pairs = zip(np.asarray(xs), np.asarray(ys), strict=True)
        points = [self.at(x, y) for x, y in pairs if np.isfinite(y)]
        self.sheet.sketch.line(points, colour, width_px, dashed=dashed)


def _marks(span, about):
    values = ticks(*span, about)
    return dict(zip(values, labels(values), strict=True))
