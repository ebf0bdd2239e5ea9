# SPDX-License-Identifier: Apache-2.0
"""Stand-ins for what is filmed, out of simple pieces: height 1, feet at z = 0, facing -y.

All proportions are house defaults, drawn by eye after artists' canons; not measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

Three = tuple[float, float, float]
STRAIGHT: Three = (0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Piece:
    """A ball, box or drum; `size` is half its extent along its own axes.

    A hull has an `outline` instead: (half width, y, z), anticlockwise seen from +x. A mirrored
    piece has a twin at -x. Drums stand along z until they are turned; turns are about x, then y,
    then z.
    """

    name: str
    form: str
    centre: Three = STRAIGHT
    size: Three = (1.0, 1.0, 1.0)
    turn_deg: Three = STRAIGHT
    mirrored: bool = False
    finish: str = "clay"
    outline: tuple[Three, ...] = ()


def _ball(name: str, centre: Three, size: Three, turn_deg: Three = STRAIGHT) -> Piece:
    return Piece(name, "ball", centre, size, turn_deg)


def _balls(name: str, centre: Three, size: Three, turn_deg: Three = STRAIGHT) -> Piece:
    return Piece(name, "ball", centre, size, turn_deg, mirrored=True)


def _box(name: str, centre: Three, size: Three, finish: str = "clay") -> Piece:
    return Piece(name, "box", centre, size, finish=finish)


def _drum(name: str, centre: Three, size: Three, finish: str = "clay") -> Piece:
    return Piece(name, "drum", centre, size, finish=finish)


def _hull(name: str, outline: tuple[Three, ...], finish: str = "clay") -> Piece:
    return Piece(name, "hull", finish=finish, outline=outline)


PERSON = (
    _ball("head", (0, 0.002, 0.934), (0.042, 0.052, 0.066), (-4, 0, 0)),
    _ball("nose", (0, -0.047, 0.920), (0.005, 0.010, 0.014), (-20, 0, 0)),
    _ball("neck", (0, 0.014, 0.855), (0.029, 0.031, 0.060), (8, 0, 0)),
    _ball("chest", (0, 0.010, 0.735), (0.096, 0.062, 0.110)),
    _balls("shoulder", (0.066, 0.014, 0.797), (0.068, 0.040, 0.032), (0, 16, 0)),
    _ball("waist", (0, 0.010, 0.635), (0.078, 0.055, 0.110)),
    _ball("hips", (0, 0.010, 0.555), (0.090, 0.064, 0.090)),
    _balls("upper_arm", (0.131, 0.014, 0.703), (0.031, 0.033, 0.105), (0, -9, 0)),
    _balls("forearm", (0.156, -0.002, 0.545), (0.024, 0.026, 0.110), (0, -5, 0)),
    _balls("hand", (0.167, -0.018, 0.432), (0.016, 0.025, 0.050)),
    _balls("thigh", (0.050, 0.008, 0.410), (0.050, 0.057, 0.190), (0, -2, 0)),
    _balls("shin", (0.056, 0.022, 0.170), (0.037, 0.042, 0.180), (0, -2, 0)),
    _balls("foot", (0.062, -0.022, 0.026), (0.030, 0.074, 0.026), (0, 0, 8)),
)

BUST = (
    _ball("skull", (0, 0.035, 0.808), (0.152, 0.188, 0.192)),
    _ball("face", (0, -0.052, 0.690), (0.122, 0.118, 0.180), (-8, 0, 0)),
    _ball("chin", (0, -0.098, 0.575), (0.064, 0.056, 0.056)),
    _ball("nose", (0, -0.160, 0.705), (0.020, 0.034, 0.060), (-20, 0, 0)),
    _balls("ear", (0.150, 0.035, 0.725), (0.018, 0.034, 0.052), (12, 0, 0)),
    _ball("neck", (0, 0.048, 0.480), (0.090, 0.097, 0.220), (8, 0, 0)),
    _balls("shoulder", (0.170, 0.060, 0.255), (0.225, 0.120, 0.110), (0, 16, 0)),
    _ball("chest", (0, 0.045, 0.190), (0.275, 0.145, 0.185)),
    _drum("plinth", (0, 0.045, 0.026), (0.150, 0.150, 0.026), "dark"),
)

PRODUCT = (
    _drum("body", (0, 0, 0.310), (0.200, 0.200, 0.310)),
    _ball("shoulder", (0, 0, 0.620), (0.200, 0.200, 0.150)),
    _drum("neck", (0, 0, 0.790), (0.060, 0.060, 0.060)),
    _drum("cap", (0, 0, 0.910), (0.072, 0.072, 0.090), "dark"),
    _drum("label", (0, 0, 0.320), (0.201, 0.201, 0.180), "paper"),
)

# A saloon car from the side: (half width, y, z), bonnet toward -y.
CAR_BODY = (
    (0.56, -1.42, 0.20), (0.56, 1.46, 0.20), (0.54, 1.50, 0.42), (0.52, 1.46, 0.62),
    (0.54, 0.95, 0.67), (0.55, -0.45, 0.64), (0.53, -1.30, 0.55), (0.52, -1.46, 0.42),
)  # fmt: skip
CAR_WINDOWS = (
    (0.52, -0.48, 0.62), (0.52, 1.12, 0.62), (0.43, 0.70, 0.95), (0.43, 0.05, 0.95),
)  # fmt: skip
CAR_ROOF = (
    (0.436, 0.00, 0.94), (0.436, 0.74, 0.94), (0.40, 0.62, 1.00), (0.40, 0.12, 1.00),
)  # fmt: skip

_WHEEL = Piece(
    "wheel", "drum", STRAIGHT, (0.225, 0.225, 0.085), (0, 90, 0), mirrored=True, finish="dark"
)

VEHICLE = (
    _hull("body", CAR_BODY),
    _hull("windows", CAR_WINDOWS, "glass"),
    _hull("roof", CAR_ROOF),
    replace(_WHEEL, name="front_wheel", centre=(0.50, -0.90, 0.225)),
    replace(_WHEEL, name="rear_wheel", centre=(0.50, 0.94, 0.225)),
)

BUILDING = (
    _box("base", (0, 0, 0.030), (0.520, 0.420, 0.030), "dark"),
    _box("block", (0, 0, 0.400), (0.430, 0.330, 0.400)),
    _box("tower", (-0.080, 0.040, 0.750), (0.280, 0.230, 0.250)),
    _box("porch", (0, -0.360, 0.110), (0.110, 0.090, 0.110)),
    _box("door", (0, -0.450, 0.080), (0.050, 0.004, 0.060), "dark"),
    *(
        _box(f"windows_{storey + 1}", (0, 0, 0.14 * storey + 0.30), (0.432, 0.332, 0.030), "glass")
        for storey in range(4)
    ),
)

VENUE = (
    _box("stage", (0, 0.2, 0.060), (1.500, 0.900, 0.060)),
    _box("back_wall", (0, 1.05, 0.480), (1.500, 0.060, 0.480), "dark"),
    _box("roof", (0, 0.2, 0.950), (1.560, 0.960, 0.050)),
    Piece("front_tower", "box", (1.440, -0.600, 0.480), (0.060, 0.060, 0.480), mirrored=True),
    Piece("rear_tower", "box", (1.440, 0.300, 0.480), (0.060, 0.060, 0.480), mirrored=True),
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


def pieces_of(shape: str) -> tuple[Piece, ...]:
    """Every piece of a stand-in, the twins included; a person's when there is no such stand-in."""
    found: list[Piece] = []
    for piece in STAND_INS.get(shape, PERSON):
        if piece.mirrored:
            found += [_side("left", 1.0, piece), _side("right", -1.0, piece)]
        else:
            found.append(piece)
    return tuple(found)


def _side(side: str, sign: float, piece: Piece) -> Piece:
    x, y, z = piece.centre
    tilt_deg, lean_deg, turn_deg = piece.turn_deg
    return replace(
        piece,
        name=f"{side}_{piece.name}",
        centre=(sign * x, y, z),
        turn_deg=(tilt_deg, sign * lean_deg + 0.0, sign * turn_deg + 0.0),
        mirrored=False,
    )
