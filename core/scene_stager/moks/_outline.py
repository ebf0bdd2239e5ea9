# SPDX-License-Identifier: Apache-2.0
"""What the head of a plan and of a Take must look like: the clock, names, entities and proxies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from scene_stager.errors import Mistake, shorten
from scene_stager.moks._strict_json import is_count, is_text, key_mistakes, plain_mistake

MAX_FRAMES = 200_000
MAX_CHANNELS = 1024
MAX_WIDTH = 64
MAX_VALUES = 100_000_000
MAX_START_FRAME = 10_000_000
MAX_RATE_TERM = 1_000_000
MAX_THINGS = 1024
MAX_TITLE = 300

NAME = re.compile(r"[a-z][a-z0-9_]{0,63}(\.[a-z0-9_]{1,64}){1,4}")
UNIT = re.compile(r"[A-Za-z0-9_/^%]{0,24}")
DIGEST = re.compile(r"[0-9a-f]{64}")
IDENTIFIER = re.compile(r"[A-Za-z0-9_]{1,64}(\.[A-Za-z0-9_]{1,64}){0,4}")

ENTITY_KEYS = ("id", "kind", "settings")
PROXY_KEYS = ("id", "selector", "entity", "position_m", "size_m")

Thing = Mapping[str, Any]


class Header(Protocol):
    """What a plan and a Take both say before their numbers begin."""

    @property
    def title(self) -> str:
        """What people call the shot."""

    @property
    def fps(self) -> tuple[int, int]:
        """The rate as a fraction."""

    @property
    def start_frame(self) -> int:
        """The number of the first frame."""

    @property
    def frame_count(self) -> int:
        """How many frames there are."""

    @property
    def entities(self) -> tuple[Thing, ...]:
        """Who is on the set."""

    @property
    def proxies(self) -> tuple[Thing, ...]:
        """Who may have to be stood in for."""


def header_mistakes(header: Header) -> list[Mistake]:
    """What is wrong with the title, the clock, the entities and the proxies."""
    found = []
    if not is_text(header.title, MAX_TITLE):
        found.append(Mistake("title", shorten(header.title), f"text, up to {MAX_TITLE} letters"))
    if len(header.fps) != 2 or not all(is_count(term, 1, MAX_RATE_TERM) for term in header.fps):
        found.append(Mistake("fps", shorten(header.fps), "two whole numbers such as [24000, 1001]"))
    if not is_count(header.start_frame, -MAX_START_FRAME, MAX_START_FRAME):
        found.append(Mistake("start_frame", shorten(header.start_frame), "a frame number"))
    if not is_count(header.frame_count, 1, MAX_FRAMES):
        found.append(Mistake("frame_count", shorten(header.frame_count), f"1 to {MAX_FRAMES}"))
    found += _thing_mistakes(header.entities, "entities", ENTITY_KEYS)
    found += _thing_mistakes(header.proxies, "proxies", PROXY_KEYS)
    return found or _proxy_mistakes(header.proxies)


def outline_mistakes(name: object, unit: object, width: object, where: str) -> list[Mistake]:
    """What is wrong with the name, unit or width of a channel or a node."""
    found = []
    if not (isinstance(name, str) and NAME.fullmatch(name)):
        found.append(Mistake(f"{where}.name", shorten(name), "entity.quantity_unit in lower case"))
    if not (isinstance(unit, str) and UNIT.fullmatch(unit)):
        found.append(Mistake(f"{where}.unit", shorten(unit), "a unit such as m, deg or 1/m"))
    if not is_count(width, 1, MAX_WIDTH):
        found.append(Mistake(f"{where}.width", shorten(width), f"1 to {MAX_WIDTH}"))
    return found


def twice(names: Sequence[object], where: str) -> list[Mistake]:
    """Which names are said more than once."""
    again = [name for name, count in Counter(names).items() if count > 1]
    return [Mistake(where, f"{shorten(name)} more than once", "it once") for name in again[:5]]


def _thing_mistakes(things: Sequence[Thing], where: str, keys: tuple[str, ...]) -> list[Mistake]:
    if len(things) > MAX_THINGS:
        return [Mistake(where, f"{len(things)} of them", f"at most {MAX_THINGS}")]
    found: list[Mistake] = []
    for index, thing in enumerate(things):
        here = f"{where}[{index}]"
        if not isinstance(thing, dict):
            found.append(Mistake(here, shorten(thing), f"an object with {', '.join(keys)}"))
            continue
        found += key_mistakes(thing, keys, here)
        found += [m for m in [plain_mistake(thing, here)] if m]
        for key in ("id", "kind", "entity"):
            text = thing.get(key, "x")
            if not (isinstance(text, str) and IDENTIFIER.fullmatch(text)):
                found.append(Mistake(f"{here}.{key}", shorten(text), "a plain identifier"))
        if not isinstance(thing.get("settings", {}), dict):
            found.append(Mistake(f"{here}.settings", shorten(thing["settings"]), "an object"))
    return found or twice([thing["id"] for thing in things], f"{where}.id")


def _proxy_mistakes(proxies: Sequence[Thing]) -> list[Mistake]:
    found = []
    for index, proxy in enumerate(proxies):
        here = f"proxies[{index}]"
        place = proxy["position_m"]
        if not (isinstance(place, (list, tuple)) and [*map(_is_number, place)] == [True] * 3):
            found.append(Mistake(f"{here}.position_m", shorten(place), "three numbers"))
        if not (_is_number(proxy["size_m"]) and proxy["size_m"] > 0):
            found.append(Mistake(f"{here}.size_m", shorten(proxy["size_m"]), "more than 0"))
        if not is_text(proxy["selector"], MAX_TITLE):
            found.append(Mistake(f"{here}.selector", shorten(proxy["selector"]), "a selector"))
    return found


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
