# SPDX-License-Identifier: Apache-2.0
"""How much a camera shakes, as it is said: "a touch of handheld float", "no shake"."""

from scene_stager.script.prose.numbers.makers import Make
from scene_stager.script.prose.synonyms import Fills

# Of a rig's own unrest; house defaults, not measured.
LESS, MORE, MUCH, NONE, STEADY = 0.5, 1.5, 2.0, 0.0, 0.4
SHAKE = (
    r"(?: (?:natural|organic|handheld|hand-held|camera))* (?:shake|sway|wobble|float"
    r"|jitters?|breath(?:ing)?(?! (?:of|held|in the cold)))"
)
SHAKY = r"(?:shaky|jittery|unsteady|wobbly)"
A_LITTLE = (
    r"(?:slight|little|tiny|subtle|gentle|light|faint|soft|mild|minimal"
    r"|small amount of|bit of|tiny bit"
    r" of|touch of|hint of|breath of|trace of|whisper of|suggestion of|dash of|some of that)"
)
A_LOT = r"(?:heavy|big|strong|violent|serious|lot of|lots of|plenty of|ton of|lively)"

# How the hands hold it; before a move these are said of that: "a gentle handheld push in".
HANDHELD = r"(?:hand[ -]?held|shoulder[ -]mounted|shoulder[ -]rig|easyrig|v[ée]rit[ée])"
OF_HANDS = (
    r"(?: (?:feel|feeling|look|movement|motion|energy|quality|camera|work|style|operating|texture"
    r"|vibe|drift))?"
)
NO_THING = (
    r"(?!,? ?(?:push|pull|track|follow|orbit|arc|pan\b|tilt|rise|zoom|mirror|radio"
    r"|torch|fan\b|lamp|light"
    r"|light|device|phone|mic|move in|creep|lead\b|flag|weapon|breath))"
)
QUIET = (
    r"(?:subtle|subtly|gentle|gently|light|lightly|slight|slightly|soft|softly|mild"
    r"|minimal|delicate|faint"
    r"|understated|restrained|barely|just a touch|not too shaky)"
)
HELD_STILL = r"(?:stable|controlled|calm|well[ -]controlled|composed|measured|solid|tidy|careful)"
LIVELY = r"(?:loose|lively|energetic|restless|active|edgy|urgent|raw|free|reactive|punchy)"
WILD = (
    r"(?:heavy|aggressive|wild|frantic|violent|frenetic|chaotic|extreme|manic"
    r"|frenzied|furious)"
)
VERY = r"(?:very |quite |fairly |really |pretty |super |slightly |a bit |a little )?"
BEHIND = r"(?:,? (?:and|but|though|only|kept|keep it|and kept))?,? "
BREATHES = (
    r"(?:(?:the )?(?:frame|camera|picture|operator|image) (?:gently |slightly "
    r"|just )?(?:breathes|breathing)"
    r"|(?:an? )?(?:gently |slightly |softly )?breathing (?:camera|frame|handheld)"
    r"|(?:just )?an? (?:bit|touch|little|hint) of breathing(?: (?:in|to"
    r"|on) the (?:frame|camera|shot))?"
    r"|(?:the )?(?:breathing of|breathe with) (?:the |an? )?(?:operator|camera|handheld)"
    r"|handheld breathing)"
)


def _so_much(much: float) -> Make:
    said: Fills = {"rig.imperfection": much}
    return lambda groups: {**said, "~~rig.rig": "handheld"} if much else said


def _in_hands(much: float) -> Make:
    said: Fills = {"rig.rig": "handheld", "rig.imperfection": much}
    return lambda groups: said


def _held(how: str) -> str:
    """Words of how it is held, before "handheld" or behind it."""
    before = rf"(?:an? |the )?{VERY}{how},? {HANDHELD}{OF_HANDS}{NO_THING}"
    behind = rf"{HANDHELD}{OF_HANDS}{BEHIND}{VERY}{how}(?= ?(?:[,.;)]|$))"
    return f"(?:{before}|{behind})"


SHAKEN: tuple[tuple[str, Make], ...] = (
    (rf"(?:with )?(?:just )?(?:an? |some )?{A_LITTLE}{SHAKE}", _so_much(LESS)),
    (rf"(?:slightly|a bit|a little|a touch) {SHAKY}", _so_much(MORE)),
    (rf"(?:with )?(?:an? |some )?{A_LOT}{SHAKE}", _so_much(MUCH)),
    (rf"(?:very|really|super) {SHAKY}", _so_much(MUCH)),
    (rf"(?:no|without|zero){SHAKE}", _so_much(NONE)),
    (_held(QUIET), _in_hands(LESS)),
    (rf"(?:just )?an? {A_LITTLE} {HANDHELD}{OF_HANDS}{NO_THING}", _in_hands(LESS)),
    (_held(HELD_STILL), _in_hands(STEADY)),
    (_held(LIVELY), _in_hands(MORE)),
    (_held(WILD), _in_hands(MUCH)),
    (BREATHES, _so_much(LESS)),
)
