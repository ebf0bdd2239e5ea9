# SPDX-License-Identifier: Apache-2.0
"""Moves with their measures, as patterns: "dolly 2 m to the left", "pan 30 degrees right"."""

import re

from scene_stager.script.prose.numbers.by_number import SPOKEN_STOPS
from scene_stager.script.prose.numbers.makers import (
    NO_SLOT,
    Make,
    carried,
    developed,
    ends_of,
    length,
    rate,
    spaced,
    zoomed,
)
from scene_stager.script.prose.numbers.quantities import (
    ALONE,
    DEGREES,
    LENGTH,
    METRES_PER_SECOND,
    STOPS,
    N,
    metres,
    number,
)
from scene_stager.script.prose.numbers.shaken import SHAKEN
from scene_stager.script.prose.numbers.things import THINGS
from scene_stager.script.prose.numbers.waits import WAITED
from scene_stager.script.prose.synonyms import Fills

# The way behind the measure of a move: "dolly 3 m right".
WAYS = {"left": "track_left", "right": "track_right", "in": "push_in", "forward": "push_in"}
WAYS |= {"out": "pull_out", "back": "pull_out", "up": "rise", "down": "descend"}
WAYS |= {"forwards": "push_in", "backward": "pull_out", "backwards": "pull_out"}
WAY = "|".join(sorted(WAYS, key=len, reverse=True))
STEMS = (
    "doll|track|truck|crab|slid|slider|mov|push|pull|boom|cran|jib|telescop|arm|pedestal|ped"
    "|drift|glid|creep|eas|travel|inch|crawl|float"
)
VERB = rf"({STEMS})(?:y|ies|es|e|s|ying|ing|ming|bing|ling)?"
JUST = r"(?:(?:about|just|another|roughly|around|some|maybe|exactly|barely) )?"
NOT_ACROSS = r"(?! of (?:the )?frame| to (?:the |camera |frame )?(?:left|right))"
TO_A_SIDE = r"(?:to (?:the |camera |screen |frame )?)?"
LENGTHS = rf"(\d+(?:\.\d+)?|{LENGTH[1:-1]})\s?(?:-|–|—|to|down to|up to|into)\s?{LENGTH}"

# How fast somebody goes whose pace a camera keeps: house defaults, not measured.
PACES_M_S = {"walk": 1.4, "jog": 2.5, "run": 3.0}
PACED = {"slow": 0.7, "easy": 0.8, "gentle": 0.8, "leisurely": 0.8, "brisk": 1.3, "fast": 1.3}

TIMES_ROUND = {"once": 360.0, "twice": 720.0, "two times": 720.0, "three times": 1080.0}
FOCUS = (
    r"(?:focus (?:is )?(?:pull|rack|shift|throw|go|move|travel)(?:s|es|ed|ing)?"
    r"|(?:pull|rack|shift|throw)(?:s|ing)?(?: the)? focus|rack(?:s|ing)?|focus)"
)
MAKER = r"(?: (?:the|kodak|vision ?3|fuji|ilford|our))*"
FILM = r"(?: (500t|250d|5219|5207|tri-?x|kodachrome|portra \d+|\d{3,4}[dt]?|stock|film|neg))"
PERSON = ("man, ", "woman, ", "girl, ", "boy, ", "guy, ", "person, ", "(")
AGED = "|".join(f"(?<={re.escape(one)})" for one in PERSON)
SPELT_LENSES = {"thirty five": 35.0, "forty": 40.0, "fifty": 50.0, "seventy five": 75.0}
SPELT_LENSES |= {"eighty five": 85.0, "thirty two": 32.0, "twenty four": 24.0, "hundred": 100.0}
SPELT_LENS = "|".join(SPELT_LENSES).replace(" ", "[ -]")
GONE = (
    "(?:" + "|".join(f"(?<={way} )" for way in ("up", "down", "in", "out", "left", "right")) + ")"
)
FAST = rf"({'|'.join(sorted(METRES_PER_SECOND, key=len, reverse=True))})"
FLOOR_M = 0.15  # as low as words ever put a lens


def _dollied(groups: list[str]) -> Fills:
    way = WAYS[groups[2].lower()]
    return {"rig.travel_m": metres(groups[1]), "rig.move": way, **carried(groups[0])}


