# SPDX-License-Identifier: Apache-2.0
"""Colour profiles of the plain kind, three curves and a matrix, read without rounding to bytes."""

import struct
from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.pictures._spaces import rec709_from_profile_xyz

MOST_TAGS, MOST_ENTRIES = 200, 65_536  # of a profile, and of a curve in it: house default
HEADER_BYTES = 128  # source: ICC.1:2022, 7.2
PARAMETERS = (1, 3, 4, 5, 7)  # of each kind of curve; source: ICC.1:2022, table 68


@dataclass(frozen=True, eq=False)
class Profile:
    """Curves (one for each channel, sampled over 0..1) and the matrix to Rec.709, None for grey."""

    curves: tuple[Floats, ...]
    matrix: Floats | None


def read_profile(data: bytes, codes: int) -> Profile | None:
    """A profile that is curves and a matrix, or only a grey curve; None where it is another kind.

    Each curve is sampled at `codes` values, evenly from 0 to 1: the codes of the file.
    Source: ICC.1:2022, sections 7.2, 9.2, 10.6 and 10.18, by which values are held in 0 to 1.
    """
    try:
        tags = _tags(data)
        kind = data[16:20]
        if kind == b"GRAY" and "kTRC" in tags:
            return Profile((_held(_curve(tags["kTRC"], codes)),), None)
        wanted = {"rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"}
        if kind != b"RGB " or data[20:24] != b"XYZ " or not wanted <= set(tags) or "A2B0" in tags:
            return None
        columns = np.stack([_xyz(tags[f"{letter}XYZ"]) for letter in "rgb"], axis=-1)
        curves = tuple(_held(_curve(tags[f"{letter}TRC"], codes)) for letter in "rgb")
    except (struct.error, ValueError):
        return None
    return Profile(curves, rec709_from_profile_xyz(columns))


def _tags(data: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">I", data, HEADER_BYTES)
    if count > MOST_TAGS or data[36:40] != b"acsp":
        raise ValueError("not a profile")
    tags = {}
    for index in range(count):
        name, begin, size = struct.unpack_from(">4sII", data, HEADER_BYTES + 4 + 12 * index)
        tags[name.decode("latin-1")] = data[begin : begin + size]
    return tags


def _fixed(data: bytes, begin: int, count: int) -> Floats:
    return np.array(struct.unpack_from(f">{count}i", data, begin)) / 65536.0


def _xyz(tag: bytes) -> Floats:
    if tag[:4] != b"XYZ ":
        raise ValueError("not a colour")
    return _fixed(tag, 8, 3)


def _held(curve: Floats) -> Floats:
    """A curve whose values outside 0 to 1 are held there; one that has none is refused."""
    if np.isnan(curve).any():
        raise ValueError("a curve without values")
    return np.clip(curve, 0.0, 1.0)


def _curve(tag: bytes, codes: int) -> Floats:
    x = np.linspace(0.0, 1.0, codes)
    if tag[:4] == b"para":
        return _parametric(tag, x)
    if tag[:4] != b"curv":
        raise ValueError("not a curve")
    (count,) = struct.unpack_from(">I", tag, 8)
    if count == 0:
        return x
    if count == 1:
        return _power(x, struct.unpack_from(">H", tag, 12)[0] / 256.0)
    if count > MOST_ENTRIES:
        raise ValueError("a curve of too many points")
    table = np.array(struct.unpack_from(f">{count}H", tag, 12)) / 65535.0
    return np.interp(x, np.linspace(0.0, 1.0, count), table)


def _parametric(tag: bytes, x: Floats) -> Floats:
    (kind,) = struct.unpack_from(">H", tag, 8)
    if kind >= len(PARAMETERS):
        raise ValueError("an unknown curve")
    g, a, b, c, d, e, f = [*_fixed(tag, 12, PARAMETERS[kind]), *[0.0] * 6][:7]
    if kind == 0:
        return _power(x, g)
    if kind in (1, 2):  # zero below -b / a, or a constant
        if a == 0:
            raise ValueError("a curve without slope")
        e = c if kind == 2 else 0.0
        d, c, f = -b / a, 0.0, e
    bent = _power(np.maximum(a * x + b, 0.0), g) + e
    return np.asarray(np.where(x >= d, bent, c * x + f), dtype=np.float64)


def _power(x: Floats, exponent: float) -> Floats:
    with np.errstate(divide="ignore", over="ignore"):  # strangers' exponents may be negative
        return np.asarray(x**exponent, dtype=np.float64)
