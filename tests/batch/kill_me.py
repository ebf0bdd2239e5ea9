"""A batch in a process of its own, to be killed at a random moment: SOURCES OUT [ROUND]."""

import sys
from pathlib import Path

from scene_stager.batch import Batch, run_batch
from tests.batch.work import CODE, measure

if __name__ == "__main__":
    stills = tuple(sorted(Path(sys.argv[1]).glob("*.png")))
    options = {"wait_s": 0.01} | ({"round": int(sys.argv[3])} if sys.argv[3:] else {})
    for result in run_batch(Batch(stills, Path(sys.argv[2]), options, CODE), measure):
        print(result.status, result.source.name, flush=True)
