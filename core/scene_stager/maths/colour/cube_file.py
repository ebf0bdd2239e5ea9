# SPDX-License-Identifier: Apache-2.0
"""Lookup tables as .cube text."""

import numpy as np

from scene_stager.maths.colour.lut import Cube

DECIMALS = 6


def write_cube(cube: Cube) -> str:
    """A lookup table as the text of a .cube file.

    shapes   table (n, n, n, 3) -> one line per entry, red quickest
    units    of the table, six decimals
    source   Adobe Systems 2013, Cube LUT Specification 1.0
    """
    lines = [f"# {line}" for line in cube.comments]
    lines += [f'TITLE "{cube.title}"', f"LUT_3D_SIZE {cube.size}"]
    lines += [
        "DOMAIN_MIN " + " ".join(f"{edge:.{DECIMALS}f}" for edge in cube.domain_min),
        "DOMAIN_MAX " + " ".join(f"{edge:.{DECIMALS}f}" for edge in cube.domain_max),
    ]
    rows = np.round(np.transpose(cube.table, (2, 1, 0, 3)).reshape(-1, 3), DECIMALS) + 0.0
    lines += [f"{r:.{DECIMALS}f} {g:.{DECIMALS}f} {b:.{DECIMALS}f}" for r, g, b in rows.tolist()]
    return "\n".join(lines) + "\n"
