# SPDX-License-Identifier: Apache-2.0
"""A way that was sampled elsewhere: where it leads, and what somebody makes of it who follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.lag import HALFWAY, lagged_signal
from scene_stager.maths.motion.through_samples import slopes_at_samples, through_samples


@dataclass(frozen=True, slots=True, eq=False)
class SampledWay:
    """Places in time: times_s (k,), rising; places_m (k, 3). Before and after it goes straight on,
    as fast as it begins and ends."""

    times_s: Floats
    places_m: Floats

    def at(self, t_s: Floats, half_time_s: float = 0.0) -> Floats:
        """Where it leads; or where somebody believes it to lead who trails its changes.

        shapes   t_s (n,) -> (n, 3)
        units    seconds in; metres out
        valid    half_time_s >= 0; a steady straight run is followed without a lag
        source   cubic Bessel interpolation; 2 / (1 + s/r) - 1 / (1 + s/r)^2 as in `anticipated`,
                 written as the spring of `lagged_signal` plus 2/r of its speed
        """
        if half_time_s == 0.0:
            return self._place(t_s)
        lagging = lagged_signal(self._place, t_s, half_time_s)
        leading = lagged_signal(self._speed, t_s, half_time_s)
        return np.asarray(lagging + 2.0 * half_time_s / HALFWAY * leading)

    def _place(self, t_s: Floats) -> Floats:
        if len(self.times_s) == 1:
            return np.repeat(self.places_m, len(t_s), axis=0)
        slopes = slopes_at_samples(self.times_s, self.places_m)
        early_s = np.minimum(t_s - self.times_s[0], 0.0)[:, None]
        late_s = np.maximum(t_s - self.times_s[-1], 0.0)[:, None]
        inside = through_samples(t_s, self.times_s, self.places_m)
        return np.asarray(inside + early_s * slopes[0] + late_s * slopes[-1])

    def _speed(self, t_s: Floats) -> Floats:
        """The slope of `_place`, differentiated by hand."""
        times_s, places_m = self.times_s, self.places_m
        if len(times_s) == 1:
            return np.zeros((len(t_s), 3))
        slopes = slopes_at_samples(times_s, places_m)
        within_s = np.clip(t_s, times_s[0], times_s[-1])
        left = np.clip(np.searchsorted(times_s, within_s, side="right") - 1, 0, len(times_s) - 2)
        long_s = (times_s[left + 1] - times_s[left])[:, None]
        u = (within_s - times_s[left])[:, None] / long_s
        chord = (places_m[left + 1] - places_m[left]) / long_s
        first, last = slopes[left], slopes[left + 1]
        bend = (1.0 - u) * (1.0 - 3.0 * u) * first + u * (3.0 * u - 2.0) * last
        return np.asarray(6.0 * u * (1.0 - u) * chord + bend)


def way_to_params(way: SampledWay) -> dict[str, Any]:
    """The way as plain lists, for a plan.

    shapes   lists of k, and of k rows of 3
    units    seconds and metres
    source   its own fields
    """
    return {"times_s": way.times_s.tolist(), "places_m": way.places_m.tolist()}


def way_from_params(params: Mapping[str, Any]) -> SampledWay:
    """The way that `way_to_params` wrote down.

    shapes   lists of k, and of k rows of 3
    units    seconds and metres
    valid    times that rise; ValueError for anything else
    source   its own fields
    """
    times_s, places_m = (np.array(params[name], np.float64) for name in ("times_s", "places_m"))
    sound = times_s.ndim == 1 and len(times_s) and places_m.shape == (len(times_s), 3)
    if not (sound and (np.diff(times_s) > 0.0).all() and np.isfinite(places_m).all()):
        raise ValueError("a way has rising times, and three numbers of metres for each")
    return SampledWay(times_s, places_m)


def thinned_rows(times_s: Floats, places_m: Floats, off_m: float) -> list[int]:
    """Which samples are enough, so that the curve through them leads within `off_m` of all.

    shapes   times_s (n,), places_m (n, 3) -> indices, rising, the first and the last among them
    units    seconds and metres
    source   the worst sample of every stretch is taken in until none is too far off
    """
    kept = sorted({0, len(times_s) - 1})
    while len(kept) < len(times_s):
        found = through_samples(times_s, times_s[kept], places_m[kept])
        off = np.sqrt(np.sum((found - places_m) ** 2, axis=1))
        if off.max() <= off_m:
            break
        stretches = [(a, b) for a, b in pairwise(kept) if b > a + 1]
        worst = [a + 1 + int(np.argmax(off[a + 1 : b])) for a, b in stretches]
        kept = sorted({*kept, *(index for index in worst if off[index] > off_m)})
    return kept
