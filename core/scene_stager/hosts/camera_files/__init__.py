# SPDX-License-Identifier: Apache-2.0
"""The camera of a Take as text files for programs that have no plug-in here: one file a format.

Standard library only. FORMATS is what there is; `track.py` reads the Take, the others write.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Dict

from scene_stager.hosts.camera_files.after_effects import after_effects_text
from scene_stager.hosts.camera_files.chan import chan_text
from scene_stager.hosts.camera_files.nuke import nuke_text
from scene_stager.hosts.camera_files.track import CameraTrack


@dataclass(frozen=True)
class CameraFormat:
    """How a format is written, its file's name, how many units it has to the metre, and whether it
    has a place for a lens that is moved over the picture area."""

    title: str
    file_name: str
    units_per_m: float
    text: Callable[[CameraTrack], str]
    shifts: bool = False


FORMATS: Dict[str, CameraFormat] = {
    "chan": CameraFormat("Nuke .chan, which Houdini reads too", "camera.chan", 1.0, chan_text),
    "nuke": CameraFormat("Nuke script with one Camera", "camera.nk", 1.0, nuke_text, True),
    "after-effects": CameraFormat(
        "After Effects keyframes, to paste", "camera.ae.txt", 100.0, after_effects_text
    ),
}
