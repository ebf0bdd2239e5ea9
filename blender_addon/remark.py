# SPDX-License-Identifier: GPL-3.0-or-later
"""One line of what a bake had to say."""

from __future__ import annotations

import bpy
from bpy.props import PointerProperty, StringProperty

from . import marks


def is_the_users(_: bpy.types.PropertyGroup, thing: bpy.types.Object) -> bool:
    """Objects that a bake has made are nobody's target."""
    return not thing.get(marks.OWNER)


class SCENE_STAGER_remark(bpy.types.PropertyGroup):
    """A line that stays listed after a bake; with the name of the stand-in it is about, if any."""

    text: StringProperty(name="Remark")
    stand_in: StringProperty(name="Stand-in")
    object: PointerProperty(
        name="Object",
        description="What takes the stand-in's place when you press Rebind; empty looks for it",
        type=bpy.types.Object,
        poll=is_the_users,
    )
