"""Read stills whose lighting is known and print how far off the reading is, still by still.

Each folder holds truth.json and its images. Exits 1 when a bar of tools/bars.py is missed.
"""

import argparse
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "core")]

from tools._stills import STILLS, folder_of_stills, truths_of  # noqa: E402
from tools.bars import READING, verdict  # noqa: E402

from scene_stager.pictures.picture import Picture  # noqa: E402
from scene_stager.pictures.read import read_picture  # noqa: E402
from scene_stager.reading.grid import make_grids  # noqa: E402
from scene_stager.reading.inflate import inflated_normals  # noqa: E402
from scene_stager.reading.lights.directions import (  # noqa: E402
    angle_between_deg,
    direction_from_angles,
    level_from_camera,
)
from scene_stager.reading.lights.geometric import read_lights_geometric  # noqa: E402
from scene_stager.reading.mask import find_subject  # noqa: E402
from scene_stager.reading.signature import Signature, read_signature  # noqa: E402

FIGURES = {  # bar to figure of the summary
    "median": "geometric median deg",
    "worst": "geometric worst quarter mean deg",
    "rim": "rim side right share",
    "ratio": "key over fill median error stops",
    "haze": "haze auc",
}


@dataclass(frozen=True)
class Row:
    """One still: what was so, and what was read. Errors in degrees and stops."""

    truth: dict
    signature: Signature
    geometric_deg: float
    heuristic_deg: float
    baseline_deg: float
    frontal_deg: float
    again_deg: float

    @property
    def ratio_stops(self) -> float:
        """Error of the key over the fill."""
        lights = self.signature.lights
        read = 0.0 if lights is None else lights.key_fill_stops
        return abs(read - self.truth["key_fill_ratio_stops"])

    @property
    def stated_deg(self) -> float:
        """How far off the reading says that its key may be; 90 when it names a failure."""
        lights = self.signature.lights
        return 90.0 if lights is None else lights.key_within_deg

    @property
    def as_stated(self) -> bool:
        """Whether the key is as near as the reading says, as it should be in two of three."""
        return self.geometric_deg <= self.stated_deg

    @property
    def rim_right(self) -> bool:
        """Whether the side of the rim was read right."""
        lights = self.signature.lights
        said = "none" if lights is None else lights.rim_side
        sides = {"rim_left": "left", "rim_right": "right", "backlight": "back", "none": "none"}
        return said == sides[self.truth["rim"]]


def baseline_direction(rgb: np.ndarray) -> np.ndarray:
    """One far lamp fitted to the inflated silhouette: the forty-line way. Camera taken as level."""
    grids = make_grids(rgb)
    inside = find_subject(grids).inside
    if not inside.any():
        return np.array([0.0, 0.0, 1.0])
    normals, light = inflated_normals(inside)[inside], grids.luminance[inside]
    best = (np.inf, np.array([0.0, 0.0, 1.0]))
    for elevation in range(0, 85, 5):
        for azimuth in range(-120, 125, 5):
            towards = direction_from_angles(float(azimuth), float(elevation))
            columns = np.column_stack([np.maximum(normals @ towards, 0.0), np.ones(light.size)])
            amounts, left, *_ = np.linalg.lstsq(columns, light, rcond=None)
            if left.size and amounts[0] > 0.0 and left[0] < best[0]:
                best = (float(left[0]), towards)
    return best[1]


def measure(folder: Path) -> list[Row]:
    """Read every still of a folder that has a truth."""
    rows = []
    for truth in truths_of(folder):
        image = folder / truth["image"]
        if not image.exists():
            continue
        picture = read_picture(image)
        key = direction_from_angles(truth["key_azimuth_deg"], truth["key_elevation_deg"])
        read = {mode: read_signature(picture, mode=mode) for mode in ("geometric", "heuristic")}
        errors = {mode: _error(signature, key) for mode, signature in read.items()}
        baseline = level_from_camera(0.0) @ baseline_direction(np.asarray(picture.rgb, float))
        frontal = direction_from_angles(0.0, 0.0)
        rows.append(
            Row(
                truth,
                read["geometric"],
                errors["geometric"],
                errors["heuristic"],
                angle_between_deg(baseline, key),
                angle_between_deg(frontal, key),
                again_deg(picture, read["geometric"], key),
            )
        )
    return rows


