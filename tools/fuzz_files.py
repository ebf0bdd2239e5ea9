#!/usr/bin/env python3
"""Damage the files that we read, thousands of times: each is read, or refused in clear lines.

    python tools/fuzz_files.py                        # 300 mutations of every kind of file
    python tools/fuzz_files.py plan take --count 3000 # of these, more
    python tools/fuzz_files.py plan --only 1234       # that one again, with what was said of it
    python tools/fuzz_files.py --keep FOLDER          # and the files that went wrong, kept there

Files are made of the baselines in tests/baselines, every version, of prose of tests/golden, of
pictures and solids with a record, and of meshes; a kind joins by its line there. Half of the
mutations have their hashes made right again, as somebody who can calculate would, so that what
stands behind the hashes is tried too. What is read is written, read again, and used. Prints a
line for each kind, with the longest that one file took and the most memory so far; exits 1 where
anything else than a clear line, a sound file or a little time came out.
"""

import argparse
import json
import re
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "core")]

from tools import _fuzzed_meshes  # noqa: E402
from tools._fuzzed_records import stamped_kinds  # noqa: E402
from tools._mutations import mutated  # noqa: E402

from scene_stager.errors import InputError, Mistake, StagerError  # noqa: E402
from scene_stager.inverse.second_look.calibration_library import (  # noqa: E402
    CalibrationLibrary,
    Entry,
)
from scene_stager.moks.executor import execute  # noqa: E402
from scene_stager.moks.manifest import PlanManifest  # noqa: E402
from scene_stager.moks.mesh_files.write import ply_of  # noqa: E402
from scene_stager.moks.plan import MoksBakePlan  # noqa: E402
from scene_stager.moks.plan_json import read_plan_file  # noqa: E402
from scene_stager.provenance.evaluate import evaluate_told  # noqa: E402
from scene_stager.script.read import read_script  # noqa: E402
from tests.baselines.nouns import FOLDER, NOUNS, Noun, read_from_file  # noqa: E402

LONGEST_S = 20.0  # for one file; a busy machine may be slow, a hang is longer
LONGEST_LINE = 2000
CLEAR = re.compile(r".*\S.*: found .+, expected .+", re.DOTALL)
RIGHT_HASH = re.compile(r"([0-9a-f]{64})(, which is what its contents give)?")
MOST_ROUNDS = 40
SOUND_VITALITY = 0.99


@dataclass(frozen=True)
class Fuzzed:
    """A kind of file: sound ones to begin with, its reader, its writer, and what it is for."""

    name: str
    seeds: Sequence[bytes]
    read: Callable[[bytes], Any]
    write: Callable[[Any], bytes] | None = None
    use: Callable[[Any], object] = field(default=lambda thing: None)


class Fault(Exception):
    """Something came out that should not have."""


def run_a_frame(plan: MoksBakePlan) -> object:
    """The first frame of a plan, with whatever inputs we have."""
    inputs = {one.name: NOUNS["path"].file(1) for one in plan.inputs}
    return execute(plan, frames=(plan.start_frame, plan.start_frame), inputs=inputs)


def build_by(told: PlanManifest) -> object:
    """The scene of a manifest, of whose files none may be outside of the folder where it stands."""
    found = told.found_in(FOLDER)
    if any(not file.resolve().is_relative_to(FOLDER.resolve()) for file in found.values()):
        raise Fault(f"leads out of its folder: {told.files}")
    return evaluate_told(read_plan_file(NOUNS["plan"].file(2)), told, FOLDER)


def used_library(file: Path) -> object:
    """The entries of a library after everything that is ever done with one.

    Raises InputError for one that was set aside: it is as good as none, and a new one is there.
    """
    shelf = CalibrationLibrary(file)
    entries = shelf.entries()
    near = shelf.nearest([0.0] * 23)
    shelf.add(Entry("new", (0.0,), {"key_azimuth_deg": 1.0}))
    for one in near:
        shelf.used(one.entry.digest)
    shelf.prune()
    shelf.rebuild([one for one, _ in shelf.entries()])
    if shelf.vitality("new") < SOUND_VITALITY:
        raise Fault("what was added is not there")
    if shelf.damaged is not None:
        raise InputError(Mistake(file.name, "a damaged library", "a sound one"))
    return entries


def prose_seeds() -> list[bytes]:
    """Sentences that people wrote."""
    files = sorted((ROOT / "tests" / "golden" / "prose").glob("*.json"))
    return [json.loads(file.read_bytes())["prose"].encode("utf-8") for file in files]


def _of(noun: Noun) -> Fuzzed:
    seeds = [noun.file(version).read_bytes() for version in range(1, noun.version + 1)]
    use = {"plan": run_a_frame, "manifest": build_by}.get(noun.name, lambda thing: None)
    read = {"library": read_from_file("library", used_library)}.get(noun.name, noun.read)
    return Fuzzed(noun.name, seeds, read, noun.write, use)


