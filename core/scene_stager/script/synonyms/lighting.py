# SPDX-License-Identifier: Apache-2.0
"""Lighting: patterns, hours of the day, rims, and what is burning in the picture."""

from scene_stager.script.synonyms import Listed, Value

STYLES = {
    "three_point": "three point|3 point|three point lighting|three point light",
    "rembrandt": "rembrandt|rembrandt key|rembrandt lighting|rembrandt light",
    "loop": "loop|loop key|loop lighting",
    "split": "split|split key|split light|split lighting|half lit",
    "butterfly": "butterfly|butterfly key|butterfly lighting|paramount|paramount lighting|glamour",
    "high_key": "high key|high key lighting|bright",
    "low_key": "low key|low key lighting|chiaroscuro|noir|moody",
    "sun": "sun|sunny|sunlit|sunlight",
    "top_softbox": "top softbox|softbox|soft top|soft top light|overhead softbox",
    "practical": "practicals|practical lights|practical light|practical lighting",
}
RIMS = {
    "none": "no rim|without rim|no backlight",
    "rim_left": "rim left|left rim|rim on the left|rim light on the left|rim from the left",
    "rim_right": "rim right|right rim|rim on the right|rim light on the right|rim from the right",
    "kicker_left": "kicker|kicker left|left kicker",
    "kicker_right": "kicker right|right kicker",
    "backlight": "backlight|back light|backlit|hair light|silhouette",
    "halo": "halo|halo light|edge strips|edge lights",
}
SOFTNESS = {1.0: "hard light|hard key|harsh light|hard", 45.0: "soft light|soft key|soft"}
LEFT = (
    "key left|left key|from the left|from camera left|lit from the left|key from the left"
    "|key from camera left|key on the left|light from the left"
)
SIDES = {
    -45.0: LEFT,
    45.0: LEFT.replace("left", "right"),
}
FIRES = {
    "candle": "candle|candles|candlelight|candlelit|candle light",
    "torch": "torch|torches|torchlight|torchlit",
    "fire": "fire|firelight|bonfire|campfire|firelit",
    "bulb": "bulb|bulbs|lamps|tungsten bulbs|motivated practical",
    "sodium": (
        "sodium|sodium lights|sodium lamps|street lights|street light|streetlights|sodium vapour"
        "|sodium vapor"
    ),
    "neon": "neon|neon signs|neon light|neon lights",
}
KELVINS = {
    3000.0: "warm|warm light|warm key",
    3200.0: "tungsten|tungsten light|tungsten key",
    7000.0: "cool|cold|cold light|cool light|cool key",
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
    "dawn": _sun(2.0, 4500.0, -1.0),
    "low sun": _sun(10.0, 4000.0),
    "morning": _sun(20.0, 4600.0),
    "noon": _sun(70.0, 5600.0),
    "midday": _sun(70.0, 5600.0),
    "afternoon": _sun(40.0, 5400.0),
    "dusk": _sun(2.0, 7500.0, -1.5),
    "twilight": _sun(2.0, 8000.0, -1.5),
    "blue hour": _sun(2.0, 9000.0, -1.5),
    "moonlight": _sun(40.0, 7500.0, -2.0),
    "moonlit": _sun(40.0, 7500.0, -2.0),
}
# An hour that leaves the pattern of the light to other words.
DAYLIGHT: dict[str, Value] = {"~lighting.style": "sun", "~lighting.key_kelvin": 5500.0}
NIGHT: dict[str, Value] = {
    "~lighting.style": "sun",
    "~lighting.key_elevation_deg": 40.0,
    "~lighting.key_kelvin": 7500.0,
    "~lighting.key_stops": -2.0,
}
# Through a window: from the side, and as soft as a window two metres off is wide.
WINDOW: dict[str, Value] = {
    "lighting.style": "loop",
    "~lighting.key_azimuth_deg": 70.0,
    "~lighting.key_elevation_deg": 20.0,
    "~lighting.key_kelvin": 5600.0,
    "~lighting.key_softness_deg": 35.0,
}
# Lamps that only stand around a large place.
FLOODS: dict[str, Value] = {
    "lighting.practicals": "venue",
    "~subject.kind": "venue",
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
    "daylight": DAYLIGHT,
    "day": DAYLIGHT,
    "daytime": DAYLIGHT,
    "night": NIGHT,
    "nighttime": NIGHT,
    "midnight": NIGHT,
    "window light": WINDOW,
    "window": WINDOW,
    "stadium lights": FLOODS,
    "venue lights": FLOODS,
    "floodlights": FLOODS,
    "floodlit": FLOODS,
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
