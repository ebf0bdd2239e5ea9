# SPDX-License-Identifier: GPL-3.0-or-later
"""A shot once more, beside itself: to be changed while the first stays as it is."""

from __future__ import annotations

from functools import partial
from typing import Any

import bpy

from . import marks
from .belonging import is_alone_in
from .shots import shots_in
from .workshop import DATA_SHELVES, Workshop

Twins = dict[Any, Any]  # what there was to what was made of it


def duplicate(workshop: Workshop, name: str) -> None:
    """Copy a shot that waits, under a name of its own. What the user put in it is in both."""
    home = shots_in(workshop.scene)[workshop.owner]
    parents = [one for one in _collections(workshop.scene) if home in list(one.children)]
    twins: Twins = {}
    twin = _home(workshop, home, name, twins)
    for thing in [o for o in workshop.scene.objects if _is_beside(workshop, o, home)]:
        _object(workshop, thing, name, twins)
    for thing in [one for one in twins if isinstance(one, bpy.types.Object)]:
        _aim(twins[thing], twins)
    for parent in parents[:1]:
        link = partial(parent.children.link, twin)
        workshop.journal.change(link, partial(parent.children.unlink, twin))


def _collections(scene: bpy.types.Scene) -> list[bpy.types.Collection]:
    return [scene.collection, *scene.collection.children_recursive]


def _is_beside(workshop: Workshop, thing: bpy.types.Object, home: bpy.types.Collection) -> bool:
    """True for a part of the shot that was moved out of its collection."""
    ours = thing.get(marks.OWNER) == workshop.owner and is_alone_in(workshop.scene, thing)
    return ours and thing not in set(home.all_objects)


def _home(
    workshop: Workshop, home: bpy.types.Collection, name: str, twins: Twins
) -> bpy.types.Collection:
    """A collection like this one, with twins of what is the shot's."""
    twin: bpy.types.Collection = workshop.journal.make("collections", home.name)
    for key, value in home.items():
        twin[key] = value
    twin[marks.OWNER] = name
    twin.hide_viewport, twin.hide_render = home.hide_viewport, home.hide_render
    for child in home.children:
        ours = child.get(marks.OWNER) == workshop.owner
        twin.children.link(_home(workshop, child, name, twins) if ours else child)
    for thing in home.objects:
        ours = thing.get(marks.OWNER) == workshop.owner
        twin.objects.link(_object(workshop, thing, name, twins) if ours else thing)
    return twin


def _object(
    workshop: Workshop, thing: bpy.types.Object, name: str, twins: Twins
) -> bpy.types.Object:
    """A part with data, materials, sky, film and Actions of its own."""
    if thing in twins:
        return twins[thing]  # type: ignore[no-any-return]
    twin: bpy.types.Object = _copy(workshop, "objects", thing, name, twins)
    data: Any = thing.data
    if data is not None:
        shelf = next(s for s in DATA_SHELVES if data.name in getattr(bpy.data, s))
        # On the way back data goes first, and takes along every object that has it.
        workshop.journal.put(twin, "data", _copy(workshop, shelf, data, name, twins))
    for index, slot in enumerate(thing.material_slots):
        if marks.has_owner(slot.material):
            fog = _copy(workshop, "materials", slot.material, name, twins)
            twin.material_slots[index].material = fog
    for key, shelf in ((marks.SKY, "worlds"), (marks.ROLL, "node_groups")):
        held = thing.get(key)
        if held is not None:
            twin[key] = _copy(workshop, shelf, held, name, twins)
    for home in thing.users_collection:
        if not marks.has_owner(home):
            home.objects.link(twin)
    return twin


def _copy(workshop: Workshop, shelf: str, block: Any, name: str, twins: Twins) -> Any:
    """One data-block of the shot, made once."""
    if block in twins:
        return twins[block]
    twin = twins[block] = workshop.copy_of(shelf, block)
    tree = getattr(twin, "node_tree", None)
    for one in (twin, tree) if tree is not None else (twin,):
        if one.animation_data is not None and one.animation_data.action is not None:
            workshop.keyboard.own(one)[marks.OWNER] = name
        for node in getattr(one, "nodes", ()):
            if marks.has_owner(getattr(node, "texture", None)):
                node.texture = _copy(workshop, "textures", node.texture, name, twins)
    if marks.has_owner(twin):
        twin[marks.OWNER] = name
    return twin


def _aim(twin: bpy.types.Object, twins: Twins) -> None:
    """Let a part's parent, constraints and drivers be those of its own shot."""
    if twin.parent in twins:
        turn = twin.matrix_parent_inverse.copy()
        twin.parent = twins[twin.parent]
        twin.matrix_parent_inverse = turn
    for held in twin.constraints:
        if getattr(held, "target", None) in twins:
            held.target = twins[held.target]  # type: ignore[attr-defined]
    for one in (twin, twin.data):
        data = getattr(one, "animation_data", None)
        for curve in data.drivers if data is not None else ():
            for aim in (aim for v in curve.driver.variables for aim in v.targets):
                if aim.id in twins:
                    aim.id = twins[aim.id]
