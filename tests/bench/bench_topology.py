"""Time the shape of light in a picture: Morse-Smale cells, the Lotus point, the Betti signature.

    python tests/bench/bench_topology.py

The peer is plain gudhi, its general cubical complex, on the same picture in the same run.
"""

import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / name) for name in ("core", "")]

import numpy as np  # noqa: E402
from scipy.ndimage import gaussian_filter  # noqa: E402

from scene_stager.maths.topology.banchoff import classify_image  # noqa: E402
from scene_stager.maths.topology.betti import betti_signature  # noqa: E402
from scene_stager.maths.topology.lotus import lotus_point  # noqa: E402
from scene_stager.maths.topology.morse_smale import morse_smale  # noqa: E402
from scene_stager.maths.topology.persistence import (  # noqa: E402
    bright_pairs,
    bright_pairs_by_matrix,
)

RUNS = 5
MOST_CELLS_S, MOST_BETTI_S = 0.5, 0.015


def main():
    """Print one table."""
    large, small = still(1080, 1920), still(288, 512)
    stops = gaussian_filter(np.log2(np.maximum(large, 0.0014) / 0.18), 3.0)
    fine = gaussian_filter(np.log2(np.maximum(small, 0.0014) / 0.18), 0.8)
    found = morse_smale(stops, 0.25, framed=True)
    print(f"{len(found.hills.top)} hills, {len(found.bowls.top)} bowls at 1920 by 1080")
    general_s = quickest_s(lambda: bright_pairs_by_matrix(stops), runs=1)
    cells_s = quickest_s(lambda: morse_smale(stops, 0.25, framed=True).cells())
    row("1920x1080  plain gudhi, lifetimes only", general_s, general_s)
    row(
        "1920x1080  gudhi for rectangles, the same",
        quickest_s(lambda: bright_pairs(stops)),
        general_s,
    )
    row("1920x1080  hills, bowls and cells", cells_s, general_s)
    row("1920x1080  Banchoff kinds", quickest_s(lambda: classify_image(stops)), general_s)
    row("1920x1080  Lotus point", quickest_s(lambda: lotus_point(large)), general_s)
    print(f"cells in at most {MOST_CELLS_S} s: {'yes' if cells_s <= MOST_CELLS_S else 'NO'}\n")
    general_s = quickest_s(lambda: bright_pairs_by_matrix(fine))
    betti_s = quickest_s(lambda: betti_signature(small))
    row("512x288  plain gudhi", general_s, general_s)
    row("512x288  gudhi for rectangles", quickest_s(lambda: bright_pairs(fine)), general_s)
    row("512x288  Betti signature", betti_s, general_s)
    print(f"signature in at most {MOST_BETTI_S} s: {'yes' if betti_s <= MOST_BETTI_S else 'NO'}")


def still(h, w):
    """A ball on a floor with glints and grain, linear light."""
    y, x = np.mgrid[0:h, 0:w] / h
    right, down = (x - 0.8) / 0.3, (y - 0.5) / 0.3
    toward = np.sqrt(np.maximum(1.0 - right**2 - down**2, 0.0))
    inside = toward > 0
    shade = np.maximum(-0.5 * right - 0.6 * down + 0.62 * toward, 0.0)
    bumps = 0.5 + 0.5 * np.sin(90.0 * right) * np.sin(90.0 * down)
    ball = 0.02 + 0.3 * shade + 0.7 * shade**20 * bumps
    floor = 0.03 + 0.12 * np.exp(-((x - 0.6) ** 2) - (y - 1.0) ** 2 * 4.0)
    grain = np.exp2(np.random.default_rng(1).normal(0.0, 0.05, (h, w)))
    return np.where(inside, ball, floor) * grain


def quickest_s(work, runs=RUNS):
    """The best of a few runs."""
    took = []
    for _ in range(runs):
        began_s = time.perf_counter()
        work()
        took.append(time.perf_counter() - began_s)
    return min(took)


def row(title, took_s, peer_s):
    """One line: seconds, and how many times as fast as the peer."""
    print(f"{title:<44}{took_s * 1000:>10.1f} ms{peer_s / took_s:>10.1f} times plain gudhi's speed")


if __name__ == "__main__":
    main()
