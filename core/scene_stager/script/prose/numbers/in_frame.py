# SPDX-License-Identifier: Apache-2.0
"""Where somebody is in the picture and how it is turned: "leaving the left half of frame empty"."""

from scene_stager.script.prose.numbers.makers import Make
from scene_stager.script.prose.numbers.quantities import ALONE
from scene_stager.script.prose.synonyms import Fills
from scene_stager.script.prose.synonyms.framing import HIGH_UP

PLACE = "framing.placement"
SIDE = r"(left|right)(?:[ -]hand)?"
PICTURE = r"(?:of|in) (?:the |our )?(?:frame|picture|screen|image|composition)"
PUT = (
    r"(?:(?:placed|positioned|put|set|sat|sitting|sits|held|parked|framed|composed|pushed|tucked"
    r"|hugging|pinned|kept|off|over|way|hard|far|well|right|her|him|them) )*"
    r"(?:(?:on|in|into|to|at|along|against|near|towards?) )?(?:the )?(?:far |extreme |very )?"
)
THIRD = r"(?:third|intersection|power point|vertical third|thirds? line)"
PART = r"(?:side|edge|half|part|margin|of|hand side)"
UP_DOWN = {"bottom": "lower", "foot": "lower", "base": "lower", "lower": "lower"}
UP_DOWN |= {"top": "upper", "upper": "upper"}
OTHER = {"left": "right", "right": "left"}
EMPTY = r"(?:empty|clear|free|blank|bare|vacant|unoccupied|open)"
LEAVE = r"(?:leav(?:es?|ing)|keep(?:s|ing)?|giv(?:es?|ing)|with|hold(?:s|ing)?)"
ROOM = (
    r"(?:(?:empty|negative|dead|clear|open|free|blank|copy|text|title|looking|look|lead|nose"
    r"|breathing|extra) )?(?:space|room|headspace)"
)
MUCH = r"(?:(?:some|lots of|plenty of|a lot of|more|all the|a bit of|a little|the|loads of) )?"
FOR = r"(?: for (?:the |a |some )?(?:titles?|text|copy|logo|graphics?|captions?|supers?))"
A_BIT = r"(?:(?:slightly|just|a (?:little|bit|touch|hair|tad)|well|way|somewhat|far|gently) )?"
CENTRE = r"cent(?:re|er)"

ROLL_DEG, STEEP_DEG = 12.0, 25.0  # house defaults, as of "dutch", and of "dutched hard"
LEANS = (
    r"(?:tipped|tilted|canted|lean(?:ing|ed|s|t)|rolled|skewed|slant(?:ed|ing|s)|slop(?:ing|es)"
    r"|dutched|list(?:ing|s)|off level|cocked|tipping|tilting|askew)"
)
TURNED = r"(?:camera|cam|frame|horizon|lens|picture)(?:['’]s| is| was)?"
OVER = r"(?: (?:over|off|down|a (?:little|bit|touch)|slightly|gently))*(?: (?:to|towards))?"
CLOCKWISE = {"left": -1.0, "right": 1.0}

TQ = r"(?:three[ -]quarters?|3/4s?)"
OF_NO_LIGHT = "".join(
    rf"(?<!{one} )" for one in ("key", "light", "lit", "at", "from", "lamp", "sun", "window", "rim")
)
FAVOURING = r"(?:(?:the )?camera )?(?:favou?r(?:s|ing)|showing|seeing|on)"
HER = r"(?:her|his|their)"
CHEEK = r"(?: (?:side|cheek|profile|ear|eye|hand side))?"
SHOT = r"(?:shot|shoot(?:s|ing)?|seen|filmed|filming|viewed)"
HIGH_PLACE = rf"(?:{'|'.join(sorted(HIGH_UP))})"
BEHIND_SHOULDER = r"(?:her|his|their)(?: left| right)? shoulder"
STRAIGHT = r"(?:straight|right|directly|vertically)"
WAYS_ON = r"(?= (?:at (?!\d)|on|from|over|into|onto|through)|\s*(?:[,.;)]|$))"


