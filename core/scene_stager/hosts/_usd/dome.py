# SPDX-License-Identifier: Apache-2.0
"""The surroundings as a dome light: their mean luminance as its brightness, their colours and shape
as a picture beside the layer that is 1 on average. Who does not find it shows an even dome.

A dome's own pole is +y and the middle of its picture looks along +z (UsdLux follows OpenEXR there);
one cyclic turn of the axes brings both to the stage, where +z is up and the middle is +x.
"""

from __future__ import annotations

import math

import numpy as np
from pxr import Gf, Sdf

from scene_stager.hosts._usd.places import move_entity, say_order
from scene_stager.hosts._usd.sheet import NAMESPACE, Sheet, Types
from scene_stager.hosts._usd.tracks import find_rows
from scene_stager.hosts.dome_picture import is_even, picture_name
from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.luminance import REC_709
from scene_stager.maths.optics.host_light_units import usd_dome_intensity
from scene_stager.moks.entities import DomeFacts, Entity
from scene_stager.moks.take import Take

MEAN_BAND = 0.5 / math.sqrt(math.pi)  # the constant spherical harmonic
TURN = "xformOp:transform"
# Rows are where the dome's x, y and z go: USD multiplies from the left.
STAGE_FROM_DOME = ((0, 1, 0, 0), (0, 0, 1, 0), (1, 0, 0, 0), (0, 0, 0, 1))
HARMONICS_DOC = (
    "Nine real spherical harmonics, orthonormal, stage frame, by linear red, green and blue: "
    "1; y, z, x; xy, yz, 3z^2-1, xz, x^2-y^2."
)


def write_dome(sheet: Sheet, prim: Sdf.PrimSpec, take: Take, light: Entity) -> None:
    """The surroundings of a shot."""
    dome = DomeFacts.of(light)
    order = move_entity(sheet, prim, take, light.id)
    pictured = sheet.pictured and not is_even(dome)
    if pictured:
        hang_picture(sheet, prim, picture_name(dome), order)
    else:
        say_order(sheet, prim, order)
    mean_nit = np.clip(np.asarray(dome.sh_nit[0]) * MEAN_BAND, 0.0, None)
    rows = [Gf.Vec3d(*row) for row in dome.sh_nit]
    sheet.say(prim, f"{NAMESPACE}:sh_nit", Types.Double3Array, rows, HARMONICS_DOC)
    level = _mean_luminance(take, light, mean_nit) * usd_dome_intensity(1.0)
    sheet.key(prim, "inputs:intensity", Types.Float, level, "Mean luminance, in nits.")
    sheet.say(prim, "inputs:exposure", Types.Float, 0.0)
    if mean_nit.any():  # a picture has its own colours: Arnold takes it in the place of the tint
        tint = np.ones(3) if pictured else mean_nit / float(np.dot(mean_nit, REC_709))
        sheet.say(prim, "inputs:color", Types.Color3f, Gf.Vec3f(*tint.tolist()))


def hang_picture(sheet: Sheet, prim: Sdf.PrimSpec, picture: str, order: list[str]) -> None:
    """Give a dome the picture that lies beside the layer, and turn it into the stage's axes."""
    sheet.say(prim, TURN, Types.Matrix4d, Gf.Matrix4d(*STAGE_FROM_DOME))
    say_order(sheet, prim, [*order, TURN])
    sheet.say(prim, "inputs:texture:file", Types.Asset, Sdf.AssetPath(f"./{picture}"))
    sheet.say(prim, "inputs:texture:format", Types.Token, "latlong")


def _mean_luminance(take: Take, light: Entity, mean_nit: Floats) -> Floats:
    """From the light that arrives, which may move; else from the harmonics."""
    illuminance_lx = find_rows(take, f"{light.id}.illuminance_lx")
    if illuminance_lx is not None:
        return illuminance_lx / np.pi
    return np.array([[float(np.dot(mean_nit, REC_709))]])
