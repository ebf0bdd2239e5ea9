# SPDX-License-Identifier: Apache-2.0
"""Frame the subject: aim the head so that the subject sits where the framing wants it."""

from scene_stager.compiler.ir import Plain, SceneIR, Signal
from scene_stager.compiler.passes._signals import pick
from scene_stager.script.composition import picture_mm
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.staging import Staging
from scene_stager.shot.rigs._move import move_to_params


def frame_the_subject(script: SceneScript, staging: Staging, scene: SceneIR) -> SceneIR:
    """Add the aim that was asked for, and the aim that the rig makes of it."""
    right_mm, up_mm = picture_mm(script, staging.framed_distance_m)
    held: dict[str, Plain] = {
        "move": move_to_params(staging.move),
        "right_mm": right_mm,
        "up_mm": up_mm,
        "roll_deg": script.framing.roll_deg,
    }
    if script.lens.is_upright:
        held["level"] = True
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
