# SPDX-License-Identifier: GPL-3.0-or-later
"""A World from nine spherical harmonics: 27 numbers in a node group, no picture behind them.

`scene-stager sh MAP --out DIR` writes such numbers as a .sh.json file.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import bpy
import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.radiance.harmonics import (
    BAND_0,
    BAND_1,
    BAND_2,
    BAND_2_SQUARES,
    BAND_2_ZONAL,
)
from scene_stager.maths.radiance.sh_dome import dome_coefficients

from .kinds import Socket

GROUP = "Spherical harmonics"
NAMES = ("1", "y", "z", "x", "xy", "yz", "3z2-1", "xz", "x2-y2")
SCHEMA, VERSION = "scene_stager.sh", 1
MOST_BYTES = 65_536
LARGEST = 1e9


def hang_surroundings(
    scene: bpy.types.Scene, name: str, rows: Sequence[Sequence[float]], strength: float = 1.0
) -> bpy.types.World:
    """Give the scene a World that sheds what nine coefficients by three colours say.

    `rows` are in Blender's own axes, which are the stage's. The numbers in the node group are those
    of a sky that is nowhere below zero and has these coefficients, which are kept as the World's
    property "sh". A World of the same name that we made gets the new numbers.
    """
    table = np.asarray(rows, dtype=np.float64)
    dome, _ = dome_coefficients(table)
    world: bpy.types.World | None = bpy.data.worlds.get(name)
    if world is None or GROUP not in _nodes(world):
        world = bpy.data.worlds.new(name)
        lay_nodes(world)
    nodes = _nodes(world)
    for socket, row in zip(rows_of(world), dome.tolist(), strict=True):
        socket.default_value = row
    nodes["Background"].inputs["Strength"].default_value = strength
    world["sh"] = table.ravel().tolist()
    scene.world = world
    return world


def rows_of(world: bpy.types.World) -> list[Any]:
    """The nine sockets that hold the numbers, in the order of the coefficients."""
    inputs = _nodes(world)[GROUP].inputs
    return [inputs[harmonic] for harmonic in NAMES]


def read_surroundings(path: str) -> tuple[str, list[list[float]]]:
    """The name and the nine rows in a .sh.json file. Raises InputError, one line."""
    try:
        with open(path, "rb") as file:
            tree = json.loads(file.read(MOST_BYTES).decode("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(Mistake(path, f"no JSON ({error})", "a .sh.json file")) from error
    if not isinstance(tree, dict) or (tree.get("schema"), tree.get("version")) != (SCHEMA, VERSION):
        raise InputError(Mistake(path, "another kind of JSON", f"{SCHEMA} version {VERSION}"))
    rows = tree.get("coefficients")
    if not (isinstance(rows, list) and len(rows) == len(NAMES) and all(map(_is_row, rows))):
        raise InputError(Mistake(path, "other coefficients", "9 rows of 3 numbers"))
    return str(tree.get("name", "Surroundings"))[:60], rows


def _is_row(row: object) -> bool:
    return (
        isinstance(row, list)
        and len(row) == 3
        and all(type(v) in (int, float) and math.isfinite(v) and abs(v) < LARGEST for v in row)
    )


def _nodes(world: bpy.types.World) -> Any:
    return world.node_tree.nodes if world.node_tree is not None else {}


def lay_nodes(world: bpy.types.World) -> None:
    """The nodes of such a World: the numbers in a group, and Background behind it."""
    if bpy.app.version < (5, 0, 0):
        world.use_nodes = True
    tree, nodes = world.node_tree, _nodes(world)
    nodes.clear()
    place, group = nodes.new("ShaderNodeTexCoord"), nodes.new("ShaderNodeGroup")
    sky, end = nodes.new("ShaderNodeBackground"), nodes.new("ShaderNodeOutputWorld")
    group.name, group.node_tree = GROUP, _group()
    sky.name = "Background"
    # The direction is the last input, so that the nine numbers come first in the sidebar.
    tree.links.new(place.outputs["Generated"], group.inputs[len(NAMES)])
    tree.links.new(group.outputs[0], sky.inputs["Color"])
    tree.links.new(sky.outputs[0], end.inputs["Surface"])
    for index, node in enumerate((place, group, sky, end)):
        node.location = (240.0 * index, 0.0)


def _group() -> bpy.types.NodeTree:
    """The node group that adds up coefficients times harmonics; one for the whole file."""
    found: bpy.types.NodeTree | None = bpy.data.node_groups.get(GROUP)
    if found is not None:
        return found
    tree = bpy.data.node_groups.new(GROUP, "ShaderNodeTree")
    new: Any = tree.interface.new_socket
    for name in (*NAMES, "Direction"):
        socket = new(name, in_out="INPUT", socket_type="NodeSocketVector")
        socket.min_value, socket.max_value = -LARGEST, LARGEST
    new("Light", in_out="OUTPUT", socket_type="NodeSocketColor")
    given, end = tree.nodes.new("NodeGroupInput"), tree.nodes.new("NodeGroupOutput")
    split = tree.nodes.new("ShaderNodeSeparateXYZ")
    tree.links.new(given.outputs["Direction"], split.inputs[0])

    light = None
    for coefficient, harmonic in zip(
        given.outputs, _harmonics(tree, list(split.outputs)), strict=False
    ):
        light = _vector(tree, "MULTIPLY_ADD", harmonic, coefficient, light or (0.0, 0.0, 0.0))
    tree.links.new(_vector(tree, "MAXIMUM", light, (0.0, 0.0, 0.0)), end.inputs[0])
    return tree


def _harmonics(tree: bpy.types.NodeTree, xyz: Sequence[Socket]) -> tuple[Socket, ...]:
    """The sockets of the nine harmonics, in the order of the coefficients."""
    x, y, z = xyz
    times = partial(_number, tree, "MULTIPLY")
    squares = _number(tree, "SUBTRACT", times(x, x), times(y, y))
    zonal = _number(tree, "MULTIPLY_ADD", times(z, z), 3.0, -1.0)
    return (
        _number(tree, "ADD", BAND_0, 0.0),
        *(times(axis, BAND_1) for axis in (y, z, x)),
        *(times(times(a, b), BAND_2) for a, b in ((x, y), (y, z))),
        times(zonal, BAND_2_ZONAL),
        times(times(x, z), BAND_2),
        times(squares, BAND_2_SQUARES),
    )


def _number(tree: bpy.types.NodeTree, operation: str, *given: Socket | float) -> Socket:
    return _math(tree, "ShaderNodeMath", operation, given)


def _vector(tree: bpy.types.NodeTree, operation: str, *given: Socket | tuple[float, ...]) -> Socket:
    return _math(tree, "ShaderNodeVectorMath", operation, given)


def _math(
    tree: bpy.types.NodeTree,
    kind: str,
    operation: str,
    given: Iterable[Socket | float | tuple[float, ...]],
) -> Socket:
    node: Any = tree.nodes.new(kind)
    node.operation = operation
    node.hide = True
    for socket, value in zip(node.inputs, given, strict=False):
        if isinstance(value, (float, tuple)):
            socket.default_value = value
        else:
            tree.links.new(value, socket)
    return node.outputs[0]
