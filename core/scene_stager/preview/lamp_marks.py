# SPDX-License-Identifier: Apache-2.0
"""How lights are drawn on a plan: a lamp where it stands, an arrow to one that is off the page."""

from __future__ import annotations

import math

from scene_stager.preview.sketch import Point, Sketch

# A drawing: where things stand on it is seen at once. House defaults, not measured.
LAMP_PX, SUN_PX = 5.5, 5.0
RAYS, RAY_FROM_PX, RAY_TO_PX = 8, 8.0, 11.5
ARROW_PX, BARB_PX = 13.0, 5.0
WARM, WHITE, COOL = (232, 142, 62), (250, 236, 208), (156, 194, 240)
WARM_K, COOL_K = 2000.0, 8000.0


def draw_lamp(
    sketch: Sketch, at: Point, towards: Point, wide_px: float, kelvin: float, edge: str
) -> None:
    """A lamp at its place; `wide_px` is how wide it is on the page, seen across its beam."""
    colour = lamp_colour(kelvin)
    if wide_px > 2 * LAMP_PX:
        x, y = _unit(at, towards)
        half = wide_px / 2
        across = [(at[0] - y * half, at[1] + x * half), (at[0] + y * half, at[1] - x * half)]
        sketch.line(across, edge, 4.5)
        sketch.line(across, colour, 3.0)
    sketch.disc(at, LAMP_PX, colour, edge)


def draw_sun(sketch: Sketch, at: Point, towards: Point, kelvin: float, edge: str) -> None:
    """A sun: the direction that its light comes from, and no place."""
    colour = lamp_colour(kelvin)
    sketch.disc(at, SUN_PX, colour, edge)
    for ray in range(RAYS):
        x, y = math.cos(math.tau * ray / RAYS), math.sin(math.tau * ray / RAYS)
        ends = [(at[0] + r * x, at[1] + r * y) for r in (RAY_FROM_PX, RAY_TO_PX)]
        sketch.line(ends, colour, 1.6)
    x, y = _unit(at, towards)
    start = (at[0] + 1.3 * RAY_TO_PX * x, at[1] + 1.3 * RAY_TO_PX * y)
    _arrow(sketch, start, (start[0] + ARROW_PX * x, start[1] + ARROW_PX * y), colour)


def draw_beyond(sketch: Sketch, at: Point, towards: Point, kelvin: float, edge: str) -> None:
    """A lamp that stands off the page: an arrow at its edge that points to where."""
    x, y = _unit(towards, at)
    colour = lamp_colour(kelvin)
    tail = (at[0] - ARROW_PX * x, at[1] - ARROW_PX * y)
    sketch.disc(tail, 3.0, colour, edge)
    _arrow(sketch, tail, at, colour)


def lamp_colour(kelvin: float) -> str:
    """A kelvin as a pleasant colour for a mark: warm to cool, not a colorimetric match."""
    share = min(max((kelvin - WARM_K) / (COOL_K - WARM_K), 0.0), 1.0)
    ends, part = ((WARM, WHITE), share * 2) if share < 0.5 else ((WHITE, COOL), share * 2 - 1)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in zip(*ends, strict=True))


def _arrow(sketch: Sketch, tail: Point, tip: Point, colour: str) -> None:
    x, y = _unit(tail, tip)
    sketch.line([tail, tip], colour, 1.8)
    for side in (-0.6, 0.6):
        back = (tip[0] - BARB_PX * (x - side * y), tip[1] - BARB_PX * (y + side * x))
        sketch.line([tip, back], colour, 1.8)


def _unit(start: Point, end: Point) -> Point:
    """The direction from one point to another; to the right where they are one."""
    x, y = end[0] - start[0], end[1] - start[1]
    size = math.hypot(x, y)
    return (x / size, y / size) if size > 0 else (1.0, 0.0)
