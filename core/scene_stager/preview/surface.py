# SPDX-License-Identifier: Apache-2.0
"""What part of the subject each pixel sees: place, facing and coverage."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import DTypeLike, NDArray

from scene_stager.maths.surface.mesh import Mesh
from scene_stager.preview.camera import NEAREST_M, PreviewCamera, pixel_rays, project
from scene_stager.preview.edges import Samples, look
from scene_stager.preview.raster import Screen
from scene_stager.preview.vectors import Reals, Vec, dot, unit

Three = tuple[Reals, Reals, Reals]
Corners = tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]

# House defaults, not measured.
LEAST_TURN = 0.06  # cosine to the eye of the most averted facing that is drawn
STEP = 0.012  # a jump in depth between neighbours, in subject heights, that makes an edge


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """The pixels the subject covers, and what they see there.

    The first `whole` pixels see nothing else and are listed once; those on edges may come twice.

    shapes   every array (n,); `pixels` are flat indices into the picture; corners (n, 3)
    units    metres; weight from 0 to 1: the share of the pixel
    frame    the subject's own
    """

    pixels: NDArray[np.intp]
    whole: int
    weight: Reals
    place: Vec
    facing: Vec
    to_eye: Vec
    range_m: Reals  # from the lens
    depth_m: Reals  # along the lens axis
    corners: Corners  # the mesh's vertices round each point,
    shares: Three  # and how near it is to each


def see(
    mesh: Mesh, scale: float, camera: PreviewCamera, width: int, height: int, dtype: DTypeLike
) -> Seen:
    """Everything the camera sees of a mesh, enlarged by `scale`.

    frame    camera and mesh both in the subject's own frame
    """
    corners, screen, (left, top) = _screen(mesh, scale, camera, width, height)
    samples = look(screen, STEP * scale)
    corners = (
        corners[0][samples.triangles],
        corners[1][samples.triangles],
        corners[2][samples.triangles],
    )
    shares, depth = _shares(screen, samples)
    way, cosine = pixel_rays(camera, width, height, samples.x + left, samples.y + top)
    range_m = depth / cosine
    facing = blend(list(mesh.facings.T), corners, shares)
    place = [e + w * range_m for e, w in zip(camera.position_m, way, strict=True)]
    outward = _towards_eye(unit((facing[0], facing[1], facing[2])), way)

    def cast(three: Sequence[Reals]) -> Vec:
        x, y, z = (a.astype(dtype) for a in three)
        return x, y, z

    wide = screen.width
    return Seen(
        (samples.pixels // wide + top) * width + samples.pixels % wide + left,
        samples.whole,
        samples.weight.astype(dtype),
        cast(place),
        cast(outward),
        cast((-way[0], -way[1], -way[2])),
        range_m.astype(dtype),
        depth.astype(dtype),
        corners,
        shares,
    )


def _towards_eye(facing: Vec, way: Vec) -> Vec:
    """Blended facings that turn away from the eye, bent back until they just do not."""
    short = np.clip(dot(facing, way) + LEAST_TURN, 0.0, None)
    return unit(
        (facing[0] - way[0] * short, facing[1] - way[1] * short, facing[2] - way[2] * short)
    )


def blend(values: Sequence[Reals], corners: Corners, shares: Three) -> list[Reals]:
    """Values at the mesh's vertices, blended to the points seen.

    shapes   each of values (v,) -> (n,)
    """
    (i, j, k), (a, b, c) = corners, shares
    return [v[i] * a + v[j] * b + v[k] * c for v in values]


def _screen(
    mesh: Mesh, scale: float, camera: PreviewCamera, width: int, height: int
) -> tuple[Corners, Screen, tuple[int, int]]:
    """The triangles that face the lens and touch the picture, in as small a window as will do."""
    points = mesh.places_m * scale
    across, down, depth = project(camera, (points[:, 0], points[:, 1], points[:, 2]), width, height)
    corners = [np.ascontiguousarray(mesh.triangles[:, k]) for k in range(3)]
    xa, xb, xc = (across[k] for k in corners)
    ya, yb, yc = (down[k] for k in corners)
    za, zb, zc = (depth[k] for k in corners)
    kept = (xb - xa) * (yc - ya) < (xc - xa) * (yb - ya)
    kept &= np.minimum(np.minimum(za, zb), zc) > NEAREST_M
    kept &= (np.minimum(np.minimum(xa, xb), xc) < width) & (np.maximum(np.maximum(xa, xb), xc) > 0)
    kept &= (np.minimum(np.minimum(ya, yb), yc) < height) & (np.maximum(np.maximum(ya, yb), yc) > 0)
    chosen = np.flatnonzero(kept)
    kept_corners = (corners[0][chosen], corners[1][chosen], corners[2][chosen])
    left, wide, x = _window((xa[chosen], xb[chosen], xc[chosen]), width)
    top, high, y = _window((ya[chosen], yb[chosen], yc[chosen]), height)
    nearness = (1.0 / za[chosen], 1.0 / zb[chosen], 1.0 / zc[chosen])
    return kept_corners, Screen(x, y, nearness, wide, high), (left, top)


def _window(corners: Three, size: int) -> tuple[int, int, Three]:
    """First pixel and count along one side, and the corners measured from there."""
    a, b, c = corners
    first = max(int(min(k.min(initial=size) for k in corners)) - 1, 0)
    last = min(int(max(k.max(initial=0) for k in corners)) + 2, size)
    return first, max(last - first, 1), (a - first, b - first, c - first)


def _shares(screen: Screen, samples: Samples) -> tuple[Three, Reals]:
    """How near each point is to the corners of its triangle, in space; and its depth in metres."""
    t = samples.triangles
    dx = [x[t] - samples.x for x in screen.x]
    dy = [y[t] - samples.y for y in screen.y]
    area = [np.maximum(dx[k - 1] * dy[k - 2] - dx[k - 2] * dy[k - 1], 1e-12) for k in range(3)]
    weighted = [a * n[t] for a, n in zip(area, screen.nearness, strict=True)]
    whole = weighted[0] + weighted[1] + weighted[2]
    shares = (weighted[0] / whole, weighted[1] / whole, weighted[2] / whole)
    return shares, (area[0] + area[1] + area[2]) / whole
