# SPDX-License-Identifier: Apache-2.0
"""The sky of a shot as a cubemap, 1 on average; its level is keyed on the SkyLight.

Surroundings in two tones are grey, brighter above than below; their colour is keyed too. A clear
sky has its own colours, brightest where the sun stands, and so have surroundings in nine rows.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import unreal

from scene_stager.hosts.bare_numbers import LUMA
from scene_stager.hosts.dome_picture import Colour, radiance_picture
from scene_stager.hosts.moks_host import Part
from scene_stager.hosts.sky_light import dome_light, is_in_two_tones, mean_nit, sky_light
from scene_stager.moks.entities import DomeFacts, SkyFacts

from .imports import imported
from .stage import Stage

HEIGHT, SKY_HEIGHT = 32, 128  # rows of a picture, half as many as columns
# Real spherical harmonics: a constant, and z.
CONSTANT, RISE = 0.5 / math.sqrt(math.pi), math.sqrt(3.0 / (4.0 * math.pi))
STEPS = 1000  # slopes are told apart to a thousandth


def cubemap_of(stage: Stage, part: Part) -> unreal.Texture | None:
    """The cubemap of a dome; skies that look alike share one."""
    facts = DomeFacts.of(part.entity)
    if isinstance(facts, SkyFacts):
        told = (facts.turbidity, facts.sun_heading_deg, facts.sun_elevation_deg, facts.ground_share)
        name = f"Sky_clear_{sha256(repr((told, facts.ground_nit)).encode()).hexdigest()[:12]}"
        data = clear_picture(facts)
    elif not is_in_two_tones(facts):
        name = f"Sky_rows_{sha256(repr(facts.sh_nit).encode()).hexdigest()[:12]}"
        data = rows_picture(facts)
    else:
        slope = round(STEPS * slope_of(part)) / STEPS
        name = f"Sky_{'up' if slope >= 0.0 else 'down'}_{abs(round(STEPS * slope)):04d}"
        data = hdr_picture(slope)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{name}.hdr"
        file.write_bytes(data)
        return imported(stage, name, file, {})


def slope_of(part: Part) -> float:
    """By which share of the mean the zenith is brighter, from the dome's harmonics."""
    rows = DomeFacts.of(part.entity).sh_nit
    mean_nit, rise_nit = (
        factor * sum(share * float(value) for share, value in zip(LUMA, row))
        for factor, row in ((CONSTANT, rows[0]), (RISE, rows[2]))
    )
    return rise_nit / mean_nit if mean_nit > 0.0 else 0.0


def hdr_picture(slope: float) -> bytes:
    """A picture of max(1 + slope z, 0), grey: no convention about where it begins can turn it."""

    def seen(way: Colour) -> Colour:
        grey = max(1.0 + slope * way[2], 0.0)
        return grey, grey, grey

    return unreal_picture(HEIGHT, seen)


def clear_picture(sky: SkyFacts) -> bytes:
    """A picture of a clear sky over its ground, over its mean luminance."""
    mean = mean_nit(sky)

    def seen(way: Colour) -> Colour:
        red, green, blue = sky_light(sky, way)
        return red / mean, green / mean, blue / mean

    return unreal_picture(SKY_HEIGHT, seen)


def rows_picture(dome: DomeFacts) -> bytes:
    """A picture of nine harmonics, over its mean luminance.

    Where they add up to less than no light it is black, and all is that much darker: as much light
    comes from it as the harmonics say.
    """
    total = weights = 0.0
    for row in range(HEIGHT):
        down = math.pi * (row + 0.5) / HEIGHT
        level, up = math.sin(down), math.cos(down)
        for column in range(2 * HEIGHT):
            turn = math.pi * (column + 0.5) / HEIGHT
            light = dome_light(dome, (level * math.cos(turn), level * math.sin(turn), up))
            total += level * sum(share * one for share, one in zip(LUMA, light))
            weights += level
    mean = max(total / weights, 1e-12)

    def seen(way: Colour) -> Colour:
        red, green, blue = dome_light(dome, way)
        return red / mean, green / mean, blue / mean

    return unreal_picture(HEIGHT, seen)


def unreal_picture(height: int, seen: Callable[[Colour], Colour]) -> bytes:
    """A Radiance picture of what is seen along ways of the stage.

    Unreal takes the middle of such a picture for its own -y, and what is right of it for its +x: on
    the stage, whose y goes the other way, that is +y and +x.

    source   LookupLongLat of Unreal's texture compressor, read and not rendered
    """
    return radiance_picture(height, lambda way: seen((-way[1], way[0], way[2])))
