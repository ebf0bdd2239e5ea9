# SPDX-License-Identifier: Apache-2.0
"""A stranger's JSON, bounded before it is parsed; what is odd in it is kept, to be named."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from json import JSONDecodeError
from math import isfinite

from scene_stager.errors import InputError, Mistake
from scene_stager.plain_file import too_large

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 32
MAX_DIGITS = 18

MARKS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)

TRAILING_COMMA = "Trailing comma"

# What the parser wanted, in words that do not need a programmer.
WANTED = {
    "Expecting ',' delimiter": "a comma or a closing bracket",
    "Expecting ':' delimiter": "a colon after the name",
    "Expecting property name enclosed in double quotes": "a name in double quotes",
    "Expecting value": "a value",
    "Unterminated string starting at": "a closing quote",
    "Invalid control character at": "no line break inside quotes",
    "Extra data": "nothing after the document",
    TRAILING_COMMA: "no comma before a closing bracket",
    "Illegal trailing comma before end of object": "no comma before a closing bracket",
    "Illegal trailing comma before end of array": "no comma before a closing bracket",
}


@dataclass(frozen=True)
class OddNumber:
    """A number that the text spells but no field can hold: NaN, infinity, or endless digits."""

    spelling: str


class Object(dict[str, object]):
    """A JSON object that remembers which of its names were written more than once."""

    repeated: tuple[str, ...] = ()


def parse(data: bytes, where: str, most_bytes: int = MAX_BYTES) -> object:
    """The tree that `data` spells, or InputError with the one thing that stops it being read."""
    if len(data) > most_bytes:
        raise too_large(where, len(data), most_bytes)
    text = _decode(data, where)
    depth = _depth(text)
    if depth > MAX_DEPTH:
        raise InputError(
            Mistake(where, f"brackets nested {depth} deep", f"at most {MAX_DEPTH} levels")
        )
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=OddNumber,
            parse_int=_whole,
            parse_float=_decimal,
        )
    except JSONDecodeError as error:
        raise InputError(_not_json(text, error, where)) from None


def _decode(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"the byte 0x{data[error.start]:02x}"
        raise InputError(
            Mistake(f"{where} line {line}, byte {error.start}", found, "text in UTF-8")
        ) from None


def _depth(text: str) -> int:
    """How deep the brackets go, counted without a stack: depth is a stranger's to choose."""
    depth = deepest = 0
    for mark in MARKS.finditer(text):
        if mark.group() in ("{", "["):
            depth += 1
            deepest = max(deepest, depth)
        elif mark.group() in ("}", "]"):
            depth -= 1
    return deepest


def _object(pairs: list[tuple[str, object]]) -> Object:
    found = Object(pairs)
    if len(found) < len(pairs):
        times = Counter(name for name, _ in pairs)
        found.repeated = tuple(name for name in found if times[name] > 1)
    return found


def _whole(spelling: str) -> object:
    return int(spelling) if len(spelling) <= MAX_DIGITS else OddNumber(spelling)


def _decimal(spelling: str) -> object:
    value = float(spelling)
    return value if isfinite(value) else OddNumber(spelling)


def _not_json(text: str, error: JSONDecodeError, where: str) -> Mistake:
    before = text[: error.pos].rstrip()
    if text[error.pos : error.pos + 1] in ("}", "]") and before.endswith(","):
        # Python 3.13 points at the comma, older ones at the bracket; the comma is the mistake.
        error = JSONDecodeError(TRAILING_COMMA, text, len(before) - 1)
    place = f"{where} line {error.lineno}, column {error.colno}"
    rest = text[error.pos : error.pos + 1]
    found = repr(rest) if rest else "the end of the text"
    wanted = WANTED.get(error.msg, f"JSON ({error.msg})")
    return Mistake(place, found, wanted)
