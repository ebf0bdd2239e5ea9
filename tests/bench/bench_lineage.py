"""How long walks take in an index of a corpus that is made up: 36,000 files, 57,000 edges."""

import tempfile
import time
from pathlib import Path

import numpy as np
from _timing import median_ms

from scene_stager.presets.lineage import Lineage, Parent
from scene_stager.provenance.index.entry import IndexEntry
from scene_stager.provenance.index.store import AssetIndex
from scene_stager.provenance.lineage.walk import Reach, lineage_of, whole_lineage
from scene_stager.provenance.record import Record

FILES, EDGES, BATCH, TIMES = 36_000, 57_000, 4_000, 15
LATE = 60
TRIED = 60  # places of which one is taken
ASKED = 2_200  # files of a walk that is to take less than 50 ms
NEAR_BACK = 450  # how far back a parent may lie: long chains, as in a show
PLAIN = """
    WITH RECURSIVE up (id, steps) AS (
        VALUES (?, 0) UNION
        SELECT parent, steps + 1 FROM up JOIN edges ON child = id WHERE steps < ?)
    SELECT id, min(steps) FROM up GROUP BY id
"""
STAGES = ("S1", "S2", "S3", "S4", "S5")


def main() -> None:
    """Print the table."""
    rng = np.random.default_rng(1)
    with tempfile.TemporaryDirectory() as folder:
        index = AssetIndex(Path(folder))
        started_s = time.perf_counter()
        for start in range(0, FILES, BATCH):
            index.put([entry(rng, k) for k in range(start, min(start + BATCH, FILES))], ())
        filled_s = time.perf_counter() - started_s
        started_s = time.perf_counter()
        counts = index.finish()
        derived_s = time.perf_counter() - started_s
        print(f"{counts['files']:,} files, {counts['edges']:,} edges: filled in {filled_s:.1f} s")
        print(f"edges and circles made of them: {derived_s:.2f} s")
        nothing_ms = median_ms(lambda: index.ask(lambda base: None), TIMES, time.process_time)
        print(
            f"one question that asks nothing: {nothing_ms:.1f} ms of a processor, median of {TIMES}"
        )
        for depth in (1, 5, 20):
            plain, told, took_ms = walk_ms(index, Reach(depth, 0, siblings=False))
            print(f"ancestors, depth {depth:>2}: {told:>6} files {took_ms:>8.1f} ms")
        told, took_ms_asked = nearest_ms(index, ASKED)
        print(f"ancestors, depth 20: {told:>6} files {took_ms_asked:>8.1f} ms, asked under 50")
        plain_ms = median_ms(
            lambda: index.ask(lambda base: base.execute(PLAIN, plain).fetchall()),
            TIMES,
            time.process_time,
        )
        print(f"the same ids by SQL's own recursion, and nothing of them: {plain_ms:.1f} ms")
        print(f"all that is told, against that: {took_ms / plain_ms:.1f} times")
        started_s = time.perf_counter()
        whole = whole_lineage(index)
        print(f"the whole: {len(whole.nodes):,} files {time.perf_counter() - started_s:.2f} s")


def entry(rng: np.random.Generator, number: int) -> IndexEntry:
    """A file that was read, with as many parents as make up the edges."""
    count = min(int(rng.poisson(EDGES / FILES)), 8, number)
    back = rng.integers(1, min(number, NEAR_BACK) + 1, count) if count else []
    parents = sorted({number - int(one) for one in back})
    line = Lineage("render", tuple(Parent(name_of(one)) for one in parents))
    record = Record(f"subject {number % 60}", stage=STAGES[number % 5], lineage=line)
    own = name_of(number)
    text = Record(record.subject, stage=record.stage, lineage=line, pixel_hash=own).to_json()
    path = f"/made/up/{number:06}.png"
    return IndexEntry(path, (1, 1, 1, 1), "PNG", "holds", "", own, f"{number:064x}", text)


def name_of(number: int) -> str:
    """A hash that nothing has."""
    return f"{(number * 0x9E3779B97F4A7C15F39CC0605CEDC835) % 2**256:064x}"


def walk_ms(index: AssetIndex, reach: Reach) -> tuple[tuple[str, int], int, float]:
    """The walk from whichever late file has the most above it, how many files it tells, and what
    it takes."""
    late = [name_of(FILES - back) for back in range(1, LATE)]
    focus = max(late, key=lambda name: len(lineage_of(index, name, reach).nodes))
    told = lineage_of(index, focus, reach)
    took_ms = median_ms(lambda: lineage_of(index, focus, reach), TIMES, time.process_time)
    return (focus, reach.up), len(told.nodes), took_ms


def nearest_ms(index: AssetIndex, files: int) -> tuple[int, float]:
    """Of walks 20 deep the one that tells most nearly so many files: how many, and how long."""
    reach = Reach(20, 0, siblings=False)
    counts = {
        name: len(lineage_of(index, name, reach).nodes)
        for name in (name_of(FILES - back) for back in range(1, FILES, FILES // TRIED))
    }
    focus = min(counts, key=lambda name: abs(counts[name] - files))
    return counts[focus], median_ms(
        lambda: lineage_of(index, focus, reach), TIMES, time.process_time
    )


if __name__ == "__main__":
    main()
