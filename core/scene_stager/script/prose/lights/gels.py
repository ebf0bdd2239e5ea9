# SPDX-License-Identifier: Apache-2.0
"""Colour gels on the key: what a sheet of CTO or CTB makes of the lamp that it hangs on."""

import re

from scene_stager.script.prose.choices import Choice, Choices
from scene_stager.script.prose.synonyms import Fills

OPEN = "@gel_mired"
KELVIN = "lighting.key_kelvin"
HOUR = 3  # how weak what an hour suggests is
MIREDS = 1e6  # mireds of a kelvin, and back
TUNGSTEN_K, DAYLIGHT_K = 3200.0, 5600.0
BALANCES_K = (TUNGSTEN_K, DAYLIGHT_K)
ROUNDED_K = 10.0
WARMEST_K, COOLEST_K = 1000.0, 20000.0  # what the field holds

# Mired shifts as the makers publish them: Lee Filters, Designer's Edition, and Rosco Cinegel.
# Each agrees with the pair of kelvins that its maker prints beside it (204 takes 6500 to 3200).
WARMER = {"full": 159.0, "three quarter": 124.0, "half": 109.0, "quarter": 64.0, "eighth": 26.0}
COOLER = {"full": -137.0, "three quarter": -112.0, "half": -78.0, "quarter": -35.0}
COOLER |= {"eighth": -18.0, "double": -274.0}
LEE = {"200": -274.0, "201": -137.0, "202": -78.0, "203": -35.0, "218": -18.0, "281": -112.0}
LEE |= {"204": 159.0, "205": 109.0, "206": 64.0, "223": 26.0, "285": 124.0}
ROSCO = {"3407": 167.0, "3408": 81.0, "3409": 42.0, "3410": 20.0}
ROSCO |= {"3202": -131.0, "3204": -68.0, "3208": -30.0, "3216": -12.0}
AMOUNTS = {"1/8": "eighth", "⅛": "eighth", "1/4": "quarter", "¼": "quarter", "1/2": "half"}
AMOUNTS |= {"½": "half", "3/4": "three quarter", "¾": "three quarter"}

MUCH = rf"(full|double|half|(?:a )?quarter|three[ -]quarters?|(?:an )?eighth|{'|'.join(AMOUNTS)})"
NAMED = rf"(?:{MUCH}[ -](?:blue |straw )?)?(cto|ctb|cts)(?: gel)?"
COLOURED = rf"{MUCH}[ -](blue|orange|straw)(?! ct| gel ct| light)(?: gel)?"
NUMBERED = rf"(?:(?:lee|l)[ -]?(?:filter )?({'|'.join(LEE)})|(?:rosco|r)[ -]?({'|'.join(ROSCO)}))"


def named(groups: list[str]) -> Fills:
    """A sheet by its name: "half CTO"."""
    much, colour = groups[0] or "full", groups[1].lower()
    plain = re.sub(r"^an? ", "", much.lower().replace("-", " ")).removesuffix("s")
    table = COOLER if colour == "ctb" else WARMER
    shift = table.get(AMOUNTS.get(plain, plain))
    return {"@aside": True} if shift is None else {OPEN: shift}


def coloured(groups: list[str]) -> Fills:
    """A sheet by its colour: "half blue"."""
    return named([groups[0], "ctb" if groups[1].lower() == "blue" else "cto"])


def numbered(groups: list[str]) -> Fills:
    """A sheet by its maker's number: "Lee 204"."""
    return {OPEN: LEE[groups[0]] if groups[0] else ROSCO[groups[1]]}


def settle_gel(choices: Choices) -> list[str]:
    """Give the key the colour that its gel makes of it; its words where that is nothing.

    The lamp behind it is the one that was named, or what the gel is made for: daylight under a
    warming sheet, tungsten under a cooling one. Nobody hangs a gel on the sun.
    """
    gel = choices.pop(OPEN, None)
    if gel is None:
        return []
    style = choices.get("lighting.style")
    if style is not None and style.value == "sun" and style.weakness < HOUR:
        return [gel.words]
    shift, lamp = float(gel.value), choices.get(KELVIN)
    lamp_k = DAYLIGHT_K if shift > 0.0 else TUNGSTEN_K
    if lamp is not None and (
        lamp.weakness == 0 or (lamp.weakness == 1 and lamp.value in BALANCES_K)
    ):
        lamp_k = float(lamp.value)
    mired = MIREDS / lamp_k + shift
    kelvin = MIREDS / mired if mired > 0.0 else COOLEST_K
    kelvin = ROUNDED_K * round(min(max(kelvin, WARMEST_K), COOLEST_K) / ROUNDED_K)
    choices[KELVIN] = Choice(gel.words, kelvin, 0, gel.place)
    return []
