# SPDX-License-Identifier: Apache-2.0
"""Which pictures of an index look like one: proposals for a person, never a parent."""

from dataclasses import dataclass
from pathlib import Path

from scene_stager.errors import InputError, Mistake
from scene_stager.provenance.carriers import carrier_of
from scene_stager.provenance.colour_signature import colours_apart_share
from scene_stager.provenance.index.store import AssetIndex, IndexedPicture
from scene_stager.provenance.mark import MOST_WRONG, chance_share, wrong_bits
from scene_stager.provenance.names import names_of
from scene_stager.provenance.near_duplicates import near_duplicates
from scene_stager.provenance.perceptual_hash import NEAR_CERTAIN_BITS


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A picture that looks alike: its pixels, its files, and how near it is.

    `form` is 0 as it stands, else which of seven ways it is turned. `grade` is `the same pixels`,
    `near-certain` or `a candidate`.
    """

    own: str
    files: tuple[IndexedPicture, ...]
    distance_bits: int
    form: int
    colours_apart_share: float
    grade: str


def look_alikes(index: AssetIndex, path: Path) -> tuple[LookAlike, ...]:
    """What of an index looks like a picture, nearest first. Raises InputError for no picture.

    One that has too little in it to be told from others looks like its own pixels only.
    """
    names = names_of(path, carrier_of(path))
    if names.looks is None or names.colours is None:
        raise InputError(Mistake(str(path), "no picture", "one"))
    looks = index.looks()
    found_near = []
    for near in near_duplicates(names.looks.forms, looks.bits):
        own = looks.own[near.place].tobytes().hex()
        apart = colours_apart_share(names.colours, looks.colours[near.place])
        certain = near.distance_bits <= NEAR_CERTAIN_BITS
        grade = "near-certain" if certain else "a candidate"
        grade = "the same pixels" if own == names.own else grade
        if own != names.own and not names.looks.tells:
            continue
        near_files = index.pictures(own)
        found_near.append(
            LookAlike(own, near_files, near.distance_bits, near.form, round(apart, 4), grade)
        )
    return tuple(found_near)


@dataclass(frozen=True, slots=True)
class MarkedAs:
    """What the mark of a picture proposes: the pixels that were marked, and the records of what was
    made of them. `chance_share` is how often any picture comes so near."""

    source: str
    wrong_bits: int
    named_by: tuple[IndexedPicture, ...]
    chance_share: float


def marked_as(index: AssetIndex, mark: int) -> tuple[MarkedAs, ...]:
    """Whose mark the bits in a picture may be, the nearest first."""
    sources = index.sources()
    apart = [(wrong_bits(mark, source), source) for source in sources]
    share = chance_share(len(sources))
    return tuple(
        MarkedAs(source, wrong, index.records_naming(source), share)
        for wrong, source in sorted(apart)
        if wrong <= MOST_WRONG
    )
