# SPDX-License-Identifier: GPL-3.0-or-later
"""What the film asks for, as the exposure of a scene's view: light into numbers of the picture."""

from __future__ import annotations

import math

from scene_stager.maths.optics.exposure import camera_lux
from scene_stager.maths.optics.host_light_units import LUMENS_PER_WATT
from scene_stager.moks.take import Take


def view_exposure_stops(take: Take, frame: int) -> float:
    """The view exposure that brings a white card in exactly the light asked for out at 1.

    A white card in E lux sends E / (683 pi) watts per steradian and square metre.
    """
    needed_lx = needed_at(take, frame)
    return math.log2(LUMENS_PER_WATT * math.pi / needed_lx)


def needed_at(take: Take, frame: int) -> float:
    """The incident light, in lux, that stop, shutter, filters and film ask for."""
    film = next((e.settings for e in take.entities if e.kind == "film"), {})
    return camera_lux(
        take.at("camera.f_number", frame)[0],
        take.at("camera.shutter_deg", frame)[0],
        take.fps[0] / take.fps[1],
        take.at("camera.exposure_index", frame)[0],
        float(film.get("nd_stops", 0.0)),
        float(film.get("push_stops", 0.0)),
    )
