"""How long a query takes over many pictures, beside a plain product of the same sizes."""

import tempfile
import time
from pathlib import Path

import numpy as np
from _timing import median_ms

from scene_stager.finding.asked import read_query
from scene_stager.finding.base import FindBase
from scene_stager.finding.find import Nearness, find
from scene_stager.finding.measured import names
from scene_stager.finding.vectors import cosines_of, open_vectors, write_vectors
from scene_stager.provenance.index.store import AssetIndex, IndexedFile
from scene_stager.provenance.record import Record

COUNT, DIM, TIMES = 36_000, 768, 15
WHO = ("recon pilot", "mechanic", "heron", "ceremonial figure", "diver", "warden")
WHERE = ("dry-dock", "citadel", "marsh", "night market", "salt flat")
QUERY = "recon pilot in the dry-dock, low key, key from the left"


class Many(AssetIndex):
    """An index that says it has many pictures, without their files."""

    def every(self) -> tuple[IndexedFile, ...]:
        """Pictures with a record each, subjects and places in turn."""
        return tuple(
            IndexedFile(
                f"{k:064x}",
                f"shot_{k}.png",
                True,
                Record(subject=WHO[k % 6], environment=WHERE[k % 5]).to_json(),
            )
            for k in range(COUNT)
        )


def main() -> None:
    """Print the table; ratios are to the product with an array of the same size, in this run."""
    rng = np.random.default_rng(1)
    with tempfile.TemporaryDirectory() as folder:
        index = Many(Path(folder))
        index.finish()
        base = FindBase(index)
        started_s = time.perf_counter()
        base.catch_up()
        print(f"words of {COUNT:,} records taken in: {time.perf_counter() - started_s:.2f} s")
        numbers = rng.normal(0.0, 3.0, (COUNT, len(names())))
        base.keep_numbers([(f"{k:064x}", row) for k, row in enumerate(numbers)])
        vectors = rng.normal(size=(COUNT, DIM)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        owns = [bytes.fromhex(f"{k:064x}") for k in range(COUNT)]
        write_vectors(Path(folder) / "v.npy", owns, vectors)
        rows, asked = open_vectors(Path(folder) / "v.npy", DIM).rows, vectors[7]
        query = read_query(QUERY)
        near = Nearness(cosines_of(rows, asked).astype(np.float64), "random")
        plain_ms = median_ms(lambda: vectors @ asked, TIMES)
        for name, act in (
            (f"plain numpy, {COUNT:,} x {DIM}", lambda: vectors @ asked),
            ("cosines, mapped from the file", lambda: cosines_of(rows, asked)),
            ("the ten nearest of them", lambda: nearest(rows, asked)),
            ("reading the query", lambda: read_query(QUERY)),
            ("words", lambda: base.by_words(query.terms)),
            ("words and numbers, ten results", lambda: find(base, query, 10)),
            ("words, numbers and vectors, ten", lambda: find(base, query, 10, near)),
        ):
            took_ms = median_ms(act, TIMES)
            print(f"{name:34} {took_ms:8.2f} ms {took_ms / plain_ms:7.2f} of plain")


def nearest(rows: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """The places of the ten highest cosines."""
    return np.argpartition(-cosines_of(rows, asked), 10)[:10]


if __name__ == "__main__":
    main()
