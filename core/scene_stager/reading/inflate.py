# SPDX-License-Identifier: Apache-2.0
"""A rounded shape from a silhouette: what the normals are when only the outline is known."""

import numpy as np
from scipy.sparse import csc_matrix
from scipy.sparse.linalg import spsolve

from scene_stager.maths.arrays import Bools, Floats


def inflated_normals(inside: Bools) -> Floats:
    """Unit normals of the soap-film balloon that a silhouette fills.

    The squared height u solves a membrane's equation, laplacian u = -4 with u = 0 outside, so
    a disc becomes exactly a sphere and the normal on the outline lies in the picture.

    shapes   inside (h, w) -> (h, w, 3); zeros outside
    units    unit vectors
    frame    camera: +x right, +y up, +z towards the lens
    valid    any mask; an empty one gives zeros
    source   Oswald, Toppe, Cremers 2012 use the same balloons; for a disc u = R^2 - r^2
    """
    normals = np.zeros((*inside.shape, 3))
    if not inside.any():
        return normals
    squared = membrane(inside)
    down, across = (_slope(squared, axis) for axis in (0, 1))
    normals[..., 0] = -0.5 * across
    normals[..., 1] = 0.5 * down
    normals[..., 2] = np.sqrt(squared)
    lengths = np.linalg.norm(normals, axis=-1, keepdims=True)
    return np.where(inside[..., None], normals / np.maximum(lengths, 1e-12), 0.0)


def _slope(height: Floats, axis: int) -> Floats:
    """How a film rises along an axis; across a single row or column it is level."""
    if height.shape[axis] < 2:
        return np.zeros_like(height)
    return np.asarray(np.gradient(height, axis=axis), dtype=np.float64)


def membrane(inside: Bools) -> Floats:
    """Height of a film under even pressure, tied to the outline.

    Where the picture's border cuts the subject off, the film goes on beyond it.

    shapes   inside (h, w) -> (h, w)
    units    pixels squared: laplacian -4 per pixel squared
    valid    any mask; 0 outside; one that fills the picture is tied to the border
    source   five-point Poisson equation, solved directly
    """
    film = np.zeros(inside.shape)
    matrix = film_matrix(inside)
    film[inside] = spsolve(matrix, np.full(matrix.shape[0], 4.0))
    return np.maximum(film, 0.0)


def film_matrix(inside: Bools) -> csc_matrix:
    """What pulls each point of a film level: minus its laplacian, the film being 0 outside.

    Nothing pulls across the border of the picture, unless the mask is the whole picture.

    shapes   inside (h, w) with n points -> (n, n), points in reading order
    units    per pixel squared
    valid    any mask
    source   five-point Poisson equation
    """
    padded = np.pad(inside, 1)
    number = np.full(padded.shape, -1)
    count = int(inside.sum())
    number[padded] = np.arange(count)
    at = np.argwhere(padded)
    rows, columns = [np.arange(count)], [np.arange(count)]
    on_border = np.ones(padded.shape)
    on_border[1:-1, 1:-1] = 0.0
    neighbours = ((0, 1), (0, -1), (1, 0), (-1, 0))
    beyond = sum(on_border[at[:, 0] + down, at[:, 1] + right] for down, right in neighbours)
    values = [np.full(count, 4.0) - (0.0 if bool(inside.all()) else beyond)]
    for step in neighbours:
        there = number[at[:, 0] + step[0], at[:, 1] + step[1]]
        kept = np.flatnonzero(there >= 0)
        rows.append(kept)
        columns.append(there[kept])
        values.append(np.full(kept.size, -1.0))
    return csc_matrix(
        (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))),
        shape=(count, count),
    )
