# SPDX-License-Identifier: Apache-2.0
"""A still whose light is known, as every set hands it over."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from PIL import Image

from scene_stager.maths.colour.srgb import encode_srgb
from scene_stager.pictures.picture import Picture
from scene_stager.pictures.read import read_picture


@dataclass(frozen=True, eq=False)
class KnownStill:
    """A picture, what is true of it, and its subject's outline where that is known.

    `given` says that the outline is part of what is handed over, as with photographs that have
    one; `in_camera_frame` that directions are in the camera's frame, whatever way it looks.
    """

    path: Path
    truth: dict
    outline: Path | None = None
    given: bool = False
    in_camera_frame: bool = False
    object_name: str = ""

    @cached_property
    def picture(self) -> Picture:
        """The picture, as the product opens it; of photographs codes are light."""
        if not self.in_camera_frame:
            return read_picture(self.path)
        light, deepest = light_of_codes(self.path)
        lost, none = light.max(axis=-1) >= 1.0, light.max(axis=-1) <= 0.0
        return Picture(self.path.name, light, None, lost, none, deepest, "linear")

    @cached_property
    def mask(self) -> np.ndarray | None:
        """The true outline (h, w), or None."""
        if self.outline is None:
            return None
        with Image.open(self.outline) as opened:
            return np.asarray(opened.convert("L")) > 127


def light_of_codes(path: Path) -> tuple[np.ndarray, int]:
    """Codes of a photograph (h, w, 3) as light, 1 is the last code, and their bits."""
    if path.suffix.lower() == ".tga":  # which the product does not read
        with Image.open(path) as opened:
            return np.asarray(opened.convert("RGB"), dtype=np.float32) / np.float32(255.0), 8
    read = read_picture(path)
    light = read.rgb if read.is_float else encode_srgb(read.rgb.astype(np.float64))
    return light.astype(np.float32), read.bit_depth
