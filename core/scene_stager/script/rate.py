# SPDX-License-Identifier: Apache-2.0
"""Frame rates as exact fractions, however people write them."""

from __future__ import annotations

from math import gcd

NTSC = (24, 30, 48, 60, 120)  # these run slow by 1000/1001
NTSC_SPELLING = 0.005  # 23.976 and 23.98 both mean 24000/1001
SLOWEST_FPS, FASTEST_FPS = 1, 240
LARGEST_PART = 1_000_000


def read_rate(value: object) -> tuple[int, int] | None:
    """24, 23.976, [24000, 1001] or (24000, 1001) in lowest terms; None when it is no frame rate."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return _within(value, 1)
    if isinstance(value, float):
        return _from_decimal(value)
    if isinstance(value, (list, tuple)) and len(value) == 2:
        top, bottom = value
        if type(top) is int and type(bottom) is int:
            return _within(top, bottom)
    return None


def read_rate_text(text: str) -> tuple[int, int] | None:
    """The same from a command line: "24", "23.976" or "24000/1001"."""
    try:
        if "/" in text:
            return read_rate([int(part) for part in text.split("/", 1)])
        return read_rate(float(text))
    except ValueError:
        return None


def _from_decimal(value: float) -> tuple[int, int] | None:
    if not SLOWEST_FPS <= value <= FASTEST_FPS:
        return None
    if value.is_integer():
        return int(value), 1
    for nominal in NTSC:
        if abs(value - nominal * 1000 / 1001) < NTSC_SPELLING:
            return _within(nominal * 1000, 1001)
    return None


def _within(top: int, bottom: int) -> tuple[int, int] | None:
    if not (0 < top <= LARGEST_PART and 0 < bottom <= LARGEST_PART):
        return None
    if not SLOWEST_FPS * bottom <= top <= FASTEST_FPS * bottom:
        return None
    shared = gcd(top, bottom)
    return top // shared, bottom // shared
