# SPDX-License-Identifier: Apache-2.0
"""What colour the air lends the light."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.shot.atmosphere.weather import Air

HOTTEST_K = 25000.0  # the end of the scale on which colour temperatures mean anything here
MIREDS = 1e6  # a mired is a millionth of a reciprocal kelvin


def haze_k(phase: Floats, air: Air, base_k: float) -> Floats:
    """Colour temperature of the haze, for a light of `base_k`.

    shapes   phase (n,) -> (n,)
    units    kelvin
    valid    phase 0 to 1, base_k > 0; exactly base_k at phase 0; moves one way with the phase, and
             stops at 25000 K
    source   shifts of colour temperature are even steps in mireds, 1e6 / K
    """
    turned = 1.0 + phase * (air.haze_mired * base_k / MIREDS)
    least = base_k / max(HOTTEST_K, base_k)
    return base_k / np.maximum(turned, least)
