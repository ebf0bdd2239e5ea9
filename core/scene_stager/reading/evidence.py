# SPDX-License-Identifier: Apache-2.0
"""Everything that the metrics look at, measured once per still."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scene_stager.reading.grid import Grids
from scene_stager.reading.mask import SubjectMask

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Evidence:
    """A still on its reading grids, its subject, and the subject's normals (h, w, 3)."""

    grids: Grids
    mask: SubjectMask
    normals: Floats
