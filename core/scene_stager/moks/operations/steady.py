# SPDX-License-Identifier: Apache-2.0
"""Steady: how far an operator turns a shaking camera back, so that its subject stays in view."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.frames import conjugate_wxyz, pan_tilt_toward, rotate_wxyz
from scene_stager.maths.motion.soft_knee import soft_knee
from scene_stager.maths.optics.framing import solve_pan_tilt
from scene_stager.moks.operations._operation import Inputs, Operation, Params

FREE_SHARE = 0.6  # of the room to an edge, where a shake is left as it is; house default
NEAREST_M = 0.001  # what a camera is shaken past counts as this near, far off to its side


def steady(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """The turn that keeps what is framed within its room, and how large that turn is.

    A shake lets the point that the framing is about stray in the picture. What strays less than
    `FREE_SHARE` of the room on that side is left as it is, to the bit; the rest is pressed together
    so that it never gets as far as that room goes.

    shapes   inputs: shaken (n, 4), camera (n, 3), aim (n, 4), rig (n, 3), target (n, 3),
             focal (n, 1); result (n, 3); room_mm holds left, right, below, above
    units    metres, and millimetres on the sensor; degrees out: pan, tilt, and their size
    frame    about the shaken camera's own axes: pan to its left, tilt to its up
    source   the pinhole, and a soft knee: s becomes k + (1 - k) tanh((s - k) / (1 - k)) above k,
             where s is a share of the room and k is FREE_SHARE
    """
    shaken_wxyz, camera_m, aim_wxyz, rig_m, target_m, focal_mm = inputs
    place = np.array([float(params["right_mm"]), float(params["up_mm"])]) / focal_mm
    framed_m = rig_m + _ahead_m(place, aim_wxyz, target_m - rig_m)
    x_m, y_m, z_m = rotate_wxyz(conjugate_wxyz(shaken_wxyz), framed_m - camera_m).T
    seen = np.stack([x_m, y_m], axis=-1) / np.maximum(-z_m, NEAREST_M)[:, None]

    left, right, below, above = (float(mm) for mm in params["room_mm"])
    stray = seen - place
    room = np.where(stray < 0.0, (left, below), (right, above)) / focal_mm
    share = np.abs(stray) / room
    kept, strays = soft_knee(share, FREE_SHARE, 1.0), share > FREE_SHARE
    wanted = np.where(strays, place + np.sign(stray) * kept * room, seen)
    # The camera's own frame as a stage: it looks along +y, and z is up in the picture.
    toward_m = np.stack([x_m, -z_m, y_m], axis=-1)
    turn_deg = np.where(strays.any(axis=-1, keepdims=True), _turn_deg(toward_m, wanted), 0.0)
    return np.column_stack([turn_deg, np.sqrt(np.sum(turn_deg * turn_deg, axis=-1))])


def _ahead_m(place: Floats, aim_wxyz: Floats, away_m: Floats) -> Floats:
    """The way from the rig to what it frames: as far as its subject, where it should be seen."""
    ray = np.concatenate([place, np.full_like(place[:, :1], -1.0)], axis=1)
    far = np.sqrt(np.sum(away_m * away_m, axis=-1) / np.sum(ray * ray, axis=-1))
    return rotate_wxyz(aim_wxyz, ray * far[:, None])


def _turn_deg(toward_m: Floats, wanted: Floats) -> Floats:
    """Pan and tilt, (n, 2), that bring what stands there to a place in the picture."""
    level_deg = np.zeros(len(wanted))
    aim = solve_pan_tilt(*pan_tilt_toward(toward_m), wanted[:, 0], wanted[:, 1], level_deg)
    return np.stack([aim.pan_deg, aim.tilt_deg], axis=-1)


OPERATION = Operation(
    title="Hold the subject",
    inputs=(
        ("shaken", "1", 4),
        ("camera", "m", 3),
        ("aim", "1", 4),
        ("rig", "m", 3),
        ("target", "m", 3),
        ("focal", "mm", 1),
    ),
    unit="deg",
    width=3,
    evaluate=steady,
    source="pinhole camera on a pan-tilt head, in closed form; knee: house default, not measured",
)
