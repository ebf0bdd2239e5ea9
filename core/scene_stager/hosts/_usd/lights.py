# SPDX-License-Identifier: Apache-2.0
"""The lights, as UsdLux has them.

Lamps with a place are written as luminance, in nits, with `inputs:normalize` off: that number means
the same on a stage in centimetres and on one in metres. (A normalised lamp is divided by its area
in square scene units by some readers and in square metres by others.) The hold is the lamp's
`inputs:exposure`, so that intensity times two to the exposure is what it gives, and the hold can
be seen, locked or taken out by itself.
"""

from __future__ import annotations

import math

import numpy as np
from pxr import Gf, Sdf

from scene_stager.hosts._usd.dome import write_dome
from scene_stager.hosts._usd.places import SCALE, move_entity, place_entity, say_order
from scene_stager.hosts._usd.readers import (
    BALL,
    DISTANT,
    RAW_RADIUS,
    TOO_BRIGHT_STOPS,
    for_readers,
)
from scene_stager.hosts._usd.sheet import Sheet, Types
from scene_stager.hosts._usd.tracks import CM_PER_M, find_rows, settled, to_cm
from scene_stager.hosts.spot_cone import smooth_in_angle
from scene_stager.maths.arrays import Floats
from scene_stager.maths.optics.host_light_units import (
    usd_distant_intensity,
    usd_intensity,
)
from scene_stager.moks.entities import DomeFacts, Entity, LampFacts, LightFacts, SpotFacts
from scene_stager.moks.take import Take

TYPES = {
    "sphere": "SphereLight",
    "spot": "SphereLight",
    "rect": "RectLight",
    "disk": "DiskLight",
    "distant": "DistantLight",
    "dome": "DomeLight",
    "sky": "DomeLight",
}

SMALLEST_M = 0.002  # no lamp is drawn narrower
LAST_DIGITS = 1e-8  # a lamp that differs by less than a Take has digits is a steady lamp

HOLD_DOC = "The hold: sceneStager:hold_stops."


def write_light(sheet: Sheet, take: Take, light: Entity, path: str) -> Sdf.PrimSpec:
    """One light: where it is, how large, how bright, what colour."""
    facts = LightFacts.of(light)
    prim = sheet.prim(path, TYPES[facts.shape])
    if isinstance(facts, DomeFacts):
        write_dome(sheet, prim, take, light)
    elif facts.shape == "distant":
        _sun(sheet, prim, take, light)
    else:
        _lamp(sheet, prim, take, light)
    kelvin = find_rows(take, f"{light.id}.color_temperature_k")
    if kelvin is not None:
        sheet.key(prim, "inputs:colorTemperature", Types.Float, kelvin)
        tinted = "inputs:color" in prim.properties
        sheet.say(prim, "inputs:enableColorTemperature", Types.Bool, not tinted)
    return prim


def _lamp(sheet: Sheet, prim: Sdf.PrimSpec, take: Take, light: Entity) -> None:
    """A lamp with a place and a size."""
    facts = LampFacts.of(light)
    width_m, shape = max(facts.width_m, SMALLEST_M), facts.shape
    if shape == "rect":
        place_entity(sheet, prim, take, light.id)
        sheet.say(prim, "inputs:width", Types.Float, to_cm(width_m))
        sheet.say(prim, "inputs:height", Types.Float, to_cm(width_m))
        area_m2 = width_m * width_m
    elif shape == "disk":
        place_entity(sheet, prim, take, light.id)
        sheet.say(prim, "inputs:radius", Types.Float, to_cm(width_m / 2.0))
        area_m2 = math.pi * width_m**2 / 4.0
    else:
        _ball(sheet, prim, move_entity(sheet, prim, take, light.id), width_m / 2.0)
        area_m2 = math.pi * width_m**2
        if isinstance(facts, SpotFacts):
            _cone(sheet, prim, facts)
        shape = "sphere"

    sheet.say(prim, "inputs:normalize", Types.Bool, False)
    intensity_cd = find_rows(take, f"{light.id}.intensity_cd")
    if intensity_cd is not None:
        nit_per_cd = usd_intensity(shape, 1.0) / area_m2
        doc = "Luminance as authored, in nits; without the hold."
        kind = BALL if shape == "sphere" else shape
        _brightness(sheet, prim, take, light, intensity_cd * nit_per_cd, doc, kind)


