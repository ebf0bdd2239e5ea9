# SPDX-License-Identifier: GPL-3.0-or-later
"""What people read in the outliner; the add-on itself finds its own by marks."""

from __future__ import annotations

from typing import Any

import bpy

from scene_stager.hosts.play import plain
from scene_stager.moks.entities import Facts, ShotFacts

from . import marks
from .belonging import is_alone_in
from .journal import Journal

SHORT = {"light.ambient": "Sky", "atmosphere": "Haze"}
SHELVES = ("actions", "worlds", "materials", "node_groups", "textures")


def label_of(owner: str, facts: list[Facts]) -> str:
    """What a shot is called: as what was last baked as it, numbered where it is kept twice."""
    name = next((plain(one.name) for one in facts if isinstance(one, ShotFacts)), owner)
    return owner if owner.startswith(name) else name


def short(part_id: str, role: str = "") -> str:
    """A part's name in its shot's collection."""
    words = role or SHORT.get(part_id) or part_id.rpartition(".")[2]
    return words[:1].upper() + words[1:].replace("_", " ")


def relabel(
    journal: Journal, scene: bpy.types.Scene, home: bpy.types.Collection, label: str
) -> None:
    """Let what is called by the shot's old name be called by its new one; other names stay."""
    owner = home[marks.OWNER]
    old = home.get(marks.LABEL, owner)
    journal.tag(home, marks.LABEL, label)
    if old == label:
        return
    homes = [one for one in (home, *home.children_recursive) if one.get(marks.OWNER) == owner]
    blocks: list[Any] = [one for shelf in SHELVES for one in getattr(bpy.data, shelf)]
    for one in (*homes, *(b for b in blocks if b.get(marks.OWNER) == owner)):
        rest = one.name[len(old) :]
        called = one.name.startswith(old) and rest[:1] in ("", ".", " ")
        if called and is_alone_in(scene, one):
            journal.put(one, "name", label + rest)
