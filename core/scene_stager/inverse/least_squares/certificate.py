# SPDX-License-Identifier: Apache-2.0
"""What a match is worth: how well its numbers are told apart, and which were not seen at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np

from scene_stager.inverse.least_squares.model import Knob
from scene_stager.maths.arrays import Floats

# House defaults, not measured, but where a line says otherwise.
MOST_CONDITION = 100.0  # above this the numbers trade against each other: house default
# A number's own singular value counts up to this: finer says nothing about trading.
FINEST = 60.0  # house default
OBSERVED = 0.5  # observability from which a number comes from the still: house default
SURE_SCALES = 1.0  # the standard error, in scales, of that observability: house default


@dataclass(frozen=True, slots=True)
class Estimate:
    """One number of a match: its standard error in its own unit, and whether the still tells it.

    `observability` runs from 0, the still says nothing, to 1, it leaves no doubt.
    """

    name: str
    unit: str
    standard_error: float
    observability: float

    @property
    def observable(self) -> bool:
        """Whether the number comes from the still rather than from what was assumed before."""
        return self.observability >= OBSERVED


@dataclass(frozen=True, slots=True)
class Certificate:
    """How well-posed a match was, and how near it came.

    `condition` is the ratio of the largest to the smallest singular value of the Jacobian, in
    changes that matter (ten degrees, one stop), over the numbers that are observable. What one
    number alone shows beyond FINEST is left out: it is told well, it trades with nothing.
    """

    condition: float
    singular_values: tuple[float, ...]
    residual: float
    seen: tuple[Estimate, ...]

    @property
    def ill_posed(self) -> bool:
        """Whether numbers that are said to be seen cannot be told apart."""
        return not self.condition <= MOST_CONDITION

    @property
    def unknown(self) -> tuple[str, ...]:
        """The names of what the still does not tell."""
        return tuple(one.name for one in self.seen if not one.observable)


def certify(
    metric: Floats,
    knobs: Sequence[Knob],
    noise: float,
    residual: float,
    believed: Set[str] = frozenset(),
) -> Certificate:
    """Judge a system at its solution.

    Of numbers that trade against each other, those that were `believed` to be something beforehand
    are called unknown, the worst first, until the rest is well-posed or none of them is left.

    shapes   metric (k, k), pulled back to the knobs with the linear ones among them
    units    knobs in their own units; `noise` is the standard deviation of the leaves' residual
             once their metric has been taken into account
    source   covariance as the inverse of the normal matrix: Björck 1996, "Numerical Methods for
             Least Squares Problems", section 1.1.4
    """
    scale = np.array([knob.scale for knob in knobs])
    scaled = metric * np.outer(scale, scale)
    error = _errors(scaled) * noise
    seen = tuple(
        Estimate(knob.name, knob.unit, float(e * knob.scale), _observability(e))
        for knob, e in zip(knobs, error, strict=True)
    )
    cut = np.minimum(1.0, FINEST / np.sqrt(np.maximum(np.diag(scaled), 1e-300)))
    judged = scaled * np.outer(cut, cut)
    kept = [k for k, one in enumerate(seen) if one.observable]
    while True:
        values, weakest = _singular(judged[np.ix_(kept, kept)])
        least = float(values[-1]) if len(values) else 0.0
        condition = float(values[0]) / least if least > 0 else float("inf")
        spare = [k for k in range(len(kept)) if knobs[kept[k]].name in believed]
        if condition <= MOST_CONDITION or not spare:
            break
        worst = kept.pop(max(spare, key=lambda k: abs(weakest[k])))
        seen = (*seen[:worst], replace(seen[worst], observability=0.0), *seen[worst + 1 :])
    return Certificate(condition, tuple(values.tolist()), residual, seen)


def _observability(error: np.float64) -> float:
    """How far a standard error, in scales of its number, leaves no doubt: 1 to 0."""
    return float(1.0 / (1.0 + (error / SURE_SCALES) ** 2))


def _errors(scaled: Floats) -> Floats:
    """Standard errors; infinite where the system says nothing."""
    values, ways = np.linalg.eigh((scaled + scaled.T) / 2)
    least = 1e-14 * max(float(values[-1]), 1e-300)
    dead = values <= least
    variance = (ways[:, ~dead] ** 2 / values[~dead]).sum(axis=1)
    lost = (ways[:, dead] ** 2).sum(axis=1)
    return np.sqrt(np.where(lost > 1e-6, np.inf, variance))


def _singular(scaled: Floats) -> tuple[Floats, Floats]:
    """Singular values, greatest first, and the direction of the least."""
    if not len(scaled):
        return np.zeros(0), np.zeros(0)
    values, ways = np.linalg.eigh((scaled + scaled.T) / 2)
    return np.sqrt(np.maximum(values[::-1], 0.0)), ways[:, 0]


def as_plain(certificate: Certificate) -> Mapping[str, object]:
    """The certificate as plain data, infinities as null."""

    def finite(value: float) -> float | None:
        return value if np.isfinite(value) else None

    return {
        "condition": finite(certificate.condition),
        "ill_posed": certificate.ill_posed,
        "singular_values": [finite(v) for v in certificate.singular_values],
        "residual": certificate.residual,
        "seen": [
            {
                "name": one.name,
                "unit": one.unit,
                "standard_error": finite(one.standard_error),
                "observability": one.observability,
            }
            for one in certificate.seen
        ],
        "unknown": list(certificate.unknown),
    }
