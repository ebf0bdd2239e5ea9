# SPDX-License-Identifier: Apache-2.0
"""Numbers with their units, as people write them on a slate: 25mm, T2.8, 8 s, 3200K, 4:1."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import log2

from scene_stager.script.prose.quantities import (
    FRACTION,
    LENGTH,
    METRES,
    METRES_PER_SECOND,
    SPELT,
    D,
    N,
    metres,
    number,
)
from scene_stager.script.prose.synonyms import Fills, words
from scene_stager.script.rate import read_rate

# Shapes of a frame, which no gaffer means as a ratio of key to fill: to 1, and whole.
TO_ONE = r"(2\.7[56]|2\.39|2\.35|2\.40?|2\.20?|1\.90?|1\.85|1\.78|1\.77|1\.66|1\.43|1\.37|1\.33)"
WHOLE = r"(16|9|4|21|3|5|1)\s?[:x]\s?(16|9|4|3|5|1)"
WHOLE_SHAPES = ((16, 9), (9, 16), (4, 3), (3, 4), (21, 9), (4, 5), (5, 4), (1, 1), (3, 2))

FAST = rf"({'|'.join(sorted(METRES_PER_SECOND, key=len, reverse=True))})"
DEGREES = r"(?:degrees?|degs?|°)"
TO = r"\s?(?:-|–|—|to|down to|up to|into)\s?"
OVER = r"(?:over(?:exposed)?|above|hot(?:ter)?|brighter|up|higher|more)"
UNDER = r"(?:under(?:exposed)?|below|down|darker|dimmer|lower|less)"
OF_WHAT = r"(?: (?:the )?(?:key|exposure|incident|base|ambient))?"
FILM = r"(?: it| the (?:film|stock|neg|negative)| process(?:ed|ing)?| the process)?"

OF_KEY = r"(?: (?:key[ -]to[ -]fill|key fill|ratio|contrast|lighting ratio|contrast ratio))?"
MM = r"(?:mm|mils?|millim(?:et(?:er|re))s?)(?: lens)?"
STOPS_PER_DENSITY = log2(10.0)  # a filter of density 0.3 takes a stop
FEWEST_KELVIN = 1000.0  # fewer "K" are the watts of a lamp, or the pixels of a picture
MOST_SPOKEN_KELVIN = 15.0  # house default: "5.6K" is said for 5600
RATES = 240.0  # frames a second: "1080p" is none

Make = Callable[[list[str]], Fills]


@dataclass(frozen=True, slots=True)
class Measure:
    """A pattern for a number and its unit, and what it fills.

    A field such as "@angle" is not settled yet: which field it is depends on the move, or on the
    light that it stands beside.
    """

    pattern: re.Pattern[str]
    make: Make


STOCK_NAMES = {"500t": "vision3_500t", "250d": "vision3_250d", "trix": "tri_x_400"}
STOCK_NAMES |= {"kodachrome": "kodachrome_64"}

PICTURES_K = ("4", "6", "8")  # thousands of pixels as often as of watts

NO_SLOT: Fills = {"@aside": True}


def _rate(groups: list[str]) -> Fills:
    """A frame rate; one that is none is left as it was written, and judged with the rest."""
    if float(groups[0]) > RATES:
        return NO_SLOT
    rate = read_rate(float(groups[0]))
    return {"fps": groups[0] if rate is None else f"{rate[0]}/{rate[1]}"}


def _kelvin(groups: list[str]) -> Fills:
    value = float(groups[0])
    if "." in groups[0] and value < MOST_SPOKEN_KELVIN:
        value *= 1000.0
    if value >= FEWEST_KELVIN or value == 0.0:
        return {"@kelvin": value}
    return NO_SLOT if groups[0] in PICTURES_K else {"@lamp": True}


def _measure(pattern: str, make: Make) -> Measure:
    ends = r"(?![^\W_])" if pattern[-1] not in "°" else ""
    return Measure(re.compile(pattern + ends, re.IGNORECASE), make)


def _one(path: str) -> Make:
    return lambda groups: {path: number(groups[0])}


def _less(path: str) -> Make:
    return lambda groups: {path: -number(groups[0])}


def _length(path: str) -> Make:
    return lambda groups: {path: metres(groups[0])}


def _ends(first: str, last: str) -> Make:
    """A way from one length to another, of which only the last may have its unit."""

    def make(groups: list[str]) -> Fills:
        unit = re.sub(r"^[\d.\s-]+", "", groups[1].lower())
        bare = re.fullmatch(r"\d+(?:\.\d+)?", groups[0])
        start = f"{groups[0]} {unit}" if bare and unit in METRES else groups[0]
        return {first: metres(start), last: metres(groups[1])}

    return make


def _zoom(groups: list[str]) -> Fills:
    first, last = float(groups[0]), float(groups[1])
    ends: Fills = {"lens.focal_length_mm": first, "lens.to_focal_length_mm": last}
    return {**ends, "~lens.zoom": "zoom"}


def _zoomed(groups: list[str]) -> Fills:
    return {**_zoom(groups), "lens.zoom": "zoom"}


def _between(groups: list[str]) -> Fills:
    """A stop between two that are marked on the lens, or half a stop over one."""
    first = float(groups[0])
    last = float(groups[1]) if groups[1] else first * 2.0**0.5
    return {"lens.f_number": float(f"{(first * last) ** 0.5:.2g}")}


def _rated(groups: list[str]) -> Fills:
    stock = STOCK_NAMES[groups[0].lower().replace("-", "")]
    return {"stock.stock": stock, "stock.exposure_index": float(groups[1])}


def _shape(groups: list[str]) -> Fills:
    sides = int(groups[0]), int(groups[1])
    return {"lens.frame_aspect": round(sides[0] / sides[1], 4)} if sides in WHOLE_SHAPES else {}


def _stops_of_ratio(ratio: float) -> float:
    """A lighting ratio of key to fill in stops; a ratio of nothing is a number no field takes."""
    return log2(ratio) if ratio > 0 else -1.0


def _density(groups: list[str]) -> Fills:
    """What a neutral filter takes, to a tenth of a stop, as filters are named: ND 0.9 or ND9."""
    density = float(groups[0]) if "." in groups[0] else float(groups[0]) / 10.0
    return {"stock.nd_stops": round(density * STOPS_PER_DENSITY, 1)}


# "Dim the key two stops": which light, and by how much.
TURN_DOWN = r"(?:dim|drop|lower|reduce|knock|bring|take|pull)(?: down)?"
TURN_UP = r"(?:raise|boost|lift|bump|bring|turn|push)(?: up)?"
THE_LIGHT = r"(?:the |her |his )?(key|rim|backlight|hair light|edge light|window|sun)(?: light)?"
RIMS = ("rim", "backlight", "hair light", "edge light")


def _turned(sign: float) -> Make:
    def make(groups: list[str]) -> Fills:
        if groups[0].lower() in RIMS:
            return {"lighting.rim_stops": sign * number(groups[1])}
        return {"lighting.key_stops": sign * number(groups[1])}

    return make


LENGTHS = rf"(\d+(?:\.\d+)?|{LENGTH[1:-1]}){TO}{LENGTH}"
GAUGES = {"35": "super35", "16": "super16", "65": "imax65", "70": "imax65"}
OF_LENS = r"(?:lens|camera)(?: height)?(?: is)?(?: low| high)?(?: at| of|:)?"
ON_LENS = r"(?:on|with|use|throw|put|using|grab|via) (?:a|an|the) (\d{2,3})(?: on)?"
NOT_FAR = r"(?! ?(?:away|off|from|back|to))"

# Lenses of a set, so that a number alone is one of them; and what may stand behind such a number.
PRIMES = words("12 14 16 18 21 24 25 27 28 32 35 40 50 65 75 85 100 135 150 180 200 300")
PRIME = "|".join(sorted(PRIMES))
ALONE = r"(?=\s*(?:[,.;)]|$)|\s(?:on|for|and|at|with)\b)"
# A number of stops that nobody calls so: of a light, where one is named.
COUNTED = rf"({SPELT}|\d(?:\.\d+)?|{FRACTION})"

# "Dolly 3 m right": the way in the middle of the move.
WAYS = {"left": "track_left", "right": "track_right", "in": "push_in", "forward": "push_in"}
WAYS |= {"out": "pull_out", "back": "pull_out", "up": "rise", "down": "descend"}


def _carried(verb: str) -> Fills:
    """The rig that a verb names as well."""
    rig = {"dolly": "dolly", "crane": "technocrane", "jib": "technocrane"}.get(verb.lower())
    return {"rig.rig": rig} if rig else {}


PATTERNS: tuple[tuple[str, Make], ...] = (
    (r"((?:name|tag|role|collection):[^\s,;]+)", lambda g: {"subject.selector": g[0]}),
    (rf"{D}(?:\s?(?:mm|mil))?{TO}{D}\s?{MM}", _zoom),
    (
        rf"zoom(?:s|ing)?(?: in| out)?(?: from)? (\d{{2,3}})(?:mm)?{TO}(\d{{2,3}})(?:\s?{MM})?",
        _zoomed,
    ),
    (rf"(?:the|an?) ({PRIME}){ALONE}", _one("~~lens.focal_length_mm")),
    (rf"({PRIME})(?= macro)", _one("~~lens.focal_length_mm")),
    (rf"{D}[\s-]?{MM}", _one("lens.focal_length_mm")),
    (rf"{ON_LENS}(?=\s*(?:[,.;)]|$)|\s(?:on|for|and)\b)", _one("lens.focal_length_mm")),
    (r"lens(?: is| of|:)? (?:a )?(\d{2,3})(?=\s*(?:[,.;)]|$))", _one("lens.focal_length_mm")),
    (
        r"over (?:his|her|their|my|the|an?|[a-z]+['’]s)(?: left| right)? shoulders?",
        lambda g: NO_SLOT,
    ),
    (
        r"(?:on|shoot) (35|16|65|70)(?!\s?(?:mm|mil|[.\d'\"]|ft|feet|m\b|sec|deg))",
        lambda g: {"lens.format": GAUGES[g[0]]},
    ),
    (rf"[tf]\s?/?\s?{D}", _one("lens.f_number")),
    (rf"[tf]\s?/?\s?{D}(?:\s?/\s?{D}|(?: and a half|\s?½))(?: split)?", _between),
    (rf"[tf][ -]?stop(?: of| at)? {D}", _one("lens.f_number")),
    (rf"(?:aperture|stop)(?: of| at| is)? [tf]?/?{D}", _one("lens.f_number")),
    (r"at (?:an? )?(1\.[2348]|2\.8|5\.6|2\.2|4\.5)(?=\s*(?:[,.;)]|$))", _one("lens.f_number")),
    (rf"{D}\s?(?:fps|frames (?:per|a) second)", _rate),
    (r"(\d{2,4}(?:\.\d+)?)\s?p", _rate),
    (r"23\.9(?:76|8)", lambda g: {"fps": "24000/1001"}),
    (r"29\.97", lambda g: {"fps": "30000/1001"}),
    (r"(\d+)\s?(?:frames|f)", lambda g: {"frame_count": int(g[0])}),
    (r"(?:at|shooting|running|rolling) (\d+) frames", _rate),
    (rf"frame[ -]?rate(?: of| at|:)? {D}", _rate),
    (r"start(?:ing|s)?(?: (?:at|on|from))? frame (\d+)", lambda g: {"start_frame": int(g[0])}),
    (
        r"(?:(?:tc|timecode)\s?)?(\d\d:\d\d:\d\d[:;]\d\d)",
        lambda g: {"@timecode": g[0]},
    ),
    (r"seed\s?(\d+)", lambda g: {"seed": int(g[0])}),
    (r"pass\s?(\d+)", lambda g: {"rig.pass_number": int(g[0])}),
    (r"repeat pass\s?(\d+)", lambda g: {"rig.pass_number": int(g[0]), "rig.rig": "moco"}),
    (
        rf"wind(?: of)?\s{D}\s?{FAST}",
        lambda g: {"atmosphere.wind_m_s": float(g[0]) * METRES_PER_SECOND[g[1].lower()]},
    ),
    (
        rf"{D}\s?{FAST} wind",
        lambda g: {"atmosphere.wind_m_s": float(g[0]) * METRES_PER_SECOND[g[1].lower()]},
    ),
    (rf"{D}\s?{FAST}", lambda g: {"@speed": float(g[0]) * METRES_PER_SECOND[g[1].lower()]}),
    (rf"{D}\s?-?{DEGREES} shutter(?: angle)?", _one("lens.shutter_deg")),
    (r"(\d{2,3}(?:\.\d+)?) shutter", _one("lens.shutter_deg")),
    (rf"shutter(?: angle)?(?: of| at)? {D}\s?{DEGREES}?", _one("lens.shutter_deg")),
    (
        r"1/(\d{2,4})(?:th)?(?: (?:of a )?(?:seconds?|secs?))?(?: shutter(?: speed)?)?",
        _one("@shutter"),
    ),
    (r"shutter(?: speed)?(?: of| at)? 1/(\d{2,4})", _one("@shutter")),
    (rf"{N}\s?-?{DEGREES}", _one("@angle")),
    (rf"(?:camera )?roll(?:ed)?(?: by| of)? {N}\s?-?{DEGREES}", _one("framing.roll_deg")),
    (rf"azimuth(?: of| at)? {N}(?:\s?-?{DEGREES})?", _one("@azimuth")),
    (rf"elevation(?: of| at)? {N}(?:\s?-?{DEGREES})?", _one("@elevation")),
    (rf"(?:tilt|pan) (?:minus|plus|[-+−])\s?\d+(?:\s?-?{DEGREES})?", lambda g: NO_SLOT),
    (
        rf"(?:full |a )?(360|180)(?:\s?-?{DEGREES})? (?:around|round|orbit|spin|move)",
        lambda g: {"rig.move": "orbit", "rig.orbit_deg": float(g[0])},
    ),
    (rf"{N}\s?-?{DEGREES} (?:up|high|above|elevation|elevated)", _one("@elevation")),
    (rf"(?:up|elevated) {N}\s?-?{DEGREES}", _one("@elevation")),
    (rf"{D}[\s-]?s", _one("@seconds")),
    (rf"{N}[\s-](?:secs?|seconds?)(?: long)?", _one("@seconds")),
    (rf"{D}(?:secs?|seconds?)", _one("@seconds")),
    (
        rf"{N}[\s-](?:mins?|minutes?)(?: long)?",
        lambda g: {"@seconds": 60.0 * number(g[0])},
    ),
    (rf"{D}\s?(?:k|kelvin)", _kelvin),
    (rf"{D}\s?:\s?1{OF_KEY}", lambda g: {"@ratio": _stops_of_ratio(float(g[0]))}),
    (rf"{TO_ONE}\s?[:x]\s?1", _one("lens.frame_aspect")),
    (r"(2\.39|2\.35|2\.40|1\.85|1\.66)", _one("lens.frame_aspect")),
    (rf"(?:framed|framing|frame|composed) (?:for|in|at) {D}", _one("lens.frame_aspect")),
    (rf"{D}(?:\s?:\s?1)? (?:aspect(?: ratio)?|framing|frame)", _one("lens.frame_aspect")),
    (rf"{WHOLE}(?: (?:frame|aspect(?: ratio)?))?", _shape),
    (rf"push(?:ed|ing)?{FILM}(?: by)? {N} stops?", _one("stock.push_stops")),
    (rf"pushed{FILM}(?: by)? (one|two|three|[123])(?! ?(?:m|ft|in))", _one("stock.push_stops")),
    (rf"{N} stops? push", _one("stock.push_stops")),
    (rf"pull(?:ed|ing)?{FILM}(?: by)? {N} stops?", _less("stock.push_stops")),
    (rf"{N} stops? pull", _less("stock.push_stops")),
    (r"nd\s?(\d?\.\d+|[1-9]\d?)(?! stop)", _density),
    (rf"nd(?: of)? {N} stops?", _one("stock.nd_stops")),
    (rf"{N} stops? (?:of )?(?:nd|neutral density)", _one("stock.nd_stops")),
    (rf"{N} stops? {OVER}{OF_WHAT}", _one("@stops")),
    (rf"{N} stops? {UNDER}{OF_WHAT}", _less("@stops")),
    (rf"(?:a )?stop and a half {OVER}{OF_WHAT}", lambda g: {"@stops": 1.5}),
    (rf"(?:a )?stop and a half {UNDER}{OF_WHAT}", lambda g: {"@stops": -1.5}),
    (rf"(?:{OVER}|overexpos\w+)(?: by)? {N} stops?", _one("@stops")),
    (rf"(?:{UNDER}|underexpos\w+)(?: by)? {N} stops?", _less("@stops")),
    (rf"{COUNTED} {OVER}{OF_WHAT}", _one("@light_stops")),
    (rf"{COUNTED} {UNDER}{OF_WHAT}", _less("@light_stops")),
    (rf"(?:at )?minus {COUNTED}", _less("@light_stops")),
    (rf"(?:at )?plus {COUNTED}", _one("@light_stops")),
    (r"(?:at |neutral at )(\d[05]00|\d\d00)", _one("@light_kelvin")),
    (rf"plus {N} stops?", _one("@stops")),
    (rf"minus {N} stops?", _less("@stops")),
    (r"([+]\d+(?:\.\d+)?|[-−]\d+(?:\.\d+)?) stops?", _one("@stops")),
    (rf"{N} stops?(?: of)?{OF_KEY}", _one("@ratio")),
    (rf"{TURN_DOWN} {THE_LIGHT}(?: down)?(?: by)? {N} stops?", _turned(-1.0)),
    (rf"{TURN_UP} {THE_LIGHT}(?: up)?(?: by)? {N} stops?", _turned(1.0)),
    (
        rf"(?:from )?{LENGTHS} (?:high|up)",
        _ends("rig.from_height_m", "rig.to_height_m"),
    ),
    (
        rf"(dolly|track|truck|crab|slide|move|push|boom|crane|jib) {LENGTH} ({'|'.join(WAYS)})",
        lambda g: {"rig.travel_m": metres(g[1]), "rig.move": WAYS[g[2].lower()], **_carried(g[0])},
    ),
    (
        rf"(pan|tilt) {N}\s?-?{DEGREES} (?:to the )?(left|right|up|down)",
        lambda g: {f"rig.{g[0].lower()}_deg": number(g[1]), "rig.move": f"{g[0]}_{g[2]}".lower()},
    ),
    (rf"(?:from )?{LENGTHS}", _ends("@from", "@to")),
    (
        rf"from {LENGTH} (?:high )?down(?: to)?",
        lambda g: {"rig.from_height_m": metres(g[0]), "~rig.move": "descend"},
    ),
    (rf"(?:start|begin)(?:s|ning|ting)? at {LENGTH}", _length("@from")),
    (rf"(?:cam|camera|lens)(?: height)?(?: at| of|:)? {LENGTH}{NOT_FAR}", _length("@height")),
    (rf"height(?: of|:)? {LENGTH}", lambda g: NO_SLOT),
    (rf"distance(?: of|:)? {LENGTH}", _length("@away")),
    (rf"{LENGTH} tall", _length("subject.height_m")),
    (rf"{LENGTH} (?:high|up|above|off the (?:ground|floor|deck))", _length("@height")),
    (rf"{OF_LENS} {LENGTH}{NOT_FAR}", _length("@height")),
    (rf"{LENGTH} (?:away|off|radius|back|distance|out)(?: from)?", _length("@away")),
    (rf"{LENGTH} from", _length("@away")),
    (rf"visibility(?: of)? {LENGTH}", _length("atmosphere.visibility_m")),
    (rf"{LENGTH} (?:of )?visibility", _length("atmosphere.visibility_m")),
    (rf"{LENGTH}", _length("@metres")),
    (rf"(?:iso|ei|asa)\s?{D}", _one("stock.exposure_index")),
    (rf"{D}\s?(?:iso|ei|asa)", _one("stock.exposure_index")),
    (rf"rat(?:e|ed|ing) (500t|250d|tri-?x|kodachrome)(?: at)? {D}", _rated),
    (rf"(?:rated?|rating|rates)(?: it| the stock)?(?: at)? {D}", _one("stock.exposure_index")),
    (rf"(?:phase|phi|φ)\s?{D}", _one("atmosphere.phase")),
    (rf"{D}\s?(?:%|percent)", lambda g: {"@percent": float(g[0]) / 100.0}),
)
MEASURES = tuple(_measure(pattern, make) for pattern, make in PATTERNS)


def measures_at(text: str, at: int) -> tuple[int, Fills] | None:
    """The longest measure that begins at a place in the text: where it ends, and what it fills."""
    best: tuple[int, Fills] | None = None
    for measure in MEASURES:
        match = measure.pattern.match(text, at)
        if match and (best is None or match.end() >= best[0]):
            fills = measure.make(list(match.groups()))
            best = (match.end(), fills) if fills else best
    return best
