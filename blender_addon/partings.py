# SPDX-License-Identifier: GPL-3.0-or-later
"""How a bake parts with what an earlier one has made and this one does not need."""

from __future__ import annotations

from functools import partial
from typing import Any

import bpy

from . import marks
from .before import put_back
from .belonging import is_alone_in, scenes_of
from .keys import curves_of
from .kinds import Holder
from .workshop import Workshop

Helpers = list[tuple[str, Any]]  # shelf and data-block


def let_go(workshop: Workshop, thing: bpy.types.Object) -> None:
    """Set an object aside, to be deleted when all has gone well; unless the user has keyed it."""
    keyboard = workshop.keyboard
    helpers = workshop.helpers_of(thing[marks.PART])
    everything = _holders(thing, helpers)
    for holder, path, width, *_ in marks.curves_on(thing).values():
        if holder in everything:
            keyboard.erase(everything[holder], path, width)
    if any(_is_keyed(one) for one in everything.values()):
        release(workshop, thing)
        return
    for one in everything.values():
        keyboard.leave(one)
    _set_aside(workshop, thing, helpers)


def sweep_out(workshop: Workshop, keep: frozenset[str]) -> tuple[str, ...]:
    """Let go of what a shot has made for parts that are not in `keep`, and name it."""
    gone = [
        thing
        for thing in workshop.scene.objects
        if thing.get(marks.OWNER) == workshop.owner
        and thing.get(marks.PART) not in keep
        and is_alone_in(workshop.scene, thing)
        and not marks.has(thing, marks.HELPER)
    ]
    names = tuple(thing.name for thing in gone)
    for thing in gone:
        let_go(workshop, thing)
    return names


def leave_to_the_others(workshop: Workshop) -> None:
    """Take what other scenes have of shots too, as after a linked copy, out of this one."""
    scene, journal = workshop.scene, workshop.journal
    root = scene.collection
    homes = [root, *(one for one in root.children_recursive if is_alone_in(scene, one))]
    for home in homes:
        shelves: tuple[Any, ...] = (home.children, home.objects)
        for shelf in shelves:
            for one in [m for m in shelf if _is_shared(scene, m)]:
                journal.change(partial(shelf.unlink, one), partial(shelf.link, one))
    for view in scene.view_layers:
        for layer in _layers(view.layer_collection):
            if _is_shared(scene, layer.collection):
                journal.put(layer, "exclude", True)


def fold(workshop: Workshop) -> None:
    """Take a shot's collections away; one that the user has put something in is the user's now."""
    for one in reversed(workshop.scene.collection.children_recursive):
        if one.get(marks.OWNER) != workshop.owner or not is_alone_in(workshop.scene, one):
            continue
        for key in [key for key in one.keys() if key.startswith(marks.PREFIX)]:  # noqa: SIM118
            workshop.journal.tag(one, key, None)
        for name in ("hide_viewport", "hide_render"):
            workshop.journal.put(one, name, False)
        workshop.journal.at_the_end(partial(_drop_empty, one), last=True)


def _is_shared(scene: bpy.types.Scene, one: Any) -> bool:
    """True for what another scene of this file has of a shot."""
    return one.get(marks.OWNER) and one.library is None and bool(scenes_of(one) - {scene})


def _drop_empty(one: bpy.types.Collection) -> None:
    if not one.objects and not one.children:
        bpy.data.collections.remove(one)


def _layers(root: bpy.types.LayerCollection) -> list[bpy.types.LayerCollection]:
    return [deeper for one in root.children for deeper in (one, *_layers(one))]


def take_up(workshop: Workshop, part_id: str) -> None:
    """Free what is left of a part whose object was deleted by hand of our keys, to serve again.

    What an earlier bake has keyed was written on the object; the group of each curve still tells.
    """
    for shelf, helper in workshop.helpers_of(part_id):
        workshop.keyboard.erase_group(helper if shelf == "objects" else helper.node_tree, part_id)


def release(workshop: Workshop, thing: bpy.types.Object) -> None:
    """Make a part the user's own, with all of its keys: no bake knows it any more."""
    for one in (thing, *(helper for _, helper in workshop.helpers_of(thing[marks.PART]))):
        for key in (marks.OWNER, marks.PART, marks.CURVES, marks.CLOCK):
            workshop.journal.tag(one, key, None)


def _set_aside(workshop: Workshop, thing: bpy.types.Object, helpers: Helpers) -> None:
    """Out of the scene at once, out of the file when all has gone well."""
    journal, scene = workshop.journal, workshop.scene
    data = thing.data
    for one in (thing, *(helper for _, helper in helpers)):
        journal.tag(one, marks.OWNER, None)
    for one in (thing, *(helper for shelf, helper in helpers if shelf == "objects")):
        for home in list(one.users_collection):
            journal.change(partial(home.objects.unlink, one), partial(home.objects.link, one))
        journal.at_the_end(partial(bpy.data.objects.remove, one))
        if one != thing and one.data is not None:
            journal.at_the_end(partial(drop, None, one.data))
    if data is not None:
        journal.at_the_end(lambda: drop(None, data))
    if scene.camera == thing:
        put_back(journal, scene, "camera")
    for shelf, helper in helpers:
        if shelf == "worlds" and scene.world == helper:
            put_back(journal, scene, "world")
        if shelf != "objects":
            journal.at_the_end(partial(drop, shelf, helper))


def drop(shelf: str | None, block: bpy.types.ID) -> None:
    """Delete a data-block that nobody uses any more."""
    if block.users == 0:
        bpy.data.batch_remove([block]) if shelf is None else getattr(bpy.data, shelf).remove(block)


def _holders(thing: bpy.types.Object, helpers: Helpers) -> dict[str, Holder]:
    """Everything of a part that can have keys, under the names that its makers use."""
    found: dict[str, Any] = {"object": thing}
    if thing.data is not None:
        found["data"] = thing.data
    for shelf, helper in helpers:
        if shelf == "objects":
            found[helper[marks.HELPER]] = helper
        elif helper.node_tree is not None:
            found["nodes"] = helper.node_tree
    return found


def _is_keyed(thing: Holder) -> bool:
    curves = curves_of(thing)
    return bool(curves is not None and len(curves))
