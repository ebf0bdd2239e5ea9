# SPDX-License-Identifier: Apache-2.0
"""Nuke's .chan: a line a frame, of frame, place, angles, and the vertical field of view.

source   the columns: Blender manual, "Nuke Animation (chan)"; the order of turns: Foundry, Nuke
         Stage reference guide, "Camera and Cinematic Controls", whose default is ZXY, so about z
         first: Ry Rx Rz on column vectors

The file has no room for an order of turns, a picture area or a rate: the Camera that reads it must
have the order ZXY, which is Nuke's default, and the vertical aperture that belongs to the lens.
"""

from __future__ import annotations

from math import atan, degrees

from scene_stager.hosts.camera_files.track import CameraTrack, number
from scene_stager.hosts.euler import euler_track

ORDER = "zxy"


def chan_text(track: CameraTrack) -> str:
    """The camera as .chan; the same Take gives the same bytes."""
    keys = euler_track(track.turns, ORDER)
    lines = []
    rows = zip(track.frames, keys.on_frames, track.places, track.focals_mm)
    for frame, key, place, focal_mm in rows:
        angles = (axis[key] for axis in keys.angles_deg)
        vertical_deg = degrees(2.0 * atan(track.sensor_mm[1] / (2.0 * focal_mm)))
        lines.append(" ".join([str(frame), *map(number, (*place, *angles, vertical_deg))]))
    return "\n".join([*lines, ""])
