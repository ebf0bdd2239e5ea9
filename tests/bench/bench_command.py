# SPDX-License-Identifier: Apache-2.0
"""The whole command `match STILL --no-picture` beside what its solver takes for the same still.

A command loads its libraries, reads the still, solves, looks a second time and writes; the bar is
that all of it takes at most 1.8 times what its solver takes by itself. The solver has the still's
file and gives the arrangements that explain it: reading the file and finding the subject (`reading
s`) and fitting lights (`fitting s`) are both its own, as they were when the bar was set. `by
fitting` is the ratio to the second alone, which is told and not judged. `libraries s` is what a
process takes that loads numpy and scipy as a match does and then ends: no command is below it.
`metrics s` and `match s` are a reading and a match from the file on in a process that has done it
once, beside their bars of 0.5 s and 2 s.
Seconds are those of the processor, the least of some runs, so that what else the machine does
counts less.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from _timing import median_ms

from scene_stager.inverse.loop.match import match
from scene_stager.inverse.solve.solve_still import solve_still
from scene_stager.inverse.still.still import still_of
from scene_stager.one_thread import on_one_thread
from scene_stager.pictures.read import read_picture
from scene_stager.reading.signature import read_signature

STILLS = Path(__file__).parents[1] / "reading" / "stills"
MOST, MOST_METRICS_S, MOST_MATCH_S = 1.8, 0.5, 2.0
LIBRARIES = "import numpy, scipy.ndimage, scipy.sparse.csgraph, scipy.spatial, scipy.optimize"
RUNS = 3
ALONE = "alone"
COMPILED = "PYTHONDONTWRITEBYTECODE"


def main() -> None:
    """Print a line for each still, and whether the bar is kept."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("stills", nargs="*", type=Path, default=sorted(STILLS.glob("*.png"))[:6])
    libraries_s = min(_process(["-c", LIBRARIES]) for _ in range(RUNS))
    print(f"libraries s {libraries_s:.2f}")
    heads = ("command s", "reading s", "fitting s", "ratio", "by fitting", "metrics s", "match s")
    print("still".ljust(20) + "".join(head.rjust(11) for head in heads))
    ratios, reads, matches = [], [], []
    for still in asked.parse_args().stills:
        every = [_alone(still) for _ in range(RUNS)]
        reading_s, fitting_s, *_ = min(every, key=lambda one: one[0] + one[1])
        command_s = min(_command(still) for _ in range(RUNS))
        ratios.append(command_s / (reading_s + fitting_s))
        reads.append(min(one[2] for one in every))
        matches.append(min(one[3] for one in every))
        told = (reading_s, fitting_s, ratios[-1], command_s / fitting_s, reads[-1], matches[-1])
        print(still.name.ljust(20) + "".join(f"{one:11.2f}" for one in (command_s, *told)))
    _verdict("ratio", ratios, MOST)
    _verdict("metrics s", reads, MOST_METRICS_S)
    _verdict("match s", matches, MOST_MATCH_S)


def _verdict(what: str, measured: list[float], most: float) -> None:
    worst, middle = max(measured), median(measured)
    kept = "kept" if worst <= most else "missed"
    print(f"{what}: median {middle:.2f}, worst {worst:.2f}, bar {most}: {kept}")


def _command(still: Path) -> float:
    """The seconds of a process that matches and writes, from its start to its end."""
    with tempfile.TemporaryDirectory() as out:
        asked = ["match", str(still), "--no-picture", "--json", "--out", out]
        return _process(["-m", "scene_stager.cli", *asked])


def _process(words: list[str]) -> float:
    """The seconds of a Python with these words."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    asked = [sys.executable, *words]
    subprocess.run(asked, stdout=subprocess.DEVNULL, check=False, env=_environment())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _environment() -> dict[str, str]:
    """As whoever runs a command a second time: what was compiled is kept."""
    kept = {name: value for name, value in os.environ.items() if name != COMPILED}
    return kept | {"OPENBLAS_NUM_THREADS": "1"}  # as the command sets it for itself


def _alone(still: Path) -> list[float]:
    """The seconds that reading and fitting take, the first time in a process that is loaded; then
    those of a reading for metrics, and of a whole match."""
    words = [sys.executable, __file__, ALONE, str(still)]
    done = subprocess.run(words, capture_output=True, check=True, env=_environment())
    return [float(one) for one in done.stdout.split()]


def alone(still: Path) -> None:
    """Print what `_alone` asks for."""
    with on_one_thread():
        read_picture(still)  # loads what reading pictures takes, too
        began_s = time.process_time()
        seen = still_of(read_picture(still))
        read_s = time.process_time()
        if seen is None:
            sys.exit(f"{still}: no subject stands out")
        solve_still(seen)
        print(read_s - began_s, time.process_time() - read_s)
        for act in (lambda: read_signature(read_picture(still)), lambda: match(still)):
            act()
            print(median_ms(act, RUNS, time.process_time) / 1e3)


if __name__ == "__main__":
    alone(Path(sys.argv[2])) if sys.argv[1:2] == [ALONE] else main()
