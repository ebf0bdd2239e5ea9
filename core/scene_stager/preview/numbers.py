# SPDX-License-Identifier: Apache-2.0
"""A take's channels as numpy arrays, and a few things that follow from them."""

import numpy as np
from numpy.typing import NDArray

from scene_stager.moks.take import Take

Floats = NDArray[np.float64]


def values(take: Take, name: str) -> Floats:
    """A channel as an array, shape (frames, width), in the unit the channel names."""
    channel = take.channel(name)
    return np.frombuffer(channel.values, dtype=np.float64).reshape(-1, channel.width)


def settings(take: Take, entity_id: str) -> dict[str, object]:
    """What is known of an entity and does not move."""
    return dict(take.entity(entity_id).settings)


def number(take: Take, entity_id: str, name: str) -> float:
    """One of those facts, as a number."""
    return float(take.entity(entity_id).settings[name])


def lights(take: Take) -> tuple[str, ...]:
    """The ids of the lights on the set, in order."""
    return tuple(e.id for e in take.entities if e.kind == "light")


def rate(columns: Floats, take: Take) -> Floats:
    """Change per second by central differences, along the frames; zero under four frames."""
    if len(columns) < 4:
        return np.zeros_like(columns)
    return np.gradient(columns, take.fps[1] / take.fps[0], axis=0)


def speed_of(columns: Floats, take: Take) -> Floats:
    """Length of the rate of change of a vector, shape (frames,)."""
    change = rate(columns, take)
    return np.asarray(np.sqrt(np.sum(change * change, axis=-1)))
