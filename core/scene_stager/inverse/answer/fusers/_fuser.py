# SPDX-License-Identifier: Apache-2.0
"""What a fuser is, and how its proposals become a slot without touching what is fixed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, replace
from typing import Any

from scene_stager.inverse.answer.solved import Solved
from scene_stager.inverse.least_squares.certificate import OBSERVED
from scene_stager.script.field import rules_of
from scene_stager.script.scene_script import SceneScript


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value for one field, how far the still tells it (0 to 1), and what decided, in words."""

    value: Any
    confidence: float
    because: str


@dataclass(frozen=True, slots=True)
class Fuser:
    """One slot's fuser. `unseen` says of fields that no still tells why not."""

    slot: str
    propose: Callable[[Solved, SceneScript], Mapping[str, Proposal]]
    unseen: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fused:
    """A slot after fusion.

    `offsets` are how far numbers moved from what was there before; `confidence` holds every field
    that was proposed; `unknown` says of each field that kept its value why; `fixed` are those that
    were not touched because the author holds them, and `offered` what the still tells of those.
    """

    slot: str
    value: Any
    offsets: Mapping[str, float]
    confidence: Mapping[str, float]
    because: Mapping[str, str]
    unknown: Mapping[str, str]
    fixed: tuple[str, ...]
    offered: Mapping[str, Any]

    def as_json(self) -> dict[str, object]:
        """Plain data, for the match file; the slot itself is in the script."""
        offered = {"offered": dict(self.offered)} if self.offered else {}
        return {
            "offsets": dict(self.offsets),
            "confidence": dict(self.confidence),
            "because": dict(self.because),
            "unknown": dict(self.unknown),
            "fixed": list(self.fixed),
            **offered,
        }


def fuse(fuser: Fuser, solved: Solved, script: SceneScript, locked: Set[str]) -> Fused:
    """Fill one slot. `locked` names slots ("stock") and fields ("lighting.rim_mode")."""
    before = getattr(script, fuser.slot)
    proposed = fuser.propose(solved, script)
    fixed = tuple(name for name in proposed if {fuser.slot, f"{fuser.slot}.{name}"} & set(locked))
    told = {
        name: _within(type(before), name, one.value)
        for name, one in proposed.items()
        if one.confidence >= OBSERVED
    }
    taken = {name: value for name, value in told.items() if name not in fixed}
    unknown = dict(fuser.unseen)
    for name in proposed:
        if name not in taken and name not in fixed:
            unknown[name] = f"not told by this still; kept {getattr(before, name)!r}"
    return Fused(
        fuser.slot,
        replace(before, **taken) if taken else before,
        {name: offset for name in taken if (offset := _moved(before, name, taken)) is not None},
        {name: one.confidence for name, one in proposed.items()},
        {name: proposed[name].because for name in taken},
        unknown,
        fixed,
        {n: told[n] for n in fixed if n in told and told[n] != getattr(before, n)},
    )


def _within(slot: type, name: str, value: Any) -> Any:
    """A number held inside what the field may be, and spelt with few digits."""
    rule = rules_of(slot)[name]
    if rule.kind != "number" or value is None:
        return value
    return float(f"{min(max(float(value), rule.low), rule.high):.4g}")


def _moved(before: Any, name: str, taken: Mapping[str, Any]) -> float | None:
    old, new = getattr(before, name), taken[name]
    if isinstance(old, int | float) and isinstance(new, int | float) and not isinstance(old, bool):
        return float(new) - float(old)
    return None
