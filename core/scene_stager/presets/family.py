# SPDX-License-Identifier: Apache-2.0
"""The family of a preset: what it descends from, and what descends from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scene_stager.presets.compare import differences
from scene_stager.presets.preset import Preset

Known = Mapping[str, Preset]  # by digest


@dataclass(frozen=True, slots=True)
class Relative:
    """One member of a family: `relation` is itself, ancestor or descendant.

    `preset` is None where nobody here has it, such as the match that a preset was made of.
    `changed` are the fields that it says otherwise than what it revises.
    """

    relation: str
    digest: str
    preset: Preset | None
    changed: tuple[str, ...] = ()


def ancestors(preset: Preset, known: Known) -> tuple[str, ...]:
    """The digests that a preset descends from, the nearest first, as far as they are known."""
    found: dict[str, None] = {}
    row = list(preset.lineage.documents)
    while row:
        fresh = [digest for digest in dict.fromkeys(row) if digest not in found]
        found |= dict.fromkeys(fresh)
        row = [up for one in fresh if one in known for up in known[one].lineage.documents]
    return tuple(found)


def family(preset: Preset, known: Known) -> tuple[Relative, ...]:
    """Descendants, the preset itself, and its ancestors; each changed against what it revises."""
    below = {d: one for d, one in known.items() if preset.digest in ancestors(one, known)}
    young = sorted(below, key=lambda digest: (-len(ancestors(below[digest], known)), digest))
    return (
        *(_relative("descendant", digest, known) for digest in young),
        _relative("itself", preset.digest, {**known, preset.digest: preset}),
        *(_relative("ancestor", digest, known) for digest in ancestors(preset, known)),
    )


def common_ancestor(one: Preset, other: Preset, known: Known) -> Preset | None:
    """The nearest that two presets both descend from; one of them where the other descends
    from it."""
    theirs = {other.digest, *ancestors(other, known)}
    known = {**known, one.digest: one, other.digest: other}
    return next(
        (known[up] for up in (one.digest, *ancestors(one, known)) if up in theirs & known.keys()),
        None,
    )


def last_of(name: str, known: Known) -> Preset | None:
    """The one preset of that name that no other of the name descends from."""
    named = {digest: one for digest, one in known.items() if one.name == name}
    older = {up for one in named.values() for up in ancestors(one, known)}
    last = [one for digest, one in named.items() if digest not in older]
    return last[0] if len(last) == 1 else None


def _relative(relation: str, digest: str, known: Known) -> Relative:
    preset = known.get(digest)
    return Relative(relation, digest, preset, tuple(_changed(preset, known)))


def _changed(preset: Preset | None, known: Known) -> Iterator[str]:
    before = None if preset is None else known.get(preset.lineage.revises or "")
    if preset is not None and before is not None:
        for one in differences(before, preset):
            yield one.pointer
