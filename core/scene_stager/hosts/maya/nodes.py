# SPDX-License-Identifier: Apache-2.0
"""What a part of a shot comes to in Maya, as data: nodes with attributes and curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Tuple, Union

from scene_stager.moks.take import Channel

DISTANCE, ANGLE, PLAIN = "distance", "angle", "plain"  # centimetres, degrees, just numbers

Value = Union[bool, int, float, str, Tuple[float, ...]]

COMPONENTS = {1: ("",), 2: ("X", "Y"), 3: ("X", "Y", "Z"), 4: ("W", "X", "Y", "Z")}


@dataclass(frozen=True)
class Curve:
    """Linear keys of one attribute. A number that never moves has one key."""

    quantity: str
    attribute: str
    unit: str
    frames: Sequence[float]
    values: Sequence[float]


@dataclass
class Node:
    """A node, by its role in the part; "" is the part's own transform.

    `settings` are attributes that Maya's node has, `facts` are numbers that the node is given
    attributes for (keyable, with this value), `notes` the same for words.
    """

    role: str
    type: str
    parent: str | None = None
    settings: dict[str, Value] = field(default_factory=dict)
    facts: dict[str, float] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    curves: list[Curve] = field(default_factory=list)


@dataclass
class MayaPart:
    """All the nodes of one part, the transform first, and what a person should know."""

    part: str
    name: str
    nodes: list[Node]
    remarks: list[str] = field(default_factory=list)

    @property
    def own(self) -> Node:
        """The part's own transform."""
        return self.nodes[0]

    def node(self, role: str) -> Node:
        """The node of a role."""
        return next(node for node in self.nodes if node.role == role)


@dataclass
class MayaStage:
    """What the scene is like, and what the parts so far have told.

    `asked_lx` is the light that the film asks for, frame by frame; native lights are in its terms.
    `everywhere` names the lights so far that come from all of a side, suns and skies.
    """

    up: str = "y"
    arnold: bool = False
    node_types: frozenset[str] = frozenset()
    asked_lx: Sequence[float] = ()
    seen: dict[str, Channel] = field(default_factory=dict)
    everywhere: list[str] = field(default_factory=list)

    def has(self, node_type: str) -> bool:
        """True when the scene can have such a node."""
        return node_type in self.node_types


def keyed(
    quantity: str, attribute: str, unit: str, start_frame: int, values: Sequence[float]
) -> Curve:
    """Keys on every frame, or one when the number never moves."""
    if len(values) and values.count(values[0]) == len(values):
        values = values[:1]
    frames = range(start_frame, start_frame + len(values))
    return Curve(quantity, attribute, unit, frames, values)


def components(channel: Channel) -> list[tuple[str, Sequence[float]]]:
    """A channel as attributes of its own: a name and a column for each component."""
    endings = COMPONENTS.get(channel.width) or [f"_{n}" for n in range(channel.width)]
    return [(f"{channel.quantity}{end}", channel.column(n)) for n, end in enumerate(endings)]
