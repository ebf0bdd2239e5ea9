# SPDX-License-Identifier: Apache-2.0
"""A still whose light is known, as every set hands it over."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from PIL import Image

from scene_stager.pictures.picture import Picture
from scene_stager.pictures.read import read_picture


@dataclass(frozen=True, eq=False)
class KnownStill:
    """A picture, what is true of it, and its subject's outline where that is known.

    `given` says that the outline is part of what is handed over, as with photographs that have
    one; `level` that directions are in the camera's frame, whatever way it looks.
    """

    path: Path
    truth: dict
    outline: Path | None = None
    given: bool = False
    in_camera_frame: bool = False
    object_name: str = ""

    @cached_property
    def picture(self) -> Picture:
        """The picture, as the product opens it."""
        return read_picture(self.path)

    @cached_property
    def mask(self) -> np.ndarray | None:
        """The true outline (h, w), or None."""
        if self.outline is None:
            return None
        with Image.open(self.outline) as opened:
            return np.asarray(opened.convert("L")) > 127
