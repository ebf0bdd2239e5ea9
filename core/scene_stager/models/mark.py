# SPDX-License-Identifier: Apache-2.0
"""A mark of 32 bits in a picture that eyes do not see, written and read by a pair of networks.

The networks work at one size, so that a picture that was made smaller or larger is read as well;
what they would change there is enlarged and added to the picture as it is.
"""

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Bytes, Floats
from scene_stager.maths.resample import area_average, bilinear
from scene_stager.models.network import Network

BITS = 32
# House defaults: of 384, 512 and 640 the size whose marks were read best after a JPEG of quality 75
# and a crop; sides are multiples of what the networks halve.
LONG_SIDE_PX, STEP_PX = 384, 8
GAIN = 1.4  # so that as much is changed as when the network works at the picture's own size, 40 dB
MIDDLE = 127.5  # codes to -1..1, as the networks were trained (Zhang et al. 2019, "RivaGAN")
SET = 0.5


def with_mark(codes: Bytes, bits: Bytes, encoder: Network) -> Bytes:
    """A picture with a mark in it. Raises InputError for a network of another form.

    shapes   codes (h, w, 3), bits (32,) of 0 and 1 -> (h, w, 3)
    units    8-bit display codes
    source   Zhang et al. 2019, "Robust Invisible Video Watermarking with Attention", by its encoder
    """
    small = _small(codes.astype(np.float64))
    said = _only(encoder.run({"frame": _frame(small), "data": bits[None].astype(np.float32)}))
    if said.shape != (1, 3, 1, *small.shape[:2]) or not np.isfinite(said).all():
        raise InputError(Mistake("mark", f"an answer of shape {said.shape}", "a picture"))
    change = (np.moveaxis(said[0, :, 0].astype(np.float64), 0, 2) + 1.0) * MIDDLE - small
    whole = codes + GAIN * _resized(change, *codes.shape[:2])
    return np.clip(np.floor(whole + 0.5), 0, 255).astype(np.uint8)


def mark_in(codes: Bytes, decoder: Network) -> Bytes:
    """The bits that a network reads in a picture; in one without a mark they are any bits.

    Raises InputError for a network of another form.

    shapes   codes (h, w, 3) -> (32,) of 0 and 1
    units    8-bit display codes
    source   the same, by its decoder
    """
    said = _only(decoder.run({"frame": _frame(_small(codes.astype(np.float64)))}))
    if said.shape != (1, BITS) or not np.isfinite(said).all():
        raise InputError(Mistake("mark", f"an answer of shape {said.shape}", f"{BITS} bits"))
    return np.asarray(said[0] > SET, dtype=np.uint8)


def _only(answer: dict[str, np.ndarray]) -> np.ndarray:
    return next(iter(answer.values()))


def _small(picture: Floats) -> Floats:
    height, width = picture.shape[:2]
    factor = LONG_SIDE_PX / max(height, width)
    sides = (max(1, round(side * factor / STEP_PX)) * STEP_PX for side in (height, width))
    return _resized(picture, *sides)


def _resized(picture: Floats, height: int, width: int) -> Floats:
    """By means of areas where it becomes smaller, by neighbours where it becomes larger."""
    if height <= picture.shape[0] and width <= picture.shape[1]:
        return area_average(picture, height, width)
    channels = [bilinear(picture[..., k], height, width) for k in range(picture.shape[2])]
    return np.stack(channels, axis=-1)


def _frame(picture: Floats) -> np.ndarray:
    """A picture as one frame of a film, (1, 3, 1, h, w)."""
    return (np.moveaxis(picture, 2, 0)[None, :, None] / MIDDLE - 1.0).astype(np.float32)
