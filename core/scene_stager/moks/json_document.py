# SPDX-License-Identifier: Apache-2.0
"""Reading a stranger's JSON: bounded, without NaN, without doubled keys, and never a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from scene_stager.errors import InputError, Mistake, shorten

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
MAX_DEPTH = 32
MAX_PLAIN_PARTS = 2_000_000


def text_of(data: bytes, where: str) -> str:
    """The text that a file's bytes spell in UTF-8, or one line that says where they do not."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"the byte 0x{data[error.start]:02x} at {error.start}"
        raise wrong(where, found, "text in UTF-8") from None


def load_object(text: str, where: str, max_characters: int) -> dict[str, Any]:
    """Parse `text` as one JSON object, or say in one line why it is not one."""
    if len(text) > max_characters:
        raise wrong(where, f"{len(text)} characters", f"at most {max_characters}")
    try:
        found = json.loads(text, parse_constant=_refuse, object_pairs_hook=_no_doubles)
    except RecursionError:
        raise wrong(where, "brackets nested without end", "a flat document") from None
    except ValueError as error:
        raise wrong(where, f"text that is not JSON ({error})", "a JSON object") from None
    if not isinstance(found, dict):
        raise wrong(where, type(found).__name__, "a JSON object")
    if _is_deep(found):
        raise wrong(where, "brackets nested without end", f"at most {MAX_DEPTH} levels")
    return found


def upgraded(
    document: dict[str, Any],
    schema: str,
    version: int,
    upgrades: Mapping[int, Upgrade],
    where: str,
) -> dict[str, Any]:
    """`document` brought to `version` one step at a time; refused when it is not of that schema."""
    if document.get("schema") != schema:
        raise wrong(f"{where}.schema", shorten(document.get("schema")), repr(schema))
    found = document.get("version")
    if not is_count(found, 1, version):
        advice = "A newer Scene Stager may have written it." if is_count(found, 1, 10**6) else ""
        raise wrong(f"{where}.version", shorten(found), f"1 to {version}", advice)
    for step in range(document["version"], version):
        document = upgrades[step](document)
    return document


def wrong(where: str, found: str, expected: str, advice: str = "") -> InputError:
    """One mistake, ready to raise."""
    return InputError(Mistake(where, found, expected, advice))


def key_mistakes(document: Mapping[str, object], keys: Iterable[str], where: str) -> list[Mistake]:
    """What is missing from `document`, and what nobody asked for."""
    wanted = tuple(keys)
    missing = [
        Mistake(f"{where}.{key}", "nothing", "a value") for key in wanted if key not in document
    ]
    unknown = [
        Mistake(f"{where}.{shorten(key)[1:-1]}", "an unknown key", f"only {', '.join(wanted)}")
        for key in document
        if key not in wanted
    ]
    return missing + unknown[:5]


def plain_mistake(value: object, where: str) -> Mistake | None:
    """Why `value` is not modest plain JSON (finite, bounded in depth and size), if it is not."""
    waiting: list[tuple[object, int]] = [(value, 0)]
    parts = 0
    while waiting:
        part, depth = waiting.pop()
        parts += 1
        if depth > MAX_DEPTH or parts > MAX_PLAIN_PARTS:
            return Mistake(where, "a very deep or very large value", f"at most {MAX_DEPTH} levels")
        if isinstance(part, dict):
            if not all(isinstance(key, str) and _encodes(key) for key in part):
                return Mistake(where, "keys that are not text", "text keys")
            waiting += [(item, depth + 1) for item in part.values()]
        elif isinstance(part, (list, tuple)):
            waiting += [(item, depth + 1) for item in part]
        elif not _is_scalar(part):
            return Mistake(where, shorten(part), "finite numbers, text, lists and objects")
    return None


def is_count(value: object, low: int, high: int) -> bool:
    """True for a whole number (and not a bool) from `low` to `high`."""
    return type(value) is int and low <= value <= high


def is_text(value: object, longest: int) -> bool:
    """True for text of bounded length that can be written as UTF-8."""
    return isinstance(value, str) and len(value) <= longest and _encodes(value)


def _is_deep(document: object) -> bool:
    """True beyond MAX_DEPTH levels. Long lists of numbers are passed over at the speed of C."""
    level = [document]
    for _ in range(MAX_DEPTH):
        inner: list[object] = []
        for part in level:
            items = part.values() if isinstance(part, dict) else part
            if isinstance(items, Iterable) and not {list, dict}.isdisjoint(map(type, items)):
                inner += [item for item in items if isinstance(item, (list, dict))]
        level = inner
    return bool(level)


def _is_scalar(part: object) -> bool:
    if part is None or isinstance(part, bool):
        return True
    if isinstance(part, str):
        return _encodes(part)
    if isinstance(part, int):
        return abs(part) <= 2**63
    return isinstance(part, float) and part - part == 0.0


def _encodes(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is not a number that JSON knows")


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("one object says the same key twice")
    return found
