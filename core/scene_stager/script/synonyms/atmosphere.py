# SPDX-License-Identifier: Apache-2.0
"""Atmosphere: weathers, how much of them there is, and the wind."""

from scene_stager.script.synonyms import Fills, Listed

WEATHERS = {
    "clear": "clear|clear air|clear day",
    "haze": "haze|hazy",
    "mist": "mist|misty",
    "fog": "fog|foggy",
    "dust": "dust|dusty|sand",
    "smoke": "smoke|smoky|smokey",
    "drizzle": "drizzle|rain|rainy|drizzling",
    "storm": "storm|stormy|thunderstorm",
}
WINDS = {2.0: "breeze|breezy|light wind", 8.0: "wind|windy", 15.0: "gale|strong wind|high wind"}

ATMOSPHERE: Listed = {"atmosphere.weather": WEATHERS, "atmosphere.wind_m_s": WINDS}

# How much of the weather there is; house defaults, not measured.
PHASES = {0.2: "light thin slight faint", 0.5: "moderate", 0.85: "thick heavy dense"}


def weathers_by_amount() -> dict[str, Fills]:
    """Light haze, thick fog and the like: every amount with every weather but a clear one."""
    return {
        f"{amount} {phrase}": {"atmosphere.weather": weather, "atmosphere.phase": phase}
        for weather, phrases in WEATHERS.items()
        for phrase in phrases.split("|")
        for phase, amounts in PHASES.items()
        for amount in amounts.split()
        if weather != "clear"
    }
