# SPDX-License-Identifier: Apache-2.0
"""Lighting: patterns, hours of the day, rims, and what is burning in the picture.

Open fields, settled with the whole sentence: "@reach" is how far round from the camera the key
stands and "@side" to which side of it; "@back" is a light from behind, the sun if that is out;
"@daylight" asks for a daylight film; "@interior" takes the sun indoors.
"""

from scene_stager.script.prose.synonyms import Fills, Listed, Value, either
from scene_stager.script.prose.synonyms.faces import HALVES
from scene_stager.script.prose.synonyms.meanings import DAY


def _closed(phrases: str) -> list[str]:
    """Two words as one: a "streetlamp" is a street lamp."""
    return [one.replace(" ", "") for one in phrases.split("|") if one.count(" ") == 1]


def _several(phrases: str) -> list[str]:
    """Several of what one phrase names: "table lamps"."""
    return [f"{one}s" for one in phrases.split("|") if one.endswith(("lamp", "lantern", "bulb"))]


def _glowing(phrases: str) -> list[str]:
    """Lamps by their light: "fireplace glow"."""
    return [f"{one} glow" for one in phrases.split("|") if not one.endswith(("lit", "s"))]


STYLES = {
    "three_point": "three point|3 point|three point lighting|three point light|three point setup",
    "rembrandt": (
        "rembrandt|rembrandt key|rembrandt lighting|rembrandt light|rembrandt triangle"
        "|rembrandt style"
    ),
    "loop": "loop|loop key|loop lighting|loop light",
    "split": "split|split key|split light|split lighting|half lit|split lit",
    "butterfly": (
        "butterfly|butterfly key|butterfly lighting|butterfly light|paramount"
        "|paramount lighting|glamour|glamour lighting|clamshell"
    ),
    "high_key": "high key|high key lighting|bright and even|evenly lit",
    "low_key": (
        "low key|low key lighting|chiaroscuro|noir|film noir|moody|low light|dramatic lighting"
        "|dramatic light|noir lighting|moody lighting"
        "|dimly lit|dim light|dim lighting|darkly lit|shadowy lighting"
    ),
    "top_softbox": "top softbox|soft top|soft top light|overhead softbox|overhead soft box",
}
FIRES = {
    "candle": (
        "candle|candles|candlelight|candlelit|candle light|candle lit|lantern|lanterns|oil lamp"
        "|oil lamps|gas lamp|gas lamps|gaslight|gaslights|gaslit|hurricane lamp|hurricane lamps"
        "|paraffin lamp|kerosene lamp"
    ),
    "torch": "torch|torches|torchlight|torchlit",
    "fire": (
        "fire|firelight|bonfire|campfire|firelit|fireplace|fire light|flames|fireside|hearth|embers"
    ),
    "bulb": (
        "bulb|bulbs|lamp|lamps|tungsten bulbs|motivated practical|table lamp|desk lamp|bedside lamp"
        "|practical lamp|practical lamps|lamp light|lamplight|light bulb|lightbulb|floor lamp"
        "|practical bulb|practical bulbs|lamplit|string lights|fairy lights|christmas lights"
        "|bare bulb|reading lamp|pendant lamp|chandelier"
    ),
    "sodium": (
        "sodium|sodium lamp|sodium light|sodium lights|sodium lamps|street lights"
        "|street light|streetlights|sodium vapour"
        "|sodium vapor|streetlight|street lamp|street lamps|sodium street lights"
    ),
    "neon": "neon|neon signs|neon light|neon lights|neon sign|neon lighting|neons",
}
FIRES = {
    lamp: "|".join(
        dict.fromkeys((*said.split("|"), *_several(said), *_closed(said), *_glowing(said)))
    )
    for lamp, said in FIRES.items()
}
LIGHTING: Listed = {"lighting.style": STYLES}
PRACTICALS: Listed = {"lighting.practicals": FIRES}

Table = dict[str, Fills]


def _each(phrases: str, fills: Fills) -> Table:
    return {phrase: fills for phrase in phrases.split("|")}


SUN: Fills = {"lighting.style": "sun", "@daylight": True}


