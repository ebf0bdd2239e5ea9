# SPDX-License-Identifier: Apache-2.0
"""The camera: lens, film gate, shutter, and the exposure that they make.

Lens numbers are in tenths of a scene unit, which on a stage in centimetres is plain millimetres.
"""

from __future__ import annotations

import math

import numpy as np
from pxr import Gf, Sdf

from scene_stager.hosts._usd.names import LENS
from scene_stager.hosts._usd.places import place_entity
from scene_stager.hosts._usd.readers import PLAIN_EXPOSURE, for_readers
from scene_stager.hosts._usd.sheet import Sheet, Types
from scene_stager.hosts._usd.tracks import cm_from_m, find_rows, settled, to_cm
from scene_stager.maths.arrays import Floats
from scene_stager.maths.optics.exposure import INCIDENT_CONSTANT_LX_S
from scene_stager.moks.entities import CameraFacts, Entity, FilmFacts, first_of
from scene_stager.moks.take import Take

# A white card in exactly the light that stop, shutter and film ask for then comes out at 1.
RESPONSIVITY = 100.0 * math.pi / INCIDENT_CONSTANT_LX_S

RESPONSIVITY_DOC = "A white card in the light that the exposure asks for comes out at 1."
COMPENSATION_DOC = "Push and filters, and the wedge of a bracketed shot."
WHOLE_DOC = "Stop, shutter, film, push and filters in one: a white card so lit comes out at 1."
LEAST_SCALE = 2.0**-100  # of a shutter that never opens: black, and still a number

# The window of the picture is moved the way that the lens is.
SHIFTS = {"shift_x_mm": "horizontalApertureOffset", "shift_y_mm": "verticalApertureOffset"}


def write_camera(sheet: Sheet, take: Take, camera: Entity, path: str) -> Sdf.PrimSpec:
    """The camera with everything about it that USD has a name for.

    A null moves and carries it: some readers animate any prim but a camera.
    """
    carrier = sheet.prim(path, "Xform")
    place_entity(sheet, carrier, take, camera.id)
    prim = sheet.prim(f"{path}/{LENS}", "Camera")
    _lens(sheet, prim, take, camera)
    shutter_deg = find_rows(take, f"{camera.id}.shutter_deg")
    if shutter_deg is not None:
        _shutter(sheet, prim, shutter_deg)
    _exposure(sheet, prim, take, camera)
    return carrier


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


def _shutter(sheet: Sheet, prim: Sdf.PrimSpec, shutter_deg: Floats) -> None:
    """Open around the frame: half before it, half after it."""
    frames_open = shutter_deg / 360.0
    sheet.key(prim, "shutter:open", Types.Double, -frames_open / 2.0, "Centred on the frame.")
    sheet.key(prim, "shutter:close", Types.Double, frames_open / 2.0)


def _exposure(sheet: Sheet, prim: Sdf.PrimSpec, take: Take, camera: Entity) -> None:
    """Stop, time, film and compensation; in one number for readers that know no other."""
    factors = _factors(take, camera)
    stops, rated = _added_stops(take, camera, factors)
    whole_stops = whole_exposure_stops(take, camera)
    for reader, told in for_readers(sheet, prim):
        if reader in PLAIN_EXPOSURE:
            sheet.key(told, "exposure", Types.Float, whole_stops, WHOLE_DOC)
            continue
        for name, rows in factors.items():
            doc = RESPONSIVITY_DOC if name == "responsivity" else ""
            sheet.key(told, f"exposure:{name}", Types.Float, rows, doc)
        if rated:
            sheet.key(told, "exposure", Types.Float, stops, COMPENSATION_DOC)


def whole_exposure_stops(take: Take, camera: Entity) -> Floats:
    """By how many stops a picture is brighter than the light: stop, time, film, compensation."""
    factors = _factors(take, camera)
    return settled(_added_stops(take, camera, factors)[0] + _scale_stops(factors))


def _added_stops(take: Take, camera: Entity, factors: dict[str, Floats]) -> tuple[Floats, bool]:
    """Compensation, and whether there is a film that it is of."""
    film = first_of(FilmFacts, take.entities)
    if film is None or "iso" not in factors:
        return np.zeros((1, 1)), False
    return _compensation_stops(take, camera, film), True


def _factors(take: Take, camera: Entity) -> dict[str, Floats]:
    """What USD multiplies an exposure of, by the names that it has there: those that are known."""
    f_number, shutter_deg, index = (
        find_rows(take, f"{camera.id}.{quantity}")
        for quantity in ("f_number", "shutter_deg", "exposure_index")
    )
    factors: dict[str, Floats] = {}
    if f_number is not None:
        factors["fStop"] = f_number
    if shutter_deg is not None:
        factors["time"] = shutter_deg / 360.0 * take.fps[1] / take.fps[0]
    if index is not None and first_of(FilmFacts, take.entities):
        factors["iso"] = index
        factors["responsivity"] = np.array([[RESPONSIVITY]])
    return factors


def _scale_stops(factors: dict[str, Floats]) -> Floats:
    """USD's linear exposure scale without its compensation, in stops; a factor unknown is one.

    source   UsdGeomCamera::ComputeLinearExposureScale: time x iso / 100 x responsivity over the
             square of the stop
    """
    one = np.ones((1, 1))
    light = factors.get("time", one) * factors.get("iso", 100.0 * one) / 100.0
    light = light * factors.get("responsivity", one) / np.square(factors.get("fStop", one))
    stops: Floats = np.log2(np.maximum(light, LEAST_SCALE))
    return stops


def _compensation_stops(take: Take, camera: Entity, film: FilmFacts) -> Floats:
    """What the film and the filters add to the exposure, and a wedge if the shot has one."""
    stops = film.push_stops - film.nd_stops
    wedge_stops = find_rows(take, f"{camera.id}.exposure_stops")
    if film.exposure == "bracket" and wedge_stops is not None:
        return wedge_stops + stops
    return np.array([[stops]])
