# SPDX-License-Identifier: Apache-2.0
"""A script has one rim and one ratio: of two the first is kept, and the other is set aside."""

from collections.abc import Mapping, Sequence
from math import copysign

from scene_stager.script.prose.choices import SUGGESTED
from scene_stager.script.prose.sentence import Mention, Sentence
from scene_stager.script.prose.synonyms import Found, Value

MODE, RATIO = "lighting.rim_mode", "lighting.ratio_stops"
NONE = "none"
LAMPS = "lighting.practicals"
BEHIND_DEG, BEHIND_SIDE_DEG, BESIDE_DEG = 180.0, 135.0, 90.0
LAMPS_AT = "lighting.practical_azimuth_deg"


def keep_the_first(
    sentence: Sentence, rims: Sequence[Mention], of_heads: Mapping[int, list[Found]]
) -> None:
    """Keep the first rim and the first ratio, given what was said of each head by its place."""
    _spare_the_other(sentence)
    if not sentence.marks:  # else the last is meant
        _keep_the_first_rim(sentence, rims, of_heads)
        _keep_the_first_ratio(sentence)
    _spread_the_lamps(sentence)


def _keep_the_first_rim(
    sentence: Sentence, rims: Sequence[Mention], of_heads: Mapping[int, list[Found]]
) -> None:
    """Set aside every rim that says other than those before it, with all that is said of it."""
    kept: dict[str, Value] = {}
    _keep_the_first_kind(sentence, rims)
    for rim in sorted(rims, key=lambda one: one.place):
        own = [one for one in sentence.found if one[2] == rim.item.start]
        own += [one for one in of_heads.get(rim.place, []) if one not in own]
        said = {path: v for _, fills, _ in own for path, v in fills.items() if _is_of_a_rim(path)}
        if said.get(MODE) == NONE:
            continue
        if any(path in kept and kept[path] != value for path, value in said.items()):
            for one in own:
                sentence.take_back(one)
        else:
            kept |= said


def _keep_the_first_kind(sentence: Sentence, rims: Sequence[Mention]) -> None:
    """Of a rim and a kicker that nobody gave a side the second is set aside."""
    weak = [one for one in sentence.found if f"~{MODE}" in one[1]]
    of = {rim.item.start: rim.kind for rim in rims}
    weak = sorted((one for one in weak if one[2] in of), key=lambda one: one[2])
    for one in weak[1:]:
        if of[one[2]] != of[weak[0][2]]:
            sentence.take_back(one)


def _keep_the_first_ratio(sentence: Sentence) -> None:
    """Set aside every ratio that differs from the first."""
    ratios = [one for one in sentence.found if set(one[1]) == {RATIO}]
    ratios.sort(key=lambda one: one[2])
    for one in ratios[1:]:
        if one[1] != ratios[0][1]:
            sentence.take_back(one)


def _spread_the_lamps(sentence: Sentence) -> None:
    """Lamps on both sides stand as lamps mostly do, to one side and the other."""
    sides = [one for one in sentence.found if set(one[1]) == {LAMPS_AT}]
    behind = [one for one in sides if one[1][LAMPS_AT] == BEHIND_DEG]
    aside = [one for one in sides if one not in behind]
    if behind and {abs(float(one[1][LAMPS_AT])) for one in aside} == {
        BESIDE_DEG
    }:  # "behind him to the right"
        for words, fills, start in aside:
            sentence.found.remove((words, fills, start))
            side_deg = float(fills[LAMPS_AT])
            sentence.found.append((words, {LAMPS_AT: copysign(BEHIND_SIDE_DEG, side_deg)}, start))
        for one in behind:
            sentence.found.remove(one)
        return
    if len({one[1][LAMPS_AT] for one in sides}) > 1:
        for one in sides:
            sentence.take_back(one)


def _is_of_a_rim(path: str) -> bool:
    return path.startswith("lighting.rim_")


def _spare_the_other(sentence: Sentence) -> None:
    """ "Hair light off, kicker left": of two rims the one that is on is the one that is meant; and
    of two lamps, "not neon, streetlights"."""
    said = [{k.lstrip(SUGGESTED): v for k, v in one.items()} for _, one, _ in sentence.found]
    for path in (MODE, LAMPS):
        on = any(one.get(path, NONE) != NONE for one in said)
        for none in [one for one in sentence.found if on and one[1] == {path: NONE}]:
            sentence.take_back(none)
