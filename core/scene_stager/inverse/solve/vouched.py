# SPDX-License-Identifier: Apache-2.0
"""How far off the key of a match may be, and whether the reading of light vouches for it."""

from dataclasses import replace

from scene_stager.inverse.forward.still_model import StillModel
from scene_stager.inverse.least_squares.key_read import KeyRead
from scene_stager.inverse.least_squares.outcome import Outcome
from scene_stager.inverse.least_squares.ranking import Calibration, apart_deg, leading_way
from scene_stager.reading.lights.key_doubt import MatchDoubt


def vouched(found: Calibration[StillModel], read: KeyRead | None) -> Calibration[StillModel]:
    """A calibration beside the key that was read: a match that this does not vouch for is one
    arrangement of several."""
    found = replace(found, read=read)
    doubt = match_doubt(found)
    if found.outcome is not Outcome.MATCHED or doubt is None or doubt.is_vouched:
        return found
    return replace(found, outcome=Outcome.AMBIGUOUS)


def match_doubt(found: Calibration[StillModel]) -> MatchDoubt | None:
    """What makes the key of a match doubtful; None where nothing but the steps tells."""
    if found.read is None:
        return None
    guess = found.best.guess
    moved_deg, grounded = (
        apart_deg(leading_way(guess), found.read.way),
        guess.problem.model.view.ground,
    )
    return MatchDoubt(found.read.doubt, moved_deg, found.best.certificate.residual, grounded)
