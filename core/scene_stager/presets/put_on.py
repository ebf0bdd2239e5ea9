# SPDX-License-Identifier: Apache-2.0
"""Presets put on a shot, one over the other: a look, and a move that fits itself to the shot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from scene_stager.errors import InputError, Mistake
from scene_stager.presets.library import Library, find_preset
from scene_stager.presets.preset import Preset
from scene_stager.script.borrowed_move import with_move
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.validate import validate

MOVE = "rig"
MOST_PRESETS_ON = 7  # as many as there are slots


@dataclass(frozen=True, slots=True)
class Dressed:
    """A script with presets on it, what to say about that, and the presets' digests."""

    script: SceneScript
    lines: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()


def put_on(script: SceneScript, sources: Sequence[str], library: Library | None = None) -> Dressed:
    """The script with the presets that `sources` name on it, the later over the earlier.

    A preset replaces the slots that it names. Where two differ in a slot, the later one's counts
    and a line says so. Raises InputError for a preset that is not there or is not sound.
    """
    if len(sources) > MOST_PRESETS_ON:
        raise InputError(
            Mistake("--preset", f"{len(sources)} of them", f"at most {MOST_PRESETS_ON}")
        )
    presets = [find_preset(source, library) for source in sources]
    counts, lines = _overlaid(presets)
    script, said = _with(script, counts)
    return Dressed(script, (*lines, *said), tuple(preset.digest for preset in presets))


def moves(library: Library | None = None) -> tuple[str, ...]:
    """The names of the presets that bring a move, A to Z."""
    presets, _ = (library or Library()).read_all()
    return tuple(preset.name for preset in presets if MOVE in preset.slots)


def _overlaid(presets: Sequence[Preset]) -> tuple[dict[str, Preset], list[str]]:
    """Whose slot counts, by the slots; a line for each that an earlier preset has otherwise."""
    counts, lines = dict[str, Preset](), list[str]()
    for preset in presets:
        for slot, value in preset.slots.items():
            below = counts.get(slot)
            if below is not None and below.slots[slot] != value:
                lines.append(f"{slot} of {preset.name} counts, not that of {below.name}")
            counts[slot] = preset
    return counts, lines


def _with(script: SceneScript, counts: dict[str, Preset]) -> tuple[SceneScript, list[str]]:
    """The script with these slots; a move that does not fit it as it is is fitted."""
    slots: dict[str, Any] = {slot: preset.slots[slot] for slot, preset in counts.items()}
    plain, rig = Preset("all", slots=slots).applied_to(script), slots.get(MOVE)
    looked = replace(plain, rig=script.rig)
    if rig is None or not validate(plain) or validate(looked):
        return plain, []
    fitted = with_move(looked, rig)
    return fitted.script, [f"{counts[MOVE].name}: {line}" for line in fitted.lines]
