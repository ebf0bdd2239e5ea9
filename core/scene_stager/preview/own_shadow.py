# SPDX-License-Identifier: Apache-2.0
"""How much of a round light the vertices of a sculpture see past the rest of it."""

import numpy as np

from scene_stager.maths.arrays import Indices
from scene_stager.maths.surface.horizons import rise_toward
from scene_stager.preview.area_light import rising
from scene_stager.preview.vectors import Reals, Vec, dot, pick
from scene_stager.shot.stand_ins import Sculpture

# House defaults, not measured.
SOFTEST = 0.03  # sine of the half angle under which a light looks no smaller: hides the mesh
LEAST_PART = 1e-3  # of a light's disk: what shines by less lights nothing


def lift(shape: Sculpture, some: Indices, towards: Vec) -> Reals:
    """How much higher over the planes of vertices a light would have to stand to be seen whole.

    It is what a horizon takes off the sine of the light's elevation, and blends well between
    vertices: the edge of a shadow is where the rest of the sine is nought.

    shapes   some (n,) vertices; towards three arrays (n,); result (n,), 0 where nothing rises
    frame    the subject's own
    source   horizon mapping
    """
    facing = shape.mesh.facings
    over = dot(pick((facing[:, 0], facing[:, 1], facing[:, 2]), some), towards)
    rise = rise_toward(shape.horizons, some, np.stack(towards, axis=-1))
    found: Reals = over - np.sin(np.arcsin(np.clip(over, -1.0, 1.0)) - rise)
    return found


def seen_over(cosine: Reals, lifted: Reals, half_angle: Reals) -> Reals:
    """The share of what a point's own plane leaves of a round light that its horizon leaves too.

    shapes   all (n,); `half_angle` is a sine
    source   the part of a disk over a straight edge, as `rising` has it
    """
    wide = np.maximum(half_angle, SOFTEST)
    _, left = rising(cosine - lifted, wide)
    _, whole = rising(cosine, wide)
    seen: Reals = np.minimum(left / np.maximum(whole, LEAST_PART), 1.0)
    return seen


def seen_past_itself(shape: Sculpture, some: Indices, towards: Vec, half_angle: Reals) -> Reals:
    """`seen_over` at vertices; some (n,) of them, the way to the light and its half angle (n,)."""
    facing = shape.mesh.facings
    over = dot(pick((facing[:, 0], facing[:, 1], facing[:, 2]), some), towards)
    return seen_over(over, lift(shape, some, towards), half_angle)
