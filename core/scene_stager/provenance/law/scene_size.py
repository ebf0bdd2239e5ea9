# SPDX-License-Identifier: Apache-2.0
"""How many prims a scene will have, counted before it is composed: a few lines of references can
ask for more than any memory holds."""

from __future__ import annotations

import sys
from typing import Any

from scene_stager.errors import InputError, Mistake

# House defaults, not measured.
MOST_PRIMS = 500_000
ARCS = ("references", "payload", "inheritPaths", "specializes", "variantSetNames")
MOST_STEPS = 400  # of prims in each other and of references, one after the other


def must_be_modest(root: Any, where: str) -> None:
    """Refuse a scene that would be too large or too deep. Raises InputError."""
    counter = _Counter(where)
    count = counter.of_plain(root) or counter.of_stack(root)
    if count > MOST_PRIMS:
        raise InputError(Mistake(where, f"over {MOST_PRIMS} prims", "fewer, or one shot of it"))


class _Counter:
    """Counts prims as composition will make them, each part once; too many rather than too few."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.known: dict[tuple[str, str], int] = {}
        self.stacks: dict[str, list[Any]] = {}

    def of_plain(self, root: Any) -> int:
        """The same where nothing gets more of itself from elsewhere, in one quick walk; else 0."""
        layers = self._stack(root)
        paths: list[Any] = []
        for layer in layers:
            layer.Traverse("/", paths.append)
            own = (
                spec for path in paths if path.IsPrimPath() and (spec := layer.GetPrimAtPath(path))
            )
            if any(spec.HasInfo(arc) for spec in own for arc in ARCS):
                return 0
        prims = {path for path in paths if path.IsPrimPath()}
        deepest = max((path.pathElementCount for path in prims), default=0)
        return len(prims) if prims and deepest <= MOST_STEPS else 0

    def of_stack(self, root: Any) -> int:
        """All prims of a layer with its sublayers."""
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(max(limit, 12 * MOST_STEPS))
        try:
            return self._of(root, "/", 0)
        finally:
            sys.setrecursionlimit(limit)

    def _of(self, root: Any, path: str, step: int) -> int:
        key = (root.identifier, path)
        if key in self.known:
            return self.known[key]
        if step > MOST_STEPS:
            found = f"over {MOST_STEPS} prims and references in each other"
            raise InputError(Mistake(self.where, found, "a flatter scene"))
        self.known[key] = 1  # what refers to itself is refused by composition
        specs = [one for layer in self._stack(root) if (one := layer.GetPrimAtPath(path))]
        if path == "/":
            specs = [layer.pseudoRoot for layer in self._stack(root)]
        below = {child.path for spec in specs for child in _children(spec)}
        count = 1 + sum(self._of(root, str(child), step + 1) for child in sorted(below))
        for spec in specs:
            for target, at in _arcs(spec, root):
                count += self._of(target, at, step + 1)
                if count > MOST_PRIMS:
                    break
        self.known[key] = min(count, MOST_PRIMS + 1)
        return self.known[key]

    def _stack(self, root: Any) -> list[Any]:
        """A layer and its sublayers, and theirs."""
        from pxr import Sdf

        if root.identifier not in self.stacks:
            found, waiting = [], [root]
            while waiting:
                layer = waiting.pop()
                if layer is not None and layer not in found:
                    found.append(layer)
                    waiting += [Sdf.Layer.Find(one) for one in layer.subLayerPaths]
            self.stacks[root.identifier] = found
        return self.stacks[root.identifier]


def _children(spec: Any) -> list[Any]:
    """The prims below, those of every variant among them."""
    own = list(spec.nameChildren)
    if not spec.path.IsAbsoluteRootPath() and spec.HasInfo("variantSetNames"):
        for choice in spec.variantSets:
            own += [variant.primSpec for variant in choice.variants.values()]
    return own


def _arcs(spec: Any, root: Any) -> list[tuple[Any, str]]:
    """Where a prim gets more of itself from."""
    from pxr import Sdf

    if spec.path.IsAbsoluteRootPath():
        return []
    found = []
    for arc in (*_items(spec, "references"), *_items(spec, "payload")):
        target = Sdf.Layer.Find(arc.assetPath) if arc.assetPath else root
        if target is None:
            continue
        named = str(arc.primPath) or (f"/{target.defaultPrim}" if target.defaultPrim else "")
        if named:
            found.append((target, named))
    for path in (*_items(spec, "inheritPaths"), *_items(spec, "specializes")):
        found.append((root, str(path)))
    return found


def _items(spec: Any, arc: str) -> list[Any]:
    """Whatever a list of composition may end up with; asking first is a hundred times as quick."""
    return list(spec.GetInfo(arc).GetAddedOrExplicitItems()) if spec.HasInfo(arc) else []
