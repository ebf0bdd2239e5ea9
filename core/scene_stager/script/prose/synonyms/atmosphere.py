# SPDX-License-Identifier: Apache-2.0
"""Atmosphere: weathers, how much of them there is, and the wind."""

from scene_stager.script.prose.synonyms import Fills, Listed

WEATHERS = {
    "clear": "clear|clear air|clear day|clear sky|clear skies",
    "haze": "haze|hazy|hazer",
    "mist": "mist|misty",
    "fog": "fog|foggy",
    "dust": "dust|dusty|dust in the air|blowing sand",
    "smoke": "smoke|smoky|smokey|smoke machine",
    "drizzle": "drizzle|rain|rainy|drizzling|raining|in the rain",
    "storm": "storm|stormy|thunderstorm|downpour",
}
WINDS = {2.0: "breeze|breezy|light wind", 8.0: "wind|windy", 15.0: "gale|strong wind|high wind"}

ATMOSPHERE: Listed = {"atmosphere.weather": WEATHERS, "atmosphere.wind_m_s": WINDS}

# How much of the weather there is; house defaults, not measured.
PHASES = {
    0.2: "light|thin|slight|faint|a bit of|bit of|a little|a touch of|a hint of|some light|gentle",
    0.5: "moderate|medium",
    0.85: "thick|heavy|dense|lots of|a lot of",
}
HOW_MUCH = "atmosphere.phase"
DUST_STORM: Fills = {"atmosphere.weather": "dust", HOW_MUCH: 0.85}


def weathers_by_amount() -> dict[str, Fills]:
    """Light haze, thick fog and the like: every amount with every weather but a clear one."""
    listed: dict[str, Fills] = {
        f"{amount} {phrase}": {"atmosphere.weather": weather, HOW_MUCH: phase}
        for weather, phrases in WEATHERS.items()
        for phrase in phrases.split("|")
        for phase, amounts in PHASES.items()
        for amount in amounts.split("|")
        if weather != "clear"
    }
    return {**listed, "dust storm": DUST_STORM, "sandstorm": DUST_STORM}
