# SPDX-License-Identifier: Apache-2.0
"""Everything about a picture that stays when only the lights change; kept from frame to frame."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import DTypeLike, NDArray

from scene_stager.maths.surface.mesh import Mesh
from scene_stager.preview.ambient import AmbientTransfer, transfer_of
from scene_stager.preview.area_light import Points
from scene_stager.preview.camera import PreviewCamera, pixel_rays, pixel_slope
from scene_stager.preview.ground import Backdrop, backdrop, floor_share
from scene_stager.preview.scene import PreviewGround
from scene_stager.preview.shading import GRAZING, Plastic, coat_albedo
from scene_stager.preview.shapes import Solid
from scene_stager.preview.surface import Seen, blend, see
from scene_stager.preview.surface_net import bend_per_m, mesh_of
from scene_stager.preview.vectors import Reals, Vec, Vec3, dot
from scene_stager.registry import entry_named
from scene_stager.shot.stand_ins import StandIn, stand_ins

# House defaults, not measured, but where a line says otherwise.
COARSE = 2  # the backdrop is lit on every second pixel: nothing on it is sharp
VEIL = 8  # light in the air, on every eighth
PIXEL_SPREAD = 0.25  # mean square reach of a pixel's own filter, in pixels squared: house default
MOST_UNEVEN = 0.09  # of slopes within a pixel, squared: no bend widens a highlight further
MIRROR_SOFT = 0.15  # how soft the horizon is in the sharpest coat


@dataclass(frozen=True, slots=True)
class View:
    """What fixes the geometry of a picture, all in the subject's frame."""

    camera: PreviewCamera
    kind: str
    height_m: float
    ground: PreviewGround
    stage_m: Vec3  # where the stage's origin is
    width: int
    height: int
    double: bool = False

    @property
    def dtype(self) -> DTypeLike:
        """The precision of every array that has a value per pixel."""
        return np.float64 if self.double else np.float32

    @property
    def floor_m(self) -> float:
        """How high the floor is."""
        return self.stage_m[2]


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A coarser picture: rays through the middles of blocks of pixels."""

    columns: int
    rows: int
    step: int
    backdrop: Backdrop


@dataclass(frozen=True, slots=True, eq=False)
class Geometry:
    """The subject's points, the backdrop's, and what light from all round finds of them."""

    view: View
    shape: StandIn
    solid: Solid
    seen: Seen
    points: Points
    open_share: Reals  # of each of the subject's points
    vertices: NDArray[np.intp]  # of the mesh, that any of the subject's points leans on
    vertex_place: Vec
    vertex_facing: Vec
    vertex_count: int  # in the whole mesh
    pixel_m: float  # how large a pixel is where the subject stands
    back: Grid
    back_points: Points
    back_open: Reals
    air: Grid
    floor_share: Reals | None


@lru_cache(maxsize=6)
def geometry(view: View) -> Geometry:
    """Draw a view's shapes, once."""
    shape = entry_named(stand_ins(), view.kind, "subject.shape")
    body, mesh, transfer = Solid(shape.blobs, view.height_m), mesh_of(shape), transfer_of(shape)
    seen = see(mesh, view.height_m, view.camera, view.width, view.height, view.dtype)
    back = _grid(view, COARSE)
    place, facing, way = back.backdrop.place, back.backdrop.facing, back.backdrop.way
    (open_share,) = blend([transfer.open_share], seen.corners, seen.shares)
    used = np.zeros(len(mesh.places_m), dtype=bool)
    for corner in seen.corners:
        used[corner] = True
    vertices = np.flatnonzero(used)
    return Geometry(
        view,
        shape,
        body,
        seen,
        Points(seen.place, seen.facing, seen.to_eye, _uneven(mesh, seen, view)),
        open_share.astype(view.dtype),
        vertices,
        _columns(mesh.places_m[vertices] * view.height_m, view.dtype),
        _columns(mesh.facings[vertices], view.dtype),
        len(mesh.places_m),
        _pixel_m(view, body),
        back,
        Points(place, facing, (-way[0], -way[1], -way[2])),
        _floor_open(transfer, view, place),
        _grid(view, VEIL),
        floor_share(view.camera, view.ground, view.stage_m, view.width, view.height, view.dtype),
    )