def kinds() -> dict[str, Fuzzed]:
    """Every kind of file there is to damage, by name."""
    prose = Fuzzed("prose", prose_seeds(), lambda data: read_script(data.decode("utf-8", "ignore")))
    records = (Fuzzed(name, [seed], read) for name, seed, read in stamped_kinds())
    meshes = (
        Fuzzed(name, seeds, _fuzzed_meshes.read, ply_of, _fuzzed_meshes.ridden)
        for name, seeds in _fuzzed_meshes.mesh_kinds()
    )
    return {one.name: one for one in (*map(_of, NOUNS.values()), prose, *records, *meshes)}


def mutation(kind: Fuzzed, index: int, seed: int) -> bytes:
    """The same file for the same index and seed, whatever was done before."""
    random = Random(f"{seed} {kind.name} {index}")
    data = mutated(random.choice(kind.seeds), random)
    return mended(kind, data) if random.random() < 0.5 else data


def mended(kind: Fuzzed, data: bytes) -> bytes:
    """The file with every hash as its reader wants it, as far as it says so."""
    for _ in range(MOST_ROUNDS):
        try:
            with in_time():
                kind.read(data)
            return data
        except InputError as error:
            wanted = [
                (mistake.where, found[1])
                for mistake in error.mistakes
                if (found := RIGHT_HASH.fullmatch(mistake.expected))
            ]
        except Exception:  # noqa: BLE001 - it is tried in its turn, and told then
            return data
        if not wanted:
            return data
        tree = json.loads(data.decode("utf-8", "surrogateescape"))
        for where, right in wanted:
            _put(tree, re.findall(r"\w+", where)[1:], right)
        data = json.dumps(tree).encode("utf-8", "surrogatepass")
    return data


def _put(tree: Any, way: Sequence[str], value: str) -> None:
    *steps, last = [int(step) if step.isdigit() else step for step in way]
    for step in steps:
        tree = tree[step]
    tree[last] = value


def verdict(kind: Fuzzed, data: bytes) -> str:
    """`sound` or `refused`. Raises Fault for anything else."""
    try:
        with in_time():
            thing = kind.read(data)
    except StagerError as error:
        judge_lines(error)
        return "refused"
    if kind.write is not None:
        again = kind.write(thing)
        if kind.write(kind.read(again)) != again:
            raise Fault("what is read and written is another file when it is read again")
    try:
        with in_time():
            kind.use(thing)
    except StagerError as error:
        judge_lines(error)
        return "refused in use"
    return "sound"


def judge_lines(error: StagerError) -> None:
    """Each mistake is one line that says where, what was found and what was expected."""
    lines = [str(m) for m in error.mistakes] if isinstance(error, InputError) else [str(error)]
    for line in lines:
        if len(line.splitlines()) != 1 or len(line) > LONGEST_LINE or not line.isprintable():
            raise Fault(f"not one line of modest length: {line[:300]!r}")
        if isinstance(error, InputError) and not CLEAR.fullmatch(line):
            raise Fault(f"not where, what was found and what was expected: {line[:300]!r}")


@contextmanager
def in_time() -> Iterator[None]:
    """Raise Fault when it takes too long. Needs signals that interrupt, which Windows lacks."""

    def late(signum: int, frame: object) -> None:
        raise Fault(f"took longer than {LONGEST_S:g} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, LONGEST_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)


def fuzz(
    kind: Fuzzed, indices: Sequence[int], seed: int
) -> tuple[Counter[str], dict[int, str], float]:
    """How the mutations ended, the last lines of those that ended badly, by index, and how many
    seconds the longest took."""
    ends: Counter[str] = Counter()
    faults: dict[int, str] = {}
    longest_s = 0.0
    for index in indices:
        data = mutation(kind, index, seed)
        started_s = time.perf_counter()
        try:
            ends[verdict(kind, data)] += 1
        except Exception:  # noqa: BLE001 - anything at all is a fault
            faults[index] = traceback.format_exc()
        longest_s = max(longest_s, time.perf_counter() - started_s)
    return ends, faults, longest_s


def most_memory_mb() -> float:
    """The most that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Damage, tell, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    known = kinds()
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(known))
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, metavar="INDEX")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    unknown = [name for name in options.kinds if name not in known]
    if unknown:
        parser.error(f"found {', '.join(unknown)}, expected some of {', '.join(known)}")
    indices = range(options.count) if options.only is None else [options.only]
    bad = 0
    for name in options.kinds or known:
        started_s = time.perf_counter()
        ends, faults, longest_s = fuzz(known[name], indices, options.seed)
        told = ", ".join(f"{count} {end}" for end, count in sorted(ends.items()))
        took_s = time.perf_counter() - started_s
        bounds = f"longest {longest_s:.2f} s, at most {most_memory_mb():.0f} MB"
        print(f"{name}: {told}, {len(faults)} faults, {took_s:.0f} s, {bounds}", flush=True)
        for index, trace in faults.items():
            said = trace if options.only is not None else trace.splitlines()[-1]
            print(f"  {name} {index}: {said}")
            if options.keep is not None:
                options.keep.mkdir(parents=True, exist_ok=True)
                file = options.keep / f"{name}_{index}"
                file.write_bytes(mutation(known[name], index, options.seed))
        bad += len(faults)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
