# SPDX-License-Identifier: Apache-2.0
"""Where a scene says a colour: what says it, the colours, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from scene_stager.maths.arrays import Floats

SURFACE, AIR = "surface", "air"
MOST_SAMPLES = 100_000  # over time, of one attribute; house default
MOST_COLOURS = 200_000  # of one attribute at one time; evenly drawn from more; house default


@dataclass(frozen=True, eq=False)
class Site:
    """One place of a prim that says colours (n, 3), linear Rec.709.

    `frames` (n) are their time codes, where they change. `why_unknown` says what could not be
    looked at, in words; then there may be no colours.
    """

    part: str
    said_by: str
    colours: Floats
    frames: tuple[float, ...] = ()
    why_unknown: str = ""


def unknown(part: str, said_by: str, why: str) -> Site:
    """A place that says a colour nobody here can read."""
    return Site(part, said_by, np.empty((0, 3)), why_unknown=why)


def times_of(*attributes: Any) -> list[float]:
    """The time codes at which some attributes have samples. Raises ValueError for too many."""
    found = sorted({time for one in attributes if one for time in one.GetTimeSamples()})
    if len(found) > MOST_SAMPLES:
        raise ValueError(f"over {MOST_SAMPLES} samples over time")
    return found


def colours_of(value: Any) -> Floats | None:
    """A USD value as colours (n, 3); None for what is none."""
    if value is None:
        return None
    try:
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        return None
    if array.ndim == 1 and array.size in (3, 4):
        array = array[None]
    if array.ndim != 2 or array.shape[1] not in (3, 4):
        return None
    step = -(-len(array) // MOST_COLOURS)
    return array[:: max(step, 1), :3]


def sites_over_time(part: str, said_by: str, attribute: Any) -> Iterator[Site]:
    """The colours of an attribute, at each of its times."""
    times = times_of(attribute)
    if not times:
        colours = colours_of(attribute.Get())
        if colours is not None:
            yield Site(part, said_by, colours)
        return
    for time in times:
        colours = colours_of(attribute.Get(time))
        if colours is not None:
            yield Site(part, said_by, colours, (time,) * len(colours))