def _third(groups: list[str]) -> Fills:
    return {PLACE: f"{groups[0].lower()}_third"}


def _other_third(groups: list[str]) -> Fills:
    return {PLACE: f"{OTHER[groups[0].lower()]}_third"}


def _up_or_down(groups: list[str]) -> Fills:
    return {PLACE: f"{UP_DOWN[groups[0].lower()]}_third"}


def _leaning(groups: list[str]) -> Fills:
    return {"~framing.roll_deg": ROLL_DEG, "@lean": CLOCKWISE[groups[0].lower()]}


def _three_quarter(groups: list[str]) -> Fills:
    return {"framing.view": f"three_quarter_{groups[0].lower()}"}


def _always(fills: Fills) -> Make:
    return lambda _: fills


IN_FRAME: tuple[tuple[str, Make], ...] = (
    (rf"{PUT}{SIDE}[ -]{THIRD}(?: {PICTURE})?", _third),
    (
        rf"(?:placed |positioned |framed |pushed |tucked |held |kept |hard |far )?"
        rf"(?:on|in|into|to|at"
        rf"|along|against|near|towards?) the (?:far |extreme |very )?{SIDE} {PART}"
        rf" (?:{PICTURE}|(?:the )?(?:frame|picture|screen))",
        _third,
    ),
    (rf"(?:hugging|pinned to|pushed to|against|at) the {SIDE}(?: hand)? edge", _third),
    (
        r"(?:right |low |high |down |up |way )?(?:at|near|in|along|towards?|on|close to) the"
        rf" (?:very )?(bottom|foot|base|top|lower|upper)(?: (?:edge|third|half|part))? {PICTURE}",
        _up_or_down,
    ),
    (r"in the (lower|upper|bottom|top) half", _up_or_down),
    (
        r"(low|high)(?: up| down)? in the (?:picture|image|composition|screen)",
        lambda g: {PLACE: "lower_third" if g[0].lower() == "low" else "upper_third"},
    ),
    (
        rf"(?:{LEAVE} )?(?:the |all the |his |her )?{SIDE} "
        rf"(?:half|side|two[ -]thirds|third|part|of)"
        rf"(?: (?:of )?(?:the )?(?:frame|picture|screen|image))?"
        rf"(?: (?:is|are|left|kept|all|completely|mostly|totally))* {EMPTY}{FOR}?",
        _other_third,
    ),
    (
        rf"{LEAVE} {MUCH}(?:empty )?{ROOM} (?:on|to|at) (?:the |camera |frame |screen )?{SIDE}"
        rf"(?: side)?(?: {PICTURE}| of (?:frame|her|him|them))?{FOR}?",
        _other_third,
    ),
    (rf"{ROOM} (?:on|to) (?:the |camera |frame |screen )?{SIDE}{FOR}", _other_third),
    (rf"{ROOM} (?:to the )?{SIDE} of (?:her|him|them)", _other_third),
    (rf"{LEAVE} {MUCH}{ROOM} (?:camera|frame|screen) {SIDE}", _other_third),
    (rf"{A_BIT}(?:to the )?{SIDE} of (?:the )?{CENTRE}(?: {PICTURE})?", _third),
    (
        rf"off[ -]{CENTRE},? (?:and )?(?:to(?:wards)? )?(?:the |camera |frame |screen )?{SIDE}",
        _third,
    ),
    (rf"framed (?:off|over|out|well|way) (?:on |to )?(?:the )?{SIDE}", _third),
    (rf"short[ -]sided,?(?: on| to| at)?(?: the| frame| camera| screen)? {SIDE}", _third),
    (rf"(?:hard|far|extreme|way|deep|fully) {SIDE} {PICTURE}", _third),
    # How it is turned.
    (rf"(?:the )?{TURNED} {A_BIT}{LEANS}{OVER} (?:the )?(left|right)", _leaning),
    (rf"lean(?:s|ing)? the (?:camera|frame|horizon){OVER} (?:the )?(left|right)", _leaning),
    (
        r"(?:dutch(?:ed)?|cant(?:ed)?)(?: it| the camera| angle)?(?: by| of| at| about)? "
        rf"(\d{{1,2}}){ALONE}",
        lambda g: {"framing.roll_deg": float(g[0])},
    ),
    (
        r"(?:hard|heavy|extreme|steep|strong|severe|big) (?:dutch|cant)(?: angle| tilt)?"
        r"|(?:dutched|canted) (?:hard|heavily|steeply|right over|way over)",
        _always({"~framing.roll_deg": STEEP_DEG}),
    ),
    # From which side.
    (
        rf"{OF_NO_LIGHT}{TQ}(?:[ -](?:on|view|angle|front|profile|shot|face))?"
        rf"(?:,? {FAVOURING} {HER}| to| from| of| to the| from the| from camera| camera| on the"
        rf"| to camera| on {HER}| turned| facing) ?{SIDE}{CHEEK}",
        _three_quarter,
    ),
    (rf"{OF_NO_LIGHT}{TQ} {SIDE}(?: view| profile)?", _three_quarter),
    (rf"(?:favou?ring|showing) {HER} {SIDE}{CHEEK},? (?:in )?(?:a )?{TQ}", _three_quarter),
    (
        rf"favou?ring {HER} {SIDE} (?:side|cheek|profile|eye|ear)",
        lambda g: {"~framing.view": f"three_quarter_{g[0].lower()}"},
    ),
    (
        rf"{SHOT} from {HER} {SIDE}(?: (?:side|profile))?",
        lambda g: {"~framing.view": f"profile_{g[0].lower()}"},
    ),
    (
        r"(?:we['’]re |we are |the camera is )?(?:dead |exactly )?(?:square(?:[ -]on)?|side[ -]on"
        rf"|perpendicular|at right angles|broadside)(?: on)? (?:to|at|from) (?:the|{HER}) side"
        r"(?: of (?=her|him|them|the))?",
        _always({"framing.view": "profile_left"}),
    ),
    (
        r"(?:perpendicular|broadside|side[ -]on) to (?=her\b|him\b|them\b|the\b)",
        _always({"framing.view": "profile_left"}),
    ),
    (
        rf"over (?:{HER}|the|an?|[a-z]+['’]s)(?: left| right)? shoulders?,? (?:from )?behind",
        _always({"~framing.view": "back"}),
    ),
    (rf"{SHOT} from (?:right |just )?behind {BEHIND_SHOULDER}", _always({"~framing.view": "back"})),
    (
        r"(?:look(?:s|ing)?|star(?:es|ing)) (?:straight |right |directly )?down (?:the )?"
        r"(?:lens|barrel)(?: of the lens)?",
        _always({"~~framing.view": "front"}),
    ),
    # From how high.
    (rf"shoot(?:s|ing)? (?:steeply )?down(?:wards?)?{WAYS_ON}", _always({"framing.angle": "high"})),
    (rf"shoot(?:s|ing)? (?:steeply )?up(?:wards?)?{WAYS_ON}", _always({"framing.angle": "low"})),
    (rf"shoot(?:s|ing)? {STRAIGHT} down(?:wards?)?", _always({"framing.angle": "overhead"})),
    (
        rf"(?:{SHOT}|camera|looking|looking down|shooting down|from up|we['’]re up) "
        rf"(?:down )?(?:up )?"
        rf"(?:from|on|in) (?:up )?(?:on )?(?:the|an?) (?:\w+ )?{HIGH_PLACE}(?: above)?",
        _always({"~framing.angle": "high"}),
    ),
    (
        r"(?:camera|lens|cam)(?:['’]s| is)?(?: right| down| low| flat)* (?:on|at|to) the "
        r"(?:deck|dirt|grass|sand|pavement|tarmac|boards)",
        _always({"framing.angle": "low"}),
    ),
)
