# SPDX-License-Identifier: Apache-2.0
"""What leaves the house: pixels, small, and nothing else."""

import numpy as np

from scene_stager.inverse.second_look.inspector._inspector import Light
from scene_stager.pictures.write import encode_picture, screen_codes

LONGEST_SIDE_PX = 768  # of a picture that is sent out: house default


def as_png(picture: Light) -> bytes:
    """A linear Rec.709 picture (h, w, 3) as a PNG with no metadata, at most 768 px on a side.

    It is drawn anew from its pixels, so that no name, place, comment, profile or thumbnail of the
    file it came from is in it.
    """
    from PIL import Image

    image = Image.fromarray(screen_codes(np.nan_to_num(picture)))
    image.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX))
    return encode_picture(image)
