# SPDX-License-Identifier: Apache-2.0
"""A dome that can be built for nine coefficients: nowhere below zero, and with just those nine."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.radiance.harmonics import COEFFICIENTS, harmonics
from scene_stager.maths.radiance.sh_projection import pixel_directions, row_weights

ROWS, COLUMNS = 64, 128  # of the quadrature
STEPS, HALVINGS = 60, 30  # of Newton's way, and of a step that is too long
CLOSE = 1e-9  # of the largest coefficient
STILL_LIGHT = 1e-6  # what is missed by less than this was light


def dome_coefficients(coefficients: Floats) -> tuple[Floats, Floats]:
    """Nine other numbers whose sum of harmonics, cut off at zero, has the nine that were asked for.

    Nine coefficients of a real sky often add up to less than no light somewhere, and a dome that
    is merely cut off there sheds more than they say. This one sheds exactly what they say.

    shapes   coefficients (9, c) -> (9, c), and what is missed (c,)
    units    of the light; what is missed is a share of the largest coefficient
    valid    where some light has these coefficients, as those of every map do, the miss is zero;
             otherwise the closest is given
    source   the least square of a light under nine linear constraints and positivity: its dual is
             convex, of nine unknowns, and Newton's method with halved steps solves it
    """
    ways = pixel_directions(ROWS, COLUMNS).reshape(-1, 3)
    basis = np.stack(harmonics((ways[:, 0], ways[:, 1], ways[:, 2])), axis=-1)
    weights = np.repeat(row_weights(ROWS) * (2.0 * np.pi / COLUMNS), COLUMNS)
    solved = [_solve(basis, weights, one) for one in coefficients.T]
    return np.stack([dome for dome, _ in solved], axis=-1), np.array([miss for _, miss in solved])


def _solve(basis: Floats, weights: Floats, wanted: Floats) -> tuple[Floats, float]:
    size = float(np.abs(wanted).max())
    if size == 0.0:
        return wanted, 0.0
    asked = wanted / size
    dome: Floats = asked.copy()
    miss = np.inf
    for _ in range(STEPS):
        light = basis @ dome
        lit = weights * (light > 0.0)
        slope = basis.T @ (lit * light) - asked
        miss = float(np.abs(slope).max())
        if miss < CLOSE:
            break
        bend = (basis * lit[:, None]).T @ basis + 1e-12 * np.eye(COEFFICIENTS)
        step: Floats = np.asarray(np.linalg.solve(bend, slope), dtype=np.float64)
        reach = _reach(basis, weights, asked, dome, step)
        if reach == 0.0:
            break
        dome = dome - reach * step
    return dome * size, miss


def _reach(basis: Floats, weights: Floats, asked: Floats, dome: Floats, step: Floats) -> float:
    """How much of a step goes downhill; 0 when none of it does."""

    def height(at: Floats) -> float:
        light = np.maximum(basis @ at, 0.0)
        return 0.5 * float(weights @ (light * light)) - float(asked @ at)

    here, reach = height(dome), 1.0
    for _ in range(HALVINGS):
        if height(dome - reach * step) < here:
            return reach
        reach /= 2.0
    return 0.0