def _ball(sheet: Sheet, prim: Sdf.PrimSpec, order: list[str], radius_m: float) -> None:
    """The size of a ball: Blender takes its radius for metres whatever the stage's unit is.

    Under a scale of a hundred that is the same to all who apply the scale, as UsdLux asks.
    """
    for reader, told in for_readers(sheet, prim):
        if reader in RAW_RADIUS:
            sheet.say(told, "inputs:radius", Types.Float, to_cm(radius_m))
            say_order(sheet, told, order)
            continue
        doc = "In metres: the scale brings it to the stage's centimetres."
        sheet.say(told, "inputs:radius", Types.Float, radius_m, doc)
        sheet.say(told, SCALE, Types.Float3, Gf.Vec3f(CM_PER_M))
        say_order(sheet, told, [*order, SCALE])


def _cone(sheet: Sheet, prim: Sdf.PrimSpec, spot: SpotFacts) -> None:
    """Beam and field angle as UsdLux shapes a light: a smooth step over the angle."""
    angle_deg, softness = smooth_in_angle(spot.beam_deg, spot.field_deg)
    prim.SetInfo("apiSchemas", Sdf.TokenListOp.Create(prependedItems=["ShapingAPI"]))
    doc = "Half the angle outside of which there is no light."
    sheet.say(prim, "inputs:shaping:cone:angle", Types.Float, angle_deg, doc)
    sheet.say(prim, "inputs:shaping:cone:softness", Types.Float, min(softness, 1.0))


def _sun(sheet: Sheet, prim: Sdf.PrimSpec, take: Take, light: Entity) -> None:
    """A light without a place: what counts is the illuminance, whatever its angle."""
    place_entity(sheet, prim, take, light.id)
    sheet.say(prim, "inputs:angle", Types.Float, LampFacts.of(light).softness_deg)
    sheet.say(prim, "inputs:normalize", Types.Bool, True)
    beam_lx = _beam_lx(take, light)
    if beam_lx is not None:
        doc = "Illuminance across the beam as authored, in lux; without the hold."
        _brightness(sheet, prim, take, light, beam_lx * usd_distant_intensity(1.0), doc, DISTANT)


def _beam_lx(take: Take, light: Entity) -> Floats | None:
    """What the light's candela make at the target on a plane across the beam.

    That is not the illuminance channel, which a meter reads that may face another way.
    """
    intensity_cd = find_rows(take, f"{light.id}.intensity_cd")
    light_m = find_rows(take, f"{light.id}.translate_m", 3)
    target_m = find_rows(take, f"{LampFacts.of(light).target}.translate_m", 3)
    if intensity_cd is None or light_m is None or target_m is None:
        return find_rows(take, f"{light.id}.illuminance_lx")
    away_m = light_m - target_m
    square_m2: Floats = np.sum(away_m * away_m, axis=-1, keepdims=True)
    beam_lx: Floats = intensity_cd / np.maximum(square_m2, SMALLEST_M**2)
    return beam_lx


def _brightness(
    sheet: Sheet, prim: Sdf.PrimSpec, take: Take, light: Entity, level: Floats, doc: str, kind: str
) -> None:
    """Split a level into what was authored and what the hold made of it.

    A reader that makes too much of such a light gets so much less exposure.
    """
    hold_stops = find_rows(take, f"{light.id}.hold_stops")
    if hold_stops is None:
        hold_stops = np.zeros((1, 1))
    authored = settled(level * np.exp2(-hold_stops), within=LAST_DIGITS)
    sheet.key(prim, "inputs:intensity", Types.Float, authored, doc)
    if all(known != kind for _, known in TOO_BRIGHT_STOPS):
        sheet.key(prim, "inputs:exposure", Types.Float, hold_stops, HOLD_DOC)
        return
    for reader, told in for_readers(sheet, prim):
        less_stops = TOO_BRIGHT_STOPS.get((reader, kind), 0.0)
        doc = f"The hold, less the {less_stops:g} stops that {reader} adds." if less_stops else ""
        stops = hold_stops - less_stops
        sheet.key(told, "inputs:exposure", Types.Float, stops, doc or HOLD_DOC)
