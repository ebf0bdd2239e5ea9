# SPDX-License-Identifier: Apache-2.0
"""Damped Gauss-Newton steps: as far as the linear picture can be believed, and inside bounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, Protocol, TypeVar

import numpy as np

from scene_stager.maths.arrays import Bools, Floats

FIRST_DAMPING = 1e-3  # of the diagonal, house default
MOST_DAMPING = 1e8  # beyond this no step comes nearer
LEAST_GAIN = 1e-4  # of what the linear model promised: less is no gain
MOST_SWITCHES = 3  # jumps of the ruler, after which it stays
FARTHEST = 4.0  # telling changes of what is asked: no linear picture is believed beyond


class Ended(Enum):
    """Why the steps ended."""

    SETTLED = "the next step would change nothing that matters"
    CLOSEST = "no step comes nearer"
    UNFINISHED = "steps ran out while it was still coming nearer"


class Point(Protocol):
    """A pose that has been looked at: its cost, and the system there."""

    @property
    def pose(self) -> Floats:
        """What was looked at, shape (k,)."""
        ...

    @property
    def cost(self) -> float:
        """How far off it is; less is nearer."""
        ...

    def system(self) -> tuple[Floats, Floats]:
        """Metric and gradient of the cost in the pose alone."""
        ...


P = TypeVar("P", bound=Point)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where a pose may be, and how large a change of each number matters.

    `asked` marks the numbers whose settling ends the steps; the others merely come along.
    """

    low: Floats
    high: Floats
    telling: Floats
    asked: Bools


@dataclass(frozen=True, slots=True)
class Descent(Generic[P]):
    """Every accepted point from the first to the last, and why there are no more."""

    points: tuple[P, ...]
    ended: Ended
    rejected: int
    switches: int


def descend(
    first: P,
    look: Callable[[Floats, P], P],
    bounds: Bounds,
    *,
    settle: Callable[[P], P] = lambda point: point,
    most_steps: int = 20,
    tolerance: float = 0.01,
    worth: float = 0.0,
) -> Descent[P]:
    """Step downhill from a point until the next step is below `tolerance` of what matters.

    A step that lowers the cost by less than the share `worth` is taken, and is the last.

    `look(pose, before)` draws a pose and judges it as `before` was judged, so that a step is always
    measured with one ruler. `settle(point)` may change the ruler after a step was taken (a gate
    that opens, weights that follow the residual): it may do so `MOST_SWITCHES` times in an abrupt
    way, returning another object each time; after that the ruler stays, so that two rulers that
    each prefer the other's ground cannot send the steps round for ever.

    shapes   pose (k,)
    source   Levenberg 1944; Marquardt 1963; damping by gain ratio: Nielsen 1999, "Damping parameter
             in Marquardt's method", IMM-REP-1999-05
    """
    points, damping, growth, rejected, switches = [first], FIRST_DAMPING, 2.0, 0, 0
    while len(points) <= most_steps:
        here = points[-1]
        step, promised = _step(here, bounds, damping)
        if np.abs(step / bounds.telling)[bounds.asked].max(initial=0.0) < tolerance:
            return Descent(tuple(points), Ended.SETTLED, rejected, switches)
        there = look(here.pose + step, here)
        gain = (here.cost - there.cost) / promised if promised > 0 else -1.0
        if gain <= LEAST_GAIN:
            damping, growth, rejected = damping * growth, growth * 2.0, rejected + 1
            if damping > MOST_DAMPING:
                return Descent(tuple(points), Ended.CLOSEST, rejected, switches)
            continue
        damping *= max(1.0 / 9.0, 1.0 - (2.0 * gain - 1.0) ** 3)
        growth, dropped, settled = 2.0, here.cost - there.cost, True
        if switches < MOST_SWITCHES:
            judged = settle(there)
            settled = judged is there
            switches += not settled
            there = judged
        points.append(there)
        if settled and dropped < worth * here.cost:
            return Descent(tuple(points), Ended.SETTLED, rejected, switches)
    return Descent(tuple(points), Ended.UNFINISHED, rejected, switches)


def _step(here: Point, bounds: Bounds, damping: float) -> tuple[Floats, float]:
    """The damped step inside the bounds, and how much nearer the linear picture says it comes."""
    metric, gradient = here.system()
    pose, step = here.pose, np.zeros(len(gradient))
    free = ~((pose <= bounds.low) & (gradient > 0) | (pose >= bounds.high) & (gradient < 0))
    for _ in range(len(gradient)):
        step[:] = 0.0
        chosen = np.flatnonzero(free)
        if not len(chosen):
            break
        part = metric[np.ix_(chosen, chosen)]
        floor = 1e-9 * np.trace(metric * np.outer(bounds.telling, bounds.telling))
        ridge = damping * np.maximum(np.diag(part), floor / bounds.telling[chosen] ** 2)
        step[chosen] = -np.linalg.solve(part + np.diag(ridge + 1e-300), gradient[chosen])
        crossing = (pose + step < bounds.low) | (pose + step > bounds.high)
        if not np.any(crossing & free):
            break
        share = _share(pose, step, bounds)
        if share > 0.05:  # part of the way is worth going before a bound is met
            step *= share
            break
        free &= ~crossing
    step /= max(float(np.abs(step / bounds.telling)[bounds.asked].max(initial=0.0)) / FARTHEST, 1.0)
    promised = -(gradient @ step) - 0.5 * step @ metric @ step
    return step, float(promised)


def _share(pose: Floats, step: Floats, bounds: Bounds) -> float:
    """How much of a step stays inside the bounds."""
    room = np.where(step > 0, bounds.high - pose, bounds.low - pose)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(step != 0.0, room / step, np.inf)
    return float(np.clip(np.min(shares), 0.0, 1.0))