def _hour(elevation_deg: float, kelvin: float, key_stops: float = 0.0, day: bool = True) -> Fills:
    fills: dict[str, Value] = {
        "~~~lighting.style": "sun",
        "~~~lighting.key_elevation_deg": elevation_deg,
        "~~~lighting.key_kelvin": kelvin,
    }
    fills |= {"~~~lighting.key_stops": key_stops} if key_stops else {}
    return {**fills, "@daylight" if day else "@dark": True}


# Elevations and kelvins of the hours are house defaults, not measured.
NIGHT: Fills = {
    "~~~~lighting.style": "sun",
    "~~~~lighting.key_elevation_deg": 40.0,
    "~~~~lighting.key_kelvin": 7500.0,
    "~~~~lighting.key_stops": -2.0,
    "@dark": True,
}
OVERCAST: Fills = {
    "~~lighting.style": "top_softbox",
    "~~lighting.key_softness_deg": 120.0,
    "~~lighting.key_kelvin": 6500.0,
    "@daylight": True,
}
HOURS: Table = {
    **_each("golden hour|golden light|golden hour light", _hour(8.0, 3500.0)),
    **_each("magic hour", _hour(6.0, 3600.0)),
    **_each("sunset|sundown|setting sun", _hour(3.0, 2900.0)),
    **_each("sunrise|sunup|rising sun|daybreak", _hour(3.0, 3100.0)),
    **_each("dawn|first light", _hour(2.0, 4500.0, -1.0)),
    **_each("morning|early morning|morning light", _hour(20.0, 4600.0)),
    **_each("noon|midday|high noon|noon sun|midday sun", _hour(70.0, 5600.0)),
    **_each("afternoon|late afternoon", _hour(40.0, 5400.0)),
    "late afternoon": _hour(20.0, 4600.0),
    **_each("dusk|evening", _hour(2.0, 7500.0, -1.5, day=False)),
    "twilight": _hour(2.0, 8000.0, -1.5, day=False),
    "blue hour": _hour(2.0, 9000.0, -1.5, day=False),
    **_each("night exterior|night ext|exterior night|ext night|exterior at night", NIGHT),
    **_each("day exterior|day ext|exterior day|ext day", DAY),
    **_each("night interior|interior night", {**NIGHT, "@interior": True}),
    **_each(
        "day interior|interior day|daylight interior|interior daylight", {**DAY, "@interior": True}
    ),
    **_each("day|daytime|daylight hours|broad daylight|natural daylight", DAY),
    **_each("night|nighttime|midnight|night time|day for night|at night", NIGHT),
    **_each(
        "overcast|cloudy|overcast day|grey sky|gray sky|overcast sky|grey day|gray day|dull day"
        "|cloudy day|cloudy sky|cloudy skies|overcast skies|grey skies|gray skies|cloud cover"
        "|clouded over|gloomy day|white sky|flat overcast",
        OVERCAST,
    ),
}
SUNS: Table = {
    **_each(
        "moonlight|moonlit|moon light|full moon|moon|moonbeams",
        _hour(40.0, 7500.0, -2.0, day=False),
    ),
    **_each(
        "sun|sunny|sunlit|sunlight|sunshine|direct sun|bright sun|bright sunlight"
        "|full sun|full sunlight|sunbeams",
        SUN,
    ),
    "low sun": {**_hour(10.0, 4000.0), **SUN},
    "hard sun": SUN,
    **_each("late sun|late day sun", {**_hour(15.0, 4200.0), **SUN}),
    **_each("evening sun|dying sun|last sun|last of the sun", {**_hour(6.0, 3400.0), **SUN}),
    **_each("morning sun|early sun|early morning sun", {**_hour(20.0, 4600.0), **SUN}),
    **_each("winter sun|autumn sun", {**_hour(15.0, 5000.0), **SUN}),
    "high sun": {**SUN, "lighting.key_elevation_deg": 60.0},  # house default, not measured
}

# Through a window: from the side, and as soft as a window two metres off is wide.
WINDOW: Fills = {
    "~lighting.style": "loop",
    "~@reach": 70.0,
    "~~lighting.key_elevation_deg": 20.0,
    "~~~~lighting.key_kelvin": 5600.0,
    "~~lighting.key_softness_deg": 35.0,
    "@daylight": True,
}
WINDOWS = _each("window light|window|windows|windowlight|window key", WINDOW)

