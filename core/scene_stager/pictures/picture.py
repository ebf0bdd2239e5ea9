# SPDX-License-Identifier: Apache-2.0
"""A picture as light."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scene_stager.maths.arrays import Bools
from scene_stager.pictures.codes import Codes

Light = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture as light, and the codes that it was made from.

    `rgb` (h, w, 3) is linear Rec.709 with a D65 white, 1 is display white, straight (not multiplied
    by `alpha`). A colour outside Rec.709 has a channel below 0; luminance never has. `alpha` (h, w)
    is 0..1, or None. `clipped_high` (h, w) is where a channel of the file stands at its last code,
    `clipped_low` where all channels stand at the first: light was lost there. In files of floats
    (`is_float`) nothing is ever clipped high. `notes` say what a reader should know, in words.
    """

    name: str
    rgb: Light
    alpha: Light | None
    clipped_high: Bools
    clipped_low: Bools
    bit_depth: int
    colour_space: str
    notes: tuple[str, ...] = ()
    is_float: bool = False
    codes: Codes | None = None

    def __post_init__(self) -> None:
        for array in (self.rgb, self.alpha, self.clipped_high, self.clipped_low):
            if array is not None:
                array.flags.writeable = False

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height."""
        return int(self.rgb.shape[1]), int(self.rgb.shape[0])
