# SPDX-License-Identifier: Apache-2.0
"""Which way is up in a mesh's file and how long its unit is, where the format does not say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.maths.arrays import Floats
from scene_stager.moks.mesh_files._polygons import UPRIGHT

UNITS_M = {"m": 1.0, "cm": 0.01, "mm": 0.001, "in": 0.0254, "ft": 0.3048}


@dataclass(frozen=True, slots=True)
class FileFrame:
    """The axis that points up, and the unit of length. Raises InputError for others than these."""

    up: str = "z"
    unit: str = "m"

    def __post_init__(self) -> None:
        ways, units = [way.lower() for way in UPRIGHT], list(UNITS_M)
        for where, found, known in (("--up", self.up, ways), ("--unit", self.unit, units)):
            if found not in known:
                raise InputError(Mistake(where, shorten(found), " or ".join(known)))

    def __str__(self) -> str:
        return f"+{self.up} up, {self.unit}"

    def stage_from_file(self) -> Floats:
        """The matrix to metres and +z up.

        shapes   (4, 4), on columns
        units    those of the file in, metres out
        source   the definition; inch and foot are the international ones of 1959
        """
        return UPRIGHT[self.up.upper()] @ np.diag([*[UNITS_M[self.unit]] * 3, 1.0])
