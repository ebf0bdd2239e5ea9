"""Read a .cube file and look colours up in it, as the programs do that load one."""

import re
from itertools import pairwise

import numpy as np
from scipy.interpolate import RegularGridInterpolator

from scene_stager.maths.colour.lut import SHAPER_HIGH_STOPS, SHAPER_LOW_STOPS, Cube


def read_cube(text: str) -> Cube:
    """The table of a .cube file, red quickest: Cube LUT Specification 1.0."""
    said = dict(re.findall(r"(?m)^(TITLE|LUT_3D_SIZE|DOMAIN_MIN|DOMAIN_MAX) (.+)$", text))
    rows = [line.split() for line in text.splitlines() if re.match(r"-?\d", line)]
    size = int(said["LUT_3D_SIZE"])
    table = np.array(rows, dtype=float).reshape(size, size, size, 3).transpose(2, 1, 0, 3)
    low, high = (tuple(map(float, said[f"DOMAIN_{end}"].split())) for end in ("MIN", "MAX"))
    comments = tuple(line[1:].strip() for line in text.splitlines() if line.startswith("#"))
    return Cube(said["TITLE"].strip('"'), table, comments, low, high)


def shaped(light):
    """What the shaper in front of a table makes of scene light: stops, from 0 to 1."""
    stops = np.log2(np.maximum(light, 1e-9) / 0.18)
    return np.clip((stops - SHAPER_LOW_STOPS) / (SHAPER_HIGH_STOPS - SHAPER_LOW_STOPS), 0, 1)


def trilinear(cube: Cube, colour):
    """A library's own interpolation between eight neighbours."""
    axes = [np.linspace(0.0, 1.0, cube.size)] * 3
    return RegularGridInterpolator(axes, cube.table)(np.clip(colour, 0, 1))


def tetrahedral(cube: Cube, colour):
    """Between four neighbours, so that greys stay on the diagonal: Kasson et al. 1995."""
    place = np.clip(colour, 0, 1) * (cube.size - 1)
    cell = np.minimum(place.astype(int), cube.size - 2)
    order = np.argsort(cell - place, axis=-1, kind="stable")
    share = np.take_along_axis(place - cell, order, axis=-1)
    corners = [cell]
    for turn in range(3):  # from the near corner to the far one, the largest part first
        corners.append(corners[-1] + (np.arange(3) == order[..., turn, None]))
    values = [cube.table[tuple(np.moveaxis(corner, -1, 0))] for corner in corners]
    steps = [share[..., k, None] * (b - a) for k, (a, b) in enumerate(pairwise(values))]
    return values[0] + sum(steps)
