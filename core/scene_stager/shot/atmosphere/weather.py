# SPDX-License-Identifier: Apache-2.0
"""What each weather word makes of the phase: how thick, how windy, how warm it gets."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from scene_stager.maths.radiance.extinction import KOSCHMIEDER


@dataclass(frozen=True, slots=True)
class Weather:
    """A weather word. All but `phase` and `clear_g` say how it is at phase 1; at 0 there is none.

    `thickening` is how many times denser the air is at phase 1 than where the mapping starts,
    `turbulence` the RMS of the wind over its mean, `gust_share` a strong gust over the mean wind.
    Positive `haze_mired` is warmer. `flicker_gain` multiplies what each flame does by itself.
    `turbidity` is of the sky that a sun stands in: 2 is very clear, 10 murky, whatever the phase.
    """

    title: str
    phase: float
    visibility_m: float
    thickening: float
    wind_m_s: float
    turbulence: float
    gust_share: float
    clear_g: float
    thick_g: float
    haze_mired: float
    flicker_gain: float
    turbidity: float
    source: str


@dataclass(frozen=True, slots=True)
class Air:
    """A weather word with the author's own figures worked in. Plain numbers, all at phase 1."""

    fog_per_m: float
    thickening: float
    wind_m_s: float
    wind_heading_deg: float
    turbulence: float
    gust_share: float
    clear_g: float
    thick_g: float
    haze_mired: float
    flicker_gain: float


HOUSE = "house default, not measured"
WMO = f"visibility class of the WMO's present weather code, recalled; {HOUSE}"
# The scale of fog, 4000 m down to 50 m, and g from 0.6 to 0.88: the project's reference mapping.
FOG = f"visibility 4000 to 50 m, g 0.6 to 0.88; {HOUSE}"

WEATHERS: Mapping[str, Weather] = MappingProxyType(
    {
        "clear": Weather(
            "Clear", 0.0, 20000.0, 4.0, 3.0, 0.10, 0.3, 0.6, 0.65, 5.0, 1.0, 3.0, HOUSE
        ),
        "haze": Weather("Haze", 0.4, 1500.0, 20.0, 3.0, 0.10, 0.3, 0.6, 0.75, 40.0, 1.0, 5.0, WMO),
        "mist": Weather("Mist", 0.5, 1000.0, 8.0, 1.5, 0.10, 0.2, 0.6, 0.85, -10.0, 0.8, 5.0, WMO),
        "fog": Weather("Fog", 0.6, 50.0, 80.0, 1.5, 0.10, 0.2, 0.6, 0.88, -20.0, 0.8, 8.0, FOG),
        "dust": Weather("Dust", 0.5, 200.0, 50.0, 10.0, 0.25, 0.6, 0.6, 0.70, 120.0, 1.3, 8.0, WMO),
        "smoke": Weather(
            "Smoke", 0.5, 20.0, 100.0, 1.0, 0.15, 0.4, 0.5, 0.65, 60.0, 1.2, 8.0, HOUSE
        ),
        "drizzle": Weather(
            "Drizzle", 0.5, 800.0, 12.0, 5.0, 0.15, 0.4, 0.7, 0.88, -25.0, 1.0, 8.0, WMO
        ),
        "storm": Weather(
            "Storm", 0.7, 300.0, 25.0, 18.0, 0.30, 0.8, 0.7, 0.88, -40.0, 1.6, 8.0, WMO
        ),
    }
)

# How deep weather lies on open ground under a sky with a sun in it, and how far it reaches: to what
# a picture has for a horizon. House defaults, not measured.
LAYER_M, REACH_M = 30.0, 2000.0

# What a shot has when its author asks for wind or a visibility under a word that has neither.
ASKED_PHASE = 0.5  # house default, not measured
LEAST_PHASE = 0.01  # the author's figures hold from this phase on: house default, not measured


def usual_phase(weather: str, is_asked: bool) -> float:
    """The phase of a shot that names none; `is_asked`: its author named a visibility or a wind."""
    phase = WEATHERS[weather].phase
    return ASKED_PHASE if is_asked and phase == 0.0 else phase


def air_of(
    weather: str,
    thickest_phase: float,
    visibility_m: float | None = None,
    wind_m_s: float | None = None,
    wind_heading_deg: float = 0.0,
) -> Air:
    """A weather word with the author's figures worked in: they hold where the shot is thickest.

    At phase 0 nothing can hold them, so that a shot which never leaves 0 has them at phase 1; one
    that never reaches 1 % has them at 1 %.
    """
    word = WEATHERS[weather]
    phase = max(thickest_phase, LEAST_PHASE) if thickest_phase > 0.0 else 1.0
    fog_per_m = KOSCHMIEDER / word.visibility_m
    if visibility_m is not None:
        fog_per_m = KOSCHMIEDER / visibility_m / thickness(phase, word.thickening)
    return Air(
        fog_per_m=fog_per_m,
        thickening=word.thickening,
        wind_m_s=word.wind_m_s if wind_m_s is None else wind_m_s / phase,
        wind_heading_deg=wind_heading_deg,
        turbulence=word.turbulence,
        gust_share=word.gust_share,
        clear_g=word.clear_g,
        thick_g=word.thick_g,
        haze_mired=word.haze_mired,
        flicker_gain=word.flicker_gain,
    )


def thickness(phase: float, thickening: float) -> float:
    """How much of the extinction of phase 1 there is at a phase: 0 at 0, 1 at 1."""
    return float((thickening**phase - 1.0) / (thickening - 1.0))
