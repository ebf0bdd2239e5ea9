# SPDX-License-Identifier: Apache-2.0
"""Refocus: a puller who follows a camera that sways out of its depth of field."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.soft_knee import soft_knee
from scene_stager.maths.optics.focus import far_limit_m, near_limit_m
from scene_stager.maths.optics.framing import project
from scene_stager.moks.operations._operation import Inputs, Operation, Params

# Of the depth of field on that side: what misses less is left, and nothing is left over the second.
# House default, not measured.
FREE_SHARE, MOST_SHARE = 0.5, 0.8


def refocus(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """The focus that was pulled for the rig, and on by as much as its subject would blur.

    shapes   inputs: pulled (n, 1), camera (n, 3), aim (n, 4), target (n, 3), focal (n, 1);
             result (n, 1)
    units    metres, unit quaternions, millimetres of focal length and of blur_mm
    valid    what is within `FREE_SHARE` of the depth of field changes nothing, to the bit
    source   the limits of the depth of field, and the soft knee
    """
    pulled_m, camera_m, aim_wxyz, target_m, focal_mm = inputs
    miss_m = project(target_m, camera_m, aim_wxyz)[2][:, None] - pulled_m
    lens = (focal_mm, np.full_like(focal_mm, float(params["f_number"])), float(params["blur_mm"]))
    near_m = pulled_m - near_limit_m(pulled_m, *lens)
    far_m = far_limit_m(pulled_m, *lens) - pulled_m
    room_m = np.where(miss_m < 0.0, near_m, far_m)
    share = np.abs(miss_m) / room_m
    more = share - soft_knee(share, FREE_SHARE, MOST_SHARE)
    with np.errstate(invalid="ignore"):  # no share at all of a depth that has no end
        followed_m = pulled_m + np.sign(miss_m) * more * room_m
    return np.where(more > 0.0, followed_m, pulled_m)


OPERATION = Operation(
    title="Focus that follows the sway",
    inputs=(
        ("pulled", "m", 1),
        ("camera", "m", 3),
        ("aim", "1", 4),
        ("target", "m", 3),
        ("focal", "mm", 1),
    ),
    unit="m",
    width=1,
    evaluate=refocus,
    source="depth of field of a thin lens; knee: house default, not measured",
)
