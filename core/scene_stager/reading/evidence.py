# SPDX-License-Identifier: Apache-2.0
"""Everything that the metrics look at, measured once per still."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scene_stager.maths.arrays import Bools, Floats
from scene_stager.reading.failure import FailureMode
from scene_stager.reading.grid import Grids
from scene_stager.reading.lights.plan import LightPlan
from scene_stager.reading.mask import SubjectMask


@dataclass(frozen=True, eq=False)
class Evidence:
    """A still on its reading grids, its subject, the subject's normals (h, w, 3), its lights.

    `clipped` (h, w) is where the picture lost light at the top. `lights` is None, and `failure`
    says why, when there is nothing to fit. `native_rgb` (h, w, 3) is the picture in its own
    resolution, for what lives in single pixels: grain.
    """

    grids: Grids
    mask: SubjectMask
    normals: Floats
    clipped: Bools
    lights: LightPlan | None
    failure: FailureMode | None
    native_rgb: NDArray[np.float32] | Floats

    @property
    def seen(self) -> Bools:
        """The subject's pixels; every pixel when there is no subject."""
        return self.mask.inside if self.mask.inside.any() else np.ones_like(self.mask.inside)
