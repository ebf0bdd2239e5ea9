#!/usr/bin/env python3
"""Make the hull of examples/dock_walk.json by its formula, after Wigley: python tools/make_hull.py.

A ship's side in a dry dock, bow toward -y: half its breadth falls off from the middle to bow and
stern with the square of the way, and from deck to keel with the fourth power of the depth.
"""

import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "core")]

from scene_stager.maths.surface.mesh import Mesh, triangle_mesh  # noqa: E402
from scene_stager.moks.mesh_files.write import ply_of  # noqa: E402

FILE = ROOT / "examples" / "dock_walk.mesh.ply"
LENGTH_M, BREADTH_M, DRAUGHT_M, DECK_M = 17.0, 7.0, 6.5, 4.2  # draught from the deck down
MIDDLE_M = (-4.6, -5.6)  # amidships: beside the way, and half way along it
ALONG, UP = 41, 9


def hull() -> Mesh:
    """The side above the floor, both flanks, facing outward."""
    y, z = np.meshgrid(np.linspace(1.0, -1.0, ALONG), np.linspace(0.0, DECK_M, UP), indexing="ij")
    deep = ((DECK_M - z) / DRAUGHT_M) ** 2
    half_m = BREADTH_M / 2 * (1.0 - y * y) * (1.0 - deep * deep)
    places, faces = [], []
    for side in (1.0, -1.0):
        x_m, y_m = MIDDLE_M[0] + side * half_m, MIDDLE_M[1] + y * LENGTH_M / 2
        first = len(places) * ALONG * UP
        places.append(np.stack([x_m, y_m, z], axis=-1).reshape(-1, 3))
        at = first + np.arange(ALONG * UP).reshape(ALONG, UP)
        a, b, c, d = at[:-1, :-1], at[:-1, 1:], at[1:, 1:], at[1:, :-1]
        quads = [(a, b, c), (a, c, d)] if side > 0 else [(a, c, b), (a, d, c)]
        faces += [np.stack(one, axis=-1).reshape(-1, 3) for one in quads]
    return triangle_mesh(np.concatenate(places), np.concatenate(faces))


if __name__ == "__main__":
    FILE.write_bytes(ply_of(hull()))
    print(f"wrote {FILE.relative_to(ROOT)}, {FILE.stat().st_size // 1024} kB")
