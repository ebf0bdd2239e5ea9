# SPDX-License-Identifier: Apache-2.0
"""A quantity over the frames of a shot, drawn as a small, quiet chart."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.preview.sketch import Point, Sketch

Place = Callable[[float, float], Point]

WORKING, HARD, IN_FOCUS, HELD = "working", "hard", "in focus", "held"  # what a ground stands for
LEAST_CHANGE = 0.02  # what changes by less, as a share, is drawn as a nearly level line
MOST_DECIMALS = 5  # smaller steps are written with a power of ten
MOST_POINTS = 700  # more than the chart has pixels is ink without information


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a chart: those of the page that it stands on, or of a dark sheet.

    The lines are told apart by those who do not see red and green, too: vermilion, blue, ink,
    amber and a pale purple, in that order, after Okabe and Ito (2008).
    """

    ink: str
    muted: str
    rule: str
    lines: tuple[str, ...]
    grounds: dict[str, str]


ON_PAGE = Palette(  # the colours of the page around it, by day and by night
    ink="var(--ink)",
    muted="var(--muted)",
    rule="var(--rule)",
    lines=tuple(f"var(--line-{place})" for place in range(1, 6)),
    grounds={
        WORKING: "var(--working)",
        HARD: "var(--hard)",
        IN_FOCUS: "var(--sharp)",
        HELD: "var(--held)",
    },
)
ON_BLACK = Palette(
    ink="#ece6da",
    muted="#8f887b",
    rule="#2b2925",
    lines=("#e08a4f", "#6cb8ea", "#e8e2d6", "#e9d45a", "#d58fc0"),
    grounds={WORKING: "#3a3322", HARD: "#44291f", IN_FOCUS: "#20302f", HELD: "#22301f"},
)


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One curve: its name in the legend and its values, shape (frames,)."""

    name: str
    values: Floats


@dataclass(frozen=True, slots=True)
class PlotBand:
    """A region between two values, filled with what it stands for."""

    low: float
    high: float
    fill: str
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """The ground between two curves, such as what is in focus."""

    low: Floats
    high: Floats
    fill: str


@dataclass(frozen=True, slots=True, eq=False)
class Plot:
    """Everything one chart shows."""

    title: str
    unit: str
    lines: tuple[Line, ...]
    bands: tuple[PlotBand, ...] = ()
    region: Region | None = None
    floor: float | None = None
    least_span: float = 0.0
    note: str = ""


LEFT, RIGHT, TOP, BOTTOM = 52, 12, 34, 24


def draw_plot(
    plot: Plot,
    first_frame: int,
    width_px: int = 430,
    height_px: int = 190,
    palette: Palette = ON_PAGE,
) -> Sketch:
    """Lay a plot out: title and legend above, values at the left, frame numbers below."""
    sketch = Sketch(width_px, height_px)
    low, high = _span(plot)
    count = max(line.values.size for line in plot.lines)

    def place(index: float, value: float) -> Point:
        across = index / max(count - 1, 1)
        up = (min(max(value, low), high) - low) / (high - low)
        return (
            LEFT + across * (width_px - LEFT - RIGHT),
            height_px - BOTTOM - up * (height_px - TOP - BOTTOM),
        )

    for band in plot.bands:
        if band.high > low and band.low < high:
            (left, bottom), (right, top) = place(0, band.low), place(count - 1, band.high)
            sketch.box(left, top, right, bottom, palette.grounds[band.fill])
    if plot.region is not None:
        _draw_region(sketch, plot.region, place, count, palette)
    _draw_rules(sketch, place, (low, high), count, first_frame, palette)
    for colour, line in zip(palette.lines, plot.lines, strict=False):
        picked = _thin(line.values.size)
        sketch.line([place(i, float(line.values[i])) for i in picked], colour, 1.5)
    _draw_heading(sketch, plot, palette)
    return sketch


def _span(plot: Plot) -> tuple[float, float]:
    """The lowest and highest value that the chart has room for."""
    values = np.concatenate([line.values for line in plot.lines])
    low, high = float(values.min()), float(values.max())
    if plot.floor is not None:
        low = min(low, plot.floor)
    # A limit is drawn when the curve comes within reach of it; a far one would flatten the curve.
    for band in plot.bands:
        if math.isfinite(band.low) and band.low <= low + 1.6 * max(high - low, 1e-9):
            high = max(high, band.low * 1.08)
    # What does not change is drawn as a level line, not as an enlargement of its last digit.
    middle, least = (low + high) / 2, max(plot.least_span, LEAST_CHANGE * abs(high)) or 1.0
    if high - low < least:
        low, high = middle - least / 2, middle + least / 2
    if plot.floor is not None and low <= plot.floor + 1e-9:
        low, high = plot.floor, max(high, plot.floor + least)
        return low, high + 0.08 * (high - low)
    pad = 0.06 * (high - low)
    return low - pad, high + pad


def _draw_region(
    sketch: Sketch, region: Region, place: Place, count: int, palette: Palette
) -> None:
    picked = _thin(count)
    upper = [place(i, float(region.high[i])) for i in picked]
    lower = [place(i, float(region.low[i])) for i in reversed(picked)]
    sketch.line([*upper, *lower], None, fill=palette.grounds[region.fill])


def _draw_rules(
    sketch: Sketch,
    place: Place,
    span: tuple[float, float],
    count: int,
    first_frame: int,
    palette: Palette,
) -> None:
    values = ticks(*span, 4)
    for value, label in zip(values, labels(values), strict=True):
        left, right = place(0, value), place(count - 1, value)
        sketch.line([left, right], palette.rule)
        sketch.words((LEFT - 6, left[1] + 3.5), label, palette.muted, 10, "end")
    sketch.words((LEFT - 6, sketch.height_px - 8), "frame", palette.muted, 10, "end")
    for index in _frame_ticks(count):
        x = place(index, span[0])[0]
        anchor = "middle" if index else "start"
        sketch.words((x, sketch.height_px - 8), str(first_frame + index), palette.muted, 10, anchor)


def _draw_heading(sketch: Sketch, plot: Plot, palette: Palette) -> None:
    unit = f" ({plot.unit})" if plot.unit else ""
    sketch.words((0, 12), f"{plot.title}{unit}", palette.ink, 12)
    if plot.note:
        sketch.words((sketch.width_px, 12), plot.note, palette.muted, 10, "end")
    x = float(LEFT)
    if len(plot.lines) > 1:
        for colour, line in zip(palette.lines, plot.lines, strict=False):
            sketch.line([(x, 24), (x + 14, 24)], colour, 2.5)
            sketch.words((x + 18, 27.5), line.name, palette.muted, 10)
            x += 30 + 6 * len(line.name)


def ticks(low: float, high: float, about: int) -> list[float]:
    """Round values between two others, about so many of them."""
    raw = (high - low) / max(about, 1)
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(size * m for m in (1, 2, 2.5, 5, 10) if size * m >= raw)
    first = math.ceil(low / step - 1e-9)
    return [k * step for k in range(first, math.floor(high / step + 1e-9) + 1)]


def labels(values: Sequence[float]) -> list[str]:
    """What stands beside the values of an axis: as many decimals as tell them apart, all alike."""
    steps = [b - a for a, b in pairwise(values)]
    for decimals in range(MOST_DECIMALS + 1):
        near = 0.5 * 10.0**-decimals if not steps else 1e-3 * min(steps)
        if all(abs(round(value, decimals) - value) <= near for value in values):
            return [f"{round(value, decimals) + 0.0:.{decimals}f}" for value in values]
    return [f"{value:.6g}" for value in values]


def show(value: float) -> str:
    """A number as briefly as it can be said."""
    if abs(value) >= 1000:
        return f"{value:.0f}"
    return f"{value:.3g}" if value else "0"


def _frame_ticks(count: int) -> list[int]:
    if count < 2:
        return [0]
    return [int(t) for t in ticks(0, count - 1, 6)]


def _thin(count: int) -> list[int]:
    """Indices that draw a curve of so many values without needless points."""
    if count <= MOST_POINTS:
        return list(range(count))
    return [round(i * (count - 1) / (MOST_POINTS - 1)) for i in range(MOST_POINTS)]
