# SPDX-License-Identifier: Apache-2.0
"""Atmosphere from a still: how thick the air is. Wind and what it is made of do not show."""

from collections.abc import Mapping

import numpy as np

from scene_stager.inverse.answer.fusers._fuser import Fuser, Proposal
from scene_stager.inverse.answer.solved import Solved
from scene_stager.maths.radiance.extinction import visibility_m
from scene_stager.script.scene_script import SceneScript


def propose(solved: Solved, script: SceneScript) -> Mapping[str, Proposal]:
    """Clear, or haze of the visibility that was found."""
    known = solved.known["haze_per_m"]
    because = "light in the air before a dark background"
    if solved.haze_per_m <= 0.0:
        return {
            "weather": Proposal("clear", known, because),
            "phase": Proposal(None, known, because),
            "visibility_m": Proposal(None, known, because),
        }
    seen_m = float(visibility_m(np.array(solved.haze_per_m)))
    return {
        "weather": Proposal("haze", known, because),
        "phase": Proposal(1.0, known, "the visibility is said outright"),
        "visibility_m": Proposal(seen_m, known, because),
    }


FUSER = Fuser(
    "atmosphere",
    propose,
    {
        "to_phase": "one still shows no change",
        "wind_m_s": "one still shows no movement",
        "wind_heading_deg": "one still shows no movement",
        "readability": "a wish, not a fact",
        "flicker": "one still shows no movement",
    },
)
