# SPDX-License-Identifier: Apache-2.0
"""What every operation has to say about itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scene_stager.maths.arrays import Floats

Params = Mapping[str, Any]
Inputs = tuple[Floats, ...]

Outlet = tuple[str, int]
"""What flows out of a node: its unit and how many numbers per frame."""


def agrees(params: Params, inputs: tuple[Outlet, ...], gives: Outlet) -> str:
    """No complaint: the fixed units and widths say it all."""
    return ""


def show(outlet: Outlet) -> str:
    """An outlet in words."""
    return f"{outlet[1]} x {outlet[0] or '1'}"


@dataclass(frozen=True, slots=True)
class Reader:
    """Where a parameter comes from that a plan names and does not spell: an input from outside.

    `kind` is the kind of input. `decode(data, where)` gives what its bytes mean, which nobody may
    change, and raises InputError when they mean nothing.
    """

    kind: str
    decode: Callable[[bytes, str], Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """One kind of node: pure, elementwise in time, the same numbers whatever frames are asked.

    `evaluate(params, inputs, t_s)` takes t_s (n,) and inputs each (n, w), none of which it may
    change, and gives (n, width). `inputs` are (name, unit, width); None means "any", and then the
    node itself says which. `many` lets the last input come any number of times. `check` sees the
    parameters and all units and widths, and gives a complaint or "". `reads` are parameters that a
    node takes from a named input: `evaluate` finds them among the others, decoded.
    """

    title: str
    inputs: tuple[tuple[str, str | None, int | None], ...]
    unit: str | None
    width: int | None
    evaluate: Callable[[Params, Inputs, Floats], Floats]
    source: str
    many: bool = False
    check: Callable[[Params, tuple[Outlet, ...], Outlet], str] = agrees
    reads: Mapping[str, Reader] = field(default_factory=dict)

    def complaints(
        self, heard: Sequence[Outlet], unit: str, width: int, params: Params | None = None
    ) -> list[str]:
        """Why a node that hears this and gives `width` numbers in `unit` is not of this kind.

        With `params`, also why those cannot be its parameters. Nothing when all is well.
        """
        sockets = self._sockets(len(heard))
        if len(sockets) != len(heard):
            return [f"{len(heard)} inputs where {len(sockets)} are expected"]
        found = [
            f"input {name!r} is {show(outlet)}, expected {_wanted(want_unit, want_width)}"
            for (name, want_unit, want_width), outlet in zip(sockets, heard, strict=True)
            if not _fits(outlet, want_unit, want_width)
        ]
        if not _fits((unit, width), self.unit, self.width):
            found.append(f"gives {show((unit, width))}, expected {_wanted(self.unit, self.width)}")
        if not found and params is not None:
            found += filter(None, [self.check(params, tuple(heard), (unit, width))])
        return found

    def reading_complaints(
        self, reads: Mapping[str, str], kind_of: Mapping[str, str], params: Params
    ) -> list[str]:
        """Why a node that reads these inputs, parameter by parameter, is not of this kind.

        `kind_of` are the inputs that there are. Nothing when all is well.
        """
        found = [f"{key!r} is read by nobody" for key in sorted(reads.keys() - self.reads.keys())]
        for key, reader in self.reads.items():
            name = reads.get(key)
            if name is None:
                found.append(f"{key!r} names no input, expected one of kind {reader.kind!r}")
            elif name not in kind_of:
                found.append(f"{key!r} is {name!r}, which is not among the inputs of the plan")
            elif kind_of[name] != reader.kind:
                found.append(f"{key!r} is a {kind_of[name]}, expected a {reader.kind}")
            if key in params:
                found.append(f"{key!r} is a parameter too, expected only the name of an input")
        return found

    def _sockets(self, count: int) -> tuple[tuple[str, str | None, int | None], ...]:
        extra = count - len(self.inputs)
        return self.inputs + self.inputs[-1:] * extra if self.many and extra > 0 else self.inputs


def _fits(outlet: Outlet, unit: str | None, width: int | None) -> bool:
    return unit in (None, outlet[0]) and width in (None, outlet[1])


def _wanted(unit: str | None, width: int | None) -> str:
    return f"{'any width' if width is None else width} x {'any unit' if unit is None else unit}"
