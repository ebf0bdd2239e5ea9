# SPDX-License-Identifier: Apache-2.0
"""Lists the hills of a picture that may be a lit form, and how well each one speaks for itself."""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.topology.morse_smale import OUTSIDE, Hills

FOOT_SHARE = 0.1  # of a hill's rise that is its foot, the smoothed edge: not part of its domain
BAND_PX = 3  # to each side of an outline: where it is looked for at its steepest
LEVEL_STOPS = 0.005  # a pixel: no outline counts as more level than that
ALL_AROUND = np.ones((3, 3), dtype=np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A hill that is wholly inside the frame.

    shapes   domain (h, w): what is higher than the pass at which the hill is lost, but for its foot
    units    rise_stops from that pass to the summit; edge_stops per pixel, geometric mean over the
             outline, so that one hard stretch (a pool of light behind a form) does not make it
             hard; volume is the mean over the picture of the stops above the pass; centred from 0
             at the frame's edge to 1 in its middle
    """

    summit: int
    domain: Bools
    rise_stops: float
    edge_stops: float
    volume_share: float
    centred_share: float

    @property
    def weight_share(self) -> float:
        """What forms are ranked by: large, with a hard outline, and away from the edge."""
        return self.volume_share * self.edge_stops**2 * self.centred_share


def forms(found: Hills, smooth: Floats, sharp: Floats) -> list[Form]:
    """Every hill with the part of the picture that it rules before a larger one swallows it.

    shapes   smooth, sharp (h, w): the field of the hills, and a picture to read outlines from
    units    stops
    valid    `found` are hills of `smooth` in a frame
    source   extinction values by volume: Vachier & Meyer 1995
    """
    from scipy.ndimage import maximum_filter

    slope = maximum_filter(np.hypot(*np.gradient(sharp)), 2 * BAND_PX + 1)
    middle = _middle(*smooth.shape)
    leader = list(range(len(found.top)))
    extent = [found.label == one for one in leader]
    listed = []
    for level, one, other in found.passes.tolist():
        pair = [_lead(leader, int(one)), _lead(leader, int(other))]
        small, large = sorted(pair, key=lambda hill: _volume(hill, extent[hill], smooth, level))
        summit = int(found.top[small])
        foot = level + FOOT_SHARE * (smooth.ravel()[summit] - level)
        domain = extent[small] & (smooth > foot)
        if domain.any():
            listed.append(_form(summit, domain, smooth, level, slope, middle))
        leader[small] = large
        extent[large] = extent[large] | extent[small]
    return sorted(listed, key=lambda form: -form.weight_share)


def _form(
    summit: int, domain: Bools, smooth: Floats, level: float, slope: Floats, middle: Floats
) -> Form:
    from scipy.ndimage import binary_dilation

    outline = binary_dilation(domain, ALL_AROUND) & ~domain
    return Form(
        summit=summit,
        domain=domain,
        rise_stops=float(smooth.ravel()[summit] - level),
        edge_stops=float(np.exp(np.log(slope[outline] + LEVEL_STOPS).mean())),
        volume_share=float((smooth[domain] - level).sum() / smooth.size),
        centred_share=float(middle[domain].mean()),
    )


def _volume(hill: int, extent: Bools, smooth: Floats, level: float) -> float:
    return np.inf if hill == OUTSIDE else float(np.maximum(smooth[extent] - level, 0.0).sum())


def _lead(leader: list[int], one: int) -> int:
    while leader[one] != one:
        one = leader[one]
    return one


def _middle(h: int, w: int) -> Floats:
    """1 in the middle, 0 at the edge: the product of two parabolas."""
    down, right = (1.0 - ((np.arange(n) + 0.5) * 2.0 / n - 1.0) ** 2 for n in (h, w))
    return np.asarray(down[:, None] * right)
