"""Pictures as cluttered as photographs, from closed forms and seeded noise, with their truth."""

import numpy as np
from scipy import ndimage


def clutter(rng, height, width, colour, spread=0.5, grain_px=6.0):
    """Leaves, shelves, a crowd: patches of some size around a colour, linear light (h, w, 3)."""
    coarse = ndimage.gaussian_filter(rng.normal(size=(height, width, 3)), (grain_px, grain_px, 0))
    fine = ndimage.gaussian_filter(rng.normal(size=(height, width, 3)), (1.2, 1.2, 0))
    pattern = np.sign(coarse) * np.abs(coarse / coarse.std()) ** 0.5 + 0.5 * fine / fine.std()
    return np.asarray(colour) * np.exp(spread * pattern.mean(axis=-1, keepdims=True))


def portrait(
    seed=3, height=240, width=320, across=0.0, scale=1.0, behind=(0.05, 0.12, 0.05), pattern=0.25
):
    """Head and shoulders that leave the picture below, patterned, before clutter.

    Returns linear light (h, w, 3) and the coverage (h, w).
    """
    rng = np.random.default_rng(seed)
    y = (np.arange(height)[:, None] + 0.5) / height
    x = ((np.arange(width)[None, :] + 0.5) / width - 0.5 - across) * width / height
    head = (x / (0.17 * scale)) ** 2 + ((y - 0.42) / (0.23 * scale)) ** 2 < 1.0
    fall = 0.62 + 0.25 * np.abs(x / (0.42 * scale)) ** 2.5
    chest = (y > fall) & (np.abs(x) < 0.46 * scale)
    skin = clutter(rng, height, width, (0.55, 0.34, 0.24), 0.08)
    cloth = clutter(rng, height, width, (0.45, 0.10, 0.08), pattern, 4.0)
    lit = 0.75 + 0.5 * np.clip(x / (0.2 * scale), -1.0, 1.0)
    ground = clutter(rng, height, width, behind)
    rgb = np.where((head | chest)[..., None], np.where(head[..., None], skin, cloth), ground)
    rgb = rgb * np.where(head | chest, lit, 1.0)[..., None]
    return ndimage.gaussian_filter(rgb, (0.6, 0.6, 0)), head | chest
