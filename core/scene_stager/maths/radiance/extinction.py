# SPDX-License-Identifier: Apache-2.0
"""How air takes light away with distance, and what that does to contrast."""

import numpy as np

from scene_stager.maths.arrays import Floats

# A dark thing against the sky is lost when its contrast is down to 2 percent (Koschmieder 1924);
# meteorologists' optical range counts 5 percent. Minus the logarithms of both, as commonly rounded.
KOSCHMIEDER = 3.912


def visibility_m(fog_per_m: Floats) -> Floats:
    """How far one sees in air of this extinction.

    shapes   fog_per_m (...) -> (...)
    units    1/metre in; metres out
    valid    fog_per_m >= 0; in clear air it is infinite
    source   Koschmieder 1924, V = 3.912 / beta
    """
    foggy = fog_per_m > 0.0
    seen_m: Floats = np.where(foggy, KOSCHMIEDER / np.where(foggy, fog_per_m, 1.0), np.inf)
    return seen_m


def contrast(fog_per_m: Floats, distance_m: Floats) -> Floats:
    """What is left of a subject's contrast against the haze behind it.

    shapes   fog_per_m, distance_m (...) -> (...)
    units    1/metre and metres in; 1 is full contrast
    valid    both >= 0; evenly lit, even air
    source   Koschmieder 1924: C = C0 exp(-beta d)
    """
    return np.exp(-fog_per_m * distance_m)
