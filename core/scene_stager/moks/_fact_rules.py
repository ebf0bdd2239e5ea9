# SPDX-License-Identifier: Apache-2.0
"""How a field of an entity says what may stand in it, and what is wrong where something else does.

The rules are those of a script's slots, so a fact and a slot are judged alike; but no fact has a
default, and none is converted: a Take that is read is spelt as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scene_stager.errors import Mistake
from scene_stager.script.field import KEY, Rule, rules_of
from scene_stager.script.judge import did_you_mean, judge, show_name

Metadata = dict[str, Rule]

LONGEST_TEXT = 300
PLAIN_NAME = r"[A-Za-z0-9_]{1,64}"
IDENTIFIER = rf"{PLAIN_NAME}(\.{PLAIN_NAME}){{0,4}}"
MOST_SHOWN = 20  # a stranger's file may hold thousands; the first few tell the story


def number(low: float, high: float, about: str, *, above: bool = False) -> Metadata:
    """A number; `low` itself is not allowed with `above`."""
    return {KEY: Rule("number", about, low, high, above)}


def whole(low: int, high: int, about: str) -> Metadata:
    """A whole number."""
    return {KEY: Rule("whole", about, low, high)}


def word(words: tuple[str, ...], about: str) -> Metadata:
    """One word of a closed list."""
    return {KEY: Rule("word", about, words=lambda: words)}


def name(about: str) -> Metadata:
    """A plain name out of a list that may grow, such as that of the rigs."""
    example = "a plain name, such as super35"
    return {KEY: Rule("text", about, pattern=PLAIN_NAME, longest=64, example=example)}


def entity_id(about: str) -> Metadata:
    """What an entity is called."""
    example = "a plain identifier, such as light.key"
    return {KEY: Rule("text", about, pattern=IDENTIFIER, longest=LONGEST_TEXT, example=example)}


def text(about: str, longest: int = LONGEST_TEXT, *, empty: bool = True) -> Metadata:
    """Text for people; with something in it unless it may be `empty`."""
    pattern, example = ("", "") if empty else (r"(?s).+", f"text of 1 to {longest} characters")
    return {KEY: Rule("text", about, pattern=pattern, longest=longest, example=example)}


def switch(about: str) -> Metadata:
    """True or false."""
    return {KEY: Rule("switch", about)}


def table(shape: tuple[int, ...], about: str) -> Metadata:
    """Numbers in rows: so many on each level."""
    return {KEY: Rule("table", about, shape=shape)}


def field_mistakes(kind: type, values: Mapping[str, Any], where: str) -> list[Mistake]:
    """What is missing from `values`, what nobody asked for, and what its field cannot hold.

    A field under another name is one mistake and not two.
    """
    rules = rules_of(kind)
    strangers = [key for key in values if key not in rules][:MOST_SHOWN]
    found = []
    for key, rule in rules.items():
        here = f"{where}.{key}"
        if key in values:
            found += [one for one in [judge(here, rule, values[key])] if one]
            continue
        instead = _nearest(key, strangers)
        told = f"nothing but {show_name(instead)}" if instead is not None else "nothing"
        found.append(Mistake(here, told, rule.expected))
        strangers = [one for one in strangers if one != instead]
    expected = f"only {', '.join(rules)}"
    found += [
        Mistake(f"{where}.{show_name(key)}", "an unknown field", expected) for key in strangers
    ]
    return found


def _nearest(key: str, strangers: list[str]) -> str | None:
    """The unknown field that was most likely meant to be this one."""
    near = [one for one in strangers if did_you_mean(str(one), [key])]
    return next(iter([*near, *strangers]), None)
