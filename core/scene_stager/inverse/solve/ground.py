# SPDX-License-Identifier: Apache-2.0
"""The subject alone, where the reading of light finds no floor under lamps round it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scene_stager.inverse.still.points import StillPoints


def without_ground(points: StillPoints) -> StillPoints:
    """The same points with only the subject's compared."""
    nothing = np.zeros_like(points.sky)
    return replace(points, weights=points.weights * points.subject, sky=nothing)
