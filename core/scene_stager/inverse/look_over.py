# SPDX-License-Identifier: Apache-2.0
"""After the solve: what similar stills taught, and what an inspector says; both only add starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scene_stager.canonical import digest_of
from scene_stager.errors import MissingPartError, ServiceError
from scene_stager.inverse.again import answer_of, solve_near, solve_nudged
from scene_stager.inverse.calibrate import Calibration
from scene_stager.inverse.calibration_library import CalibrationLibrary, Entry
from scene_stager.inverse.inspector import inspector
from scene_stager.inverse.inspector._critique import PriorOffsets
from scene_stager.inverse.inspector._inspector import View
from scene_stager.inverse.match import Match
from scene_stager.inverse.match_picture import frames_of, reference_of
from scene_stager.inverse.match_signatures import Signatures, library_vector, signatures_of

NEAR = 2.0  # steps of the library's distance: a still that far off teaches nothing, house default
FELL_SHORT = ("closest", "unfinished", "ill_posed")
OFFLINE, NOBODY = "offline", "none"

Rebuild = Callable[[Match, Calibration], Match]


@dataclass(frozen=True, eq=False)
class Looked:
    """A match that was looked over, the signatures of its still and preview, and who said what.

    `said` is plain data for the match file.
    """

    match: Match
    signatures: Signatures
    said: dict[str, object] = field(default_factory=dict)


def look_over(
    found: Match,
    rebuild: Rebuild,
    *,
    who: str = OFFLINE,
    library: Path | None = None,
) -> Looked:
    """Add what the library remembers and what the inspector says, and rank it all again.

    The offline inspector's words are always kept, but it asks for another solve only where the
    match fell short; a vision model was asked for on purpose, so its critique is always tried. A
    service that gives no sound answer is a line in `said`, and the match stands as it is.
    """
    said: dict[str, object] = {}
    signatures = signatures_of(found)
    if library is not None:
        found, said["library"] = _remembered(found, rebuild, signatures, library)
    if who != NOBODY:
        before = found.calibration
        found, said["inspector"] = _inspected(found, rebuild, signatures, who)
        if found.calibration is not before:
            signatures = signatures_of(found)
    return Looked(found, signatures, said)


def _remembered(
    found: Match, rebuild: Rebuild, signatures: Signatures, file: Path
) -> tuple[Match, dict[str, object]]:
    """Solve from the nearest still's answer, too, then keep this answer."""
    shelf = CalibrationLibrary(file)
    vector = library_vector(signatures.reference)
    told: dict[str, object] = {"near": None}
    near = [one for one in shelf.nearest(vector) if one.distance <= NEAR]
    if near and found.still is not None and found.calibration is not None:
        again = solve_near(found.still, found.calibration, near[0].entry.answer)
        told = {"near": near[0].entry.digest, "distance": round(near[0].distance, 4)}
        told["helped"] = again.best.guess.cost < found.calibration.best.guess.cost
        if told["helped"]:
            found = rebuild(found, again)
        shelf.used(near[0].entry.digest)
    if found.calibration is not None and found.outcome not in FELL_SHORT:
        plain = {key: value for key, value in found.as_json().items() if key != "seconds"}
        shelf.add(Entry(digest_of(plain), vector, answer_of(found.calibration)))
    return found, told


def _inspected(
    found: Match, rebuild: Rebuild, signatures: Signatures, who: str
) -> tuple[Match, dict[str, object]]:
    reference, preview = reference_of(found), frames_of(found, 1)[-1].rgb
    try:
        critique = inspector(who).inspect(View(reference, preview, *signatures.numbers))
    except (ServiceError, MissingPartError) as error:
        return found, {"name": who, "line": str(error)}
    told: dict[str, object] = {"name": who, "critique": critique.as_json(), "tried": False}
    offsets = critique.as_offsets()
    worth = who != OFFLINE or found.outcome in FELL_SHORT
    if worth and found.calibration is not None and _moves(offsets):
        again = solve_nudged(found.calibration, offsets)
        helped = again.best.guess.cost < found.calibration.best.guess.cost
        told |= {"tried": True, "helped": helped}
        if helped:
            found = rebuild(found, again)
    return found, told


def _moves(offsets: PriorOffsets) -> bool:
    shifts: Sequence[float] = (
        offsets.key_azimuth_deg,
        offsets.key_elevation_deg,
        offsets.log_softness,
        offsets.log_haze,
    )
    return any(shifts)
