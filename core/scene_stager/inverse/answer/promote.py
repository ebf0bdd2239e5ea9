# SPDX-License-Identifier: Apache-2.0
"""From a match to a preset of the classic mode: what the still told, under a name, gated."""

from __future__ import annotations

from collections.abc import Sequence

from scene_stager.errors import InputError, Mistake
from scene_stager.inverse.answer.match_file import MatchFile
from scene_stager.presets.lineage import derived
from scene_stager.presets.preset import Fit, Preset, read_preset
from scene_stager.script.scene_script import SLOTS

LOOK = ("lens", "lighting", "atmosphere", "stock")  # what a look is; the rest is the shot's own


def promote(
    match: MatchFile,
    name: str,
    *,
    title: str = "",
    description: str = "",
    slots: Sequence[str] = LOOK,
    made_on: str | None = None,
    part: bool = False,
) -> Preset:
    """A preset of the slots of a match that the still told something of.

    Where it is ill-posed, the script has from the still what is told for itself, and that may be
    kept as a `part`. Raises InputError for a match that is not worth keeping, for one that told
    nothing of `slots`, and for words that the gate refuses.
    """
    if not (match.worth_keeping or (part and match.has_a_part)):
        raise InputError(
            Mistake("promote", f"a match that is {match.outcome}", "a match that holds")
        )
    kept = {s: getattr(match.script, s) for s in SLOTS if s in slots and match.told.get(s)}
    if not kept:
        raise InputError(
            Mistake("promote", "nothing the still told", f"some of {', '.join(slots)}")
        )
    draft = Preset(
        name,
        title,
        description,
        derived("match", match.digest, reference_pixels=match.image_pixels, made_on=made_on),
        Fit(match.outcome, match.residual, match.condition, match.iterations),
        kept,
    )
    return read_preset(draft.to_json().encode("utf-8", "surrogatepass"), "promote")


def words_for(match: MatchFile) -> str:
    """A description for who gives none: what the still told, in plain words."""
    told = [
        f"{slot} ({', '.join(sorted(fields)).replace('_', ' ')})"
        for slot, fields in match.told.items()
        if fields and slot in LOOK
    ]
    return f"Matched from a still. It told: {'; '.join(told)}."[:600]
