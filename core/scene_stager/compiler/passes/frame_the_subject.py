# SPDX-License-Identifier: Apache-2.0
"""Frame the subject: aim the head so that the subject sits where the framing wants it."""

from scene_stager.compiler.ir import Plain, SceneIR, Signal
from scene_stager.compiler.passes._signals import pick
from scene_stager.compiler.passes._unrest import PULLED, room_mm, strays
from scene_stager.maths.optics.focus import circle_of_confusion_mm
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
    signals += _really(script, staging, asked, (right_mm, up_mm))
    if any(signal.name == PULLED for signal in scene.signals):
        signals.append(_refocused(script))
    return scene.adding("frame_the_subject", signals=signals)


def _really(
    script: SceneScript, staging: Staging, asked: str, picture: tuple[float, float]
) -> list[Signal]:
    """The camera's aim: an operator holds a subject that the unrest would carry to the edge."""
    name, unrest = "camera.rotate_wxyz", "rig._signature"
    if script.rig.imperfection == 0:
        return [pick(name, asked, 0, 4)]
    if not strays(script, staging):
        return [Signal(name, "1", 4, "camera", "shake", {}, (asked, unrest))]
    shaken, turn = "camera._shaken_wxyz", "camera._steady_deg"
    where = ("camera.translate_m", asked, "rig.translate_m", "target._followed_m")
    held: dict[str, Plain] = {
        "right_mm": picture[0],
        "up_mm": picture[1],
        "room_mm": list(room_mm(script, staging)),
    }
    heard = (shaken, *where, "camera.focal_length_mm")
    return [
        Signal(shaken, "1", 4, "camera", "shake", {}, (asked, unrest)),
        Signal(turn, "deg", 3, "camera", "steady", held, heard),
        pick("camera.steadied_deg", turn, 2),
        Signal(name, "1", 4, "camera", "steadied", {}, (shaken, turn)),
    ]


def _refocused(script: SceneScript) -> Signal:
    """The focus of a puller who follows a camera that sways out of it."""
    params: dict[str, Plain] = {
        "f_number": script.lens.f_number,
        "blur_mm": circle_of_confusion_mm(*script.lens.sensor_mm),
    }
    name, where = "camera.focus_distance_m", ("camera.translate_m", "camera.rotate_wxyz")
    heard = (PULLED, *where, "target._followed_m", "camera.focal_length_mm")
    return Signal(name, "m", 1, "camera", "refocus", params, heard)
