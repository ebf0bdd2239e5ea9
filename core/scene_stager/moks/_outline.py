# SPDX-License-Identifier: Apache-2.0
"""What a plan and a Take both begin with: the clock, and how things are named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from scene_stager.errors import Mistake, shorten
from scene_stager.moks.json_document import is_count, is_text, wrong

MAX_FRAMES = 200_000
MAX_CHANNELS = 1024
MAX_WIDTH = 64
MAX_VALUES = 100_000_000
MAX_START_FRAME = 10_000_000
MAX_RATE_TERM = 1_000_000
MAX_TITLE = 300

NAME = re.compile(r"[a-z][a-z0-9_]{0,63}(\.[a-z0-9_]{1,64}){1,4}")
UNIT = re.compile(r"[A-Za-z0-9_/^%]{0,24}")
DIGEST = re.compile(r"[0-9a-f]{64}")


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
