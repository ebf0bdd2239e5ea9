# SPDX-License-Identifier: Apache-2.0
"""Dual numbers: an array together with its slopes, so that the renderer's own code differentiates.

A `Dual` goes through numpy's functions wherever an array does, and comes out with the chain rule
applied. Only what the preview's shading uses is known here; anything else raises at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from scene_stager.maths.arrays import Floats


class Dual:
    """Values and their slopes along k directions.

    shapes   value (...), slopes (k, ...)
    units    a slope is the value's unit per unit of its direction
    source   forward-mode differentiation: Griewank and Walther 2008, "Evaluating Derivatives",
             section 3.1
    """

    __slots__ = ("slopes", "value")

    def __init__(self, value: Floats, slopes: Floats) -> None:
        self.value = value
        self.slopes = slopes

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the values."""
        return self.value.shape

    @property
    def dtype(self) -> Any:
        """The type of the values."""
        return self.value.dtype

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        rule = RULES.get(ufunc.__name__)
        if rule is None or method != "__call__" or kwargs:
            return NotImplemented
        return rule(*inputs)

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        if func is np.where:
            return where(*args)
        if func is np.clip:
            return self.clip(*args[1:], **kwargs)
        if func in (np.zeros_like, np.ones_like):
            return func(self.value)
        return NotImplemented

    def clip(self, low: Any, high: Any) -> Dual:
        """Held between bounds; outside them nothing changes any more."""
        kept = np.ones(self.value.shape, dtype=bool)
        if low is not None:
            kept &= self.value >= low
        if high is not None:
            kept &= self.value <= high
        return Dual(np.clip(self.value, low, high), self.slopes * kept)

    def __getitem__(self, which: Any) -> Dual:
        rest = which if isinstance(which, tuple) else (which,)
        return Dual(self.value[which], self.slopes[(slice(None), *rest)])

    def __add__(self, other: Any) -> Dual:
        return _add(self, other)

    def __sub__(self, other: Any) -> Dual:
        return _subtract(self, other)

    def __mul__(self, other: Any) -> Dual:
        return _multiply(self, other)

    def __truediv__(self, other: Any) -> Dual:
        return _divide(self, other)

    def __radd__(self, other: Any) -> Dual:
        return _add(self, other)

    def __rsub__(self, other: Any) -> Dual:
        return _subtract(other, self)

    def __rmul__(self, other: Any) -> Dual:
        return _multiply(self, other)

    def __rtruediv__(self, other: Any) -> Dual:
        return _divide(other, self)

    def __neg__(self) -> Dual:
        return Dual(-self.value, -self.slopes)

    def __gt__(self, other: Any) -> Any:
        return self.value > value_of(other)

    def __lt__(self, other: Any) -> Any:
        return self.value < value_of(other)


def variables(values: Floats) -> list[Dual]:
    """Numbers that everything is differentiated by: each with slope one along its own direction.

    shapes   values (k,); each result holds a single value, slopes (k, 1)
    """
    return [Dual(values[k : k + 1], row[:, None]) for k, row in enumerate(np.eye(len(values)))]


def value_of(thing: Any) -> Any:
    """The values alone, of a Dual or of anything else."""
    return thing.value if isinstance(thing, Dual) else thing


def where(condition: Any, yes: Any, no: Any) -> Dual:
    """Choose, value by value, from two of which at least one has slopes."""
    chosen = np.where(condition, value_of(yes), value_of(no))
    shown = np.where(condition, _slopes(yes), _slopes(no))
    return Dual(chosen, np.broadcast_to(shown, (shown.shape[0], *chosen.shape)))


def largest(stack: Dual) -> Dual:
    """The greatest along the first axis, and the slopes of the one that is greatest.

    shapes   value (b, n), slopes (k, b, n) -> (n,) and (k, n)
    """
    winner = np.argmax(stack.value, axis=0)[None]
    value = np.take_along_axis(stack.value, winner, axis=0)[0]
    slopes = np.take_along_axis(stack.slopes, winner[None], axis=1)[:, 0]
    return Dual(value, slopes)


