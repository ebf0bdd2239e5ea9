# SPDX-License-Identifier: Apache-2.0
"""A sky with the sun in it: how bright it is, what the ground gives back, and both as a dome."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.luminance import REC_709
from scene_stager.maths.colour.temperature import kelvin_from_xy, linear_srgb_from_kelvin
from scene_stager.maths.frames import matrix_from_wxyz, yaw_wxyz
from scene_stager.maths.radiance.clear_sky import clear_sky
from scene_stager.maths.radiance.harmonics import harmonics
from scene_stager.maths.radiance.sh_algebra import rotate
from scene_stager.shot.lighting.ambient_dome import dome_nits, sky_ground_sh

RINGS, SPOKES = 32, 48  # of the quadrature over the upper half; a test doubles both
WARMEST_SKY_K, COOLEST_SKY_K = 2000.0, 12000.0  # where kelvin_from_xy holds
RISES, TURNS = 49, 49  # of the picture of a sky
SUN_OVER_X_DEG = 90.0  # the heading of +x


@dataclass(frozen=True, slots=True, eq=False)
class SunSky:
    """Light from all round. `zenith_nit` is what a clear sky of zenith 1 is multiplied by.

    shapes   sh_nit (9, 3), ground_nit (3,), zenith_nit a number
    """

    sh_nit: Floats
    ground_nit: Floats
    zenith_nit: float


def sun_sky(
    turbidity: float,
    sun_heading_deg: float,
    sun_elevation_deg: float,
    sun_lx_rgb: Floats,
    level_lx: float,
    ground_share: float,
) -> SunSky:
    """A clear sky over ground that it lights, together with the sun, to a colour of their own.

    shapes   sun_lx_rgb (3,), the sun's illuminance across its beam
    units    degrees, lux; `level_lx` as in dome_nits
    frame    stage; headings as everywhere: 0 is -y, +90 is +x
    valid    the sun over the horizon; ground_share as in dome_nits
    source   clear_sky; the ground is matt: its colour is that of the light on it, the sun's times
             the sine of its elevation and the sky's times the cosine, and its brightness is a share
             of the sky's
    """
    ways, weights, rgb = _upper_half(turbidity, sun_elevation_deg)
    luma = np.array(REC_709)
    sky_nit, ground_nit = dome_nits(np.asarray(level_lx), ground_share)
    zenith_nit = float(sky_nit / (weights @ (rgb @ luma) / (2.0 * np.pi)))

    sky_lx_rgb = zenith_nit * ((weights * ways[:, 2]) @ rgb)
    on_ground = sun_lx_rgb * np.sin(np.radians(sun_elevation_deg)) + sky_lx_rgb
    ground_nit_rgb = ground_nit * on_ground / (on_ground @ luma)

    basis = np.stack(harmonics((ways[:, 0], ways[:, 1], ways[:, 2])), axis=-1)
    above = zenith_nit * ((basis * weights[:, None]).T @ rgb)
    turn = matrix_from_wxyz(yaw_wxyz(np.asarray(sun_heading_deg - SUN_OVER_X_DEG)))
    below = sky_ground_sh(np.zeros(3), ground_nit_rgb)
    return SunSky(rotate(above, turn) + below, ground_nit_rgb, zenith_nit)


def sky_rgb(turbidity: float, sun_elevation_deg: float, ways: Floats) -> Floats:
    """A clear sky of zenith 1 in the colours of daylight.

    Of the published chromaticity its correlated colour temperature is kept. How far it lies off the
    locus is not: near the horizon the fit is greener than the skies that were measured for the CIE.

    shapes   ways (n, 3) unit vectors -> (n, 3)
    units    linear sRGB over the luminance of the zenith
    frame    +z up, the sun over +x
    valid    as clear_sky; 2000 to 12000 K, the nearest end outside
    source   clear_sky; daylight lies on the CIE's locus (Judd, MacAdam and Wyszecki 1964)
    """
    seen = [clear_sky(turbidity, sun_elevation_deg, (x, y, z)) for x, y, z in ways.tolist()]
    table = np.array(seen)
    kelvin = np.clip(kelvin_from_xy(table[:, 1:]), WARMEST_SKY_K, COOLEST_SKY_K)
    return table[:, :1] * np.maximum(linear_srgb_from_kelvin(kelvin), 0.0)


@lru_cache(maxsize=4)
def sky_table(turbidity: float, sun_elevation_deg: float) -> Floats:
    """The sky as a small picture, for whoever draws it; between its places go straight lines.

    Rows go by the root of the elevation's sine, from the horizon up; columns by the root of the
    azimuth from the sun over half a turn: it is the same to the sun's left and right.

    shapes   -> (RISES, TURNS, 3)
    units    linear sRGB over the luminance of the zenith
    valid    as sky_rgb; between its places within 2 percent of it, which a test measures
    source   sky_rgb
    """
    up = np.linspace(0.0, 1.0, RISES)[:, None] ** 2
    turn, level = np.pi * np.linspace(0.0, 1.0, TURNS) ** 2, np.sqrt(1.0 - up * up)
    x, y = level * np.cos(turn), level * np.sin(turn)
    ways = np.stack([x, y, np.broadcast_to(up, x.shape)], axis=-1).reshape(-1, 3)
    table = sky_rgb(turbidity, sun_elevation_deg, ways).reshape(RISES, TURNS, 3)
    table.setflags(write=False)
    return table


@lru_cache(maxsize=16)
def _upper_half(turbidity: float, sun_elevation_deg: float) -> tuple[Floats, Floats, Floats]:
    """Directions over the horizon, what solid angle each stands for, and linear sRGB, zenith 1."""
    nodes, rings = np.polynomial.legendre.leggauss(RINGS)
    up, turn = (nodes + 1.0) / 2.0, (np.arange(SPOKES) + 0.5) * (2.0 * np.pi / SPOKES)
    level = np.sqrt(1.0 - up * up)[:, None]
    x, y = level * np.cos(turn), level * np.sin(turn)
    ways = np.stack([x, y, np.broadcast_to(up[:, None], x.shape)], axis=-1).reshape(-1, 3)
    weights = np.repeat(rings / 2.0, SPOKES) * (2.0 * np.pi / SPOKES)
    rgb = sky_rgb(turbidity, sun_elevation_deg, ways)
    for array in (ways, weights, rgb):
        array.setflags(write=False)
    return ways, weights, rgb
