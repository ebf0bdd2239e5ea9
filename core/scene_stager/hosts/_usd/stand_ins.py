# SPDX-License-Identifier: Apache-2.0
"""Stand-ins for what is filmed, out of balls, boxes and drums: height 1, feet at z = 0, facing -y.

All proportions are house defaults, drawn by eye after artists' canons; not measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pxr import Sdf

from scene_stager.hosts._usd.guides import paint
from scene_stager.hosts._usd.places import place_still
from scene_stager.hosts._usd.sheet import Sheet
from scene_stager.hosts._usd.tracks import to_cm

Three = tuple[float, float, float]

USUAL_HEIGHT_M = 1.75

CLAY: Three = (0.40, 0.37, 0.34)
DARK: Three = (0.07, 0.07, 0.075)
GLASS: Three = (0.12, 0.14, 0.16)


@dataclass(frozen=True)
class Piece:
    """A ball, box or drum; `size` is half of its extent along each of its axes.

    A mirrored piece has a twin at -x. Drums stand along z until they are turned.
    """

    name: str
    form: str
    centre: Three
    size: Three
    turn_deg: Three = (0.0, 0.0, 0.0)
    mirrored: bool = False
    rgb: Three = CLAY


def _ball(name: str, centre: Three, size: Three, turn_deg: Three = (0, 0, 0)) -> Piece:
    return Piece(name, "Sphere", centre, size, turn_deg)


def _balls(name: str, centre: Three, size: Three, turn_deg: Three = (0, 0, 0)) -> Piece:
    return Piece(name, "Sphere", centre, size, turn_deg, mirrored=True)


def _box(name: str, centre: Three, size: Three, rgb: Three = CLAY) -> Piece:
    return Piece(name, "Cube", centre, size, rgb=rgb)


def _drum(name: str, centre: Three, size: Three, rgb: Three = CLAY) -> Piece:
    return Piece(name, "Cylinder", centre, size, rgb=rgb)


PERSON = (
    _ball("head", (0, 0.004, 0.936), (0.042, 0.052, 0.064)),
    _ball("nose", (0, -0.046, 0.922), (0.007, 0.012, 0.016), (-20, 0, 0)),
    _ball("neck", (0, 0.012, 0.850), (0.029, 0.030, 0.056), (8, 0, 0)),
    _ball("chest", (0, 0.010, 0.740), (0.098, 0.062, 0.115)),
    _balls("shoulder", (0.078, 0.014, 0.797), (0.062, 0.040, 0.034), (0, 16, 0)),
    _ball("waist", (0, 0.010, 0.640), (0.078, 0.054, 0.100)),
    _ball("hips", (0, 0.010, 0.560), (0.090, 0.064, 0.090)),
    _balls("upper_arm", (0.131, 0.014, 0.715), (0.031, 0.033, 0.112), (0, -9, 0)),
    _balls("forearm", (0.158, -0.004, 0.545), (0.024, 0.026, 0.110), (0, -5, 0)),
    _balls("hand", (0.168, -0.020, 0.430), (0.016, 0.025, 0.050)),
    _balls("thigh", (0.050, 0.008, 0.410), (0.052, 0.057, 0.190), (0, -2, 0)),
    _balls("shin", (0.056, 0.022, 0.170), (0.037, 0.042, 0.180), (0, -2, 0)),
    _balls("foot", (0.062, -0.022, 0.024), (0.030, 0.074, 0.028), (0, 0, 8)),
)

BUST = (
    _ball("skull", (0, 0.035, 0.800), (0.152, 0.188, 0.190)),
    _ball("face", (0, -0.052, 0.690), (0.122, 0.118, 0.180), (-8, 0, 0)),
    _ball("chin", (0, -0.098, 0.575), (0.064, 0.056, 0.056)),
    _ball("nose", (0, -0.164, 0.705), (0.022, 0.036, 0.066), (-20, 0, 0)),
    _balls("ear", (0.152, 0.035, 0.725), (0.018, 0.034, 0.052), (12, 0, 0)),
    _ball("neck", (0, 0.048, 0.480), (0.090, 0.097, 0.220), (8, 0, 0)),
    _balls("shoulder", (0.190, 0.060, 0.255), (0.215, 0.115, 0.110), (0, 16, 0)),
    _ball("chest", (0, 0.045, 0.190), (0.275, 0.145, 0.185)),
    _drum("plinth", (0, 0.045, 0.026), (0.150, 0.150, 0.026), DARK),
)

PRODUCT = (
    _drum("body", (0, 0, 0.320), (0.200, 0.200, 0.320)),
    _ball("shoulder", (0, 0, 0.630), (0.200, 0.200, 0.130)),
    _drum("neck", (0, 0, 0.760), (0.062, 0.062, 0.080)),
    _drum("cap", (0, 0, 0.905), (0.085, 0.085, 0.095), DARK),
    _drum("label", (0, 0, 0.330), (0.202, 0.202, 0.170), (0.55, 0.53, 0.49)),
)

VEHICLE = (
    _box("body", (0, 0.02, 0.400), (0.590, 1.480, 0.170)),
    _box("bonnet", (0, -0.98, 0.560), (0.550, 0.500, 0.020)),
    _ball("cabin", (0, 0.20, 0.600), (0.560, 0.980, 0.400)),
    _box("roof", (0, 0.22, 0.940), (0.380, 0.420, 0.020)),
    _box("windows", (0, 0.20, 0.760), (0.500, 0.560, 0.110), GLASS),
    *(
        Piece(f"{place}_wheel", "Cylinder", (0.530, y, 0.225), (0.225, 0.225, 0.080),
              (0, 90, 0), mirrored=True, rgb=DARK)
        for place, y in (("front", -0.900), ("rear", 0.940))
    ),
)  # fmt: skip

BUILDING = (
    _box("base", (0, 0, 0.030), (0.520, 0.420, 0.030), DARK),
    _box("block", (0, 0, 0.400), (0.430, 0.330, 0.400)),
    _box("tower", (-0.080, 0.040, 0.750), (0.280, 0.230, 0.250)),
    _box("porch", (0, -0.360, 0.110), (0.110, 0.090, 0.110)),
    _box("door", (0, -0.451, 0.080), (0.050, 0.003, 0.060), DARK),
    *(_box(f"storey_{n}", (0, 0, 0.14 * n + 0.16), (0.432, 0.332, 0.022), GLASS) for n in range(4)),
)

VENUE = (
    _box("stage", (0, 0.2, 0.060), (1.500, 0.900, 0.060)),
    _box("back_wall", (0, 1.05, 0.480), (1.500, 0.060, 0.480), DARK),
    _box("roof", (0, 0.2, 0.950), (1.560, 0.960, 0.050)),
    Piece("front_tower", "Cube", (1.440, -0.600, 0.480), (0.060, 0.060, 0.480), mirrored=True),
    Piece("rear_tower", "Cube", (1.440, 0.300, 0.480), (0.060, 0.060, 0.480), mirrored=True),
)

STAND_INS: Mapping[str, tuple[Piece, ...]] = MappingProxyType(
    {
        "person": PERSON,
        "bust": BUST,
        "product": PRODUCT,
        "vehicle": VEHICLE,
        "building": BUILDING,
        "venue": VENUE,
    }
)


def write_stand_in(sheet: Sheet, path: str, settings: Mapping[str, Any]) -> None:
    """A stand-in at its real height, turned the way the subject faces; a person when in doubt."""
    prim = sheet.prim(path, "Xform", "Stand-in")
    height_cm = to_cm(float(settings.get("height_m", USUAL_HEIGHT_M)))
    facing_deg = float(settings.get("facing_deg", 0.0))
    place_still(sheet, prim, turn_deg=(0.0, 0.0, facing_deg), scale=(height_cm,) * 3)
    for piece in STAND_INS.get(str(settings.get("shape")), PERSON):
        if not piece.mirrored:
            _write_piece(sheet, f"{path}/{piece.name}", piece, 1.0)
            continue
        for side, sign in (("left", 1.0), ("right", -1.0)):
            _write_piece(sheet, f"{path}/{side}_{piece.name}", piece, sign)


def _write_piece(sheet: Sheet, path: str, piece: Piece, side: float) -> Sdf.PrimSpec:
    """One piece, or its mirror image; its own extent is that of a piece of half-size 1."""
    prim = sheet.prim(path, piece.form)
    x, y, z = piece.centre
    tilt_deg, lean_deg, turn_deg = piece.turn_deg
    place_still(
        sheet,
        prim,
        at=(side * x, y, z),
        turn_deg=(tilt_deg, side * lean_deg + 0.0, side * turn_deg + 0.0),
        scale=piece.size,
    )
    paint(sheet, prim, piece.rgb)
    return prim
