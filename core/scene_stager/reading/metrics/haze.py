# SPDX-License-Identifier: Apache-2.0
"""Haze: the light that lies over even the darkest parts of the picture."""

import numpy as np
from scipy import ndimage

from scene_stager.reading.evidence import Evidence
from scene_stager.reading.failure import FailureMode
from scene_stager.reading.mask import is_cut_below
from scene_stager.reading.metrics._metric import Metric, Reading, failed

# House defaults, not measured, but where a line says otherwise.
PATCH_PX = 9  # of the reading grid
QUANTILE = 0.1  # of the patches: their darkest tenth, house default
CLEAR, HAZY = 0.18, 0.24  # under and over these, rendered stills were clear and hazy


def haze(evidence: Evidence) -> Reading:
    """The tenth percentile of local darkness around the subject, over the picture's mean light.

    Air that scatters lifts every shadow; clear air leaves some patch nearly black. In a close-up
    the subject's own darks count, too.
    """
    if evidence.failure in (FailureMode.TOO_SMALL, FailureMode.FLAT_FIELD):
        return failed(0.0, evidence.failure)
    dark = ndimage.minimum_filter(evidence.grids.luminance, PATCH_PX)
    around = ~ndimage.binary_dilation(evidence.mask.inside, iterations=4)
    close_up = is_cut_below(evidence.mask.inside)  # what is behind it may be one pale wall
    seen = dark[around] if around.any() and not close_up else dark.ravel()
    value = float(np.clip(np.quantile(seen, QUANTILE), 0.0, 1.0))
    doubt = CLEAR < value < HAZY
    said = "clear" if value <= CLEAR else "hazy" if value >= HAZY else "thin haze or bright ambient"
    return Reading(value, 0.5 if doubt else 0.9, said)


METRIC = Metric(
    title="Haze",
    unit="share",
    low=0.0,
    high=1.0,
    neutral=0.0,
    measure=haze,
    failures=(FailureMode.TOO_SMALL, FailureMode.FLAT_FIELD),
    source="dark channel prior, He, Sun, Tang 2009, on luminance",
)
