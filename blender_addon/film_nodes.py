# SPDX-License-Identifier: GPL-3.0-or-later
"""A film stock as a node group of the compositor: linear scene light in, linear display light out.

The steps are those of the core's `Recipe`. The layers' own blur is not among them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import bpy

from scene_stager.shot.stocks import Recipe

from .film_board import Board
from .film_grain import Frame, along, grain, pixel_um
from .kinds import Socket

EXPOSURE = "Exposure"
EXPOSURE_PATH = f'nodes["{EXPOSURE}"].outputs[0].default_value'
STRENGTHS = {
    "Grain": "How much grain: 1 is the stock's own, 0 is none",
    "Halation": "How much light comes back from the film's base: 1 is the stock's own, 0 is none",
}
MOST_STRENGTH = 4.0


def draw_film(tree: bpy.types.NodeTree, recipe: Recipe, frame: Frame) -> None:
    """Fill an empty compositor tree with the steps of a recipe."""
    _face(tree)
    board = Board(tree)
    begin = board.node("NodeGroupInput", 0)
    split = board.apart(1, begin.outputs["Image"])
    size_um = pixel_um(board, begin.outputs["Image"], frame)
    gain = board.math(1, "POWER", 2.0, board.value(0, EXPOSURE))
    light = [board.math(2, "MULTIPLY", socket, gain) for socket in split[:3]]
    layers: Sequence[Socket] = [board.mixed(3, row, light) for row in recipe.layers]
    layers = _halated(board, layers, recipe, size_um, begin.outputs["Halation"])
    stops = [_logarithm(board, one, recipe.darkest_share) for one in layers]
    density: Sequence[Socket] = _developed(board, _held_back(board, stops, recipe), recipe)
    density = grain(
        board, density, recipe, frame, size_um, begin.outputs["Image"], begin.outputs["Grain"]
    )
    shown = _printed(board, density, recipe)
    light = [
        board.math(23, "POWER", math.e, board.mixed(22, recipe.power_per_density * row, shown))
        for row in recipe.absorption
    ]
    end = board.node("NodeGroupOutput", 25)
    board.link(board.together(24, (*light, split[3])), end.inputs[0])


def _face(tree: bpy.types.NodeTree) -> None:
    """What a film shows to the outside: a picture in and out, and how much of its own it does."""
    new: Any = tree.interface.new_socket
    new(name="Image", in_out="INPUT", socket_type="NodeSocketColor")
    for name, about in STRENGTHS.items():
        socket = new(name=name, in_out="INPUT", socket_type="NodeSocketFloat", description=about)
        socket.default_value, socket.min_value, socket.max_value = 1.0, 0.0, MOST_STRENGTH
    new(name="Image", in_out="OUTPUT", socket_type="NodeSocketColor")


def _halated(
    board: Board, layers: Sequence[Socket], recipe: Recipe, size_um: Socket, strength: Socket
) -> Sequence[Socket]:
    """Each layer with a share of its light spread about, which the base has sent back."""
    if not recipe.halation.any():
        return layers
    reach_px = board.math(4, "DIVIDE", recipe.halation_um, size_um)
    glow = board.apart(6, board.blurred(5, "Halation", board.together(4, layers), reach_px))
    made = []
    for layer, spread, share in zip(layers, glow, recipe.halation, strict=False):
        if share <= 0.0:
            made.append(layer)
            continue
        more = board.math(7, "SUBTRACT", spread, layer)
        much = board.math(7, "MINIMUM", board.math(7, "MULTIPLY", strength, float(share)), 1.0)
        made.append(board.math(7, "MULTIPLY_ADD", more, much, layer))
    return made


def _logarithm(board: Board, socket: Socket, darkest: float) -> Socket:
    """Stops from the grey card."""
    return board.math(9, "LOGARITHM", board.math(8, "MAXIMUM", socket, darkest), 2.0)


def _held_back(board: Board, stops: Sequence[Socket], recipe: Recipe) -> Sequence[Socket]:
    """What each layer becomes under its neighbours' pull."""
    if not recipe.interlayer:
        return stops
    level = []
    for one in stops:
        squared = board.math(10, "MULTIPLY", one, one)
        under = board.math(11, "MULTIPLY_ADD", squared, recipe.reach_stops**-2, 1.0)
        level.append(board.math(12, "DIVIDE", one, board.math(11, "SQRT", under)))
    pulled = []
    for k, row in enumerate(recipe.interlayer):
        pull = [-share for share in row]
        pull[k] = sum(share for j, share in enumerate(row) if j != k)
        pulled.append(board.math(13, "ADD", stops[k], board.mixed(13, pull, level)))
    return pulled


def _developed(board: Board, stops: Sequence[Socket], recipe: Recipe) -> list[Socket]:
    """Densities in the camera film, read from one curve for each layer."""
    span = float(recipe.stops[-1] - recipe.stops[0])
    start = -float(recipe.stops[0]) / span
    most = float(recipe.film.max())
    places = [board.math(14, "MULTIPLY_ADD", one, 1.0 / span, start) for one in stops]
    curve = board.curves(14, "Densities", board.together(14, places), recipe.film / most)
    read = board.apart(15, curve)
    return [board.math(15, "MULTIPLY", read[k], most) for k in range(len(stops))]


def _printed(board: Board, density: Sequence[Socket], recipe: Recipe) -> list[Socket]:
    """How dark a neutral each density becomes on the screen."""
    most = float(recipe.screen.max())
    places = along(board, 20, density, recipe)
    curve = board.curves(21, "Print", board.together(20, places), recipe.screen / most)
    read = board.apart(22, curve)
    return [board.math(22, "MULTIPLY", read[k], most) for k in range(len(density))]
