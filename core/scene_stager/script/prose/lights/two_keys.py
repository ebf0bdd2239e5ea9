# SPDX-License-Identifier: Apache-2.0
"""A script has one key: of two the one that is called so is kept, else the first, with the side,
the colour and the softness that are its own."""

import re
from collections.abc import Mapping, Sequence, Set

from scene_stager.script.prose.sentence import Mention, Sentence
from scene_stager.script.prose.synonyms import Found, Value

SIDES, REACH, BEHIND_DEG = {"@side", "lighting.key_azimuth_deg"}, "@reach", 180.0
KELVIN, SOFT = "lighting.key_kelvin", "lighting.key_softness_deg"
RIM = "~lighting.rim_mode"
HIGH = "lighting.key_elevation_deg"
PLACED = {"@side", "@reach", HIGH}
OF_ONE_LIGHT = {"@side", "@reach", KELVIN, SOFT}
OF_A_KEY = {KELVIN, SOFT, "lighting.key_beam_deg"}
ELSEWHERE = re.compile(r"\b(?:outside|outdoors|beyond|in the (?:background|distance))\b", re.I)


def keep_the_first_key(
    sentence: Sentence, keys: Sequence[Mention], of_heads: Mapping[int, list[Found]], at: int
) -> None:
    """Of two lights that are said to be otherwise the key is the one that is called so, else the
    one in the clause of the subject, which stands `at` a place, else the first."""
    theirs = [one.clause for one in sentence.mentions if one.item.start == at]
    best = sorted(
        keys,
        key=lambda one: (
            _is_elsewhere(sentence, one),
            "key" not in one.item.plain,
            one.clause not in theirs,
        ),
    )
    kept: dict[str, Value] = {}
    for key in best:
        own = of_heads.get(key.place, [])
        said = {path.lstrip("~"): v for _, fills, _ in own for path, v in fills.items()}
        if "@back" in said:
            continue
        behind = said.get(REACH) == BEHIND_DEG  # and is no key
        placed = not behind and PLACED & {*said} and PLACED & {*kept}
        said = {path: value for path, value in said.items() if path in (*OF_ONE_LIGHT, HIGH)}
        if placed or any(path in kept and kept[path] != v for path, v in said.items()):
            for one in own:
                if one in sentence.found:
                    sentence.take_back(one)
            if key.item.role == "head" and not key.item.lexeme.fills:
                sentence.asides.append((key.item.start, key.item.end))
        else:
            kept |= said


def _is_elsewhere(sentence: Sentence, light: Mention) -> bool:
    """True for "harsh sun outside", which is not the light that the shot is of."""
    rest = re.split(r"[,.;:]", sentence.text[light.item.end :], maxsplit=1)[0]
    return ELSEWHERE.search(rest) is not None


def keep_the_keys_colour(
    sentence: Sentence, keys: Set[int], of_heads: Mapping[int, list[Found]]
) -> None:
    """A key that is named has its own colour, and a window or a lamp beside it another, which the
    script has no field for. `keys` are the places of heads that say "key" or the like."""
    _spare_the_key(sentence, of_heads)
    _keep_the_first_side(sentence, keys, of_heads)
    _keep_the_keys_side(sentence, keys, of_heads)
    colours = {
        place: [one for one in found if _kelvin(one) is not None]
        for place, found in of_heads.items()
    }
    own = {_kelvin(one) for place in keys for one in colours.get(place, [])}
    whites = [one for place in sorted(keys) for one in colours.get(place, [])]
    if len({place for place in keys if colours.get(place)}) > 1:  # of two keys the first
        for one in [one for one in whites if _kelvin(one) != _kelvin(whites[0])]:
            sentence.take_back(one)
    for place, found in colours.items():
        for one in found if own and place not in keys and place else []:
            if one in sentence.found and _kelvin(one) not in own:
                sentence.take_back(one)


def _keep_the_first_side(
    sentence: Sentence, keys: Set[int], of_heads: Mapping[int, list[Found]]
) -> None:
    """Of two lights on two sides the second is set aside with all that is said of it."""
    sides = {place: side for place in sorted(keys) if (side := _side(of_heads.get(place, [])))}
    first = next(iter(sides.values()), 0.0)
    for place in [place for place, side in sides.items() if side != first]:
        for one in [one for one in of_heads[place] if one in sentence.found]:
            sentence.take_back(one)


def _side(found: Sequence[Found]) -> float:
    """To which side a light stands; 0 where nobody said."""
    said = [(path.lstrip("~"), v) for _, fills, _ in found for path, v in fills.items()]
    return next((float(value) for path, value in said if path == "@side"), 0.0)


def _keep_the_keys_side(
    sentence: Sentence, keys: Set[int], of_heads: Mapping[int, list[Found]]
) -> None:
    """A window or a sun behind is another light where the key is said to stand to a side: the sun
    is a backlight then, and a window has no field."""
    of_keys = [one for place in keys for one in of_heads.get(place, [])]
    sided = any(SIDES & {path.lstrip("~") for path in fills} for _, fills, _ in of_keys)
    for place, found in of_heads.items():
        for one in found if sided and place and place not in keys else []:
            if one[1].get(REACH) == BEHIND_DEG and one in sentence.found:
                _is_behind(sentence, place, found)


def _is_behind(sentence: Sentence, place: int, said: list[Found]) -> None:
    """Set aside a window with all that is said of it; a sun is what lights from behind."""
    (head,) = [one for one in sentence.mentions if one.kind and one.place == place]
    own = [one for one in sentence.found if one[2] == head.item.start]
    for one in [one for one in (*own, *said) if one in sentence.found]:
        sentence.take_back(one)
    if head.kind == "sun":
        words = head.item.text, {RIM: "backlight"}, head.item.start
        sentence.asides.remove((head.item.start, head.item.end))
        sentence.found.append(words)


def _spare_the_key(sentence: Sentence, of_heads: Mapping[int, list[Found]]) -> None:
    """A light from behind is no key: what is said of its colour and how soft it is has no field,
    as of "a blue light behind her"."""
    for found in [found for place, found in of_heads.items() if place]:
        behind = any("@back" in one[1] for one in found)
        for one in found if behind else []:
            if one in sentence.found and {path.lstrip("~") for path in one[1]} & OF_A_KEY:
                sentence.take_back(one)


def _kelvin(found: Found) -> Value | None:
    said = {path.lstrip("~"): value for path, value in found[1].items()}
    return said.get(KELVIN)
