# SPDX-License-Identifier: Apache-2.0
"""Frames of a take as a person sees them: drawn, exposed on the film, developed."""

from __future__ import annotations

import math

import numpy as np

from scene_stager.maths.arrays import Bytes
from scene_stager.moks.entities import CameraFacts, FilmFacts, ShotFacts
from scene_stager.moks.take import Take
from scene_stager.preview.numbers import values
from scene_stager.preview.renderer import render
from scene_stager.preview.take_scene import scene_at
from scene_stager.registry import entry_named
from scene_stager.shot.stocks import stocks


def picture(
    take: Take,
    index: int,
    width_px: int,
    height_px: int,
    *,
    grain: float = 1.0,
    halation: float = 1.0,
) -> Bytes:
    """One frame under the shot's film stock.

    shapes   (height_px, width_px, 3)
    units    display-encoded sRGB, as bytes
    source   the preview renderer, then the stock
    """
    film = take.facts(FilmFacts, "film")
    stock = entry_named(stocks(), film.stock, "film.stock")
    light = render(scene_at(take, index), width_px, height_px).astype(np.float64)

    # A film rated slower than it is, or pulled, is given more light; the scene has that as 0.18.
    rated = float(values(take, "camera.exposure_index")[index, 0])
    shown = stock.develop(
        light,
        exposure_stops=math.log2(stock.exposure_index / rated) - film.push_stops,
        push_stops=film.push_stops,
        seed=take.facts(ShotFacts, "shot").seed,
        frame_index=index,
        grain=grain,
        halation=halation,
        frame_width_mm=take.facts(CameraFacts, "camera").sensor_width_mm,
    )
    return np.round(np.clip(shown, 0.0, 1.0) * 255.0).astype(np.uint8)
