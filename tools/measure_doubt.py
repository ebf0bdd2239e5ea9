# SPDX-License-Identifier: Apache-2.0
"""How often stated cones hold, by kind and by who said where the subject is, and their scales.

    python tools/measure_doubt.py usual open FOLDER          # any sets but the locked half
    python tools/measure_doubt.py FOLDER --outlines searched # one way to have outlines
    python tools/measure_doubt.py usual --keep ROWS.json     # what was read, for another time
    python tools/measure_doubt.py --from ROWS.json           # only the fit, on what was kept

Each way of outline has scales of its own, which reading/lights/key_doubt.py holds. They are fitted
to all kinds of subjects, and tried on each kind by those that the others give.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "core")]

import numpy as np  # noqa: E402
from tools.measuring.coverage import (  # noqa: E402
    FEWEST,
    Doubted,
    fitted,
    kinds_left_out,
    share_held,
)
from tools.measuring.judged import MATCHED_DEG, Judged  # noqa: E402
from tools.measuring.methods import MATCHED, METHODS, Seen  # noqa: E402
from tools.measuring.sets import StillSet, steering_set  # noqa: E402

from scene_stager.models.shelf import FOLDER_VARIABLE  # noqa: E402

READINGS = ("metrics", "match")
OUTLINES = ("network", "searched", "given")


def main() -> int:
    """Read every set with every way of outline, or what was kept; print coverage and scales."""
    asked = options().parse_args()
    rows = kept(asked.kept) if asked.kept else list(read(asked.sets, asked.outlines))
    if asked.keep:
        asked.keep.write_text(json.dumps([asdict(row) for row in rows]), encoding="utf-8")
    for reading in READINGS:
        for outline in OUTLINES:
            some = [r for r in rows if (r.reading, r.outlines) == (reading, outline)]
            if some:
                tell(f"{reading}, {outline}", some)
    return 0


def options() -> argparse.ArgumentParser:
    """What the command line takes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="*", type=steering_set, metavar="SET")
    parser.add_argument("--outlines", nargs="+", choices=OUTLINES, default=list(OUTLINES))
    parser.add_argument("--keep", type=Path, help="where to write what was read")
    parser.add_argument("--from", dest="kept", type=Path, help="what was kept, in place of sets")
    return parser


def kept(file: Path) -> list[Doubted]:
    """What an earlier run wrote."""
    told = json.loads(file.read_text(encoding="utf-8"))
    return [Doubted(**row | {"parts": tuple(row["parts"])}) for row in told]


def read(sets: list[StillSet], outlines: list[str]) -> Iterator[Doubted]:
    """Every key of every still, by both readings, with every way of outline that it has."""
    for way in outlines:
        with ExitStack() as held:
            if way == "searched":
                nowhere = held.enter_context(TemporaryDirectory())
                held.enter_context(patch.dict(os.environ, {FOLDER_VARIABLE: nowhere}))
            for one in sets:
                for still in one.stills:
                    seen = Seen(still, true_outline=way == "given")
                    if (way == "given") == (seen.mask is not None):
                        yield from doubted(one.name, way, seen)


def doubted(set_name: str, outlines: str, seen: Seen) -> Iterator[Doubted]:
    """What both readings say of a still that has a key."""
    still = seen.still
    kind = still.object_name or still.truth.get("subject", "")
    for reading in READINGS:
        answer = METHODS[reading](seen)
        off_deg = Judged(still.path.name, kind, still.truth, answer).off_deg
        if off_deg is None or answer.doubt is None or answer.within_deg is None:
            continue
        is_matched = answer.outcome == MATCHED
        where = (set_name, kind, outlines, reading)
        yield Doubted(*where, off_deg, answer.within_deg, answer.doubt.parts, is_matched)


def tell(title: str, rows: list[Doubted]) -> None:
    """One reading with one way of outline: by set, by kind, and the scales that would hold."""
    print(f"\n== {title}: {len(rows)} keys, {share_held(rows):.0%} in their cones")
    for name in dict.fromkeys(row.set_name for row in rows):
        some = [row for row in rows if row.set_name == name]
        cones, off = (np.median([getattr(r, n) for r in some]) for n in ("within_deg", "off_deg"))
        said = f"{len(some)} keys, {share_held(some):.0%}, median {cones:.0f} for {off:.0f} deg"
        near = [row.off_deg <= MATCHED_DEG for row in some if row.is_matched]
        print(f"{name:16} {said}; matched {len(near)}, near {sum(near)}")
    kinds = sorted({row.kind for row in rows})
    each = {kind: [row for row in rows if row.kind == kind] for kind in kinds}
    told = [f"{k} {share_held(v):.0%} of {len(v)}" for k, v in each.items() if len(v) >= FEWEST]
    print("by kind: " + ", ".join(told))
    if len(kinds) > 1:
        begun = tuple(1.0 if place == 0 else 20.0 for place in range(len(rows[0].parts)))
        print(f"scales that hold: {np.round(fitted(rows, begun), 2).tolist()}")
        print(f"kinds left out: {share_held(kinds_left_out(rows, begun)):.0%} in their cones")


if __name__ == "__main__":
    sys.exit(main())
