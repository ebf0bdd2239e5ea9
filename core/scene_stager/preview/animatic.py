# SPDX-License-Identifier: Apache-2.0
"""The animatic: the shot as a moving picture, with its numbers burnt in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from scene_stager.batch.workers import DIED, processes
from scene_stager.maths.arrays import Bytes
from scene_stager.moks.entities import CameraFacts
from scene_stager.moks.take import Take
from scene_stager.moks.take_json import read_take
from scene_stager.one_thread import on_one_thread
from scene_stager.pictures.write import encode_animation
from scene_stager.preview.captions import lens_line, timecode
from scene_stager.preview.pictures import picture

if TYPE_CHECKING:
    from PIL import Image

    from scene_stager.pictures.movie import Film

Tick = Callable[[], None]

WIDTH_PX, INK = 960, "#f2ece0"
# Grain and halation cost most and show least at this size.
FEWEST_FOR_HELP = 16  # shots shorter than this are done before a second process has started
QUALITY = 72
AT_ONCE = 4  # frames that a process draws before it hands them over


def animatic_webp(
    take: Take,
    *,
    on_frame: Tick | None = None,
    workers: int | None = None,
    film: Film | None = None,
) -> bytes:
    """Every frame at 960 pixels across, as an animated WebP that runs at the shot's own rate.

    `on_frame` is called after every frame. `workers` are processes; they change no byte. A `film`
    gets the same frames.
    """
    count = take.frame_count
    starts_ms = [round(1000.0 * i * take.fps[1] / take.fps[0]) for i in range(count + 1)]
    lengths_ms = [b - a for a, b in pairwise(starts_ms)]

    def frames() -> Iterator[Image.Image]:
        for index, drawn in enumerate(_all_pictures(take, workers)):
            frame = _burn_in(take, index, drawn)
            if film is not None:
                film.add(frame)
            yield frame
            if on_frame is not None:
                on_frame()

    return encode_animation(frames(), lengths_ms, QUALITY)


def animatic_size_px(take: Take) -> tuple[int, int]:
    """Width and height, in the shape of the sensor; even, as players like it."""
    camera = take.facts(CameraFacts, "camera")
    return WIDTH_PX, 2 * round(WIDTH_PX * camera.sensor_height_mm / camera.sensor_width_mm / 2)


def _all_pictures(take: Take, workers: int | None) -> Iterator[Bytes]:
    count = min(workers or os.cpu_count() or 1, 8)
    height_px = animatic_size_px(take)[1]
    if count < 2 or take.frame_count < FEWEST_FOR_HELP:
        for index in range(take.frame_count):
            yield _frame(take, index, height_px)
        return
    every = range(take.frame_count)
    parts = [every[at : at + AT_ONCE] for at in every[::AT_ONCE]]
    drawn: dict[int, list[Bytes]] = {}
    with processes(count, (_remember, (take.to_json(), height_px))) as crew:
        answers = crew.answers([(_draw, (part,)) for part in parts])
        for place in range(len(parts)):
            while place not in drawn:
                at, pictures = next(answers)
                if pictures is DIED:
                    raise MemoryError("a process that drew frames died")
                drawn[at] = pictures
            yield from drawn.pop(place)


_DESK: dict[str, object] = {}  # what a worker process is working on


def _remember(text: str, height_px: int) -> None:
    _DESK["take"], _DESK["height_px"] = read_take(text), height_px


def _draw(part: range) -> list[Bytes]:
    take, height_px = _DESK["take"], _DESK["height_px"]
    if not isinstance(take, Take) or not isinstance(height_px, int):
        raise TypeError("a worker was asked to draw before it was told what")
    return [_frame(take, index, height_px) for index in part]


def _frame(take: Take, index: int, height_px: int) -> Bytes:
    """One picture; processes at work side by side do not also split their sums over every core."""
    with on_one_thread():
        return picture(take, index, WIDTH_PX, height_px, grain=0.0, halation=0.0)


def _burn_in(take: Take, index: int, drawn: Bytes) -> Image.Image:
    """Frame, timecode and lens, along the bottom."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.fromarray(drawn)
    draw = ImageDraw.Draw(image, "RGBA")
    font = ImageFont.load_default(size=20)
    width, height = image.size
    draw.rectangle((0, height - 34, width, height), fill=(0, 0, 0, 130))
    left = f"{take.start_frame + index}   {timecode(take, index)}"
    draw.text((14, height - 11), left, fill=INK, font=font, anchor="ls")
    draw.text((width - 14, height - 11), lens_line(take, index), fill=INK, font=font, anchor="rs")
    return image
