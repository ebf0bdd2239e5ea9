# SPDX-License-Identifier: Apache-2.0
"""What lives in a picture, as a picture beside it says."""

from pathlib import Path

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.srgb import encode_srgb
from scene_stager.pictures.read import read_picture


def read_mask(path: Path) -> Floats:
    """How much of each pixel (h, w) a mask covers: its alpha, else its brightness."""
    found = read_picture(path, smallest_px=1)
    if found.alpha is not None and float(found.alpha.min()) < 1.0:
        return found.alpha.astype(np.float64)
    return np.asarray(encode_srgb(found.rgb.mean(axis=-1, dtype=np.float64)))
