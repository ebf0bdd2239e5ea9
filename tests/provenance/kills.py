"""Kill who stamps, and who indexes, with SIGKILL at random moments, and look what is left.

    python -m tests.provenance.kills [--random 50]

No picture is damaged, the index opens and is not set aside, no record is lost, and the next run
makes of it what is made from nothing.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from scene_stager.provenance.index.store import AssetIndex
from scene_stager.provenance.pixel_hash import pixel_hash_of_file
from scene_stager.provenance.stamp import stamp, verify
from tests.provenance.carried import PICTURES, RECORD, make
from tests.provenance.indexed import remade, set_of_pictures, take_in

LONGEST_S = 0.25  # after which one is killed; both go on and on until then


def main() -> int:
    """Kill as often as is asked, and say how often that hit somebody at work."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--random", type=int, default=50, metavar="N")
    options = parser.parse_args()
    missed = 0
    for name, case in (("stamp", stamping), ("index", indexing)):
        with tempfile.TemporaryDirectory() as scratch:
            hit = case(options.random, Path(scratch))
            print(f"{name}: killed at {hit} of {options.random} random moments, nothing lost")
            missed += options.random - hit
    return 1 if missed else 0


def killed(act: Callable[[], object], after_s: float) -> bool:
    """Act in a child that is killed after so long; False when it had come to its end."""
    child = os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(0)
    time.sleep(after_s)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def stamping(count: int, scratch: Path) -> int:
    """Stamp one picture of every kind over and over. Raises AssertionError for what is damaged."""
    moment = random.Random(1)
    files = [make(scratch, name) for name in PICTURES]
    own = {file: pixel_hash_of_file(file) for file in files}
    for file in files:
        stamp(file, RECORD)

    def over_and_over() -> None:
        for turn in range(1000):
            for file in files:
                stamp(file, replace(RECORD, subject=f"fox number {turn}"))

    hit = 0
    for _ in range(count):
        hit += killed(over_and_over, moment.uniform(0.0, LONGEST_S))
        for file in files:
            assert verify(file).verdict == "holds", file
            assert pixel_hash_of_file(file) == own[file], file
    return hit


def indexing(count: int, scratch: Path) -> int:
    """Index pictures that change all the time. Raises AssertionError for what is lost."""
    moment = random.Random(2)
    folder, place = set_of_pictures(scratch / "set"), scratch / "index"
    hit = 0
    for turn in range(count):
        name = f"fox number {turn}"
        stamp(folder / "s2.png", replace(RECORD, subject=name))

        def over_and_over(name: str = name) -> None:
            for again in range(1000):
                take_in(AssetIndex(place), folder)
                stamp(folder / "s2.png", replace(RECORD, subject=f"{name} again {again}"))

        hit += killed(over_and_over, moment.uniform(0.0, LONGEST_S))
        index = AssetIndex(place)
        before = index.finish()["records"] if index.is_begun else 0
        take_in(index, folder)
        counts = index.finish()
        assert index.damaged is None, turn
        assert counts["files"] == 6 and counts["records"] == 3 >= before, counts
        journal = (place / "records.jsonl").read_text(encoding="utf-8")
        assert all(f'"fox number {k}"' in journal for k in range(turn + 1)), turn
    assert index.dump() == remade(index, folder)
    return hit


if __name__ == "__main__":
    sys.exit(main())
