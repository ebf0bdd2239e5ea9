# SPDX-License-Identifier: Apache-2.0
"""What an inspector says of a match: it may nudge where another solve begins, never a light."""

from __future__ import annotations

from dataclasses import replace

from scene_stager.errors import MissingPartError, ServiceError
from scene_stager.inverse.answer.answered import answered
from scene_stager.inverse.answer.match_file import FELL_SHORT, Match
from scene_stager.inverse.answer.request import NOBODY, OFFLINE, MatchRequest
from scene_stager.inverse.second_look.inspector import inspector
from scene_stager.inverse.second_look.inspector._inspector import InspectorView
from scene_stager.inverse.sheet.match_picture import reference_of
from scene_stager.inverse.solve.again import solve_nudged
from scene_stager.inverse.solve.prior_offsets import PriorOffsets


def inspect(found: Match, asked: MatchRequest) -> Match:
    """A step of a match: an inspector compares still and preview, and its critique is tried.

    The offline inspector's words are always kept, but it asks for another solve only where the
    match fell short; a vision model was asked for on purpose, so its critique is always tried. A
    service that gives no sound answer is a line, and the match stands as it is.
    """
    before, signatures = found.calibration, found.signatures
    if asked.inspector == NOBODY or before is None or signatures is None:
        return found
    view = InspectorView(
        reference_of(found), signatures.picture, signatures.reference, signatures.preview
    )
    try:
        critique = inspector(asked.inspector).inspect(view)
    except (ServiceError, MissingPartError) as error:
        return replace(found, inspector={"name": asked.inspector, "line": str(error)})
    told: dict[str, object] = {"name": asked.inspector, "critique": critique.as_json()}
    worth = asked.inspector != OFFLINE or found.outcome in FELL_SHORT
    offsets = critique.as_offsets()
    if not worth or not _moves(offsets):
        return replace(found, inspector=told | {"tried": False})
    again = solve_nudged(before, offsets)
    helped = again.best.guess.cost < before.best.guess.cost
    if helped:
        found = answered(found, again, asked)
    return replace(found, inspector=told | {"tried": True, "helped": helped})


def _moves(offsets: PriorOffsets) -> bool:
    return any(
        (
            offsets.key_azimuth_deg,
            offsets.key_elevation_deg,
            offsets.log_softness,
            offsets.log_haze,
        )
    )
