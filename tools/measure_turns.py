#!/usr/bin/env python3
"""Whether every host keeps every turn: the eight scenarios, and many drawn shots.

    python tools/measure_turns.py --shots 200

Shots are drawn as the tests draw them: a quarter each of any rig and move, of drones that look
straight down, of rolls over the top, and of both. Each is baked into every host that this Python
has and into every Blender that there is, by the add-on and by Blender's own importer of USD, and
decoded on every frame and between frames. Takes some twenty minutes for 200. Exits 1 where a turn
is off by more than 0.02 degrees.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scene_stager import bake  # noqa: E402
from scene_stager.moks.take import Take  # noqa: E402
from scene_stager.script.read import scenarios  # noqa: E402
from tests.blender.interpreters import interpreters  # noqa: E402
from tests.blender.kept_in_blender import kept_in_blender  # noqa: E402
from tests.hosts.drawn_shots import drawn_shot  # noqa: E402
from tests.hosts.kept_turns import MOST_OFF_DEG, Kept, kept_by  # noqa: E402
from tests.hosts.registry import benches  # noqa: E402

AT_ONCE = 10  # shots in one process, and in one start of a Blender
Found = dict[str, Kept]


def takes_of(name: str | range) -> list[Take]:
    """A scenario, or the shots of some numbers."""
    return [bake(name)] if isinstance(name, str) else [drawn_shot(number) for number in name]


def measured(blenders: dict[str, str], name: str | range) -> Found:
    """By host, what is kept of a few shots."""
    takes, found = takes_of(name), {}
    for host, opened in benches().items():
        found[host] = Kept()
        for take in takes:
            found[host] = found[host].plus(kept_by(host, opened(), take))
    for version, python in blenders.items():
        for way, kept in kept_in_blender(python, takes).items():
            found[f"Blender {version}, {way}"] = kept
    return found


def together(parts: Iterator[Found], said: Callable[[int], None]) -> Found:
    """All of them in one."""
    total: Found = {}
    for number, part in enumerate(parts, 1):
        total = {host: total.get(host, Kept()).plus(kept) for host, kept in part.items()}
        said(number)
    return total


def main() -> int:
    """Measure, print the table, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shots", type=int, default=200, help="how many are drawn")
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes")
    parser.add_argument("--no-blender", action="store_true", help="only what needs none")
    asked = parser.parse_args()
    numbers = range(asked.first, asked.first + asked.shots)
    few = [numbers[n : n + AT_ONCE] for n in range(0, len(numbers), AT_ONCE)]
    work = [*sorted(scenarios()), *few]
    blenders = {} if asked.no_blender else dict(sorted(interpreters().items()))
    with ProcessPoolExecutor(asked.jobs) as pool:
        parts = pool.map(partial(measured, blenders), work)
        told = lambda n: print(f"{n} of {len(work)}", end="\r", file=sys.stderr, flush=True)  # noqa: E731
        total = together(parts, told)
    print(
        f"{len(scenarios())} scenarios, {asked.shots} drawn shots; at most {MOST_OFF_DEG} degrees"
    )
    print(f"{'host':28}{'frames':>9}{'between':>9}{'on frames':>12}{'between':>12}")
    for host, kept in total.items():
        worst = f"{kept.on_frames_deg:>12.1e}{kept.between_deg:>12.1e}"
        print(f"{host:28}{kept.frames:>9}{kept.between:>9}{worst}{'' if kept.whole else '  LOST'}")
    return int(not all(kept.whole for kept in total.values()))


if __name__ == "__main__":
    sys.exit(main())
