"""How long a full signature takes, beside what a plain read of the file's pixels takes."""

from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
from scipy import ndimage

from scene_stager.pictures.read import read_picture
from scene_stager.reading.signature import read_signature

STILL = Path(__file__).resolve().parent.parent / "reading" / "stills" / "ref_11_009.png"
RUNS = 5
TARGET_S = 0.8


def main() -> None:
    """Print the table: signature of a 1920 x 1080 still, and a Gaussian blur of it as the peer."""
    small = np.asarray(read_picture(STILL).rgb, dtype=np.float64)
    still = np.kron(small, np.ones((3, 3, 1)))
    print(f"still {still.shape[1]} x {still.shape[0]}, median of {RUNS}, target {TARGET_S} s")
    peer = _seconds(lambda: ndimage.gaussian_filter(still, (20.0, 20.0, 0.0)))
    print(f"  gaussian blur, 20 px (peer)   {peer:6.3f} s")
    for mode in ("geometric", "heuristic"):
        seconds = _seconds(lambda mode=mode: read_signature(still, mode=mode))
        print(f"  signature, {mode:18} {seconds:6.3f} s   {seconds / peer:5.2f} x peer")


def _seconds(run) -> float:
    run()
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        run()
        times.append(perf_counter() - start)
    return median(times)


if __name__ == "__main__":
    main()
