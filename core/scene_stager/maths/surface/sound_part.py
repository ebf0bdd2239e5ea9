# SPDX-License-Identifier: Apache-2.0
"""What of a stranger's polygons can be used, and by name what could not."""

from dataclasses import dataclass

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Bools, Floats, Indices
from scene_stager.maths.surface.faults import Fault, FoundFault, Part, duplicated, faults_of, flat
from scene_stager.maths.surface.mesh import (
    LEAST_CORNERS,
    Mesh,
    lost,
    repeated,
    with_mean_facings,
)


@dataclass(frozen=True, slots=True, eq=False)
class SoundPart:
    """A mesh without its impossible faces, and where its parts stood in what was given.

    `left_out` numbers vertices and faces as they were given, `faults` as the mesh does.

    shapes   vertices (v,), faces (f,)
    units    numbers of the given vertices and faces
    """

    mesh: Mesh
    vertices: Indices
    faces: Indices
    left_out: tuple[FoundFault, ...]
    faults: tuple[FoundFault, ...]


def sound_part(places_m: Floats, corners: Indices, counts: Indices) -> SoundPart:
    """Leave out what no surface can hold and name it; answer for the rest.

    Left out are faces that name missing or infinite vertices, that have no area or are there
    already, and vertices in no face. What is open, in pieces, tangled or turned stays, named too.

    shapes   places_m (v, 3), corners (c,), counts (f,), as in `Mesh`
    units    metres; numbers of vertices
    valid    any numbers; only the shapes must fit
    raises   InputError
    source   the definition of each fault
    """
    _check_shapes(places_m, corners, counts)
    face = np.repeat(np.arange(len(counts)), counts)
    missing: Bools = np.logical_or(corners < 0, corners >= len(places_m))
    off = lost(places_m)
    nowhere = missing.copy()
    nowhere[~missing] = off[corners[~missing]]
    absent, unseen = (_holds(face, bad, counts) for bad in (missing, nowhere))
    folded = (counts < LEAST_CORNERS) | (repeated(corners, counts) > 0)

    first = _chosen(np.where(off[:, None], 0.0, places_m), corners, counts, ~unseen & ~folded)
    folded[first.faces] |= flat(first.mesh)
    again = np.zeros(len(counts), dtype=np.bool_)
    again[first.faces] = duplicated(first.mesh)
    kept = _chosen(places_m, corners, counts, ~(unseen | folded | again))

    unused: Bools = np.bincount(corners[~missing], minlength=len(places_m)) == 0
    named: tuple[tuple[Fault, Part, Bools], ...] = (
        (Fault.NOT_FINITE, "vertex", off),
        (Fault.OUT_OF_RANGE, "face", absent),
        (Fault.DEGENERATE, "face", folded),
        (Fault.DUPLICATED_FACE, "face", again),
        (Fault.UNREFERENCED, "vertex", unused),
    )
    left_out = tuple(
        FoundFault(f, part, np.flatnonzero(bad)) for f, part, bad in named if bad.any()
    )
    return SoundPart(kept.mesh, kept.vertices, kept.faces, left_out, faults_of(kept.mesh))


def _chosen(places_m: Floats, corners: Indices, counts: Indices, wanted: Bools) -> SoundPart:
    """The wanted faces and the vertices that they use, numbered anew."""
    left = corners[np.repeat(wanted, counts)]
    vertices, renumbered = np.unique(left, return_inverse=True)
    mesh = with_mean_facings(places_m[vertices], renumbered, counts[wanted])
    return SoundPart(mesh, vertices, np.flatnonzero(wanted), (), ())


def _holds(face: Indices, bad: Bools, counts: Indices) -> Bools:
    """Faces with a bad corner."""
    holds: Bools = np.bincount(face[bad], minlength=len(counts)) > 0
    return holds


def _check_shapes(places_m: Floats, corners: Indices, counts: Indices) -> None:
    if places_m.ndim != 2 or places_m.shape[1] != 3:
        raise InputError(Mistake("mesh.places_m", f"shape {places_m.shape}", "(v, 3)"))
    if counts.min(initial=0) < 0 or counts.sum() != len(corners):
        found = f"{counts.sum()} corners in all"
        raise InputError(Mistake("mesh.counts", found, f"{len(corners)}"))
