"""How long it takes to find what is near to a picture among many hashes, mapped from a file."""

import tempfile
import time
from pathlib import Path

import numpy as np

from scene_stager.provenance.colour_signature import colour_signature
from scene_stager.provenance.near_duplicates import near_duplicates
from scene_stager.provenance.perceptual_hash import perceptual_hash

COUNTS = (36_000, 1_000_000)
TIMES = 15


def main() -> None:
    """Print the tables."""
    rng = np.random.default_rng(1)
    print("hashes, 256 bits     as it stands     in eight forms     (median of 15)")
    with tempfile.TemporaryDirectory() as folder:
        for count in COUNTS:
            path = Path(folder) / "hashes.npy"
            np.save(path, rng.integers(0, 256, (count, 32), dtype=np.uint8))
            hashes = np.load(path, mmap_mode="r")
            forms = np.array(hashes[:8])
            one = median_ms(lambda f=forms, h=hashes: near_duplicates(f[:1], h))
            eight = median_ms(lambda f=forms, h=hashes: near_duplicates(f, h))
            print(f"{count:>16,} {one:>14.2f} ms {eight:>15.2f} ms")
    picture = rng.integers(0, 256, (1024, 1024, 3), dtype=np.uint8)
    print(f"perceptual hash of 1024 x 1024: {median_ms(lambda: perceptual_hash(picture)):.1f} ms")
    print(f"colour signature of the same:   {median_ms(lambda: colour_signature(picture)):.1f} ms")


def median_ms(act) -> float:
    """Milliseconds that something takes, the median of some times."""
    took_s = []
    for _ in range(TIMES):
        started_s = time.perf_counter()
        act()
        took_s.append(time.perf_counter() - started_s)
    return 1e3 * sorted(took_s)[TIMES // 2]


if __name__ == "__main__":
    main()
