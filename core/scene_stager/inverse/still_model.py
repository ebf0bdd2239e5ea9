# SPDX-License-Identifier: Apache-2.0
"""The analytic model of a still whose camera is a guess too: dip and focal length are knobs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from scene_stager.inverse.forward._model import Drawn, Knob
from scene_stager.inverse.forward.analytic import AMBIENT, AnalyticModel, LampPose
from scene_stager.inverse.still import Points, Shape, View, sight_of
from scene_stager.preview.shading import Plastic

Floats = NDArray[np.float64]

CAMERA = (
    Knob("camera_dip_deg", "deg", -25.0, 60.0, 5.0),
    Knob("camera_focal_mm", "mm", 14.0, 200.0, 20.0),
)
NUDGE = (0.25, 0.02)  # degrees; share of the focal length
MOST_KEPT = 24


@dataclass(slots=True)
class StillModel:
    """Lamps round a still's subject. `free` names the lamps' knobs; the camera's two come last.

    With a `fixed` camera there are no knobs for it. The camera's slopes are differences: its
    geometry is drawn again a little to one side. All others are the analytic model's own.
    """

    points: Points
    shape: Shape
    view: View
    subject: Plastic
    lamps: Mapping[str, LampPose]
    free: tuple[str, ...]
    haze_per_m: float = 0.0
    fixed: bool = False
    name: str = "analytic"
    _kept: dict[tuple[float, float], AnalyticModel] = field(init=False, default_factory=dict)

    @property
    def lights(self) -> tuple[str, ...]:
        """The lamps, then the sky."""
        return (*self.lamps, AMBIENT)

    @property
    def knobs(self) -> tuple[Knob, ...]:
        """The lamps' knobs, then the camera's."""
        return self.here.knobs + (() if self.fixed else CAMERA)

    @property
    def here(self) -> AnalyticModel:
        """The model for the camera that was given."""
        return self.at(self.view.dip_deg, self.view.focal_mm)

    def weights(self) -> Floats:
        """Which points are compared, for the camera that was given; shape (n,)."""
        return sight_of(self.points, self.shape, self.view, self.subject)[1]

    def pose(self, **changed: float) -> Floats:
        """The pose as given, with some numbers changed by name."""
        own = self.here.pose(**changed)
        if self.fixed:
            return own
        camera = [
            changed.get("camera_dip_deg", self.view.dip_deg),
            changed.get("camera_focal_mm", self.view.focal_mm),
        ]
        return np.concatenate([own, camera])

    def draw(self, pose: Sequence[float] | Floats) -> Floats:
        """Every light's picture at a pose, shape (lights, n, 3)."""
        lamps, dip, focal = self._split(np.asarray(pose, dtype=np.float64))
        return self.at(dip, focal).draw(lamps)

    def draw_with_slopes(self, pose: Sequence[float] | Floats) -> Drawn:
        """The same, with slopes; the camera's two numbers are physical quantities of their own."""
        lamps, dip, focal = self._split(np.asarray(pose, dtype=np.float64))
        drawn = self.at(dip, focal).draw_with_slopes(lamps)
        if self.fixed:
            return drawn
        turned = (self.at(dip + NUDGE[0], focal).draw(lamps) - drawn.unit) / NUDGE[0]
        longer = focal * (1.0 + NUDGE[1])
        zoomed = (self.at(dip, longer).draw(lamps) - drawn.unit) / (longer - focal)
        count, knobs = drawn.physical.shape
        physical = np.zeros((count + 2, knobs + 2))
        physical[:count, :knobs] = drawn.physical
        physical[count:, knobs:] = np.eye(2)
        slopes = np.concatenate([drawn.slopes, turned[:, None], zoomed[:, None]], axis=1)
        return Drawn(drawn.unit, physical, slopes)

    def at(self, dip_deg: float, focal_mm: float) -> AnalyticModel:
        """The model for one camera; the last few are kept."""
        key = (float(dip_deg), float(focal_mm))
        found = self._kept.get(key)
        if found is None:
            view = replace(self.view, dip_deg=key[0], focal_mm=key[1])
            sight, _ = sight_of(self.points, self.shape, view, self.subject)
            found = AnalyticModel(sight, self.lamps, self.free, haze_per_m=self.haze_per_m)
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = found
        return found

    def _split(self, pose: Floats) -> tuple[Floats, float, float]:
        if self.fixed:
            return pose, self.view.dip_deg, self.view.focal_mm
        return pose[:-2], float(pose[-2]), float(pose[-1])
