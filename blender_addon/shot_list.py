# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be done with the shots of a scene: show, duplicate, remove, cut between them all."""

from __future__ import annotations

import bpy

from scene_stager.errors import HostError

from . import cuts
from .before import SETTINGS, put_back_settings
from .duplicates import duplicate
from .film import drop_film
from .host import BlenderHost
from .overruled import overruled
from .partings import fold, leave_to_the_others, sweep_out
from .shots import free_name, leave, shots_in, show, shown_in


def show_shot(owner: str, scene: bpy.types.Scene | None = None) -> None:
    """Let a scene show one of its shots, and no other."""
    host = BlenderHost(scene or bpy.context.scene)
    with host.one_undo_step("Show Shot"):
        workshop = host.workshop(owner)
        cuts.uncut(workshop)
        show(workshop)


def remove_shot(owner: str, scene: bpy.types.Scene | None = None) -> tuple[str, ...]:
    """Take a whole shot out of a scene, and name what went.

    The scene shows another of its shots; after the last it is as it was before the first.
    """
    host = BlenderHost(scene or bpy.context.scene)
    with host.one_undo_step("Remove Shot"):
        workshop = host.workshop(owner)
        is_cut, was_shown = cuts.uncut(workshop), shown_in(host.scene) == owner
        leave(workshop)
        leave_to_the_others(workshop)
        drop_film(workshop)
        gone = sweep_out(workshop, frozenset())
        fold(workshop)
        rest = list(shots_in(host.scene))
        if not rest:
            for what in SETTINGS:
                put_back_settings(workshop.journal, host.scene, what)
        elif was_shown:
            show(host.workshop(rest[0]))
        if is_cut and len(rest) > 1:
            cuts.cut(host.workshop(rest[0]))
    return gone


def duplicate_shot(owner: str, scene: bpy.types.Scene | None = None) -> str:
    """Make a shot once more, show the second, and give its name."""
    host = BlenderHost(scene or bpy.context.scene)
    with host.one_undo_step("Duplicate Shot"):
        workshop = host.workshop(owner)
        cuts.uncut(workshop)
        leave(workshop)
        name = free_name(host.scene, owner)
        duplicate(workshop, name)
        show(host.workshop(name))
    return name


def cut_shots(scene: bpy.types.Scene | None = None) -> list[str]:
    """Cut between the shots of a scene, each on its own frames; what there is to say of it."""
    host = BlenderHost(scene or bpy.context.scene)
    problem = cuts.why_not_cut(host.scene)
    if problem:
        raise HostError(problem)
    with host.one_undo_step("Cut Between Shots"):
        workshop = host.workshop(shown_in(host.scene) or next(iter(shots_in(host.scene))))
        cuts.uncut(workshop)
        return cuts.cut(workshop)


def let_shot_win(owner: str, scene: bpy.types.Scene | None = None) -> list[str]:
    """Mute, unmute and bind whatever is stronger than a shot's keys; what had been said of it."""
    host = BlenderHost(scene or bpy.context.scene)
    found = overruled(host.scene, owner)
    with host.one_undo_step("Let the Shot Win"):
        journal = host.workshop(owner).journal
        for thing, name, value in (change for one in found for change in one.changes):
            journal.put(thing, name, value)
    return [one.line for one in found]
