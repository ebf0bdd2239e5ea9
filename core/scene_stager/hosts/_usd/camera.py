# SPDX-License-Identifier: Apache-2.0
"""The camera: lens, film gate, shutter, and the exposure that they make.

Lens numbers are in tenths of a scene unit, which on a stage in centimetres is plain millimetres.
"""

from __future__ import annotations

import math

import numpy as np
from pxr import Gf, Sdf

from scene_stager.hosts._usd.places import place_entity
from scene_stager.hosts._usd.sheet import Sheet, Types
from scene_stager.hosts._usd.tracks import cm_from_m, find_rows, to_cm
from scene_stager.maths.arrays import Floats
from scene_stager.maths.optics.exposure import INCIDENT_CONSTANT_LX_S
from scene_stager.moks.entities import CameraFacts, Entity, FilmFacts, first_of
from scene_stager.moks.take import Take

# A white card in exactly the light that stop, shutter and film ask for then comes out at 1.
RESPONSIVITY = 100.0 * math.pi / INCIDENT_CONSTANT_LX_S

# The window of the picture is moved the way that the lens is.
SHIFTS = {"shift_x_mm": "horizontalApertureOffset", "shift_y_mm": "verticalApertureOffset"}


def write_camera(sheet: Sheet, take: Take, camera: Entity, path: str) -> Sdf.PrimSpec:
    """The camera with everything about it that USD has a name for."""
    prim = sheet.prim(path, "Camera")
    place_entity(sheet, prim, take, camera.id)
    _lens(sheet, prim, take, camera)
    shutter_deg = find_rows(take, f"{camera.id}.shutter_deg")
    if shutter_deg is not None:
        _shutter(sheet, prim, take, shutter_deg)
    _film(sheet, prim, take, camera)
    return prim


def _lens(sheet: Sheet, prim: Sdf.PrimSpec, take: Take, camera: Entity) -> None:
    facts = CameraFacts.of(camera)
    sheet.say(prim, "projection", Types.Token, "perspective")
    sheet.say(prim, "horizontalAperture", Types.Float, facts.sensor_width_mm)
    sheet.say(prim, "verticalAperture", Types.Float, facts.sensor_height_mm)
    clip = Gf.Vec2f(to_cm(facts.near_m), to_cm(facts.far_m))
    sheet.say(prim, "clippingRange", Types.Float2, clip)

    focal_mm = find_rows(take, f"{camera.id}.focal_length_mm")
    if focal_mm is not None:
        sheet.key(prim, "focalLength", Types.Float, focal_mm)
    for name, attribute in SHIFTS.items():
        shift_mm = find_rows(take, f"{camera.id}.{name}")
        if shift_mm is not None:
            sheet.key(prim, attribute, Types.Float, shift_mm)
    focus_m = find_rows(take, f"{camera.id}.focus_distance_m")
    if focus_m is not None:
        sheet.key(prim, "focusDistance", Types.Float, cm_from_m(focus_m))
    f_number = find_rows(take, f"{camera.id}.f_number")
    if f_number is not None:
        sheet.key(prim, "fStop", Types.Float, f_number)
        sheet.key(prim, "exposure:fStop", Types.Float, f_number)


def _shutter(sheet: Sheet, prim: Sdf.PrimSpec, take: Take, shutter_deg: Floats) -> None:
    """Open around the frame: half before it, half after it."""
    frames_open = shutter_deg / 360.0
    sheet.key(prim, "shutter:open", Types.Double, -frames_open / 2.0, "Centred on the frame.")
    sheet.key(prim, "shutter:close", Types.Double, frames_open / 2.0)
    open_s = frames_open * take.fps[1] / take.fps[0]
    sheet.key(prim, "exposure:time", Types.Float, open_s)


def _film(sheet: Sheet, prim: Sdf.PrimSpec, take: Take, camera: Entity) -> None:
    index = find_rows(take, f"{camera.id}.exposure_index")
    film = first_of(FilmFacts, take.entities)
    if index is None or film is None:
        return
    sheet.key(prim, "exposure:iso", Types.Float, index)
    doc = "A white card in the light that the exposure asks for comes out at 1."
    sheet.say(prim, "exposure:responsivity", Types.Float, RESPONSIVITY, doc)
    doc = "Push and filters, and the wedge of a bracketed shot."
    sheet.key(prim, "exposure", Types.Float, _compensation_stops(take, camera, film), doc)


def _compensation_stops(take: Take, camera: Entity, film: FilmFacts) -> Floats:
    """What the film and the filters add to the exposure, and a wedge if the shot has one."""
    stops = film.push_stops - film.nd_stops
    wedge_stops = find_rows(take, f"{camera.id}.exposure_stops")
    if film.exposure == "bracket" and wedge_stops is not None:
        return wedge_stops + stops
    return np.array([[stops]])
