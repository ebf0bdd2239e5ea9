# SPDX-License-Identifier: Apache-2.0
"""Levels in so many words: fill as bright as the key, a background so far under, an edge of light,
a side in two letters."""

from scene_stager.script.prose.numbers.makers import Make
from scene_stager.script.prose.numbers.quantities import DEGREES, FRACTION, SPELT, STOPS, D, number
from scene_stager.script.prose.synonyms import Fills

# House defaults, not measured: how far the fill lies under what black cloth takes from; how dark a
# background is that goes to black.
NEGATIVE_STOPS, BLACK_STOPS = 5.0, -8.0
BEAM_OF_FIELD = 0.7  # half the light of a Source Four, as its maker lists both: 18 of 26 degrees

EQUALS = (
    r"(?:equal(?:s|ling)?(?: to)?|(?:the )?same as|match(?:es|ing|ed)?(?: to)?|level with|even with"
    r"|as (?:bright|strong|hot) as|on par with|just as bright as)"
)
EQUAL = (
    r"(?:at )?(?:the same(?: level| brightness)?|even|equal|level|matched|identical|one to one|1:1"
    r"|balanced(?: evenly| equally)?)"
)
BLACK = r"(?: with (?:an? )?(?:black|blacks|flag|floppy|solid)(?: flag| cloth| card| solid)?)?"
DARK_SIDE = r"(?:the |her |his )?(?:shadow|shadows|dark|far|fill|off)(?: side)?"
CLOTH = r"(?:black(?:s| flag| cloth| card)?|floppy|flag|solids?|duvetyne?|neg)"
BACKGROUND = r"(?:background|b/?g|surroundings|surround|room(?: level)?)"
FALLS = (
    r"(?:,? (?:is|are|sits?|sitting|falls?|falling|fall|drops?|dropping|goes|go|kept|held|reads"
    r"|reading|dropped|rolls?|off|away|at|to|by|about|around|just|down))*"
)
COUNTED = rf"({SPELT}|\d(?:\.\d+)?|{FRACTION})"
UNDER = r"(?:under(?:exposed)?|down|below|darker|lower|less|dimmer)"
OF_WHAT = r"(?:(?: (?:than|from|on))?(?: the| her| his)? (?:key|face|subject|exposure)(?! side))?"
LINE = r"(?:line|sliver|strip|ribbon|thread|hairline|streak|lick|trace)"
HOW = r"(?:(?:thin|fine|narrow|bright|hot|hard|soft|faint|little|slight|delicate|clean|crisp) )*"
ON_HER = (
    r"(?= (?:down|along|on|around|round|over|across|tracing)(?: the| her| his| their)?"
    r"(?: camera)?(?: left| right)? ?(?:edge|side|cheek|jaw|jawline|hair|shoulders?|profile|nose"
    r"|neck|face|temple|head)?\b)"
)
EDGED = r"(?:bright|thin|hot|hard|soft|faint|fine|clean|crisp|subtle) edge"
SIDED = r"(?= (?:down|along|on|to) (?:the |her |his |camera )?(?:left|right)\b)"
SPOTS = r"(?:source four|leko|ellipsoidal|barrel|lens tube|profile spot)"

NEGATIVE: Fills = {"@as": "fill", "~lighting.ratio_stops": NEGATIVE_STOPS}
EVEN: Fills = {"@as": "fill", "lighting.ratio_stops": 0.0}
EDGE: Fills = {"@as": "rim", "~lighting.rim_mode": "rim_left"}
BEHIND_IN_BLACK: Fills = {"@as": "ambient", "~lighting.ambient_stops": BLACK_STOPS}
BY_LETTER = {"l": "left", "r": "right"}


def _behind(groups: list[str]) -> Fills:
    return {"@as": "ambient", "lighting.ambient_stops": -number(groups[0])}


def barrel(groups: list[str]) -> Fills:
    """A spot by its lens tube, which is called by its field."""
    field_deg = float(groups[0])
    beam: Fills = {"~lighting.key_beam_deg": round(BEAM_OF_FIELD * field_deg)}
    return {"@lens_tube": True, "lighting.key_field_deg": field_deg, **beam}


