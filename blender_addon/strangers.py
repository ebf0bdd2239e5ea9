# SPDX-License-Identifier: GPL-3.0-or-later
"""Shots that came into a scene under a name that it has already, as appended ones do.

Everything of a shot is marked with the shot's name, so that two of one name could not be told
apart: the one that came later gets a name of its own before anything else is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import bpy

from . import marks
from .belonging import is_alone_in
from .journal import Journal
from .shots import free_name, is_a_home, shots_in


def tell_apart(journal: Journal, scene: bpy.types.Scene) -> None:
    """Give every shot of the scene a name that no other has."""
    homes = shots_in(scene)
    for one in scene.collection.children_recursive:
        doubled = is_a_home(one) and homes.get(one[marks.OWNER], one) != one
        if doubled and is_alone_in(scene, one):
            _rename(journal, scene, one[marks.OWNER], [one, *one.children_recursive])
    for owner, home in homes.items():
        loose = list(_doubles(scene, owner, set(home.all_objects)))
        if loose:
            _retag(journal, loose, owner, free_name(scene, owner))


def _rename(
    journal: Journal, scene: bpy.types.Scene, owner: str, homes: list[bpy.types.Collection]
) -> None:
    """Give the shot in these collections a free name."""
    name = free_name(scene, owner)
    things = [thing for thing in homes[0].all_objects if thing.get(marks.OWNER) == owner]
    _retag(journal, things, owner, name)
    for home in homes:
        if home.get(marks.OWNER) == owner:
            journal.tag(home, marks.OWNER, name)


def _doubles(
    scene: bpy.types.Scene, owner: str, inside: set[bpy.types.Object]
) -> Iterator[bpy.types.Object]:
    """Objects beside a shot that are what one in it is already."""
    known = {_role(one) for one in inside if one.get(marks.OWNER) == owner}
    for one in scene.objects:
        if one in inside or one.get(marks.OWNER) != owner or not is_alone_in(scene, one):
            continue
        if _role(one) in known:
            yield one
        known.add(_role(one))


def _role(thing: bpy.types.Object) -> tuple[str | None, str | None]:
    return thing.get(marks.PART), thing.get(marks.HELPER)


def _retag(journal: Journal, things: list[bpy.types.Object], owner: str, name: str) -> None:
    """Mark objects, and all that only they hold, as another shot's."""
    for thing in things:
        for block in (thing, *held_by(thing)):
            if block.get(marks.OWNER) == owner:
                journal.tag(block, marks.OWNER, name)


def held_by(thing: bpy.types.Object) -> Iterator[Any]:
    """What is marked beside a part's object: fog, sky and film, and the Actions of them all."""
    slots = (slot.material for slot in thing.material_slots)
    held = [one for one in (*slots, thing.get(marks.SKY), thing.get(marks.ROLL)) if one is not None]
    yield from held
    trees = [getattr(one, "node_tree", None) or one for one in held]
    for one in (thing, thing.data, *trees):
        data = getattr(one, "animation_data", None)
        if data is not None and data.action is not None:
            yield data.action
    for node in (node for tree in trees for node in getattr(tree, "nodes", ())):
        if getattr(node, "texture", None) is not None:
            yield node.texture
