# SPDX-License-Identifier: Apache-2.0
"""The quick reading: where the subject is bright. No stage, no fit; it fills the same fields."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from scene_stager.maths.arrays import Floats
from scene_stager.reading.grid import Grids
from scene_stager.reading.lights.directions import angles_from_direction, level_from_camera
from scene_stager.reading.lights.plan import LightPlan, Vote
from scene_stager.reading.lights.stage import StageGuess
from scene_stager.reading.mask import SubjectMask
from scene_stager.shot.lighting.usual_set import FILL, LAMP_HALF_EXTENTS, RIMS

# House defaults, said when nothing was measured.
USUAL_STAGE = StageGuess(focal_mm=50.0, camera_elevation_deg=8.0, hover=0.0)
USUAL_SOFTNESS_DEG, USUAL_AMBIENT_STOPS = 10.0, -4.0
USUAL_WITHIN_DEG = 40.0  # the quick look is off by less than this in two of three stills
USUAL_WITHIN_STOPS = 3.0  # the same of key over fill
BRIGHT_QUANTILE, DARK_QUANTILE, DARKEST = 0.9, 0.1, 1e-6  # lit side, shaded side, linear light
MOST_FILL_STOPS = MOST_RIM_STOPS = 5.0
TRUST = 0.3  # of the mask's own confidence
EDGE_PX = 2
LEAST_RIM_STOPS = 0.3
RIM_SIDES = (("rim_left", -1.0), ("rim_right", 1.0))
OUTER_SLOPE, INNER_SLOPE = 0.5, 0.3  # how far an edge, and what lies inside it, faces its side


def read_lights_heuristic(grids: Grids, mask: SubjectMask, normals: Floats) -> LightPlan:
    """The centroid of brightness over the inflated normals, taken for the key."""
    light = grids.luminance
    inside = mask.inside
    shown = light[inside]
    excess = np.maximum(shown - float(np.median(shown)), 0.0)
    towards = level_from_camera(USUAL_STAGE.camera_elevation_deg) @ (excess @ normals[inside])
    if float(np.linalg.norm(towards)) < 1e-12:
        towards = np.array([0.0, 0.0, 1.0])
    azimuth_deg, elevation_deg = angles_from_direction(towards)
    bright, dark = np.quantile(shown, [BRIGHT_QUANTILE, DARK_QUANTILE])
    over = np.log2(max(bright, DARKEST) / max(dark, DARKEST))
    rim_azimuth, rim_stops = _bright_edge(light, inside, normals)
    return LightPlan(
        mode="heuristic",
        key_azimuth_deg=azimuth_deg,
        key_elevation_deg=elevation_deg,
        key_within_deg=USUAL_WITHIN_DEG,
        softness_deg=USUAL_SOFTNESS_DEG,
        key_fill_stops=float(np.clip(over, -MOST_FILL_STOPS, MOST_FILL_STOPS)),
        key_fill_within_stops=USUAL_WITHIN_STOPS,
        fill_azimuth_deg=FILL.azimuth_deg if azimuth_deg >= 0.0 else -FILL.azimuth_deg,
        rim_stops=rim_stops,
        rim_azimuth_deg=rim_azimuth,
        ambient_stops=USUAL_AMBIENT_STOPS,
        stage=USUAL_STAGE,
        lamp_distance=LAMP_HALF_EXTENTS,
        misfit=1.0,
        certainty=TRUST * mask.confidence,
        votes=(Vote("brightness", 1.0, azimuth_deg, elevation_deg),),
    )


def _bright_edge(
    light: Floats, inside: NDArray[np.bool_], normals: Floats
) -> tuple[float | None, float | None]:
    """Azimuth and stops of a rim: an edge brighter than what lies just inside it."""
    outer = inside & ~ndimage.binary_erosion(inside, iterations=EDGE_PX)
    within = ndimage.binary_erosion(inside, iterations=EDGE_PX)
    within &= ~ndimage.binary_erosion(inside, iterations=3 * EDGE_PX)
    best: tuple[float | None, float | None] = (None, None)
    for name, sign in RIM_SIDES:
        side = sign * normals[..., 0]
        edge, behind = outer & (side > OUTER_SLOPE), within & (side > INNER_SLOPE)
        if not edge.any() or not behind.any():
            continue
        gain = float(np.log2(np.mean(light[edge]) / max(float(np.mean(light[behind])), 1e-9)))
        if gain > max(LEAST_RIM_STOPS, best[1] or 0.0):
            best = (RIMS[name].azimuth_deg, min(gain, MOST_RIM_STOPS))
    return best
