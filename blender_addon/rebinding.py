# SPDX-License-Identifier: GPL-3.0-or-later
"""Rebinding: what stands in for a missing target makes room for the target, without baking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import bpy

from scene_stager.hosts.glass_shelves import parse_selector, resolve

from . import marks
from .host import BlenderHost
from .partings import let_go, release
from .workshop import Workshop

Pair = tuple[bpy.types.Object, bpy.types.Object]  # a stand-in, and what can take its place


@dataclass(frozen=True)
class Rebinding:
    """Pairs of stand-in and object in its place; who was pointed there; why others were not."""

    found: tuple[tuple[str, str], ...] = ()
    pointed: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def rebind(
    scene: bpy.types.Scene | None = None, picks: Mapping[str, bpy.types.Object] | None = None
) -> Rebinding:
    """Drop the stand-ins whose targets are there now, or that `picks` names an object for.

    Constraints, parents, modifiers and drivers that held on to a stand-in hold on to its target
    afterwards. As after a bake that finds its target, the target is neither keyed nor moved.
    """
    scene = scene or bpy.context.scene
    picks = picks or {}
    host = BlenderHost(scene)
    pairs, remarks = _pairs(scene, host, picks)
    pointed: list[str] = []
    with host.one_undo_step("Rebind"):
        for stand_in, thing in pairs:
            workshop = host.workshop(stand_in[marks.OWNER])
            pointed += sorted(one.name for one in _users(stand_in))
            if stand_in.name in picks:
                _teach(workshop, thing, stand_in[marks.SELECTOR])
            _replace(workshop, stand_in, thing)
        found = tuple((stand_in.name, thing.name) for stand_in, thing in pairs)
    return Rebinding(found, tuple(dict.fromkeys(pointed)), tuple(remarks))


def release_parts(
    things: Iterable[bpy.types.Object], scene: bpy.types.Scene | None = None
) -> tuple[str, ...]:
    """Make parts of shots the user's own, keys and all, and name them."""
    host = BlenderHost(scene or bpy.context.scene)
    parts = [t for t in things if t.get(marks.OWNER) and t.get(marks.PART) and is_whole(t)]
    with host.one_undo_step("Release"):
        for thing in parts:
            release(host.workshop(thing[marks.OWNER]), thing)
    return tuple(thing.name for thing in parts)


def is_whole(thing: bpy.types.Object) -> bool:
    """True for a part's own object, false for what is beside it and for stand-ins."""
    return not marks.has(thing, marks.HELPER) and not marks.has(thing, marks.SELECTOR)


def _pairs(
    scene: bpy.types.Scene, host: BlenderHost, picks: Mapping[str, bpy.types.Object]
) -> tuple[list[Pair], list[str]]:
    """Stand-ins, each with what can take its place; and why one cannot."""
    things = host.look().objects
    pairs: list[Pair] = []
    remarks: list[str] = []
    stand_ins = [t for t in scene.objects if t.get(marks.OWNER) and marks.has(t, marks.SELECTOR)]
    for stand_in in sorted(stand_ins, key=lambda one: one.name):
        thing = picks.get(stand_in.name)
        if thing is None:
            answer = resolve(parse_selector(stand_in[marks.SELECTOR]), things)
            if answer.taken is None:
                continue
            if answer.others:
                remarks.append(answer.remark)
            known = {one.name: one for one in reversed(marks.standing_in(scene))}
            thing = known[answer.taken.name]
        if _hangs_on(thing, stand_in):
            remarks.append(
                f"{thing.name} hangs on {stand_in.name}, which stays: take the parent or the "
                "constraint away first"
            )
        else:
            pairs.append((stand_in, thing))
    return pairs, remarks


def _hangs_on(thing: bpy.types.Object, stand_in: bpy.types.Object) -> bool:
    """True when a thing, or what carries it, is carried by the stand-in."""
    while thing is not None:
        held = (getattr(one, "target", None) for one in thing.constraints)
        if thing == stand_in or stand_in in (thing.parent, *held):
            return True
        thing = thing.parent
    return False


def _users(stand_in: bpy.types.Object) -> set[bpy.types.ID]:
    """What of the user's holds on to a stand-in: not where it lies, and not ours."""
    found = bpy.data.user_map(subset=[stand_in])[stand_in]
    places = (bpy.types.Collection, bpy.types.Scene)
    return {one for one in found if not isinstance(one, places) and not one.get(marks.OWNER)}


def _replace(workshop: Workshop, stand_in: bpy.types.Object, thing: bpy.types.Object) -> None:
    def act() -> None:
        if not stand_in.users_collection:  # else it is the user's now, because of keys on it
            stand_in.user_remap(thing)

    workshop.journal.at_the_end(act)
    let_go(workshop, stand_in)


def _teach(workshop: Workshop, thing: bpy.types.Object, selector: str) -> None:
    """Write the tag or the role on an object that was picked, so that the next bake finds it."""
    shelf, _, word = selector.partition(":")
    keys = {"tag": marks.TAGS, "role": marks.ROLES}.get(shelf)
    if keys is None or any(letter in word for letter in "*?\\,"):
        return
    words = marks.words_of(thing, keys)
    if word not in words:
        workshop.journal.tag(
            thing,
            next((k for k in keys if marks.has(thing, k)), keys[0]),
            ", ".join((*words, word)),
        )
