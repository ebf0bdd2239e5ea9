# SPDX-License-Identifier: Apache-2.0
"""One far lamp, fitted to matt shading by least squares: the plainest reading of light there is."""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Bools, Floats
from scene_stager.reading.lights.directions import flattened

MOST_ROUNDS = 40  # which normals face the lamp settles in five to ten: house default
GRAZING, LEAST_LEFT, SHARPNESS = 0.1, 1e-3, 4.0  # tried on photographs of 48 known lamps
RELIEFS = np.geomspace(0.4, 3.0, 7)  # of the balloon: house default
RESPONSES = (1.0, 1.5)  # powers of the light: house default
UPWARD = (0.0, 1.0, 0.0)  # of a camera that looks level, by definition


@dataclass(frozen=True, eq=False)
class LambertFit:
    """A lamp and what surrounds it, in the units of the light that was fitted.

    `direction` (3,) is the unit vector to the lamp in the frame of the normals; `irradiance` is
    what a surface that faces it gets from it alone, `ambient` what every surface gets, `sky` what
    one that faces up gets from the upper half. `residual` is the share of the light's energy that
    stays unexplained, 0 to 1.
    """

    direction: Floats
    irradiance: float
    ambient: float
    sky: float
    residual: float


def fit_lambert(
    normals: Floats,
    light: Floats,
    weights: Floats | None = None,
    *,
    ambient: bool = False,
    sky: bool = False,
    upward: tuple[float, float, float] = UPWARD,
) -> LambertFit | None:
    """Fit max(n . l, 0), and evenly spread light and a half sky if asked; None where nothing turns.

    Which normals face the lamp is settled in rounds, from all of them on; the best round counts.

    shapes   normals (n, 3), unit vectors; light and weights (n,)
    units    linear light; weights count squared errors, all alike where there are none
    frame    of the normals; `upward` is level's upward in it
    valid    normals in three directions and more, else None; where no normal turns away from the
             lamp a half sky is not told from it, and the smallest amounts are taken
    source   Lambert 1760; Woodham 1980 for the linear part; Johnson, Farid 2005 for a picture's
             own normals
    """
    root = np.sqrt(np.ones(light.shape) if weights is None else weights)
    even = [np.ones(light.shape)] if ambient else []
    above = [0.5 * (1.0 + normals @ np.asarray(upward))] if sky else []
    surround = np.stack([*even, *above], axis=-1) if even or above else np.zeros((light.size, 0))
    facing = np.ones(light.shape, dtype=bool)
    best: tuple[float, Floats] | None = None
    for _ in range(MOST_ROUNDS):
        amounts = _solved(normals, facing, surround, light, root)
        if amounts is None:
            break
        drawn = np.maximum(normals @ amounts[:3], 0.0) + surround @ amounts[3:]
        left = float(np.square(root * (light - drawn)).sum())
        if best is None or left < best[0]:
            best = (left, amounts)
        lit = normals @ amounts[:3] > 0.0
        if (lit == facing).all():
            break
        facing = lit
    return None if best is None else _told(best[1], ambient, best[0], np.square(root * light).sum())


def _solved(
    normals: Floats, facing: Bools, surround: Floats, light: Floats, root: Floats
) -> Floats | None:
    """Lamp (3) and surroundings when it is known which normals face the lamp."""
    columns = np.concatenate([normals * facing[:, None], surround], axis=1) * root[:, None]
    if np.linalg.matrix_rank(columns[:, :3]) < 3:  # a direction has three parts
        return None
    return np.asarray(np.linalg.lstsq(columns, light * root, rcond=None)[0])


def _told(amounts: Floats, ambient: bool, left: float, energy: float) -> LambertFit | None:
    strength = float(np.linalg.norm(amounts[:3]))
    if strength == 0.0 or energy == 0.0:
        return None
    rest = amounts[3:].tolist()
    even = rest.pop(0) if ambient else 0.0
    return LambertFit(
        amounts[:3] / strength, strength, even, sum(rest), min(left / float(energy), 1.0)
    )


@dataclass(frozen=True, eq=False)
class FarLamp:
    """The unit vector (3,) to one far lamp, and what share of the light's variation it explains."""

    direction: Floats
    explained: float


def far_lamp(normals: Floats, light: Floats) -> FarLamp | None:
    """One far lamp on a shape whose depth is not known.

    The mean over reliefs and film responses, each weighed by what it explains. Samples at the
    outline, where the light of a lamp from aside shows, weigh more than the many amid it.

    shapes   normals (n, 3), light (n,)
    frame    of the normals, camera
    valid    None where nothing turns, or the light does not vary
    source   the bas-relief ambiguity, Belhumeur, Kriegman, Yuille 1999; see `fit_lambert`
    """
    weights = grazing_weights(normals)
    found, total = [], np.zeros(3)
    for power in RESPONSES:
        shown = light**power
        for relief in RELIEFS:
            bent = flattened(normals, float(relief))
            fit = fit_lambert(bent, shown, weights)
            if fit is not None:
                drawn = np.maximum(bent @ fit.direction, 0.0)
                found.append((_uncorrelated(drawn, shown, weights), fit.direction))
    if not found:
        return None
    best = min(left for left, _ in found)
    for left, way in found:
        total += (best / left) ** SHARPNESS * way
    length = float(np.linalg.norm(total))
    return FarLamp(total / length, 1.0 - best) if length > 1e-9 else None


def grazing_weights(normals: Floats) -> Floats:
    """Weights (n,) of squared errors by which a shape's outline counts as much as its middle."""
    return np.asarray(1.0 / (GRAZING + np.maximum(normals[:, 2], 0.0)))


def _uncorrelated(drawn: Floats, shown: Floats, weights: Floats) -> float:
    """What a picture leaves of another's variation, at its own brightness and offset."""
    table = np.cov(drawn, shown, aweights=weights)
    both = float(table[0, 0] * table[1, 1])
    return max(1.0 - float(table[0, 1] ** 2) / both, LEAST_LEFT) if both > 0.0 else 1.0
