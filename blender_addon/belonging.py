# SPDX-License-Identifier: GPL-3.0-or-later
"""Which scenes a data-block belongs to: whoever uses it, and whoever uses that, up to the scenes.

A mark on a data-block does not tell: when a scene is copied, its marks are copied too, and some
data-blocks are shared between the copies.
"""

from __future__ import annotations

from typing import Any

import bpy


def scenes_of(block: Any) -> set[bpy.types.Scene]:
    """The scenes that a data-block is part of; none for what nobody uses."""
    if isinstance(block, bpy.types.Object):
        return set(block.users_scene)
    if isinstance(block, bpy.types.Collection):
        return {s for s in bpy.data.scenes if block in s.collection.children_recursive}
    users = bpy.data.user_map()
    found: set[bpy.types.Scene] = set()
    seen, waiting = {block}, list(users.get(block, ()))
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        if isinstance(one, bpy.types.Scene):
            found.add(one)
        elif isinstance(one, (bpy.types.Object, bpy.types.Collection)):
            found |= scenes_of(one)
        else:
            waiting += users.get(one, ())
    return found


def is_alone_in(scene: bpy.types.Scene, block: Any) -> bool:
    """True when a data-block can be changed and no other scene or file would notice."""
    mine = block.library is None and block.override_library is None
    return mine and not scenes_of(block) - {scene}