def _turned(groups: list[str]) -> Fills:
    whip: Fills = {"rig.pace": "whip"} if groups[0] else {}
    turn, far, way = groups[1].lower(), number(groups[2]), groups[3].lower()
    return {f"rig.{turn}_deg": far, "rig.move": f"{turn}_{way}", **whip}


def _paced(groups: list[str]) -> Fills:
    how, gait = (groups[0] or "").lower(), groups[1].lower()
    stem = next(one for one in PACES_M_S if gait.startswith(one))
    return {"@speed": round(PACES_M_S[stem] * PACED.get(how, 1.0), 3)}


def _called(groups: list[str]) -> Fills:
    """A stop by its name alone: "50, two-eight"."""
    return {"lens.f_number": SPOKEN_STOPS[spaced(groups[0])]}


def _leant(groups: list[str]) -> Fills:
    """A camera that leans to its left turns anticlockwise."""
    return {"framing.roll_deg": number(groups[0]) * (1.0 if groups[1].lower() == "right" else -1.0)}


def _off_centre(groups: list[str]) -> Fills:
    return {"framing.placement": f"{groups[0].lower()}_third"}


def _zoomed_to(groups: list[str]) -> Fills:
    whip: Fills = {"~rig.pace": "whip"} if groups[0] else {}
    return {"lens.zoom": "zoom", "lens.to_focal_length_mm": float(groups[1]), **whip}


def _pulled(groups: list[str]) -> Fills:
    return {**ends_of("lens.focus_m", "lens.to_focus_m")(groups), "lens.focus": "rack"}


def _sped(groups: list[str]) -> Fills:
    return {"@rig_speed": number(groups[0]) * METRES_PER_SECOND[groups[1].lower()]}


