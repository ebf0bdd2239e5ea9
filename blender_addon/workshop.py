# SPDX-License-Identifier: GPL-3.0-or-later
"""What all parts of a shot need while they are made, and how they are found again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from operator import setitem
from typing import Any

import bpy
import numpy as np

from scene_stager.errors import HostError
from scene_stager.hosts.moks_host import Part
from scene_stager.moks.entities import Facts, SomeFacts
from scene_stager.moks.take import Channel

from . import marks
from .axes import Axes
from .belonging import is_alone_in, scenes_of
from .journal import Journal
from .keys import Keyboard, Track
from .kinds import Holder, Node
from .names import label_of, short
from .scene_wishes import BlenderWishes
from .wires import Wire

DATA_SHELVES = ("cameras", "lights", "meshes")
SHELVES = ("worlds", "materials", "objects")  # where helpers of a part may be


@dataclass(eq=False)
class Made:
    """A part's own object, all that holds animated properties for it, and what is animated.

    Wires are for holders that follow the object and have no Action.
    """

    object: bpy.types.Object
    holders: dict[str, Holder]
    tracks: list[Track]
    wires: tuple[Wire, ...] = ()


@dataclass(eq=False)
class Workshop:
    """The scene, the journal of this bake, and what the parts so far have told."""

    scene: bpy.types.Scene
    journal: Journal
    owner: str
    axes: Axes
    wishes: BlenderWishes
    air_box_m: tuple[tuple[float, float, float], tuple[float, float, float]] | None = None
    subject_m: float = 0.0
    facts: list[Facts] = field(default_factory=list)
    seen: dict[str, np.ndarray] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.keyboard = Keyboard(self.journal, self.owner)

    @property
    def label(self) -> str:
        """What the shot is called in names that people read."""
        return label_of(self.owner, self.facts)

    def listen(self, part: Part) -> None:
        """Remember a part: for lights that are aimed, air that surrounds, film that has a frame."""
        self.facts.append(part.entity.facts)
        for channel in part.channels:
            self.seen[channel.name] = columns_of(channel)
        self.keyboard.label = self.label

    def told(self, kind: type[SomeFacts]) -> SomeFacts:
        """The facts of a kind among the parts so far. Raises HostError when none had them."""
        for facts in self.facts:
            if isinstance(facts, kind):
                return facts
        raise HostError(f"Blender: found no {kind.KIND} in this Take, expected one")

    def find(self, part_id: str) -> bpy.types.Object | None:
        """The object that was made for a part before; None when there is none."""
        things: Iterable[bpy.types.Object] = self.scene.objects
        parts = (one for one in things if marks.is_part(one, self.owner, part_id))
        return next((one for one in parts if is_alone_in(self.scene, one)), None)

    def new_object(
        self, part: Part, data: object = None, name: str = "", shelf: str = ""
    ) -> bpy.types.Object:
        """An object of this shot, in the shot's collection or in one inside it."""
        thing: bpy.types.Object = self.journal.make("objects", name or short(part.id), data)
        self.claim(thing, part.id)
        home = self.collection(shelf)
        self.journal.change(lambda: home.objects.link(thing), lambda: home.objects.unlink(thing))
        return thing

    def helper(self, kind: str, part: Part, role: str, *arguments: object) -> tuple[Any, bool]:
        """A data-block of this shot beside a part's object, made once: (it, True when new).

        One that another scene has too is copied, with what the user has done to it.
        """
        known = (self.owner, part.id, role)
        found = [
            one
            for one in getattr(bpy.data, kind)
            if (one.get(marks.OWNER), one.get(marks.PART), one.get(marks.HELPER)) == known
        ]
        for one in found:
            if is_alone_in(self.scene, one):
                return one, False
        for one in found:
            if kind != "objects" and self.scene in scenes_of(one):
                copy = self.copy_of(kind, one)
                self.keyboard.erase_group(copy.node_tree, part.id)
                return copy, False
        name = short(part.id, role) if kind == "objects" else f"{self.label}.{part.id}.{role}"
        made = self.journal.make(kind, name, *arguments)
        self.claim(made, part.id)
        self.journal.tag(made, marks.HELPER, role)
        return made, True

    def material(
        self, part: Part, role: str, mesh: bpy.types.Mesh, shader: str, socket: str
    ) -> tuple[bpy.types.Material, Node | None]:
        """The only material of a part's mesh, made of one shader; and the shader when it is new."""
        material, new = self.helper("materials", part, role)
        node: Node | None = None
        if new:
            if bpy.app.version < (5, 0, 0):
                material.use_nodes = True
            tree = material.node_tree
            tree.nodes.clear()
            node = tree.nodes.new(shader)
            end = tree.nodes.new("ShaderNodeOutputMaterial")
            node.location = (-220.0, 0.0)
            tree.links.new(node.outputs[0], end.inputs[socket])
        slots, change = mesh.materials, self.journal.change
        if not len(slots):
            change(partial(slots.append, None), slots.pop)
        old = slots[0]
        if old != material:
            change(partial(setitem, slots, 0, material), partial(setitem, slots, 0, old))
        return material, node

    def copy_of(self, kind: str, block: Any) -> Any:
        """A copy of a data-block, for this scene alone."""
        return self.journal.create(block.copy, getattr(bpy.data, kind).remove)

    def own_data(self, thing: bpy.types.Object) -> None:
        """Give an object data of its own where another scene has the same."""
        data: Any = thing.data
        if data is not None and not is_alone_in(self.scene, data):
            shelf = next(s for s in DATA_SHELVES if data.name in getattr(bpy.data, s))
            self.journal.put(thing, "data", self.copy_of(shelf, data))

    def helpers_of(self, part_id: str) -> list[tuple[str, Any]]:
        """Everything of a part but its own object: (shelf, data-block)."""
        return [
            (shelf, one)
            for shelf in SHELVES
            for one in getattr(bpy.data, shelf)
            if (one.get(marks.OWNER), one.get(marks.PART)) == (self.owner, part_id)
            and marks.has(one, marks.HELPER)
            and is_alone_in(self.scene, one)
        ]

    def claim(self, thing: bpy.types.ID, part_id: str) -> None:
        """Write on a thing whose it is."""
        self.journal.tag(thing, marks.OWNER, self.owner)
        self.journal.tag(thing, marks.PART, part_id)

    def collection(self, shelf: str = "") -> bpy.types.Collection:
        """The shot's collection, or one inside it; made when it is first needed."""
        parent = self.collection() if shelf else self.scene.collection
        for one in parent.children_recursive if not shelf else parent.children:
            known = (one.get(marks.OWNER), one.get(marks.PART)) == (self.owner, shelf)
            if known and is_alone_in(self.scene, one):
                return one
        made: bpy.types.Collection = self.journal.make(
            "collections", f"{self.label} {shelf}".strip()
        )
        self.claim(made, shelf)
        self.journal.tag(made, marks.LABEL, self.label)
        self.journal.change(
            lambda: parent.children.link(made), lambda: parent.children.unlink(made)
        )
        return made


def columns_of(channel: Channel) -> np.ndarray:
    """A channel's numbers, one row per component."""
    return np.frombuffer(channel.values, dtype=np.float64).reshape(-1, channel.width).T


def tracks_of(part: Part, homes: dict[str, tuple[str, str, float, bool]]) -> list[Track]:
    """A track for every channel that has a home: quantity to holder, path, factor, array or not."""
    return [
        Track(c.quantity, holder, path, columns_of(c) * factor, factor, array)
        for c in part.channels
        if c.quantity in homes
        for holder, path, factor, array in [homes[c.quantity]]
    ]


def places(workshop: Workshop) -> dict[str, tuple[str, str, float, bool]]:
    """The homes of where a thing is and how it is turned."""
    return {
        "translate_m": ("object", "location", workshop.axes.per_metre, True),
        "rotate_wxyz": ("object", "rotation_quaternion", 1.0, True),
    }
