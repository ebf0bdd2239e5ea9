# SPDX-License-Identifier: Apache-2.0
"""What a plan needs from outside: named, of a known kind, told by its sha256, and never held."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.moks._outline import DIGEST, twice
from scene_stager.moks.json_document import key_mistakes, wrong

MAX_PLAN_INPUTS = 64
INPUT_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")  # a word, so that it never leads out of a folder
INPUT_KEYS = ("name", "kind", "sha256")


@dataclass(frozen=True)
class InputKind:
    """One kind of input: what it is, as a message says it, and how large it may be."""

    about: str
    most_bytes: int


INPUT_KINDS: Mapping[str, InputKind] = {
    "mesh": InputKind("a mesh: points and the faces between them", 2**30),
    "path": InputKind("a path: a table of times and positions, as JSON", 2**26),
    "picture": InputKind("a picture", 2**30),
    "take": InputKind("a Take, such as shot.take.json", 2**30),
}


@dataclass(frozen=True)
class PlanInput:
    """A thing that a plan names and does not hold: whoever executes it hands over these bytes."""

    name: str
    kind: str
    sha256: str


def inputs_from(listed: object, where: str) -> tuple[PlanInput, ...]:
    """Inputs from plain JSON, or as they are; each judged. Raises InputError with every mistake."""
    if not isinstance(listed, (list, tuple)) or len(listed) > MAX_PLAN_INPUTS:
        raise wrong(where, shorten(listed), f"a list of at most {MAX_PLAN_INPUTS}")
    plain = [asdict(one) if isinstance(one, PlanInput) else one for one in listed]
    mistakes = [m for index, one in enumerate(plain) for m in _mistakes(one, f"{where}[{index}]")]
    mistakes = mistakes or twice([one["name"] for one in plain], where)
    if mistakes:
        raise InputError(mistakes)
    return tuple(PlanInput(**one) for one in plain)


def _mistakes(one: Any, here: str) -> list[Mistake]:
    if not isinstance(one, dict):
        return [Mistake(here, shorten(one), f"an object with {', '.join(INPUT_KEYS)}")]
    found = key_mistakes(one, INPUT_KEYS, here)
    if found:
        return found
    name, kind, sha256 = (one[key] for key in INPUT_KEYS)
    if not (isinstance(name, str) and INPUT_NAME.fullmatch(name)):
        found.append(Mistake(f"{here}.name", shorten(name), "a word in small letters"))
    if not (isinstance(kind, str) and kind in INPUT_KINDS):
        found.append(Mistake(f"{here}.kind", shorten(kind), f"one of {', '.join(INPUT_KINDS)}"))
    if not (isinstance(sha256, str) and DIGEST.fullmatch(sha256)):
        found.append(Mistake(f"{here}.sha256", shorten(sha256, 70), "64 hexadecimal digits"))
    return found
