# SPDX-License-Identifier: Apache-2.0
"""How a light falls, as people say it: through cloth, off the ceiling, to black."""

from scene_stager.script.prose.numbers.keys_said import KEYS_SAID
from scene_stager.script.prose.numbers.levels_said import LEVELS_SAID
from scene_stager.script.prose.numbers.makers import NO_SLOT, Make
from scene_stager.script.prose.numbers.quantities import D
from scene_stager.script.prose.synonyms import Fills

# House defaults, not measured: how wide a source looks through cloth; how far under the key the
# side of a face is that goes to black; how high light off a ceiling comes from.
THROUGH_CLOTH_DEG, TO_BLACK_STOPS, OFF_CEILING_DEG = 45.0, 6.0, 60.0
NO_FILL_STOPS = 10.0  # as far under the key as the field goes

SHEET = r"(?:4|6|8|12|20)\s?(?:x|by)\s?(?:4|6|8|12|20)"
FRAME = r"(?:(?:an? )?(?:4|6|8|12|20)\s?(?:x|by)\s?(?:4|6|8|12|20)(?: of| frame of| frame)? )?"
OF_GRIP = (
    r"(?:diffusion|silk|216|250|251|opal|muslin|tracing paper|grid cloth|unbleached"
    r"|(?:half|full|light|quarter|magic)[ -](?:grid|cloth|soft frost|silk|diffusion))"
)
AT_HOME = r"(?:bed ?sheet|shower curtain|net curtains?|sheer curtains?|gauze|tissue paper)"
DARK_SIDE = (
    r"(?:(?:the |her |his )?(?:shadows?(?: side)?|dark side|(?:far|other) (?:side|cheek)"
    r"(?: of (?:the|her|his) face)?))"
)
GOES = (
    r"(?: is| are)?(?: gone| goe?s?| going| falls?| falling| drops?)?(?: off| away)?(?: to| into)?"
)
THERE = r"(?:the )?(?:room|place|house|bar|set|space|interior)"
DIM = r"(?:(?:very|quite|really|pretty) )?(?:dim|dark)"

TO_BLACK: Fills = {"~lighting.ratio_stops": TO_BLACK_STOPS}
NO_SHADOWS: Fills = {"~~~lighting.key_softness_deg": 60.0, "~~lighting.ratio_stops": 0.5}
# Flat light has hardly a shadow side: house default, not measured.
FLAT: Fills = {"~lighting.ratio_stops": 0.5}
NO_FILL: Fills = {"lighting.ratio_stops": NO_FILL_STOPS}
OFF_CEILING: Fills = {
    "lighting.key_elevation_deg": OFF_CEILING_DEG,
    "~~lighting.key_softness_deg": 60.0,
}


def _cloth(groups: list[str]) -> Fills:
    return {"@cloth": THROUGH_CLOTH_DEG}


def _lit_half(groups: list[str]) -> Fills:
    return {"@side": -1.0 if groups[0].lower() == "left" else 1.0}


FALLS: tuple[tuple[str, Make], ...] = (
    (
        r"through (?:an? |some |the |two |three |a couple of )*"
        rf"(?:(?:layers?|frames?|sheets?) of )?{FRAME}(?:an? )?{OF_GRIP}",
        _cloth,
    ),
    (rf"through (?:an? |some )?{SHEET}(?: frame)?(?! of)", _cloth),
    (
        r"(?:(?:no|zero) (?:detail|light)|nothing)(?: at all)? in the shadows",
        lambda g: NO_FILL,
    ),
    (r"(?:no|without) shadows(?: at all)?|shadowless", lambda g: NO_SHADOWS),
    (rf"through (?:an? |some )?{AT_HOME}", lambda g: {"@sheer": THROUGH_CLOTH_DEG}),
    (
        r"bounc(?:e|es|ed|ing)(?: (?:it|them|(?:an?|the) [\w.-]+))?(?: off| into| from)"
        r" (?:the )?(?:ceiling|roof)",
        lambda g: OFF_CEILING,
    ),
    (
        r"bounc(?:e|es|ed|ing)(?: (?:it|some|them|some of it))? back(?: in(?:to)?)?",
        lambda g: NO_SLOT,
    ),
    (r"ceiling bounce", lambda g: OFF_CEILING),
    (
        rf"(?:(?:leave|keep|let)s? )?{DARK_SIDE}{GOES} (?:black|nothing|dark|darkness)",
        lambda g: TO_BLACK,
    ),
    (
        r"(?:flat|even) (?:and )?(?:flat |even )?light(?:ing)?|flatly lit|lit flat(?:ly)?"
        r"|light(?:ing)? (?:is )?flat(?: and even)?",
        lambda g: FLAT,
    ),
    (
        r"(?:nothing|no light|no fill) (?:at all )?on (?:the|her|his)"
        r" (?:other|far|shadow|fill) side",
        lambda g: NO_FILL,
    ),
    (r"no (?:bounce|reflectors?|return|bounce (?:card|board))(?: at all)?", lambda g: NO_FILL),
    (rf"{THERE} (?:is |being )?{DIM}", lambda g: {"~~lighting.style": "low_key"}),
    (r"very (?:dim|dark) room", lambda g: {"~~lighting.style": "low_key"}),
    (
        r"(?:the )?(?:lit|bright|key) (?:half|side)(?: of (?:the|her|his) face)?(?: is)?"
        r" (?:to|toward|towards|on|facing)(?: the)? (?:camera|frame|screen) (left|right)",
        _lit_half,
    ),
    (
        r"(?:the )?(left|right)(?:[ -]hand)? (?:half|side) of (?:the|her|his|their) face"
        r"(?: is)?(?: brightly)? (?:lit|bright|in light|catches the light|in the light)",
        _lit_half,
    ),
    (r"at (?:a )?right angles?(?: to (?:the )?(?:camera|lens))?", lambda g: {"@light_angle": 90.0}),
    (rf"(?:no|not) (?:warmer|cooler|colder|bluer) than {D}\s?(?:k|kelvin)", lambda g: NO_SLOT),
    (r"hard edge(?! light)", lambda g: NO_SLOT),
    (r"nothing too bright", lambda g: NO_SLOT),
    (r"soft circles", lambda g: NO_SLOT),
    *KEYS_SAID,
    *LEVELS_SAID,
)
