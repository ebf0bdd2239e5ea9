"""How long it takes to find what is near to a picture among many hashes, mapped from a file."""

import tempfile
from pathlib import Path

import numpy as np
from _timing import median_ms

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
            one = median_ms(lambda f=forms, h=hashes: near_duplicates(f[:1], h), TIMES)
            eight = median_ms(lambda f=forms, h=hashes: near_duplicates(f, h), TIMES)
            print(f"{count:>16,} {one:>14.2f} ms {eight:>15.2f} ms")
    picture = rng.integers(0, 256, (1024, 1024, 3), dtype=np.uint8)
    for name, act in (
        ("perceptual hash", perceptual_hash),
        ("colour signature", colour_signature),
    ):
        took_ms = median_ms(lambda f=act: f(picture), TIMES)
        print(f"{name} of 1024 x 1024: {took_ms:.1f} ms")


if __name__ == "__main__":
    main()
