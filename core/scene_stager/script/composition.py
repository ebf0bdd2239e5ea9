# SPDX-License-Identifier: Apache-2.0
"""Composition: where in the picture the focal target is held, and through which focal length."""

from collections.abc import Callable

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.s_curve import SCurve, lagged
from scene_stager.maths.optics.framing import PLACEMENTS, eye_line
from scene_stager.maths.optics.lens import dolly_zoom_focal_mm, frame_size_m
from scene_stager.script.lens import Lens
from scene_stager.script.scene_script import SceneScript
from scene_stager.shot.rigs._request import Composition


def picture_mm(script: SceneScript, framed_distance_m: float) -> tuple[float, float]:
    """Where the focal target goes on the sensor, right of the lens axis and above it.

    A placement that says nothing of up or down leaves that to the headroom: a close shot keeps a
    little air over the head, a wide one puts the middle of the subject in the middle.
    """
    width_mm, height_mm = script.lens.sensor_mm
    across, upward = PLACEMENTS[script.framing.placement]
    if not upward:
        frame_m = float(frame_size_m(framed_distance_m, script.lens.focal_length_mm, height_mm))
        subject = script.subject
        upward = eye_line(frame_m, subject.actual_height_m, subject.actual_focus_height_m)
    return across * width_mm + script.lens.shift_mm, upward * height_mm + script.lens.rise_mm


def composition(
    script: SceneScript,
    framed_distance_m: float,
    start_distance_m: float,
    lens_clock: SCurve | None,
    half_time_s: float,
) -> Composition:
    """The same for the planner; `lens_clock` is that of a zoom beside a camera that stands."""
    right_mm, up_mm = picture_mm(script, framed_distance_m)
    focal_mm = _focal(script.lens, start_distance_m, lens_clock, half_time_s)
    level = script.lens.is_upright
    return Composition(right_mm, up_mm, script.framing.roll_deg, focal_mm, level)


def _focal(
    lens: Lens, start_distance_m: float, clock: SCurve | None, half_time_s: float
) -> Callable[[Floats, Floats, Floats], Floats]:
    first_mm, last_mm = lens.focal_length_mm, lens.to_focal_length_mm

    def focal_mm(t_s: Floats, u: Floats, distance_m: Floats) -> Floats:
        if lens.zoom == "dolly_zoom":
            return np.asarray(dolly_zoom_focal_mm(first_mm, start_distance_m, distance_m))
        if lens.zoom == "zoom" and last_mm is not None:
            share = u if clock is None else lagged(clock, t_s, half_time_s)
            return first_mm + (last_mm - first_mm) * share
        return np.full_like(u, first_mm)

    return focal_mm
