# SPDX-License-Identifier: Apache-2.0
"""The camera: film gate, lens, focus and stop in Unreal's own units, focus by hand."""

from __future__ import annotations

from typing import cast

import unreal

from scene_stager.hosts.moks_host import Part
from scene_stager.moks.clock import Clock
from scene_stager.moks.entities import CameraFacts

from . import axes
from .borrow import borrow_camera
from .changes import put, put_fields
from .stage import Made, Stage
from .tracks import channel_of, derived, float_track, transform_track

LENS_MM, STOPS = (1.0, 2000.0), (0.1, 64.0)  # a lens refuses keys outside its own limits
NEAREST_FOCUS_MM = 0.1


def make_camera(stage: Stage, part: Part, clock: Clock) -> Made:
    """The shot's camera, which does what the Take says and nothing of its own."""
    lent = bool(stage.wishes.camera)
    actor = borrow_camera(stage, part.id) if lent else stage.actor_for(part, unreal.CineCameraActor)
    lens = lens_of(actor)
    _set_lens(stage, part, lens)
    tracks = [
        *transform_track(part, looks=True),
        *float_track(part, "focal_length_mm", "CurrentFocalLength"),
        *float_track(part, "f_number", "CurrentAperture"),
        *float_track(part, "focus_distance_m", "FocusSettings.ManualFocusDistance", axes.CM_PER_M),
        *float_track(part, "shift_x_mm", "Filmback.SensorHorizontalOffset"),
        *float_track(part, "shift_y_mm", "Filmback.SensorVerticalOffset"),
        *float_track(part, "exposure_index", "PostProcessSettings.CameraISO"),
    ]
    shutter = channel_of(part, "shutter_deg")
    if shutter is not None:
        rate_fps = clock.fps[0] / clock.fps[1]
        speeds = [rate_fps * 360.0 / max(degrees, 1e-3) for degrees in shutter.values]
        tracks.append(derived("PostProcessSettings.CameraShutterSpeed", speeds, "shutter_deg"))
        # As long a part of the frame as the shutter is open: 0.5 is 180 degrees.
        shares = [degrees / 360.0 for degrees in shutter.values]
        tracks.append(derived("PostProcessSettings.MotionBlurAmount", shares, "shutter_deg"))
    return Made(actor, lens, tracks)


def lens_of(actor: unreal.Actor) -> unreal.CineCameraComponent:
    """What of a camera has the optics."""
    return cast(unreal.CineCameraActor, actor).get_cine_camera_component()


def _set_lens(stage: Stage, part: Part, lens: unreal.CineCameraComponent) -> None:
    journal, facts = stage.journal, CameraFacts.of(part.entity)
    gate = {"sensor_width": facts.sensor_width_mm, "sensor_height": facts.sensor_height_mm}
    limits = {
        "min_focal_length": LENS_MM[0],
        "max_focal_length": LENS_MM[1],
        "min_f_stop": STOPS[0],
        "max_f_stop": STOPS[1],
        "minimum_focus_distance": NEAREST_FOCUS_MM,
        "squeeze_factor": 1.0,
    }
    focus = {
        "focus_method": unreal.CameraFocusMethod.MANUAL,
        "smooth_focus_changes": False,
        "focus_offset": 0.0,
    }
    put_fields(journal, lens, "filmback", gate)
    _shift(stage, part, lens)
    if hasattr(lens, "crop_settings"):  # else a filmback preset's own crop would stay
        put_fields(journal, lens, "crop_settings", {"aspect_ratio": 0.0})
    put_fields(journal, lens, "lens_settings", limits)
    put_fields(journal, lens, "focus_settings", focus)
    put(journal, lens, "override_custom_near_clipping_plane", True)
    near_cm = facts.near_m * axes.CM_PER_M
    put(journal, lens, "custom_near_clipping_plane", near_cm)
    put_fields(
        journal,
        lens,
        "post_process_settings",
        dict.fromkeys(
            (
                "override_camera_iso",
                "override_camera_shutter_speed",
                "override_motion_blur_amount",
            ),
            True,
        ),
    )


def _shift(stage: Stage, part: Part, lens: unreal.CineCameraComponent) -> None:
    """A lens moved across the gate; Unreal before 5.5 or so has no such thing."""
    names = {"sensor_horizontal_offset": "shift_x_mm", "sensor_vertical_offset": "shift_y_mm"}
    gate = lens.get_editor_property("filmback")
    if all(hasattr(gate, name) for name in names):
        put_fields(stage.journal, lens, "filmback", dict.fromkeys(names, 0.0))
    elif any(channel_of(part, one) for one in names.values()):
        stage.remarks.append(f"{part.id}: this Unreal cannot shift a lens; the shot is unshifted")
