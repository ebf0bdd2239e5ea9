# SPDX-License-Identifier: Apache-2.0
"""Stock from a still: colour or not, and a balance that keeps its colour; the film itself hides."""

from collections.abc import Mapping

from scene_stager.inverse.answer.fusers._fuser import Fuser, Proposal
from scene_stager.inverse.answer.solved import Solved
from scene_stager.maths.colour.temperature import SRGB_WHITE_K
from scene_stager.script.scene_script import SceneScript
from scene_stager.shot.stocks import stocks


def propose(solved: Solved, script: SceneScript) -> Mapping[str, Proposal]:
    """A black-and-white film for a grey still; for another one that is balanced for daylight, since
    a film for lamps would make white of the warm light that the still shows."""
    known, own = stocks(), script.stock.stock
    if solved.monochrome:
        suited = {name for name, stock in known.items() if stock.monochrome}
        because = "no colour anywhere in the still"
    else:
        nearest = min(abs(one.balance_k - SRGB_WHITE_K) for one in known.values())
        suited = {
            name
            for name, stock in known.items()
            if not stock.monochrome and abs(stock.balance_k - SRGB_WHITE_K) <= nearest
        }
        because = "a film balanced for daylight keeps the colours that the still shows"
    if not suited:
        return {}
    # The fastest: the one that is used where nothing else is known.
    kept = own if own in suited else max(suited, key=lambda name: known[name].exposure_index)
    return {"stock": Proposal(kept, 0.9, because)}


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
