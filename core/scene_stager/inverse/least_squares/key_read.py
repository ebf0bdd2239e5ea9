# SPDX-License-Identifier: Apache-2.0
"""What the reading of light said of the key before any step was taken: it vouches for an answer."""

from dataclasses import dataclass

from scene_stager.maths.arrays import Floats
from scene_stager.reading.lights.key_doubt import KeyDoubt


@dataclass(frozen=True, slots=True, eq=False)
class KeyRead:
    """The key as it was read: the unit vector `way` (3,) in the frame of a model, and its doubt."""

    way: Floats
    doubt: KeyDoubt
