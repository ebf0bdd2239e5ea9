# SPDX-License-Identifier: Apache-2.0
"""The film: exposure by hand from stop, shutter and speed, white balance, grain and colour."""

from __future__ import annotations

from math import log2, pi

import unreal

from scene_stager.hosts.moks_host import Part
from scene_stager.moks.clock import Clock
from scene_stager.moks.entities import FilmFacts

from .cameras import lens_of
from .changes import put_fields
from .look import lut_of
from .stage import Stage

METER_LX_S = 268.6  # C of N^2 / t = E S / C, as in maths/optics/exposure.py
# Manual exposure brings 2^EV100 nits out at 1, with r.EyeAdaptation.LensAttenuation as it comes
# (0.78) and the extended luminance range on, as new projects have it.
UNREAL_WHITE_NIT = 1.0
MONOCHROME = ("tri_x_400",)
GRAIN = {"tri_x_400": 0.5, "vision3_500t": 0.3, "vision3_250d": 0.2, "kodachrome_64": 0.15}


def load_film(stage: Stage, part: Part, clock: Clock) -> None:
    """Expose, balance and grade the shot's camera for a film, where that is wished."""
    actor = stage.find("camera")
    if actor is None or not stage.wishes.take_look:
        return
    film = FilmFacts.of(part.entity)
    fields: dict[str, object] = {
        "override_auto_exposure_method": True,
        "auto_exposure_method": unreal.AutoExposureMethod.AEM_MANUAL,
        "override_auto_exposure_apply_physical_camera_exposure": True,
        "auto_exposure_apply_physical_camera_exposure": True,
        "override_auto_exposure_bias": True,
        "auto_exposure_bias": bias_stops(film.nd_stops, film.push_stops),
        "override_white_temp": True,
        "white_temp": film.balance_k,
    }
    if film.stock in GRAIN:
        fields.update(override_film_grain_intensity=True, film_grain_intensity=GRAIN[film.stock])
    lut = lut_of(stage, film.stock)
    if lut is not None:
        fields.update(
            override_color_grading_lut=True,
            color_grading_lut=lut,
            override_color_grading_intensity=True,
            color_grading_intensity=1.0,
        )
    elif film.stock in MONOCHROME:
        grey = unreal.Vector4(0.0, 0.0, 0.0, 1.0)
        fields.update(override_color_saturation=True, color_saturation=grey)
    put_fields(stage.journal, lens_of(actor), "post_process_settings", fields)


def bias_stops(nd_stops: float, push_stops: float) -> float:
    """What brings a white card in exactly the light asked for out at 1.

    units    stops in and out
    source   a white card in E lux shines E / pi nits; E = C N^2 / (t S) 2^(nd - push)
    """
    asked_nit = METER_LX_S / 100.0 / pi
    return log2(UNREAL_WHITE_NIT / asked_nit) - nd_stops + push_stops