BACK: Fills = {"@back": True}
# Everything behind and nothing in front: the fill of a silhouette is house default, not measured.
SILHOUETTE: Fills = {"@reach": 180.0, "~lighting.ratio_stops": 6.0}
STRONG_RIM: Fills = {"~lighting.rim_mode": "rim_left", "~lighting.rim_stops": 1.0}
GENTLE_RIM: Fills = {"~lighting.rim_mode": "rim_left", "~lighting.rim_stops": -0.5}
RIM: Fills = {"~lighting.rim_mode": "rim_left"}


def _sided(words: str, left: str) -> Table:
    right = left.replace("left", "right")
    both: Table = {}
    for word in words.split("|"):
        for side, mode in (("left", left), ("right", right)):
            for phrase in (
                f"{word} {side}",
                f"{side} {word}",
                f"{word} from the {side}",
                f"{word} on the {side}",
                f"{word} camera {side}",
                f"{word} from camera {side}",
                f"{word} from back {side}",
                f"{word} from behind {side}",
                f"{word} from the back {side}",
            ):
                both[phrase] = {"lighting.rim_mode": mode}
    return both


RIMS: Table = {
    **_each(
        "rim|rim light|edge light|rimlight|rims|rim lighting|rim lit|edge lit"
        "|edge her|edge him|edge them",
        RIM,
    ),
    **_sided("rim|rim light|edge light|edge", "rim_left"),
    **_each("strong rim|bright rim|hot rim", STRONG_RIM),
    **_each("gentle rim|subtle rim|faint rim", GENTLE_RIM),
    **_each("contre jour|backlight|back light|backlit|back lit|backlighting|backlights", BACK),
    **_each(
        "three quarter backlight|three quarters backlight|three quarter rim",
        {"@three_quarter_back": True},
    ),
    **_each(
        "no light behind|no light from behind|no lights behind|nothing from behind",
        {"lighting.rim_mode": "none"},
    ),
    **_each("any light behind|any light from behind", RIM),
    **_each("hair light|hairlight", {"lighting.rim_mode": "backlight"}),
    **_each(
        "halo|halo light|edge strips|edge lights|two rims|both rims|double rim|twin rims",
        {"lighting.rim_mode": "halo"},
    ),
    **{
        f"{word}{where} both sides": {"lighting.rim_mode": "halo"}
        for word in ("rim", "rims", "rim light", "rim lights", "edge", "edge light")
        for where in ("", " on", " from")
    },
}
KICKERS: Table = {
    **_each("kicker|kickers|kick light", {"~lighting.rim_mode": "kicker_left"}),
    **_sided("kicker|kick light|kick", "kicker_left"),
}
# How much fill there is in words: house defaults, not measured.
NEARLY_NONE: Fills = {"~lighting.ratio_stops": 4.0}
A_LITTLE: Fills = {"~lighting.ratio_stops": 3.0}
A_LOT: Fills = {"~lighting.ratio_stops": 1.0}
NEXT_TO_NONE = either(
    "almost no|nearly no|barely any|hardly any|scarcely any|next to no|very little|minimal"
    "|practically no|virtually no|almost zero|not much|hardly a"
)
SOME = either(
    "a touch of|a whisper of|a hint of|a breath of|a little|a bit of|a tiny bit of|slight|gentle"
    "|subtle|low|just a touch of|a kiss of|a dab of|some"
)
MUCH = either("lots of|plenty of|a lot of|heavy|generous|strong|full")
FILLS: Table = {
    **_each("fill|fill light|fill lights|filling|dark side|shadow side|shady side|fill side", {}),
    **{f"{little} fill{light}": NEARLY_NONE for little in NEXT_TO_NONE for light in ("", " light")},
    **{f"{some} fill{light}": A_LITTLE for some in SOME for light in ("", " light")},
    **{f"{much} fill{light}": A_LOT for much in MUCH for light in ("", " light")},
    **_each("negative fill|neg fill|neg", {"~lighting.ratio_stops": 5.0}),  # house default
}
AMBIENT: Table = _each("ambient|ambience|ambient light|ambient level|base level", {})

# A key on the side of the face that is turned from the camera, or to it: by which way it looks.
SHORT: Fills = {"@narrow": True}
BROAD: Fills = {"@narrow": False}

