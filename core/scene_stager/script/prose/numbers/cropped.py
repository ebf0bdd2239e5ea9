# SPDX-License-Identifier: Apache-2.0
"""How much of somebody is in the picture, by where it cuts them: "cut just above the knee"."""

from scene_stager.script.prose.numbers.makers import NO_SLOT, Make
from scene_stager.script.prose.numbers.quantities import ALONE

SIZE = "framing.size"
# The size of a frame that ends at each part of a body.
CUT_AT = {
    "close_up": "neck|chin|collar|collar ?bones?|throat|jaw|jawline",
    "medium_close_up": "chest|bust|breast|arm ?pits?|breast pocket|sternum|shoulders?|nipples",
    "medium": "waist|belt|belt ?line|waist ?line|belly|navel|hips?|elbows?|stomach|tummy|torso",
    "medium_full": "(?:mid|upper)?[ -]?thighs?|knees?|holsters?|gun ?belt|shins?|calf|calves",
    "full": "feet|ankles?|toes?|boots?|shoes?|foot",
}
FACE_PARTS = "chin|hair ?line|forehead|eye ?brows?|brows?"
WHOSE = r"(?:the |her |his |their |its |my )?"
BARELY = r"(?:just |right |slightly |a (?:little|bit|touch|hair) |a hair's breadth |somewhere )?"
AT = (
    r"(?:just |right |off |out |down )?(?:above|below|under|over|at|around|about|across|through|by"
    r"|to|beneath|on)"
)
CROPS = (
    r"(?:fram(?:ed?|es|ing)|cut(?:s|ting)?|crop(?:s|ped|ping)?|clip(?:s|ped|ping)?|chop(?:s|ped)?"
    r"|(?:the )?bottom (?:edge |line )?of (?:the )?frame|(?:the )?frame line|(?:the )?frame edge)"
)
OBJECT = r"(?: (?:her|him|them|it|us|off|is|falls|lands|sits|comes|down|in))*"
NOT_WORN = r"(?<!lit )(?<!naked )(?<!bare )(?<!nude )(?<!wet )(?<!down )(?<!paralysed )(?<!up )"
HEAD = r"(?:the )?(?:top of )?(?:the |her |his )?(?:head|hair|crown)"
# These raised are how somebody holds themselves: "chin up", "feet up".
HELD_UP = ("close_up", "full")
IN_FRAME = r"(?: (?:still |both |all )?(?:with)?in (?:the )?(?:frame|shot|picture|view|image))"
FILLS = (
    r"(?:(?:completely |almost |nearly |totally )?fill(?:s|ing|ed)?(?: up)?|tak(?:es?|ing) up)"
    r"(?: (?:the|most of the|all of the|almost the))?(?: whole| entire)? ?(?:frame|screen|picture)"
)
FEATURES = r"(?:eyes?|mouth|lips|nose|ear|pupils?|teeth)"
LAND = (
    r"(?:(?:the|a|an|all this|that) )?(?:(?:vast|huge|big|wide|empty|open|enormous|endless) )*"
    r"(?:landscape|desert|horizon|plains?|fields?|scenery|wilderness|vastness|emptiness|expanse"
    r"|surroundings|valley|prairie|dunes|steppe)"
)


def _size(size: str, strength: str = "") -> Make:
    return lambda _: {f"{strength}{SIZE}": size}


def _cuts() -> tuple[tuple[str, Make], ...]:
    """For each part of a body, the wordings of a frame that ends there."""
    rows: list[tuple[str, Make]] = []
    for size, parts in CUT_AT.items():
        part = rf"(?:{parts})"
        up = r"[ -](?:and )?up(?:wards?)?(?! to\b| in\b)"
        rows += [
            (rf"{CROPS}{OBJECT} {BARELY}{AT} {WHOSE}{part}", _size(size)),
            (rf"(?:{HEAD}|forehead) (?:down )?to {WHOSE}{part}", _size(size)),
            (rf"from {HEAD} (?:down )?to {WHOSE}{part}", _size(size)),
            (
                rf"{NOT_WORN}(?:{CROPS} )?from {BARELY}(?:{AT} )?{WHOSE}{part}{up}",
                _size(size),
            ),
        ]
        if size not in HELD_UP:
            rows.append((rf"{NOT_WORN}{part}{up}", _size(size)))
    return tuple(rows)


