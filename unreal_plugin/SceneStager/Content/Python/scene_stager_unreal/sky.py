# SPDX-License-Identifier: Apache-2.0
"""The sky of a shot as a cubemap: brighter above than below, 1 on average, without a colour.

Its level and its colour are keyed on the SkyLight. The picture goes round in latitude and longitude
and changes with latitude only, so that no convention about where it begins can turn it.
"""

from __future__ import annotations

import math
import tempfile
from pathlib import Path

import unreal

from scene_stager.hosts.bare_numbers import LUMA
from scene_stager.hosts.moks_host import Part
from scene_stager.moks.entities import DomeFacts

from .imports import imported
from .stage import Stage

WIDTH, HEIGHT = 64, 32
# Real spherical harmonics: a constant, and z.
CONSTANT, RISE = 0.5 / math.sqrt(math.pi), math.sqrt(3.0 / (4.0 * math.pi))
STEPS = 1000  # slopes are told apart to a thousandth


def cubemap_of(stage: Stage, part: Part) -> unreal.Texture | None:
    """The cubemap of a dome; skies of the same slope share one."""
    slope = round(STEPS * slope_of(part)) / STEPS
    name = f"Sky_{'up' if slope >= 0.0 else 'down'}_{abs(round(STEPS * slope)):04d}"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{name}.hdr"
        file.write_bytes(hdr_picture(slope))
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
    """A Radiance picture of max(1 + slope z, 0), grey.

    source   Ward 1991, Real pixels, Graphics Gems II: a shared exponent, plain rows
    """
    head = f"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y {HEIGHT} +X {WIDTH}\n".encode("ascii")
    rows = []
    for row in range(HEIGHT):
        up = math.cos(math.pi * (row + 0.5) / HEIGHT)
        rows.append(_pixel(max(1.0 + slope * up, 0.0)) * WIDTH)
    return head + b"".join(rows)


def _pixel(level: float) -> bytes:
    if level < 1e-32:
        return bytes(4)
    share, exponent = math.frexp(level)
    grey = min(int(share * 256.0), 255)
    return bytes((grey, grey, grey, exponent + 128))
