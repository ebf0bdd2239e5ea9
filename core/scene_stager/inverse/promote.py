# SPDX-License-Identifier: Apache-2.0
"""From a match to a preset of the classic mode: what the still told, under a name, gated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scene_stager.canonical import digest_of
from scene_stager.errors import InputError, Mistake
from scene_stager.plain_file import read_plain_file, shown_name
from scene_stager.presets.preset import Fit, Lineage, Preset, read_preset
from scene_stager.presets.shape import OUTCOMES
from scene_stager.script.from_plain import read_tree
from scene_stager.script.judge import show
from scene_stager.script.scene_script import SLOTS, SceneScript
from scene_stager.script.strict_json import MAX_BYTES, parse

SCHEMA, VERSION = "scene_stager.match", 1
LOOK = ("lens", "lighting", "atmosphere", "stock")  # what a look is; the rest is the shot's own
NOT_WORTH_KEEPING = ("ill_posed", "no_subject")
MATCH_FILE = "match.json"


@dataclass(frozen=True, slots=True)
class MatchFile:
    """What promoting needs of a match file, judged. `told` names the fields that the still told,
    slot by slot; `digest` is the sha256 of the whole content."""

    script: SceneScript
    outcome: str
    told: Mapping[str, frozenset[str]]
    residual: float | None
    condition: float | None
    iterations: int | None
    digest: str

    @property
    def worth_keeping(self) -> bool:
        """False for a match that says nothing, or whose numbers trade against each other."""
        return self.outcome not in NOT_WORTH_KEEPING


def read_match_file(path: Path) -> MatchFile:
    """Read a match file, or the one in a folder. Raises InputError with every mistake in it."""
    file = path / MATCH_FILE if path.is_dir() else path
    data = read_plain_file(file, f"a {MATCH_FILE}", MAX_BYTES, str(file))
    return read_match(data, shown_name(file))


def read_match(data: bytes, where: str = MATCH_FILE) -> MatchFile:
    """The match that JSON text spells. Raises InputError with every mistake in it."""
    tree = parse(data, where)
    if not isinstance(tree, dict) or tree.get("schema") != SCHEMA:
        raise InputError(Mistake(where, show(tree), f"a {SCHEMA}"))
    if tree.get("version") != VERSION:
        raise InputError(Mistake(f"{where} version", show(tree.get("version")), str(VERSION)))
    outcome = tree.get("outcome")
    if outcome not in (*OUTCOMES, *NOT_WORTH_KEEPING):
        raise InputError(
            Mistake(f"{where} outcome", show(outcome), f"one of {', '.join(OUTCOMES)}")
        )
    reading = read_tree(tree.get("script"), where)
    if reading.mistakes:
        raise InputError(reading.mistakes)
    certificate = tree.get("certificate")
    known = certificate if isinstance(certificate, dict) else {}
    steps = tree.get("iterations")
    return MatchFile(
        reading.script,
        str(outcome),
        _told(tree.get("slots")),
        _amount(known.get("residual")),
        _amount(known.get("condition")),
        steps if type(steps) is int and 0 <= steps <= 10_000 else None,
        digest_of(_plain(tree)),
    )


def promote(
    match: MatchFile,
    name: str,
    *,
    title: str = "",
    description: str = "",
    slots: Sequence[str] = LOOK,
    made_on: str | None = None,
) -> Preset:
    """A preset of the slots of a match that the still told something of.

    Raises InputError for a match that is not worth keeping, for one that told nothing of `slots`,
    and for words that the gate refuses.
    """
    if not match.worth_keeping:
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
        Lineage("match", (match.digest,), made_on=made_on),
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


def _told(slots: object) -> dict[str, frozenset[str]]:
    """The fields of each slot that were filled from the still; a stranger's other keys are not
    believed."""
    found: dict[str, frozenset[str]] = {}
    for slot, kind in SLOTS.items():
        said = slots.get(slot) if isinstance(slots, dict) else None
        because = said.get("because") if isinstance(said, dict) else None
        fields = because if isinstance(because, dict) else {}
        own = getattr(kind, "__dataclass_fields__", {})
        found[slot] = frozenset(name for name in fields if name in own)
    return found


def _amount(value: object) -> float | None:
    sound = isinstance(value, int | float) and not isinstance(value, bool)
    return float(f"{value:.6g}") if sound and 0 <= value < 1e6 else None  # type: ignore[operator]


def _plain(tree: dict[str, Any]) -> dict[str, Any]:
    """The content that makes two matches the same: all but how long it took."""
    return {key: value for key, value in tree.items() if key != "seconds"}
