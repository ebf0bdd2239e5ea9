# SPDX-License-Identifier: Apache-2.0
"""What a number and its unit fill."""

import re
from collections.abc import Callable
from math import log2

from scene_stager.script.prose.numbers.quantities import METRES, metres, number
from scene_stager.script.prose.synonyms import Fills
from scene_stager.script.rate import read_rate

WHOLE_SHAPES = ((16, 9), (9, 16), (4, 3), (3, 4), (21, 9), (4, 5), (5, 4), (1, 1), (3, 2))

STOPS_PER_DENSITY = log2(10.0)  # a filter of density 0.3 takes a stop
FEWEST_KELVIN = 1000.0  # fewer "K" are the watts of a lamp, or the pixels of a picture
MOST_SPOKEN_KELVIN = 15.0  # house default: "5.6K" is said for 5600
RATES = 240.0  # frames a second: "1080p" is none

Make = Callable[[list[str]], Fills]
PICTURES_K = ("4", "6", "8")  # thousands of pixels as often as of watts

NO_SLOT: Fills = {"@aside": True}


# How far an orbit goes round, in degrees.
TURNS = {"quarter": 90.0, "half": 180.0, "three quarters": 270.0, "three quarter": 270.0}
TURNS |= {"third": 120.0, "two thirds": 240.0, "eighth": 45.0}
TURNS |= {"full": 360.0, "complete": 360.0, "all the": 360.0}


def rate(groups: list[str]) -> Fills:
    """A frame rate; one that is none is left as it was written, and judged with the rest."""
    if float(groups[0]) > RATES:
        return NO_SLOT
    rate = read_rate(float(groups[0]))
    return {"fps": groups[0] if rate is None else f"{rate[0]}/{rate[1]}"}


def kelvin(groups: list[str]) -> Fills:
    """A colour temperature, also as it is spoken: "5.6K"; fewer are the watts of a lamp."""
    value = float(groups[0])
    if "." in groups[0] and value < MOST_SPOKEN_KELVIN:
        value *= 1000.0
    if value >= FEWEST_KELVIN or value == 0.0:
        return {"@kelvin": value}
    return NO_SLOT if groups[0] in PICTURES_K else {"@lamp": True}


def one(path: str) -> Make:
    """The one number in a field."""
    return lambda groups: {path: number(groups[0])}


def less(path: str) -> Make:
    """The one number in a field, as so much less."""
    return lambda groups: {path: -number(groups[0])}


def length(path: str) -> Make:
    """The one length in a field."""
    return lambda groups: {path: metres(groups[0])}


def ends_of(first: str, last: str) -> Make:
    """A way from one length to another, of which only the last may have its unit."""

    def make(groups: list[str]) -> Fills:
        unit = re.sub(r"^[\d.\s-]+", "", groups[1].lower())
        bare = re.fullmatch(r"\d+(?:\.\d+)?", groups[0])
        start = f"{groups[0]} {unit}" if bare and unit in METRES else groups[0]
        return {first: metres(start), last: metres(groups[1])}

    return make


def either_of(path: str) -> Make:
    """A number in figures or in words, of two groups."""
    return lambda groups: {path: number(groups[0] or groups[1])}


def same_unit(first: str, last: str) -> Make:
    """A way from one length to another, of which only the first has its unit."""

    def make(groups: list[str]) -> Fills:
        unit = groups[0].lower().replace("-", " ").split(" ")[-1].lstrip("0123456789.")
        if unit not in METRES:
            return {}
        return {first: metres(groups[0]), last: number(groups[1]) * METRES[unit]}

    return make


def zoom(groups: list[str]) -> Fills:
    """A lens from one focal length to another."""
    first, last = float(groups[0]), float(groups[1])
    ends: Fills = {"lens.focal_length_mm": first, "lens.to_focal_length_mm": last}
    return {**ends, "~lens.zoom": "zoom"}


def zoomed(groups: list[str]) -> Fills:
    """A zoom that is said to be made, from one focal length to another."""
    return {**zoom(groups), "lens.zoom": "zoom"}


def spaced(text: str) -> str:
    """Words without hyphens or capitals."""
    return text.lower().replace("-", " ")


