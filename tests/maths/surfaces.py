"""Surfaces to try the mesh on: closed, open, in pieces, with holes through them."""

import numpy as np
from scipy.spatial import ConvexHull

from scene_stager.maths.surface.mesh import Mesh, polygon_mesh, triangle_mesh


def ball_of(n: int, seed: int = 4) -> Mesh:
    """A sphere of radius 1 through random points: the library's own hull, turned outward."""
    places = np.random.default_rng(seed).normal(size=(n, 3))
    places /= np.linalg.norm(places, axis=1, keepdims=True)
    faces = ConvexHull(places).simplices.astype(np.int64)
    a, b, c = (places[faces[:, k]] for k in range(3))
    inward = (np.cross(b - a, c - a) * a).sum(axis=1) < 0
    faces[inward] = faces[inward][:, ::-1]
    return triangle_mesh(places, faces)


def torus(across: int, around: int, big: float = 2.0, small: float = 0.7) -> Mesh:
    """A ring of quads."""
    u, v = np.meshgrid(
        2 * np.pi * np.arange(across) / across,
        2 * np.pi * np.arange(around) / around,
        indexing="ij",
    )
    out = big + small * np.cos(v)
    places = np.stack([out * np.cos(u), out * np.sin(u), small * np.sin(v)], axis=-1)
    at = np.arange(across * around).reshape(across, around)
    over, up = np.roll(at, -1, axis=0), np.roll(at, -1, axis=1)
    faces = np.stack([at, over, np.roll(over, -1, axis=1), up], axis=-1).reshape(-1, 4)
    return polygon_mesh(places.reshape(-1, 3), faces.tolist())


def sheet(rows: int, columns: int) -> Mesh:
    """A flat patch of triangles, facing up, with a border."""
    y, x = np.mgrid[0:rows, 0:columns].astype(float)
    at = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = at[:-1, :-1], at[:-1, 1:], at[1:, 1:], at[1:, :-1]
    faces = np.concatenate([np.stack([a, b, c], -1), np.stack([a, c, d], -1)]).reshape(-1, 3)
    return triangle_mesh(np.stack([x, y, 0 * x], axis=-1).reshape(-1, 3), faces)


TETRAHEDRON = ((0, 2, 1), (0, 1, 3), (1, 2, 3), (0, 3, 2))
CORNERS = np.array([(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)], dtype=float)
