# SPDX-License-Identifier: Apache-2.0
"""What similar stills taught: a match begins near their answers too, and is kept in its turn."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from scene_stager.errors import InputError, Mistake
from scene_stager.inverse.answer.answered import answered
from scene_stager.inverse.answer.match_file import FELL_SHORT, Match
from scene_stager.inverse.answer.request import MatchRequest
from scene_stager.inverse.second_look.calibration_library import (
    CalibrationLibrary,
    Entry,
    ranked,
)
from scene_stager.inverse.solve.again import REMEMBERED, solve_near
from scene_stager.provenance.documents import match_digest, match_tree

NEAR = 2.0  # steps of the library's distance: a still that far off teaches nothing, house default


def recall(found: Match, asked: MatchRequest) -> Match:
    """A step of a match: solve from the nearest still's answer, too, and rank it with the rest."""
    still, before, signatures = found.still, found.calibration, found.signatures
    if asked.library is None or still is None or before is None or signatures is None:
        return found
    shelf = CalibrationLibrary(asked.library)
    near = [one for one in shelf.nearest(_vector(signatures.vector)) if one.distance <= NEAR]
    aside = {} if shelf.damaged is None else {"set_aside": shelf.damaged.name}
    if not near:
        return replace(found, library={"near": None, **aside})
    again = solve_near(still, before, near[0].entry.answer)
    helped = again.best.guess.cost < before.best.guess.cost
    if helped:
        found = answered(found, again, asked)
    shelf.used(near[0].entry.digest)
    distance = round(near[0].distance, 4)
    told = {"near": near[0].entry.digest, "distance": distance, "helped": helped}
    return replace(found, library=told | aside)


def keep(found: Match, asked: MatchRequest) -> Match:
    """A step of a match, the last: the library keeps what is answered in the end, if it holds."""
    entry = None if asked.library is None else entry_of(found.as_json())
    if asked.library is None or entry is None:
        return found
    shelf = CalibrationLibrary(asked.library)
    shelf.add(entry)
    if shelf.damaged is None:
        return found
    return replace(found, library={**(found.library or {}), "set_aside": shelf.damaged.name})


def is_still_taught(
    tree: Mapping[str, object],
    entries: Iterable[tuple[Entry, float]],
    ours: Collection[Sequence[float | None]],
) -> bool:
    """Whether the entries, each with its vitality, would teach the still of a match file's content
    what it was taught: the entry that it began near is still offered, and nothing nearer has come
    that is not of `ours`, the signatures of stills that were matched with it.
    """
    told, numbers = tree.get("library"), tree.get("signature")
    if not isinstance(told, dict) or not isinstance(numbers, list):
        return True  # nobody asked
    for one in ranked(_vector(numbers), entries):
        if one.distance > NEAR:
            break
        if one.entry.digest == told.get("near"):
            return True
        if known_numbers(one.entry.signature) not in ours:
            return False
    return told.get("near") is None


def known_numbers(signature: Sequence[float]) -> tuple[float | None, ...]:
    """A signature as a match file spells it."""
    return tuple(None if math.isnan(x) else x for x in signature)


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
