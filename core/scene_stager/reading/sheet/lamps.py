# SPDX-License-Identifier: Apache-2.0
"""The light as a gaffer draws it: a lit ball from the camera, and lamps from above and the side."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.temperature import linear_srgb_from_kelvin
from scene_stager.reading.lights.directions import direction_from_angles, level_from_camera
from scene_stager.reading.sheet.paper import (
    ACCENT,
    COOL,
    INK,
    MUTED,
    PANEL,
    RULE,
    Ink,
    shown,
    words,
)

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

    from scene_stager.reading.lights.plan import LightPlan, NamedLamp

Place = tuple[float, float]

BRIGHTEST = 0.85  # of display white, at the brightest place of the ball
RIM_LEVEL, RIM_DEPTH = 0.9, 5.0  # how bright a rim of the key's own strength is drawn, how narrow
BEHIND_DEG = 100.0  # of azimuth: a lamp further behind draws an edge
KELVIN_SHOWN = (1500.0, 20000.0)
SPACE = 20  # between two names
FILL_SHOWN, RIM_SHOWN = (15.0, 40.0), (35.0, 60.0)  # height and width where nobody read them


@dataclass(frozen=True, slots=True)
class DrawnLamp:
    """A lamp on a dial. `stops` over the key; azimuth 0 is the camera's side, + is right.

    One without a name is drawn, and not spoken of.
    """

    name: str
    azimuth_deg: float
    elevation_deg: float
    width_deg: float
    stops: float
    ink: Ink = MUTED


@dataclass(frozen=True, slots=True)
class LampSet:
    """What stands round a subject, the key first, and how far the even light is over the key."""

    lamps: tuple[DrawnLamp, ...]
    ambient_stops: float
    camera_elevation_deg: float


def lamps_of(lights: LightPlan, kelvin: float | None) -> LampSet:
    """The lamps of a plan that was read."""
    key = DrawnLamp(
        "key",
        lights.key_azimuth_deg,
        lights.key_elevation_deg,
        lights.softness_deg,
        0.0,
        lamp_ink(kelvin),
    )
    lamps = [key, *(_beside(one) for one in lights.lamps[1:])]
    if not lights.lamps:  # the quick look knows no heights
        fill = (lights.fill_azimuth_deg, *FILL_SHOWN, -lights.key_fill_stops)
        lamps.append(DrawnLamp("fill", *fill))
        if lights.rim_azimuth_deg is not None and lights.rim_stops is not None:
            rim = (lights.rim_azimuth_deg, *RIM_SHOWN, lights.rim_stops)
            lamps.append(DrawnLamp("rim", *rim, COOL))
    return LampSet(tuple(lamps), lights.ambient_stops, lights.stage.camera_elevation_deg)


def _beside(one: NamedLamp) -> DrawnLamp:
    (_, width_deg), ink = (RIM_SHOWN, COOL) if one.role == "rim" else (FILL_SHOWN, MUTED)
    return DrawnLamp(one.role, one.azimuth_deg, one.elevation_deg, width_deg, one.stops, ink)


def draw_lamps(
    sheet: Image.Image, at: tuple[int, int], size: tuple[int, int], lamps: LampSet | None
) -> None:
    """Ball, plan and elevation in a row; a line of words where there are no lamps."""
    from PIL import ImageDraw

    draw = ImageDraw.Draw(sheet)
    x, y = at
    if lamps is None:
        words(draw, (x, y + 60), "No light could be placed.", 24, MUTED)
        return
    third, ball = size[0] / 3.0, size[1] - 80
    middle, under = y + 10 + ball / 2, y + size[1] - 36
    _paste_ball(sheet, (round(x + third / 2 - ball / 2), y + 10), ball, lamps)
    words(draw, (x + third / 2, under), "from the camera", 19, MUTED, "ms")
    draw_plan(draw, (x + 1.5 * third, middle), ball / 2, lamps)
    _names(draw, (x + 1.5 * third, under), third - SPACE, lamps, "azimuth")
    _draw_side(draw, (x + 2.5 * third, middle), ball / 2, lamps)
    _names(draw, (x + 2.5 * third, under), third - SPACE, lamps, "elevation")


def lamp_ink(kelvin: float | None) -> Ink:
    """The colour of light at a temperature, as bright as it gets."""
    if kelvin is None:
        return ACCENT
    light = linear_srgb_from_kelvin(np.array(np.clip(kelvin, *KELVIN_SHOWN)))
    encoded = np.asarray(shown((light / light.max()).reshape(1, 1, 3)))[0, 0]
    return int(encoded[0]), int(encoded[1]), int(encoded[2])


def draw_plan(draw: ImageDraw.ImageDraw, middle: Place, reach: float, lamps: LampSet) -> None:
    """The set from above, camera below."""
    x, y = middle
    _dial(draw, middle, reach)
    for lamp in reversed(lamps.lamps):
        turn = math.radians(lamp.azimuth_deg)
        _lamp(draw, middle, reach, (math.sin(turn), math.cos(turn)), lamp)
    _camera(draw, (x, y + reach - 0.06 * reach), (0.0, 1.0), reach)


def _draw_side(draw: ImageDraw.ImageDraw, middle: Place, reach: float, lamps: LampSet) -> None:
    """Each lamp at its own height, on the camera's side of the subject or behind it."""
    x, y = middle
    _dial(draw, middle, reach)
    draw.line((x - reach, y + 0.27 * reach, x + reach, y + 0.27 * reach), fill=RULE)
    for lamp in reversed(lamps.lamps):
        turn = math.radians(lamp.elevation_deg)
        side = -1.0 if abs(lamp.azimuth_deg) <= 90.0 else 1.0
        _lamp(draw, middle, reach, (side * math.cos(turn), -math.sin(turn)), lamp)
    rise = math.radians(max(-40.0, min(60.0, lamps.camera_elevation_deg)))
    way = -math.cos(rise), -math.sin(rise)
    _camera(draw, (x + 0.94 * reach * way[0], y + 0.94 * reach * way[1]), way, reach)