BODY = r"(?:the |her |his |their )?(?:whole|full|entire|complete) (?:body|figure|form)"
CALLED = r"(?:do|shoot|frame|play|make|keep|hold|take|cover|get) (?:it|this|her|him|them|that)"
FITTED = r"(?:cropped|cut|fitting|brimmed|haired|sleeved|eyed|shouldered|hipped|knit|set|bodied)"
BUILDS = r"(?:medium|average|slim|slender|heavy|stocky|slight|large|small|full|wide|tall|short)"

CROPPED: tuple[tuple[str, Make], ...] = (
    *_cuts(),
    (r"(?:from )?(?:top|head) to (?:toe|tail|foot|feet|boots?|shoes?)", _size("full")),
    (r"(?:from )?(?:toe|feet|foot) to (?:head|top)", _size("full")),
    (rf"(?:we see )?{BODY}(?:{IN_FRAME}|,? head to toe)", _size("full", "~")),
    (rf"(?:we see )?all of (?:her|him|them)(?={IN_FRAME}|{ALONE[3:]}", _size("full", "~")),
    (rf"(?:with )?(?:her |his |their |the )?(?:feet|shoes|boots){IN_FRAME}", _size("full", "~")),
    (r"half[ -](?:length|figure)", _size("medium")),
    (r"two[ -]thirds[ -](?:length|figure)", _size("medium_full")),
    (rf"(?:from )?{WHOSE}(?:{FACE_PARTS}) to {WHOSE}(?:{FACE_PARTS})", _size("close_up")),
    (
        rf"{CALLED}(?: (?:as|in|into|at|on))? an? cowboy(?! (?:hat|boot|ride))",
        _size("medium_full"),
    ),
    (rf"(?:in|into|to|framed as|framing as|loose|tight) an? cowboy{ALONE}", _size("medium_full")),
    (rf"{FILLS} (?:with|by) (?:just |only )?{WHOSE}face", _size("close_up", "~")),
    (rf"{FILLS} (?:with|by) (?:just |only )?{WHOSE}{FEATURES}", _size("extreme_close_up", "~")),
    (rf"{WHOSE}face (?:that )?(?:is |just )?{FILLS}", _size("close_up", "~")),
    (rf"{WHOSE}{FEATURES} (?:just )?{FILLS}", _size("extreme_close_up", "~")),
    (
        rf"(?:(?<=, )|(?<=\. )|^)(?:just|only|nothing but) {WHOSE}{FEATURES}{ALONE}",
        _size("extreme_close_up", "~"),
    ),
    (rf"(?:(?<=, )|(?<=\. )|^){WHOSE}{FEATURES} only{ALONE}", _size("extreme_close_up", "~")),
    (
        rf"(?:(?:dwarfed|swallowed(?: up)?) (?:by|in|against)|lost (?:in|against|amid)|tiny against"
        rf"|tiny in) {LAND}",
        _size("extreme_wide", "~~"),
    ),
    # How somebody is built, and what they wear.
    (rf"(?:of )?(?:an? )?{BUILDS}[ -](?:build|height|stature|complexion)", lambda g: NO_SLOT),
    (rf"(?:an? )?(?:close|tight|wide|long|medium|full)[ -]{FITTED}(?: \w+)?", lambda g: NO_SLOT),
    (r"(?:an? )?(?:medium|long|full)[ -]length (?:hair|coat|dress|gown|skirt)", lambda g: NO_SLOT),
    (r"(?:an? )?close (?:friends?|relatives?|relations?)", lambda g: NO_SLOT),
)
