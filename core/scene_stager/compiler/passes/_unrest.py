# SPDX-License-Identifier: Apache-2.0
"""How far the unrest of a rig lets its subject stray, before anything is worked out."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.optics.focus import circle_of_confusion_mm, near_limit_m
from scene_stager.script.composition import picture_mm
from scene_stager.script.lens import Lens
from scene_stager.script.rig import Rig
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.staging import Staging
from scene_stager.shot.rigs import rigs
from scene_stager.shot.rigs._move import motion

PULLED = "camera._pulled_m"  # the focus, before its puller follows the camera's sway
SAFE_SHARE = 0.93  # of the picture's width and height; source: SMPTE ST 2046-1, safe action area
TOO_FAR = 0.54  # of the room; a shake is left alone up to 0.6, and this is told from afar
SHOWS = 0.5  # of the depth of field, on its near side
CALM = 0.2  # of the room in a few samples: it will not be over three times as much in between
FEW, MANY = 48, 2048  # times that are looked at
LEAST_SHARE = 0.02  # of the picture's height: room for a subject that belongs at the edge
NEAREST_M = 0.05  # a camera that comes closer is counted as if it did not


def settings_of(rig: Rig) -> dict[str, str | float]:
    """What the rig's signature is asked for."""
    settings = {**rigs()[rig.rig].settings, "pass_number": rig.pass_number}
    return settings if rig.preset is None else {**settings, "preset": rig.preset}


def room_mm(script: SceneScript, staging: Staging) -> tuple[float, float, float, float]:
    """How far what is framed may stray on the sensor: left, right, down and up."""
    right_mm, up_mm = picture_mm(script, staging.framed_distance_m)
    width_mm, height_mm = script.lens.sensor_mm
    x_mm, y_mm = right_mm - script.lens.shift_mm, up_mm - script.lens.rise_mm
    across_mm, high_mm = SAFE_SHARE * width_mm / 2.0, SAFE_SHARE * height_mm / 2.0
    rooms_mm = across_mm + x_mm, across_mm - x_mm, high_mm + y_mm, high_mm - y_mm
    left, right, below, above = (max(mm, LEAST_SHARE * height_mm) for mm in rooms_mm)
    return left, right, below, above


def strays(script: SceneScript, staging: Staging) -> bool:
    """True when the subject would come near an edge of the picture by the rig's unrest alone."""
    count = script.frame_count
    if _stray(script, staging, np.linspace(0, count - 1, min(FEW, count))) < CALM:
        return False
    return _stray(script, staging, np.linspace(0, count - 1, min(MANY, count))) > TOO_FAR


def sways_out(script: SceneScript, staging: Staging) -> bool:
    """True when the camera would sway over half of its depth of field, by the unrest alone."""
    count, lens = script.frame_count, script.lens
    if script.rig.imperfection == 0 or lens.focus != "follow":
        return False
    blur_mm = circle_of_confusion_mm(*lens.sensor_mm)
    near_m, longest_mm = _near_m(staging), np.asarray(_longest_mm(lens, staging))
    sharp_m = near_limit_m(np.asarray(near_m), longest_mm, np.asarray(lens.f_number), blur_mm)
    room_m = near_m - float(sharp_m)
    for looks, most in ((FEW, CALM), (MANY, SHOWS)):
        x_m, y_m, z_m, *_ = _unrest(script, staging, np.linspace(0, count - 1, min(looks, count)))
        if float(np.sqrt(x_m * x_m + y_m * y_m + z_m * z_m).max()) <= most * room_m:
            return False
    return True


def _unrest(script: SceneScript, staging: Staging, frames: Floats) -> Floats:
    """What the rig adds at some frames, (6, n)."""
    rig = script.rig
    t_s = np.round(frames) * script.fps[1] / script.fps[0]
    signature = rigs()[rig.rig].signature
    unrest = signature(motion(staging.move, t_s), script.seed, settings_of(rig))
    return np.asarray(rig.imperfection * unrest.T)


def _near_m(staging: Staging) -> float:
    return max(min(staging.start_distance_m, staging.end_distance_m), NEAREST_M)


def _stray(script: SceneScript, staging: Staging, frames: Floats) -> float:
    """The largest stray, as a share of the room on its side."""
    x_m, y_m, z_m, pan_deg, tilt_deg, _ = _unrest(script, staging, frames)
    near_m, longest_mm = _near_m(staging), _longest_mm(script.lens, staging)

    # Which way the camera looks from its rig is not known here: it may go to either side.
    aside = np.hypot(x_m, y_m) / near_m
    turned, raised = np.tan(np.radians(pan_deg)), np.tan(np.radians(tilt_deg)) + z_m / near_m
    left, right, below, above = room_mm(script, staging)
    strays_mm = ((aside - turned, left), (aside + turned, right), (raised, below), (-raised, above))
    return max(longest_mm * float(stray.max()) / room for stray, room in strays_mm)


def _longest_mm(lens: Lens, staging: Staging) -> float:
    if lens.zoom == "dolly_zoom":
        farther = staging.end_distance_m / staging.start_distance_m
        return lens.focal_length_mm * max(1.0, farther)
    return max(lens.focal_length_mm, lens.to_focal_length_mm or 0.0)
