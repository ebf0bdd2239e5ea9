# SPDX-License-Identifier: Apache-2.0
"""Pictures for a query: by their records' words, by what they measure, by a model's vectors."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.finding.asked import PictureQuery, Wish
from scene_stager.finding.base import FindBase, Pictures
from scene_stager.finding.fuse import best, fused, ranks_of
from scene_stager.finding.measured import measured_file, names
from scene_stager.finding.senses import Sense
from scene_stager.finding.words import Told
from scene_stager.maths.arrays import Floats

MOST_RESULTS = 1000
HOLDS = 0.5  # of a wish: on its bound
LEAST_FIT = -1e9  # any word that fits counts
LEAST_ALIKE = 0.2  # of two rows of numbers that are called alike; house default
SAID_ALIKE = 3  # numbers that are named of a picture that is like another


@dataclass(frozen=True, slots=True)
class Found:
    """A picture that was found; `why` says in words what matched. Scores compare in one query."""

    path: str
    pixel_hash: str
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Nearness:
    """How near each picture is to a query by a model's vectors: scores (n,) in the order of
    `Pictures.own`, NaN where there is no vector, and what the model is called."""

    scores: Floats
    name: str


def find(
    base: FindBase, asked: PictureQuery, count: int, near: Nearness | None = None
) -> list[Found]:
    """The pictures that fit a query best, best first.

    Each of three rankings has one say: words, numbers, and vectors where there are any. A picture
    that none of them ranks is not found.
    """
    pictures = base.pictures()
    ranks = [ranks_of(base.by_words(asked.terms), LEAST_FIT)]
    if asked.wishes:
        held = held_share([wish.sense for wish in asked.wishes], pictures.rows)
        ranks.append(ranks_of(held, HOLDS))
    if near is not None:
        ranks.append(ranks_of(near.scores, -1.0))
    scores = fused(ranks)
    places = best(scores, min(count, MOST_RESULTS))
    every = base.told([pictures.own[at] for at in places])
    return [
        Found(told.path, told.own, _rounded(scores[at]), _why(asked, told, pictures, at, near))
        for at, told in zip(places, every, strict=True)
    ]


def _rounded(score: float) -> float:
    return round(float(score), 6)


def held_share(wanted: Sequence[Sense], rows: Floats) -> Floats:
    """The mean over what is wanted of how far each picture holds it.

    shapes   rows (n, count of names) -> (n,)
    units    0 to 1
    valid    at least one sense
    source   definition
    """
    total: Floats = np.mean([sense.held(rows) for sense in wanted], axis=0)
    return total


def _why(
    asked: PictureQuery, told: Told, pictures: Pictures, at: int, near: Nearness | None
) -> tuple[str, ...]:
    """What of a query matched a picture, in words."""
    why = [
        f"{str(term)!r} in {' and '.join(where)}"
        for term in asked.terms
        if (where := told.where(term))
    ]
    row = pictures.rows[at]
    why += [_measured(wish, row) for wish in asked.wishes if _holds(wish.sense, row)]
    return (*why, *_cosine(near, at))


def _cosine(near: Nearness | None, at: int) -> tuple[str, ...]:
    if near is None or np.isnan(near.scores[at]):
        return ()
    return (f"cosine {near.scores[at]:.4f} by {near.name}",)


def _holds(sense: Sense, row: Floats) -> bool:
    return bool(sense.held(row) >= HOLDS)


def _measured(wish: Wish, row: Floats) -> str:
    said = ", ".join(bound.tell(row) for bound in wish.sense.bounds)
    return f"{wish.phrase!r} measured: {said}"


def find_like(base: FindBase, image: Path, count: int, near: Nearness | None = None) -> list[Found]:
    """The pictures that measure most like one, or are nearest by a model. Raises InputError.

    Without a model, likeness is of measured numbers alone: of how a picture is lit, framed and
    coloured, and not of what is in it.
    """
    pictures = base.pictures()
    row = measured_file(image)
    alike, apart = likeness(row, pictures.rows)
    if np.isnan(row).all():
        raise InputError(Mistake(str(image), "a picture that cannot be measured", "a readable one"))
    ranks = [ranks_of(alike, LEAST_ALIKE)]
    if near is not None:
        ranks.append(ranks_of(near.scores, -1.0))
    scores = fused(ranks)
    places = best(scores, min(count, MOST_RESULTS))
    every = base.told([pictures.own[at] for at in places])
    found = []
    for at, told in zip(places, every, strict=True):
        why = [_said_alike(row, pictures.rows[at], apart[at])] if alike[at] >= LEAST_ALIKE else []
        found.append(
            Found(
                *(told.path, told.own, _rounded(scores[at])),
                (*why, *_cosine(near, int(at))),
            )
        )
    return found


def likeness(row: Floats, rows: Floats) -> tuple[Floats, Floats]:
    """How alike rows of numbers are, 0 to 1, and how far apart each number is.

    shapes   row (k,), rows (n, k) -> (n,), (n, k)
    units    apart in spreads of the corpus, half of its range from the 16th to the 84th percentile
    valid    numbers that either has not do not count; a row with none in common is 0
    source   mean of exp(-apart); house rule
    """
    low, high = _quantiles(rows)
    spread = np.maximum(0.5 * (high - low), 1e-9)
    apart = np.abs(rows - row)
    turns = [name.endswith("azimuth_deg") for name in names()]
    apart[:, turns] = np.minimum(apart[:, turns], 360.0 - apart[:, turns])
    apart = apart / spread
    shared = ~np.isnan(apart)
    total = np.where(shared, np.exp(-np.where(shared, apart, 0.0)), 0.0).sum(axis=1)
    return total / np.maximum((~np.isnan(row)).sum(), 1), apart


def _quantiles(rows: Floats) -> tuple[Floats, Floats]:
    low, high = np.zeros(rows.shape[1]), np.ones(rows.shape[1])
    for column in range(rows.shape[1]):
        there = rows[~np.isnan(rows[:, column]), column]
        if len(there):
            low[column], high[column] = np.quantile(there, [0.16, 0.84])
    return low, high


def _said_alike(row: Floats, other: Floats, apart: Floats) -> str:
    order = np.argsort(np.where(np.isnan(apart), np.inf, apart), kind="stable")[:SAID_ALIKE]
    said = [f"{names()[k]} {other[k]:.4g} for {row[k]:.4g}" for k in order if apart[k] < np.inf]
    return f"measures alike: {', '.join(said)}"
