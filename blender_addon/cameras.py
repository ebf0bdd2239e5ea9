# SPDX-License-Identifier: GPL-3.0-or-later
"""The camera: film gate, lens, shift, focus and stop, with depth of field on."""

from __future__ import annotations

from typing import cast

import bpy

from scene_stager.hosts.moks_host import Part
from scene_stager.moks.entities import CameraFacts

from .before import blur, is_remembered, put_back, put_back_settings, replace
from .names import short
from .workshop import Made, Workshop, places, tracks_of


def make_camera(workshop: Workshop, part: Part, old: bpy.types.Object | None) -> Made:
    """A camera object, made the scene's own when that is wished or when the scene has none."""
    facts = CameraFacts.of(part.entity)
    put, per_metre = workshop.journal.put, workshop.axes.per_metre
    thing = old
    if thing is None:
        data = workshop.journal.make("cameras", short(part.id))
        thing = workshop.new_object(part, data)
    lens = cast(bpy.types.Camera, thing.data)
    put(lens, "type", "PERSP")
    put(lens, "sensor_fit", "HORIZONTAL")
    put(lens, "sensor_width", facts.sensor_width_mm)
    put(lens, "sensor_height", facts.sensor_height_mm)
    put(lens, "clip_start", facts.near_m * per_metre)
    put(lens, "clip_end", facts.far_m * per_metre)
    put(lens, "shift_x", 0.0)
    put(lens, "shift_y", 0.0)
    put(lens.dof, "use_dof", True)
    if workshop.scene.camera is None or workshop.wishes.take_camera:
        replace(workshop.journal, workshop.scene, "camera", thing)
    elif workshop.scene.camera == thing and is_remembered(workshop.scene, "camera"):
        put_back(workshop.journal, workshop.scene, "camera")
    shutter_deg = workshop.seen.get(f"{part.id}.shutter_deg")
    if workshop.wishes.take_shutter and shutter_deg is not None:
        blur(workshop.journal, workshop.scene, float(shutter_deg[0][0]))
    else:
        put_back_settings(workshop.journal, workshop.scene, "shutter")
    # A lens moved across the gate shows more of the side it is moved to; Blender counts in widths.
    widths_per_mm = 1.0 / facts.sensor_width_mm
    homes = {
        **places(workshop),
        "shift_x_mm": ("data", "shift_x", widths_per_mm, False),
        "shift_y_mm": ("data", "shift_y", widths_per_mm, False),
        "focal_length_mm": ("data", "lens", 1.0, False),
        "focus_distance_m": ("data", "dof.focus_distance", per_metre, False),
        "f_number": ("data", "dof.aperture_fstop", 1.0, False),
    }
    return Made(thing, {"object": thing, "data": lens}, tracks_of(part, homes))
