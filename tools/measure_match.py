# SPDX-License-Identifier: Apache-2.0
"""Match stills whose truth is known, and print how far off each is: the table of the inverse loop.

usage: python tools/measure_match.py [FOLDER] [--no-heuristic] [--quick] [--json FILE]
FOLDER holds pictures and `truth.json`, a list of what was in each scene (`key_azimuth_deg`,
`key_elevation_deg`, `key_kelvin`, `key_fill_ratio_stops`, `rim`, `haze_density`, `image`). Exits 1
when a bar of tools/bars.py is missed.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import math
import sys
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "core")]

from tools._stills import STILLS, folder_of_stills, truths_of  # noqa: E402
from tools.bars import MATCH, verdict  # noqa: E402

from scene_stager.inverse.least_squares.ranking import apart_deg  # noqa: E402
from scene_stager.inverse.loop.match import match  # noqa: E402

EVERY = 3  # of the stills, when it has to be quick
CLEAR_PER_M = 0.01  # found haze under this counts as none


def main() -> int:
    """Match every still of the folder, geometric and by the table, and judge."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", nargs="?", type=folder_of_stills, default=STILLS)
    options.add_argument("--no-heuristic", action="store_true", help="not by the table")
    options.add_argument("--quick", action="store_true", help="every third; seconds not judged")
    options.add_argument("--json", type=Path)
    asked = options.parse_args()
    truths = truths_of(asked.folder)[:: EVERY if asked.quick else 1]
    match(asked.folder / truths[0]["image"])  # imports and first-time tables are not timed
    heads = "still             off  key true     key found   ratio  colour  rim         haze"
    print(f"{heads}            steps  table  cpu s    s  outcome")
    by_table = not (asked.no_heuristic or asked.quick)
    rows = []
    for truth in truths:
        rows.append(measured(asked.folder, truth, by_table))
        print(line(rows[-1]), flush=True)
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    unsolved = [row["image"] for row in rows if "off_deg" not in row]
    print("\n".join([*beside(rows), *(f"MISS  {name} was not solved" for name in unsolved)]))
    return 1 if verdict(figures(rows), MATCH, timed=not asked.quick) or unsolved else 0


def measured(folder: Path, truth: dict, heuristic: bool) -> dict:
    """One still: what was found beside what was there."""
    path, cpu_s = folder / truth["image"], time.process_time()
    found = match(path)
    cpu_s = time.process_time() - cpu_s
    row = {"image": truth["image"], "outcome": found.outcome, "cpu_s": cpu_s, "truth": truth}
    row |= {"steps": found.iterations, "seconds": found.seconds, "table_steps": None}
    if heuristic:
        by_table = match(path, mode="heuristic")
        row["table_steps"] = by_table.iterations
        if by_table.solved is not None:
            row["table_off_deg"] = off_deg(by_table.solved, truth)
    solved = found.solved
    if solved is None:
        return row
    return row | {
        "off_deg": off_deg(solved, truth),
        "azimuth_deg": solved.key_azimuth_deg,
        "elevation_deg": solved.key_elevation_deg,
        "ratio_off": solved.fill_ratio_stops - truth["key_fill_ratio_stops"],
        "colour_off": solved.key_kelvin - truth["key_kelvin"],
        "rim": solved.rim_mode,
        "haze_per_m": solved.haze_per_m,
        "haze_factor": haze_factor(solved.haze_per_m, truth["haze_density"]),
    }


def off_deg(solved, truth: dict) -> float:
    """The angle between the key that was found and the one that was there."""
    there = way(truth["key_azimuth_deg"], truth["key_elevation_deg"])
    return apart_deg(way(solved.key_azimuth_deg, solved.key_elevation_deg), there)


def way(azimuth_deg: float, elevation_deg: float) -> np.ndarray:
    """The unit vector to a light."""
    a, e = math.radians(azimuth_deg), math.radians(elevation_deg)
    return np.array([math.sin(a) * math.cos(e), -math.cos(a) * math.cos(e), math.sin(e)])