MOVED: tuple[tuple[str, Make], ...] = (
    (rf"{VERB} {JUST}{LENGTH} {TO_A_SIDE}({WAY}){NOT_ACROSS}", _dollied),
    (
        rf"(?:(whip|swish)[ -])?(pan|tilt)(?:s|ning|ing)? {JUST}{N}\s?-?{DEGREES} {TO_A_SIDE}"
        r"(left|right|up|down)",
        _turned,
    ),
    (
        rf"(?:at )?(?:an? )?(?:({'|'.join(PACED)}) )?(walking|walk|running|jogging)"
        r"[ -](?:pace|speed)",
        _paced,
    ),
    (r"(once|twice|two times|three times)", lambda g: {"@round": TIMES_ROUND[g[0].lower()]}),
    (
        r"(?:an? |the )?(?:full |complete |whole |entire )(360)(?:[ -]?deg(?:ree)?s?)?"
        r"(?=\s*(?:[,.;]|$| in | over | and | at ))",
        lambda g: {"@round": 360.0},
    ),
    (
        r"(?:an? |the |full |slow )*(360)(?: degrees?)? of",
        lambda g: {"~rig.move": "orbit", "@round": 360.0},
    ),
    (rf"{FOCUS} from {LENGTHS}", _pulled),
    (
        rf"from (?:the )?(?:floor|ground|deck)(?: level)?(?: up)? to {LENGTH}(?: (?:up|high))?",
        lambda g: {
            "~rig.from_height_m": FLOOR_M,
            "rig.to_height_m": metres(g[0]),
            "~~rig.move": "rise",
        },
    ),
    (rf"push(?:ed|ing)?{MAKER}{FILM}(?: film| stock)?(?: by)? {STOPS}", developed(1.0)),
    (rf"pull(?:ed|ing)?{MAKER}{FILM}(?: film| stock)?(?: by)? {STOPS}", developed(-1.0)),
    (
        r"(?<=, )(push|pull)(?:ed)? (one|two)(?=\s*(?:[,.;]|$))",
        lambda g: {"stock.push_stops": number(g[1]) * (1.0 if g[0].lower() == "push" else -1.0)},
    ),
    (r"in (?:his|her|their)(?: early| mid| late)?[ -][1-9]0['’]?s", lambda g: NO_SLOT),
    (rf"(?:{AGED})(?:early |mid |late )?[2-9]0s", lambda g: NO_SLOT),
    (
        r"(?<!until we )(?<!to )see(?:s|ing)? (?:the (?:whole|entire)|all of (?:the|a))",
        lambda g: {"~~framing.size": "full"},
    ),
    (
        r"doll(?:y|ies|ying) (?:along )?with(?= (?:the|her|him|them)\b)",
        lambda g: {"rig.rig": "dolly", "~rig.move": "track_right"},
    ),
    (
        rf"{GONE}an? (foot|inch|met(?:re|er)|yard)(?:{ALONE}|(?= over\b))",
        lambda g: {"@metres": metres(f"1 {g[0]}")},
    ),
    (rf"(two-eight|five-six|one-four|one-three){ALONE}", _called),
    (
        rf"(?:tilted|canted|rolled|dutched|leaning) {N}\s?-?{DEGREES} {TO_A_SIDE}(left|right)",
        _leant,
    ),
    (rf"(?<=camera )back {LENGTH} from", length("@away")),
    (r"off[ -]cent(?:re|er)(?:ed|d)? (?:to the |to |frame |camera )?(left|right)", _off_centre),
    (r"off[ -]cent(?:re|er)(?:ed|d)?", lambda g: NO_SLOT),
    (r"(?:two|2) thirds of", lambda g: NO_SLOT),
    (r"(?!bird|worm)[a-z]+['’]s[ -]eye[ -]view", lambda g: NO_SLOT),
    (  # "the truck rolls to a stop", which is no level
        r"(?:(?<=s )|(?<=ing )|(?<=roll )|(?<=come ))to an? (?:stop|halt|standstill)"
        r"(?! (?:over|under|above|below|less|more|hot|down|up)\b)",
        lambda g: NO_SLOT,
    ),
    (
        r"(?:(?<!\w )|(?<=and ))(?<!\w)all of (?:the|a)(?! (?:time|way|light))",
        lambda g: {"~~framing.size": "full"},
    ),
    (
        r"the (?:whole|entire)(?= [\w-]+ (?:is )?in (?:shot|frame|the frame|view|picture)\b)",
        lambda g: {"~~framing.size": "full"},
    ),
    (
        r"(?:an? |the )?(?:vintage|trusty|uncoated|nice clean) (18|[2-9]\d|1\d\d)"
        rf"{ALONE}",
        lambda g: {"~~lens.focal_length_mm": float(g[0])},
    ),
    (
        rf"wide[ -]?ish (1\d|2\d)\s?mm{ALONE}",
        lambda g: {"lens.focal_length_mm": float(g[0])},
    ),
    (
        r"(?:slightly|a bit|a little|just)(?: off)? from the side",
        lambda g: {"~framing.view": "three_quarter_left"},
    ),
    (
        r"(?:i think|think|maybe|say|perhaps|probably) (?:an? )?(18|[2-9]\d|1\d\d)"
        r"(?= on (?:the |an? |her|him|them|it))",
        lambda g: {"lens.focal_length_mm": float(g[0])},
    ),
    (r"(?:over|under)crank(?:ed|ing)?(?: at| to)? (\d{2,3})(?: ?fps| frames)?", rate),
    (
        r"(?:(crash|snap|whip)[ -])?zoom(?:s|ing)?(?: in| out)? to (?:an? )?(\d{2,3})(?: ?mm)?",
        _zoomed_to,
    ),
    (
        rf"(?:camera|dolly|slider|crane|track|tracking|travel|move|push|drone) speed"
        rf"(?: of| is| at|:)? {N}\s?{FAST}",
        _sped,
    ),
    *SHAKEN,
    *WAITED,
    *THINGS,
    (r"(?<=, )([1-9]\d{1,2}) to ([1-9]\d{1,2})(?=\s*(?:[,.;)]|$))", zoomed),
    (
        r"(?:lens|focal length) (?:stays|remains|sits) (?:at|on) (?:an? |the )?(1\d|[2-9]\d|1\d\d)",
        lambda g: {"lens.focal_length_mm": float(g[0])},
    ),
    (rf"{LENGTH} or so", length("@metres")),
    (
        r"(?:hold(?:s|ing)? )?(?:(?:on )?the )?(?:last|final|first|opening)"
        rf" {N}[ -](?:secs?|seconds?)",
        lambda g: NO_SLOT,
    ),
    (
        rf"(?:on|with) (?:a|an|the) ({SPELT_LENS}){ALONE}",
        lambda g: {"lens.focal_length_mm": SPELT_LENSES[g[0].lower().replace("-", " ")]},
    ),
    (rf"(?:no|not) more than {LENGTH}", length("@metres")),
    (rf"{N}[ -]minutes? and a half", lambda g: {"@seconds": 60.0 * number(g[0]) + 30.0}),
    (r"(24|25|30) frames(?=\s*(?:,|$))", lambda g: {"~fps": g[0]}),
)
