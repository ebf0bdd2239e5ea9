# SPDX-License-Identifier: Apache-2.0
"""The atmospheric phase: one number from 0 to 1 that drives wind, gust, fog, flicker and haze."""

import numpy as np

from scene_stager.maths.arrays import Floats


def phase_over(t_s: Floats, phase: float, to_phase: float, duration_s: float) -> Floats:
    """The phase over a shot that begins at one value and ends at another.

    shapes   t_s (n,) -> (n,)
    units    seconds in; none out, 0 to 1
    valid    duration_s > 0; before and after the shot it rests at its ends; level there, without
             jumps in speed or acceleration
    source   quintic smooth step, Perlin 2002
    """
    share = np.clip(t_s / duration_s, 0.0, 1.0)
    eased = share * share * share * (share * (share * 6.0 - 15.0) + 10.0)
    return np.clip(phase + (to_phase - phase) * eased, 0.0, 1.0)
