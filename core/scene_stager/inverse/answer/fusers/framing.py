# SPDX-License-Identifier: Apache-2.0
"""Framing from a still: how large the subject is, how high the camera stands, where it is held."""

import math
from collections.abc import Mapping

from scene_stager.inverse.answer.fusers._fuser import Fuser, Proposal
from scene_stager.inverse.answer.solved import Solved
from scene_stager.maths.optics.framing import PLACEMENTS, SHOT_SIZES
from scene_stager.script.scene_script import SceneScript

# House defaults, not measured.
WHOLE = 0.95  # of the picture's height: a subject this tall is cut, and its size not known
LEVEL_SHARE = 0.1  # of the height of the picture off its middle is level still: house default


def propose(solved: Solved, script: SceneScript) -> Mapping[str, Proposal]:
    """Size and placement from the mask, elevation from floor, contact and floor's end."""
    heights = solved.frame_heights
    size = min(SHOT_SIZES, key=lambda name: abs(math.log(SHOT_SIZES[name] / heights)))
    seen_whole = 1.0 if 1.0 / heights < WHOLE else 0.0
    across, up = solved.subject_across, solved.subject_up
    placement = min(
        PLACEMENTS,
        key=lambda name: math.dist(PLACEMENTS[name], (across, up if abs(up) > LEVEL_SHARE else 0)),
    )
    return {
        "size": Proposal(size, seen_whole, "the subject's height in the picture"),
        "elevation_deg": Proposal(
            solved.camera_elevation_deg,
            solved.known["camera_elevation_deg"],
            "straight lines, or the floor's light and shadow and where it ends",
        ),
        "placement": Proposal(placement, 1.0, "the subject's place in the picture"),
    }


FUSER = Fuser(
    "framing",
    propose,
    {
        "view": "nothing says which side of the subject is its front",
        "azimuth_deg": "nothing says which side of the subject is its front",
        "angle": "the elevation in degrees takes its place",
        "roll_deg": "taken as level",
    },
)
