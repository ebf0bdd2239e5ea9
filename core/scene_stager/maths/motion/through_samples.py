# SPDX-License-Identifier: Apache-2.0
"""A smooth curve through a table of samples, which every sample lies on to the last bit."""

import numpy as np

from scene_stager.maths.arrays import Floats


def through_samples(t_s: Floats, times_s: Floats, values: Floats) -> Floats:
    """The value at any time; before the first sample and after the last one it stands still.

    Each stretch is a cubic whose slopes at its ends are those of the parabolas through three
    neighbours. It hangs on four samples only, so that no frame needs another, and the velocity has
    no jump.

    shapes   t_s (n,); times_s (k,); values (k, m); result (n, m)
    units    seconds; values in any unit, which is that of the result
    valid    k >= 1; times_s rising
    source   C. de Boor, A Practical Guide to Splines, chapter IV: cubic Bessel interpolation
    """
    if len(times_s) == 1:
        return np.repeat(values, len(t_s), axis=0)
    t_s = np.clip(t_s, times_s[0], times_s[-1])
    left = np.clip(np.searchsorted(times_s, t_s, side="right") - 1, 0, len(times_s) - 2)
    long_s = (times_s[left + 1] - times_s[left])[:, None]
    u = (t_s - times_s[left])[:, None] / long_s
    slopes = slopes_at_samples(times_s, values)
    rest = 1.0 - u
    from_left = rest * rest * (1.0 + 2.0 * u) * values[left]
    from_right = u * u * (3.0 - 2.0 * u) * values[left + 1]
    bend = u * rest * long_s * (rest * slopes[left] - u * slopes[left + 1])
    return from_left + from_right + bend


def slopes_at_samples(times_s: Floats, values: Floats) -> Floats:
    """The slope of the parabola through each sample and its neighbours; at an end, of the last one.

    shapes   times_s (k,); values (k, m); result (k, m)
    units    seconds; the result per second
    valid    k >= 2; two samples make a straight line
    source   the same, equation (5) for the end
    """
    steps_s = np.diff(times_s)[:, None]
    chords = np.diff(values, axis=0) / steps_s
    if len(chords) == 1:
        return np.repeat(chords, 2, axis=0)
    before_s, after_s = steps_s[:-1], steps_s[1:]
    inner = (after_s * chords[:-1] + before_s * chords[1:]) / (before_s + after_s)
    first = 2.0 * chords[:1] - inner[:1]
    last = 2.0 * chords[-1:] - inner[-1:]
    return np.concatenate([first, inner, last])
