"""A folder of stills through `match`: one process against two, and through a dask scheduler.

Start-up of processes and workers is included, as a person waits for it. The results must be equal
but for how long each took.

    python tests/bench/bench_batch.py [FOLDER]
"""

import json
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STILLS = ROOT / "tests" / "reading" / "stills"
ASKED = 1.6


def main() -> int:
    """Time the three ways and compare what they wrote."""
    from scene_stager.batch import Batch

    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else STILLS
    stills = tuple(sorted(folder.glob("*.png")))
    with tempfile.TemporaryDirectory() as scratch:
        here = Path(scratch)
        one_s, one = timed(Batch(stills, here / "one", options(), "bench"))
        two_s, two = timed(Batch(stills, here / "two", options(), "bench", jobs=2))
        print(f"{len(stills)} stills, one process   {one_s:7.1f} s")
        print(f"{len(stills)} stills, two processes {two_s:7.1f} s   {one_s / two_s:.2f} x", end="")
        print(f"   (asked {ASKED}: {'yes' if one_s / two_s >= ASKED else 'NO'})")
        same = one == two
        cluster_s, cluster = through_dask(stills, here / "cluster")
        if cluster is None:
            print("dask is not installed: skipped")
        else:
            same = same and one == cluster
            times = f"{cluster_s:5.1f} s   {one_s / cluster_s:.2f} x"
            print(f"{len(stills)} stills, two dask workers {times}")
        print(f"results equal: {'yes' if same else 'NO'}")
    return 0 if same else 1


def options() -> dict[str, object]:
    """Numbers only: no sheet, nobody who looks at it."""
    from scene_stager.inverse.loop.job import Options

    return Options(picture=False, inspector="none").plain()


def timed(batch) -> tuple[float, dict[str, object]]:
    """How long a batch takes, and what it found, without the times in it."""
    from scene_stager.batch import run_batch
    from scene_stager.inverse.answer.match_file import MATCH_FILE
    from scene_stager.inverse.loop.job import match_files

    started_s = time.perf_counter()
    results = list(run_batch(batch, match_files))
    took_s = time.perf_counter() - started_s
    found = {}
    for result in results:
        told = json.loads((result.folder / MATCH_FILE).read_text("utf-8"))
        found[result.source.name] = {k: v for k, v in told.items() if k != "seconds"}
    return took_s, found


def through_dask(stills: tuple[Path, ...], out: Path) -> tuple[float, dict[str, object] | None]:
    """The same by a scheduler and two workers on this machine."""
    from scene_stager.batch import Batch

    try:
        from dask.distributed import LocalCluster
    except ModuleNotFoundError:
        return 0.0, None
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        return timed(Batch(stills, out, options(), "bench", scheduler=cluster.scheduler_address))


if __name__ == "__main__":
    sys.exit(main())
