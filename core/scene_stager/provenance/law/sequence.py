# SPDX-License-Identifier: Apache-2.0
"""The law over a sequence: what must stay as it is from one frame, still or shot to the next."""

from collections.abc import Sequence

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Floats
from scene_stager.pictures.picture import Picture
from scene_stager.provenance.law.document import Law
from scene_stager.provenance.law.key_sides import KeySeen, judge_key_sides
from scene_stager.provenance.law.marks import judge_mark
from scene_stager.provenance.law.verdict import Answer, LawRegion, Level

NO_RULE = "the law has no rule for a sequence"


def judge_sequence(
    law: Law,
    keys: Sequence[KeySeen],
    pictures: Sequence[Picture] = (),
    mark: Floats | None = None,
    path: str = "sequence",
) -> Answer:
    """Continuity of keys and marks, in the order given. Raises InputError for no mask."""
    regions: list[LawRegion] = []
    unsure: list[str] = []
    notes: list[str] = []
    found = [judge_key_sides(rule, keys) for rule in law.key_sides if keys]
    if mark is not None:
        if not pictures:
            raise InputError(Mistake("--mark", "no pictures", "pictures, the first with the mark"))
        if not law.marks:
            raise InputError(Mistake("--mark", "a law without a rule for marks", "a rule"))
        found += [judge_mark(rule, mark, pictures) for rule in law.marks]
    for some, doubts, told in found:
        regions += some
        unsure += doubts
        notes += told
    if not found:
        unsure.append(NO_RULE)
    return Answer(path, Level.SEQUENCE, tuple(regions), tuple(dict.fromkeys(unsure)), tuple(notes))
