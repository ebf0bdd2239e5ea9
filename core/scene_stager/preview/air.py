# SPDX-License-Identifier: Apache-2.0
"""The air's own light over a whole picture: before the subject, and before what is behind it."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.radiance.harmonics import harmonics
from scene_stager.preview.ambient import directions
from scene_stager.preview.area_light import LONGEST_DEPTH
from scene_stager.preview.fog import depth_to
from scene_stager.preview.geometry import Geometry, enlarged
from scene_stager.preview.ground import FARTHEST_M
from scene_stager.preview.haze import veil
from scene_stager.preview.scene import PreviewLight, PreviewScene
from scene_stager.preview.shadow import casters
from scene_stager.preview.vectors import Reals

# House defaults, not measured.
AIR_RINGS = 8  # directions in which the lit air is looked at from the subject,
AIR_SPOKES = 12  # up and down, and round


def passing(geometry: Geometry, scene: PreviewScene) -> tuple[Reals | float, Reals | float]:
    """The share of light that comes through the air from the subject, and from the backdrop.

    shapes   (n,) by the subject's points, (m,) by the backdrop's; 1 in clear air
    """
    if scene.fog.per_m <= 0:
        return 1.0, 1.0
    eye, seen, back = scene.camera.position_m, geometry.seen, geometry.back.backdrop
    fore = depth_to(scene.fog, seen.place, eye, seen.range_m)
    behind = depth_to(scene.fog, back.place, eye, back.range_m)
    return np.exp(-np.clip(fore, 0, LONGEST_DEPTH)), np.exp(-np.clip(behind, 0, LONGEST_DEPTH))


def glow(geometry: Geometry, scene: PreviewScene, light: PreviewLight) -> tuple[Reals, Reals]:
    """One light's glow in the air, as far as the subject and as far as the backdrop.

    shapes   (n,) by the subject's points, (height, width)
    units    the unit of the light's illuminance
    valid    within the subject's own depth the glow is taken to grow evenly
    """
    view, grid = geometry.view, geometry.air
    way = grid.backdrop.way
    blobs, eye = casters(geometry.solid), scene.camera.position_m

    seen, far_m = geometry.seen, grid.backdrop.range_m
    middle_m = float(seen.range_m.mean(dtype=np.float64)) if len(seen.pixels) else 1.0
    both = (np.tile(way[0], 2), np.tile(way[1], 2), np.tile(way[2], 2))
    range_m = np.concatenate([np.full_like(far_m, middle_m), far_m])
    values = veil(light, scene.fog, eye, both, range_m, blobs, view.floor_m)
    near, whole = enlarged(values.reshape(2, -1), grid, view.width, view.height)
    return near.ravel()[seen.pixels] * (seen.range_m / middle_m), whole


def glow_on_surfaces(geometry: Geometry, scene: PreviewScene, light: PreviewLight) -> Floats:
    """What the lit air sends to the middle of the subject, as spherical harmonics; shape (9,).

    units    the unit of the light's illuminance; radiance times pi
    """
    low, high = geometry.solid.bounds_m
    middle = ((low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2)
    floor_m = geometry.view.floor_m
    ways, weights = directions(AIR_RINGS, AIR_SPOKES)
    x, y, z = np.ascontiguousarray(ways.T)
    above_m = max(middle[2] - floor_m, 0.0)
    range_m = np.where(z < 0, above_m / np.maximum(-z, above_m / FARTHEST_M + 1e-9), FARTHEST_M)
    glowing = veil(light, scene.fog, middle, (x, y, z), range_m, (), floor_m)
    found: Floats = (np.stack(harmonics((x, y, z)), axis=-1) * (weights * glowing)[:, None]).sum(
        axis=0
    )
    return found


def gone_grey(geometry: Geometry, scene: PreviewScene) -> tuple[Reals, Reals]:
    """How far air that is lit evenly from all sides has replaced what is behind it.

    shapes   (n,) by the subject's points, (height, width); 0 in clear air, 1 in thick
    """
    view, seen, back = geometry.view, geometry.seen, geometry.air.backdrop
    eye = scene.camera.position_m
    fore = np.clip(depth_to(scene.fog, seen.place, eye, seen.range_m), 0, LONGEST_DEPTH)
    behind = np.clip(depth_to(scene.fog, back.place, eye, back.range_m), 0, LONGEST_DEPTH)
    whole = enlarged(1.0 - np.exp(-behind), geometry.air, view.width, view.height)
    return 1.0 - np.exp(-fore), whole
