# SPDX-License-Identifier: Apache-2.0
"""A stencil or emblem that wanders: the mark's own motion, less that of what it is painted on."""

from collections.abc import Sequence
from math import hypot

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.colour.luminance import luminance
from scene_stager.maths.colour.srgb import encode_srgb
from scene_stager.pictures.picture import Picture
from scene_stager.provenance.law.document import MarkRule
from scene_stager.provenance.law.registration import Shift, find_shift
from scene_stager.provenance.law.verdict import LawRegion, LawVerdict

# House defaults, not measured.
ALIKE = 0.7  # of a patch that was found again
GAP_PX = 2  # between a mark and what is around it
LEAST_PX, LEAST_REACH_PX = 8, 16
MOST_SIDE_PX = 1024  # of a mark; larger ones are scenery


def judge_mark(
    rule: MarkRule, mask: Floats, pictures: Sequence[Picture]
) -> tuple[list[LawRegion], list[str], list[str]]:
    """How a mark of the first picture stands in the others, each against what is around it.

    Regions, reasons for doubt, and what was measured. Raises InputError for a mask that is none.
    """
    own = np.asarray(mask >= 0.5, dtype=np.bool_)
    first = pictures[0]
    _must_be_a_mark(own, first)
    size_px = float(np.sqrt(own.sum()))
    around = _around(own, size_px)
    regions: list[LawRegion] = []
    unsure: list[str] = []
    notes: list[str] = []
    if len(pictures) < 2:
        unsure.append(f"{rule.name}: one picture is no sequence")
    for later in pictures[1:]:
        if later.size_px != first.size_px:
            found = f"{later.size_px[0]} × {later.size_px[1]} pixels"
            expected = f"{first.size_px[0]} × {first.size_px[1]}, as {first.name}"
            raise InputError(Mistake(later.name, found, expected))
        reach_px = max(LEAST_REACH_PX, round(size_px))
        mark, ground = (find_shift(_grey(first), p, _grey(later), reach_px) for p in (own, around))
        doubt = _doubt(mark, ground)
        if doubt or mark is None or ground is None:
            unsure.append(f"{later.name}: {rule.name}: {doubt}")
            continue
        drift_px = hypot(mark.right_px - ground.right_px, mark.down_px - ground.down_px)
        told = f"{rule.name} drifts {drift_px:.1f} px, {drift_px / size_px:.1%} of its size"
        notes.append(f"{later.name}: {told}")
        if drift_px > rule.most_share * size_px:
            regions.append(_drifted(rule, own, mark, later, told))
    return regions, unsure, notes


def _must_be_a_mark(own: Bools, first: Picture) -> None:
    height, width = own.shape
    if (width, height) != first.size_px:
        expected = f"{first.size_px[0]} × {first.size_px[1]}, as {first.name}"
        raise InputError(Mistake("--mark", f"{width} × {height} pixels", expected))
    if own.sum() < LEAST_PX**2:
        found = f"a mark of {int(own.sum())} pixels"
        raise InputError(Mistake("--mark", found, f"at least {LEAST_PX} × {LEAST_PX}, in white"))
    sides = [int(np.ptp(np.flatnonzero(own.any(axis=k)))) + 1 for k in (0, 1)]
    if max(sides) > MOST_SIDE_PX:
        found = f"a mark of {sides[0]} × {sides[1]} pixels"
        raise InputError(Mistake("--mark", found, f"at most {MOST_SIDE_PX} to a side"))


def _around(own: Bools, size_px: float) -> Bools:
    """What the mark is painted on: a ring of half its size, a little way off."""
    from scipy import ndimage

    near = ndimage.binary_dilation(own, iterations=GAP_PX)
    wide = ndimage.binary_dilation(near, iterations=max(4, round(size_px / 2.0)))
    return np.asarray(wide & ~near, dtype=np.bool_)


def _doubt(mark: Shift | None, ground: Shift | None) -> str:
    """Why the two shifts say nothing; empty when they do."""
    if mark is None:
        return "it is too even to be found again"
    if ground is None:
        return "what is around it is too even to hold it against"
    if mark.likeness < ALIKE:
        return f"it has turned, changed, or is covered (likeness {mark.likeness:.2f})"
    if ground.likeness < ALIKE:
        return f"what is around it has changed (likeness {ground.likeness:.2f})"
    return ""


def _drifted(rule: MarkRule, own: Bools, mark: Shift, later: Picture, told: str) -> LawRegion:
    rows, columns = np.flatnonzero(own.any(axis=1)), np.flatnonzero(own.any(axis=0))
    right, down = round(mark.right_px), round(mark.down_px)
    width, height = later.size_px
    box = (
        max(int(columns[0]) + right, 0),
        max(int(rows[0]) + down, 0),
        min(int(columns[-1]) + 1 + right, width),
        min(int(rows[-1]) + 1 + down, height),
    )
    why = f"{later.name}: {told}, against what it is painted on"
    return LawRegion(rule.name, LawVerdict.BROKEN, "mark", why, box_px=box, area_px=int(own.sum()))


def _grey(picture: Picture) -> Floats:
    return encode_srgb(np.clip(luminance(picture.rgb.astype(np.float64)), 0.0, 1.0))
