# SPDX-License-Identifier: Apache-2.0
"""Light from files of floats, which hold light already."""

import numpy as np
from numpy.typing import NDArray

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Bools
from scene_stager.maths.colour.luminance import B_WEIGHT, G_WEIGHT, R_WEIGHT
from scene_stager.maths.colour.matrices import SRGB_FROM_XYZ
from scene_stager.maths.radiance.rgbe import light_from_rgbe
from scene_stager.pictures._icc import read_profile
from scene_stager.pictures._spaces import in_rec709, rec709_from_primaries
from scene_stager.pictures.codes import Alpha, Codes, Transfer
from scene_stager.pictures.picture import Picture

Light = NDArray[np.float32]

FLOAT_BITS = 32  # that light is kept in, by definition
# Of all light: what is below 0 counts as none up to the one, and is told from the other on. Filters
# ring, lenses are straightened, half floats are packed with loss. House defaults.
MOST_BELOW, TOLD_BELOW = 1.0, 1e-4


def light_of_floats(codes: Codes, name: str) -> Picture:
    """The light of a file of floats. Raises InputError where it is no light."""
    colour, notes = codes.colour, codes.told
    rgb, alpha, space = _straight(codes, name)
    matrix = None
    if codes.channels[0] == "X":
        matrix, space = SRGB_FROM_XYZ, "CIE XYZ"
    elif colour.primaries_xy is not None:
        matrix = rec709_from_primaries(colour.primaries_xy)
        space = "linear, primaries of the file"
    elif colour.profile and rgb.shape[-1] == 3 and (found := read_profile(colour.profile, 2)):
        matrix, space = found.matrix, "linear, primaries of its profile"
    rgb = np.broadcast_to(rgb, (*rgb.shape[:2], 3))
    if matrix is not None:
        rgb = in_rec709(rgb, matrix)
    if colour.exposure_factor != 1.0:
        notes.append(f"EXPOSURE={colour.exposure_factor:g} of the file is divided out")
    rgb = sound_light(name, rgb, notes)
    return Picture(
        name=name,
        rgb=rgb,
        alpha=alpha,
        clipped_high=np.zeros(rgb.shape[:2], np.bool_),
        clipped_low=np.asarray((rgb <= 0).all(axis=-1)),
        bit_depth=FLOAT_BITS if colour.transfer is Transfer.RGBE else codes.bits,
        colour_space=space,
        notes=tuple(notes),
        is_float=True,
        codes=codes,
    )


def _straight(codes: Codes, name: str) -> tuple[Light, Light | None, str]:
    """Light (h, w, 1 or 3) not multiplied by alpha, and alpha; pure glow is left as it is."""
    if codes.colour.transfer is Transfer.RGBE:
        return light_from_rgbe(codes.values, codes.colour.exposure_factor), None, "linear Rec.709"
    rgb = codes.colour_values.astype(np.float32)
    if codes.alpha is Alpha.NONE:
        return rgb, None, "linear Rec.709"
    said = codes.values[..., -1].astype(np.float32)
    if not np.isfinite(said).all():
        raise InputError(Mistake(name, "an alpha that is no finite number", "0 to 1"))
    alpha = np.asarray(np.clip(said, 0, 1), dtype=np.float32)
    if codes.alpha is Alpha.PREMULTIPLIED:
        covered = np.where(alpha > 0, alpha, np.float32(1))
        rgb /= covered[..., None]
    return rgb, alpha, "linear Rec.709"


def sound_light(name: str, rgb: Light, notes: list[str]) -> Light:
    """Light, with what is below 0 counted as none; adds a note where that is worth telling.

    Raises InputError where it is not finite, or where most of it is below 0.
    """
    bad = np.asarray((~np.isfinite(rgb)).any(axis=-1))
    if bad.any():
        raise _no_light(name, "values that are no finite numbers", bad)
    luminance = rgb @ np.array([R_WEIGHT, G_WEIGHT, B_WEIGHT], np.float32)
    dark: Bools = luminance < 0
    if not dark.any():
        return rgb
    below = -float(luminance.sum(where=dark, dtype=np.float64))
    share = below / max(float(luminance.sum(where=~dark, dtype=np.float64)), 1e-30)
    if share > MOST_BELOW:
        raise _no_light(name, f"negative light, down to {float(luminance.min()):.3g},", dark)
    if share >= TOLD_BELOW:
        notes.append(
            f"light below 0 in {float(dark.mean()):.2%} of the pixels, as much as {share:.2%} of "
            "all light, counted as none"
        )
    return np.where(dark[..., None], np.maximum(rgb, 0), rgb)


def _no_light(name: str, what: str, where: Bools) -> InputError:
    y, x = np.unravel_index(int(np.argmax(where)), where.shape)
    found = f"{what} in {int(where.sum())} pixels, the first at x {x}, y {y}"
    return InputError(Mistake(name, found, "light: finite, and not below 0", "Render it again?"))
