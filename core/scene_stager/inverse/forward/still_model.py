# SPDX-License-Identifier: Apache-2.0
"""The analytic model of a still whose camera is a guess too: dip, lens and floor are knobs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from scene_stager.inverse.forward.analytic import AMBIENT, KEY, AnalyticModel, ways_to
from scene_stager.inverse.forward.still_sight import sight_of
from scene_stager.inverse.least_squares.model import Drawn, Knob
from scene_stager.inverse.still.points import CameraGuess, StillPoints, SubjectShape
from scene_stager.maths.arrays import Floats
from scene_stager.preview.shading import Plastic
from scene_stager.shot.lighting.usual_set import USUAL_HEIGHT_M, LampPose

# Of each number: unit, bounds, scale. House defaults, not measured.
CAMERA = (
    Knob("camera_dip_deg", "deg", -25.0, 60.0, 5.0),
    Knob("camera_focal_mm", "mm", 14.0, 200.0, 20.0),
    Knob("subject_lift_m", "m", -0.3, 0.6, 0.02),
)
# How far each is nudged for its slope: house defaults, small beside what matters of each.
NUDGE = (0.25, 0.02, 0.01)  # degrees; share of the focal length; share of the subject's height
MOST_KEPT = 24  # models of cameras that were drawn: house default


@dataclass(slots=True)
class StillModel:
    """Lamps round a still's subject. `free` names the lamps' knobs; the camera's three come last.

    With a `fixed` camera there are no knobs for it. The camera's slopes are differences: its
    geometry is drawn again a little to one side. All others are the analytic model's own.
    """

    points: StillPoints
    shape: SubjectShape
    view: CameraGuess
    subject: Plastic
    lamps: Mapping[str, LampPose]
    free: tuple[str, ...]
    haze_per_m: float = 0.0
    fixed: bool = False
    name: str = "analytic"
    _kept: dict[tuple[float, ...], AnalyticModel] = field(init=False, default_factory=dict)

    @property
    def lights(self) -> tuple[str, ...]:
        """The lamps, then the sky."""
        return (*self.lamps, AMBIENT)

    @property
    def leading(self) -> str:
        """The key: by its place one arrangement is told from another."""
        return KEY

    @property
    def knobs(self) -> tuple[Knob, ...]:
        """The lamps' knobs, then the camera's."""
        return self.here.knobs + (() if self.fixed else CAMERA)

    @property
    def here(self) -> AnalyticModel:
        """The model for the camera that was given."""
        return self.at(self.view)

    def lamps_at_usual_height(self) -> dict[str, LampPose]:
        """The lamps as they would stand round a subject of the usual height."""
        scale = USUAL_HEIGHT_M / self.view.height_m
        return {n: replace(p, distance_m=p.distance_m * scale) for n, p in self.lamps.items()}

    def weights(self) -> Floats:
        """Which points are compared, for the camera that was given; shape (n,)."""
        return sight_of(self.points, self.shape, self.view, self.subject)[1]

    @property
    def knob_names(self) -> tuple[str, ...]:
        """The names of a pose's numbers, in order."""
        return self.free if self.fixed else (*self.free, *(knob.name for knob in CAMERA))

    def named(self, pose: Sequence[float] | Floats) -> dict[str, float]:
        """A pose's numbers by name."""
        numbers = np.asarray(pose, dtype=np.float64).tolist()
        return dict(zip(self.knob_names, numbers, strict=True))

    def ways(self, pose: Sequence[float] | Floats) -> Mapping[str, Floats]:
        """The unit vector from the target to each lamp, shape (3,)."""
        return ways_to(self.lamps, self.named(pose))

    def pose(self, **changed: float) -> Floats:
        """The pose as given, with some numbers changed by name."""
        own = self.here.pose(**changed)
        if self.fixed:
            return own
        camera = [
            changed.get("camera_dip_deg", self.view.dip_deg),
            changed.get("camera_focal_mm", self.view.focal_mm),
            changed.get("subject_lift_m", self.view.lift_m),
        ]
        return np.concatenate([own, camera])

    def draw(self, pose: Sequence[float] | Floats) -> Floats:
        """Every light's picture at a pose, shape (lights, n, 3)."""
        lamps, view = self.split(pose)
        return self.at(view).draw(lamps)

    def draw_with_slopes(self, pose: Sequence[float] | Floats) -> Drawn:
        """The same, with slopes; the camera's numbers are physical quantities of their own."""
        lamps, view = self.split(pose)
        drawn = self.at(view).draw_with_slopes(lamps)
        if self.fixed:
            return drawn
        nudged = (
            (replace(view, dip_deg=view.dip_deg + NUDGE[0]), NUDGE[0]),
            (replace(view, focal_mm=view.focal_mm * (1.0 + NUDGE[1])), view.focal_mm * NUDGE[1]),
            (
                replace(view, lift_m=view.lift_m + NUDGE[2] * view.height_m),
                NUDGE[2] * view.height_m,
            ),
        )
        turned = [(self.at(one).draw(lamps) - drawn.unit) / by for one, by in nudged]
        count, knobs = drawn.physical.shape
        physical = np.zeros((count + len(turned), knobs + len(turned)))
        physical[:count, :knobs] = drawn.physical
        physical[count:, knobs:] = np.eye(len(turned))
        slopes = np.concatenate([drawn.slopes, np.stack(turned, axis=1)], axis=1)
        return Drawn(drawn.unit, physical, slopes)

    def at(self, view: CameraGuess) -> AnalyticModel:
        """The model for one camera; the last few are kept."""
        key = (view.dip_deg, view.focal_mm, view.lift_m)
        found = self._kept.get(key)
        if found is None:
            sight, _ = sight_of(self.points, self.shape, view, self.subject)
            found = AnalyticModel(sight, self.lamps, self.free, haze_per_m=self.haze_per_m)
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = found
        return found

    def split(self, pose: Sequence[float] | Floats) -> tuple[Floats, CameraGuess]:
        """A pose as the lamps' own, and the camera that it says."""
        every = np.asarray(pose, dtype=np.float64)
        if self.fixed:
            return every, self.view
        dip, focal, lift = (float(value) for value in every[-len(CAMERA) :])
        return every[: -len(CAMERA)], replace(self.view, dip_deg=dip, focal_mm=focal, lift_m=lift)