def _uneven(mesh: Mesh, seen: Seen, view: View) -> Reals:
    """How much the subject's facing varies within each pixel, as a mean square slope."""
    (bend,) = blend([bend_per_m(mesh) / view.height_m], seen.corners, seen.shares)
    pixel = pixel_slope(view.camera, view.width) * seen.depth_m
    turn = bend * pixel
    return np.clip(turn * turn * PIXEL_SPREAD, 0.0, MOST_UNEVEN).astype(view.dtype)


def _pixel_m(view: View, body: Solid) -> float:
    middle = [(a + b) / 2 for a, b in zip(*body.bounds_m, strict=True)]
    return math.dist(view.camera.position_m, middle) * pixel_slope(view.camera, view.width)


def _columns(table: Reals, dtype: DTypeLike) -> Vec:
    x, y, z = np.ascontiguousarray(table.T, dtype=dtype)
    return (x, y, z)


def coats(points: Points, plastic: Plastic) -> tuple[Reals, Reals]:
    """What share of light the coat keeps from the base, and how far up the coat mirrors.

    shapes   both results (n,); the second runs from 0, the floor, to 1, the sky
    """
    to_eye = dot(points.facing, points.to_eye)
    mirrored_up = 2.0 * to_eye * points.facing[2] - points.to_eye[2]
    soft = 0.5 / (MIRROR_SOFT + plastic.slope)
    upward = np.clip(0.5 + soft * mirrored_up, 0.0, 1.0)
    return coat_albedo(plastic, np.clip(to_eye, GRAZING, 1.0)), upward


def enlarged(values: Reals, grid: Grid, width: int, height: int) -> Reals:
    """A coarse picture at full size, by straight lines between its points.

    shapes   values (..., rows * columns) -> (..., height, width)
    """
    table = values.reshape(*values.shape[:-1], grid.rows, grid.columns)
    table = _stretched(table.swapaxes(-1, -2), grid.step, height).swapaxes(-1, -2)
    return _stretched(table, grid.step, width)


def _stretched(table: Reals, step: int, size: int) -> Reals:
    """The last axis drawn out: its points stand on every `step`-th border between pixels."""
    before, after = table[..., :-1], table[..., 1:]
    long = np.empty((*before.shape, step), dtype=table.dtype)
    for phase in range(step):
        share = (phase + 0.5) / step
        long[..., phase] = before * (1.0 - share) + after * share
    wide: Reals = long.reshape(*before.shape[:-1], -1)[..., :size]
    return wide


def _grid(view: View, step: int) -> Grid:
    """Rays through every `step`-th border between pixels, from the first to past the last."""
    columns, rows = -(-view.width // step) + 1, -(-view.height // step) + 1
    x = np.tile(np.arange(columns, dtype=view.dtype) * step, rows)
    y = np.repeat(np.arange(rows, dtype=view.dtype) * step, columns)
    way, cosine = pixel_rays(view.camera, view.width, view.height, x, y)
    found = backdrop(view.camera, view.ground, view.stage_m, way, cosine)
    return Grid(columns, rows, step, found)


def _floor_open(transfer: AmbientTransfer, view: View, place: Vec) -> Reals:
    """How much of the sky the floor sees past the subject; all of it away from the subject."""
    cells = transfer.floor.shape[0]
    scale = (cells - 1) / (2.0 * transfer.floor_half_m)
    shift = [transfer.floor_half_m - m for m in transfer.middle[:2]]
    x, y = (
        np.clip((c * (1.0 / view.height_m) + s) * scale, 0.0, cells - 1.001)
        for c, s in zip(place[:2], shift, strict=True)
    )
    column, row = x.astype(np.intp), y.astype(np.intp)
    across, down = (x - column).astype(view.dtype), (y - row).astype(view.dtype)
    table, first = transfer.floor.ravel().astype(view.dtype), row * cells + column
    upper = table[first] * (1.0 - across) + table[first + 1] * across
    lower = table[first + cells] * (1.0 - across) + table[first + cells + 1] * across
    share: Reals = upper * (1.0 - down) + lower * down
    return share
