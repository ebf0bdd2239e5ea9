# SPDX-License-Identifier: Apache-2.0
"""From the stage to Maya and back: centimetres, and +y up unless the scene has +z up.

With C = (x, z, -y) for +y up: places are 100 C p, things that look along -z (cameras, lights, rigs)
are turned by C R, and things without a front (targets, stand-ins) by C R C^T, so that what stands
straight on the stage stands straight in Maya. With +z up, C is nothing at all.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from scene_stager.hosts.euler import Matrix, Vector, matrix_from_wxyz
from scene_stager.moks.take import Channel

CM_PER_M = 100.0
MM_PER_CM = 10.0
MM_PER_INCH = 25.4


@dataclass(frozen=True)
class Axes:
    """How the numbers of a Maya scene follow from those of the stage; `up` is "y" or "z"."""

    up: str = "y"

    @property
    def calm_order(self) -> str:
        """The order of turns whose poles are straight up and down for what looks along -z."""
        return "zxy" if self.up == "y" else "xyz"

    def vector(self, stage: Sequence[float]) -> Vector:
        """A direction or a length, in the stage's own unit."""
        x, y, z = stage
        return (x, z, -y) if self.up == "y" else (x, y, z)

    def place_cm(self, stage_m: Sequence[float]) -> Vector:
        """A place, in centimetres."""
        x, y, z = self.vector(stage_m)
        return x * CM_PER_M, y * CM_PER_M, z * CM_PER_M

    def columns(self, channel: Channel, factor: float = 1.0) -> list[array[float]]:
        """A channel of directions or places as x, y and z in Maya."""
        x, y, z = (channel.column(n) for n in range(3))
        turned = ((x, factor), (z, factor), (y, -factor))
        rows = turned if self.up == "y" else ((x, factor), (y, factor), (z, factor))
        return [array("d", [scale * value for value in column]) for column, scale in rows]

    def turn(self, wxyz: Sequence[float], looks: bool) -> Matrix:
        """A turn of the stage, for something that looks along -z or that has no front."""
        one = matrix_from_wxyz(wxyz)
        if self.up != "y":
            return one
        (a, b, c), (d, e, f), (g, h, i) = one
        if looks:
            return (a, b, c), (g, h, i), (-d, -e, -f)
        return (a, c, -b), (g, i, -h), (-d, -f, e)
