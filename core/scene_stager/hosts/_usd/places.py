# SPDX-License-Identifier: Apache-2.0
"""Where a thing stands and how it is turned, as transform operations."""

from __future__ import annotations

from pxr import Gf, Sdf

from scene_stager.hosts._usd.channels import mark
from scene_stager.hosts._usd.sheet import Sheet, Types
from scene_stager.hosts._usd.tracks import cm_from_m, find_channel, rows_of
from scene_stager.maths.arrays import Floats
from scene_stager.moks.take import Take

TRANSLATE, ORIENT, TURN, SCALE = (
    "xformOp:translate",
    "xformOp:orient",
    "xformOp:rotateXYZ",
    "xformOp:scale",
)

# Quantities that a transform says as exactly as an attribute would.
OPERATIONS = {"translate_m": TRANSLATE, "rotate_wxyz": ORIENT}


def has_place(take: Take, entity_id: str) -> bool:
    """True when the Take moves or turns the entity."""
    return any(
        find_channel(take, f"{entity_id}.{quantity}", width)
        for quantity, width in (("translate_m", 3), ("rotate_wxyz", 4))
    )


def place_entity(sheet: Sheet, prim: Sdf.PrimSpec, take: Take, entity_id: str) -> None:
    """Move and turn a prim as the Take has it; in double precision, in centimetres."""
    say_order(sheet, prim, move_entity(sheet, prim, take, entity_id))


def move_entity(sheet: Sheet, prim: Sdf.PrimSpec, take: Take, entity_id: str) -> list[str]:
    """The operations that move and turn a prim, without saying yet that they are applied."""
    order = []
    moved = find_channel(take, f"{entity_id}.translate_m", 3)
    if moved is not None:
        mark(sheet.key(prim, TRANSLATE, Types.Double3, cm_from_m(rows_of(moved))), moved)
        order.append(TRANSLATE)
    turned = find_channel(take, f"{entity_id}.rotate_wxyz", 4)
    if turned is not None:
        mark(sheet.key(prim, ORIENT, Types.Quatd, rows_of(turned)), turned)
        order.append(ORIENT)
    return order


def place_still(
    sheet: Sheet,
    prim: Sdf.PrimSpec,
    *,
    at: tuple[float, float, float] | None = None,
    turn_deg: tuple[float, float, float] = (0.0, 0.0, 0.0),
    scale: tuple[float, float, float] | None = None,
) -> None:
    """Put a prim somewhere for good, in its parent's own unit."""
    order = []
    if at is not None:
        sheet.say(prim, TRANSLATE, Types.Double3, Gf.Vec3d(*at))
        order.append(TRANSLATE)
    if any(turn_deg):
        sheet.say(prim, TURN, Types.Float3, Gf.Vec3f(*turn_deg))
        order.append(TURN)
    if scale is not None:
        sheet.say(prim, SCALE, Types.Float3, Gf.Vec3f(*scale))
        order.append(SCALE)
    say_order(sheet, prim, order)


def follow(sheet: Sheet, prim: Sdf.PrimSpec, metres: Floats) -> None:
    """Let a prim go where rows of metres say."""
    sheet.key(prim, TRANSLATE, Types.Double3, cm_from_m(metres))
    say_order(sheet, prim, [TRANSLATE])


def say_order(sheet: Sheet, prim: Sdf.PrimSpec, order: list[str]) -> None:
    """The operations of a transform, outermost first."""
    if order:
        sheet.say(prim, "xformOpOrder", Types.TokenArray, order)
