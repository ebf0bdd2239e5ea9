# SPDX-License-Identifier: Apache-2.0
"""What a host spawns where a selector found nothing: an Empty, a Locator, an empty Actor."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

PREFIX = "MISSING_TARGET_"
LONGEST_NAME = 63  # Blender before 5.0 cuts names there
HASH_DIGITS = 8
PLAIN = re.compile(r"(name|tag|role|collection):[A-Za-z0-9]+(_[A-Za-z0-9]+)*")


@dataclass(frozen=True)
class ProxyNullSpec:
    """A stand-in: its name, what it stands in for, where, how big, and why it had to come."""

    name: str
    selector: str
    position_m: tuple[float, float, float]
    size_m: float
    reason: str


def stand_in_for(
    selector: str, position_m: tuple[float, float, float], size_m: float, reason: str
) -> ProxyNullSpec:
    """The stand-in for a selector, under the name that every host gives it."""
    return ProxyNullSpec(stand_in_name(selector), selector, position_m, size_m, reason)


def stand_in_name(selector: str) -> str:
    """MISSING_TARGET_ and the selector in letters that every host allows.

    A selector that cannot be read back from such letters gets eight digits of its sha256 as
    well, so that two selectors do not share a name by accident.
    """
    readable = re.sub(r"[^A-Za-z0-9]+", "_", selector).strip("_") or "nothing"
    if PLAIN.fullmatch(selector) and len(PREFIX + readable) <= LONGEST_NAME:
        return PREFIX + readable
    digits = hashlib.sha256(selector.encode("utf-8")).hexdigest()[:HASH_DIGITS]
    room = LONGEST_NAME - len(PREFIX) - HASH_DIGITS - 1
    return f"{PREFIX}{readable[:room].rstrip('_')}_{digits}"
