# SPDX-License-Identifier: Apache-2.0
"""The light of a clear sky with the sun in it. Plain numbers and the standard library: it travels.

source   Preetham, Shirley and Smits 1999, "A Practical Analytic Model for Daylight", SIGGRAPH 99,
         appendix A.2: Perez' five-parameter sky for luminance and for both chromaticities
"""

from __future__ import annotations

from functools import lru_cache
from math import acos, cos, exp, pi, radians, sin, tan

Triple = tuple[float, float, float]

# Where the published fit holds; beyond it the nearest end is taken.
CLEAREST, MURKIEST = 2.0, 10.0
LOWEST_SINE = 1e-3  # a line of sight that rises less counts as rising this much

# What Perez' A to E are for one unit of turbidity, and for none: of luminance, of x and of y.
PEREZ = (
    ((0.1787, -1.4630), (-0.3554, 0.4275), (-0.0227, 5.3251), (0.1206, -2.5771), (-0.0670, 0.3703)),
    (
        (-0.0193, -0.2592),
        (-0.0665, 0.0008),
        (-0.0004, 0.2125),
        (-0.0641, -0.8989),
        (-0.0033, 0.0452),
    ),
    (
        (-0.0167, -0.2608),
        (-0.0950, 0.0092),
        (-0.0079, 0.2102),
        (-0.0441, -1.6537),
        (-0.0109, 0.0529),
    ),
)
# The zenith's x and y: rows by falling powers of turbidity, columns of the sun's zenith angle.
ZENITH_X = (
    (0.00166, -0.00375, 0.00209, 0.0),
    (-0.02903, 0.06377, -0.03202, 0.00394),
    (0.11693, -0.21196, 0.06052, 0.25886),
)
ZENITH_Y = (
    (0.00275, -0.00610, 0.00317, 0.0),
    (-0.04214, 0.08970, -0.04153, 0.00516),
    (0.15346, -0.26756, 0.06670, 0.26688),
)


def zenith(turbidity: float, sun_elevation_deg: float) -> Triple:
    """Luminance straight overhead, and its chromaticity.

    shapes   numbers -> luminance, x, y
    units    thousands of nits; CIE 1931 xy
    valid    turbidity 2 to 10, the nearest end outside; the sun over the horizon
    source   Preetham, Shirley and Smits 1999, A.2: zenith values
    """
    murk, away = _murk(turbidity), pi / 2.0 - radians(sun_elevation_deg)
    chi = (4.0 / 9.0 - murk / 120.0) * (pi - 2.0 * away)
    bright = (4.0453 * murk - 4.9710) * tan(chi) - 0.2155 * murk + 2.4192
    x, y = (_polynomial(rows, murk, away) for rows in (ZENITH_X, ZENITH_Y))
    return bright, x, y


def clear_sky(turbidity: float, sun_elevation_deg: float, way: Triple) -> Triple:
    """Light from a direction over the horizon: luminance, where the zenith's is one, and colour.

    shapes   numbers and a unit vector -> luminance, x, y
    units    luminance over that of the zenith; CIE 1931 xy
    frame    +z up, the sun over +x
    valid    turbidity 2 to 10, the nearest end outside; sun and way over the horizon
    source   Preetham, Shirley and Smits 1999, A.2, equation 2: zenith times F over F at the zenith
    """
    up = max(way[2], LOWEST_SINE)
    sun = radians(sun_elevation_deg)
    aside = acos(min(max(way[0] * cos(sun) + way[2] * sin(sun), -1.0), 1.0))
    scales, perez = _sky(turbidity, sun_elevation_deg)
    bright, x, y = (scale * _gradation(five, up, aside) for scale, five in zip(scales, perez))
    return bright, x, y


@lru_cache(maxsize=16)
def _sky(turbidity: float, sun_elevation_deg: float) -> tuple[Triple, tuple[Triple, ...]]:
    """What the gradations are multiplied by, and Perez' parameters, of luminance, x and y."""
    murk = _murk(turbidity)
    perez = tuple(tuple(slope * murk + rest for slope, rest in five) for five in PEREZ)
    _, x, y = zenith(turbidity, sun_elevation_deg)
    away = pi / 2.0 - radians(sun_elevation_deg)
    whole = [_gradation(five, 1.0, away) for five in perez]
    return (1.0 / whole[0], x / whole[1], y / whole[2]), perez  # type: ignore[return-value]


def _gradation(five: tuple[float, ...], up: float, aside: float) -> float:
    """Perez' F: `up` is the sine of the elevation, `aside` the angle from the sun in radians."""
    a, b, c, d, e = five
    return (1.0 + a * exp(b / up)) * (1.0 + c * exp(d * aside) + e * cos(aside) ** 2)


def _polynomial(rows: tuple[tuple[float, ...], ...], murk: float, away: float) -> float:
    powers = (away**3, away**2, away, 1.0)
    by_row = [sum(one * power for one, power in zip(row, powers)) for row in rows]
    return sum(one * power for one, power in zip(by_row, (murk * murk, murk, 1.0)))


def _murk(turbidity: float) -> float:
    return min(max(turbidity, CLEAREST), MURKIEST)
