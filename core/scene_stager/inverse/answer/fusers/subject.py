# SPDX-License-Identifier: Apache-2.0
"""Subject from a still: nothing that shows is safe to say, so all of it is kept and named."""

from collections.abc import Mapping

from scene_stager.inverse.answer.fusers._fuser import Fuser, Proposal
from scene_stager.inverse.answer.solved import Solved
from scene_stager.script.scene_script import SceneScript


def propose(solved: Solved, script: SceneScript) -> Mapping[str, Proposal]:
    """Its height was assumed, so it is proposed with no confidence at all."""
    because = "one picture has no scale; every distance goes with this height"
    return {"height_m": Proposal(solved.subject_height_m, 0.0, because)}


FUSER = Fuser(
    "subject",
    propose,
    {
        "kind": "shapes are not recognised",
        "selector": "belongs to the host's scene",
        "place_x_m": "belongs to the host's scene",
        "place_y_m": "belongs to the host's scene",
        "place_z_m": "belongs to the host's scene",
        "facing_deg": "nothing says which side of the subject is its front",
        "focus_height_m": "one picture has no scale",
        "motion": "one still shows no movement",
        "speed_m_s": "one still shows no movement",
        "heading_deg": "one still shows no movement",
        "path": "one still shows no movement",
        "mesh": "belongs to the host's scene",
    },
)
