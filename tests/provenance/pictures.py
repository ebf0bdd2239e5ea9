"""Pictures for hashes, from whole numbers and from seeded noise: each unlike the others."""

import numpy as np


def pattern(height=90, width=121):
    """Whole-number codes that every machine draws alike (h, w, 3)."""
    y, x = np.mgrid[:height, :width]
    planes = (x * y // 7 + 3 * x, x * x // 11 + 5 * y, (x - y) ** 2 // 5)
    return np.stack([plane % 256 for plane in planes], axis=-1).astype(np.uint8)


def scene(seed, height=150, width=220):
    """Blobs of colour of many sizes over a slope, 8-bit codes (h, w, 3)."""
    from scipy import ndimage

    rng = np.random.default_rng(seed)
    total = np.zeros((height, width, 3))
    for size_px in (2, 6, 18, 50):
        noise = ndimage.gaussian_filter(rng.normal(size=total.shape), (size_px, size_px, 0))
        total += noise / noise.std() * rng.uniform(0.5, 1.5)
    tint = rng.uniform(0.5, 1.5, 3)
    return (255 * np.clip(0.45 + 0.13 * total * tint, 0, 1)).astype(np.uint8)
