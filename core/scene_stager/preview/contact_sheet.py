# SPDX-License-Identifier: Apache-2.0
"""The contact sheet: the shot on one page, as frames, a plan of the set and its lights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from scene_stager.maths.arrays import Bytes
from scene_stager.maths.surface.mesh import Mesh
from scene_stager.moks.entities import CameraFacts, ShotFacts
from scene_stager.moks.take import Take
from scene_stager.preview.bake_report import BakeReport
from scene_stager.preview.captions import LIGHT_HEADS, facts, gathered_rows, lens_line, timecode
from scene_stager.preview.numbers import riders
from scene_stager.preview.plots import ON_BLACK, draw_plot
from scene_stager.preview.ride_view import ON_DARK, draw_ride
from scene_stager.preview.shot_plots import camera_plots, lens_plots
from scene_stager.preview.sketch import paint
from scene_stager.preview.top_view import DARK, draw_top_view

if TYPE_CHECKING:
    from PIL import Image, ImageDraw


PAPER, INK, MUTED, RULE, ACCENT = "#141311", "#ece6da", "#8f887b", "#34312c", "#e08a4f"
WIDTH_PX, MARGIN_PX, GAP_PX = 2400, 72, 24
COLUMNS, ROWS = 4, 2
LEAST_CURVE_PX = 180  # a lower chart says nothing
PICTURE_PX = (WIDTH_PX - 2 * MARGIN_PX - (COLUMNS - 1) * GAP_PX) // COLUMNS
CAPTION_PX, HEADER_PX, PLAN_PX = 52, 150, 560
FACT_PX = 90  # from a fact's name to the fact
LIGHT_COLUMNS = (0.0, 0.18, 0.39, 0.51, 0.64, 0.76, 0.91)  # of the list's width
MOST_LIGHTS, LIGHTS_BY_CURVES = 10, 6  # rows; with more, practicals are told as one


def key_frames(take: Take, count: int = COLUMNS * ROWS) -> list[int]:
    """Indices of the frames that a sheet shows: evenly spread, the first and last among them."""
    picked = np.linspace(0, take.frame_count - 1, min(count, take.frame_count))
    return [round(float(index)) for index in picked]


def picture_size_px(take: Take) -> tuple[int, int]:
    """How large each picture on the sheet is, in the shape of the sensor."""
    camera = take.facts(CameraFacts, "camera")
    return PICTURE_PX, round(PICTURE_PX * camera.sensor_height_mm / camera.sensor_width_mm)


def contact_sheet(
    take: Take, report: BakeReport, pictures: Sequence[Bytes], mesh: Mesh | None = None
) -> Image.Image:
    """Lay out the sheet; `mesh` is what a light rides.

    shapes   pictures: one (height, width, 3) of bytes for each of `key_frames(take)`, developed
    units    display-encoded sRGB
    source   our own layout
    """
    from PIL import Image, ImageDraw

    picture_height = picture_size_px(take)[1]
    rows = -(-len(pictures) // COLUMNS)
    height = HEADER_PX + rows * (picture_height + CAPTION_PX) + PLAN_PX + 2 * MARGIN_PX
    sheet = Image.new("RGB", (WIDTH_PX, height), PAPER)
    draw = ImageDraw.Draw(sheet)

    _draw_header(draw, take)
    top = MARGIN_PX + HEADER_PX
    for place, (index, picture) in enumerate(zip(key_frames(take), pictures, strict=True)):
        x = MARGIN_PX + place % COLUMNS * (PICTURE_PX + GAP_PX)
        y = top + place // COLUMNS * (picture_height + CAPTION_PX)
        sheet.paste(Image.fromarray(picture), (x, y))
        _draw_caption(draw, take, index, (x, y + picture_height))

    plan_top = top + rows * (picture_height + CAPTION_PX) + GAP_PX
    plan_width = (WIDTH_PX - 2 * MARGIN_PX) * 11 // 20
    shown = take.frame_count // 2  # of the plan and of the list beside it
    _draw_plans(draw, take, mesh, shown, (MARGIN_PX, plan_top), plan_width)
    left = MARGIN_PX + plan_width + 2 * GAP_PX
    below = _draw_lights(draw, take, shown, (left, plan_top))
    _draw_curves(draw, take, report, (left, below), plan_top + PLAN_PX - 60)
    return sheet


def _draw_plans(
    draw: ImageDraw.ImageDraw,
    take: Take,
    mesh: Mesh | None,
    index: int,
    at: tuple[int, int],
    width: int,
) -> None:
    """The set from above; beside it the way of a light that rides, where there is one."""
    (left, top), riding = at, riders(take)[:1]
    wide = (width - GAP_PX * len(riding)) // (1 + len(riding))
    plans = [draw_top_view(take, wide // 2, PLAN_PX // 2, DARK, index, mesh)]
    plans += [draw_ride(take, one, mesh, wide // 2, PLAN_PX // 2, ON_DARK) for one in riding]
    for plan in plans:
        paint(plan, draw, (left, top), 2.0)
        draw.rectangle((left, top, left + wide, top + PLAN_PX), outline=RULE)
        left += wide + GAP_PX


def _words(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    size: int,
    ink: str,
    anchor: str = "ls",
) -> None:
    from PIL import ImageFont

    draw.text(at, text, fill=ink, font=ImageFont.load_default(size=size), anchor=anchor)


def fitted(text: str, size: int, room_px: float) -> str:
    """A text that is no wider than its room: cut, with dots, where it has to be."""
    from PIL import ImageFont

    font = ImageFont.load_default(size=size)
    if font.getlength(text) <= room_px:
        return text
    while text and font.getlength(f"{text.rstrip()}…") > room_px:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _draw_header(draw: ImageDraw.ImageDraw, take: Take) -> None:
    last = MARGIN_PX + (COLUMNS - 1) * (PICTURE_PX + GAP_PX)
    room = last - MARGIN_PX - GAP_PX
    _words(draw, (MARGIN_PX, MARGIN_PX + 46), fitted(take.title, 54, room), 54, INK)
    logline = fitted(take.facts(ShotFacts, "shot").logline, 25, room)
    _words(draw, (MARGIN_PX, MARGIN_PX + 92), logline, 25, MUTED)
    for line, (name, fact) in enumerate(facts(take).items()):
        y = MARGIN_PX + 12 + 31 * line
        _words(draw, (last, y), name, 22, MUTED)
        said = fitted(fact, 22, PICTURE_PX - FACT_PX)
        _words(draw, (last + FACT_PX, y), said, 22, INK)


def _draw_caption(draw: ImageDraw.ImageDraw, take: Take, index: int, at: tuple[int, int]) -> None:
    x, y = at
    frame = str(take.start_frame + index)
    _words(draw, (x, y + 29), frame, 22, ACCENT)
    _words(draw, (x + 16 + 13 * len(frame), y + 29), timecode(take, index), 19, MUTED)
    _words(draw, (x + PICTURE_PX, y + 29), lens_line(take, index), 19, INK, "rs")


def _draw_lights(draw: ImageDraw.ImageDraw, take: Take, index: int, at: tuple[int, int]) -> int:
    """The list of lights, and the marks by which the bake is known; gives where the list ends."""
    (left, top), right = at, WIDTH_PX - MARGIN_PX
    columns = [left + share * (right - left) for share in LIGHT_COLUMNS]
    heading = f"Lights seen from the focal target, frame {take.start_frame + index}"
    _words(draw, (left, top + 22), heading, 22, INK)
    for x, head in zip(columns, LIGHT_HEADS, strict=True):
        _words(draw, (x, top + 56), head, 18, MUTED)
    y, rows = top + 91, gathered_rows(take, index, LIGHTS_BY_CURVES)
    shown = len(rows) if len(rows) <= MOST_LIGHTS else MOST_LIGHTS - 1
    for row in rows[:shown]:
        for x, cell in zip(columns, row, strict=True):
            _words(draw, (x, y), cell, 22, INK)
        draw.line((left, y + 13, right, y + 13), fill=RULE)
        y += 39
    if shown < len(rows):
        _words(draw, (left, y), f"and {len(rows) - shown} more", 22, MUTED)
        y += 39
    _words(draw, (left, top + PLAN_PX - 30), f"plan {take.plan_hash[:32]}", 17, MUTED)
    _words(draw, (left, top + PLAN_PX - 4), f"take {take.digest[:32]}", 17, MUTED)
    return y


def _draw_curves(
    draw: ImageDraw.ImageDraw,
    take: Take,
    report: BakeReport,
    at: tuple[int, int],
    bottom: int,
) -> None:
    """How fast the camera goes against its rig, and what is in focus, if there is room."""
    left, top = at
    scale = 1.8
    width, height = (WIDTH_PX - MARGIN_PX - left - GAP_PX) // 2, bottom - top
    if height < LEAST_CURVE_PX:
        return
    speed = next(p for p in camera_plots(take, report) if p.title == "Camera speed")
    focus = next(p for p in lens_plots(take) if p.title == "Focus")
    for place, plot in enumerate((speed, focus)):
        size_px = int(width / scale), int(height / scale)
        sketch = draw_plot(replace(plot, note=""), take.start_frame, *size_px, palette=ON_BLACK)
        paint(sketch, draw, (left + place * (width + GAP_PX), top), scale)
