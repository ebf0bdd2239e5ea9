# SPDX-License-Identifier: Apache-2.0
"""A focus that stays so far off: "focus fixed at 2 m", "focus stays at ten feet"."""

from scene_stager.script.prose.numbers.makers import Make
from scene_stager.script.prose.numbers.quantities import LENGTH, metres
from scene_stager.script.prose.synonyms import Fills

STAYS = r"(?:stays?|set|fixed|locked|held|holds|kept|sits?|sitting|remains?|is|marked|left)"
SET = r"(?:set|fix|lock|hold|keep|leave|park|put|mark)(?:s|ing)?"


def _focused(groups: list[str]) -> Fills:
    return {"lens.focus_m": metres(groups[0]), "~lens.focus": "fixed"}


FOCUSED: tuple[tuple[str, Make], ...] = (
    (rf"(?:fixed )?focus(?:ed)?(?: {STAYS})*(?: at| on| to|:)? {LENGTH}", _focused),
    (rf"{SET} (?:the )?focus(?: at| on| to)? {LENGTH}", _focused),
    (rf"focal distance(?: of| at| is|:)? {LENGTH}", _focused),
)