LEVELS_SAID: tuple[tuple[str, Make], ...] = (
    (rf"fill(?: light)?(?: is| at| sits| set| kept)? {EQUALS}(?: the)? key", lambda g: EVEN),
    (r"fill(?: light)? (?:is )?equal", lambda g: EVEN),
    (rf"(?:key and fill|fill and key)(?: are| both)? {EQUAL}", lambda g: EVEN),
    (r"one[ -]to[ -]one(?: key[ -]to[ -]fill)? (?:ratio|contrast|lighting)", lambda g: EVEN),
    (r"lit (?:at )?(?:1\s?:\s?1|one[ -]to[ -]one)", lambda g: {**EVEN, "@as": "key"}),
    (
        rf"(?:bring|brings|take|takes|pull|pulls|knock|drop|drag|push) {DARK_SIDE} down{BLACK}"
        rf"(?! (?:by )?{STOPS.replace('(', '(?:', 1)})",
        lambda g: NEGATIVE,
    ),
    (rf"(?:deepen|deepens|darken|darkens) {DARK_SIDE}{BLACK}", lambda g: NEGATIVE),
    (
        rf"{CLOTH} (?:in )?(?:on|to|along) (?:the |her |his )?(?:shadow|dark|far|fill|off) side"
        r"(?: for (?:negative|neg)(?: fill)?)?",
        lambda g: NEGATIVE,
    ),
    (
        rf"(?:take|takes|suck|sucks|pull|pulls) (?:the )?(?:fill|light|bounce)"
        rf" (?:away|out)(?: of {DARK_SIDE})?{BLACK}",
        lambda g: NEGATIVE,
    ),
    (rf"{BACKGROUND}{FALLS} {STOPS} {UNDER}{OF_WHAT}", _behind),
    (rf"{BACKGROUND}{FALLS} {COUNTED} {UNDER}{OF_WHAT}", _behind),
    (rf"{BACKGROUND} (?:falls?|drops?|goes?|down)(?: off| away| down)?(?: by)? {STOPS}", _behind),
    (
        rf"{BACKGROUND} (?:goes|go|going|falls?|falling|drops?|fades?|rolls?|is going)(?: off| away"
        r"| out)?(?: (?:in)?to)? (?:total |full )?(?:black|darkness)",
        lambda g: BEHIND_IN_BLACK,
    ),
    (rf"{HOW}edge of (?:warm |cool |hard |soft )?light", lambda g: EDGE),
    (rf"{HOW}outline of (?:warm |cool |hard |soft )?light", lambda g: EDGE),
    (rf"{HOW}{LINE} of (?:warm |cool |hard |soft )?light{ON_HER}", lambda g: EDGE),
    (rf"{EDGED}{SIDED}", lambda g: EDGE),
    (rf"{D}\s?-?{DEGREES} {SPOTS}", barrel),
    (
        r"(?-i:(?:(?:[Cc]am|CAM|[Cc]amera|CAMERA|[Ff]rom|FROM|[Ff]rame|FRAME|[Ss]creen|SCREEN)[ .]"
        r"|[Cc][./]|C)([LR])\b)",
        lambda g: {"@phrase": f"camera {BY_LETTER[g[0].lower()]}"},
    ),
    (
        r"(?:(?<=key: )|(?<=rim: )|(?<=kick: )|(?<=kicker: )|(?<=key )|(?<=rim )|(?<=kicker ))"
        r"(?-i:([LR]))(?=\s*(?:[,.;/)\n]|$))",
        lambda g: {"@phrase": f"camera {BY_LETTER[g[0].lower()]}"},
    ),
    (
        r"opposite(?: to)? (?:the )?key,? (?:which|that)(?: is|['’]s)? (?:at |on |from )?(?:the )?"
        r"(?:camera )?(left|right)",
        lambda g: {"@phrase": f"opposite the key on the {g[0].lower()}"},
    ),
    (
        r"opposite(?=\s*(?:[,.;)]|$)|\s(?:and|with|plus|but)\b)",
        lambda g: {"@phrase": "opposite the key"},
    ),
    (
        r"cool(?:er|ish)? (?:white )?(?:office |strip |overhead )?fluorescents?"
        r"(?: lights?| tubes?)?",
        lambda g: {"@phrase": "fluorescents"},
    ),
    (
        r"(?:no|without(?: any)?|zero) diffusion(?: at all)? on (?:the )?(?:key|light|lamp)",
        lambda g: {"@as": "key", "~lighting.key_softness_deg": 1.0},
    ),
    (
        r"off (?:an? |the )?(?:bounce(?: board| card)?|bead ?board|foam ?core|poly ?board)",
        lambda g: {"@sheer": 60.0},
    ),
    (
        r"(?:top ?-?lit|lit from (?:straight |directly |right )?(?:above|overhead)) (?:with|by"
        r"|through|from|using) (?:an? )?(?:(?:big|large|huge|giant|wide) )*soft ?box",
        lambda g: {"@as": "key", "lighting.style": "top_softbox"},
    ),
)
