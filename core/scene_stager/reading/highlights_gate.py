# SPDX-License-Identifier: Apache-2.0
"""How far a subject's highlights are to be believed, by the pattern that they lie on.

A highlight says where a lamp stands if the surface under it is the one that the outline makes us
expect. On panels and on wrinkles it is not: there the brightest spot sits on a facet of its own.
"""

import numpy as np
from scipy.ndimage import gaussian_filter

from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.colour.luminance import luminance
from scene_stager.maths.topology.gate import PatternGate, gate, look
from scene_stager.reading.grid import Grids

# Measured by tools/measure_gate.py, source docs/topology.md: how often a highlight mirrors the key
# within 25 degrees, over how often it does on a smooth body: 19 % on machined bodies, 10 % on grown
# ones, 56 % on smooth ones.
MACHINED_TRUST, GROWN_TRUST = 0.34, 0.18


def gate_of(grids: Grids, inside: Bools, normals: Floats) -> PatternGate:
    """What the pattern of light on a subject says.

    shapes   inside (h, w), normals (h, w, 3), on the reading grid
    frame    normals in the camera's
    source   `maths.topology.gate`, on the fine grid
    """
    if not inside.any():
        return gate(None)
    fine = inside.repeat(grids.step, axis=0).repeat(grids.step, axis=1)
    light = luminance(grids.fine_rgb) * grids.level
    return gate(look(light, fine, _finer(normals, grids.step)))


def highlight_trust(found: PatternGate) -> float:
    """What a highlight's weight is multiplied by: 1 where the gate has nothing to say.

    shapes   a number
    units    a share, from what was measured on grown bodies to what was on machined ones
    source   see above
    """
    if found.outside:
        return 1.0
    return GROWN_TRUST + (MACHINED_TRUST - GROWN_TRUST) * found.machined_share


def _finer(normals: Floats, step: int) -> Floats:
    """Normals of the reading grid on the fine one, without steps between its pixels."""
    if step == 1:
        return normals
    fine = normals.repeat(step, axis=0).repeat(step, axis=1)
    smooth = gaussian_filter(fine, (0.5 * step, 0.5 * step, 0.0))
    lengths = np.linalg.norm(smooth, axis=-1, keepdims=True)
    return np.asarray(smooth / np.maximum(lengths, 1e-12))
