"""How well the signature tells a scene's parameters apart: condition numbers of its Jacobian.

Previews of a bust under drawn lights are read with their true mask and differentiated by central
differences. A row counts in what its number jitters: the second differences, so that a fitted
number that jumps weighs little. A column counts per step of `STEPS`. Columns brought to length one
would hide that a parameter leaves hardly a trace, which is what ails a fit.
"""

import argparse
from dataclasses import dataclass, replace

import numpy as np

from scene_stager.preview.parameters import INDEX, default_vector, scene_of
from scene_stager.preview.renderer import render
from scene_stager.reading.metrics import metrics
from scene_stager.reading.signature import read_signature
from scene_stager.reading.spatial import MOMENT_NAMES

# How far each parameter is moved to either side.
STEPS = {
    "key_azimuth_deg": 5.0,
    "key_elevation_deg": 5.0,
    "key_stops": 0.4,
    "fill_stops": 0.4,
    "key_softness_deg": 5.0,
    "haze_per_m": 0.01,
}
BLIND_TO_PLACE = (  # those of the fifteen that no light was fitted for
    "contrast_stops",
    "depth_blur",
    "grain",
    "haze",
    "key_stops",
    "saturation",
    "specular_fraction",
    "specular_hardness",
    "tint_duv",
    "white_balance_k",
)
SIZE = (320, 180)
SEED = 11


@dataclass(frozen=True)
class Condition:
    """One set of rows: condition numbers (n,) of n previews, and how far a parameter could be
    off (n, parameters), in the parameter's unit, if rows were independent and jittered normally."""

    number: np.ndarray
    deviation: np.ndarray


def draw_vectors(count: int, seed: int = SEED) -> list[np.ndarray]:
    """Scenes of one bust under a key that stands anywhere in front, a fill across, and thin air."""
    random = np.random.default_rng(seed)
    vectors = []
    for _ in range(count):
        side = random.choice([-1.0, 1.0])
        vectors.append(
            default_vector(
                key_azimuth_deg=side * random.uniform(20.0, 75.0),
                key_elevation_deg=random.uniform(20.0, 55.0),
                key_stops=random.uniform(-0.5, 1.0),
                key_softness_deg=random.uniform(8.0, 25.0),
                key_kelvin=4500.0,
                fill_azimuth_deg=-side * 40.0,
                fill_stops=random.uniform(-3.0, -1.5),
                haze_per_m=random.uniform(0.015, 0.05),
                camera_elevation_deg=10.0,
            )
        )
    return vectors


def read(vector: np.ndarray, size: tuple[int, int], mask: np.ndarray) -> np.ndarray:
    """Fifteen values and eight moments (23,) of a drawn scene."""
    picture = np.asarray(render(scene_of(vector, lamps=("key", "fill")), *size), dtype=float)
    return read_signature(picture, mask=mask).vector


def true_mask(vector: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Where the subject stands (h, w): what gets darker when it is painted black."""
    scene = scene_of(vector, lamps=())
    scene = replace(scene, fog=replace(scene.fog, per_m=0.0))
    painted = [replace(scene.subject, albedo_rgb=(a, a, a), specular=0.0) for a in (0.9, 0.0)]
    white, black = (render(replace(scene, subject=one), *size) for one in painted)
    change = np.asarray(white - black, dtype=float).sum(axis=2)
    return change > 0.25 * np.quantile(change, 0.99)


def differences(
    vector: np.ndarray, names: list[str], size: tuple[int, int] = SIZE
) -> tuple[np.ndarray, np.ndarray]:
    """Slopes of the signature per step of each parameter, and its jitter, (23, parameters) each.

    Jitter is the second difference over sqrt(6): of independent errors, their deviation.
    """
    mask = true_mask(vector, size)
    here = read(vector, size, mask)
    slopes, jitter = [], []
    for name in names:
        sides = []
        for way in (1.0, -1.0):
            moved = vector.copy()
            moved[INDEX[name]] += way * STEPS[name]
            sides.append(read(moved, size, mask))
        slopes.append((sides[0] - sides[1]) / 2.0)
        jitter.append((sides[0] + sides[1] - 2.0 * here) / np.sqrt(6.0))
    return np.stack(slopes, axis=1), np.stack(jitter, axis=1)


def scaled_slopes(
    vectors: list[np.ndarray], names: list[str], size: tuple[int, int] = SIZE
) -> np.ndarray:
    """Jacobians (n, 23, parameters) of n previews: per step, in units of each row's jitter."""
    pairs = [differences(vector, names, size) for vector in vectors]
    slopes, jitter = (np.array(part) for part in zip(*pairs, strict=True))
    unit = np.sqrt((jitter**2).mean(axis=(0, 2)))
    unit = np.where(unit > 1e-9, unit, np.inf)  # what never changes tells nothing
    return np.asarray(slopes / unit[None, :, None])


def row_sets() -> dict[str, list[int]]:
    """Which rows of the signature are compared, by what they are called."""
    names = sorted(metrics())
    return {
        f"{len(BLIND_TO_PLACE)} metrics blind to place": [names.index(n) for n in BLIND_TO_PLACE],
        f"all {len(names)} metrics": list(range(len(names))),
        "metrics and moments": list(range(len(names) + len(MOMENT_NAMES))),
    }


def conditions(slopes: np.ndarray, names: list[str]) -> dict[str, Condition]:
    """Condition numbers and deviations with each set of rows; slopes (n, 23, parameters)."""
    steps = np.array([STEPS[name] for name in names])
    found = {}
    for title, rows in row_sets().items():
        part = slopes[:, rows]
        spread = np.linalg.pinv(part)
        deviation = np.linalg.norm(spread, axis=2) * steps
        found[title] = Condition(np.linalg.cond(part), deviation)
    return found


def main(count: int) -> None:
    """Print one table with all parameters, and one without softness."""
    names = list(STEPS)
    slopes = scaled_slopes(draw_vectors(count), names)
    for left_out in ((), ("key_softness_deg",)):
        kept = [k for k, name in enumerate(names) if name not in left_out]
        chosen = [names[k] for k in kept]
        print(f"\n{count} previews, by {', '.join(chosen)}")
        print("condition number: median, worst; then the median deviation of each parameter")
        for title, one in conditions(slopes[:, :, kept], chosen).items():
            off = " ".join(f"{value:8.4f}" for value in np.median(one.deviation, axis=0))
            print(f"  {title:26} {np.median(one.number):6.1f} {one.number.max():6.1f}   {off}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=8, help="previews to draw (8)")
    main(parser.parse_args().count)
