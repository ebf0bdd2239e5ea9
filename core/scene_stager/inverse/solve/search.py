# SPDX-License-Identifier: Apache-2.0
"""Where to begin: every side and height of the key, under every likely camera, by linear solves.

Not one of these is a Newton step: a guess is drawn, the strengths are solved, the cost is noted.
The best few of different kinds are handed to the damped steps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from scene_stager.inverse.forward.analytic import LampPose
from scene_stager.inverse.forward.still_model import StillModel, still_model
from scene_stager.inverse.least_squares.calibrate import (
    LUMINANCE,
    Doubt,
    Guess,
    Prior,
    Problem,
    apart_deg,
    asked_metric,
    judged,
)
from scene_stager.inverse.least_squares.variable_projection import without_linear
from scene_stager.inverse.still.points import USUAL_HEIGHT_M, Points, Shape, View
from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.luminance import MIDDLE_GREY
from scene_stager.preview.shading import Plastic

AZIMUTHS_DEG = (12.0, 45.0, 80.0, 115.0)
ELEVATIONS_DEG = (10.0, 33.0, 60.0)
FOCALS_MM = (28.0, 50.0, 90.0)
EDGE_DIPS_DEG = (4.0, 2.0, 7.0)  # the horizon above a floor that is seen to end
OPEN_DIPS_DEG = (6.0, 1.0, 11.0)  # above the picture's upper edge, when no end is seen
DIRECTIONS_KEPT = 5
SURE_DEG, SURE_FOCAL = 1.0, 0.06  # how sure lines are of the horizon, and of the focal length
OTHER_DEG = 22.0
BROUGHT_NEARER = 3
NEARER_DEG = ((16.0, 12.0), (7.0, 6.0))  # azimuth and height, wide then narrow
LOWEST_DEG, HIGHEST_DEG = 2.0, 82.0
FARTHEST_DEG = 120.0  # of azimuth: what shines from further behind is a rim
SOFTNESSES_DEG = (5.0, 20.0)
LIFTED = 0.04  # of the subject's height
HAZE_DRAWN_PER_M, MOST_AIR, TURNS = 0.03, 4.0, 3
LEAST_SHARE, MOST_SHARE = (0.3, 0.3, 0.3), (2.0, 2.0, 2.0)  # of the usual lightness
FILL_UNDER_KEY = 0.125  # three stops: house default
SOFTENING = 0.08  # a point that is further off than this, relative, is the balloon's fault
SOFTENING_ALONE = 0.15  # without a floor there is only the balloon

# House defaults, not measured, but for the sides, which are the vocabulary's.
KEY = LampPose(45.0, 35.0, 4.4, 11.0)
FILL = LampPose(-40.0, 15.0, 4.4, 32.0)
RIMS = {
    "rim_left": LampPose(-145.0, 35.0, 3.8, 8.0),
    "rim_right": LampPose(145.0, 35.0, 3.8, 8.0),
    "backlight": LampPose(180.0, 35.0, 3.8, 8.0),
}
# A subject alone has a pattern of its own: some thirty patches of hair, skin and cloth, each a
# quarter off; and dark hair may not pull the light down more than skin lifts it. House defaults.
PATTERNED = Doubt(error=0.25, independent=30.0, dark=0.5)
KEY_IS_ABOVE = Prior(30.0, 15.0)  # of a subject alone: dark hair is not a light from below
SUBJECT = Plastic((0.45, 0.45, 0.45), 0.5, 0.5)
PRIORS: Mapping[str, Prior] = {
    "key_softness_deg": Prior(11.0, 8.0),
    "key_distance_m": Prior(4.4, 1.2),
    "haze_per_m": Prior(0.0, 0.06),
    "subject_albedo_r": Prior(0.45, 0.2),
    "subject_albedo_g": Prior(0.45, 0.2),
    "subject_albedo_b": Prior(0.45, 0.2),
    "camera_focal_mm": Prior(50.0, 30.0),
    "subject_lift_m": Prior(0.0, 0.07),
}
FREE = (
    "key_azimuth_deg",
    "key_elevation_deg",
    "key_softness_deg",
    "key_distance_m",
    "haze_per_m",
    "subject_albedo_r",
    "subject_albedo_g",
    "subject_albedo_b",
)


ON_SUBJECT = tuple(name for name in FREE if name not in ("key_distance_m", "haze_per_m"))


@dataclass(frozen=True, slots=True)
class Start:
    """A guess that is worth stepping from: the key's side, the camera, the key, the air, and how
    light the subject is."""

    side: int
    view: View
    azimuth_deg: float
    elevation_deg: float
    cost: float
    albedo: tuple[float, float, float] = SUBJECT.albedo_rgb
    haze_per_m: float = 0.0
    softness_deg: float = KEY.softness_deg


def problem_of(
    points: Points, shape: Shape, view: View, side: int, subject: Plastic = SUBJECT
) -> Problem:
    """A still as a problem, for a camera to begin with and the key on one side of it (+1 right).

    One picture has no scale: what is thought of metres beforehand grows with the subject's height.
    """
    scale = view.height_m / USUAL_HEIGHT_M
    lamps = {
        "key": replace(KEY, azimuth_deg=side * KEY.azimuth_deg),
        "fill": replace(FILL, azimuth_deg=side * FILL.azimuth_deg),
        **RIMS,
    }
    lamps = {n: replace(lamp, distance_m=lamp.distance_m * scale) for n, lamp in lamps.items()}
    free, haze = (FREE, 0.01 / scale) if view.ground else (ON_SUBJECT, 0.0)
    model = StillModel(
        points, shape, view, subject, lamps, free, haze_per_m=haze, fixed=not view.ground
    )
    level = float(np.mean((points.rgb @ LUMINANCE)[points.weights > 0])) / MIDDLE_GREY
    blocks = {
        "subject": points.subject,
        "floor": ~(points.subject | points.sky),
        "sky": points.sky,
    }
    return Problem(
        model,
        points.rgb,
        model.weights(),
        blocks,
        _priors(view),
        softening=SOFTENING if view.ground else SOFTENING_ALONE,
        beliefs=_beliefs(model.lights, view.ground) / max(level, 1e-9),
        doubt=Doubt() if view.ground else PATTERNED,
    )


def _beliefs(lights: Sequence[str], ground: bool) -> Floats:
    """Sums of lights that are thought to be nought, in units of the light that exposes the still.

    The fill is thought to be a share of the key. On a subject alone a rim is thought to be no more
    than it: on a subject that is no balloon, rims would else explain what is light in itself.

    shapes   (1 or 4, lights)
    """
    rows = np.zeros((1 if ground else 1 + len(RIMS), len(lights)))
    rows[0, lights.index("fill")], rows[0, lights.index("key")] = 1.0, -FILL_UNDER_KEY
    rows[0] /= FILL_UNDER_KEY
    for row, rim in zip(rows[1:], RIMS, strict=False):
        row[lights.index(rim)] = 1.0
    return rows


def _priors(view: View) -> dict[str, Prior]:
    """What is thought of each number before the still is looked at, for a camera to begin with."""
    dips, spread = (EDGE_DIPS_DEG, 3.0) if view.edge_share > 0 else (OPEN_DIPS_DEG, 5.0)
    own = {
        name: _scaled(PRIORS[name], factor)
        for name, factor in _in_metres(view.height_m / USUAL_HEIGHT_M).items()
    }
    priors = {
        **PRIORS,
        **own,
        "camera_dip_deg": Prior(dips[0], spread),
    }
    if not view.ground:
        priors["key_elevation_deg"] = KEY_IS_ABOVE
    if view.sure:
        priors["camera_dip_deg"] = Prior(0.0, SURE_DEG)
        priors["camera_focal_mm"] = Prior(view.focal_mm, SURE_FOCAL * view.focal_mm)
    return priors


def _in_metres(scale: float) -> dict[str, float]:
    """Factors of the priors that are in metres, or per metre."""
    return {"key_distance_m": scale, "haze_per_m": 1.0 / scale, "subject_lift_m": scale}


def _scaled(prior: Prior, factor: float) -> Prior:
    return Prior(prior.mean * factor, prior.deviation * factor)


def starts(
    points: Points, shape: Shape, edge_share: float, *, kept: int = 2, sure: View | None = None
) -> tuple[list[Start], int]:
    """The best few guesses of different kinds, and how many were drawn.

    A camera that is `sure` is the only one that is tried. The best few are brought nearer.

    shapes   `points` may be few: this is a coarse look
    """
    dips = EDGE_DIPS_DEG if edge_share > 0 else OPEN_DIPS_DEG
    first = [View(focal, dips[0], edge_share=edge_share) for focal in FOCALS_MM]
    rest = [View(f, dip, edge_share=edge_share) for f in FOCALS_MM for dip in dips[1:]]
    if sure is not None:
        first, rest = [sure], []
    every = [(a, e) for a in AZIMUTHS_DEG for e in ELEVATIONS_DEG]
    ask = _Asker(points, shape)
    found = [ask(side, view, side * a, e) for view in first for side in (-1, 1) for a, e in every]
    for one in _different(found, DIRECTIONS_KEPT):
        found += [ask(one.side, view, one.azimuth_deg, one.elevation_deg) for view in rest]
    best = _different(found, kept)
    nearer = [_nearer(ask, one) for one in best[:BROUGHT_NEARER]]
    return _different([*nearer, *found], kept), ask.drawn


def _nearer(ask: _Asker, start: Start) -> Start:
    """A guess brought nearer by more looks: a parabola through three at a time, along the key's
    azimuth and height in turn, then harder and softer light, and a higher subject."""
    best = start
    for across, up in NEARER_DEG:
        for by_azimuth, by_height in ((across, 0.0), (0.0, up)):
            here, sides = best, []
            for way in (-1.0, 1.0):
                sides.append(ask.beside(here, way * by_azimuth, way * by_height))
            below, above = (side.cost for side in sides)
            bend = below - 2.0 * here.cost + above
            if bend > 0:
                share = min(max(0.5 * (below - above) / bend, -1.0), 1.0)
                if 0.1 < abs(share) < 1.0:
                    sides.append(ask.beside(here, share * by_azimuth, share * by_height))
            best = min((here, *sides), key=lambda one: one.cost)
    softer = [ask.beside(best, softness_deg=s) for s in SOFTNESSES_DEG]
    best = min((best, *softer), key=lambda one: one.cost)
    lifted = replace(best.view, lift_m=best.view.lift_m + LIFTED * best.view.height_m)
    return min((best, ask.beside(best, view=lifted)), key=lambda one: one.cost)


@dataclass(slots=True)
class _Asker:
    """Draws guesses and counts them, with the model of each side and camera built once."""

    points: Points
    shape: Shape
    drawn: int = 0
    _known: dict[tuple[int, View], Problem] = field(init=False, default_factory=dict)

    def __call__(
        self,
        side: int,
        view: View,
        azimuth_deg: float,
        elevation_deg: float,
        softness_deg: float = KEY.softness_deg,
    ) -> Start:
        problem = self._known.get((side, view))
        if problem is None:
            problem = problem_of(self.points, self.shape, view, side)
            self._known[(side, view)] = problem
        self.drawn += 1
        key = {
            "key_azimuth_deg": azimuth_deg,
            "key_elevation_deg": elevation_deg,
            "key_softness_deg": softness_deg,
        }
        cost, albedo, haze = _look(problem, key)
        return Start(side, view, azimuth_deg, elevation_deg, cost, albedo, haze, softness_deg)

    def beside(
        self,
        start: Start,
        by_azimuth: float = 0.0,
        by_height: float = 0.0,
        *,
        softness_deg: float | None = None,
        view: View | None = None,
    ) -> Start:
        """A guess a little to one side of another."""
        return self(
            start.side,
            start.view if view is None else view,
            min(max(start.azimuth_deg + by_azimuth, -FARTHEST_DEG), FARTHEST_DEG),
            min(max(start.elevation_deg + by_height, LOWEST_DEG), HIGHEST_DEG),
            start.softness_deg if softness_deg is None else softness_deg,
        )


def _look(
    problem: Problem, key: Mapping[str, float]
) -> tuple[float, tuple[float, float, float], float]:
    """What a guess costs once the subject is as light as it seems and the air as thick, and both.

    Lights, lightness and air each enter the picture as a factor: solved in turn, none is a step of
    Newton's. Two draws, in clear air and in thin haze, say how the air changes each light.
    """
    model = still_model(problem.model)
    thin = HAZE_DRAWN_PER_M * USUAL_HEIGHT_M / model.view.height_m
    clear, hazy = (model.draw(model.pose(**key, haze_per_m=haze)) for haze in (0.0, thin))
    pose = model.pose(**key)
    where = [knob.name == "haze_per_m" for knob in model.knobs]
    ours = model.points.subject
    factors, metric = np.array([0.1, 1.0, 1.0, 1.0]), problem.ruler()
    for turn in range(TURNS):
        pose[where] = factors[0] * thin
        unit = clear + factors[0] * (hazy - clear)
        unit = unit * np.where(ours[:, None], factors[1:], 1.0)
        found = judged(problem, pose, unit, metric)
        if turn == TURNS - 1:
            break
        metric = asked_metric(found)
        slopes = np.zeros((4, *found.picture.shape))
        slopes[0] = np.einsum("lc,lnc->nc", found.intensities, hazy - clear)
        for c in range(3):
            slopes[1 + c, ours, c] = found.picture[ours, c] / factors[1 + c]
        moved = factors + _beside_the_lights(found, unit, slopes, metric)
        factors = np.clip(moved, (0.0, *LEAST_SHARE), (MOST_AIR, *MOST_SHARE))
    r, g, b = (
        min(float(a * s), 0.95) for a, s in zip(SUBJECT.albedo_rgb, factors[1:], strict=True)
    )
    return found.cost, (r, g, b), float(factors[0]) * thin


def _beside_the_lights(guess: Guess, unit: Floats, slopes: Floats, metric: Floats) -> Floats:
    """How far to turn other factors of the picture, the lights following at their best.

    shapes   unit (lights, n, 3), slopes (k, n, 3), metric (n,) -> (k,)
    """
    many, miss = len(slopes), guess.picture - guess.problem.observed
    whole, right = np.zeros((many, many)), np.zeros(many)
    for c in range(3):
        lit = unit[guess.intensities[:, c] > 0, :, c]
        columns = np.concatenate([slopes[:, :, c], lit])
        weighed = columns * metric
        small, low = without_linear(weighed @ columns.T, weighed @ miss[:, c], many)
        whole, right = whole + small, right + low
    ridge = 1e-6 * np.trace(whole) + 1e-300
    moved: Floats = -np.linalg.solve(whole + ridge * np.eye(many), right)
    return moved


def _different(found: Sequence[Start], count: int) -> list[Start]:
    kept: list[Start] = []
    for one in sorted(found, key=lambda start: start.cost):
        if all(_apart(one, other) > OTHER_DEG for other in kept):
            kept.append(one)
        if len(kept) == count:
            break
    return kept


def pose_of(start: Start, model: StillModel) -> Floats:
    """A start as a pose of its model."""
    names = ("subject_albedo_r", "subject_albedo_g", "subject_albedo_b")
    return model.pose(
        key_azimuth_deg=start.azimuth_deg,
        key_elevation_deg=start.elevation_deg,
        key_softness_deg=start.softness_deg,
        haze_per_m=start.haze_per_m * start.view.height_m / model.view.height_m,
        **dict(zip(names, start.albedo, strict=True)),
    )


def _apart(one: Start, other: Start) -> float:
    return apart_deg(*(_way(s.azimuth_deg, s.elevation_deg) for s in (one, other)))


def _way(azimuth_deg: float, elevation_deg: float) -> Floats:
    a, e = np.radians([azimuth_deg, elevation_deg])
    return np.array([np.sin(a) * np.cos(e), -np.cos(a) * np.cos(e), np.sin(e)])
