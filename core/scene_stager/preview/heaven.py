# SPDX-License-Identifier: Apache-2.0
"""What is seen over the horizon: nine harmonics, or a clear sky that has more than nine."""

import math

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.radiance.harmonics import harmonics
from scene_stager.preview.scene import PreviewScene, PreviewSky
from scene_stager.preview.vectors import Reals, Vec
from scene_stager.shot.lighting.sun_sky import RISES, TURNS, sky_table


def heaven(scene: PreviewScene, way: Vec) -> Reals:
    """Light that comes from directions over the horizon, no air before it.

    shapes   way three arrays (n,); result (3, n)
    units    of the scene's anchor; radiance times pi
    """
    if scene.sky is not None:
        clear: Reals = _clear(scene.sky, way) / scene.anchor
        return clear
    sky, shown = np.array(scene.ambient) / scene.anchor, harmonics(way)
    rows = [sum(h * float(c) for h, c in zip(shown, sky[:, k], strict=True)) for k in range(3)]
    even: Reals = np.maximum(np.stack(rows), 0.0)
    return even


def air_light(scene: PreviewScene, around: Floats, way: Vec) -> Reals:
    """What air that is lit by `around` sends along rays, once it is thick enough to hide the rest.

    shapes   around (9, 3), way three arrays (n,); result (3, n)
    units    those of `around`
    source   Henyey-Greenstein's mean over a sphere of light: its part of degree l comes through
             g^l times, as Legendre's polynomials have it
    """
    kept = np.array([1.0, *[scene.fog.g] * 3, *[scene.fog.g**2] * 5])
    rows = np.stack(harmonics(way)).T @ (around * kept[:, None])
    found: Reals = np.maximum(rows.T, 0.0) * np.array(scene.fog.rgb)[:, None]
    return found.astype(way[0].dtype)


def _clear(sky: PreviewSky, way: Vec) -> Reals:
    """A clear sky, by straight lines between the places of a table."""
    x, y, z = way
    heading = math.radians(sky.sun_heading_deg)
    towards = x * math.sin(heading) - y * math.cos(heading)
    beside = np.abs(x * math.cos(heading) + y * math.sin(heading))
    down = np.sqrt(np.clip(z, 0.0, 1.0)) * (RISES - 1)
    across = np.sqrt(np.arctan2(beside, towards) / math.pi) * (TURNS - 1)
    row = np.minimum(down.astype(np.intp), RISES - 2)
    column = np.clip(across.astype(np.intp), 0, TURNS - 2)
    lower, aside = down - row, across - column
    table = sky_table(sky.turbidity, sky.sun_elevation_deg)
    near = table[row, column].T * (1.0 - aside) + table[row, column + 1].T * aside
    far = table[row + 1, column].T * (1.0 - aside) + table[row + 1, column + 1].T * aside
    found: Reals = sky.zenith * (near * (1.0 - lower) + far * lower)
    return found.astype(x.dtype)
