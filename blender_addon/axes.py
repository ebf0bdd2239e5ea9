# SPDX-License-Identifier: GPL-3.0-or-later
"""From the stage to Blender. The axes are the same: right-handed, +z up, cameras look down -z.

Only the length of a unit may differ: a scene's unit scale says how many metres one unit is.
"""

from __future__ import annotations

from dataclasses import dataclass

from scene_stager.maths.optics.host_light_units import (
    blender_sun_strength,
    blender_watts,
    blender_world_strength,
)


@dataclass(frozen=True)
class Axes:
    """How the numbers of one scene follow from those of the stage."""

    metres_per_unit: float = 1.0

    @property
    def per_metre(self) -> float:
        """Scene units in a metre."""
        return 1.0 / self.metres_per_unit

    def watts_per_cd(self, shape: str) -> float:
        """What Blender asks for to get one candela; it spreads over squared scene units."""
        return blender_watts(shape, 1.0) * self.per_metre**2

    def sun_per_lx(self) -> float:
        """Strength of a sun for one lux across the beam."""
        return blender_sun_strength(1.0)

    def sky_per_nit(self) -> float:
        """Strength of a world background for one nit."""
        return blender_world_strength(1.0)
