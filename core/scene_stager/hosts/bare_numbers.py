# SPDX-License-Identifier: Apache-2.0
"""What hosts without numpy need of the mathematics. A test holds every line to the real thing."""

from __future__ import annotations

from collections.abc import Sequence

from scene_stager.hosts.kelvin import Colour, linear_srgb
from scene_stager.moks.entities import FilmFacts, first_of
from scene_stager.moks.take import Take

LUMA = (0.2126, 0.7152, 0.0722)  # as maths.colour.luminance.REC_709
INCIDENT_CONSTANT_LX_S = 268.6  # maths.optics.exposure says where it comes from


def asked_lux(take: Take, camera: str = "camera") -> list[float]:
    """Per frame, the light at the target that stop, shutter and film ask for; empty if untold.

    units    lux
    source   incident-light meter equation, as maths.optics.exposure.required_lux
    """
    names = [f"{camera}.{quantity}" for quantity in ("f_number", "shutter_deg", "exposure_index")]
    film = first_of(FilmFacts, take.entities)
    if film is None or not all(take.has(name) for name in names):
        return []
    stops = film.nd_stops - film.push_stops
    rate_fps = take.fps[0] / take.fps[1]
    columns = [take.channel(name).values for name in names]
    return [
        INCIDENT_CONSTANT_LX_S * n * n * 360.0 * rate_fps / (shutter_deg * index) * 2.0**stops
        for n, shutter_deg, index in zip(*columns)
    ]


def colours_of(kelvins: Sequence[float]) -> list[Colour]:
    """Linear red, green and blue at luminance 1 for light of these temperatures, none below nought.

    units    kelvin in
    valid    1000 to 25000 K; the nearest end beyond
    source   hosts.kelvin
    """
    known: dict[float, Colour] = {}
    for kelvin in kelvins:
        if kelvin not in known:
            r, g, b = linear_srgb(kelvin)
            known[kelvin] = (max(r, 0.0), max(g, 0.0), max(b, 0.0))
    return [known[kelvin] for kelvin in kelvins]
