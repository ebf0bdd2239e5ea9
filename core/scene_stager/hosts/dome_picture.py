# SPDX-License-Identifier: Apache-2.0
"""Surroundings as a picture in latitude and longitude, for hosts whose domes take one.

The standard library is enough for it, and the same surroundings give the same bytes everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import lru_cache
from hashlib import sha256

from scene_stager.hosts.bare_numbers import LUMA
from scene_stager.hosts.sky_light import NEAR_NOTHING, Way, dome_light, sky_light
from scene_stager.moks.entities import DomeFacts, Entity, SkyFacts

Colour = tuple[float, float, float]
Seen = Callable[[Way], Colour]
Rows = list[list[Colour]]

ROWS_HEIGHT, SKY_HEIGHT = 32, 64  # rows of a picture, half as many as columns
PICTURE, LARGEST_BYTES = ".hdr", 40_000
LEAST = 1e-32  # below it a pixel is black
DIGITS = 9  # what a system's own sine leaves in the last digits is rounded away first


def dome_pictures(entities: Iterable[Entity]) -> dict[str, bytes]:
    """The picture of every uneven dome, by the name of its file, which is its sha256."""
    domes = (one.facts for one in entities if isinstance(one.facts, DomeFacts))
    return {picture_name(dome): dome_picture(dome) for dome in domes if not is_even(dome)}


def picture_name(dome: DomeFacts) -> str:
    """The name of the file of a dome's picture."""
    return sha256(dome_picture(dome)).hexdigest() + PICTURE


def is_even(dome: DomeFacts) -> bool:
    """Whether the same light comes from everywhere, or none."""
    if isinstance(dome, SkyFacts):
        return not dome.zenith_nit and not any(dome.ground_nit)
    size = max(abs(float(one)) for row in dome.sh_nit for one in row)
    return all(abs(float(one)) <= NEAR_NOTHING * size for row in dome.sh_nit[1:] for one in row)


@lru_cache(maxsize=8)
def dome_picture(dome: DomeFacts) -> bytes:
    """A Radiance picture of a dome in its own colours, over its mean luminance, which is said
    beside it. Where harmonics add up to less than no light it is black.
    """
    if isinstance(dome, SkyFacts):
        sky = dome
        return _spelt(_of_mean_one(_looked(SKY_HEIGHT, lambda way: sky_light(sky, way))))
    return _spelt(_of_mean_one(_looked(ROWS_HEIGHT, lambda way: dome_light(dome, way))))


def radiance_picture(height: int, seen: Seen) -> bytes:
    """A Radiance picture of what is seen along ways: its middle along +x, what is right of it -y.

    source   Ward 1991, Real pixels, Graphics Gems II: a shared exponent, plain rows
    frame    +z is the upper edge
    """
    return _spelt(_looked(height, seen))


def _looked(height: int, seen: Seen) -> Rows:
    """What is seen along the middle of every pixel, row by row."""
    lines = []
    for row in range(height):
        down = math.pi * (row + 0.5) / height
        level, up = math.sin(down), math.cos(down)
        turns = [math.pi * ((column + 0.5) / height - 1.0) for column in range(2 * height)]
        ways = [(level * math.cos(turn), -level * math.sin(turn), up) for turn in turns]
        lines.append([seen(way) for way in ways])
    return lines


def _of_mean_one(lines: Rows) -> Rows:
    """All of it divided by its mean luminance over all directions."""
    height = len(lines)
    bands = [math.cos(math.pi * row / height) for row in range(height + 1)]
    mean = LEAST
    for line, upper, lower in zip(lines, bands, bands[1:]):
        share = (upper - lower) / 2.0 / len(line)
        mean += share * sum(weight * sum(one) for weight, one in zip(LUMA, zip(*line)))
    return [[(one[0] / mean, one[1] / mean, one[2] / mean) for one in line] for line in lines]


def _spelt(lines: Rows) -> bytes:
    """Rows of light as a file."""
    size = f"-Y {len(lines)} +X {len(lines[0])}"
    head = f"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n{size}\n".encode("ascii")
    return head + b"".join(_pixel(one) for line in lines for one in line)


def _pixel(colour: Colour) -> bytes:
    """A colour in steps of its brightest part; the nearest, since programs read a step as its foot.

    source   rgbe.c, Walter 1995; Blender 4.2 to 5.2, measured. (Ward read it as the middle.)
    """
    told = [float(f"{one:.{DIGITS}g}") for one in colour]
    brightest = max(told)
    if brightest < LEAST:
        return bytes(4)
    share, exponent = math.frexp(brightest)
    scale = share * 256.0 / brightest
    red, green, blue = (min(int(round(one * scale, DIGITS) + 0.5), 255) for one in told)
    return bytes((red, green, blue, exponent + 128))
