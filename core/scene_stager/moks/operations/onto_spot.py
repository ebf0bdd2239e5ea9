# SPDX-License-Identifier: Apache-2.0
"""Onto the spot: what was worked out about the origin, where the subject really stands."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.frames import multiply_wxyz, rotate_wxyz, yaw_wxyz
from scene_stager.moks.operations._operation import Inputs, Operation, Outlet, Params

Carry = Callable[[Floats, Floats, Floats], Floats]


def onto_spot(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """The set turned about the vertical and then carried to its place.

    shapes   input (n, w); result (n, w)
    units    kept; place_m in metres, facing_deg in degrees
    frame    set in, stage out; a facing of 90 turns -y to +x. Head angles are pan, tilt, roll
    source   stage_from_set: a rotation about z, then a translation
    """
    place_m = np.array(params["place_m"], dtype=np.float64)
    carry = CARRIED[str(params["as"])][1]
    return carry(inputs[0], place_m, np.asarray(params["facing_deg"], dtype=np.float64))


def _place(value: Floats, place_m: Floats, facing_deg: Floats) -> Floats:
    return rotate_wxyz(yaw_wxyz(facing_deg), value) + place_m


def _way(value: Floats, place_m: Floats, facing_deg: Floats) -> Floats:
    return rotate_wxyz(yaw_wxyz(facing_deg), value)


def _turn(value: Floats, place_m: Floats, facing_deg: Floats) -> Floats:
    return multiply_wxyz(yaw_wxyz(facing_deg), value)


def _head(value: Floats, place_m: Floats, facing_deg: Floats) -> Floats:
    return value + np.stack([facing_deg, np.zeros(()), np.zeros(())])


CARRIED: dict[str, tuple[Outlet, Carry]] = {
    "place": (("m", 3), _place),
    "way": (("m/s", 3), _way),
    "turn": (("1", 4), _turn),
    "head": (("deg", 3), _head),
}


def as_it_is(params: Params, inputs: tuple[Outlet, ...], gives: Outlet) -> str:
    """What comes in goes out, and it is what it is carried as."""
    kind = CARRIED.get(str(params.get("as")))
    if kind is None:
        return f"carried as {params.get('as')!r}, expected one of {', '.join(CARRIED)}"
    return "" if inputs[0] == gives == kind[0] else f"a {params['as']} is {kind[0]}"


OPERATION = Operation(
    title="Onto the subject's spot",
    inputs=(("about the origin", None, None),),
    unit=None,
    width=None,
    evaluate=onto_spot,
    source="a rotation about the vertical, then a translation",
    check=as_it_is,
)
