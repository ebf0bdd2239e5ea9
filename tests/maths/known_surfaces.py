"""Surfaces whose curvature is in the books: their meshes, with true facings, and the truth."""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.surface.mesh import Mesh, triangle_mesh

RADIUS_M = 0.7


@dataclass(frozen=True)
class Known:
    """A mesh and the truth at its vertices; `inside` are those that lie on no border."""

    mesh: Mesh
    curvatures_per_m: np.ndarray  # (v, 2), the larger first
    first: np.ndarray  # (v, 3), the direction of the larger one
    inside: np.ndarray

    def with_mean_facings(self) -> Mesh:
        return triangle_mesh(self.mesh.places_m, self.mesh.triangles)


def grid(rows, columns, rows_close=False, columns_close=False):
    """Triangles over a grid of vertices, and which of those are inside."""
    at = np.arange(rows * columns).reshape(rows, columns)
    if rows_close:
        at = np.concatenate([at, at[:1]])
    if columns_close:
        at = np.concatenate([at, at[:, :1]], axis=1)
    a, b, c, d = at[:-1, :-1], at[1:, :-1], at[1:, 1:], at[:-1, 1:]
    faces = np.concatenate(
        [np.stack([a, b, c], -1).reshape(-1, 3), np.stack([a, c, d], -1).reshape(-1, 3)]
    )
    inside = np.ones((rows, columns), dtype=bool)
    if not rows_close:
        inside[[0, -1]] = False
    if not columns_close:
        inside[:, [0, -1]] = False
    return faces, inside.ravel()


def around(n, shift=0.0):
    return 2 * np.pi * np.arange(n) / n + shift


def torus_of(n, big=2.0, small=RADIUS_M, crooked=0.0):
    """A ring; with `crooked` its vertices stand at random beside where they should."""
    u, v = np.meshgrid(around(2 * n), around(n), indexing="ij")
    rng = np.random.default_rng(5)
    u, v = (
        x + crooked * rng.uniform(-1, 1, x.shape) * 2 * np.pi / k for x, k in ((u, 2 * n), (v, n))
    )
    u, v = u.ravel(), v.ravel()
    out = big + small * np.cos(v)
    places = np.stack([out * np.cos(u), out * np.sin(u), small * np.sin(v)], -1)
    facing = np.stack([np.cos(v) * np.cos(u), np.cos(v) * np.sin(u), np.sin(v)], -1)
    first = np.stack([-np.sin(v) * np.cos(u), -np.sin(v) * np.sin(u), np.cos(v)], -1)
    truth = np.stack([np.full_like(v, 1 / small), np.cos(v) / out], -1)
    faces, inside = grid(2 * n, n, True, True)
    return Known(triangle_mesh(places, faces, facing), truth, first, inside)


def cylinder_of(n, radius=RADIUS_M):
    """A tube without ends, two long."""
    u, z = np.meshgrid(around(2 * n), np.linspace(-1, 1, n), indexing="ij")
    u, z = u.ravel(), z.ravel()
    facing = np.stack([np.cos(u), np.sin(u), 0 * u], -1)
    first = np.stack([-np.sin(u), np.cos(u), 0 * u], -1)
    truth = np.stack([np.full_like(u, 1 / radius), 0 * u], -1)
    faces, inside = grid(2 * n, n, True, False)
    places = radius * facing + np.stack([0 * u, 0 * u, z], -1)
    return Known(triangle_mesh(places, faces, facing), truth, first, inside)


def saddle_of(n, bend=0.8):
    """z = bend (x^2 - y^2) / 2 over a square."""
    x, y = np.meshgrid(np.linspace(-1, 1, n), np.linspace(-1, 1, n), indexing="ij")
    x, y = x.ravel(), y.ravel()
    fx, fy = bend * x, -bend * y
    long = np.sqrt(1 + fx**2 + fy**2)
    facing = np.stack([-fx, -fy, 1 + 0 * x], -1) / long[:, None]
    gauss = -(bend**2) / long**4
    mean = -((1 + fy**2) * bend - (1 + fx**2) * bend) / (2 * long**3)
    half = np.sqrt(mean**2 - gauss)
    # Bending away from the facing is along y. The books' own matrix, in the basis of x and y.
    metric = np.stack([1 + fx**2, fx * fy, fx * fy, 1 + fy**2], -1).reshape(-1, 2, 2)
    second = np.zeros_like(metric)
    second[:, 0, 0], second[:, 1, 1] = -bend / long, bend / long
    values, vectors = np.linalg.eig(np.linalg.solve(metric, second))
    a, b = np.take_along_axis(vectors, values.argmax(1)[:, None, None], 2)[:, :, 0].T
    first = np.stack([a, b, a * fx + b * fy], -1)
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    faces, inside = grid(n, n)
    places = np.stack([x, y, bend * (x**2 - y**2) / 2], -1)
    truth = np.stack([mean + half, mean - half], -1)
    return Known(triangle_mesh(places, faces, facing), truth, first, inside)


def round_places(times):
    """An icosahedron whose faces are cut in four, so many times, on the unit sphere."""
    golden = (1 + 5**0.5) / 2
    places = np.array(
        [
            (s * a, t * b, 0)[k:] + (s * a, t * b, 0)[:k]
            for k in range(3)
            for s in (1, -1)
            for t in (1, -1)
            for a, b in [(1, golden)]
        ],
        dtype=float,
    )
    from scipy.spatial import ConvexHull

    faces = ConvexHull(places).simplices.astype(np.intp)
    a, b, c = (places[faces[:, k]] for k in range(3))
    inward = (np.cross(b - a, c - a) * a).sum(axis=1) < 0
    faces[inward] = faces[inward][:, ::-1]
    for _ in range(times):
        edges = np.sort(
            np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1
        )
        unique, at = np.unique(edges, axis=0, return_inverse=True)
        ab, bc, ca = at.reshape(3, -1) + len(places)
        places = np.concatenate([places, places[unique].mean(axis=1)])
        a, b, c = faces.T
        faces = np.concatenate(
            [np.stack(f, -1) for f in ((a, ab, ca), (b, bc, ab), (c, ca, bc), (ab, bc, ca))]
        )
    return places / np.linalg.norm(places, axis=1, keepdims=True), faces


def sphere_of(times, radius=RADIUS_M):
    places, faces = round_places(times)
    truth = np.full((len(places), 2), 1 / radius)
    return Known(
        triangle_mesh(radius * places, faces, places),
        truth,
        0 * places,
        np.ones(len(places), dtype=bool),
    )


def ellipsoid_of(times, axes=(1.5, 1.0, 0.7)):
    """Curvatures by the books' formulas; directions are not asked of it."""
    places, faces = round_places(times)
    axes = np.array(axes)
    places = places * axes
    gradient = places / axes**2
    square = (gradient**2).sum(axis=1)
    gauss = 1 / (np.prod(axes) ** 2 * square**2)
    mean = ((axes**2).sum() - (places**2).sum(axis=1)) / (2 * np.prod(axes) ** 2 * square**1.5)
    half = np.sqrt(np.maximum(mean**2 - gauss, 0))
    truth = np.stack([mean + half, mean - half], -1)
    facing = gradient / np.sqrt(square)[:, None]
    return Known(
        triangle_mesh(places, faces, facing), truth, 0 * places, np.ones(len(places), dtype=bool)
    )
