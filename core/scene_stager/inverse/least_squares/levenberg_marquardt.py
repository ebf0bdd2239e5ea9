# SPDX-License-Identifier: Apache-2.0
"""Levenberg-Marquardt: damped Gauss-Newton steps, believed only so far, and inside bounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, Protocol, TypeVar

import numpy as np

from scene_stager.maths.arrays import Bools, Floats

# House defaults, not measured, but where a line says otherwise.
FIRST_DAMPING = 1e-3  # of the diagonal, house default
MOST_DAMPING = 1e8  # beyond this no step comes nearer: house default
LEAST_GAIN = 1e-4  # of what the linear model promised: less is no gain; house default
GENTLEST = 1.0 / 9.0  # what damping falls to at most in a step: Nielsen has 1/3, house default
MOST_REWEIGHTINGS = 3  # jumps of the weights, after which they stay: house default
LONGEST_STEP = 4.0  # scales of what is asked: no linear picture is believed beyond; house default
LEAST_RIDGE = 1e-9  # of the trace: what damps where a diagonal is nought; house default
LEAST_SHARE = 0.05  # of a step: more of it than this is taken up to the bound; house default


class Ended(Enum):
    """Why the steps ended."""

    SETTLED = "the next step would change nothing that matters"
    CLOSEST = "no step comes nearer"
    UNFINISHED = "steps ran out while it was still coming nearer"


class Iterate(Protocol):
    """A pose that was evaluated: its cost, and the normal equations there."""

    @property
    def pose(self) -> Floats:
        """Where it is, shape (k,)."""
        ...

    @property
    def cost(self) -> float:
        """How far off it is; less is nearer."""
        ...

    def system(self) -> tuple[Floats, Floats]:
        """Gauss-Newton matrix and gradient of the cost in the pose alone."""
        ...


P = TypeVar("P", bound=Iterate)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Box constraints of a pose, and the scale of each number: how large a change matters.

    `asked` marks the numbers whose settling ends the steps; the others merely come along.

    shapes   each (k,)
    """

    low: Floats
    high: Floats
    scale: Floats
    asked: Bools


@dataclass(frozen=True, slots=True)
class Descent(Generic[P]):
    """Every accepted iterate from the first to the last, and why there are no more."""

    iterates: tuple[P, ...]
    ended: Ended
    rejected: int
    reweightings: int


def levenberg_marquardt(
    first: P,
    evaluate: Callable[[Floats, P], P],
    bounds: Bounds,
    *,
    reweight: Callable[[P], P] = lambda iterate: iterate,
    most_steps: int = 20,
    tolerance: float = 0.01,
    least_decrease: float = 0.0,
) -> Descent[P]:
    """Levenberg-Marquardt steps until the next one is below `tolerance` scales of what is asked.

    A step that lowers the cost by less than the share `least_decrease` is taken, and is the last.

    `evaluate(pose, before)` evaluates a pose by the weights of `before`, so that a step is always
    measured by one objective. `reweight(iterate)` may change the weights after a step was taken (a
    gate that opens, Huber's factors): it may do so `MOST_REWEIGHTINGS` times in an abrupt way,
    returning another object each time; after that the weights stay, so that two objectives that
    each prefer the other's ground cannot send the steps round for ever.

    shapes   pose (k,)
    source   Levenberg 1944; Marquardt 1963; damping by gain ratio: Nielsen 1999, "Damping parameter
             in Marquardt's method", IMM-REP-1999-05
    """
    iterates, damping, growth, rejected, reweightings = [first], FIRST_DAMPING, 2.0, 0, 0
    while len(iterates) <= most_steps:
        here = iterates[-1]
        step, promised = _damped_step(here, bounds, damping)
        if np.abs(step / bounds.scale)[bounds.asked].max(initial=0.0) < tolerance:
            return Descent(tuple(iterates), Ended.SETTLED, rejected, reweightings)
        there = evaluate(here.pose + step, here)
        gain = (here.cost - there.cost) / promised if promised > 0 else -1.0
        if gain <= LEAST_GAIN:
            damping, growth, rejected = damping * growth, growth * 2.0, rejected + 1
            if damping > MOST_DAMPING:
                return Descent(tuple(iterates), Ended.CLOSEST, rejected, reweightings)
            continue
        damping *= max(GENTLEST, 1.0 - (2.0 * gain - 1.0) ** 3)
        growth, dropped, same_weights = 2.0, here.cost - there.cost, True
        if reweightings < MOST_REWEIGHTINGS:
            judged = reweight(there)
            same_weights = judged is there
            reweightings += not same_weights
            there = judged
        iterates.append(there)
        if same_weights and dropped < least_decrease * here.cost:
            return Descent(tuple(iterates), Ended.SETTLED, rejected, reweightings)
    return Descent(tuple(iterates), Ended.UNFINISHED, rejected, reweightings)


def _damped_step(here: Iterate, bounds: Bounds, damping: float) -> tuple[Floats, float]:
    """The damped step inside the bounds, and the decrease that the quadratic model promises.

    Solves (H + damping diag H) step = -g over the numbers that are not held at a bound.
    """
    metric, gradient = here.system()
    pose, step = here.pose, np.zeros(len(gradient))
    free = ~((pose <= bounds.low) & (gradient > 0) | (pose >= bounds.high) & (gradient < 0))
    for _ in range(len(gradient)):
        step[:] = 0.0
        chosen = np.flatnonzero(free)
        if not len(chosen):
            break
        part = metric[np.ix_(chosen, chosen)]
        floor = LEAST_RIDGE * np.trace(metric * np.outer(bounds.scale, bounds.scale))
        ridge = damping * np.maximum(np.diag(part), floor / bounds.scale[chosen] ** 2)
        step[chosen] = -np.linalg.solve(part + np.diag(ridge + 1e-300), gradient[chosen])
        crossing = (pose + step < bounds.low) | (pose + step > bounds.high)
        if not np.any(crossing & free):
            break
        share = _share_inside(pose, step, bounds)
        if share > LEAST_SHARE:
            step *= share
            break
        free &= ~crossing
    longest = float(np.abs(step / bounds.scale)[bounds.asked].max(initial=0.0))
    step /= max(longest / LONGEST_STEP, 1.0)
    promised = -(gradient @ step) - 0.5 * step @ metric @ step
    return step, float(promised)


def _share_inside(pose: Floats, step: Floats, bounds: Bounds) -> float:
    """How much of a step stays inside the bounds."""
    room = np.where(step > 0, bounds.high - pose, bounds.low - pose)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(step != 0.0, room / step, np.inf)
    return float(np.clip(np.min(shares), 0.0, 1.0))
