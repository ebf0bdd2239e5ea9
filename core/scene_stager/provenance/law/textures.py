# SPDX-License-Identifier: Apache-2.0
"""What a texture shows of itself on a prim: its colours where the prim's own coordinates look."""

from __future__ import annotations

from typing import Any

import numpy as np

from scene_stager.errors import InputError
from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.srgb import encode_srgb
from scene_stager.pictures.read import read_picture
from scene_stager.provenance.law.scene_file import Scene

# House defaults, not measured.
MOST_FACES = 20_000  # looked at on one prim, evenly drawn from more
MOST_TEXTURE_BYTES = 256 * 2**20
WHOLE_PX = 512  # a side, of what is looked at where a prim has no coordinates
# Places on a triangle, in shares of its corners: the corners, their middles, and the inside.
ON_A_TRIANGLE = np.array(
    [
        *([1, 0, 0], [0, 1, 0], [0, 0, 1]),
        *([0.5, 0.5, 0], [0, 0.5, 0.5], [0.5, 0, 0.5]),
        *([1 / 3, 1 / 3, 1 / 3], [0.6, 0.2, 0.2], [0.2, 0.6, 0.2], [0.2, 0.2, 0.6]),
    ]
)


def texture_light(scene: Scene, shader: Any) -> tuple[Floats | None, str]:
    """A texture's light (h, w, 3), scaled and biased as its shader says; else why there is none."""
    file = shader.GetInput("file")
    value = file.Get() if file else None
    named = getattr(value, "path", "")
    if not named:
        return None, "a texture without a file"
    place = scene.file_of(file.GetAttr(), named)
    if place is None:
        return None, f"the texture {named!r} is not in the scene's folder"
    if place.stat().st_size > MOST_TEXTURE_BYTES:
        return None, f"the texture {named!r} is too large"
    try:
        light = read_picture(place, smallest_px=1).rgb.astype(np.float64)
    except InputError as error:
        return None, str(error)
    if _word(shader, "sourceColorSpace") == "raw":
        light = encode_srgb(light)
    return light * _four(shader, "scale", 1.0) + _four(shader, "bias", 0.0), ""


def seen_on(prim: Any, light: Floats, primvar: str) -> tuple[Floats, bool]:
    """The colours (n, 3) that a prim's coordinates look at, and whether it has any.

    Without coordinates it is the whole texture, thinned.
    """
    corners = _corner_uv(prim, primvar)
    height, width = light.shape[:2]
    if corners is None:
        rows, columns = max(1, height // WHOLE_PX), max(1, width // WHOLE_PX)
        return light[::rows, ::columns].reshape(-1, 3), False
    spots = (ON_A_TRIANGLE @ corners).reshape(-1, 2) % 1.0
    column = np.minimum((spots[:, 0] * width).astype(np.int64), width - 1)
    row = np.minimum(((1.0 - spots[:, 1]) * height).astype(np.int64), height - 1)
    return light[row, column], True


def _corner_uv(prim: Any, primvar: str) -> Floats | None:
    """Texture coordinates (n, 3, 2) of a mesh's triangles, fanned out of its faces."""
    from pxr import UsdGeom

    if not prim.IsA(UsdGeom.Mesh):
        return None
    mesh = UsdGeom.Mesh(prim)
    said = UsdGeom.PrimvarsAPI(prim).GetPrimvar(primvar or "st")
    values = said.ComputeFlattened() if said and said.HasValue() else None
    counts, points = mesh.GetFaceVertexCountsAttr().Get(), mesh.GetFaceVertexIndicesAttr().Get()
    if values is None or not counts or not points:
        return None
    uv, sizes, indices = (np.asarray(one) for one in (values, counts, points))
    if uv.ndim != 2 or uv.shape[1] != 2 or not np.isfinite(uv).all() or sizes.sum() != len(indices):
        return None
    by_corner = said.GetInterpolation() == UsdGeom.Tokens.faceVarying
    places = np.arange(len(indices)) if by_corner else indices
    if len(places) == 0 or places.min() < 0 or places.max() >= len(uv):
        return None
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    fans = [
        (start, start + k, start + k + 1)
        for start, size in zip(starts.tolist(), sizes.tolist(), strict=True)
        for k in range(1, size - 1)
    ]
    chosen = np.asarray(fans[:: max(1, -(-len(fans) // MOST_FACES))], dtype=np.int64)
    return np.asarray(uv[places[chosen]], dtype=np.float64) if len(chosen) else None


def _word(shader: Any, name: str) -> str:
    found = shader.GetInput(name)
    return str(found.Get() or "") if found else ""


def _four(shader: Any, name: str, otherwise: float) -> Floats:
    found = shader.GetInput(name)
    value = found.Get() if found else None
    return np.asarray(value, dtype=np.float64)[:3] if value is not None else np.full(3, otherwise)
