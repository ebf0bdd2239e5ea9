# SPDX-License-Identifier: GPL-3.0-or-later
"""A film stock as a node group of the compositor: linear scene light in, linear display light out.

Grain and halation are not in it. The steps are those of the core's `Recipe`.
"""

from __future__ import annotations

import math

import bpy
import numpy as np

from scene_stager.shot.stocks import Recipe

# Before 5.0 the compositor had nodes of its own for what it now shares with materials.
OWN_NODES = bpy.app.version < (5, 0, 0)
MATH = "CompositorNodeMath" if OWN_NODES else "ShaderNodeMath"
VALUE = "CompositorNodeValue" if OWN_NODES else "ShaderNodeValue"
EXPOSURE = "Exposure"
EXPOSURE_PATH = f'nodes["{EXPOSURE}"].outputs[0].default_value'
COLUMN, ROW = 180.0, 160.0


def draw_film(tree, recipe: Recipe) -> None:
    """Fill an empty compositor tree with the steps of a recipe."""
    for name, way in (("Image", "INPUT"), ("Image", "OUTPUT")):
        tree.interface.new_socket(name=name, in_out=way, socket_type="NodeSocketColor")
    board = _Board(tree)
    begin = board.node("NodeGroupInput", 0)
    split = board.node("CompositorNodeSeparateColor", 1)
    board.link(begin.outputs[0], split.inputs[0])
    gain = board.gain()
    light = [board.math(2, "MULTIPLY", socket, gain) for socket in split.outputs[:3]]
    stops = [
        board.logarithm(board.mixed(3, row, light), recipe.darkest_share) for row in recipe.layers
    ]
    stops = board.held_back(stops, recipe)
    density = board.curves(stops, recipe)
    shown = [
        board.math(13, "POWER", math.e, board.mixed(12, recipe.power_per_density * row, density))
        for row in recipe.absorption
    ]
    board.finish(shown, split.outputs[3])


class _Board:
    """Lays nodes out from left to right, a column for each step."""

    def __init__(self, tree) -> None:
        self.tree = tree
        self._rows: dict[int, int] = {}

    def node(self, kind: str, column: int):
        """A node in a column, under those that are there."""
        made = self.tree.nodes.new(kind)
        row = self._rows.get(column, 0)
        self._rows[column] = row + 1
        made.location = (COLUMN * column, -ROW * row)
        return made

    def link(self, here, there) -> None:
        """A wire."""
        self.tree.links.new(here, there)

    def math(self, column: int, operation: str, *inputs):
        """A sum, of sockets and numbers."""
        made = self.node(MATH, column)
        made.operation, made.hide = operation, True
        for socket, value in zip(made.inputs, inputs, strict=False):
            if isinstance(value, (int, float)):
                socket.default_value = value
            else:
                self.link(value, socket)
        return made.outputs[0]

    def gain(self):
        """Two to the power of the exposure, which is a value that can be keyed."""
        value = self.node(VALUE, 0)
        value.name = value.label = EXPOSURE
        value.outputs[0].default_value = 0.0
        return self.math(1, "POWER", 2.0, value.outputs[0])

    def mixed(self, column: int, shares, sockets):
        """A sum of sockets, each times its share."""
        total = None
        for share, socket in zip(shares, sockets, strict=True):
            if total is None:
                total = self.math(column, "MULTIPLY", socket, float(share))
            else:
                total = self.math(column, "MULTIPLY_ADD", socket, float(share), total)
        return total

    def logarithm(self, socket, darkest: float):
        """Stops from the grey card."""
        return self.math(5, "LOGARITHM", self.math(4, "MAXIMUM", socket, darkest), 2.0)

    def held_back(self, stops, recipe: Recipe):
        """What each layer becomes under its neighbours' pull."""
        if not recipe.interlayer:
            return stops
        level = []
        for one in stops:
            squared = self.math(6, "MULTIPLY", one, one)
            under = self.math(7, "MULTIPLY_ADD", squared, recipe.reach_stops**-2, 1.0)
            level.append(self.math(8, "DIVIDE", one, self.math(7, "SQRT", under)))
        pulled = []
        for k, row in enumerate(recipe.interlayer):
            pull = [-share for share in row]
            pull[k] = sum(share for j, share in enumerate(row) if j != k)
            pulled.append(self.math(9, "ADD", stops[k], self.mixed(9, pull, level)))
        return pulled

    def curves(self, stops, recipe: Recipe):
        """Densities, read from one curve for each layer."""
        span = float(recipe.stops[-1] - recipe.stops[0])
        start = -float(recipe.stops[0]) / span
        most = float(recipe.density.max())
        both = self.node("CompositorNodeCombineColor", 10)
        for socket, one in zip(both.inputs, stops, strict=False):
            self.link(self.math(10, "MULTIPLY_ADD", one, 1.0 / span, start), socket)
        curve = self.node("CompositorNodeCurveRGB", 10)
        curve.name = curve.label = "Densities"
        _bend(curve.mapping, recipe.density / most)
        image = next(s for s in curve.inputs if s.name == "Image")
        self.link(both.outputs[0], image)
        apart = self.node("CompositorNodeSeparateColor", 11)
        self.link(curve.outputs[0], apart.inputs[0])
        return [self.math(11, "MULTIPLY", apart.outputs[k], most) for k in range(len(stops))]

    def finish(self, shown, alpha) -> None:
        """Red, green, blue and what was transparent, to the outside."""
        both, end = self.node("CompositorNodeCombineColor", 14), self.node("NodeGroupOutput", 15)
        for socket, one in zip(both.inputs, (*shown, alpha), strict=True):
            self.link(one, socket)
        self.link(both.outputs[0], end.inputs[0])


def _bend(mapping, rows: np.ndarray) -> None:
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
