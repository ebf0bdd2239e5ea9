# SPDX-License-Identifier: Apache-2.0
"""The whole command `match STILL --no-picture` beside what its solver takes for the same still.

A command loads its libraries, reads the still, solves, looks a second time and writes; the bar is
that all of it takes at most 1.8 times what the solver alone takes. Seconds are those of the
processor, the least of some runs, so that what else the machine does counts less.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scene_stager.inverse.solve.solve_still import solve_still
from scene_stager.inverse.still.still import still_of
from scene_stager.one_thread import on_one_thread
from scene_stager.pictures.read import read_picture

STILLS = Path(__file__).parents[1] / "reading" / "stills"
MOST = 1.8
RUNS = 3


def main() -> None:
    """Print a line for each still, and whether the bar is kept."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("stills", nargs="*", type=Path, default=sorted(STILLS.glob("*.png"))[:4])
    print(f"{'still':<20}{'command s':>10}{'reading s':>11}{'solver s':>10}{'ratio':>7}")
    ratios = []
    for still in asked.parse_args().stills:
        alone = [_alone(still) for _ in range(RUNS)]
        reading_s, solver_s = min(one[0] for one in alone), min(one[1] for one in alone)
        command_s = min(_command(still) for _ in range(RUNS))
        ratios.append(command_s / solver_s)
        print(
            f"{still.name:<20}{command_s:10.2f}{reading_s:11.2f}{solver_s:10.2f}{ratios[-1]:7.2f}"
        )
    worst = max(ratios)
    print(f"worst {worst:.2f}, bar {MOST}: {'kept' if worst <= MOST else 'missed'}")


def _command(still: Path) -> float:
    """The seconds of a process that matches and writes, from its start to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as out:
        asked = ["match", str(still), "--no-picture", "--json", "--out", out]
        words = [sys.executable, "-m", "scene_stager.cli", *asked]
        subprocess.run(words, stdout=subprocess.DEVNULL, check=False, env=_environment())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _environment() -> dict[str, str]:
    """As whoever runs a command a second time: what was compiled is kept."""
    left_out = ("PYTHONDONTWRITEBYTECODE", "OPENBLAS_NUM_THREADS")
    return {name: value for name, value in os.environ.items() if name not in left_out}


def _alone(still: Path) -> tuple[float, float]:
    """The seconds that finding the subject takes, and those of the solver."""
    with on_one_thread():
        began_s = time.process_time()
        seen = still_of(read_picture(still))
        read_s = time.process_time()
        if seen is None:
            sys.exit(f"{still}: no subject stands out")
        solve_still(seen)
        return read_s - began_s, time.process_time() - read_s


if __name__ == "__main__":
    main()
