# SPDX-License-Identifier: Apache-2.0
"""Lighting: patterns, hours of the day, rims, and what is burning in the picture."""

from scene_stager.script.synonyms import Listed, Value

STYLES = {
    "three_point": "three point|3 point|three point lighting|three point light",
    "rembrandt": "rembrandt|rembrandt lighting|rembrandt light",
    "loop": "loop|loop lighting",
    "split": "split|split light|split lighting|half lit",
    "butterfly": "butterfly|butterfly lighting|paramount|paramount lighting|glamour",
    "high_key": "high key|high key lighting|bright",
    "low_key": "low key|low key lighting|chiaroscuro|noir|moody",
    "sun": "sun|sunny|sunlit|sunlight|daylight",
    "top_softbox": "top softbox|softbox|soft top|soft top light|overhead softbox",
    "practical": "practicals|practical lights|practical light|practical lighting",
}
RIMS = {
    "none": "no rim|without rim|no backlight",
    "rim_left": "rim left|left rim",
    "rim_right": "rim right|right rim",
    "kicker_left": "kicker|kicker left|left kicker",
    "kicker_right": "kicker right|right kicker",
    "backlight": "backlight|back light|backlit|hair light|silhouette",
    "halo": "halo|halo light|edge strips|edge lights",
}
SOFTNESS = {1.0: "hard light|hard key|harsh light|hard", 45.0: "soft light|soft key|soft"}
SIDES = {
    -45.0: "key left|lit from the left|left key",
    45.0: "key right|lit from the right|right key",
}
FIRES = {
    "candle": "candle|candles|candlelight|candlelit|candle light",
    "torch": "torch|torches|torchlight|torchlit",
    "fire": "fire|firelight|bonfire|campfire|firelit",
    "bulb": "bulb|bulbs|lamps|tungsten bulbs|motivated practical",
    "sodium": "sodium|street lights|street light|streetlights|sodium vapour|sodium vapor",
    "neon": "neon|neon signs|neon light|neon lights",
    "venue": "stadium lights|floodlights|floodlit|venue lights",
}
KELVINS = {
    3000.0: "warm|warm light|tungsten light",
    7000.0: "cool|cold|cold light|cool light",
}

LIGHTING: Listed = {
    "lighting.style": STYLES,
    "lighting.rim_mode": RIMS,
    "lighting.key_softness_deg": SOFTNESS,
    "lighting.key_azimuth_deg": SIDES,
    "lighting.practicals": FIRES,
    "lighting.key_kelvin": KELVINS,
}


def _sun(elevation_deg: float, kelvin: float, key_stops: float = 0.0) -> dict[str, Value]:
    fills: dict[str, Value] = {
        "lighting.style": "sun",
        "~lighting.key_elevation_deg": elevation_deg,
        "~lighting.key_kelvin": kelvin,
    }
    return {**fills, "~lighting.key_stops": key_stops} if key_stops else fills


# Elevations and kelvins of the hours are house defaults, not measured.
HOURS = {
    "golden hour": _sun(8.0, 3500.0),
    "magic hour": _sun(6.0, 3600.0),
    "sunset": _sun(3.0, 2900.0),
    "sunrise": _sun(3.0, 3100.0),
    "morning": _sun(20.0, 4600.0),
    "noon": _sun(70.0, 5600.0),
    "midday": _sun(70.0, 5600.0),
    "afternoon": _sun(40.0, 5400.0),
    "dusk": _sun(2.0, 7500.0, -1.5),
    "blue hour": _sun(2.0, 9000.0, -1.5),
    "moonlight": _sun(40.0, 7500.0, -2.0),
    "moonlit": _sun(40.0, 7500.0, -2.0),
}
OVERCAST: dict[str, Value] = {
    "lighting.style": "top_softbox",
    "~lighting.key_softness_deg": 120.0,
    "~lighting.key_kelvin": 6500.0,
}
# A hard rim is a bright one here: the rim has stops, and no softness of its own.
HARD_RIM: dict[str, Value] = {"~lighting.rim_mode": "rim_left", "lighting.rim_stops": 1.0}
SOFT_RIM: dict[str, Value] = {"~lighting.rim_mode": "rim_left", "lighting.rim_stops": -0.5}
RIM: dict[str, Value] = {"~lighting.rim_mode": "rim_left"}
MIXED = {
    **HOURS,
    "overcast": OVERCAST,
    "hard rim": HARD_RIM,
    "hard rim light": HARD_RIM,
    "strong rim": HARD_RIM,
    "bright rim": HARD_RIM,
    "soft rim": SOFT_RIM,
    "gentle rim": SOFT_RIM,
    "rim": RIM,
    "rim light": RIM,
    "edge": RIM,
    "edge light": RIM,
}
