# SPDX-License-Identifier: Apache-2.0
"""What a plan and a Take both begin with: the clock, who is on the set, how things are named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from typing import Any, Protocol

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.moks.json_document import is_count, is_text, key_mistakes, plain_mistake, wrong

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


@dataclass(frozen=True)
class Entity:
    """A thing on the set. `settings` are the facts about it that do not move, as plain JSON."""

    id: str
    kind: str
    settings: Mapping[str, Any]


@dataclass(frozen=True)
class Proxy:
    """A selector that a host must find, and where a stand-in goes when it finds nothing."""

    id: str
    selector: str
    entity: str
    position_m: tuple[float, float, float]
    size_m: float


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


def header_mistakes(header: Header) -> list[Mistake]:
    """What is wrong with the title and the clock."""
    found = []
    if not is_text(header.title, MAX_TITLE):
        found.append(Mistake("title", shorten(header.title), f"text, up to {MAX_TITLE} letters"))
    if len(header.fps) != 2 or not all(is_count(term, 1, MAX_RATE_TERM) for term in header.fps):
        found.append(Mistake("fps", shorten(header.fps), "two whole numbers such as [24000, 1001]"))
    if not is_count(header.start_frame, -MAX_START_FRAME, MAX_START_FRAME):
        found.append(Mistake("start_frame", shorten(header.start_frame), "a frame number"))
    if not is_count(header.frame_count, 1, MAX_FRAMES):
        found.append(Mistake("frame_count", shorten(header.frame_count), f"1 to {MAX_FRAMES}"))
    return found


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


def rate_from(listed: object, where: str) -> tuple[int, int]:
    """A rate as JSON has it: two whole numbers."""
    if not (isinstance(listed, (list, tuple)) and len(listed) == 2):
        raise wrong(f"{where}.fps", shorten(listed), "two whole numbers such as [24000, 1001]")
    return listed[0], listed[1]


def entities_from(listed: object, where: str) -> tuple[Entity, ...]:
    """Entities from plain JSON, or from things that are like them. Raises InputError."""
    found = _plain_things(listed, where, ENTITY_KEYS)
    mistakes = [
        Mistake(f"{where}[{index}].settings", shorten(thing["settings"]), "an object")
        for index, thing in enumerate(found)
        if not isinstance(thing["settings"], dict)
    ]
    if mistakes:
        raise InputError(mistakes)
    return tuple(Entity(thing["id"], thing["kind"], thing["settings"]) for thing in found)


def proxies_from(listed: object, where: str) -> tuple[Proxy, ...]:
    """Proxies from plain JSON, or from things that are like them. Raises InputError."""
    found = _plain_things(listed, where, PROXY_KEYS)
    mistakes = [m for index, thing in enumerate(found) for m in _about(thing, f"{where}[{index}]")]
    if mistakes:
        raise InputError(mistakes)
    return tuple(
        Proxy(p["id"], p["selector"], p["entity"], tuple(p["position_m"]), p["size_m"])
        for p in found
    )


def _plain_things(listed: object, where: str, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    if not isinstance(listed, (list, tuple)) or len(listed) > MAX_THINGS:
        raise wrong(where, shorten(listed), f"a list of at most {MAX_THINGS}")
    things = [_plain(thing) for thing in listed]
    mistakes: list[Mistake] = []
    for index, thing in enumerate(things):
        here = f"{where}[{index}]"
        if not isinstance(thing, dict):
            mistakes.append(Mistake(here, shorten(thing), f"an object with {', '.join(keys)}"))
            continue
        mistakes += key_mistakes(thing, keys, here)
        mistakes += [mistake for mistake in [plain_mistake(thing, here)] if mistake]
        mistakes += _identifier_mistakes(thing, here)
    mistakes = mistakes or twice([thing["id"] for thing in things], f"{where}.id")
    if mistakes:
        raise InputError(mistakes)
    return things


def _plain(thing: object) -> Any:
    return asdict(thing) if is_dataclass(thing) and not isinstance(thing, type) else thing


def _identifier_mistakes(thing: Mapping[str, Any], here: str) -> Iterable[Mistake]:
    for key in ("id", "kind", "entity"):
        text = thing.get(key, "x")
        if not (isinstance(text, str) and IDENTIFIER.fullmatch(text)):
            yield Mistake(f"{here}.{key}", shorten(text), "a plain identifier")


def _about(proxy: Mapping[str, Any], here: str) -> Iterable[Mistake]:
    place = proxy["position_m"]
    if not (isinstance(place, (list, tuple)) and [*map(_is_number, place)] == [True] * 3):
        yield Mistake(f"{here}.position_m", shorten(place), "three numbers")
    if not (_is_number(proxy["size_m"]) and proxy["size_m"] > 0):
        yield Mistake(f"{here}.size_m", shorten(proxy["size_m"]), "more than 0")
    if not is_text(proxy["selector"], MAX_TITLE):
        yield Mistake(f"{here}.selector", shorten(proxy["selector"]), "a selector")


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
