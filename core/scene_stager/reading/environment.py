# SPDX-License-Identifier: Apache-2.0
"""All the surroundings in nine numbers a colour: from a map or a preset, and how well they hold."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.luminance import luminance
from scene_stager.maths.frames import heading_from_direction
from scene_stager.maths.radiance.harmonics import COSINE_LOBE, irradiance
from scene_stager.maths.radiance.sh_algebra import least, main_direction
from scene_stager.maths.radiance.sh_projection import (
    even_directions,
    gather_irradiance,
    project,
    shrink,
)
from scene_stager.pictures.picture import Picture
from scene_stager.pictures.read import read_picture
from scene_stager.plain_file import read_plain_file
from scene_stager.script.strict_json import parse

# House defaults, not measured, but where a line says otherwise.
SCHEMA, VERSION = "scene_stager.sh", 1  # of the file, by definition
FRAME = "+z up; the middle of the map looks along +x, the middle of its left half along +y"
BASIS = "real, orthonormal, no Condon-Shortley sign: 1; y, z, x; xy, yz, 3z2-1, xz, x2-y2"
HEADING = "0 toward -y, the camera's side; positive toward +x, camera right"
ENDING = ".sh.json"
SMALLEST_MAP_PX, MOST_SKEW = 5, 0.01  # of width over twice the height
NORMALS = 1000  # directions that a map is checked in
CHECKED_ROWS, CHECKED_COLUMNS = 64, 128  # of the map that is checked
LARGEST = 1e9  # of a coefficient in a preset
MOST_BYTES = 65_536  # of a preset


@dataclass(frozen=True, slots=True)
class Holding:
    """How well nine numbers hold what falls on surfaces, over a thousand ways they can face.

    Errors are of the luminance of irradiance, as shares of its mean. `least` is the lowest
    irradiance of any channel at any normal, exactly, as a share of that channel's mean, and
    `negative` the share of normals at which some channel is below zero.
    """

    mean_error: float
    worst_error: float
    least: float
    negative: float


@dataclass(frozen=True, eq=False)
class Environment:
    """Nine coefficients (9, 3) in stage axes, and what they were made from.

    `holding` is None for a preset, whose map is not at hand.
    """

    name: str
    coefficients: Floats
    source: Picture | None = None
    holding: Holding | None = None

    @property
    def main_light_deg(self) -> tuple[float, float] | None:
        """Heading and elevation of where most light comes from; None when from all round alike."""
        way = main_direction(self.coefficients, luminance(np.eye(3)))
        if not way.any():
            return None
        heading_deg, elevation_deg = heading_from_direction(way)
        return float(heading_deg), float(elevation_deg)

    @property
    def mean_luminance(self) -> float:
        """Luminance averaged over all directions, in the unit of the map."""
        return float(luminance(self.coefficients[0])) / float(2.0 * np.sqrt(np.pi))

    def preset(self) -> str:
        """The nine coefficients as JSON of less than a kilobyte, six digits each."""
        rows = [[float(f"{value:.6g}") for value in row] for row in self.coefficients.tolist()]
        head = {"schema": SCHEMA, "version": VERSION, "name": self.name}
        text = json.dumps({**head, "frame": FRAME, "basis": BASIS, "coefficients": rows})
        return (
            text.replace('"coefficients": [', '"coefficients": [\n  ').replace("], [", "],\n  [")
            + "\n"
        )


def read_environment(path: Path | str) -> Environment:
    """Project an equirectangular map, or read a preset. Raises InputError, one line."""
    file = Path(path)
    if file.name.endswith(".json"):
        return _read_preset(file)
    picture = read_picture(file, smallest_px=SMALLEST_MAP_PX)
    width, height = picture.size_px
    if abs(width / (2.0 * height) - 1.0) > MOST_SKEW:
        expected = "an equirectangular map, twice as wide as it is high"
        raise InputError(Mistake(str(path), f"{width} × {height} pixels", expected))
    coefficients = project(picture.rgb)
    if not (coefficients[0] > 0.0).any():
        raise InputError(Mistake(str(path), "a map without light", "light from somewhere"))
    return Environment(plain_name(file.stem), coefficients, picture, judge(coefficients, picture))


def judge(coefficients: Floats, picture: Picture) -> Holding:
    """Compare what nine coefficients shed on surfaces with what the whole map does."""
    normals = even_directions(NORMALS)
    small = shrink(picture.rgb, CHECKED_ROWS, CHECKED_COLUMNS)
    whole = luminance(gather_irradiance(small, normals))
    ours = irradiance(coefficients, normals)
    error = np.abs(luminance(ours) - whole) / whole.mean()
    mean = np.sqrt(np.pi) / 2.0 * np.maximum(coefficients[0], 1e-30)
    lowest = least(coefficients * COSINE_LOBE[:, None]) / mean
    return Holding(
        mean_error=float(error.mean()),
        worst_error=float(error.max()),
        least=float(lowest.min()),
        negative=float((ours < 0.0).any(axis=-1).mean()),
    )


def plain_name(text: str) -> str:
    """A name for files and prims: letters, digits and underscores."""
    kept = "".join(c if c.isascii() and c.isalnum() else "_" for c in text).strip("_")
    return kept[:60] or "surroundings"


def _read_preset(file: Path) -> Environment:
    where = str(file)
    expected = f"a preset, a file that ends in {ENDING}"
    tree = parse(read_plain_file(file, expected, MOST_BYTES, where), where)
    if not isinstance(tree, dict) or tree.get("schema") != SCHEMA or tree.get("version") != VERSION:
        raise InputError(Mistake(where, "another kind of JSON", f"{SCHEMA} version {VERSION}"))
    rows = tree.get("coefficients")
    if not _is_table(rows):
        raise InputError(Mistake(f"{where}: coefficients", shorten(rows), "9 rows of 3 numbers"))
    name = tree.get("name")
    return Environment(plain_name(str(name)), np.array(rows, dtype=np.float64))


def _is_table(rows: object) -> bool:
    return (
        isinstance(rows, list)
        and len(rows) == 9
        and all(isinstance(row, list) and len(row) == 3 for row in rows)
        and all(type(v) in (int, float) and abs(v) < LARGEST for row in rows for v in row)
    )
