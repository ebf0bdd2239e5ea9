# SPDX-License-Identifier: Apache-2.0
"""The petals of a surface: each of its tones, with its summits, pits and passes, and their cells.

What `lotus.py` reads out of a picture's light, this reads out of a body's shape: the places that
its own geometry picks out, to hang a light from or to compare two bodies by.
"""

from dataclasses import dataclass

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Floats, Indices
from scene_stager.maths.surface.half_edges import half_edges, pieces
from scene_stager.maths.surface.laplace_beltrami import tones
from scene_stager.maths.surface.mesh import Mesh, triangulated
from scene_stager.maths.topology.banchoff import Classes, classify_mesh, ranks
from scene_stager.maths.topology.morse_smale import Complex, Hills, Labels, hills_on_edges


@dataclass(frozen=True, slots=True, eq=False)
class Petal:
    """One tone of a surface and its shape.

    shapes   values (v,); kinds of (v,) vertices; `cells.hills.label`, `cells.bowls.label` (v,)
    units    plain numbers, mean square 1 over the surface; 1 / square metre
    """

    eigenvalue_per_m2: float
    values: Floats
    kinds: Classes
    cells: Complex


def spectral_lotus(mesh: Mesh, count: int, least: float = 0.0) -> tuple[Petal, ...]:
    """The lowest tones of a surface that are no constants of its pieces, each with its cells.

    shapes   at most `count` petals of (v,) vertices
    units    `least` in the tone's own numbers: what stands out by less has no cell of its own
    valid    as `tones`
    raises   InputError
    source   Zelditch 2013, "Eigenfunctions and nodal sets"; Band and Fajman 2016, "Topological
             properties of Neumann domains"
    """
    constants = len(np.unique(pieces(mesh, half_edges(mesh))))
    found = tones(mesh, count + constants)
    return tuple(
        Petal(
            float(found.eigenvalues_per_m2[k]),
            found.functions[:, k],
            classify_mesh(found.functions[:, k], mesh),
            morse_smale_of_mesh(found.functions[:, k], mesh, least),
        )
        for k in range(constants, count + constants)
    )


def morse_smale_of_mesh(values: Floats, mesh: Mesh, least: float = 0.0) -> Complex:
    """Cut a field on a mesh into the cells of its Morse-Smale complex.

    Every vertex climbs along the steepest of its edges and runs down the same way: its summits and
    pits are those of `classify_mesh`.

    shapes   values (v,) -> labels (v,)
    units    any; `least` in the same, as in `morse_smale`
    valid    finite; polygons are judged as fans of triangles
    raises   InputError
    source   as `morse_smale`, which does the same on a picture
    """
    if values.shape != (len(mesh.places_m),) or not np.isfinite(values).all():
        expected = f"({len(mesh.places_m)},), all finite"
        raise InputError(Mistake("mesh values", f"shape {values.shape}", expected))
    edges = half_edges(triangulated(mesh)).edges
    length_m = np.linalg.norm(np.diff(mesh.places_m[edges], axis=1)[:, 0], axis=1)
    hills = _hills(values, edges, length_m, least)
    # From the other end, so that of two equal vertices the earlier is the lower here as well.
    last = len(values) - 1
    back = _hills(-values[::-1], last - edges, length_m, least)
    down = back.passes * (-1.0, 1.0, 1.0)
    return Complex(hills, Hills(back.label[::-1], last - back.top, back.rise, down))


def _hills(values: Floats, edges: Indices, length_m: Floats, least: float) -> Hills:
    return hills_on_edges(values, _climbs(values, edges, length_m), edges, least)


def _climbs(values: Floats, edges: Indices, length_m: Floats) -> Labels:
    """The neighbour that each vertex climbs to, by the steepest edge; a summit stays."""
    rank = ranks(values)
    rising = rank[edges[:, 0]] < rank[edges[:, 1]]
    low, high = np.where(rising, edges.T, edges.T[::-1])
    steep = (values[high] - values[low]) / np.maximum(length_m, np.finfo(float).tiny)
    order = np.lexsort((rank[high], steep, low))
    target = np.arange(len(values), dtype=np.int32)
    target[low[order]] = high[order]  # of several the last stays: the steepest
    return target
