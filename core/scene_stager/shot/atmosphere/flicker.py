# SPDX-License-Identifier: Apache-2.0
"""How flames and tired lamps flicker, in stops."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.lattice import TOP_HZ, channel_key
from scene_stager.maths.motion.resonator import sound, spectrum_lines
from scene_stager.shot.atmosphere.weather import Air

PUFFING = 1.5  # Hz times the square root of the flame's width in metres
FASTEST_HZ = 10.0  # a small flame's rate, kept under what 24 frames a second can show
SLOWEST_HZ = 0.05  # house default, not measured
QUALITY = 2.0  # how regular the puffing is: house default, not measured
LINES = 32  # of the spectrum


def puffing_hz(flame_m: float) -> float:
    """How often a flame of this width puffs: 5 Hz at 9 cm, 2.7 at 30 cm, 1.5 at a metre.

    A flame under 2.25 cm would puff faster than film can show, and is kept at 10 Hz.
    """
    return min(PUFFING / float(np.sqrt(flame_m)), FASTEST_HZ)


def flicker_stops(
    t_s: Floats,
    phase: Floats,
    air: Air,
    seed: int,
    channel: str,
    rate_hz: float,
    rms_stops: float,
) -> Floats:
    """How far a lamp is over its steady light. Lamps with channel names of their own flicker apart.

    shapes   t_s, phase (n,) -> (n,)
    units    seconds and Hz in; stops out: mean 0, RMS phase * rms_stops * flicker_gain
    valid    phase 0 to 1, rate_hz > 0; nothing above 10.8 Hz; the phase times a signal that does
             not know of it
    source   rate 1.5 / sqrt(width) Hz, read; log-normal light, as the stops are near normal with a
             fat bright tail in the light, read; power of a damped oscillator at that rate
    """

    def puffing(frequency_hz: Floats) -> Floats:
        share = frequency_hz / rate_hz
        return 1.0 / ((1.0 - share * share) ** 2 + (share / QUALITY) ** 2)

    lines = spectrum_lines(channel_key(seed, channel), puffing, (SLOWEST_HZ, TOP_HZ), LINES)
    return air.flicker_gain * rms_stops * phase * sound(t_s, lines)
