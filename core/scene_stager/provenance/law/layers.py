# SPDX-License-Identifier: Apache-2.0
"""The passes beside a picture: albedo, and who covers each pixel, however they are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.maths.arrays import Bools, Floats
from scene_stager.pictures.codes import Values
from scene_stager.pictures.layers import beauty_layer
from scene_stager.pictures.read import read_attributes, read_codes, read_picture, read_planes
from scene_stager.plain_file import shown_path
from scene_stager.provenance.law.cryptomatte import read_matte

# How renderers call them: Mitsuba, Cycles, Arnold, RenderMan, V-Ray, Redshift; lower case.
ALBEDO = ("albedo", "diffcol", "diffuse color", "diffuse_color", "basecolor", "base_color")
IDS = ("id", "shape_index", "indexob", "object_id", "objectid", "object index", "primid")
CLOSE_TO_WHOLE = 1e-3  # an average of two numbers is seldom as near to a whole one


@dataclass(frozen=True, eq=False)
class Ids:
    """Who covers a pixel: `numbers` (h, w), `is_pure` where nobody else does, `names` by number."""

    numbers: Values
    is_pure: Bools
    names: Mapping[int, str]


def read_albedo(path: Path, is_asked: bool) -> Floats | None:
    """Albedo (h, w, 3), linear Rec.709, of a file's own layer of that name.

    Where it is asked for (`--albedo`), a file without such a layer is the albedo itself. Raises
    InputError.
    """
    planes = read_planes(path)
    layer = _layer(planes or {}, ALBEDO, "RGB")
    if planes is not None and layer is not None:
        return np.stack([_plane(planes, f"{layer}{one}") for one in "RGB"], axis=-1)
    return read_picture(path, smallest_px=1).rgb.astype(np.float64) if is_asked else None


def is_albedo_alone(path: Path) -> bool:
    """Whether an OpenEXR file holds albedo and no frame."""
    planes = read_planes(path)
    if planes is None or _layer(planes, ALBEDO, "RGB") is None:
        return False
    return beauty_layer(one.rpartition("/")[2] for one in planes) is None


def read_ids(path: Path, is_asked: bool) -> Ids | None:
    """Who covers each pixel: a Cryptomatte, a layer of numbers, or a grey picture of them.

    Raises InputError; also where it is asked for (`--ids`) and nothing of the kind is there.
    """
    planes = read_planes(path)
    name = shown_path(path)
    if planes is None:
        return _of_grey(path, name) if is_asked else None
    matte = read_matte(planes, read_attributes(path), name)
    if matte is not None:
        return Ids(matte.numbers, matte.is_pure & _is_inside(matte.numbers), matte.names)
    found = _numbers_in(planes) or (next(iter(planes)) if len(planes) == 1 else None)
    if found is not None:
        return _of_numbers(_plane(planes, found))
    if is_asked:
        known = shorten(", ".join(planes), 80)
        expected = f"a Cryptomatte, or a channel called {', '.join(IDS)}"
        raise InputError(Mistake(name, f"channels {known}", expected))
    return None


def _of_grey(path: Path, name: str) -> Ids:
    codes = read_codes(path)
    values = codes.colour_values
    if values.shape[2] > 1 and not (values == values[..., :1]).all():
        raise InputError(Mistake(name, "colours", "a grey picture of numbers, or an OpenEXR file"))
    return _of_numbers(values[..., 0])


def _of_numbers(plane: Values) -> Ids:
    """Whole numbers; what lies between two of them is an average of both, and of neither."""
    known = np.isfinite(plane) & (np.abs(plane) < 2**40)
    number = np.where(known, plane, -1.0).astype(np.float64)
    whole = np.rint(number)
    is_whole = np.abs(number - whole) <= CLOSE_TO_WHOLE
    numbers = whole.astype(np.int64)
    return Ids(numbers, known & is_whole & _is_inside(numbers), {})


def _is_inside(numbers: Values) -> Bools:
    """Where all four neighbours are of the same number: an average of two may be a third."""
    inside = np.ones(numbers.shape, dtype=np.bool_)
    down, across = numbers[1:] == numbers[:-1], numbers[:, 1:] == numbers[:, :-1]
    inside[1:] &= down
    inside[:-1] &= down
    inside[:, 1:] &= across
    inside[:, :-1] &= across
    return inside


def _layer(planes: Mapping[str, Values], names: tuple[str, ...], letters: str) -> str | None:
    """What stands before the letters of a layer that is called so, its dot included."""
    for name in planes:
        layer, dot, letter = name.rpartition(".")
        is_called = any(word in _last(layer) for word in names)
        if letter == letters[0] and is_called and all(f"{layer}.{x}" in planes for x in letters):
            return f"{layer}{dot}"
    return None


def _numbers_in(planes: Mapping[str, Values]) -> str | None:
    """The channel of numbers: one whose layer, or whose own name, is called so."""
    return next((n for n in planes if {_last(n), _last(n.rpartition(".")[0])} & set(IDS)), None)


def _last(layer: str) -> str:
    """The last part of a layer's name, in lower case; renderers put views and passes before it."""
    return layer.replace("/", ".").rpartition(".")[2].lower()


def _plane(planes: Mapping[str, Values], name: str) -> Values:
    return np.asarray(planes[name], dtype=np.float64)
