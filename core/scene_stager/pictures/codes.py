# SPDX-License-Identifier: Apache-2.0
"""What a picture file holds, before anybody says what light that is."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scene_stager.errors import InputError, Mistake

Values = NDArray[Any]

# House defaults, not measured, but where a line says otherwise.
LONGEST_SIDE_PX = 16_384  # house default
MOST_PIXELS = 8_192 * 8_192  # house default
MOST_FILE_BYTES = 9 * MOST_PIXELS  # four channels of sixteen bits, and what is said beside them
MOST_TEXT_BYTES = 4 * 2**20  # of all words in a file together; house default
MOST_TEXTS = 1000  # of a file: house default
TRUNCATED = "Is the file damaged or cut short?"


class Transfer(StrEnum):
    """How codes become light."""

    SRGB = "sRGB"
    GAMMA = "gamma"
    LINEAR = "linear"
    PQ = "PQ"
    HLG = "HLG"
    RGBE = "RGBE"


class Alpha(StrEnum):
    """What the last channel says of the others."""

    NONE = "none"
    STRAIGHT = "straight"
    PREMULTIPLIED = "premultiplied"


@dataclass(frozen=True, slots=True)
class Colour:
    """What a file says of its colours.

    `said_by` is the part of the file that said so, empty when none did. `gamma` is the power from
    codes to light where the curve is one. `primaries_xy` are red, green, blue and white, x then y;
    None means Rec.709 with D65. `profile` is an ICC profile, as bytes. `is_narrow` where black and
    white stand at 16 and 235 of 255. `exposure_factor` is what light was multiplied by.
    """

    said_by: str = ""
    transfer: Transfer = Transfer.SRGB
    gamma: float = 1.0
    primaries_xy: tuple[float, ...] | None = None
    profile: bytes = b""
    is_narrow: bool = False
    exposure_factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Text:
    """A line that a file says of itself: `kind` is where it stood (tEXt, comment, ...)."""

    kind: str
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Embedded:
    """What a file says of itself in words. Asserted by whoever wrote it, and believed by nobody.

    `xmp` and `exif` are the packets as they are, unread.
    """

    texts: tuple[Text, ...] = ()
    xmp: bytes = b""
    exif: bytes = b""


NOTHING = Embedded()


@dataclass(frozen=True, eq=False, slots=True)
class Codes:
    """What a file holds, decoded once and turned upright.

    `values` (h, w, c) are whole numbers (uint8, uint16) or floats as they are stored; of whole
    numbers of fewer than eight bits the highest is stretched to 255, and palettes are looked up.
    `channels` names them, alpha last. `bits` is the depth of a channel in the file. `orientation`
    is the EXIF number as found, 1 to 8; it has been followed. `frames` counts all pictures in the
    file, of which this is the first.

    shapes   values (h, w, c), read-only
    """

    values: Values
    channels: tuple[str, ...]
    bits: int
    alpha: Alpha = Alpha.NONE
    colour: Colour = Colour()
    orientation: int = 1
    embedded: Embedded = NOTHING
    frames: int = 1
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.values.flags.writeable = False

    @property
    def told(self) -> list[str]:
        """The notes, and of how many frames this is the first."""
        first = [f"the first of {self.frames} frames"] if self.frames > 1 else []
        return [*first, *self.notes]

    @property
    def is_float(self) -> bool:
        """Whether the file holds light itself, so that nothing is clipped at white."""
        return self.values.dtype.kind == "f" or self.colour.transfer is Transfer.RGBE

    @property
    def highest(self) -> int:
        """The last code, of whole numbers."""
        return int(np.iinfo(self.values.dtype).max)

    @property
    def colour_values(self) -> Values:
        """All channels but alpha (h, w, c)."""
        return self.values if self.alpha is Alpha.NONE else self.values[..., :-1]


def bound_size(name: str, width_px: int, height_px: int) -> None:
    """Refuse a size, before any pixel is decoded, that would not fit. Raises InputError."""
    if width_px < 1 or height_px < 1:
        raise InputError(Mistake(name, f"{width_px} × {height_px} pixels", "a picture with pixels"))
    if width_px * height_px > MOST_PIXELS or max(width_px, height_px) > LONGEST_SIDE_PX:
        megapixels = width_px * height_px / 1e6
        found = f"{width_px} × {height_px} pixels ({megapixels:.0f} megapixels)"
        expected = f"at most {MOST_PIXELS / 1e6:.0f} megapixels and {LONGEST_SIDE_PX} to a side"
        raise InputError(Mistake(name, found, expected, "Make it smaller first."))
