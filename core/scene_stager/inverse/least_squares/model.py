# SPDX-License-Identifier: Apache-2.0
"""What every forward model promises: lights by name, numbers that it can turn, pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from scene_stager.maths.arrays import Floats


@dataclass(frozen=True, slots=True)
class Knob:
    """One number a match may turn: name, unit, bounds, and how far is a change that matters.

    `scale` is ten degrees for angles, one stop for levels, and so on: steps and conditioning are
    judged in these, so that neither depends on the units.
    """

    name: str
    unit: str
    low: float
    high: float
    scale: float


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Each light's picture at unit intensity, and its slopes.

    shapes   unit (lights, n, 3); physical (p, k): what the pose's k knobs do to the p physical
             quantities; slopes (lights, p, n, 3): what those do to each light's picture
    """

    unit: Floats
    physical: Floats
    slopes: Floats


class ForwardModel(Protocol):
    """Draws what each light adds to each point that is compared, at unit intensity.

    Pictures are linear light: (lights, n, 3), 0.18 for a grey card facing a light of one.
    """

    @property
    def name(self) -> str:
        """What it is called, such as analytic."""
        ...

    @property
    def lights(self) -> tuple[str, ...]:
        """The lights, in the order of the pictures."""
        ...

    @property
    def leading(self) -> str:
        """The light by whose place one arrangement is told from another."""
        ...

    @property
    def knobs(self) -> tuple[Knob, ...]:
        """The numbers of a pose, in order."""
        ...

    def ways(self, pose: Sequence[float] | Floats) -> Mapping[str, Floats]:
        """The unit vector from the target to each light that stands somewhere, shape (3,)."""
        ...

    def draw(self, pose: Sequence[float] | Floats) -> Floats:
        """Every light's picture at a pose, shape (lights, n, 3)."""
        ...

    def draw_with_slopes(self, pose: Sequence[float] | Floats) -> Drawn:
        """The same, with what the pose does to it."""
        ...