def haze_factor(found: float, true: float) -> float:
    """How many times too much or too little; 1 for clear air found clear, else infinite."""
    if true == 0.0:
        return 1.0 if found < CLEAR_PER_M else math.inf
    return max(found / true, true / found) if found > 0 else math.inf


def line(row: dict) -> str:
    """A row of the table."""
    if "off_deg" not in row:
        return f"{row['image']:<16} {row['outcome']}"
    truth = row["truth"]
    table = "" if row["table_steps"] is None else f"{row['table_steps']}"
    return (
        f"{row['image']:<16}{row['off_deg']:5.1f}  {truth['key_azimuth_deg']:5.0f} "
        f"{truth['key_elevation_deg']:3.0f}    {row['azimuth_deg']:5.0f} "
        f"{row['elevation_deg']:3.0f}  {row['ratio_off']:+6.2f} "
        f"{row['colour_off']:+7.0f}  {row['rim']:<10} "
        f"{row['haze_per_m']:.3f}/{truth['haze_density']:.3f}  {row['steps']:5d} {table:>6} "
        f"{row['cpu_s']:6.2f} {row['seconds']:6.2f}  {row['outcome']}{named(row)}"
    )


def named(row: dict) -> str:
    """What a still missed, in words."""
    missed = []
    if row["off_deg"] > MATCH["quarter"].limit:
        missed.append(f"key {row['off_deg']:.0f} deg off")
    if row["rim"] != row["truth"]["rim"]:
        missed.append(f"rim is {row['truth']['rim']}")
    if row["haze_factor"] > MATCH["haze"].limit:
        missed.append("haze")
    if abs(row["ratio_off"]) > 2 * MATCH["ratio"].limit:
        missed.append("ratio")
    return f"  <- {', '.join(missed)}" if missed else ""


def figures(rows: list[dict]) -> dict[str, float]:
    """What the bars are about, over all stills that were solved."""
    told = [row for row in rows if "off_deg" in row]
    off = [row["off_deg"] for row in told]
    hazy = [row["haze_factor"] for row in told if row["truth"]["haze_density"] > 0]
    return {
        "direction": float(np.median(off)),
        "quarter": float(np.percentile(off, 75)),
        "ratio": float(np.median([abs(row["ratio_off"]) for row in told])),
        "colour": float(np.median([abs(row["colour_off"]) for row in told])),
        "rim": float(np.mean([row["rim"] != row["truth"]["rim"] for row in told])),
        "haze": float(np.median(hazy)) if hazy else 1.0,
        "steps": float(np.median([row["steps"] for row in told])),
        "seconds": float(np.median([row["seconds"] for row in told])),
    }


def beside(rows: list[dict]) -> list[str]:
    """What has no bar: the worst, the haze still by still, the processor's time, the table."""
    told = [row for row in rows if "off_deg" in row]
    off = np.sort([row["off_deg"] for row in told])
    hazy = [row["haze_factor"] for row in told if row["truth"]["haze_density"] > 0]
    within = sum(h <= MATCH["haze"].limit for h in hazy)
    false = sum(not math.isfinite(row["haze_factor"]) for row in told) - sum(map(math.isinf, hazy))
    lines = [
        f"mean of the worst quarter: {off[-max(len(off) // 4, 1) :].mean():.1f} deg",
        f"haze: {within} of {len(hazy)} hazy within the bar, {false} false",
        f"processor: {np.median([row['cpu_s'] for row in told]):.2f} s, median",
    ]
    by_table = [row for row in rows if "table_off_deg" in row]
    if by_table:
        steps, away = (
            np.median([r[k] for r in by_table]) for k in ("table_steps", "table_off_deg")
        )
        lines.append(f"by the table: {steps:.0f} steps, median {away:.1f} deg off")
    return [f"      {one}" for one in lines]


if __name__ == "__main__":
    sys.exit(main())
