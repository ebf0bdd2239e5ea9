# SPDX-License-Identifier: Apache-2.0
"""A channel as rows of numbers, ready for USD: one row when it never changes."""

from __future__ import annotations

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.moks.take import Channel, Take

CM_PER_M = 100.0
CM_DECIMALS = 7  # as a Take has nine of a metre; otherwise 0.29 m would be 28.999999999999996


def rows_of(channel: Channel) -> Floats:
    """The channel as (n, width), or as (1, width) when every frame says the same."""
    rows = np.frombuffer(channel.values).reshape(-1, channel.width)
    return settled(rows)


def settled(rows: Floats, within: float = 0.0) -> Floats:
    """The same rows, or the first of them alone when all are equal, or within a share of it."""
    first = rows[:1]
    return first if bool((np.abs(rows - first) <= within * np.abs(first)).all()) else rows


def find_channel(take: Take, name: str, width: int) -> Channel | None:
    """The channel of that name, if the Take has it and it is as wide as that."""
    for channel in take.channels:
        if channel.name == name:
            return channel if channel.width == width else None
    return None


def find_rows(take: Take, name: str, width: int = 1) -> Floats | None:
    """The rows of a channel, if the Take has it and it is as wide as that."""
    channel = find_channel(take, name, width)
    return None if channel is None else rows_of(channel)


def cm_from_m(metres: Floats) -> Floats:
    """Metres in the stage's centimetres, to the digits that a Take has."""
    return np.round(metres * CM_PER_M, CM_DECIMALS)


def to_cm(metre: float) -> float:
    """One length in the stage's centimetres."""
    return round(float(metre) * CM_PER_M, CM_DECIMALS)


def m_from_cm(centimetres: float) -> float:
    """Centimetres of the stage as the nine-digit metres that a Take has."""
    return nine_digits(centimetres / CM_PER_M)


def nine_digits(value: float) -> float:
    """The double nearest to nine decimals below one, to nine significant digits from there on."""
    return float(f"{value:.9f}" if abs(value) < 1.0 else f"{value:.8e}") + 0.0
