# SPDX-License-Identifier: Apache-2.0
"""Stock from a still: colour or not, and which balance suits the key; the film itself hides."""

from collections.abc import Mapping

from scene_stager.inverse.answer.fusers._fuser import Fuser, Proposal
from scene_stager.inverse.answer.solved import Solved
from scene_stager.script.scene_script import SceneScript
from scene_stager.shot.stocks import stocks


def propose(solved: Solved, script: SceneScript) -> Mapping[str, Proposal]:
    """A black-and-white film for a grey still; otherwise the film that is there is kept."""
    grey = sorted(name for name, stock in stocks().items() if stock.monochrome)
    if solved.monochrome and grey:
        kept = script.stock.stock if script.stock.stock in grey else grey[0]
        return {"stock": Proposal(kept, 0.9, "no colour anywhere in the still")}
    because = "a still that was graded does not give its film away"
    return {"stock": Proposal(script.stock.stock, 0.0, because)}


FUSER = Fuser(
    "stock",
    propose,
    {
        "exposure": "the level of a still that was graded is nobody's exposure",
        "exposure_index": "grain is not turned into a speed",
        "nd_stops": "does not show",
        "push_stops": "does not show",
        "locked_ev": "does not show",
    },
)
