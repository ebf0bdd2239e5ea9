# SPDX-License-Identifier: Apache-2.0
"""Make a still of a render: grain, a camera's packing; and store its outline in one bit."""

import numpy as np
from PIL import Image

SHARED = 0.7  # of the grain is in all three channels alike


def finish(rendered, look, seed, path):
    """Write the still to `path` without its ending; the ending is that of its kind."""
    rng = np.random.default_rng([seed, 1])
    with Image.open(rendered) as opened:
        code = np.asarray(opened.convert("RGB"), dtype=np.float64) / 255.0
    if look["grain"]:
        alike = rng.normal(0.0, look["grain"], (*code.shape[:2], 1))
        apart = rng.normal(0.0, look["grain"], code.shape)
        code = code + SHARED * alike + (1 - SHARED**2) ** 0.5 * apart
    picture = Image.fromarray(np.rint(np.clip(code, 0.0, 1.0) * 255.0).astype(np.uint8))
    if look["quality"]:
        picture.save(path.with_suffix(".jpg"), quality=look["quality"])
    else:
        picture.save(path.with_suffix(".png"), optimize=True)


def outline(geometry, path):
    """Where the subject covers half of a pixel and more, as a picture of black and white."""
    covered = np.load(geometry)[..., 3] >= 0.5
    Image.fromarray(covered).save(path, optimize=True)
