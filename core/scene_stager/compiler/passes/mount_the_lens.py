# SPDX-License-Identifier: Apache-2.0
"""Mount the lens: focal length, focus, stop and shutter."""

from scene_stager.compiler.ir import Params, SceneIR, Signal
from scene_stager.compiler.passes._signals import constant, curve_params
from scene_stager.script.lens import Lens
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.staging import Staging
from scene_stager.shot.rigs import rigs
from scene_stager.shot.rigs._move import move_to_params


def mount_the_lens(script: SceneScript, staging: Staging, scene: SceneIR) -> SceneIR:
    """Add what is read off the barrel of the lens."""
    lens = script.lens
    return scene.adding(
        "mount_the_lens",
        signals=[
            _focal_length(lens, staging),
            _focus(script, staging),
            constant("camera.f_number", lens.f_number),
            constant("camera.shutter_deg", lens.shutter_deg),
        ],
    )


def _focal_length(lens: Lens, staging: Staging) -> Signal:
    name = "camera.focal_length_mm"
    if lens.zoom == "dolly_zoom":
        params: Params = {
            "focal_length_mm": lens.focal_length_mm,
            "distance_m": staging.start_distance_m,
        }
        heard = ("rig.translate_m", "target._followed_m")
        return Signal(name, "mm", 1, "camera", "dolly_zoom", params, heard)
    if lens.zoom == "zoom" and lens.to_focal_length_mm is not None:
        params = {
            "curve": curve_params(staging.lens_curve),
            "half_time_s": staging.move.half_time_s,
            "from": lens.focal_length_mm,
            "to": lens.to_focal_length_mm,
        }
        return Signal(name, "mm", 1, "camera", "ease", params)
    return constant(name, lens.focal_length_mm)


def _focus(script: SceneScript, staging: Staging) -> Signal:
    name, lens = "camera.focus_distance_m", script.lens
    half_time_s = rigs()[script.rig.rig].focus_half_time_s
    if lens.focus == "follow":
        params: Params = {
            "move": move_to_params(staging.move),
            "target": staging.target_params(),
            "half_time_s": half_time_s,
        }
        return Signal(name, "m", 1, "camera", "focus_pull", params)
    near_m = lens.focus_m if lens.focus_m is not None else staging.start_distance_m
    if lens.focus == "rack":
        far_m = lens.to_focus_m if lens.to_focus_m is not None else staging.end_distance_m
        params = {
            "curve": curve_params(staging.lens_curve),
            "half_time_s": half_time_s,
            "from": near_m,
            "to": far_m,
        }
        return Signal(name, "m", 1, "camera", "ease", params)
    return constant(name, near_m)
