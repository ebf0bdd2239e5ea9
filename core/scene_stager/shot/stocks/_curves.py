# SPDX-License-Identifier: Apache-2.0
"""Characteristic curves: density against log exposure, smooth and monotone, also off the sheet."""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats

LOG10_PER_STOP = float(np.log10(2.0))
FLATTEST = 1e-6  # density per unit log exposure; keeps the far ends strictly monotone


@dataclass(frozen=True)
class CharacteristicCurve:
    """What density each layer reaches at each exposure, as the data sheet plots it.

    `log_h` are the control points, shared by all layers; `density` holds one row per layer
    (red, green, blue, or one row for a monochrome film). `log_h_grey` is where an 18 % grey card
    lands when the exposure is right. `low` and `high` are what the film runs out to beyond the
    control points, darkest exposure first.
    """

    log_h: tuple[float, ...]
    density: tuple[tuple[float, ...], ...]
    log_h_grey: float
    low: tuple[float, ...]
    high: tuple[float, ...]
    axis: str = "log10 of exposure in lux seconds"

    @property
    def layers(self) -> int:
        """How many layers: three in colour, one in black and white."""
        return len(self.density)


def monotone_slopes(x: Floats, y: Floats) -> Floats:
    """Slopes at the knots of a monotone cubic through the points.

    shapes   x, y (n,) -> (n,)
    units    of y over those of x
    valid    x strictly rising, n >= 2
    source   Fritsch and Butland 1984, "A method for constructing local monotone piecewise cubic
             interpolants", SIAM J. Sci. Stat. Comput. 5(2), eq. 5 and the three-point end rule
    """
    step = np.diff(x)
    rise = np.diff(y) / step
    if len(rise) == 1:
        return np.repeat(rise, 2)
    left, right = rise[:-1], rise[1:]
    turns = left * right <= 0.0
    wide, narrow = 2.0 * step[1:] + step[:-1], step[1:] + 2.0 * step[:-1]
    safe_left, safe_right = np.where(turns, 1.0, left), np.where(turns, 1.0, right)
    middle = (wide + narrow) / (wide / safe_left + narrow / safe_right)
    inner = np.where(turns, 0.0, middle)
    first = _end_slope(step[0], step[1], rise[0], rise[1])
    last = _end_slope(step[-1], step[-2], rise[-1], rise[-2])
    return np.concatenate([[first], inner, [last]])


def _end_slope(near: float, far: float, rise_near: float, rise_far: float) -> float:
    """Three-point slope at an end, held to the shape of the data."""
    slope = ((2.0 * near + far) * rise_near - near * rise_far) / (near + far)
    if slope * rise_near <= 0.0:
        return 0.0
    if rise_near * rise_far <= 0.0 and abs(slope) > 3.0 * abs(rise_near):
        return 3.0 * rise_near
    return float(slope)


def monotone_cubic(at: Floats, x: Floats, y: Floats) -> Floats:
    """The monotone cubic through the points, held flat outside them.

    shapes   at any, x and y (n,) -> same as at
    units    of y
    valid    x strictly rising, n >= 2
    source   cubic Hermite form with the slopes of Fritsch and Butland 1984
    """
    slope = monotone_slopes(x, y)
    inside = np.clip(at, x[0], x[-1])
    piece = np.clip(np.searchsorted(x, inside, side="right") - 1, 0, len(x) - 2)
    width = x[piece + 1] - x[piece]
    t = (inside - x[piece]) / width
    back = 1.0 - t
    return np.asarray(
        (1.0 + 2.0 * t) * back * back * y[piece]
        + t * back * back * width * slope[piece]
        + t * t * (3.0 - 2.0 * t) * y[piece + 1]
        - t * t * back * width * slope[piece + 1],
        dtype=np.float64,
    )


def run_out(at: Floats, x: Floats, y: Floats, low: float, high: float) -> Floats:
    """The monotone cubic inside the points; outside, an exponential that settles on low or high.

    shapes   at any, x and y (n,) -> same as at
    units    of y
    frame    low is reached for at far below x[0], high for at far above x[-1]
    valid    low and high lie beyond the end points; value and slope join without a step
    source   first-order approach to the film's limits: house default shape, not measured
    """
    slope = monotone_slopes(x, y)
    inside = monotone_cubic(at, x, y)
    under = np.minimum(at - x[0], 0.0)
    over = np.maximum(at - x[-1], 0.0)
    toe = _settle(-under, low - y[0], -slope[0])
    shoulder = _settle(over, high - y[-1], slope[-1])
    return np.asarray(inside + toe + shoulder, dtype=np.float64)


def _settle(past: Floats, room: float, slope: float) -> Floats:
    """Leave with `slope`, end after `room` more."""
    rate = max(slope / room, FLATTEST) if room else FLATTEST
    return np.asarray(-room * np.expm1(-rate * past), dtype=np.float64)


def layer_density(curve: CharacteristicCurve, layer: int, log_h: Floats) -> Floats:
    """Density of one layer at a log exposure.

    shapes   log_h any -> same
    units    log10 exposure on the curve's own axis in; density out
    valid    everywhere: beyond the control points the curve runs out to its limits
    source   monotone cubic through the control points of the stock
    """
    x = np.asarray(curve.log_h)
    y = np.asarray(curve.density[layer])
    return run_out(log_h, x, y, curve.low[layer], curve.high[layer])


def log_h_from_stops(
    curve: CharacteristicCurve, stops: Floats, push_stops: float, contrast_per_stop: float
) -> Floats:
    """Where on the curve an exposure lands, so many stops from the grey card, after push or pull.

    shapes   stops any -> same
    units    stops in; log10 exposure on the curve's own axis out
    frame    push_stops + is longer development: one stop of push is worth one stop of light
    valid    contrast_per_stop > 0
    source   the curve turned about middle grey: house default, not measured
    """
    steeper = contrast_per_stop**push_stops
    return np.asarray(
        curve.log_h_grey + LOG10_PER_STOP * steeper * (stops + push_stops), dtype=np.float64
    )


def densities_at(curve: CharacteristicCurve, log_h: Floats) -> Floats:
    """Density of every layer at neutral exposures.

    shapes   log_h (...) -> (..., layers)
    units    log10 exposure on the curve's own axis in; density out
    source   the stock's characteristic curve
    """
    rows = [layer_density(curve, layer, log_h) for layer in range(curve.layers)]
    return np.stack(rows, axis=-1)