def _paste_ball(sheet: Image.Image, at: tuple[int, int], size: int, lamps: LampSet) -> None:
    from PIL import Image, ImageDraw

    grey = np.repeat(_ball_light(size, lamps)[..., None], 3, axis=-1)
    mask = Image.new("L", (4 * size, 4 * size), 0)
    ImageDraw.Draw(mask).ellipse((0, 0, 4 * size - 1, 4 * size - 1), fill=255)
    sheet.paste(shown(grey), at, mask.resize((size, size), Image.Resampling.LANCZOS))


def _ball_light(size: int, lamps: LampSet) -> Floats:
    """A matt ball under the lamps and the even light; (size, size)."""
    camera_from_level = level_from_camera(lamps.camera_elevation_deg).T
    line = (np.arange(size) + 0.5) / size * 2.0 - 1.0
    x, y = np.meshgrid(line, -line)
    z = np.sqrt(np.maximum(1.0 - x * x - y * y, 0.0))
    normals = np.stack([x, y, z], axis=-1)
    light = np.full(x.shape, 0.5 * 2.0**lamps.ambient_stops)
    for lamp in lamps.lamps:
        way = camera_from_level @ direction_from_angles(lamp.azimuth_deg, lamp.elevation_deg)
        wrap = math.sin(math.radians(min(lamp.width_deg, 90.0)) / 2.0)
        lit = np.maximum((normals @ way + wrap) / (1.0 + wrap), 0.0)
        if abs(lamp.azimuth_deg) > BEHIND_DEG:
            lit = RIM_LEVEL * np.maximum(1.0 - RIM_DEPTH * z, 0.0) * lit
        light = light + 2.0**lamp.stops * lit
    return np.asarray(light * (BRIGHTEST / max(float(light.max()), 1e-9)), dtype=np.float64)


def _said(lamp: DrawnLamp, angle: str) -> str:
    """A lamp's name with its angle; what nobody read of a fill or rim stays unsaid."""
    told = lamp.azimuth_deg if angle == "azimuth" else lamp.elevation_deg
    guessed = (lamp.elevation_deg, lamp.width_deg) in (FILL_SHOWN, RIM_SHOWN)
    return lamp.name if guessed and angle == "elevation" else f"{lamp.name} {told:+.0f}°"


def _names(draw: ImageDraw.ImageDraw, at: Place, width: float, lamps: LampSet, angle: str) -> None:
    """The lamps' names in their inks about a middle, in as many rows as they need."""
    from PIL import ImageFont

    font = ImageFont.load_default(size=19)
    rows: list[list[tuple[str, Ink, float]]] = [[]]
    for place, lamp in enumerate(one for one in lamps.lamps if one.name):
        text, ink = _said(lamp, angle), lamp.ink if place else INK
        wide = draw.textlength(text, font=font) + SPACE
        if sum(one[2] for one in rows[-1]) + wide - SPACE > width:
            rows.append([])
        rows[-1].append((text, ink, wide))
    for line, row in enumerate(rows):
        left = at[0] - (sum(one[2] for one in row) - SPACE) / 2
        for text, ink, wide in row:
            words(draw, (left, at[1] + 26 * line), text, 19, ink)
            left += wide


def _dial(draw: ImageDraw.ImageDraw, middle: Place, reach: float) -> None:
    x, y = middle
    radius, spot = 0.79 * reach, 0.1 * reach
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=RULE, width=2)
    draw.ellipse((x - spot, y - spot, x + spot, y + spot), fill=PANEL, outline=MUTED, width=2)


def _camera(draw: ImageDraw.ImageDraw, at: Place, way: Place, reach: float) -> None:
    """A camera that looks against a way: its body, and the lens hood before it."""
    ux, uy = -way[0], -way[1]
    px, py = -uy, ux
    size = 0.1 * reach

    def spot(along: float, aside: float) -> Place:
        return at[0] + size * (along * ux + aside * px), at[1] + size * (along * uy + aside * py)

    body = [spot(-1.2, -1.0), spot(0.0, -1.0), spot(0.0, 1.0), spot(-1.2, 1.0)]
    draw.polygon(body, outline=MUTED, width=2)
    draw.polygon([spot(0.0, -0.4), spot(0.0, 0.4), spot(0.7, 0.75), spot(0.7, -0.75)], fill=MUTED)


def _lamp(
    draw: ImageDraw.ImageDraw, middle: Place, reach: float, way: Place, lamp: DrawnLamp
) -> None:
    """A lamp on the dial, as wide as it looks from the subject; the key has a ray."""
    x, y = middle
    radius, spot, is_key = 0.79 * reach, 0.1 * reach, lamp.name == "key"
    angle = math.degrees(math.atan2(way[1], way[0]))
    half = max(3.5, min(lamp.width_deg, 170.0) / 2.0)
    box = (x - radius, y - radius, x + radius, y + radius)
    wide = max(3, round(0.11 * reach if is_key else 0.065 * reach))
    draw.arc(box, angle - half, angle + half, fill=lamp.ink, width=wide)
    if is_key:
        tip = x + (radius - wide) * way[0], y + (radius - wide) * way[1]
        near = x + 1.4 * spot * way[0], y + 1.4 * spot * way[1]
        draw.line((*tip, *near), fill=lamp.ink, width=max(2, round(0.024 * reach)))
