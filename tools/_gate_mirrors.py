"""How far off the key the place is that a body's brightest highlight mirrors."""

import numpy as np

from scene_stager.reading.grid import make_grids
from scene_stager.reading.highlights import find_highlights
from scene_stager.reading.inflate import inflated_normals
from scene_stager.reading.lights.directions import angle_between_deg
from scene_stager.reading.mask import mask_from_coverage

EXPOSED_AT = 0.12  # the median of every body, as a camera would
NEAR_DEG = 25.0
TO_LENS = np.array([0.0, 0.0, 1.0])


def mirrored_off_deg(file):
    """Kind and error (n,), not a number without a highlight, of a set of rendered bodies."""
    with np.load(file) as kept:
        rows = [kept[name] for name in ("luminance", "inside", "key", "kind")]
    return rows[3], np.array([off_deg(*row) for row in zip(*rows[:3], strict=True)])


def off_deg(picture, inside, key):
    """The angle between the key and where the highlight mirrors on the balloon of the outline."""
    light = inside * np.minimum(picture * (EXPOSED_AT / np.median(picture[inside])), 1.0)
    grids = make_grids(np.repeat(light[..., None].astype(float), 3, axis=2))
    mask = mask_from_coverage(inside.astype(float), grids, "given").inside
    spot = find_highlights(grids, mask).pixel
    if spot is None or not mask[spot]:
        return np.nan
    normal = inflated_normals(mask)[spot]
    return angle_between_deg(2.0 * (normal @ TO_LENS) * normal - TO_LENS, key)


def report_mirrors(found, machined_kinds):
    """Print how often the key is near, for machined, grown and smooth bodies."""
    kinds, off = (np.concatenate([one[part] for one in found.values()]) for part in (0, 1))
    smooth = kinds == "plain"
    machined = np.isin(kinds, machined_kinds)
    groups = {"machined": machined, "grown": ~machined & ~smooth, "smooth": smooth}
    seen = ~np.isnan(off)
    print(f"\n{'highlights':<12}{'bodies':>8}{'with':>6}{'near':>7}{'median':>8}")
    for name, here in groups.items():
        angles = off[here & seen]
        print(f"{name:<12}{here.sum():>8}{angles.size:>6}", end="")
        print(f"{np.mean(angles <= NEAR_DEG):>7.2f}{np.median(angles):>8.1f}")
