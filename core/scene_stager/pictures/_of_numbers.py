# SPDX-License-Identifier: Apache-2.0
"""Light from whole-number codes: through curves and matrices in full depth, or by the engine."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.bt2100 import (
    WHITE_CD_M2,
    light_from_hlg_scene,
    light_from_pq,
    scene_from_hlg,
)
from scene_stager.maths.colour.srgb import decode_srgb
from scene_stager.pictures._icc import read_profile
from scene_stager.pictures._inks import INKS, by_rule_of_thumb, profile_name, through_engine
from scene_stager.pictures._spaces import in_rec709, rec709_from_primaries
from scene_stager.pictures.codes import Alpha, Codes, Colour, Transfer, Values
from scene_stager.pictures.picture import Picture

Light = NDArray[np.float32]

# House defaults, not measured, but where a line says otherwise.
BAND_PIXELS = 2**20  # become light at one go, so that memory holds little but the answer
NARROW_BLACK, NARROW_WHITE = 16.0, 235.0  # of 8 bits; source: ITU-R BT.2100-2, table 9
CURVES: dict[Transfer, Callable[[Floats], Floats]] = {
    Transfer.SRGB: decode_srgb,
    Transfer.LINEAR: lambda steps: steps,
    Transfer.PQ: lambda steps: light_from_pq(steps) / WHITE_CD_M2,
    Transfer.HLG: scene_from_hlg,
}


@dataclass(frozen=True, eq=False, slots=True)
class _Way:
    """How codes become light: a table for every channel, or one for all, and a matrix."""

    tables: tuple[Light, ...]
    matrix: Floats | None
    is_hlg: bool
    space: str

    def __call__(self, block: Values) -> Light:
        if len(self.tables) == 1:
            light = self.tables[0][block]
        else:
            count = block.shape[-1]
            planes = [t[block[..., i % count]] for i, t in enumerate(self.tables)]
            light = np.stack(planes, axis=-1)
        if self.is_hlg:
            scene = np.broadcast_to(light, (*light.shape[:2], 3)).astype(np.float64)
            light = (light_from_hlg_scene(scene) / WHITE_CD_M2).astype(np.float32)
        return light if self.matrix is None else in_rec709(light, self.matrix)


def light_of_numbers(codes: Codes, name: str) -> Picture:
    """The light of whole-number codes."""
    notes = codes.told
    values = _straight(codes)
    channels = codes.channels if codes.alpha is Alpha.NONE else codes.channels[:-1]
    values, way = _way(values, channels, codes.colour, notes)
    highest = np.iinfo(values.dtype).max
    height, width = values.shape[:2]
    count = 3 if len(way.tables) == 3 or way.is_hlg else values.shape[-1]
    rgb = np.empty((height, width, count), np.float32)
    high, low = np.empty((height, width), np.bool_), np.empty((height, width), np.bool_)
    for rows in _bands(height, width):
        block = values[rows]
        rgb[rows] = way(block)
        high[rows] = (block == highest).any(axis=-1)
        low[rows] = (block == 0).all(axis=-1)
    return Picture(
        name=name,
        rgb=np.broadcast_to(rgb, (height, width, 3)),
        alpha=None if codes.alpha is Alpha.NONE else _share(codes.values[..., -1], codes.highest),
        clipped_high=high,
        clipped_low=low,
        bit_depth=codes.bits,
        colour_space=way.space,
        notes=tuple(notes),
        codes=codes,
    )


def _share(alpha: Values, highest: int) -> Light:
    return np.asarray(alpha.astype(np.float32) / np.float32(highest), dtype=np.float32)


def _straight(codes: Codes) -> Values:
    """Codes of colour (h, w, c) as they were before they were multiplied by alpha."""
    if codes.alpha is not Alpha.PREMULTIPLIED:
        return codes.colour_values
    straight: Values = np.empty(codes.colour_values.shape, codes.values.dtype)
    for rows in _bands(straight.shape[0], straight.shape[1]):
        block = codes.values[rows]
        gain = codes.highest / np.maximum(block[..., -1:], 1)
        straight[rows] = np.minimum(block[..., :-1] * gain + 0.5, codes.highest)
    return straight


def _bands(height: int, width: int) -> Iterator[slice]:
    step = max(1, BAND_PIXELS // width)
    return (slice(start, start + step) for start in range(0, height, step))


def _way(
    values: Values, channels: tuple[str, ...], colour: Colour, notes: list[str]
) -> tuple[Values, _Way]:
    """The way from codes to light; where it leads through the engine, other codes as well."""
    profile = colour.profile
    found = read_profile(profile, int(np.iinfo(values.dtype).max) + 1) if profile else None
    is_grey, is_ink = channels == ("Y",), channels in INKS
    if found is not None and not is_ink and (is_grey or found.matrix is not None):
        if is_grey and found.matrix is not None:
            notes.append("grey under a profile of colour, taken as that colour's greys")
        tables = tuple(curve.astype(np.float32) for curve in found.curves)
        return values, _Way(tables, found.matrix, False, profile_name(profile) or "a profile")
    if profile:
        mixed = through_engine(values, channels, profile)
        if mixed is not None:
            notes.append(f"{_mode(channels)} through its profile, eight bits, held inside sRGB")
            return mixed, _plain_way(Colour(), mixed, profile_name(profile))
        notes.append("a colour profile that cannot be used, left out")
    if is_ink:
        notes.append(f"{_mode(channels)} without a profile")
        values = by_rule_of_thumb(values, channels)
    return values, _plain_way(colour, values)


def _mode(channels: tuple[str, ...]) -> str:
    return "grey" if channels == ("Y",) else "".join(channels).upper()


def _plain_way(colour: Colour, values: Values, space: str = "") -> _Way:
    """The way without a profile: a curve, and primaries where the file names some."""
    highest = int(np.iinfo(values.dtype).max)
    steps = np.linspace(0.0, 1.0, highest + 1)
    if colour.is_narrow:
        codes = np.arange(highest + 1) / 2.0 ** (highest.bit_length() - 8)
        steps = np.clip((codes - NARROW_BLACK) / (NARROW_WHITE - NARROW_BLACK), 0.0, 1.0)
    if colour.transfer is Transfer.GAMMA:
        light, said = steps**colour.gamma, f"gamma {colour.gamma:.3g}"
    else:
        light, said = CURVES[colour.transfer](steps), str(colour.transfer)
    is_hlg, matrix = colour.transfer is Transfer.HLG, None
    if colour.primaries_xy is not None and (values.shape[-1] == 3 or is_hlg):
        matrix, said = rec709_from_primaries(colour.primaries_xy), f"{said}, primaries of the file"
    return _Way((light.astype(np.float32),), matrix, is_hlg, space or said)
