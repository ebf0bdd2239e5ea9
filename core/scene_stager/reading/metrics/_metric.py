# SPDX-License-Identifier: Apache-2.0
"""What every metric has to say about itself, and what a measurement of it looks like."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scene_stager.reading.failure import FailureMode

if TYPE_CHECKING:
    from scene_stager.reading.evidence import Evidence


@dataclass(frozen=True)
class Reading:
    """One number with what vouches for it, or the name of what stood in the way.

    `certainty` runs from 0 to 1; `certificate` says in words what it rests on. With a `failure`
    the value is not a measurement: it is the metric's `neutral` number, so that vectors of
    metrics keep their length.
    """

    value: float
    certainty: float
    certificate: str
    failure: FailureMode | None = None


@dataclass(frozen=True)
class Metric:
    """One of the fifteen numbers, as data, plus the one function that measures it.

    `low` and `high` bound what `measure` can return; `neutral` stands in when it cannot.
    `failures` are the names that a reading may carry. `mirrored` is the factor (+1 or -1) on
    the value when the picture is mirrored. `jacobian` holds the derivatives by parameters of
    the scene that are known in closed form, in the metric's unit per the parameter's;
    `exposure_stops` is always among them.
    """

    title: str
    unit: str
    low: float
    high: float
    neutral: float
    measure: Callable[["Evidence"], Reading]
    failures: tuple[FailureMode, ...]
    source: str
    mirrored: float = 1.0
    jacobian: Mapping[str, float] = field(default_factory=lambda: {"exposure_stops": 0.0})


def failed(neutral: float, mode: FailureMode | None) -> Reading:
    """The reading of a metric that could not be taken."""
    why = FailureMode.NO_SUBJECT if mode is None else mode
    return Reading(neutral, 0.0, "not measured", why)
