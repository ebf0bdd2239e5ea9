# SPDX-License-Identifier: Apache-2.0
"""A row for each metric: its name, where it lies in its range, its value with the unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from scene_stager.reading.failure import FailureMode
from scene_stager.reading.metrics._metric import Metric, Reading
from scene_stager.reading.sheet.marks import RADIUS, Known, draw_mark, known_by
from scene_stager.reading.sheet.paper import (
    ACCENT,
    ALARM,
    INK,
    MUTED,
    PANEL,
    RULE,
    words,
)

if TYPE_CHECKING:
    from PIL import ImageDraw

ROW_PX = 62
NAME_SHARE, BAR_SHARE = 0.37, 0.37
NAME_PX = 30  # where a name begins, after its mark
GROUPS = {
    "Exposure": ("key_stops", "contrast_stops", "chiaroscuro_stops"),
    "Key light": (
        "key_azimuth_deg",
        "key_elevation_deg",
        "key_softness_deg",
        "rim_stops",
    ),
    "Colour": ("white_balance_k", "tint_duv", "saturation"),
    "Surface": ("specular_fraction", "specular_hardness"),
    "Air and lens": ("haze", "grain", "depth_blur"),
}
NEAR_NOTHING = 0.005
UNSURE = 0.25  # a reading less certain than this is said with "perhaps"
# What is simply not in the picture; the other failures are what stood in the way.
ABSENT = (FailureMode.NO_RIM, FailureMode.NO_HIGHLIGHT, FailureMode.NO_BACKGROUND)
# What the eye is given to compare with, where a metric's own bounds are far wider than stills are.
AXES = {
    "key_stops": (-6.0, 4.0),
    "contrast_stops": (0.0, 12.0),
    "white_balance_k": (2000.0, 12000.0),
    "tint_duv": (-0.05, 0.05),
    "grain": (0.0, 0.1),
}
KELVIN = ("K", "kelvin")


def draw_bars(
    draw: ImageDraw.ImageDraw,
    at: tuple[int, int],
    width: int,
    metrics: Mapping[str, Metric],
    readings: Mapping[str, Reading],
) -> None:
    """Fifteen rows, in groups."""
    left, y = at
    rest = tuple(name for name in metrics if not any(name in g for g in GROUPS.values()))
    for title, names in {**GROUPS, "Also": rest}.items():
        known = [name for name in names if name in metrics and name in readings]
        if not known:
            continue
        words(draw, (left, y + 22), title, 21, ACCENT)
        y += ROW_PX // 2
        for name in known:
            axis = AXES.get(name, (metrics[name].low, metrics[name].high))
            _row(
                draw,
                (left, y),
                width,
                replace(metrics[name], low=axis[0], high=axis[1]),
                readings[name],
            )
            y += ROW_PX


def _row(
    draw: ImageDraw.ImageDraw, at: tuple[int, int], width: int, metric: Metric, reading: Reading
) -> None:
    left, y = at
    right, middle, line = left + width, y + 24, y + ROW_PX - 6
    ends = left + NAME_SHARE * width, left + (NAME_SHARE + BAR_SHARE) * width
    draw.line((left, line, right, line), fill=RULE)
    draw.rectangle((ends[0], middle - 5, ends[1], middle + 5), fill=PANEL)
    _tick(draw, _place(metric, metric.neutral, *ends), middle, 9, MUTED)
    if reading.failure is not None:
        draw_mark(draw, (left + RADIUS, middle), Known.UNKNOWN)
        words(draw, (left + NAME_PX, middle + 8), metric.title, 24, MUTED)
        ink = MUTED if reading.failure in ABSENT else ALARM
        words(draw, (right, middle + 8), said_value(metric, reading), 21, ink, "rs")
        return
    ink = INK if reading.certainty >= UNSURE else MUTED
    draw_mark(draw, (left + RADIUS, middle), known_by(reading.certainty))
    words(draw, (left + NAME_PX, middle + 8), metric.title, 24, ink)
    _level(draw, metric, reading, ends, middle)
    words(draw, (right, middle + 8), said_value(metric, reading), 24, ink, "rs")
    words(draw, (ends[0], line - 6), _fit(reading.certificate, right - ends[0]), 15, MUTED)


def _level(
    draw: ImageDraw.ImageDraw,
    metric: Metric,
    reading: Reading,
    ends: tuple[float, float],
    middle: float,
) -> None:
    """A bar from the neutral value to the reading; the paler, the less certain."""
    here, rest = (_place(metric, v, *ends) for v in (reading.value, metric.neutral))
    ink = _between(PANEL, ACCENT, 0.35 + 0.65 * max(0.0, min(1.0, reading.certainty)))
    draw.rectangle((min(here, rest), middle - 5, max(here, rest), middle + 5), fill=ink)
    _tick(draw, here, middle, 12, INK)


def _tick(draw: ImageDraw.ImageDraw, x: float, middle: float, half: float, ink: str) -> None:
    draw.line((x, middle - half, x, middle + half), fill=ink, width=2)


def _place(metric: Metric, value: float, begin: float, end: float) -> float:
    """Where a value lies between two ends: warm on the left, and in even steps for the eye."""
    ends = [metric.low, metric.high, value]
    if metric.unit in KELVIN:
        ends = [-1e6 / max(one, 1.0) for one in ends]
    low, high, here = ends
    return begin + max(0.0, min(1.0, (here - low) / (high - low))) * (end - begin)


def _between(one: str, other: str, share: float) -> tuple[int, int, int]:
    from PIL import ImageColor

    pairs = zip(ImageColor.getrgb(one)[:3], ImageColor.getrgb(other)[:3], strict=True)
    red, green, blue = (round(a + share * (b - a)) for a, b in pairs)
    return red, green, blue


def _fit(text: str, width: float) -> str:
    most = int(width / 7.6)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def said_value(metric: Metric, reading: Reading) -> str:
    """A reading in words: what stood in the way, or its value, with a "perhaps" if unsure."""
    if reading.failure is not None:
        return str(reading.failure).replace("_", " ")
    said = spoken(metric, reading.value)
    return said if reading.certainty >= UNSURE else f"perhaps {said}"


def spoken(metric: Metric, value: float) -> str:
    """A value as a gaffer would say it."""
    signed = "+" if metric.low < 0.0 else ""
    if metric.unit in KELVIN:
        return f"{round(value, -1):.0f} K"
    if metric.unit in ("deg", "degrees"):
        return f"{value:{signed}.0f}°"
    if metric.unit in ("stops", "octaves"):
        return f"{value:{signed}.1f} {metric.unit}"
    if metric.unit == "share":
        return f"{value:.1%}" if abs(value) > NEAR_NOTHING or value == 0.0 else f"{value:.2%}"
    return f"{value:{signed}.3f} {metric.unit}"
