# SPDX-License-Identifier: Apache-2.0
"""Lines, discs and words, drawn once and shown twice: as SVG in a report, as pixels in a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import ImageDraw

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A polyline; filled when `fill` names a colour."""

    points: tuple[Point, ...]
    colour: str | None
    width_px: float = 1.0
    fill: str | None = None
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle."""

    centre: Point
    radius_px: float
    fill: str | None
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class SketchWords:
    """A line of text; `anchor` is start, middle or end."""

    at: Point
    text: str
    colour: str
    size_px: float = 11.0
    anchor: str = "start"


@dataclass(slots=True)
class Sketch:
    """A drawing under way, in pixels from the top left corner."""

    width_px: int
    height_px: int
    marks: list[Stroke | Disc | SketchWords] = field(default_factory=list)

    def line(
        self,
        points: Sequence[Point],
        colour: str | None,
        width_px: float = 1.0,
        *,
        fill: str | None = None,
        dashed: bool = False,
    ) -> None:
        """Draw a polyline, or a filled shape."""
        self.marks.append(Stroke(tuple(points), colour, width_px, fill, dashed))

    def box(self, left: float, top: float, right: float, bottom: float, fill: str) -> None:
        """Fill a rectangle."""
        corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        self.line(corners, None, fill=fill)

    def disc(
        self, centre: Point, radius_px: float, fill: str | None, colour: str | None = None
    ) -> None:
        """Draw a circle."""
        self.marks.append(Disc(centre, radius_px, fill, colour))

    def words(
        self, at: Point, text: str, colour: str, size_px: float = 11.0, anchor: str = "start"
    ) -> None:
        """Write one line of text; `at` is on its baseline."""
        self.marks.append(SketchWords(at, text, colour, size_px, anchor))


def as_svg(sketch: Sketch, title: str) -> str:
    """The drawing as one inline SVG element."""
    head = (
        f'<svg viewBox="0 0 {sketch.width_px} {sketch.height_px}" role="img" '
        f'aria-label="{escape(title, quote=True)}" xmlns="http://www.w3.org/2000/svg">'
    )
    return head + "".join(_svg_mark(mark) for mark in sketch.marks) + "</svg>"


def _svg_mark(mark: Stroke | Disc | SketchWords) -> str:
    if isinstance(mark, SketchWords):
        return (
            f'<text x="{mark.at[0]:.1f}" y="{mark.at[1]:.1f}" fill="{mark.colour}" '
            f'font-size="{mark.size_px:g}" text-anchor="{mark.anchor}">{escape(mark.text)}</text>'
        )
    if isinstance(mark, Disc):
        x, y = mark.centre
        return (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{mark.radius_px:.1f}" '
            f'fill="{mark.fill or "none"}" stroke="{mark.colour or "none"}"/>'
        )
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in mark.points)
    dash = ' stroke-dasharray="4 3"' if mark.dashed else ""
    return (
        f'<polyline points="{path}" fill="{mark.fill or "none"}" stroke="{mark.colour or "none"}" '
        f'stroke-width="{mark.width_px:g}" stroke-linejoin="round"{dash}/>'
    )


def paint(sketch: Sketch, draw: ImageDraw.ImageDraw, at: Point, scale: float = 1.0) -> None:
    """The drawing as pixels, its top left corner at `at`, enlarged by `scale`."""

    def place(point: Point) -> Point:
        return at[0] + scale * point[0], at[1] + scale * point[1]

    for mark in sketch.marks:
        if isinstance(mark, SketchWords):
            _paint_words(draw, place(mark.at), mark, scale)
        elif isinstance(mark, Disc):
            x, y = place(mark.centre)
            r = mark.radius_px * scale
            draw.ellipse((x - r, y - r, x + r, y + r), fill=mark.fill, outline=mark.colour)
        else:
            _paint_stroke(draw, [place(point) for point in mark.points], mark, scale)


def _paint_stroke(
    draw: ImageDraw.ImageDraw, points: list[Point], mark: Stroke, scale: float
) -> None:
    if mark.fill and len(points) > 2:
        draw.polygon(points, fill=mark.fill)
    if mark.colour and len(points) > 1:
        width = max(1, round(mark.width_px * scale))
        pairs = list(pairwise(points))
        if mark.dashed:
            for start, end in pairs[::2]:
                draw.line([start, end], fill=mark.colour, width=width)
        else:
            draw.line(points, fill=mark.colour, width=width, joint="curve")


def _paint_words(draw: ImageDraw.ImageDraw, at: Point, mark: SketchWords, scale: float) -> None:
    from PIL import ImageFont

    font = ImageFont.load_default(size=mark.size_px * scale)
    anchor = {"start": "ls", "middle": "ms", "end": "rs"}[mark.anchor]
    draw.text(at, mark.text, fill=mark.colour, font=font, anchor=anchor)
