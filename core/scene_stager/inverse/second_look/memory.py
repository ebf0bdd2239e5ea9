# SPDX-License-Identifier: Apache-2.0
"""What similar stills taught: a match begins near their answers too, and is kept in its turn."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from scene_stager.errors import InputError, Mistake
from scene_stager.inverse.answer.answered import answered
from scene_stager.inverse.answer.match_file import FELL_SHORT, Match, match_digest, match_tree
from scene_stager.inverse.answer.request import MatchRequest
from scene_stager.inverse.second_look.calibration_library import CalibrationLibrary, Entry
from scene_stager.inverse.solve.again import REMEMBERED, solve_near

NEAR = 2.0  # steps of the library's distance: a still that far off teaches nothing, house default


def recall(found: Match, asked: MatchRequest) -> Match:
    """A step of a match: solve from the nearest still's answer, too, and rank it with the rest."""
    still, before, signatures = found.still, found.calibration, found.signatures
    if asked.library is None or still is None or before is None or signatures is None:
        return found
    shelf = CalibrationLibrary(asked.library)
    near = [one for one in shelf.nearest(_vector(signatures.vector)) if one.distance <= NEAR]
    if not near:
        return replace(found, library={"near": None})
    again = solve_near(still, before, near[0].entry.answer)
    helped = again.best.guess.cost < before.best.guess.cost
    if helped:
        found = answered(found, again, asked)
    shelf.used(near[0].entry.digest)
    distance = round(near[0].distance, 4)
    told = {"near": near[0].entry.digest, "distance": distance, "helped": helped}
    return replace(found, library=told)


def keep(found: Match, asked: MatchRequest) -> Match:
    """A step of a match, the last: the library keeps what is answered in the end, if it holds."""
    if asked.library is not None:
        entry = entry_of(found.as_json())
        if entry is not None:
            CalibrationLibrary(asked.library).add(entry)
    return found


def entry_of(tree: object) -> Entry | None:
    """What the library keeps of a match file's content; None of one that is not worth keeping.

    Raises InputError for a file that does not hold what a match file holds.
    """
    match = match_tree(tree, "match")
    outcome, numbers, answer = (match.get(name) for name in ("outcome", "signature", "answer"))
    if outcome in FELL_SHORT or not isinstance(numbers, list) or not isinstance(answer, dict):
        return None
    sound = all(x is None or _is_number(x) for x in (*numbers, *answer.values()))
    if not sound or set(answer) - set(REMEMBERED):
        raise InputError(Mistake("match", "a signature that is none", "numbers"))
    return Entry(match_digest(match), _vector(numbers), _floats(answer))


def _vector(numbers: tuple[float | None, ...] | list[float | None]) -> tuple[float, ...]:
    return tuple(math.nan if x is None else float(x) for x in numbers)


def _floats(answer: Mapping[str, float]) -> dict[str, float]:
    return {name: float(value) for name, value in answer.items()}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
