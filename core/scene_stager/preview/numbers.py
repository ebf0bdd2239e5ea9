# SPDX-License-Identifier: Apache-2.0
"""A take's channels as numpy arrays, and a few things that follow from them."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.moks.entities import LightFacts
from scene_stager.moks.take import Take
from scene_stager.shot.lighting.surface_ride import RideFault

RIDE_FAULT = ".ride_fault"


def values(take: Take, name: str) -> Floats:
    """A channel as an array, shape (frames, width), in the unit the channel names."""
    channel = take.channel(name)
    return np.frombuffer(channel.values, dtype=np.float64).reshape(-1, channel.width)


def lights(take: Take) -> dict[str, LightFacts]:
    """The lights on the set by their ids, in order."""
    return {e.id: e.facts for e in take.entities if isinstance(e.facts, LightFacts)}


def riders(take: Take) -> list[str]:
    """The lights of a take that ride a surface."""
    return [name.removesuffix(RIDE_FAULT) for name in take.names if name.endswith(RIDE_FAULT)]


def lost_runs(take: Take, light: str) -> Iterator[tuple[int, int, RideFault]]:
    """Where a surface lost a light that rides it: the first frame, the one past the last, and why.

    Frames are counted from 0.
    """
    kinds = list(RideFault)
    faults = values(take, f"{light}{RIDE_FAULT}")[:, 0].astype(int)
    begins = np.flatnonzero(np.diff(faults, prepend=0, append=0))
    for first, end in pairwise(begins.tolist()):
        if faults[first]:
            yield first, end, kinds[faults[first] - 1]


def rate(columns: Floats, take: Take, order: int = 1) -> Floats:
    """First, second or third change per second, by central differences along the frames.

    The outermost `order` frames take the rate of their nearest neighbour that has one: a one-sided
    difference would invent jerks there. Too few frames for any give zero.
    """
    inner = columns
    if len(columns) <= 2 * order:
        return np.zeros_like(columns)
    for _ in range(order):
        inner = (inner[2:] - inner[:-2]) * (0.5 * take.fps[0] / take.fps[1])
    first, last = np.repeat(inner[:1], order, axis=0), np.repeat(inner[-1:], order, axis=0)
    return np.concatenate([first, inner, last])


def speed_of(columns: Floats, take: Take) -> Floats:
    """Length of the rate of change of a vector, shape (frames,)."""
    change = rate(columns, take)
    return np.asarray(np.sqrt(np.sum(change * change, axis=-1)))
