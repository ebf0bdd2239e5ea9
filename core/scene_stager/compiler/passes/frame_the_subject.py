# SPDX-License-Identifier: Apache-2.0
"""Frame the subject: aim the head so that the subject sits where the framing wants it."""

from scene_stager.compiler.ir import Plain, SceneIR, Signal
from scene_stager.compiler.passes._signals import pick
from scene_stager.maths.optics.framing import HEADROOM, PLACEMENTS
from scene_stager.maths.optics.lens import frame_size_m
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.staging import Staging
from scene_stager.shot.rigs._move import move_to_params


def frame_the_subject(script: SceneScript, staging: Staging, scene: SceneIR) -> SceneIR:
    """Add the aim that was asked for, and the aim that the rig makes of it."""
    across, upward = picture_place(script, staging)
    width_mm, height_mm = script.lens.sensor_mm
    held: dict[str, Plain] = {
        "move": move_to_params(staging.move),
        "right_mm": across * width_mm,
        "up_mm": upward * height_mm,
        "roll_deg": script.framing.roll_deg,
    }
    heard = ("rig.translate_m", "target._followed_m", "camera.focal_length_mm")
    asked = "rig.rotate_wxyz"
    signals = [
        Signal("rig.aim_deg", "deg", 3, "rig", "aim", held, heard),
        Signal(asked, "1", 4, "rig", "orient", {}, ("rig.aim_deg",)),
    ]
    name = "camera.rotate_wxyz"
    if script.rig.imperfection > 0:
        signals.append(Signal(name, "1", 4, "camera", "shake", {}, (asked, "rig._signature")))
    else:
        signals.append(pick(name, asked, 0, 4))
    return scene.adding("frame_the_subject", signals=signals)


def picture_place(script: SceneScript, staging: Staging) -> tuple[float, float]:
    """Where the focal target goes: picture widths to the right, picture heights up.

    A placement that says nothing of up or down leaves that to the headroom: a close shot keeps a
    little air over the head, a wide one puts the middle of the subject in the middle.
    """
    across, upward = PLACEMENTS[script.framing.placement]
    if upward:
        return across, upward
    _, height_mm = script.lens.sensor_mm
    distance_m = staging.framed_distance_m
    frame_m = float(frame_size_m(distance_m, script.lens.focal_length_mm, height_mm))
    below_top_m = staging.subject_height_m - (0.5 - HEADROOM) * frame_m
    middle_m = max(below_top_m, staging.subject_height_m / 2)
    return across, (staging.focus_height_m - middle_m) / frame_m
