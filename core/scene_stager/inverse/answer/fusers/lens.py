# SPDX-License-Identifier: Apache-2.0
"""Lens from a still: the focal length, where straight lines give it away."""

from collections.abc import Mapping

from scene_stager.inverse.answer.fusers._fuser import Fuser, Proposal
from scene_stager.inverse.answer.solved import Solved
from scene_stager.inverse.still.points import SENSOR_MM
from scene_stager.script.scene_script import SceneScript


def propose(solved: Solved, script: SceneScript) -> Mapping[str, Proposal]:
    """The focal length on the script's own format, for the same field of view."""
    focal_mm = solved.focal_mm * script.lens.sensor_mm[0] / SENSOR_MM
    because = "straight lines that meet at right angles"
    return {"focal_length_mm": Proposal(focal_mm, solved.known["focal_mm"], because)}


FUSER = Fuser(
    "lens",
    propose,
    {
        "format": "the field of view is all that shows",
        "frame_aspect": "a still may be cropped, and the shot has a frame of its own",
        "squeeze": "a still that was squeezed is shown unsqueezed",
        "f_number": "depth of field is not turned into a stop",
        "shutter_deg": "one still shows no movement",
        "zoom": "one still shows no movement",
        "focus": "one still shows no movement",
        "focus_m": "the subject is taken to be in focus",
        "shift_mm": "a shifted lens looks like a subject placed elsewhere",
        "rise_mm": "a raised lens looks like a subject placed elsewhere",
        "verticals": "the camera is taken to tilt",
    },
)
