# SPDX-License-Identifier: Apache-2.0
"""One value against the rule of its field: either it may stand, or one clear line says why not."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from difflib import get_close_matches

from scene_stager.errors import Mistake, shorten
from scene_stager.script.field import Rule
from scene_stager.script.rate import read_rate
from scene_stager.script.strict_json import OddNumber

LONGEST_NAME = 64
LARGEST = sys.float_info.max
UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]")  # all but the line break


def judge(where: str, rule: Rule, value: object) -> Mistake | None:
    """What is wrong with `value` in a field with this rule, if anything is."""
    if value is None and rule.optional:
        return None
    if _stands(rule, value):
        wrong = None if rule.unfit is None else rule.unfit(value)
        return None if wrong is None else Mistake(where, *wrong)
    advice = rule.advice if isinstance(value, (int, float)) else ""
    if rule.kind == "word" and isinstance(value, str):
        advice = did_you_mean(value, rule.words())
    return Mistake(where, show(value), rule.expected, advice)


def accept(rule: Rule, value: object) -> object:
    """A value that was judged sound, in the type its field holds."""
    if rule.kind == "number" and isinstance(value, int):
        return float(value)
    if rule.kind == "table" and isinstance(value, (list, tuple)):
        return tuple(tuple(map(float, row)) for row in value)
    return read_rate(value) if rule.kind == "rate" else value


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Advice that names the nearest known word, or nothing when none is near."""
    near = get_close_matches(word.lower()[:64], list(known), n=1, cutoff=0.6)
    return f"Did you mean {near[0]}?" if near else ""


def show(value: object) -> str:
    """A stranger's value on one line, in the words of JSON."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, OddNumber):
        spelling = value.spelling
        return spelling if len(spelling) <= 24 else f"a number of {len(spelling)} characters"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, (list, tuple)):
        return _show_list(value)
    if isinstance(value, int) and abs(value) >= 10**18:
        return "a number beyond counting"
    return shorten(value)


def show_name(name: object) -> str:
    """A stranger's field name, safe to print: in quotes and shortened unless it is a plain word."""
    if isinstance(name, str) and name.isidentifier() and len(name) <= LONGEST_NAME:
        return name
    return shorten(name)


def _show_list(value: list[object] | tuple[object, ...]) -> str:
    plain = all(isinstance(part, (int, float, OddNumber)) for part in value)
    if plain and len(value) <= 4:
        return f"[{', '.join(show(part) for part in value)}]"
    return f"a list of {len(value)}"


def _stands(rule: Rule, value: object) -> bool:
    if rule.kind == "switch":
        return isinstance(value, bool)
    if rule.kind == "rate":
        return read_rate(value) is not None
    if rule.kind == "word":
        return isinstance(value, str) and value in rule.words()
    if rule.kind == "text":
        return isinstance(value, str) and _is_good_text(rule, value)
    if rule.kind == "table":
        return _is_table(value, rule.shape, rule.longest)
    numeric = int if rule.kind == "whole" else (int, float)
    if isinstance(value, bool) or not isinstance(value, numeric):
        return False
    return rule.low <= value <= rule.high and not (rule.above and value == rule.low)


def _is_table(value: object, shape: tuple[int, ...], longest: int = 0) -> bool:
    if not shape:
        return type(value) in (int, float) and -LARGEST <= value <= LARGEST  # type: ignore[operator]
    if not isinstance(value, (list, tuple)):
        return False
    rows = len(value) == shape[0] if shape[0] else len(value) <= longest
    return rows and all(_is_table(one, shape[1:]) for one in value)


def _is_good_text(rule: Rule, value: str) -> bool:
    if len(value) > rule.longest or UNPRINTABLE.search(value):
        return False
    return re.fullmatch(rule.pattern, value) is not None if rule.pattern else True
