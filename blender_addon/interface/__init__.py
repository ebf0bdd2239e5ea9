# SPDX-License-Identifier: GPL-3.0-or-later
"""What people see and press: panels, menus, operators, and what can be dropped on the window."""

from __future__ import annotations

import bpy

from ..records import look_away, watch
from ..remark import SCENE_STAGER_remark
from ..settings import FILLERS, FOLLOWERS, SCENE_STAGER_settings
from ..wishes import fill
from . import (
    baking,
    files,
    matching,
    menus,
    offers,
    panels,
    path,
    placing,
    presets,
    records,
    shots,
    surroundings,
)

CLASSES = (
    SCENE_STAGER_remark,
    SCENE_STAGER_settings,
    *(
        one
        for part in (
            baking,
            offers,
            shots,
            path,
            placing,
            presets,
            files,
            matching,
            surroundings,
            menus,
            panels,
            records,  # its panel stands inside of ours
        )
        for one in part.CLASSES
    ),
)


def register() -> None:
    """Add everything."""
    for one in CLASSES:
        bpy.utils.register_class(one)
    bpy.types.Scene.scene_stager = bpy.props.PointerProperty(  # type: ignore[attr-defined]
        type=SCENE_STAGER_settings
    )
    FOLLOWERS.append(path.refresh)
    FILLERS.append(fill)
    menus.hang()
    watch()


def unregister() -> None:
    """Take everything away."""
    look_away()
    menus.take_down()
    FOLLOWERS.remove(path.refresh)
    FILLERS.remove(fill)
    path.forget()
    del bpy.types.Scene.scene_stager  # type: ignore[attr-defined]
    for one in reversed(CLASSES):
        bpy.utils.unregister_class(one)
