# SPDX-License-Identifier: Apache-2.0
"""Wind over the phase: a steady drift with turbulence on it, and gusts."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.lattice import TOP_HZ, channel_key
from scene_stager.maths.motion.resonator import sound, spectrum_lines
from scene_stager.shot.atmosphere.weather import Air

SLOWEST_HZ = 0.01  # a swing that outlasts any shot: house default, not measured
LINES = 40  # of a spectrum
EDDY_M = 12.0  # length of the largest eddies near the ground: house default, not measured
ACROSS, UPWARD = 0.8, 0.5  # turbulence across the wind and upward, over along it; ESDU, recalled
LEAST_CORNER_HZ = 0.02  # slower eddies would not pass within a shot; house default, not measured

GUST_HZ = 0.1  # gusts come every ten seconds or so: house default, not measured
GUST_TOP_HZ = 2.0  # house default, not measured
GUST_SPREAD = 0.7  # of the logarithm of a gust: house default, not measured
STRONG = 2.0  # a gust this many RMS up is the weather's "strong gust"


def wind_m_s(t_s: Floats, phase: Floats, air: Air, seed: int) -> Floats:
    """The wind: where the air goes and how fast, turbulence and all; gusts have their own channel.

    shapes   t_s, phase (n,) -> (n, 3)
    units    seconds in; metres per second out
    frame    stage; heading 0 blows toward -y, the camera's side at view 0, +90 toward +x; z is up
    valid    phase 0 to 1; every component is the phase times a signal that does not know of it
    source   von Karman spectrum of turbulence, falling as f^-5/3: 1 / (1 + 70.8 (f L / U)^2)^(5/6)
             (Engineering Sciences Data Unit 85020, recalled), with one length L for all three axes
    """
    heading = np.radians(air.wind_heading_deg)
    ahead = 1.0 + air.turbulence * turbulence(t_s, air, channel_key(seed, "atmosphere.wind_along"))
    across = ACROSS * air.turbulence
    across_m_s = across * turbulence(t_s, air, channel_key(seed, "atmosphere.wind_across"))
    upward = UPWARD * air.turbulence
    upward_m_s = upward * turbulence(t_s, air, channel_key(seed, "atmosphere.wind_upward"))

    sine, cosine = np.sin(heading), np.cos(heading)
    shape: Floats = np.stack(
        [
            sine * ahead + cosine * across_m_s,
            -cosine * ahead + sine * across_m_s,
            upward_m_s,
        ],
        axis=-1,
    )
    blown: Floats = (air.wind_m_s * phase)[..., None] * shape
    return blown


def turbulence(t_s: Floats, air: Air, key: int) -> Floats:
    """One component of the turbulence, before it is scaled.

    shapes   t_s (n,) -> (n,)
    units    seconds in; none out: mean 0, RMS 1
    valid    any time; nothing above 10.8 Hz
    source   as wind_m_s
    """
    corner_hz = max(air.wind_m_s / (np.sqrt(70.8) * EDDY_M), LEAST_CORNER_HZ)

    def von_karman(frequency_hz: Floats) -> Floats:
        density: Floats = (1.0 + (frequency_hz / corner_hz) ** 2) ** (-5.0 / 6.0)
        return density

    return sound(t_s, spectrum_lines(key, von_karman, (SLOWEST_HZ, TOP_HZ), LINES))


def gust(t_s: Floats, phase: Floats, air: Air, seed: int) -> Floats:
    """How far the wind is over its steady speed, as a share of it: multiply the wind by 1 + gust.

    shapes   t_s, phase (n,) -> (n,)
    units    seconds in; none out
    valid    phase 0 to 1; never negative; the phase times a signal that does not know of it
    source   log-normal, the logarithm an Ornstein-Uhlenbeck process, power 1 / (1 + (f / corner)^2)
    """

    def ornstein_uhlenbeck(frequency_hz: Floats) -> Floats:
        return 1.0 / (1.0 + (frequency_hz / GUST_HZ) ** 2)

    key = channel_key(seed, "atmosphere.gust")
    lines = spectrum_lines(key, ornstein_uhlenbeck, (SLOWEST_HZ, GUST_TOP_HZ), LINES)
    return air.gust_share * phase * np.exp(GUST_SPREAD * (sound(t_s, lines) - STRONG))
