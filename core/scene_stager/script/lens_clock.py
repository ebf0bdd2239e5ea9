# SPDX-License-Identifier: Apache-2.0
"""When a zoom or a rack happens: with the camera's move, or by a clock of its own."""

from math import log2

from scene_stager.maths.motion.s_curve import STILL, SCurve, delay, plan_s_curve, stretch
from scene_stager.script.lens import Lens
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.stations import goes_along, stands

# How long a rack takes, or a zoom for every doubling, beside a camera that stands; and how gently
# it starts and stops. House defaults, not measured.
SECONDS_S = {"slow": 4.0, "normal": 2.0, "brisk": 1.0, "whip": 0.4}
SHAPE = (1.5, 4.5, 27.0)


def changes_lens(lens: Lens) -> bool:
    """True when a zoom or a rack goes on during the shot."""
    return lens.zoom == "zoom" or lens.focus == "rack"


def has_own_clock(script: SceneScript) -> bool:
    """True when the lens changes beside a camera that has no move of its own to change with."""
    return changes_lens(script.lens) and (goes_along(script) or stands(script))


def own_duration_s(script: SceneScript) -> float:
    """How long the lens takes when it goes by its own clock."""
    rig, lens = script.rig, script.lens
    if rig.duration_s is not None:
        return rig.duration_s
    doublings = 1.0
    if lens.zoom == "zoom" and lens.to_focal_length_mm is not None:
        doublings = max(1.0, abs(log2(lens.to_focal_length_mm / lens.focal_length_mm)))
    return SECONDS_S[rig.pace] * doublings


def lens_curve(script: SceneScript, of_move: SCurve) -> SCurve:
    """The S-curve of a zoom or a rack, given that of the camera's move."""
    if not changes_lens(script.lens):
        return STILL
    if not has_own_clock(script):
        return of_move
    whole = plan_s_curve(*SHAPE)
    return delay(stretch(whole, own_duration_s(script)), script.rig.start_s)
