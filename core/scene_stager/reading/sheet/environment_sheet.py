# SPDX-License-Identifier: Apache-2.0
"""A map of the surroundings beside what nine harmonics keep of it, and how that lights a ball."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.luminance import MIDDLE_GREY
from scene_stager.maths.frames import direction_from_heading
from scene_stager.maths.radiance.harmonics import irradiance
from scene_stager.maths.radiance.sh_projection import gather_irradiance, reconstruct, shrink
from scene_stager.reading.environment import Environment
from scene_stager.reading.sheet.paper import (
    ACCENT,
    INK,
    MUTED,
    PAPER,
    RULE,
    fair_gain,
    rolled,
    shown,
    words,
)

if TYPE_CHECKING:
    from PIL import Image, ImageDraw


MARGIN, GAP = 40, 28
MAP_ROWS, BALL = 260, 232
HEAD, FOOT, LINE = 92, 30, 27
SIDE = 330  # the column of numbers
WIDTH = 2 * MARGIN + 2 * MAP_ROWS + GAP + BALL + GAP + SIDE
TRUE_ROWS, TRUE_COLUMNS = 32, 64  # of the map that lights the true ball


def draw_environment(found: Environment) -> Image.Image:
    """One sheet: map and reconstruction, the ball under each, and the numbers."""
    from PIL import Image, ImageDraw

    rows = 2 if found.source is not None else 1
    height = MARGIN + HEAD + rows * (MAP_ROWS + GAP + 14) + FOOT
    sheet = Image.new("RGB", (WIDTH, height), PAPER)
    draw = ImageDraw.Draw(sheet)
    words(draw, (MARGIN, MARGIN + 30), found.name.replace("_", " "), 34)
    words(draw, (MARGIN, MARGIN + 60), "surroundings in 27 numbers", 17, MUTED)

    model = np.maximum(reconstruct(found.coefficients, MAP_ROWS, 2 * MAP_ROWS), 0.0)
    top, gain = MARGIN + HEAD, MIDDLE_GREY / max(found.mean_luminance, 1e-9)
    if found.source is not None:
        map_light = shrink(found.source.rgb, MAP_ROWS, 2 * MAP_ROWS)
        gain = (gain * fair_gain(map_light)) ** 0.5
        width, tall = found.source.size_px
        small = shrink(found.source.rgb, TRUE_ROWS, TRUE_COLUMNS)
        ball = _ball(lambda normals: gather_irradiance(small, normals))
        label = f"the map, {width} by {tall}, and a white ball in it"
        _row(
            sheet, (MARGIN, top), shown(rolled(map_light * gain)), shown(rolled(ball * gain)), label
        )
        top += MAP_ROWS + GAP + 14
    ball = _ball(lambda normals: irradiance(found.coefficients, normals))
    label = "degrees 0, 1 and 2 of it, and the same ball"
    _row(sheet, (MARGIN, top), shown(rolled(model * gain)), shown(rolled(ball * gain)), label)
    _mark_light(draw, found, top)
    _numbers(draw, found, (WIDTH - MARGIN - SIDE, MARGIN + HEAD))
    return sheet


def _row(
    sheet: Image.Image,
    at: tuple[int, int],
    picture: Image.Image,
    ball: Image.Image,
    label: str,
) -> None:
    from PIL import Image, ImageDraw

    x, y = at
    sheet.paste(picture.resize((2 * MAP_ROWS, MAP_ROWS), Image.Resampling.BICUBIC), (x, y))
    left = x + 2 * MAP_ROWS + GAP
    mask = Image.new("L", (4 * BALL, 4 * BALL), 0)
    ImageDraw.Draw(mask).ellipse((0, 0, 4 * BALL - 1, 4 * BALL - 1), fill=255)
    mask = mask.resize((BALL, BALL), Image.Resampling.LANCZOS)
    sheet.paste(ball, (left, y + (MAP_ROWS - BALL) // 2), mask)
    words(ImageDraw.Draw(sheet), (x, y + MAP_ROWS + 22), label, 15, MUTED)


def _ball(light_on: Callable[[Floats], Floats]) -> Floats:
    """A white matt ball, seen along +x from -x, as the middle of the map is; (BALL, BALL, 3)."""
    line = (np.arange(BALL) + 0.5) / BALL * 2.0 - 1.0
    right, up = np.meshgrid(line, -line)
    toward = np.sqrt(np.maximum(1.0 - right * right - up * up, 0.0))
    length = np.sqrt(right * right + up * up + toward * toward)
    normals = np.stack([-toward, -right, up], axis=-1) / length[..., None]
    lit: Floats = light_on(normals.reshape(-1, 3)).reshape(BALL, BALL, 3) / np.pi
    return lit


def _mark_light(draw: ImageDraw.ImageDraw, found: Environment, top: int) -> None:
    """A ring on the reconstruction where most of the light comes from."""
    light = found.main_light_deg
    if light is None:
        return
    x, y, z = direction_from_heading(np.array(light[0]), np.array(light[1]))
    across = (1.0 - np.arctan2(y, x) / np.pi) * MAP_ROWS
    down = np.arccos(np.clip(z, -1.0, 1.0)) / np.pi * MAP_ROWS
    middle = MARGIN + float(across), top + float(down)
    for radius, ink in ((9, PAPER), (8, ACCENT), (7, ACCENT)):
        draw.ellipse(
            (middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius),
            outline=ink,
        )


def _numbers(draw: ImageDraw.ImageDraw, found: Environment, at: tuple[int, int]) -> None:
    left, y = at
    right = left + SIDE
    facts = [("mean luminance", f"{found.mean_luminance:.3g}")]
    if found.main_light_deg is not None:
        heading, elevation = found.main_light_deg
        facts.append(("main light", f"{heading:+.0f}° / {elevation:+.0f}°"))
    if found.holding is not None:
        facts += [
            ("error of irradiance, mean", f"{found.holding.mean_error:.1%}"),
            ("worst of all normals", f"{found.holding.worst_error:.1%}"),
            ("least irradiance over mean", f"{found.holding.least:.1%}"),
        ]
    for name, value in facts:
        y += LINE
        words(draw, (left, y), name, 16, MUTED)
        words(draw, (right, y), value, 16, INK, "rs")
        draw.line((left, y + 8, right, y + 8), fill=RULE)
