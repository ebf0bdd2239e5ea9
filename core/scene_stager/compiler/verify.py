# SPDX-License-Identifier: Apache-2.0
"""What must be true of a scene between any two passes."""

import math
from collections.abc import Iterator

from scene_stager.compiler.ir import Plain, SceneIR, Signal
from scene_stager.errors import CompileError
from scene_stager.moks.entity_door import fact_mistakes
from scene_stager.moks.operations import operations

# The unit that a signal's name wears, longest suffix first: `_m_s` must win over `_s`.
UNIT_OF_SUFFIX = {
    "_per_m": "1/m",
    "_deg_s": "deg/s",
    "_stops": "stops",
    "_m_s": "m/s",
    "_wxyz": "1",
    "_deg": "deg",
    "_mm": "mm",
    "_lx": "lx",
    "_cd": "cd",
    "_hz": "Hz",
    "_m": "m",
    "_s": "s",
    "_k": "K",
}


def verify(scene: SceneIR, after: str) -> SceneIR:
    """Give the scene back if it holds together.

    Raises CompileError that names the pass and everything wrong.
    """
    complaints = [*_about_entities(scene), *_about_signals(scene), *_about_proxies(scene)]
    if complaints:
        raise CompileError(f"after pass {after!r}: " + "; ".join(complaints))
    return scene


def unit_of(name: str) -> str:
    """The unit that a signal's name promises; plain numbers are in units of 1."""
    for suffix, unit in UNIT_OF_SUFFIX.items():
        if name.endswith(suffix):
            return unit
    return "1"


def _about_entities(scene: SceneIR) -> Iterator[str]:
    ids = [entity.id for entity in scene.entities]
    yield from (f"entity {name!r} stands twice" for name in _repeated(ids))
    for entity in scene.entities:
        yield from map(str, fact_mistakes(entity.facts, entity.id))


def _about_signals(scene: SceneIR) -> Iterator[str]:
    owners = {entity.id for entity in scene.entities}
    yield from (
        f"signal {name!r} is made twice" for name in _repeated([s.name for s in scene.signals])
    )

    # Inputs must stand above their listener: a scene in order cannot hold a cycle.
    known: dict[str, Signal] = {}
    kind_of = {one.name: one.kind for one in scene.inputs}
    for signal in scene.signals:
        yield from _about_one(signal, owners, known, kind_of)
        known[signal.name] = signal


def _about_one(
    signal: Signal, owners: set[str], known: dict[str, Signal], kind_of: dict[str, str]
) -> Iterator[str]:
    if signal.owner not in owners:
        yield f"signal {signal.name!r} belongs to {signal.owner!r}, which is not on the set"
    if not signal.name.startswith(f"{signal.owner}."):
        yield f"signal {signal.name!r} does not begin with its owner {signal.owner!r}"
    if signal.unit != unit_of(signal.name):
        said = unit_of(signal.name)
        yield f"signal {signal.name!r} is in {signal.unit!r}, but its name says {said!r}"
    if not _is_plain(dict(signal.params)):
        yield f"signal {signal.name!r} has parameters that are not plain finite JSON"
    missing = [name for name in signal.inputs if name not in known]
    if missing:
        yield f"signal {signal.name!r} listens to {missing}, which nothing above it makes"
        return
    operation = operations().get(signal.kind)
    if operation is None:
        yield f"signal {signal.name!r} wants operation {signal.kind!r}, which does not exist"
        return
    heard = tuple((known[name].unit, known[name].width) for name in signal.inputs)
    complaints = operation.complaints(heard, signal.unit, signal.width, signal.params)
    complaints += operation.reading_complaints(signal.reads, kind_of, signal.params)
    for complaint in complaints:
        yield f"signal {signal.name!r} ({signal.kind}): {complaint}"


def _about_proxies(scene: SceneIR) -> Iterator[str]:
    owners = {entity.id for entity in scene.entities}
    for proxy in scene.proxies:
        if proxy.entity not in owners:
            yield f"proxy {proxy.id!r} stands in for {proxy.entity!r}, which is not on the set"


def _repeated(names: list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})


def _is_plain(value: Plain) -> bool:
    """True for JSON that any reader gives back unchanged: no NaN, no infinity, no objects."""
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, list):
        return all(_is_plain(item) for item in value)
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_plain(item) for key, item in value.items())
    return value is None or isinstance(value, bool | int | str)
