# SPDX-License-Identifier: Apache-2.0
"""Dolly zoom: the focal length that keeps the subject's size while the camera comes or goes."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.optics.lens import dolly_zoom_focal_mm
from scene_stager.moks.operations._operation import Inputs, Operation, Params


def dolly_zoom(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """Focal length in proportion to distance.

    shapes   inputs: camera (n, 3), target (n, 3); result (n, 1)
    units    metres in; millimetres out
    source   f2 / f1 = d2 / d1, thin lens far from its focal length
    """
    camera_m, target_m = inputs
    x, y, z = (target_m - camera_m).T
    distance_m = np.sqrt(x * x + y * y + z * z)
    focal_mm = dolly_zoom_focal_mm(
        float(params["focal_length_mm"]), float(params["distance_m"]), distance_m
    )
    return np.asarray(focal_mm)[:, None]


OPERATION = Operation(
    title="Dolly zoom",
    inputs=(("camera", "m", 3), ("target", "m", 3)),
    unit="mm",
    width=1,
    evaluate=dolly_zoom,
    source="f2 / f1 = d2 / d1",
)
