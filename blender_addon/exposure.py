# SPDX-License-Identifier: GPL-3.0-or-later
"""What a film asks for, as the exposure and the white balance of a scene's view."""

from __future__ import annotations

import math

import numpy as np

from scene_stager.hosts.moks_host import Part
from scene_stager.maths.optics.exposure import required_lux, shutter_time_s
from scene_stager.maths.optics.host_light_units import LUMENS_PER_WATT
from scene_stager.moks.clock import Clock
from scene_stager.moks.entities import FilmFacts

from .workshop import Workshop

CAMERA = "camera"
MOST_STOPS = 32.0  # a view takes no more
STEADY_STOPS = 0.01


def expose_view(workshop: Workshop, part: Part, stops: np.ndarray) -> None:
    """Expose and balance the scene's view for a film."""
    view, put = workshop.scene.view_settings, workshop.journal.put
    put(view, "exposure", float(np.clip(stops[0], -MOST_STOPS, MOST_STOPS)))
    if np.ptp(stops) > STEADY_STOPS:
        workshop.remarks.append(
            f"stop, shutter or film change by {np.ptp(stops):.2g} stops during the shot; the "
            "view is exposed for the first frame"
        )
    balance_k = FilmFacts.of(part.entity).balance_k
    if hasattr(view, "use_white_balance"):
        put(view, "use_white_balance", True)
        put(view, "white_balance_temperature", balance_k)
    else:
        workshop.remarks.append(
            f"this Blender's view has no white balance (4.3 and later do): the film is balanced "
            f"for {balance_k:.0f} K"
        )


def view_exposure_stops(seen: dict[str, np.ndarray], part: Part, clock: Clock) -> np.ndarray | None:
    """Per frame, what brings a white card in exactly the light asked for out at 1.

    A white card in E lux sends E / (683 pi) watts per steradian and square metre.
    """
    names = [f"{CAMERA}.{q}" for q in ("f_number", "shutter_deg", "exposure_index")]
    if not all(name in seen for name in names):
        return None
    stop, shutter_deg, index = (seen[name][0] for name in names)
    open_s = shutter_time_s(shutter_deg, np.array(clock.fps[0] / clock.fps[1]))
    film = FilmFacts.of(part.entity)
    filters = (np.array(film.nd_stops), np.array(film.push_stops))
    needed_lx = required_lux(stop, open_s, index, *filters)
    stops: np.ndarray = np.log2(LUMENS_PER_WATT * math.pi / needed_lx)
    return stops
