# SPDX-License-Identifier: Apache-2.0
"""The light as a gaffer draws it: a lit ball from the camera, and lamps from above and the side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.temperature import linear_srgb_from_kelvin
from scene_stager.reading.lights.directions import direction_from_angles, level_from_camera
from scene_stager.reading.lights.plan import LightPlan
from scene_stager.reading.sheet.paper import ACCENT, COOL, INK, MUTED, PANEL, RULE, shown, words

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

Ink = str | tuple[int, int, int]

BALL = 250
BRIGHTEST = 0.85  # of display white, at the brightest place of the ball
RIM_LEVEL, RIM_DEPTH = 0.9, 5.0  # how bright a rim of the key's own strength is drawn, how narrow
KELVIN_SHOWN = (1500.0, 20000.0)


def draw_key(
    sheet: Image.Image,
    at: tuple[int, int],
    size: tuple[int, int],
    lights: LightPlan | None,
    kelvin: float | None,
) -> None:
    """Ball, plan and elevation in a row; a line of words where there is no plan of lights."""
    from PIL import ImageDraw

    draw = ImageDraw.Draw(sheet)
    x, y = at
    if lights is None:
        words(draw, (x, y + 60), "No light could be placed.", 24, MUTED)
        return
    third, middle = size[0] / 3.0, y + 20 + BALL / 2
    _paste_ball(sheet, (round(x + third / 2 - BALL / 2), y + 20), lights)
    words(draw, (x + third / 2, y + 20 + BALL + 36), "from the camera", 19, MUTED, "ms")
    _draw_plan(draw, (x + 1.5 * third, middle), lights, lamp_ink(kelvin))
    _draw_side(draw, (x + 2.5 * third, middle), lights, lamp_ink(kelvin))


def lamp_ink(kelvin: float | None) -> Ink:
    """The colour of light at a temperature, as bright as it gets."""
    if kelvin is None:
        return ACCENT
    light = linear_srgb_from_kelvin(np.array(np.clip(kelvin, *KELVIN_SHOWN)))
    encoded = np.asarray(shown((light / light.max()).reshape(1, 1, 3)))[0, 0]
    return int(encoded[0]), int(encoded[1]), int(encoded[2])


def _paste_ball(sheet: Image.Image, at: tuple[int, int], lights: LightPlan) -> None:
    from PIL import Image, ImageDraw

    grey = np.repeat(_ball_light(lights)[..., None], 3, axis=-1)
    mask = Image.new("L", (4 * BALL, 4 * BALL), 0)
    ImageDraw.Draw(mask).ellipse((0, 0, 4 * BALL - 1, 4 * BALL - 1), fill=255)
    sheet.paste(shown(grey), at, mask.resize((BALL, BALL), Image.Resampling.LANCZOS))


def _ball_light(lights: LightPlan) -> Floats:
    """A matt ball under key, fill, rim and ambient as they were read; (BALL, BALL)."""
    camera_from_level = level_from_camera(lights.stage.camera_elevation_deg).T
    line = (np.arange(BALL) + 0.5) / BALL * 2.0 - 1.0
    x, y = np.meshgrid(line, -line)
    z = np.sqrt(np.maximum(1.0 - x * x - y * y, 0.0))
    normals = np.stack([x, y, z], axis=-1)

    def lit(azimuth_deg: float, elevation_deg: float, wide_deg: float = 0.0) -> Floats:
        way = camera_from_level @ direction_from_angles(azimuth_deg, elevation_deg)
        wrap = math.sin(math.radians(min(wide_deg, 90.0)) / 2.0)
        return np.asarray(np.maximum((normals @ way + wrap) / (1.0 + wrap), 0.0))

    light = lit(lights.key_azimuth_deg, lights.key_elevation_deg, lights.softness_deg)
    light = light + 2.0**-lights.key_fill_stops * lit(lights.fill_azimuth_deg, 15.0, 40.0)
    light = light + 2.0**lights.ambient_stops * 0.5
    if lights.rim_stops is not None and lights.rim_azimuth_deg is not None:
        edge = np.maximum(1.0 - RIM_DEPTH * z, 0.0) * lit(lights.rim_azimuth_deg, 35.0, 60.0)
        light = light + RIM_LEVEL * 2.0**lights.rim_stops * edge
    return np.asarray(light * (BRIGHTEST / max(float(light.max()), 1e-9)), dtype=np.float64)


def _draw_plan(
    draw: ImageDraw.ImageDraw, middle: tuple[float, float], lights: LightPlan, ink: Ink
) -> None:
    """The set from above, camera below."""
    x, y = middle
    _dial(draw, middle)
    _lamp(draw, middle, _above(lights.fill_azimuth_deg), 8.0, MUTED)
    if lights.rim_azimuth_deg is not None:
        _lamp(draw, middle, _above(lights.rim_azimuth_deg), 8.0, COOL)
    _lamp(draw, middle, _above(lights.key_azimuth_deg), lights.softness_deg, ink, is_key=True)
    top = y + BALL / 2 - 14
    draw.rectangle((x - 12, top, x + 12, top + 15), outline=MUTED, width=2)
    draw.polygon(((x - 5, top), (x + 5, top), (x + 9, top - 9), (x - 9, top - 9)), outline=MUTED)
    under = y + BALL / 2 + 36
    names = [(f"key {lights.key_azimuth_deg:+.0f}°", INK), ("fill", MUTED)]
    names += [("rim", COOL)] if lights.rim_azimuth_deg is not None else []
    left = x - 19 * (len(names) + 2.6)
    for text, colour in names:
        left += words(draw, (left, under), text, 19, colour) + 18


def _draw_side(
    draw: ImageDraw.ImageDraw, middle: tuple[float, float], lights: LightPlan, ink: Ink
) -> None:
    """The key from the side, its own way: level is the line."""
    x, y = middle
    _dial(draw, middle)
    draw.line((x - BALL / 2, y + 34, x + BALL / 2, y + 34), fill=RULE)
    turn = math.radians(lights.key_elevation_deg)
    _lamp(draw, middle, (math.cos(turn), -math.sin(turn)), lights.softness_deg, ink, is_key=True)
    said = f"elevation {lights.key_elevation_deg:+.0f}°"
    words(draw, (x, y + BALL / 2 + 36), said, 19, INK, "ms")


def _above(azimuth_deg: float) -> tuple[float, float]:
    turn = math.radians(azimuth_deg)
    return math.sin(turn), math.cos(turn)


def _dial(draw: ImageDraw.ImageDraw, middle: tuple[float, float]) -> None:
    x, y = middle
    radius, spot = BALL / 2 - 26, 13
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=RULE, width=2)
    draw.ellipse((x - spot, y - spot, x + spot, y + spot), fill=PANEL, outline=MUTED, width=2)


def _lamp(
    draw: ImageDraw.ImageDraw,
    middle: tuple[float, float],
    way: tuple[float, float],
    wide_deg: float,
    ink: Ink,
    *,
    is_key: bool = False,
) -> None:
    """A lamp on the dial, as wide as it looks from the subject; the key has a ray."""
    x, y = middle
    radius, spot = BALL / 2 - 26, 13
    angle, half = math.degrees(math.atan2(way[1], way[0])), max(3.5, min(wide_deg, 170.0) / 2.0)
    box = (x - radius, y - radius, x + radius, y + radius)
    draw.arc(box, angle - half, angle + half, fill=ink, width=14 if is_key else 8)
    if is_key:
        tip = x + (radius - 12) * way[0], y + (radius - 12) * way[1]
        near = x + (spot + 6) * way[0], y + (spot + 6) * way[1]
        draw.line((*tip, *near), fill=ink, width=3)
