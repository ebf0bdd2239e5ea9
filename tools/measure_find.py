# SPDX-License-Identifier: Apache-2.0
"""How well measured numbers name stills of known truth, in twenty-two cinematic categories.

    python tools/measure_find.py                    # draws, measures, judges: five core minutes
    python tools/measure_find.py --count 66         # fewer of them
    python tools/measure_find.py --rows rows.json   # keeps what was measured, or begins with it

The figures of docs/find.md are with the network for subjects that `tools/dev.py setup` puts on a
shelf: SCENE_STAGER_MODELS=.venv-models/shelf in front.

Each still is of one half, open or locked, by lot; the bounds in senses.json were chosen on the open
half. A label is the one whose bounds hold by the widest margin; what a category scores is the mean
over its labels of the share that was named rightly. Exits 1 when the locked half misses its bar.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "core")]

from tools.bars import FIND, verdict  # noqa: E402
from tools.stills.described import CATEGORIES, described  # noqa: E402

from scene_stager.finding.measured import measured, measured_by  # noqa: E402
from scene_stager.finding.senses import senses  # noqa: E402
from scene_stager.maths.colour.srgb import decode_srgb  # noqa: E402

SEED, COUNT = 2026, 264
HALVES = ("open", "locked")
SHOWN_EVERY = 22
MEANS = {"rim": ("rim left", "rim right")}  # a label that any of some senses means


def main() -> int:
    """Measure what is not measured yet, print the table, and judge the locked half."""
    asked = options().parse_args()
    rows = kept(asked.rows)
    for number in range(len(rows), asked.count):
        codes, truth = described(SEED, number)
        row = measured(decode_srgb(codes / 255.0))
        rows.append({"truth": truth, "row": [None if np.isnan(v) else float(v) for v in row]})
        if number % SHOWN_EVERY == SHOWN_EVERY - 1:
            print(f"{number + 1} of {asked.count} measured", file=sys.stderr, flush=True)
            keep(asked.rows, rows)
    keep(asked.rows, rows)
    print(f"by {measured_by()}")
    every = {half: scores(of_half(rows[: asked.count], half)) for half in HALVES}
    print(f"{'category':18} {'open':>6} {'locked':>6}  stills of each label, both halves")
    for name in CATEGORIES:
        shares = " ".join(f"{100 * every[half][name]:6.1f}" for half in HALVES)
        print(f"{name:18} {shares}  {counts(rows[: asked.count], name)}")
    means = {half: 100.0 * float(np.nanmean(list(every[half].values()))) for half in HALVES}
    print(f"{'mean':18} {means['open']:6.1f} {means['locked']:6.1f}")
    return 1 if verdict({"mean": means["locked"]}, FIND) else 0


def options() -> argparse.ArgumentParser:
    """What the command line takes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=COUNT, help="stills, of both halves")
    parser.add_argument("--rows", type=Path, help="a file of what was measured; made where missing")
    return parser


def kept(file: Path | None) -> list[dict]:
    """What was measured before, by this very measurement; else nothing."""
    if file is None or not file.is_file():
        return []
    tree = json.loads(file.read_text("utf-8"))
    return tree["rows"] if tree["by"] == measured_by() else []


def keep(file: Path | None, rows: list[dict]) -> None:
    """Write what was measured, where a file is named."""
    if file is not None:
        file.write_text(json.dumps({"by": measured_by(), "rows": rows}), encoding="utf-8")


def of_half(rows: list[dict], half: str) -> list[dict]:
    """The stills of a half: a lot drawn from each still's own number."""
    lots = [int(np.random.default_rng([SEED, k, 7]).integers(2)) for k in range(len(rows))]
    return [row for row, lot in zip(rows, lots, strict=True) if HALVES[lot] == half]


def scores(rows: list[dict]) -> dict[str, float]:
    """Of each category the mean, over labels that are there, of the share named rightly."""
    numbers = np.array([[np.nan if v is None else v for v in row["row"]] for row in rows])
    found = {}
    for name, labels in CATEGORIES.items():
        margins = np.stack([margin_of(label, numbers) for label in labels])
        named = [labels[k] for k in margins.argmax(axis=0)]
        told = [row["truth"].get(name) for row in rows]
        shares = [
            np.mean([named[k] == label for k, one in enumerate(told) if one == label])
            for label in labels
            if label in told
        ]
        found[name] = float(np.mean(shares)) if shares else float("nan")
    return found


def margin_of(label: str, numbers: np.ndarray) -> np.ndarray:
    """By how much each still is what a label means."""
    meant = MEANS.get(label, (label,))
    return np.max([senses()[one].margin(numbers) for one in meant], axis=0)


def counts(rows: list[dict], name: str) -> str:
    """How many stills there are of each label."""
    told = [row["truth"].get(name) for row in rows]
    return ", ".join(f"{told.count(label)} {label}" for label in CATEGORIES[name])


if __name__ == "__main__":
    sys.exit(main())