def _error(signature: Signature, key: np.ndarray) -> float:
    lights = signature.lights
    if lights is None:
        return angle_between_deg(direction_from_angles(0.0, 0.0), key)
    read = direction_from_angles(lights.key_azimuth_deg, lights.key_elevation_deg)
    return angle_between_deg(read, key)


def again_deg(picture: Picture, signature: Signature, key: np.ndarray) -> float:
    """Error of the key when the lights are fitted once more, to the normals that shading bent."""
    if signature.lights is None:
        return _error(signature, key)
    grids = make_grids(np.maximum(picture.rgb, 0.0))
    lights = read_lights_geometric(grids, signature.mask, signature.shaded_normals())
    return _error(replace(signature, lights=lights), key)


def auc(positive: list[float], negative: list[float]) -> float:
    """Chance that a positive scores above a negative (Mann, Whitney 1947)."""
    wins = [float(p > n) + 0.5 * float(p == n) for p in positive for n in negative]
    return float(np.mean(wins)) if wins else float("nan")


def summary(rows: list[Row]) -> dict[str, float]:
    """The figures that the reading is held to."""
    geometric = np.array([row.geometric_deg for row in rows])
    rims = [row.rim_right for row in rows if row.truth["rim"] != "none"]
    haze = [row.signature.metrics["haze"].value for row in rows]
    hazy = [row.truth["haze_density"] > 0.0 for row in rows]
    return {
        "geometric median deg": float(np.median(geometric)),
        "geometric third quartile deg": float(np.quantile(geometric, 0.75)),
        "geometric worst quarter mean deg": _worst_quarter(geometric),
        "fitted again, bent normals: median": float(np.median([row.again_deg for row in rows])),
        "fitted again: worst quarter mean": _worst_quarter(
            np.array([row.again_deg for row in rows])
        ),
        "heuristic median deg": float(np.median([row.heuristic_deg for row in rows])),
        "baseline median deg": float(np.median([row.baseline_deg for row in rows])),
        "always frontal median deg": float(np.median([row.frontal_deg for row in rows])),
        "rim side right share": float(np.mean(rims)) if rims else float("nan"),
        "key over fill median error stops": float(np.median([row.ratio_stops for row in rows])),
        "error within what is stated": float(np.mean([row.as_stated for row in rows])),
        "stated, median deg": float(np.median([row.stated_deg for row in rows])),
        "haze auc": auc(
            [value for value, has in zip(haze, hazy, strict=True) if has],
            [value for value, has in zip(haze, hazy, strict=True) if not has],
        ),
    }


def _worst_quarter(errors: np.ndarray) -> float:
    return float(np.sort(errors)[-max(1, errors.size // 4) :].mean())


def show(row: Row) -> str:
    """One line about one still."""
    truth, lights = row.truth, row.signature.lights
    name = f"{truth['image']:18} {truth['subject']:8}"
    if lights is None:
        return f"{name} FAILED: {row.signature.failure}"
    votes = " ".join(f"{v.evidence} {100 * v.share:.0f}%" for v in lights.votes)
    return (
        f"{name} {row.geometric_deg:5.1f} (<{row.stated_deg:3.0f}) "
        f"{row.heuristic_deg:5.1f} {row.baseline_deg:5.1f}  "
        f"{lights.key_azimuth_deg:5.0f}/{lights.key_elevation_deg:2.0f} "
        f"({truth['key_azimuth_deg']:5.0f}/{truth['key_elevation_deg']:2.0f})  "
        f"{lights.key_fill_stops:4.1f} ({truth['key_fill_ratio_stops']:3.1f})  "
        f"{lights.rim_side:5} ({truth['rim']:9}) {'' if row.rim_right else '!':1} "
        f"haze {row.signature.metrics['haze'].value:.2f} ({truth['haze_density']:.2f})  {votes}"
    )


def main(folders: list[Path]) -> int:
    """Print the table of each folder, its summary, and its bars; 1 when one is missed."""
    missed = 0
    for folder in folders:
        rows = measure(folder)
        print(f"\n{folder.name}: errors in degrees, geometric (stated), heuristic, baseline;")
        print("read (true): key azimuth/elevation, key over fill, rim, haze; what decided\n")
        for row in rows:
            print(show(row))
        told = summary(rows)
        for name, value in told.items():
            print(f"  {name:34} {value:6.2f}")
        missed += verdict({bar: told[name] for bar, name in FIGURES.items()}, READING)
    return 1 if missed else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", metavar="FOLDER", type=folder_of_stills)
    sys.exit(main(parser.parse_args().folders or [STILLS]))
