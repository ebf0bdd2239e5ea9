# SPDX-License-Identifier: Apache-2.0
"""How much a camera shakes, as it is said: "a touch of handheld float", "no shake"."""

from scene_stager.script.prose.numbers.makers import Make
from scene_stager.script.prose.synonyms import Fills

# Of a rig's own unrest; house defaults, not measured.
LESS, MORE, MUCH, NONE = 0.5, 1.5, 2.0, 0.0
SHAKE = r"(?: (?:natural|organic|handheld|hand-held|camera))* (?:shake|sway|wobble|float|jitters?)"
SHAKY = r"(?:shaky|jittery|unsteady|wobbly)"
A_LITTLE = r"(?:slight|little|tiny|subtle|gentle|light|bit of|touch of|hint of|breath of)"
A_LOT = r"(?:heavy|big|strong|violent|serious|lot of|lots of|plenty of)"


def _so_much(much: float) -> Make:
    said: Fills = {"rig.imperfection": much}
    return lambda groups: {**said, "~~rig.rig": "handheld"} if much else said


SHAKEN: tuple[tuple[str, Make], ...] = (
    (rf"(?:with )?(?:just )?(?:an? |some )?{A_LITTLE}{SHAKE}", _so_much(LESS)),
    (rf"(?:slightly|a bit|a little|a touch) {SHAKY}", _so_much(MORE)),
    (rf"(?:with )?(?:an? |some )?{A_LOT}{SHAKE}", _so_much(MUCH)),
    (rf"(?:very|really|super) {SHAKY}", _so_much(MUCH)),
    (rf"(?:no|without|zero){SHAKE}", _so_much(NONE)),
)
