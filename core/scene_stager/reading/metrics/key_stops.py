# SPDX-License-Identifier: Apache-2.0
"""Key: how far the picture as a whole sits above or below middle grey."""

import numpy as np

from scene_stager.maths.colour.luminance import MIDDLE_GREY
from scene_stager.reading.evidence import Evidence
from scene_stager.reading.grid import DARK_SHARE
from scene_stager.reading.metrics._metric import Metric, Reading

DEEPEST_STOPS, HIGHEST_STOPS = -40.0, 40.0  # past any sensor and any lamp: house default


def key_stops(evidence: Evidence) -> Reading:
    """Log-average luminance in stops from middle grey; one more stop of exposure adds one.

    Black is counted as a ten-thousandth of the mean, so that the floor moves with the exposure.
    """
    relative = np.log2(evidence.grids.luminance + DARK_SHARE)
    value = float(np.mean(relative)) + float(np.log2(evidence.grids.level / MIDDLE_GREY))
    return Reading(
        float(np.clip(value, DEEPEST_STOPS, HIGHEST_STOPS)), 1.0, "every pixel has a say"
    )


METRIC = Metric(
    title="Key",
    unit="stops",
    low=DEEPEST_STOPS,
    high=HIGHEST_STOPS,
    neutral=0.0,
    measure=key_stops,
    failures=(),
    source="log-average luminance, Reinhard et al. 2002, eq. 1",
    jacobian={"exposure_stops": 1.0},
)
