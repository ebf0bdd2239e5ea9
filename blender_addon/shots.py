# SPDX-License-Identifier: GPL-3.0-or-later
"""The shots of a scene: one is shown, with its lights, air, sky, camera and film; others wait."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import count
from typing import Any

import bpy

from . import marks
from .before import give_back, put_back
from .before import replace as take_place
from .belonging import is_alone_in
from .exposure import CAMERA
from .film import put_film_away, show_film_again
from .workshop import Workshop

SHOWN = ("camera", "world")


def shots_in(scene: bpy.types.Scene) -> dict[str, bpy.types.Collection]:
    """The shots that a scene has for itself, each with its collection, in the outliner's order."""
    found: dict[str, bpy.types.Collection] = {}
    for one in scene.collection.children_recursive:
        if is_a_home(one) and is_alone_in(scene, one):
            found.setdefault(one[marks.OWNER], one)
    return found


def is_a_home(one: bpy.types.Collection) -> bool:
    """True for the collection of a shot, false for what is in it and for the user's."""
    return bool(one.get(marks.OWNER)) and not one.get(marks.PART)


def shown_in(scene: bpy.types.Scene) -> str:
    """The shot that a scene shows, whose place the next bake takes; empty when there is none."""
    shots = shots_in(scene)
    seen = [owner for owner, home in shots.items() if not marks.has(home, marks.WAITS)]
    if shots:
        return next(iter(seen), "")
    loose = (one for one in scene.objects if one.get(marks.OWNER) and is_alone_in(scene, one))
    return next((o[marks.OWNER] for o in loose if o[marks.OWNER] != marks.PREVIEW), "")


def free_name(scene: bpy.types.Scene, wanted: str) -> str:
    """A name that no shot of the scene has yet."""
    taken = {one.get(marks.OWNER) for one in (*shots_in(scene).values(), *scene.objects)}
    if wanted not in taken:
        return wanted
    return next(name for k in count(2) if (name := f"{wanted}_{k}") not in taken)


def show(workshop: Workshop) -> None:
    """Let the scene show this shot, and no other."""
    for owner in shots_in(workshop.scene):
        if owner != workshop.owner:
            leave(replace(workshop, owner=owner))
    _enter(workshop)


def leave(workshop: Workshop) -> None:
    """Give the scene back what it had before this shot, which waits unseen from now on."""
    scene, journal = workshop.scene, workshop.journal
    home = shots_in(scene).get(workshop.owner)
    if home is not None and marks.has(home, marks.WAITS):
        return
    shows = []
    for what in SHOWN:
        if _is_of(workshop, getattr(scene, what)):
            shows.append(what)
            put_back(journal, scene, what)
        elif not marks.has_owner(getattr(scene, what)):
            give_back(journal, scene, what)
    told = {"shows": shows, "look": put_film_away(workshop)}
    if home is None:
        return
    journal.tag(home, marks.WAITS, json.dumps(told))
    _put_hidden(workshop, home, True)
    for one in _elsewhere(workshop, home):
        if not (one.hide_render or one.hide_viewport):
            journal.tag(one, marks.WAITS, "hidden")
            _put_hidden(workshop, one, True)


def _enter(workshop: Workshop) -> None:
    """Show a shot that has waited, with all that it showed when it was left."""
    scene, journal = workshop.scene, workshop.journal
    home = shots_in(scene).get(workshop.owner)
    if home is None or not marks.has(home, marks.WAITS):
        return
    told = json.loads(home[marks.WAITS])
    for one in (home, *(o for o in _elsewhere(workshop, home) if marks.has(o, marks.WAITS))):
        journal.tag(one, marks.WAITS, None)
        _put_hidden(workshop, one, False)
    for what, thing in (("camera", workshop.find(CAMERA)), ("world", _sky(workshop))):
        if what in told["shows"] and thing is not None:
            take_place(journal, scene, what, thing)
    if told["look"] is not None:
        show_film_again(workshop, told["look"])


def _put_hidden(workshop: Workshop, one: Any, is_hidden: bool) -> None:
    workshop.journal.put(one, "hide_viewport", is_hidden)
    workshop.journal.put(one, "hide_render", is_hidden)


def _elsewhere(workshop: Workshop, home: bpy.types.Collection) -> list[bpy.types.Object]:
    """Parts that were moved into a collection of the user's, which no shot can hide."""
    homes = {home, *home.children_recursive}
    parts = (one for one in workshop.scene.objects if _is_of(workshop, one))
    return [o for o in parts if is_alone_in(workshop.scene, o) and set(o.users_collection) - homes]


def _is_of(workshop: Workshop, thing: Any) -> bool:
    return thing is not None and thing.get(marks.OWNER) == workshop.owner


def _sky(workshop: Workshop) -> bpy.types.World | None:
    """The World that an object of this shot tells of."""
    parts = (one for one in workshop.scene.objects if _is_of(workshop, one))
    skies = (one.get(marks.SKY) for one in parts)
    return next((sky for sky in skies if isinstance(sky, bpy.types.World)), None)