def between(groups: list[str]) -> Fills:
    """A stop between two that are marked on the lens, or half a stop over one."""
    first = float(groups[0])
    last = float(groups[1]) if groups[1] else first * 2.0**0.5
    return {"lens.f_number": float(f"{(first * last) ** 0.5:.2g}")}


STOCK_NAMES = {"500t": "vision3_500t", "250d": "vision3_250d", "trix": "tri_x_400"}
STOCK_NAMES |= {"kodachrome": "kodachrome_64", "5219": "vision3_500t", "5207": "vision3_250d"}


def rated(groups: list[str]) -> Fills:
    """A film and the speed that it is rated at."""
    stock = STOCK_NAMES[groups[0].lower().replace("-", "")]
    return {"stock.stock": stock, "stock.exposure_index": float(groups[1])}


def filtered(groups: list[str]) -> Fills:
    """A film with the filter that turns it to daylight, which is no lens of 85 mm."""
    return {"stock.stock": STOCK_NAMES[groups[0].lower()]}


def shape(groups: list[str]) -> Fills:
    """The shape of a frame in whole numbers."""
    sides = int(groups[0]), int(groups[1])
    return {"lens.frame_aspect": round(sides[0] / sides[1], 4)} if sides in WHOLE_SHAPES else {}


def stops_of_ratio(ratio: float) -> float:
    """A lighting ratio of key to fill in stops; a ratio of nothing is a number no field takes."""
    return log2(ratio) if ratio > 0 else -1.0


def density(groups: list[str]) -> Fills:
    """What a neutral filter takes, to a tenth of a stop, as filters are named: ND 0.9 or ND9."""
    density = float(groups[0]) if "." in groups[0] else float(groups[0]) / 10.0
    return {"stock.nd_stops": round(density * STOPS_PER_DENSITY, 1)}


# "Dim the key two stops": which light, and by how much.
TURN_DOWN = r"(?:under-?expose|dim|drop|lower|reduce|knock|bring|take|pull)(?: down)?"
TURN_UP = r"(?:over-?expose|raise|boost|lift|bump|bring|turn|push)(?: up)?"
THE_LIGHT = r"(?:the |her |his )?(key|rim|backlight|hair light|edge light|window|sun)(?: light)?"
RIMS: dict[str, Fills] = {
    **{key: {"~lighting.rim_mode": "rim_left"} for key in ("rim", "edge light")},
    "backlight": {"@back": True},
    "hair light": {"lighting.rim_mode": "backlight"},
}


def developed(sign: float) -> Make:
    """A named film that is pushed or pulled by so many stops."""

    def make(groups: list[str]) -> Fills:
        stock = STOCK_NAMES.get((groups[0] or "").lower().replace("-", ""))
        film: Fills = {} if stock is None else {"stock.stock": stock}
        return {**film, "stock.push_stops": sign * number(groups[1])}

    return make


def turned(sign: float) -> Make:
    """A light turned up or down by so many stops."""

    def make(groups: list[str]) -> Fills:
        if groups[0].lower() in RIMS:
            return {**RIMS[groups[0].lower()], "lighting.rim_stops": sign * number(groups[1])}
        return {"lighting.key_stops": sign * number(groups[1])}

    return make


def pass_number(groups: list[str]) -> Fills:
    """Which pass of a move that is repeated."""
    return {"rig.pass_number": int(number(groups[0]))}


CARRIED = {"doll": "dolly", "slider": "dolly"}
CARRIED |= dict.fromkeys(("cran", "jib", "telescop"), "technocrane")


def carried(verb: str) -> Fills:
    """The rig that a verb names as well."""
    rig = CARRIED.get(verb.lower())
    return {"rig.rig": rig} if rig else {}


def round_and_way(groups: list[str]) -> Fills:
    """How far an orbit goes, and to which side where one is said: "a quarter turn to the left"."""
    far: Fills = {"@round": TURNS[spaced(groups[0])]}
    side = groups[1] if len(groups) > 1 else None
    return far if side is None else {**far, "@sense": 1.0 if side == "right" else -1.0}