# Lights as such, and instruments: the key, unless something else is said of them.
SOFTBOX: Fills = {"~lighting.key_softness_deg": 45.0}
BOOK: Fills = {"~lighting.key_softness_deg": 60.0}
DAYLIGHT_KEY: Fills = {"lighting.key_kelvin": 5600.0, "@daylight": True}
KEYS: Table = {
    **_each(
        "light|lights|lighting|lit|key|key light|keylight|source|keyed|key her|key him|key them"
        "|key it|keying|keying her|keying him|keying them|keyed her|keyed him|keys her|keys him"
        "|illumination|glow|lamp head|beam|shaft of light|light source|keys",
        {},
    ),
    **_each(
        "single source|single light|single lamp|one source|one light|one light source"
        "|just one light"
        "|no other light|no other lights|no other lamps|no other source|no other sources"
        "|no other lighting",
        {"@only": True},
    ),
    **_each(
        "single hard source|single hard light|one hard source|one hard light",
        {"@only": True, "lighting.key_softness_deg": 1.0},
    ),
    **_each(
        "softbox|soft box|octa|octabox|umbrella|chimera|soft source|soft key|single soft source"
        "|single soft light",
        SOFTBOX,
    ),
    **_each(
        "bounce|bounced|book light|booklight|bounced light|bounce light|ultrabounce|skip bounce",
        BOOK,
    ),
    **_each(
        "hard shadow|hard shadows|sharp shadows|crisp shadows|hard edged shadows",
        {"~lighting.key_softness_deg": 1.0},
    ),
    **_each("soft shadows", SOFTBOX),
    **_each(
        "no hard light|no harsh light|no hard lights|no hard shadows|no harsh shadows", SOFTBOX
    ),
    **_each("no soft light|no soft shadows", {"~lighting.key_softness_deg": 1.0}),
    **_each("hmi|hmis|arrisun", DAYLIGHT_KEY),
    **_each("silhouette|silhouetted|in silhouette|silhouettes", SILHOUETTE),
    **_each("top light|toplight|top lit|toplit", {"lighting.key_elevation_deg": 75.0}),
    **_each(
        "underlight|underlit|under lit|under light|uplight|uplit",
        {"lighting.key_elevation_deg": -30.0},
    ),
    **_each(
        "ring light|ringlight|ring lit|ring flash",
        {"~@reach": 0.0, "~~lighting.key_elevation_deg": 0.0},  # round the lens
    ),
    **_each("short side key|short key|short light|short lighting|short lit|short side", SHORT),
    **_each("broad side key|broad light|broad lighting|broad lit|broad side", BROAD),
    **_each("side light|sidelight|side lit|sidelit|side lighting", {"@reach": 90.0}),
    **_each("front light|front lit|frontlit|frontal light|flat light", {"@reach": 0.0}),
}
KEYS |= HALVES
KEYS |= _each(
    "on camera light|on camera lighting|camera light|onboard light|on board light|obie light"
    "|camera mounted light|light on the camera|light on camera|light mounted on the camera"
    "|top light on the camera|sun gun on the camera|on camera flash|direct flash|camera flash",
    {"~@reach": 0.0, "~~lighting.key_elevation_deg": 5.0, "~lighting.frame": "camera"},
)
KEYS |= _each(
    "lit only|only lit|lit solely|only light is|only light comes from|only light source is"
    "|only thing lighting her|only thing lighting him|only thing lighting them"
    "|only thing lighting it",
    {"@only": True},
)
BRIGHT: Table = {"bright": {"~~~lighting.style": "high_key"}}

PRACTICAL: Fills = {"@practicals": True}
LAMPS: Table = {
    **_each(
        "practical|practicals|practical lights|practical light|practical lighting"
        "|motivated practicals|practical source|practical sources",
        PRACTICAL,
    ),
    # Lamps that only stand around a large place.
    **_each(
        "stadium lights|stage lights|concert lights|stage lighting|venue lights|floodlights"
        "|floodlit|floodlight|stadium floodlights"
        "|overhead floods|floods overhead|rink lights|arena lights|flood lights",
        {"lighting.practicals": "venue", "~subject.kind": "venue"},
    ),
}
