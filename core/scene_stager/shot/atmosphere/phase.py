# SPDX-License-Identifier: Apache-2.0
"""The atmospheric phase: one number from 0 to 1, and the six channels that it drives."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.shot.atmosphere.flicker import flicker_stops
from scene_stager.shot.atmosphere.fog import fog_g, fog_per_m
from scene_stager.shot.atmosphere.haze import haze_k
from scene_stager.shot.atmosphere.weather import Air
from scene_stager.shot.atmosphere.wind import gust, wind_m_s


@dataclass(frozen=True, slots=True)
class Flame:
    """What flickers in the shot: at which rate, and how far. A shot without any has RMS 0."""

    rate_hz: float = 1.0
    rms_stops: float = 0.0


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


def six_channels(
    t_s: Floats, phase: Floats, air: Air, seed: int, base_k: float, flame: Flame
) -> Mapping[str, Floats]:
    """All that the phase drives, by channel name. At phase 0 there is none of it.

    shapes   t_s, phase (n,) -> (n,) each, but the wind (n, 3)
    units    seconds and kelvin in; each channel's unit is in its name
    frame    the wind is in the stage frame
    valid    phase 0 to 1; each is a pure function of seed, time and phase, and grows with the
             phase: wind and flicker in size, gust, fog and g in value, haze in its distance from
             base_k
    source   the functions of this room, each with its own
    """
    return {
        "atmosphere.wind_m_s": wind_m_s(t_s, phase, air, seed),
        "atmosphere.gust": gust(t_s, phase, air, seed),
        "atmosphere.fog_per_m": fog_per_m(phase, air),
        "atmosphere.fog_g": fog_g(phase, air),
        "atmosphere.flicker_stops": flicker_stops(
            t_s, phase, air, seed, "atmosphere.flicker_stops", flame.rate_hz, flame.rms_stops
        ),
        "atmosphere.haze_k": haze_k(phase, air, base_k),
    }
