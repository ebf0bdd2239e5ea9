# SPDX-License-Identifier: Apache-2.0
"""Read the light of stills whose truth is known, ours beside plain baselines, and judge.

    python tools/measure_light.py                       # the usual, open and locked stills
    python tools/measure_light.py open --only metrics   # one set, some of the readings
    python tools/measure_light.py FOLDER                # with truth.json, or of photographs under
                                                        # known lamps (measuring/photometric.py)

The open half of the drawn stills is shown still by still, the locked half only as a whole. Exits 1
when a bar of tools/bars.py is missed.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "core")]

from tools.bars import DRAWN, MATCH, PHOTOGRAPHED, READING, verdict  # noqa: E402
from tools.measuring.bound import BOUNDS  # noqa: E402
from tools.measuring.judged import Judged, figures, hazy_figures, means_by_object  # noqa: E402
from tools.measuring.methods import BESIDE, METHODS, PLAIN, Seen  # noqa: E402
from tools.measuring.sets import LOCKED, OPEN, PHOTOGRAPHS, USUAL, StillSet, joined, set_of  # noqa: E402

OURS = ("metrics", "match")
EVERY = 3  # of the stills, when it has to be quick
COLUMNS = {  # figure to its head and form
    **{"told": ("told", "4.0%"), "median": ("median", "6.1f"), "p75": ("p75", "6.1f")},
    **{"worst": ("worst", "6.1f"), "near": ("<=10", "4.0%"), "wrong lamp": ("wrong", "5.0%")},
    **{"wrong unwarned": ("unwarned", "8.0f"), "invented": ("invented", "8.0f")},
    **{"matched": ("matched", "7.0%"), "matched near": ("<=12", "4.0%")},
    **{"as stated": ("stated", "6.0%"), "ratio": ("ratio", "5.2f"), "rim wrong": ("rim", "4.0%")},
    **{"seconds": ("s", "5.2f")},
}


def main() -> int:
    """Measure every set that is asked for, print, and judge."""
    parser = options()
    asked = parser.parse_args()
    if asked.bound and asked.geometry is None:
        parser.error("--bound needs --geometry: make_stills.py --geometry keeps true normals")
    sets = joined(asked.sets or [set_of(name) for name in USUALLY])
    found = {one.name: measured(one, asked) for one in sets}
    if asked.json:
        told = {name: [plain(row) for row in rows] for name, rows in told_openly(found).items()}
        asked.json.write_text(json.dumps(told, indent=1), encoding="utf-8")
    return 1 if sum(judged(name, rows, asked.quick) for name, rows in found.items()) else 0


USUALLY = (USUAL, OPEN, LOCKED)


def options() -> argparse.ArgumentParser:
    """What the command line takes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="*", type=set_of, metavar="SET")
    every = [*METHODS, *BESIDE]
    parser.add_argument(
        "--only", nargs="+", choices=every, default=list(METHODS), metavar="READING"
    )
    parser.add_argument("--true-outline", action="store_true", help="hand over true outlines")
    shape = "true normals (make_stills.py --geometry): the plain readings take them"
    parser.add_argument("--geometry", type=Path, help=shape)
    bound = "metrics told parts of the truth: what bounds it (needs --geometry)"
    parser.add_argument("--bound", action="store_true", help=bound)
    parser.add_argument("--quick", action="store_true", help="every third; seconds not judged")
    parser.add_argument("--json", type=Path, help="every answer but those of the locked half")
    return parser


def measured(one: StillSet, asked: argparse.Namespace) -> dict[str, list[Judged]]:
    """Every answer about a set, by reading; printed still by still unless it is locked."""
    readings = BOUNDS if asked.bound else {n: (METHODS | BESIDE)[n] for n in asked.only}
    rows: dict[str, list[Judged]] = {name: [] for name in readings}
    print(f"\n== {one.name}: {len(one.stills)} stills", flush=True)
    for still in one.stills[:: EVERY if asked.quick else 1]:
        seen = Seen(still, asked.true_outline, asked.geometry)
        for name, read in readings.items():
            rows[name].append(Judged(still.path.name, still.object_name, still.truth, read(seen)))
        if one.name != LOCKED:
            print(line({name: answers[-1] for name, answers in rows.items()}), flush=True)
    return rows


