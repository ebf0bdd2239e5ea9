# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a film's nodes are laid out, under the names that each Blender has for them."""

from __future__ import annotations

from collections.abc import Iterable

import bpy
import numpy as np

from .kinds import Node, Socket

# Before 5.0 the compositor had nodes of its own for what it now shares with materials, and set a
# node's kind by a property where there is a socket now.
OWN_NODES = bpy.app.version < (5, 0, 0)
MATH = "CompositorNodeMath" if OWN_NODES else "ShaderNodeMath"
VALUE = "CompositorNodeValue" if OWN_NODES else "ShaderNodeValue"
COLUMN, ROW = 180.0, 160.0
REACH = 3.0  # Blender's Gaussian blur ends at so many standard deviations
WIDEST_PX = 512  # of a blur, before Blender 4.5


class Board:
    """Lays nodes out from left to right, a column for each step."""

    def __init__(self, tree: bpy.types.NodeTree) -> None:
        self.tree = tree
        self._rows: dict[int, int] = {}

    def node(self, kind: str, column: int, name: str = "") -> Node:
        """A node in a column, under those that are there."""
        made = self.tree.nodes.new(kind)
        row = self._rows.get(column, 0)
        self._rows[column] = row + 1
        made.location = (COLUMN * column, -ROW * row)
        if name:
            made.name = made.label = name
        return made

    def link(self, here: Socket, there: Socket) -> None:
        """A wire."""
        self.tree.links.new(here, there)

    def math(self, column: int, operation: str, *inputs: Socket | float) -> Socket:
        """A sum, of sockets and numbers."""
        made = self.node(MATH, column)
        made.operation, made.hide = operation, True
        for socket, value in zip(made.inputs, inputs, strict=False):
            if isinstance(value, (int, float)):
                socket.default_value = value
            else:
                self.link(value, socket)
        return made.outputs[0]

    def value(self, column: int, name: str, value: float = 0.0) -> Socket:
        """A number that can be seen, keyed and driven by its name."""
        made = self.node(VALUE, column, name)
        made.outputs[0].default_value = value
        return made.outputs[0]

    def mixed(self, column: int, shares: Iterable[float], sockets: Iterable[Socket]) -> Socket:
        """A sum of sockets, each times its share."""
        total = None
        for share, socket in zip(shares, sockets, strict=True):
            if total is None:
                total = self.math(column, "MULTIPLY", socket, float(share))
            else:
                total = self.math(column, "MULTIPLY_ADD", socket, float(share), total)
        return total

    def together(self, column: int, sockets: Iterable[Socket]) -> Socket:
        """Up to four numbers as one picture."""
        both = self.node("CompositorNodeCombineColor", column)
        for socket, one in zip(both.inputs, sockets, strict=False):
            self.link(one, socket)
        return both.outputs[0]

    def apart(self, column: int, picture: Socket) -> list[Socket]:
        """A picture as four numbers."""
        split = self.node("CompositorNodeSeparateColor", column)
        self.link(picture, split.inputs[0])
        return list(split.outputs)

    def curves(self, column: int, name: str, picture: Socket, rows: np.ndarray) -> Socket:
        """Up to three curves over 0 to 1, one for each colour, held at their ends."""
        curve = self.node("CompositorNodeCurveRGB", column, name)
        _bend(curve.mapping, rows)
        self.link(picture, named(curve, "Image"))
        return curve.outputs[0]

    def blurred(self, column: int, name: str, picture: Socket, deviation_px: Socket) -> Socket:
        """A Gaussian blur, with its standard deviation in pixels."""
        blur = self.node("CompositorNodeBlur", column, name)
        if OWN_NODES:
            blur.filter_type = "GAUSS"
        else:
            blur.inputs["Type"].default_value = "Gaussian"
        self.link(picture, named(blur, "Image"))
        size = named(blur, "Size")
        if size.type == "VALUE":  # before 4.5: a share of a whole number of pixels
            blur.size_x = blur.size_y = WIDEST_PX
            self.link(self.math(column, "MULTIPLY", deviation_px, REACH / WIDEST_PX), size)
        else:
            self.link(self.math(column, "MULTIPLY", deviation_px, REACH), size)
        return blur.outputs[0]


def named(node: Node, *names: str) -> Socket:
    """The first input of one of these names, wherever in the row it is."""
    return next(socket for socket in node.inputs if socket.name in names)


def _bend(mapping: bpy.types.CurveMapping, rows: np.ndarray) -> None:
    """Put straight lines through evenly spaced points, held at both ends."""
    mapping.use_clip = False
    mapping.extend = "HORIZONTAL"
    for curve, row in zip(mapping.curves, rows, strict=False):
        last = len(row) - 1
        curve.points[0].location, curve.points[-1].location = (0.0, row[0]), (1.0, row[-1])
        for index in range(1, last):
            curve.points.new(index / last, float(row[index]))
        for point in curve.points:
            point.handle_type = "VECTOR"
    mapping.update()
