# SPDX-License-Identifier: Apache-2.0
"""The law on albedo and IDs: what things are painted, whatever light falls on them."""

from dataclasses import dataclass

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Bools, Bytes, Floats
from scene_stager.pictures.codes import Values
from scene_stager.provenance.law.asked import Permission, Thing, standing
from scene_stager.provenance.law.colours import hex_of, is_of
from scene_stager.provenance.law.document import ColourRule, Law
from scene_stager.provenance.law.labels import Labels
from scene_stager.provenance.law.layers import Ids
from scene_stager.provenance.law.patches import patches
from scene_stager.provenance.law.verdict import Answer, Ink, LawRegion, LawVerdict, Level

NO_IDS = "no IDs and no mask: nobody says whose colour it is"
NOBODY = Labels({}, {})
MOST_THINGS = 500  # of a picture, largest first; house default
MAY_BE_MASKED = 0.5  # of a pixel, from which on the mask says yes


@dataclass(frozen=True, eq=False)
class Passes:
    """What is known of each pixel beside its light: albedo (h, w, 3), IDs, or a mask of what
    lives (h, w), 0 to 1."""

    albedo: Floats
    ids: Ids | None = None
    mask: Floats | None = None
    labels: Labels = NOBODY


def judge_passes(law: Law, passes: Passes, path: str) -> Answer:
    """What is painted in a rule's colour, by whose it is. Raises InputError for unequal sizes."""
    shape = passes.albedo.shape[:2]
    for other in (passes.mask, None if passes.ids is None else passes.ids.numbers):
        if other is not None and other.shape != shape:
            found = f"{other.shape[1]} × {other.shape[0]} pixels beside it"
            raise InputError(Mistake(path, found, f"{shape[1]} × {shape[0]}, as its albedo"))
    drawn = np.zeros(shape, dtype=np.uint8)
    regions = [one for rule in law.colours for one in _regions(rule, passes, drawn)]
    odd = int((~np.isfinite(passes.albedo).all(axis=-1)).sum())
    unsure = [f"{odd} pixels of albedo are no numbers"] if odd else []
    if not law.colours:
        unsure.append("the law has no rule for colours")
    return Answer(path, Level.ALBEDO, tuple(regions), tuple(unsure), _notes(passes), drawn)


def _regions(rule: ColourRule, passes: Passes, drawn: Bytes) -> list[LawRegion]:
    """The regions of a rule; what may be so is drawn and told of nobody."""
    coloured = is_of(rule.limits, passes.albedo)
    smallest_px = max(1, round(rule.smallest_share * coloured.size))
    if passes.ids is None:
        return _by_mask(rule, passes, coloured, smallest_px, drawn)
    coloured &= passes.ids.is_pure
    regions: list[LawRegion] = []
    for number in _largest(passes.ids.numbers[coloured]):
        name, chain = _who(number, passes.ids, passes.labels)
        said = standing(chain, rule)
        own = coloured & (passes.ids.numbers == number)
        regions += _told(rule, passes, own, smallest_px, drawn, said, name)
    return regions


def _largest(numbers: Values) -> list[int]:
    """The numbers of the things with the most pixels."""
    found, counts = np.unique(numbers, return_counts=True)
    return [int(found[k]) for k in np.argsort(-counts, kind="stable")[:MOST_THINGS]]


def _by_mask(
    rule: ColourRule, passes: Passes, coloured: Bools, smallest_px: int, drawn: Bytes
) -> list[LawRegion]:
    """Without IDs a mask tells what lives from what does not; its soft edge is neither."""
    if passes.mask is None:
        found = _told(rule, passes, coloured, smallest_px, drawn, Permission.UNKNOWN, "")
        return found
    inside = coloured & (passes.mask >= MAY_BE_MASKED)
    outside = coloured & (passes.mask <= 0.0)
    allowed = _told(rule, passes, inside, smallest_px, drawn, Permission.MAY, "")
    return allowed + _told(rule, passes, outside, smallest_px, drawn, Permission.MAY_NOT, "")


def _told(
    rule: ColourRule,
    passes: Passes,
    own: Bools,
    smallest_px: int,
    drawn: Bytes,
    said: Permission,
    name: str,
) -> list[LawRegion]:
    """The patches of one thing, drawn; and told, unless it may."""
    if said is Permission.MAY:
        drawn[own] = np.maximum(drawn[own], Ink.ALLOWED)
        return []
    is_broken = said is Permission.MAY_NOT
    ink, verdict = (
        (Ink.BROKEN, LawVerdict.BROKEN) if is_broken else (Ink.UNSURE, LawVerdict.UNVERIFIABLE)
    )
    regions = []
    for patch in patches(own, smallest_px):
        here = drawn[patch.place]
        here[patch.pixels] = np.maximum(here[patch.pixels], ink)
        colour = np.median(passes.albedo[patch.place][patch.pixels], axis=0)
        regions.append(
            LawRegion(
                rule.name,
                verdict,
                "paint",
                _why(said, name, passes),
                prims=(name,) if name else (),
                box_px=patch.box_px,
                area_px=patch.area_px,
                share=patch.area_px / own.size,
                hex_colour=hex_of(colour),
            )
        )
    return regions


def _why(said: Permission, name: str, passes: Passes) -> str:
    who = name or "something"
    if said is Permission.MAY_NOT:
        return f"{who} is painted so and is none of those that may be"
    return NO_IDS if passes.ids is None else f"nothing is said of what {who} is"


def _who(number: int, ids: Ids, labels: Labels) -> tuple[str, tuple[Thing, ...]]:
    """A name for people, and the thing with what it is part of."""
    name = ids.names.get(number, "")
    if not name and number in labels.by_id:
        name = labels.by_id[number].name
    if name:
        return name, labels.chain(name)
    return f"number {number}", ()


def _notes(passes: Passes) -> tuple[str, ...]:
    if passes.ids is None:
        return ()
    mixed = float((~passes.ids.is_pure).mean())
    return (f"{mixed:.1%} of the pixels are of several things, and of none here",)
