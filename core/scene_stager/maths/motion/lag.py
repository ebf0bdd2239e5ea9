# SPDX-License-Identifier: Apache-2.0
"""What a spring makes of any smooth signal, at any time, without walking there."""

from collections.abc import Callable

from scene_stager.maths.arrays import Floats

# Released from rest, a critically damped spring still has (1 + u) exp(-u) of its
# distance to go, where u = rate * time. This is the u at which that is exactly one half.
HALFWAY = 1.6783469900166605

NUDGE_S = 0.002  # speeds are differences over this to either side

# A critically damped spring remembers the past with the weight u exp(-u), u = rate * age.
# Eight ages and their shares: generalised Gauss-Laguerre, alpha = 1, which is that very weight.
AGES = (
    0.40938357320318514,
    1.3849631848031398,
    2.956254556168862,
    5.181943101040071,
    8.161709688145818,
    12.070055126837154,
    17.24973552614899,
    24.585955243652784,
)
SHARES = (
    0.18763254140572366,
    0.43898536073114236,
    0.28999607078131334,
    0.07514138461669734,
    0.007932646648707345,
    0.0003086421368133042,
    3.348958209797096e-06,
    4.721392823193221e-09,
)


def lagged_signal(signal: Callable[[Floats], Floats], t_s: Floats, half_time_s: float) -> Floats:
    """A signal as somebody follows it who reacts like a critically damped spring.

    The signal is asked for its past, back to 15 half times, also before the shot begins.

    shapes   t_s (n,); signal (n,) -> (n,) or (n, k); the result as the signal's
    units    seconds in; the signal's own out
    valid    half_time_s >= 0, where 0 gives the signal itself, bit for bit. Exact for polynomials
             up to degree 15; within 5e-4 of its travel for an S-curve five half times long
    source   y(t) = integral of r^2 a exp(-r a) x(t - a) da, with r = HALFWAY / half_time_s;
             Abramowitz and Stegun 1964, Handbook of Mathematical Functions, 25.4.45 and 22.2.12
    """
    if half_time_s == 0.0:
        return signal(t_s)
    unit_s = half_time_s / HALFWAY
    value = SHARES[0] * signal(t_s - AGES[0] * unit_s)
    for age, share in zip(AGES[1:], SHARES[1:], strict=True):
        value = value + share * signal(t_s - age * unit_s)
    return value


def anticipated_signal(
    signal: Callable[[Floats], Floats], t_s: Floats, half_time_s: float
) -> Floats:
    """A signal as somebody follows it who trails its changes but leads its steady speed.

    shapes   as lagged_signal
    units    seconds in; the signal's own out
    valid    as lagged_signal; exact for a steady change
    source   `lagged_signal` plus 2/r of its speed, by a central difference over NUDGE_S
    """
    if half_time_s == 0.0:
        return signal(t_s)
    early, late = (lagged_signal(signal, t_s + off, half_time_s) for off in (-NUDGE_S, NUDGE_S))
    speed = (late - early) / (2.0 * NUDGE_S)
    return lagged_signal(signal, t_s, half_time_s) + 2.0 * half_time_s / HALFWAY * speed
