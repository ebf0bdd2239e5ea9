# SPDX-License-Identifier: Apache-2.0
"""After the solve: what similar stills taught, and what an inspector says; both only add starts."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scene_stager.errors import InputError, MissingPartError, Mistake, ServiceError
from scene_stager.inverse.answer.match_file import Match, match_digest, match_tree
from scene_stager.inverse.forward.still_model import StillModel
from scene_stager.inverse.least_squares.outcome import Outcome
from scene_stager.inverse.least_squares.ranking import Calibration
from scene_stager.inverse.second_look.calibration_library import CalibrationLibrary, Entry
from scene_stager.inverse.second_look.inspector import inspector
from scene_stager.inverse.second_look.inspector._inspector import InspectorView
from scene_stager.inverse.second_look.match_signatures import (
    Signatures,
    library_vector,
    signatures_of,
)
from scene_stager.inverse.sheet.match_picture import frames_of, reference_of
from scene_stager.inverse.solve.again import (
    REMEMBERED,
    PriorOffsets,
    answer_of,
    solve_near,
    solve_nudged,
)

NEAR = 2.0  # steps of the library's distance: a still that far off teaches nothing, house default
FELL_SHORT = tuple(
    one.word
    for one in (Outcome.CLOSEST, Outcome.UNFINISHED, Outcome.ILL_POSED, Outcome.UNEXPLAINED)
)
OFFLINE, NOBODY = "offline", "none"

Rebuild = Callable[[Match, Calibration[StillModel]], Match]


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
    last_word: Callable[[Match], Match] = lambda found: found,
) -> Looked:
    """Add what the library remembers and what the inspector says, and rank it all again.

    `last_word` may still change the match, as a real renderer does. The library keeps what is
    answered in the end.

    The offline inspector's words are always kept, but it asks for another solve only where the
    match fell short; a vision model was asked for on purpose, so its critique is always tried. A
    service that gives no sound answer is a line in `said`, and the match stands as it is.
    """
    signatures = signatures_of(found)
    vector = library_vector(signatures.reference)
    numbers = [None if math.isnan(x) else x for x in vector]
    said: dict[str, object] = {"signature": numbers}
    if library is not None:
        found, said["library"] = _remembered(found, rebuild, numbers, library)
    if who != NOBODY:
        before = found.calibration
        found, said["inspector"] = _inspected(found, rebuild, signatures, who)
        if found.calibration is not before:
            signatures = signatures_of(found)
    found = last_word(found)
    if found.calibration is not None:
        said["answer"] = answer_of(found.calibration)
        if library is not None:
            _keep(found.as_json() | said, library)
    return Looked(found, signatures, said)


def entry_of(tree: object) -> Entry | None:
    """What the library keeps of a match file's content; None of one that is not worth keeping.

    Raises InputError for a file that does not hold what a match file holds.
    """
    tree = match_tree(tree, "match")
    outcome, numbers, answer = (tree.get(name) for name in ("outcome", "signature", "answer"))
    if outcome in FELL_SHORT or not isinstance(numbers, list) or not isinstance(answer, dict):
        return None
    sound = all(x is None or _is_number(x) for x in (*numbers, *answer.values()))
    if not sound or set(answer) - set(REMEMBERED):
        raise InputError(Mistake("match", "a signature that is none", "numbers"))
    vector = tuple(math.nan if x is None else float(x) for x in numbers)
    return Entry(match_digest(tree), vector, {k: float(v) for k, v in answer.items()})


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _remembered(
    found: Match, rebuild: Rebuild, numbers: Sequence[float | None], file: Path
) -> tuple[Match, dict[str, object]]:
    """Solve from the nearest still's answer, too."""
    shelf = CalibrationLibrary(file)
    vector = [math.nan if x is None else x for x in numbers]
    told: dict[str, object] = {"near": None}
    near = [one for one in shelf.nearest(vector) if one.distance <= NEAR]
    if near and found.still is not None and found.calibration is not None:
        again = solve_near(found.still, found.calibration, near[0].entry.answer)
        told = {"near": near[0].entry.digest, "distance": round(near[0].distance, 4)}
        told["helped"] = again.best.guess.cost < found.calibration.best.guess.cost
        if told["helped"]:
            found = rebuild(found, again)
        shelf.used(near[0].entry.digest)
    return found, told


def _keep(tree: Mapping[str, object], file: Path) -> None:
    """Put a match file's content on the shelf, if it is worth keeping."""
    entry = entry_of(tree)
    if entry is not None:
        CalibrationLibrary(file).add(entry)


def _inspected(
    found: Match, rebuild: Rebuild, signatures: Signatures, who: str
) -> tuple[Match, dict[str, object]]:
    reference, preview = reference_of(found), frames_of(found, 1)[-1].rgb
    try:
        critique = inspector(who).inspect(InspectorView(reference, preview, *signatures.numbers))
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
