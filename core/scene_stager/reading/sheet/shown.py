# SPDX-License-Identifier: Apache-2.0
"""What a sheet shows of one still."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scene_stager.maths.arrays import Bools
from scene_stager.pictures.picture import Picture
from scene_stager.reading.lights.plan import LightPlan
from scene_stager.reading.metrics._metric import Metric, Reading

Labels = NDArray[np.integer]


@dataclass(frozen=True, eq=False)
class Shown:
    """What a sheet shows of one still. Masks and labels may be of any size of its proportions.

    `lotus_px` is (x, y) on the grid of `cells`; `facts` are lines for people under the still,
    `failed` the names of what stood in the way, `subject` what its outline is called.
    """

    picture: Picture
    title: str
    mode: str
    metrics: Mapping[str, Metric]
    readings: Mapping[str, Reading]
    inside: Bools | None = None
    cells: Labels | None = None
    lotus_px: tuple[float, float] | None = None
    highlights: Bools | None = None
    lights: LightPlan | None = None
    facts: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    subject: str = "subject"
