# SPDX-License-Identifier: GPL-3.0-or-later
"""A World that is a clear sky with the sun in it, over ground that gives light back.

The sky is a small picture that goes with the turbidity and the height of the sun and with nothing
else, so that any number of shots and scenes may share it; where the sun stands, how bright all is
and what the ground looks like are nodes.
"""

from __future__ import annotations

import math
from typing import Any

import bpy
import numpy as np

from scene_stager.moks.entities import SkyFacts
from scene_stager.shot.lighting.sun_sky import RISES, TURNS, sky_table

from . import marks
from .journal import Journal
from .kinds import Node, Socket

ROLE = "sun sky"
LEVEL = 'nodes["Level"].outputs[0].default_value'


def draw(journal: Journal, world: bpy.types.World, sky: SkyFacts, mean_nit: float) -> None:
    """Put a sky's own numbers into the nodes of its World; all is over its mean luminance."""
    nodes: Any = world.node_tree.nodes
    heading, height = math.radians(sky.sun_heading_deg), math.radians(sky.sun_elevation_deg)
    across, along = math.sin(heading), -math.cos(heading)
    level = math.cos(height)
    for name, value in (
        ("Towards", (across, along, 0.0)),
        ("Beside", (-along, across, 0.0)),
        ("Sun", (level * across, level * along, math.sin(height))),
    ):
        journal.put(nodes[name].inputs[1], "default_value", value)
    half = math.radians(max(sky.sun_width_deg, 0.0)) / 2.0
    journal.put(nodes["Disc"].inputs[1], "default_value", math.cos(half))
    for name, nits in (("Ground", sky.ground_nit), ("Sunlight", sky.sun_nit)):
        over_mean = tuple(one / mean_nit for one in nits)
        journal.put(nodes[name].inputs[0], "default_value", over_mean)
    journal.put(nodes["Heaven"].inputs["Scale"], "default_value", sky.zenith_nit / mean_nit)
    picture = _picture(journal, sky)
    if nodes["Sky"].image != picture:
        journal.put(nodes["Sky"], "image", picture)


def lay_nodes(world: bpy.types.World) -> None:
    """Level * (the picture of the sky above, the ground below, and the sun's disc as it is seen).

    The disc is there for the camera only: its light comes from the shot's own sun.
    """
    if bpy.app.version < (5, 0, 0):
        world.use_nodes = True
    board = _Board(world.node_tree)
    place = board.node("ShaderNodeTexCoord").outputs["Generated"]
    split = board.node("ShaderNodeSeparateXYZ", place)
    up = board.maths("SQRT", board.maths("MAXIMUM", split.outputs["Z"], 0.0))
    towards = board.dot("Towards", place)
    beside = board.maths("ABSOLUTE", board.dot("Beside", place))
    turn = board.maths("ARCTAN2", beside, towards)
    turn = board.maths("SQRT", board.maths("MULTIPLY", turn, 1.0 / math.pi))
    spot = board.node(
        "ShaderNodeCombineXYZ", board.on_picture(turn, TURNS), board.on_picture(up, RISES)
    )
    picture = board.node("ShaderNodeTexImage", spot.outputs[0], name="Sky")
    picture.interpolation, picture.extension = "Linear", "EXTEND"

    above = board.maths("GREATER_THAN", split.outputs["Z"], 0.0)
    heaven = board.scaled("Heaven", picture.outputs["Color"])
    disc = board.maths("GREATER_THAN", board.dot("Sun", place), 1.0, name="Disc")
    seen = board.maths("MULTIPLY", disc, board.node("ShaderNodeLightPath").outputs[0])
    heaven = board.vector("ADD", heaven, board.scaled("Sunlight", None, seen))
    ground = board.scaled("Ground", None, board.maths("SUBTRACT", 1.0, above))
    light = board.vector("ADD", board.scaled("Above", heaven, above), ground)

    value = board.node("ShaderNodeValue", name="Level")
    sky = board.node("ShaderNodeBackground", light, value.outputs[0])
    end = board.node("ShaderNodeOutputWorld")
    board.tree.links.new(sky.outputs[0], end.inputs["Surface"])


def _picture(journal: Journal, sky: SkyFacts) -> bpy.types.Image:
    """The picture of a sky; the one that is there where there is one, since it never changes."""
    kind = f"{sky.turbidity:.9g} {sky.sun_elevation_deg:.9g} {TURNS} {RISES}"
    for one in bpy.data.images:
        if one.get(marks.SKY_PICTURE) == kind and one.library is None:
            return one
    made: bpy.types.Image = journal.create(
        lambda: bpy.data.images.new("Clear sky", TURNS, RISES, float_buffer=True, is_data=True),
        bpy.data.images.remove,
    )
    pixels = np.ones((RISES, TURNS, 4), np.float32)
    pixels[..., :3] = sky_table(sky.turbidity, sky.sun_elevation_deg)
    made.pixels.foreach_set(pixels.ravel())  # type: ignore[arg-type]
    made.pack()
    journal.tag(made, marks.SKY_PICTURE, kind)
    return made


class _Board:
    """A tree of nodes, laid out from left to right as they are made."""

    def __init__(self, tree: Any) -> None:
        self.tree = tree
        tree.nodes.clear()

    def node(self, kind: str, *given: Socket | float, name: str = "") -> Node:
        """A node with what goes into it: sockets or numbers, from its first input on."""
        made: Node = self.tree.nodes.new(kind)
        made.location = (160.0 * len(self.tree.nodes), 0.0)
        made.name = name or made.name
        for socket, value in zip(made.inputs, given, strict=False):
            if isinstance(value, (int, float)):
                socket.default_value = value
            elif value is not None:
                self.tree.links.new(value, socket)
        return made

    def maths(self, operation: str, *given: Socket | float, name: str = "") -> Socket:
        """A number from numbers."""
        made = self.node("ShaderNodeMath", *given, name=name)
        made.operation = operation
        return made.outputs[0]

    def vector(self, operation: str, *given: Socket | None, name: str = "") -> Socket:
        """A vector from vectors; a socket that is None keeps a value of its own."""
        made = self.node("ShaderNodeVectorMath", *given, name=name)
        made.operation = operation
        return made.outputs["Value" if operation == "DOT_PRODUCT" else "Vector"]

    def dot(self, name: str, way: Socket) -> Socket:
        """The product of a way with a vector that the node of that name keeps."""
        return self.vector("DOT_PRODUCT", way, None, name=name)

    def scaled(self, name: str, vector: Socket | None, by: Socket | None = None) -> Socket:
        """A vector, or the one that the node of that name keeps, times a number."""
        scaled = self.vector("SCALE", vector, name=name)
        if by is not None:
            self.tree.links.new(by, self.tree.nodes[name].inputs["Scale"])
        return scaled

    def on_picture(self, share: Socket, count: int) -> Socket:
        """Where on a picture of so many pixels a share of the way between its outermost lies."""
        return self.maths("MULTIPLY_ADD", share, (count - 1.0) / count, 0.5 / count)
