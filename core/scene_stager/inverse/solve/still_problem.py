# SPDX-License-Identifier: Apache-2.0
"""A still as a least-squares problem: a usual set as its model, and what is thought of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from scene_stager.inverse.forward.analytic import ALBEDOS
from scene_stager.inverse.forward.still_model import StillModel
from scene_stager.inverse.least_squares.problem import LUMINANCE, NoiseModel, Prior, Problem
from scene_stager.inverse.still.points import CameraGuess, StillPoints, SubjectShape
from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.luminance import MIDDLE_GREY
from scene_stager.preview.shading import Plastic
from scene_stager.shot.lighting.usual_set import (
    FILL_UNDER_KEY,
    KEY,
    RIMS,
    SPECULAR,
    SUBJECT_ALBEDO,
    SUBJECT_ROUGHNESS,
    USUAL_HEIGHT_M,
    LampPose,
)

# House defaults, not measured, but for what `usual_set.py` says of the set itself.
EDGE_DIP_DEG = Prior(4.0, 3.0)  # the horizon above a floor that is seen to end
OPEN_DIP_DEG = Prior(6.0, 5.0)  # above the picture's upper edge, when no end is seen
SURE_DEG, SURE_FOCAL = 1.0, 0.06  # how sure lines are of the horizon, and of the focal length
HUBER_DELTA = 0.08  # a point that is further off than this, relative, is the balloon's fault
HUBER_DELTA_ALONE = 0.15  # without a floor there is only the balloon
THIN_HAZE_PER_M = 0.01  # where the steps begin; none where there is no floor to see it on
# A subject alone has a pattern of its own: some thirty patches of hair, skin and cloth, each a
# quarter off; and dark hair may not pull the light down more than skin lifts it.
PATTERNED = NoiseModel(error=0.25, independent=30.0, dark=0.5)
SUBJECT = Plastic((SUBJECT_ALBEDO,) * 3, SUBJECT_ROUGHNESS, SPECULAR)
PRIORS: Mapping[str, Prior] = {
    "key_softness_deg": Prior(KEY.softness_deg, 8.0),
    "key_distance_m": Prior(KEY.distance_m, 1.2),
    "haze_per_m": Prior(0.0, 0.06),
    **dict.fromkeys(ALBEDOS, Prior(SUBJECT_ALBEDO, 0.2)),
    "camera_focal_mm": Prior(50.0, 30.0),
    "subject_lift_m": Prior(0.0, 0.07),
}
FREE = (
    "key_azimuth_deg",
    "key_elevation_deg",
    "key_softness_deg",
    "fill_azimuth_deg",
    "fill_elevation_deg",
    "key_distance_m",
    "haze_per_m",
    *ALBEDOS,
)
ON_SUBJECT = tuple(name for name in FREE if name not in ("key_distance_m", "haze_per_m"))
# From where the reading of light put them: what it summed over is wider than one model says.
FILL_DEVIATION_DEG, KEY_DEVIATION_DEG, KEY_ALONE_DEVIATION_DEG = 25.0, 8.0, 5.0


def problem_of(
    points: StillPoints,
    shape: SubjectShape,
    view: CameraGuess,
    lamps: Mapping[str, LampPose],
    subject: Plastic = SUBJECT,
) -> Problem[StillModel]:
    """A still as a problem, for a camera and lamps to begin with, these round a person.

    One picture has no scale: what is thought of metres beforehand grows with the subject's height.
    """
    scale = view.height_m / USUAL_HEIGHT_M
    free, haze = (FREE, THIN_HAZE_PER_M / scale) if view.ground else (ON_SUBJECT, 0.0)
    there = {n: replace(lamp, distance_m=lamp.distance_m * scale) for n, lamp in lamps.items()}
    model = StillModel(
        points, shape, view, subject, there, free, haze_per_m=haze, fixed=not view.ground
    )
    used = points.weights > 0
    level = float(np.mean((points.rgb @ LUMINANCE)[used])) / MIDDLE_GREY if used.any() else 1.0
    blocks = {
        "subject": points.subject,
        "floor": ~(points.subject | points.sky),
        "sky": points.sky,
    }
    return Problem(
        model,
        points.rgb,
        model.weights(),
        blocks,
        _priors(view, lamps),
        huber_delta=HUBER_DELTA if view.ground else HUBER_DELTA_ALONE,
        linear_priors=_linear_priors(model.lights, view.ground) / max(level, 1e-9),
        noise=NoiseModel() if view.ground else PATTERNED,
    )


def _linear_priors(lights: Sequence[str], ground: bool) -> Floats:
    """Sums of lights that are thought to be nought, in units of the light that exposes the still.

    The fill is thought to be a share of the key. On a subject alone a rim is thought to be no more
    than it: on a subject that is no balloon, rims would else explain what is light in itself.

    shapes   (1 or 4, lights)
    """
    rows = np.zeros((1 if ground else 1 + len(RIMS), len(lights)))
    rows[0, lights.index("fill")], rows[0, lights.index("key")] = 1.0, -FILL_UNDER_KEY
    rows[0] /= FILL_UNDER_KEY
    for row, rim in zip(rows[1:], RIMS, strict=False):
        row[lights.index(rim)] = 1.0
    return rows


def _priors(view: CameraGuess, lamps: Mapping[str, LampPose]) -> dict[str, Prior]:
    """What is thought of each number before the still is stepped, for a camera and lamps."""
    dip = EDGE_DIP_DEG if view.edge_share > 0 else OPEN_DIP_DEG
    scale = view.height_m / USUAL_HEIGHT_M
    metres = {"key_distance_m": scale, "haze_per_m": 1.0 / scale, "subject_lift_m": scale}
    own = {
        name: Prior(PRIORS[name].mean * factor, PRIORS[name].deviation * factor)
        for name, factor in metres.items()
    }
    fill = {
        "fill_azimuth_deg": Prior(lamps["fill"].azimuth_deg, FILL_DEVIATION_DEG),
        "fill_elevation_deg": Prior(lamps["fill"].elevation_deg, FILL_DEVIATION_DEG),
    }
    deviation_deg = KEY_DEVIATION_DEG if view.ground else KEY_ALONE_DEVIATION_DEG
    key = {
        "key_azimuth_deg": Prior(lamps["key"].azimuth_deg, deviation_deg),
        "key_elevation_deg": Prior(lamps["key"].elevation_deg, deviation_deg),
    }
    priors = {**PRIORS, **own, **fill, **key, "camera_dip_deg": dip}
    if view.sure:
        priors["camera_dip_deg"] = Prior(0.0, SURE_DEG)
        priors["camera_focal_mm"] = Prior(view.focal_mm, SURE_FOCAL * view.focal_mm)
    return priors