def line(row: dict[str, Judged]) -> str:
    """One still: its key, and how far off each reading is, with a match's word."""
    one = next(iter(row.values()))
    azimuth, elevation = (one.truth[f"key_{name}_deg"] for name in ("azimuth", "elevation"))
    key = "no key" if azimuth is None else f"{azimuth:4.0f}/{elevation:3.0f}"
    told = [f"{name} {_off(judged)}" for name, judged in row.items() if name not in PLAIN[:2]]
    return f"{one.image:18} {key:>9}  {'  '.join(told)}"


def _off(judged: Judged) -> str:
    off = "  - " if judged.answer.key is None else f"{judged.off_deg or 0.0:4.0f}"
    wrong = " WRONG LAMP" if judged.wrong_lamp else " INVENTED" if judged.invented else ""
    return f"{off} {judged.answer.outcome}".rstrip() + wrong


def judged(name: str, rows: dict[str, list[Judged]], quick: bool) -> int:
    """Print a set's table and its bars; how many are missed."""
    wide = max(14, *map(len, rows))
    heads = " ".join(f"{head:>{width(form)}}" for head, form in COLUMNS.values())
    print(f"\n{name:{wide}}{heads}")
    told = {reading: figures(answers) for reading, answers in rows.items()}
    for reading, values in told.items():
        print(f"{reading:{wide}}" + " ".join(cell(values[c], f) for c, (_, f) in COLUMNS.items()))
    if name == PHOTOGRAPHS:
        print_by_object(rows)
    missed = 0
    for reading in [one for one in OURS if one in rows]:
        print(f"{name}, {reading}:")
        bars, found = bars_of(name, reading, rows, told)
        missed += verdict(found, bars, timed=not quick)
    return missed


def bars_of(name, reading, rows, told):
    """What a reading is held to on a set, and its figures."""
    values = told[reading]
    if name == PHOTOGRAPHS:
        return PHOTOGRAPHED, beside_plain(reading, rows)
    if name != USUAL:
        kept = {n: bar for n, bar in DRAWN.items() if reading == "match" or n != "matched near"}
        return kept, values
    bars = MATCH if reading == "match" else READING
    return bars, values | hazy_figures(rows[reading])


def beside_plain(reading: str, rows: dict[str, list[Judged]]) -> dict[str, float]:
    """A reading beside the best of the plain ones: in the mean over objects, and on each."""
    means = {one: means_by_object(answers) for one, answers in rows.items()}
    ours = means[reading]
    plain_ones = [means[one] for one in PLAIN if one in means]
    if not plain_ones:
        return {"share": np.nan, "worse": np.nan}
    best = min(plain_ones, key=lambda one: sum(one.values()))
    worse = sum(ours[one] > best[one] for one in ours)
    return {"share": sum(ours.values()) / sum(best.values()), "worse": float(worse)}


def print_by_object(rows: dict[str, list[Judged]]) -> None:
    """The mean error of every reading on every object."""
    means = {reading: means_by_object(answers) for reading, answers in rows.items()}
    objects = list(next(iter(means.values())))
    print(f"\n{'mean, deg':14}" + " ".join(f"{one:>10}" for one in objects))
    for reading, mean in means.items():
        print(f"{reading:14}" + " ".join(f"{mean[one]:10.1f}" for one in objects))


def width(form: str) -> int:
    """How wide a column is: as its form, or its head."""
    head = next(h for h, f in COLUMNS.values() if f == form)
    return max(int(form.split(".", maxsplit=1)[0]), len(head))


def cell(value: float, form: str) -> str:
    """A figure in its column; a dash where nothing tells."""
    shown = "-" if np.isnan(value) else format(value, form)
    return f"{shown:>{width(form)}}"


def told_openly(found: dict) -> dict[str, list[Judged]]:
    """All answers that may be looked at one by one."""
    return {
        name: [row for answers in rows.values() for row in answers]
        for name, rows in found.items()
        if name != LOCKED
    }


def plain(row: Judged) -> dict:
    """An answer beside its truth, as JSON."""
    told = {k: v for k, v in asdict(row.answer).items() if k != "key"}
    return {"image": row.image, "off_deg": row.off_deg, "wrong_lamp": row.wrong_lamp, **told}


if __name__ == "__main__":
    sys.exit(main())
