# SPDX-License-Identifier: GPL-3.0-or-later
"""Grain as nodes: noise in density, new on every frame, as large on the film as the stock's.

White noise of each pixel is made normal by a curve, given its size by a blur as wide as the grain
cloud, and scaled to the stock's granularity at each density.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist
from typing import Literal

import bpy
import numpy as np

from scene_stager.shot.stocks import Recipe

from .film_board import MATH, Board
from .kinds import Node, Socket

# From 4.5 on the compositor has a noise of its own, and knows where a pixel is.
HAS_NOISE = bpy.app.version >= (4, 5, 0)
DEVIATIONS = 4.0  # the curve's 0 to 1 stands for so many standard deviations either way
WIDEST_CLOUD_PX = 8.0  # a grain cloud is never drawn wider
CLOUD_POINTS = 65
SHUFFLES = 4096  # how many shots differ by their seed; whole numbers that single precision keeps
UM_PER_MM = 1000.0
# Fractions that spread columns, rows, frames and seeds. Source: D. Hoskins 2014, "Hash without
# sine" (MIT), the four-dimensional one.
SPREAD = (0.1031, 0.1030, 0.0973, 0.1099)
STIR = 33.33
Way = Literal["HORIZONTAL", "VERTICAL"]
FRAMES = 10_007  # a prime: the noise comes round after so many frames, before Blender 4.5


@dataclass(frozen=True)
class Frame:
    """How wide the picture is on the film, and which shot it is.

    `ramp` makes a texture that is black at the left and white at the right, for Blenders that
    cannot say where a pixel is; "VERTICAL" turns it over.
    """

    width_mm: float
    seed: int
    ramp: Callable[[Way], bpy.types.Texture]


def pixel_um(board: Board, picture: Socket, frame: Frame) -> Socket:
    """How large a pixel is on the film, in micrometres."""
    if HAS_NOISE:
        info = board.node("CompositorNodeImageInfo", 1)
        board.link(picture, info.inputs[0])
        columns = board.node("ShaderNodeSeparateXYZ", 2)
        board.link(info.outputs["Dimensions"], columns.inputs[0])
        wide = columns.outputs[0]
    else:
        wide = _driven(board, "Columns", "render.resolution_x")
    return board.math(3, "DIVIDE", UM_PER_MM * frame.width_mm, wide)


def grain(
    board: Board,
    density: Sequence[Socket],
    recipe: Recipe,
    frame: Frame,
    size_um: Socket,
    picture: Socket,
    strength: Socket,
) -> Sequence[Socket]:
    """Densities with the stock's grain in them."""
    if not recipe.grain.any():
        return density
    most = float(recipe.grain.max())
    places = along(board, 16, density, recipe)
    curve = board.curves(17, "Granularity", board.together(16, places), recipe.grain / most)
    amount = board.apart(18, curve)
    normals = _normals(board, picture, frame)
    if not HAS_NOISE:
        strength = board.math(16, "MULTIPLY", strength, _alive(board))
    level = board.math(18, "DIVIDE", board.math(17, "MULTIPLY", strength, most), size_um)
    noise = _clumped(board, normals, recipe, size_um)
    return [
        board.math(
            19, "MULTIPLY_ADD", noise[k], board.math(18, "MULTIPLY", amount[k], level), density[k]
        )
        for k in range(len(density))
    ]


def along(board: Board, column: int, density: Sequence[Socket], recipe: Recipe) -> list[Socket]:
    """Where densities lie between the thinnest and the thickest of their layers."""
    spans = recipe.thick - recipe.thin
    return [
        board.math(column, "MULTIPLY_ADD", one, float(1.0 / span), float(-thin / span))
        for one, span, thin in zip(density, spans, recipe.thin, strict=True)
    ]


def quantiles(points: int) -> np.ndarray:
    """Normal values over an even chance, so ended that straight lines between have variance 1."""
    normal = NormalDist()
    inner = np.array([normal.inv_cdf(k / (points - 1)) for k in range(1, points - 1)])
    parts = inner[:-1] ** 2 + inner[:-1] * inner[1:] + inner[1:] ** 2
    last = float(inner[-1])
    # Both end parts: 2 (last^2 + last e + e^2) / 3, with what is missing to the whole.
    missing = 1.5 * ((points - 1) - float(parts.sum()) / 3.0) - last**2
    end = (-last + np.sqrt(last**2 + 4.0 * missing)) / 2.0
    return np.concatenate([[-end], inner, [end]])


def _normals(board: Board, picture: Socket, frame: Frame) -> Socket:
    """Three independent normals for every pixel of every frame, as 0 to 1 about one half."""
    time = board.node("CompositorNodeSceneTime", 6, "Frame").outputs["Frame"]
    shuffle = _shuffle(frame.seed)
    if HAS_NOISE:
        even = _white_noise(board, picture, time, shuffle)
    else:
        even = _white_hash(board, frame, time, shuffle)
    row = 0.5 + quantiles(257) / (2.0 * DEVIATIONS)
    return board.curves(9, "Chance", even, np.stack([row] * 3))