def through(matrix: Floats, thing: Any) -> Any:
    """A fixed matrix times values and slopes alike.

    shapes   matrix (m, n); value (n,) -> (m,)
    """
    if isinstance(thing, Dual):
        return Dual(matrix @ thing.value, thing.slopes @ matrix.T)
    return matrix @ thing


def _slopes(thing: Any) -> Any:
    return thing.slopes if isinstance(thing, Dual) else np.zeros((1,) + (1,) * np.ndim(thing))


def _lined_up(slopes: Floats, rank: int) -> Floats:
    """Slopes whose trailing axes line up with values of this rank."""
    missing = rank + 1 - slopes.ndim
    if missing <= 0:
        return slopes
    return slopes.reshape(slopes.shape[0], *(1,) * missing, *slopes.shape[1:])


def _mixed(a: Any, b: Any, value: Floats, by_a: Any, by_b: Any) -> Dual:
    """A function of two things, from its value and its two partial slopes."""
    total: Any = 0.0
    for thing, partial in ((a, by_a), (b, by_b)):
        if isinstance(thing, Dual):
            total = total + _lined_up(thing.slopes, value.ndim) * partial
    return Dual(value, np.broadcast_to(total, (total.shape[0], *value.shape)))


def _add(a: Any, b: Any) -> Dual:
    return _mixed(a, b, value_of(a) + value_of(b), 1.0, 1.0)


def _subtract(a: Any, b: Any) -> Dual:
    return _mixed(a, b, value_of(a) - value_of(b), 1.0, -1.0)


def _multiply(a: Any, b: Any) -> Dual:
    x, y = value_of(a), value_of(b)
    return _mixed(a, b, x * y, y, x)


def _divide(a: Any, b: Any) -> Dual:
    x, y = value_of(a), value_of(b)
    ratio = x / y
    return _mixed(a, b, ratio, 1.0 / y, -ratio / y)


def _maximum(a: Any, b: Any) -> Dual:
    x, y = value_of(a), value_of(b)
    first = x >= y
    return _mixed(a, b, np.maximum(x, y), first, ~first)


def _minimum(a: Any, b: Any) -> Dual:
    x, y = value_of(a), value_of(b)
    first = x <= y
    return _mixed(a, b, np.minimum(x, y), first, ~first)


def _alone(function: Callable[[Any], Any], slope: Callable[[Any, Any], Any]) -> Callable[..., Dual]:
    """The rule of a function of one thing; `slope` is told the argument and the result."""

    def rule(a: Dual) -> Dual:
        result = function(a.value)
        return Dual(result, a.slopes * slope(a.value, result))

    return rule


def _arcsin_slope(x: Any, _: Any) -> Any:
    """At the very ends the slope is infinite; there it is called none, as beyond them."""
    inside = 1.0 - x * x
    return np.where(inside > 1e-14, 1.0 / np.sqrt(np.maximum(inside, 1e-14)), 0.0)


# What each sum does to slopes: rules of the derivative, by definition.
RULES: dict[str, Callable[..., Dual]] = {
    "add": _add,
    "subtract": _subtract,
    "multiply": _multiply,
    "divide": _divide,
    "true_divide": _divide,
    "maximum": _maximum,
    "minimum": _minimum,
    "negative": _alone(np.negative, lambda x, y: -1.0),
    "sqrt": _alone(np.sqrt, lambda x, y: 0.5 / np.maximum(y, 1e-150)),
    "exp": _alone(np.exp, lambda x, y: y),
    "sin": _alone(np.sin, lambda x, y: np.cos(x)),
    "cos": _alone(np.cos, lambda x, y: -np.sin(x)),
    "arctan": _alone(np.arctan, lambda x, y: 1.0 / (1.0 + x * x)),
    "tan": _alone(np.tan, lambda x, y: 1.0 + y * y),
    "arcsin": _alone(np.arcsin, _arcsin_slope),
    "absolute": _alone(np.abs, lambda x, y: np.sign(x)),
}
