# SPDX-License-Identifier: Apache-2.0
"""Lamps by their make, as hard and as white as they are; words for light that say how it falls."""

from scene_stager.script.prose.synonyms import ByHead, Fills, either
from scene_stager.script.prose.synonyms.meanings import COOL, HARD, NO_FIELD, SOFT, WARM, key_field

# House defaults, not measured: how large each kind of lamp looks; the white of office tubes; how
# far the fill lies under in contrasty and in flat light; how far off black no ambient is.
HARD_LAMP: Fills = {"~~~lighting.key_softness_deg": 2.0}
SOFT_LAMP: Fills = {"~~~lighting.key_softness_deg": 30.0}
TUBES: Fills = {"~~lighting.key_kelvin": 4300.0}
CONTRASTY: Fills = {"~~lighting.ratio_stops": 4.0}
UNCONTRASTY: Fills = {"~~lighting.ratio_stops": 1.0}
CANDLE: Fills = {"~lighting.key_kelvin": 1900.0}

OF_LAMPS: dict[str, Fills] = {
    "fresnel|fresnels|leko|source four|dedo|dedos|dedolight|par can|par cans|redhead|redheads"
    "|blondes|inkie|tweenie|pepper|arc lamp|arc lamps|arc light|arc lights|carbon arc|carbon arcs"
    "|point source|bare bulb key": HARD_LAMP,
    "china ball|china balls|chinese lantern|chinese lanterns|china lantern|paper lantern"
    "|kino|kino flo|kinoflo|litemat|space light|spacelight|soft panel|soft panels|soft box panel"
    "|led panel through diffusion": SOFT_LAMP,
    "fluorescent|fluorescents|fluorescent light|fluorescent lights|fluoro|fluoros"
    "|fluorescent tube|fluorescent tubes|strip lights": TUBES,
}
LAMP_FILLS: dict[str, Fills] = {
    phrase: fills for phrases, fills in OF_LAMPS.items() for phrase in phrases.split("|")
}
FEW = either("almost no|barely any|hardly any|very little|next to no|minimal")
MUCH = either("lots of|plenty of|a lot of|heavy|strong|generous")
AMBIENTS: dict[str, Fills] = {
    "amb": {},
    **{
        f"{few} ambient{light}": {"~lighting.ambient_stops": -8.0}
        for few in FEW
        for light in ("", " light")
    },
    **{
        f"{much} ambient{light}": {"~lighting.ambient_stops": -1.0}
        for much in MUCH
        for light in ("", " light")
    },
}
SHADOWS: dict[str, Fills] = {
    **dict.fromkeys(either("deep shadows|heavy shadows|dense shadows|inky shadows"), CONTRASTY),
    **dict.fromkeys(
        either("open shadows|lifted shadows|filled shadows|filled in shadows"), UNCONTRASTY
    ),
}

_OF_KEY = {**NO_FIELD, "lens": None, "film": None, "air": None, "": None}
STEEP = {**_OF_KEY, "key": key_field("key_elevation_deg", 60.0)}
LIGHT_WORDS: dict[str, ByHead] = {
    "contrasty|high contrast|stark|punchy|very contrasty": {**_OF_KEY, "key": CONTRASTY},
    "low contrast|uncontrasty": {**_OF_KEY, "key": UNCONTRASTY},
    "crisp|sharp|hard edged|sharp edged": {**_OF_KEY, "sun": {}, "key": HARD},
    "silky|wraparound|wrap around|creamy|pillowy|buttery": {**_OF_KEY, "key": SOFT},
    "icy|icy blue|steel blue|ice blue": {**_OF_KEY, "sun": None, "time": None, "key": COOL},
    "golden|honey coloured|honey colored|honeyed": {
        **_OF_KEY, "sun": None, "time": None, "key": WARM,
    },
    "candle warm|candlelight warm|fire warm|firelight warm|ember warm": {**_OF_KEY, "key": CANDLE},
    "steep|steeply": STEEP,
    "from up high|in from up high|from way up|from way up high|way up high|in from high": STEEP,
    "more frontal|a touch more frontal|a bit more frontal|nearly frontal|almost frontal"
    "|fairly frontal|slightly frontal|mostly frontal": {**_OF_KEY, "key": {"~@reach": 20.0}},
    **{
        f"opposite the key on the {side}": {
            **_OF_KEY,
            "rim": {"@opposite": "rim", "@side": sign},
            "kicker": {"@opposite": "kicker", "@side": sign},
        }
        for side, sign in (("left", -1.0), ("right", 1.0))
    },
}  # fmt: skip
