# SPDX-License-Identifier: Apache-2.0
"""Numbers with their units, as people write them on a slate: 25mm, T2.8, 8 s, 3200K, 4:1."""

import re
from dataclasses import dataclass

from scene_stager.script.prose.numbers.makers import Make
from scene_stager.script.prose.numbers.patterns import PATTERNS
from scene_stager.script.prose.synonyms import Fills


@dataclass(frozen=True, slots=True)
class Measure:
    """A pattern for a number and its unit, and what it fills.

    A field such as "@angle" is not settled yet: which field it is depends on the move, or on the
    light that it stands beside.
    """

    pattern: re.Pattern[str]
    make: Make


def _whole(pattern: str) -> str:
    return pattern + (r"(?![^\W_])" if pattern[-1] not in "°" else "")


MEASURES = tuple(
    Measure(re.compile(_whole(pattern), re.IGNORECASE), make) for pattern, make in PATTERNS
)
ANY = re.compile("|".join(f"(?:{_whole(pattern)})" for pattern, _ in PATTERNS), re.IGNORECASE)


def measures_at(text: str, at: int) -> tuple[int, Fills] | None:
    """The longest measure that begins at a place in the text: where it ends, and what it fills."""
    if not ANY.match(text, at):
        return None
    best: tuple[int, Fills] | None = None
    for measure in MEASURES:
        match = measure.pattern.match(text, at)
        if match and (best is None or match.end() >= best[0]):
            fills = measure.make(list(match.groups()))
            best = (match.end(), fills) if fills else best
    return best
