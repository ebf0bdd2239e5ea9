# SPDX-License-Identifier: Apache-2.0
"""Variable projection: light is linear, so every light's strength is solved and never stepped."""

from __future__ import annotations

import numpy as np
from scipy.optimize import nnls

from scene_stager.maths.arrays import Floats

# House defaults, not measured.
LEAST_RIDGE = 1e-9  # of the largest diagonal: keeps two lights that look alike apart in the sums
UNSEEN = 1e-12  # of the greatest norm of a light's picture: a lesser one adds nothing
TINY = 1e-300  # keeps quotients finite where everything is nought


def nonnegative_intensities(
    unit: Floats, observed: Floats, weights: Floats, linear_priors: Floats | None = None
) -> Floats:
    """Non-negative least squares (NNLS) for how much of each light, per channel.

    shapes   unit (lights, n, 3), observed (n, 3), weights (n,) -> (lights, 3); linear_priors
             (b, lights): sums of lights that are thought to be nought, over how far they may be off
    units    intensities in the unit in which the lights' pictures are at one
    valid    all pictures finite; a light that adds nothing gets none
    source   variable projection, Golub and Pereyra 1973; non-negative least squares, Lawson and
             Hanson 1974, chapter 23, on the Cholesky factor of the normal equations
    """
    found = np.zeros((len(unit), 3))
    for c in range(3):
        design = unit[:, :, c]
        normal = (design * weights) @ design.T
        if linear_priors is not None:
            normal += linear_priors.T @ linear_priors
        right = design @ (weights * observed[:, c])
        scale = np.sqrt(np.diag(normal))
        used = np.flatnonzero(scale > UNSEEN * max(float(scale.max(initial=0.0)), TINY))
        if not len(used):
            continue
        s = scale[used]
        shaped = normal[np.ix_(used, used)] / np.outer(s, s) + LEAST_RIDGE * np.eye(len(used))
        factor = np.linalg.cholesky(shaped)
        solved, _ = nnls(factor.T, np.linalg.solve(factor, right[used] / s))
        found[used, c] = solved / s
    return found


def schur_complement(metric: Floats, gradient: Floats, poses: int) -> tuple[Floats, Floats]:
    """Schur complement: the normal equations of the pose alone, the linear part projected out.

    With H = [[A, C], [C^T, D]] and g = (a, d), the pose's part first:
    A - C D^-1 C^T and a - C D^-1 d. Each intensity is then at its best for each pose.

    shapes   metric (k, k), gradient (k,), the pose's first; results (poses, poses), (poses,)
    valid    intensities that are held at zero are left out before
    source   for these systems it is Kaufman's variable projection: Ruhe and Wedin 1980,
             "Algorithms for separable nonlinear least squares problems", algorithm 2
    """
    if len(gradient) == poses:
        return metric, gradient
    corner, side = metric[poses:, poses:], metric[:poses, poses:]
    scale = np.sqrt(np.maximum(np.diag(corner), TINY))
    shaped = corner / np.outer(scale, scale) + LEAST_RIDGE * np.eye(len(scale))
    both = np.column_stack([side.T, gradient[poses:]]) / scale[:, None]
    solved = np.linalg.solve(shaped, both) / scale[:, None]
    return metric[:poses, :poses] - side @ solved[:, :-1], gradient[:poses] - side @ solved[:, -1]
