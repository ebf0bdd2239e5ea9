# SPDX-License-Identifier: Apache-2.0
"""What differs between two presets, and how two people's changes to one are brought together."""

from collections.abc import Mapping
from dataclasses import dataclass

from scene_stager.canonical import canonical_json
from scene_stager.presets.lineage import Lineage, derived
from scene_stager.presets.preset import Preset, read_preset

Leaves = dict[str, object]

NOTHING = "(not there)"
NOT_COMPARED = ("lineage", "fit", "schema", "version")
WORDS = ("/name", "/title", "/description")  # what a look is called, and no part of it


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that two presets say differently; NOTHING where one of them does not say it."""

    pointer: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field that both sides changed, each to something else."""

    pointer: str
    base: object
    ours: object
    theirs: object


@dataclass(frozen=True, slots=True)
class Merge:
    """The presets brought together, and the fields where that was not possible.

    Fields in conflict hold what `prefer` said; the merge stands only when there are none, or when
    a side was preferred.
    """

    preset: Preset
    conflicts: tuple[Conflict, ...]


def differences(before: Preset, after: Preset) -> tuple[Difference, ...]:
    """Every field that differs, in the order of the preset. Where it is from is not compared."""
    one, two = _leaves_of(before), _leaves_of(after)
    return tuple(
        Difference(pointer, one.get(pointer, NOTHING), two.get(pointer, NOTHING))
        for pointer in dict.fromkeys((*one, *two))
        if not _same(one.get(pointer, NOTHING), two.get(pointer, NOTHING))
    )


def merge(base: Preset, ours: Preset, theirs: Preset, prefer: str = "ours") -> Merge:
    """Bring together what two sides changed since `base`, field by field.

    A field that one side changed takes that change; a field that both changed alike takes it, too.
    The name is ours; where both changed title or description, it is that of the preferred side.
    prefer: "ours" or "theirs", the side that a conflict takes in the result.
    """
    leaves = [_leaves_of(preset) for preset in (base, ours, theirs)]
    merged: Leaves = {}
    conflicts = []
    for pointer in dict.fromkeys((*leaves[1], *leaves[2], *leaves[0])):
        was, our, their = (side.get(pointer, NOTHING) for side in leaves)
        if _same(our, their) or _same(was, their):
            chosen = our
        elif _same(was, our):
            chosen = their
        else:
            chosen = our if prefer == "ours" else their
            if pointer not in WORDS:
                conflicts.append(Conflict(pointer, was, our, their))
        if chosen is not NOTHING:
            merged[pointer] = chosen
    merged["/name"] = ours.name
    line = derived("merge", ours.digest, theirs.digest)
    return Merge(_grown(merged, ours, line), tuple(conflicts))


def _leaves_of(preset: Preset) -> Leaves:
    found: Leaves = {}
    plain = {k: v for k, v in preset.as_json().items() if k not in NOT_COMPARED}
    _gather(plain, "", found)
    return found


def _gather(value: object, pointer: str, found: Leaves) -> None:
    if isinstance(value, Mapping):
        for name, part in value.items():
            _gather(part, f"{pointer}/{name}", found)
    else:
        found[pointer] = value


def _same(one: object, two: object) -> bool:
    if one is NOTHING or two is NOTHING:
        return one is two
    return canonical_json(one) == canonical_json(two)


def _grown(leaves: Leaves, like: Preset, lineage: Lineage) -> Preset:
    """The preset that has these leaves, read through the same gate as a stranger's."""
    document = {k: v for k, v in like.as_json().items() if k in ("schema", "version")}
    document["lineage"] = {**Preset("x", lineage=lineage).as_json()["lineage"]}  # type: ignore[dict-item]
    document["slots"] = {}
    for pointer, value in leaves.items():
        *above, last = pointer.split("/")[1:]
        place: dict[str, object] = document  # type: ignore[assignment]
        for name in above:
            place = place.setdefault(name, {})  # type: ignore[assignment]
        place[last] = value
    return read_preset(canonical_json(document).encode("utf-8"), "merge")
