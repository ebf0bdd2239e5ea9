# SPDX-License-Identifier: Apache-2.0
"""Fog over the phase: how thick the air is, and how far forward it throws the light."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.shot.atmosphere.weather import Air


def fog_per_m(phase: Floats, air: Air) -> Floats:
    """Extinction of the air: none at phase 0, all of the weather's at 1, evenly in stops between.

    shapes   phase (n,) -> (n,)
    units    1/metre out
    valid    phase 0 to 1; rises with it
    source   visibility goes down as a power of its range (even steps in its logarithm), less what
             it would be at phase 0, so that clear air is exactly clear: (r^phase - 1) / (r - 1)
    """
    rise: Floats = np.expm1(phase * np.log(air.thickening))
    return air.fog_per_m * (rise / (air.thickening - 1.0))


def fog_g(phase: Floats, air: Air) -> Floats:
    """Asymmetry of the scattering: +1 is straight on, 0 is every way alike.

    shapes   phase (n,) -> (n,)
    units    none
    valid    phase 0 to 1; rises with it; at 0, where nothing scatters, the weather's least
    source   mean cosine of the Henyey-Greenstein phase function; even steps, house default, not
             measured
    """
    return air.clear_g + phase * (air.thick_g - air.clear_g)
