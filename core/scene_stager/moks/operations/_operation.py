# SPDX-License-Identifier: Apache-2.0
"""What every operation has to say about itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Params = Mapping[str, Any]
Inputs = tuple[Floats, ...]

Outlet = tuple[str, int]
"""What flows out of a node: its unit and how many numbers per frame."""


def agrees(params: Params, inputs: tuple[Outlet, ...], gives: Outlet) -> str:
    """No complaint: the fixed units and widths say it all."""
    return ""


def same_throughout(params: Params, inputs: tuple[Outlet, ...], gives: Outlet) -> str:
    """Every input and the result have one unit and one width."""
    odd = [outlet for outlet in inputs if outlet != gives]
    return f"{show(odd[0])} where the result is {show(gives)}" if odd else ""


def same_unit(params: Params, inputs: tuple[Outlet, ...], gives: Outlet) -> str:
    """Every input has the unit of the result."""
    odd = [unit for unit, _ in inputs if unit != gives[0]]
    return f"an input in {odd[0]!r} where the result is in {gives[0]!r}" if odd else ""


def show(outlet: Outlet) -> str:
    """An outlet in words."""
    return f"{outlet[1]} x {outlet[0] or '1'}"


@dataclass(frozen=True, slots=True)
class Operation:
    """One kind of node: pure, elementwise in time, the same numbers whatever frames are asked.

    `evaluate(params, inputs, t_s)` takes t_s (n,) and inputs each (n, w), none of which it may
    change, and gives (n, width). `inputs` are (name, unit, width); None means "any", and then the
    node itself says which. `many` lets the last input come any number of times. `check` sees the
    parameters and all units and widths, and gives a complaint or "".
    """

    title: str
    inputs: tuple[tuple[str, str | None, int | None], ...]
    unit: str | None
    width: int | None
    evaluate: Callable[[Params, Inputs, Floats], Floats]
    source: str
    many: bool = False
    check: Callable[[Params, tuple[Outlet, ...], Outlet], str] = agrees

    def complaint(self, params: Params, inputs: tuple[Outlet, ...], gives: Outlet) -> str:
        """Why a node with these parameters, inputs and outlet is not one of this kind, or ""."""
        sockets = self._sockets(len(inputs))
        if len(sockets) != len(inputs):
            return f"{len(inputs)} inputs where {len(sockets)} are expected"
        for (name, unit, width), found in zip(sockets, inputs, strict=True):
            if not _fits(found, unit, width):
                return f"input {name!r} is {show(found)}, expected {_wanted(unit, width)}"
        if not _fits(gives, self.unit, self.width):
            return f"gives {show(gives)}, expected {_wanted(self.unit, self.width)}"
        return self.check(params, inputs, gives)

    def _sockets(self, count: int) -> tuple[tuple[str, str | None, int | None], ...]:
        extra = count - len(self.inputs)
        return self.inputs + self.inputs[-1:] * extra if self.many and extra > 0 else self.inputs


def _fits(outlet: Outlet, unit: str | None, width: int | None) -> bool:
    return unit in (None, outlet[0]) and width in (None, outlet[1])


def _wanted(unit: str | None, width: int | None) -> str:
    return f"{'any width' if width is None else width} x {'any unit' if unit is None else unit}"
