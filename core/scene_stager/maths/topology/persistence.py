# SPDX-License-Identifier: Apache-2.0
"""How long bright patches and the holes in them live while the light level sinks (gudhi).

Connectivity, said once: bright pixels touch over sides and corners (8), dark ones over sides only
(4). In gudhi's words pixels are the top-dimensional cells of a cubical complex that is filtered
by minus the value.
"""

from collections.abc import Callable
from functools import cache

import numpy as np

from scene_stager.maths.arrays import Floats

Rectangle = Callable[[Floats, float], list[Floats]]

THINNEST = 3  # gudhi's quick way takes rectangles from here on


def bright_pairs(values: Floats, least: float = 0.0) -> tuple[Floats, Floats]:
    """Births and deaths of components and of holes of {values >= level}, as the level sinks.

    shapes   values (h, w) -> components (n, 2), holes (m, 2): columns birth, death
    units    those of `values`; birth >= death. One component lives for ever: death is -inf
    valid    finite, not empty; pairs that live no longer than `least` (>= 0) are left out
    source   Edelsbrunner, Letscher & Zomorodian 2002; computed by gudhi's cubical complexes
    """
    fast = _quick()
    cells = np.ascontiguousarray(-values, dtype=np.float64)
    if fast is None or min(cells.shape) < THINNEST:
        return bright_pairs_by_matrix(values, least)
    components, holes = fast(cells, least)
    return -np.asarray(components), -np.asarray(holes)


def bright_pairs_by_matrix(values: Floats, least: float = 0.0) -> tuple[Floats, Floats]:
    """The same by gudhi's general complex: any shape, a hundred times slower.

    shapes   values (h, w) -> components (n, 2), holes (m, 2)
    units    those of `values`
    valid    as `bright_pairs`
    source   gudhi.CubicalComplex, reduction of the boundary matrix
    """
    import gudhi

    complex_ = gudhi.CubicalComplex(top_dimensional_cells=-values)
    complex_.compute_persistence(min_persistence=least)
    components, holes = (complex_.persistence_intervals_in_dimension(d) for d in (0, 1))
    return -np.reshape(components, (-1, 2)), -np.reshape(holes, (-1, 2))


@cache
def _quick() -> Rectangle | None:
    """gudhi's own way for rectangles, by its inner door: its public one asks for scikit-learn."""
    try:
        from gudhi._pers_cub_low_dim_ext import _persistence_on_rectangle_from_top_cells as found
    except ImportError:  # an older or a newer gudhi
        return None
    quick: Rectangle = found
    return quick
