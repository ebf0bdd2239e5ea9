# SPDX-License-Identifier: GPL-3.0-or-later
"""The camera: film gate, lens, shift, focus and stop, with depth of field on."""

from __future__ import annotations

from typing import cast

import bpy

from scene_stager.hosts.moks_host import Part

from .workshop import Made, Workshop, places, setting, tracks_of

NEAR_M, FAR_M = 0.05, 10_000.0  # where a Take does not say; house default, not measured
SENSOR_MM = (36.0, 24.0)


def make_camera(workshop: Workshop, part: Part, old: bpy.types.Object | None) -> Made:
    """A camera object, made the scene's own when that is wished or when the scene has none."""
    put, per_metre = workshop.journal.put, workshop.axes.per_metre
    thing = old
    if thing is None:
        data = workshop.journal.make("cameras", f"{workshop.owner}.{part.id}")
        thing = workshop.new_object(part, data)
    lens = cast(bpy.types.Camera, thing.data)
    put(lens, "type", "PERSP")
    put(lens, "sensor_fit", "HORIZONTAL")
    width_mm = setting(part, "sensor_width_mm", SENSOR_MM[0])
    put(lens, "sensor_width", width_mm)
    put(lens, "sensor_height", setting(part, "sensor_height_mm", SENSOR_MM[1]))
    put(lens, "clip_start", setting(part, "near_m", NEAR_M) * per_metre)
    put(lens, "clip_end", setting(part, "far_m", FAR_M) * per_metre)
    # A lens moved across the gate shows more of the side it is moved to; Blender counts in widths.
    put(lens, "shift_x", setting(part, "shift_x_mm", 0.0) / width_mm)
    put(lens, "shift_y", setting(part, "shift_y_mm", 0.0) / width_mm)
    put(lens.dof, "use_dof", True)
    if workshop.scene.camera is None or (workshop.take_camera and workshop.scene.camera != thing):
        put(workshop.scene, "camera", thing)
    homes = {
        **places(workshop),
        "shift_x_mm": ("data", "shift_x", 1.0 / width_mm, False),
        "shift_y_mm": ("data", "shift_y", 1.0 / width_mm, False),
        "focal_length_mm": ("data", "lens", 1.0, False),
        "focus_distance_m": ("data", "dof.focus_distance", per_metre, False),
        "f_number": ("data", "dof.aperture_fstop", 1.0, False),
    }
    return Made(thing, {"object": thing, "data": lens}, tracks_of(part, homes))
