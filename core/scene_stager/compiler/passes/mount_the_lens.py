# SPDX-License-Identifier: Apache-2.0
"""Mount the lens: focal length, where it stands over the picture, focus, stop and shutter."""

from collections.abc import Iterator
from dataclasses import replace

from scene_stager.compiler.ir import Params, Plain, SceneIR, Signal
from scene_stager.compiler.passes._signals import constant, curve_params
from scene_stager.compiler.passes._unrest import PULLED, sways_out
from scene_stager.maths.motion.sampled_way import SampledWay, way_to_params
from scene_stager.script.composition import picture_mm
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
            *_moved(script, staging),
            *_focus(script, staging),
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


def _moved(script: SceneScript, staging: Staging) -> Iterator[Signal]:
    """How far the lens is moved across and up; nothing at all for one that stands in the middle."""
    lens = script.lens
    if lens.shift_mm:
        yield constant("camera.shift_x_mm", lens.shift_mm)
    if lens.is_upright:
        right_mm, up_mm = picture_mm(script, staging.framed_distance_m)
        params: Params = {"right_mm": right_mm, "up_mm": up_mm}
        heard = ("rig.translate_m", "target._followed_m", "camera.focal_length_mm")
        yield Signal("camera.shift_y_mm", "mm", 1, "camera", "lens_rise", params, heard)
    elif lens.rise_mm:
        yield constant("camera.shift_y_mm", lens.rise_mm)


def _focus(script: SceneScript, staging: Staging) -> Iterator[Signal]:
    """Where the lens is focused; a subject far off the axis is nearer along it than it is."""
    focused = _focused(script, staging)
    lens = script.lens
    if sways_out(script, staging):
        focused = replace(focused, name=PULLED)
    if lens.focus != "follow" or not lens.is_shifted:
        yield focused
        return
    right_mm, up_mm = picture_mm(script, staging.framed_distance_m)
    straight = replace(focused, name="camera._straight_m")
    if lens.is_upright:
        straight = replace(straight, params={**straight.params, "level": True})
        up_mm = 0.0
    off: Params = {"right_mm": right_mm, "up_mm": up_mm}
    yield straight
    heard = (straight.name, "camera.focal_length_mm")
    yield Signal(focused.name, "m", 1, "camera", "axial_focus", off, heard)


def _led(staging: Staging, way: SampledWay) -> Plain:
    """The focal target of a path that is told."""
    return {"way": way_to_params(way), "up_m": staging.focus_height_m}


def _focused(script: SceneScript, staging: Staging) -> Signal:
    name, lens = "camera.focus_distance_m", script.lens
    half_time_s = rigs()[script.rig.rig].focus_half_time_s
    if lens.focus == "follow":
        params: Params = {
            "move": move_to_params(staging.move),
            "target": staging.target_params(),
            "half_time_s": half_time_s,
        }
        if staging.way is not None:
            params = {**params, "target": _led(staging, staging.way)}
        ride = staging.ride_params()
        if ride is not None:
            params = {**params, "ride": ride}
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
