# SPDX-License-Identifier: Apache-2.0
"""The surroundings of an answer: light from all round, and of lamps that have no name in a script.

Nine rows of three colours (see `maths.radiance.harmonics`) in shares of the key: a constant row of
2 sqrt(pi) alone is a sky under which a white card shows as much as it does facing the key.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.luminance import REC_709
from scene_stager.maths.frames import direction_from_heading
from scene_stager.maths.radiance.harmonics import COEFFICIENTS, lamp_coefficients
from scene_stager.maths.radiance.sh_algebra import rotate

Rows = tuple[tuple[float, float, float], ...]

EVEN = 2.0 * np.sqrt(np.pi)  # the constant row of a radiance of one, by definition
DARKEST = 1e-4  # of the key: what a script may not be without; house default


def surroundings_of(
    ambient: Floats, lamps: Mapping[str, Floats], ways: Mapping[str, Floats], named: Set[str]
) -> Floats:
    """What shines on the subject but for the lamps that are `named`.

    shapes   ambient (3,), each lamp (3,), each way to one (3,) unit -> (9, 3)
    units    what a white card shows that faces the light; the result is radiance in the same light
    frame    the match's: the camera on the -y side of the subject, +z up
    """
    rows = np.zeros((COEFFICIENTS, 3))
    rows[0] = EVEN * np.maximum(ambient, 0.0)
    for name, card in lamps.items():
        if name not in named:
            rows += lamp_coefficients(ways[name], np.maximum(card, 0.0))
    return rows


def mean_share(rows: Rows) -> float:
    """How bright surroundings are on average over all ways, as a share of the key's luminance."""
    return max(float(np.dot(rows[0], REC_709)) / float(EVEN), DARKEST)


def seen_from(rows: Rows, heading_deg: float) -> Rows:
    """The same surroundings on a stage whose camera stands at a heading; 0 is the -y side."""
    x, y, _ = direction_from_heading(np.array(heading_deg), np.array(0.0))
    stage_from_match = np.array([[-y, -x, 0.0], [x, -y, 0.0], [0.0, 0.0, 1.0]])
    return rows_of(rotate(np.array(rows), stage_from_match))


def rows_of(table: Floats) -> Rows:
    """A table as a script holds it, in six digits."""
    told = [[float(f"{one:.6g}") + 0.0 for one in row] for row in table.tolist()]
    return tuple((r, g, b) for r, g, b in told)