def _white_noise(board: Board, picture: Socket, time: Socket, shuffle: int) -> Socket:
    place = board.node("CompositorNodeImageCoordinates", 6)
    board.link(picture, place.inputs[0])
    noise = board.node("ShaderNodeTexWhiteNoise", 8)
    noise.noise_dimensions = "4D"
    board.link(place.outputs["Pixel"], noise.inputs["Vector"])
    # A seed is a part of a frame, so that the frames of two shots never meet.
    board.link(board.math(7, "ADD", time, shuffle / SHUFFLES), noise.inputs["W"])
    return noise.outputs["Color"]


def _white_hash(board: Board, frame: Frame, time: Socket, shuffle: int) -> Socket:
    """The same by sums: columns, rows, frame and seed stirred until nothing is left of them."""
    across = _numbered(board, frame, "HORIZONTAL", "Columns", "render.resolution_x")
    down = _numbered(board, frame, "VERTICAL", "Rows", "render.resolution_y")
    turn = board.math(6, "MODULO", time, float(FRAMES))
    raw = (across, down, turn, board.math(6, "ADD", turn, float(shuffle)))
    a, b, c, d = (
        board.math(6, "FRACT", board.math(6, "MULTIPLY", one, share))
        for one, share in zip(raw, SPREAD, strict=True)
    )
    stirred = board.math(7, "MULTIPLY", a, board.math(7, "ADD", d, STIR))
    for here, there in ((b, c), (c, a), (d, b)):
        lifted = board.math(7, "ADD", there, STIR)
        stirred = board.math(7, "MULTIPLY_ADD", here, lifted, stirred)
    a, b, c, d = (board.math(7, "ADD", one, stirred) for one in (a, b, c, d))
    return board.together(
        8,
        [
            board.math(8, "FRACT", board.math(8, "MULTIPLY", board.math(8, "ADD", one, two), three))
            for one, two, three in ((a, b, c), (a, c, b), (b, d, a))
        ],
    )


def _numbered(board: Board, frame: Frame, way: Way, name: str, path: str) -> Socket:
    """The number of a pixel's column or row: a ramp over the picture, times the picture's size."""
    ramp = board.node("CompositorNodeTexture", 5, way)
    ramp.texture = frame.ramp(way)
    size = _driven(board, name, path)
    place = board.math(5, "MULTIPLY_ADD", ramp.outputs["Value"], size, -0.5)
    return board.math(5, "ROUND", place)


def _alive(board: Board) -> Socket:
    """1 where the ramps are; 0 in a Blender from 5.0 on, which has no such node and shows black.

    Noise of pixels that are all the same pixel would be one grey over the whole picture.
    """
    both = board.node(MATH, 6)
    both.operation, both.hide = "ADD", True
    for socket, way in zip(both.inputs, ("HORIZONTAL", "VERTICAL"), strict=False):
        socket.default_value = 0.0
        board.link(board.tree.nodes[way].outputs["Value"], socket)
    return board.math(6, "GREATER_THAN", both.outputs[0], 0.0)


def _driven(board: Board, name: str, path: str) -> Socket:
    """A size of the picture in pixels, kept up with the scene's output by a driver without code."""
    old: Node = board.tree.nodes.get(name)
    if old is not None:
        return old.outputs[0]
    socket = board.value(0, name)
    driver = socket.driver_add("default_value").driver
    for letter, place in (("size", path), ("percent", "render.resolution_percentage")):
        variable = driver.variables.new()
        variable.name, variable.type = letter, "CONTEXT_PROP"  # the scene that is rendered
        variable.targets[0].context_property = "ACTIVE_SCENE"
        variable.targets[0].data_path = place
    driver.expression = "floor(size * percent / 100)"
    return socket


def _shuffle(seed: int) -> int:
    """A number that a seed comes to, the same in every Blender."""
    words = hashlib.sha256(f"film grain:{seed}".encode()).digest()
    return int.from_bytes(words[:4], "little") % SHUFFLES


def _clumped(board: Board, picture: Socket, recipe: Recipe, size_um: Socket) -> list[Socket]:
    """Normals with the size of each layer's grain."""
    made = {}
    for clump_um in dict.fromkeys(recipe.clump_um.tolist()):
        place = board.math(10, "DIVIDE", clump_um / WIDEST_CLOUD_PX, size_um)
        curve = board.curves(11, "Cloud", place, widths_px()[None] / WIDEST_CLOUD_PX)
        width_px = board.math(12, "MULTIPLY", board.apart(12, curve)[0], WIDEST_CLOUD_PX)
        made[clump_um] = board.apart(14, board.blurred(13, "Grain size", picture, width_px))
    spread = 2.0 * DEVIATIONS
    return [
        board.math(15, "MULTIPLY_ADD", made[clump_um][k], spread, -DEVIATIONS)
        for k, clump_um in enumerate(recipe.clump_um.tolist())
    ]


@cache
def widths_px() -> np.ndarray:
    """The blur that spreads by so many pixels, from none to the widest.

    A blur is told at whole pixels, where a narrow one spreads by less than it is wide; the core's
    `cloud_taps` has the same widths.
    """
    wide = np.linspace(0.15, 1.1 * WIDEST_CLOUD_PX, 2000)
    away = np.arange(1.0, 5.0 * WIDEST_CLOUD_PX)
    taps = np.exp(-0.5 * (away / wide[:, None]) ** 2)
    spread = np.sqrt(2.0 * (taps * away**2).sum(axis=1) / (1.0 + 2.0 * taps.sum(axis=1)))
    return np.interp(np.linspace(0.0, WIDEST_CLOUD_PX, CLOUD_POINTS), spread, wide)
