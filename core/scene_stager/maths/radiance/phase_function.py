# SPDX-License-Identifier: Apache-2.0
"""Which way haze throws light."""

import numpy as np

from scene_stager.maths.arrays import Floats


def henyey_greenstein(cos_turn: Floats, g: Floats) -> Floats:
    """Share of light scattered per steradian, for one turning angle.

    shapes   cos_turn (...), g (...) -> (...)
    units    1/steradian out; g has none
    frame    cos_turn is the cosine between the way the light was going and the way it is going:
             +1 means straight on (some renderers flip this sign)
    valid    -1 < g < 1; g > 0 throws light forward, 0 throws it evenly
    source   Henyey and Greenstein 1941, Astrophysical Journal 93, 70
    """
    # (1 - g)^2 + 2 g (1 - cos): no cancellation when g nears one and the light goes straight on.
    spread = (1.0 - g) * (1.0 - g) + 2.0 * g * (1.0 - cos_turn)
    return (1.0 - g) * (1.0 + g) / (4.0 * np.pi * spread * np.sqrt(spread))
