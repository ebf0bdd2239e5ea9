# SPDX-License-Identifier: Apache-2.0
"""The still as it is seen, and thin lines over it: who the subject is, where the light lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from scene_stager.maths.arrays import Bools, Floats
from scene_stager.pictures.picture import Picture
from scene_stager.reading.sheet.paper import ACCENT, COOL, INK, PAPER, shown, shown_gain, smaller
from scene_stager.reading.sheet.shown import Shown

if TYPE_CHECKING:
    from PIL import Image, ImageDraw


FINE = 2  # the lines are drawn this much larger and brought down, so that they are smooth


def picture_with_marks(marked: Shown, width: int, tallest: int) -> Image.Image:
    """The still, as large as fits, with its marks."""
    from PIL import Image, ImageDraw

    wide, tall = marked.picture.size_px
    scale = min(width / wide, tallest / tall)
    size = max(1, round(wide * scale)), max(1, round(tall * scale))
    still = _as_seen(marked.picture, size)
    ink = Image.new("RGBA", (FINE * size[0], FINE * size[1]), (0, 0, 0, 0))
    if marked.cells is not None and marked.cells.size:
        _stroke(ink, _seams(marked.cells), "#ffffff", 46, 1.0)
    if marked.highlights is not None and marked.highlights.any():
        _stroke(ink, _outline(marked.highlights), COOL, 230, 1.6)
    if marked.inside is not None and marked.inside.any():
        _stroke(ink, _outline(marked.inside), ACCENT, 255, 2.4)
    if marked.lotus_px is not None and marked.cells is not None:
        rows, columns = marked.cells.shape
        x = (marked.lotus_px[0] + 0.5) / columns * ink.width
        y = (marked.lotus_px[1] + 0.5) / rows * ink.height
        _lotus(ImageDraw.Draw(ink), x, y, FINE * size[0] / 1300)
    small = ink.resize(size, Image.Resampling.LANCZOS)
    still.paste(small, (0, 0), small)
    return still


def _as_seen(picture: Picture, size: tuple[int, int]) -> Image.Image:
    from PIL import Image

    light = smaller(picture.rgb, max(size))
    seen = shown(light, shown_gain(light))
    return seen.resize(size, Image.Resampling.LANCZOS) if seen.size != size else seen


def _outline(mask: Bools) -> list[list[tuple[float, float]]]:
    """The half-way line of a mask, smoothed, as paths over the unit square."""
    from scipy.ndimage import gaussian_filter

    padded = np.pad(mask.astype(np.float64), 2)
    soft = gaussian_filter(padded, 0.8)
    return [_unit(path, mask.shape) for path in _half_way(soft)]


def _unit(path: Floats, shape: tuple[int, ...]) -> list[tuple[float, float]]:
    rows, columns = shape
    return [((x - 1.5) / columns, (y - 1.5) / rows) for y, x in path.tolist()]


def _half_way(field: Floats) -> list[Floats]:
    """Marching squares at one half: segments (2, 2), each from edge to edge of its square."""
    inside = field > 0.5
    rows, columns = np.nonzero(
        (inside[:-1, :-1] != inside[1:, :-1])
        | (inside[:-1, :-1] != inside[:-1, 1:])
        | (inside[1:, 1:] != inside[1:, :-1])
        | (inside[1:, 1:] != inside[:-1, 1:])
    )
    found = []
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        corners = [
            (row, column),
            (row, column + 1),
            (row + 1, column + 1),
            (row + 1, column),
        ]
        crossed = []
        for a, b in zip(corners, corners[1:] + corners[:1], strict=True):
            low, high = field[a], field[b]
            if (low > 0.5) != (high > 0.5):
                along = (0.5 - low) / (high - low)
                crossed.append((a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])))
        found += [np.array(crossed[i : i + 2]) for i in range(0, len(crossed) - 1, 2)]
    return found


def _seams(cells: NDArray[np.integer]) -> list[list[tuple[float, float]]]:
    """Where one domain ends and the next begins: the outlines of all of them, smoothed."""
    from scipy.ndimage import find_objects, gaussian_filter

    step = max(1, min(cells.shape) // 240)
    small = cells[::step, ::step]
    shape = small.shape
    found = []
    for number, box in enumerate(find_objects(small + 1), start=1):
        if box is None:
            continue
        rows, columns = (slice(max(0, b.start - 4), b.stop + 4) for b in box)
        soft = gaussian_filter((small[rows, columns] == number - 1).astype(np.float64), 1.2)
        origin = -rows.start - 0.5, -columns.start - 0.5
        for path in _half_way(soft):
            points = [((x - origin[1]) / shape[1], (y - origin[0]) / shape[0]) for y, x in path]
            found.append(points)
    return found


def _stroke(
    ink: Image.Image,
    paths: list[list[tuple[float, float]]],
    colour: str,
    strength: int,
    width_px: float,
) -> None:
    from PIL import ImageColor, ImageDraw

    draw = ImageDraw.Draw(ink)
    red, green, blue = ImageColor.getrgb(colour)[:3]
    for path in paths:
        points = [(x * ink.width, y * ink.height) for x, y in path]
        draw.line(points, fill=(red, green, blue, strength), width=round(FINE * width_px))


def _lotus(draw: ImageDraw.ImageDraw, x: float, y: float, scale: float) -> None:
    """A ring with four petals: small, and seen on bright and dark alike."""
    for radius, reach, width, ink in ((15, 30, 9, PAPER), (15, 30, 4, INK)):
        r, end, w = radius * scale, reach * scale, max(1, round(width * scale))
        draw.ellipse((x - r, y - r, x + r, y + r), outline=ink, width=w)
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            draw.line((x + r * dx, y + r * dy, x + end * dx, y + end * dy), fill=ink, width=w)
