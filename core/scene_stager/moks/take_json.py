# SPDX-License-Identifier: Apache-2.0
"""Reading a Take that somebody hands over: strict keys and types, every number finite.

A record of where the file comes from may stand in it. It is no part of the Take, nor of its digest.
"""

from __future__ import annotations

import sys
from array import array
from typing import Any

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.moks._outline import (
    MAX_CHANNELS,
    MAX_FRAMES,
    MAX_VALUES,
    outline_mistakes,
)
from scene_stager.moks.json_document import (
    Upgrade,
    is_count,
    key_mistakes,
    load_object,
    upgraded,
    wrong,
)
from scene_stager.moks.take import SCHEMA, VERSION, Channel, Take

WHERE = "take"
MAX_CHARACTERS = 2**30
LARGEST = sys.float_info.max
KEYS = (
    "schema",
    "version",
    "title",
    "fps",
    "start_frame",
    "frame_count",
    "plan_hash",
    "digest",
    "inputs",
    "channels",
    "entities",
    "proxies",
)
CHANNEL_KEYS = ("name", "unit", "width", "values")


def _inputs_from_outside(document: dict[str, Any]) -> dict[str, Any]:
    """Version 2 says what the plan needed from outside; version 1 had no such plans."""
    if "inputs" in document:
        raise wrong(f"{WHERE}.version", "1, with inputs from outside", "2, which is the first to")
    return {**document, "version": 2, "inputs": []}


# One step each: UPGRADES[1] turns a document of version 1 into one of version 2.
UPGRADES: dict[int, Upgrade] = {1: _inputs_from_outside}


def read_take(text: str) -> Take:
    """Read a Take strictly: every key known, every number finite, the digest checked.

    Raises InputError with what is wrong.
    """
    document = upgraded(load_object(text, WHERE, MAX_CHARACTERS), SCHEMA, VERSION, UPGRADES, WHERE)
    if not isinstance(document.pop("record", {}), dict):
        raise wrong(f"{WHERE}.record", "no object", "an object, or none")
    mistakes = key_mistakes(document, KEYS, WHERE)
    if mistakes:
        raise InputError(mistakes)
    take = Take(
        title=document["title"],
        fps=document["fps"],
        start_frame=document["start_frame"],
        frame_count=document["frame_count"],
        plan_hash=document["plan_hash"],
        channels=_channels(document["channels"], document["frame_count"]),
        entities=document["entities"],
        proxies=document["proxies"],
        inputs=document["inputs"],
    )
    if document["digest"] != take.digest:
        expected = f"{take.digest}, which is what its contents give"
        raise wrong(f"{WHERE}.digest", shorten(document["digest"], 70), expected)
    return take


def _channels(listed: Any, frame_count: Any) -> tuple[Channel, ...]:
    if not isinstance(listed, list) or len(listed) > MAX_CHANNELS:
        raise wrong(f"{WHERE}.channels", shorten(listed), f"a list of at most {MAX_CHANNELS}")
    if not is_count(frame_count, 1, MAX_FRAMES):
        raise wrong(f"{WHERE}.frame_count", shorten(frame_count), f"1 to {MAX_FRAMES}")
    mistakes = [m for index, found in enumerate(listed) for m in _mistakes(index, found)]
    if mistakes:
        raise InputError(mistakes)
    if sum(channel["width"] for channel in listed) * frame_count > MAX_VALUES:
        raise wrong(f"{WHERE}.channels", "too many values", f"at most {MAX_VALUES} in all")
    return tuple(Channel(c["name"], c["unit"], c["width"], array("d", c["values"])) for c in listed)


def _mistakes(index: int, found: Any) -> list[Mistake]:
    where = f"{WHERE}.channels[{index}]"
    if not isinstance(found, dict):
        return [Mistake(where, shorten(found), "an object")]
    mistakes = key_mistakes(found, CHANNEL_KEYS, where)
    if mistakes:
        return mistakes
    mistakes = outline_mistakes(found["name"], found["unit"], found["width"], where)
    return mistakes + _value_mistakes(found["values"], f"{where}.values")


def _value_mistakes(values: Any, where: str) -> list[Mistake]:
    if not isinstance(values, list):
        return [Mistake(where, shorten(values), "a list of numbers")]
    if not set(map(type, values)) <= {int, float}:
        index = next(i for i, value in enumerate(values) if type(value) not in (int, float))
        return [Mistake(f"{where}[{index}]", shorten(values[index]), "a number")]
    for index, value in enumerate(values):
        if not -LARGEST <= value <= LARGEST:
            return [Mistake(f"{where}[{index}]", shorten(value), "a finite number")]
    return []
