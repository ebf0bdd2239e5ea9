# SPDX-License-Identifier: Apache-2.0
"""Multi-start: every side and height of the key, under every likely camera, by linear solves.

Not one of these is a Newton step: a guess is drawn, the strengths are solved, the cost is noted.
The best few of different kinds are handed to the damped steps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from scene_stager.inverse.forward.analytic import toward
from scene_stager.inverse.forward.still_model import StillModel
from scene_stager.inverse.least_squares.problem import (
    Guess,
    Problem,
    evaluate_linear,
    irls_weights,
)
from scene_stager.inverse.least_squares.ranking import apart_deg
from scene_stager.inverse.least_squares.variable_projection import schur_complement
from scene_stager.inverse.solve.still_problem import (
    EDGE_DIPS_DEG,
    OPEN_DIPS_DEG,
    SUBJECT,
    problem_of,
)
from scene_stager.inverse.still.points import CameraGuess, StillPoints, SubjectShape
from scene_stager.maths.arrays import Floats
from scene_stager.shot.lighting.usual_set import KEY, USUAL_HEIGHT_M

# House defaults, tried on the development stills, from here on.
AZIMUTHS_DEG = (12.0, 45.0, 80.0, 115.0)  # of the key, on each side
ELEVATIONS_DEG = (10.0, 33.0, 60.0)
FOCALS_MM = (28.0, 50.0, 90.0)
DIRECTIONS_KEPT = 5  # that are tried under the other cameras too
OTHER_DEG = 22.0  # keys further apart than this are of different kinds
BROUGHT_NEARER = 3  # of the best
NEARER_DEG = ((16.0, 12.0), (7.0, 6.0))  # azimuth and height, wide then narrow
LEAST_SHARE = 0.1  # of such a distance: a parabola's foot that near or nearer is not drawn
LOWEST_DEG, HIGHEST_DEG = 2.0, 82.0
FARTHEST_DEG = 120.0  # of azimuth: what shines from further behind is a rim
SOFTNESSES_DEG = (5.0, 20.0)
LIFTED = 0.04  # of the subject's height
TURNS = 3  # of lights, then lightness and air
THIN_PER_M, FIRST_AIR, MOST_AIR = 0.03, 0.1, 4.0  # haze that is drawn; air in shares of it
LEAST_LIGHT, MOST_LIGHT = (0.3, 0.3, 0.3), (2.0, 2.0, 2.0)  # shares of the usual lightness
WHITEST = 0.95  # albedo
LEAST_RIDGE = 1e-6  # of the small system's trace


@dataclass(frozen=True, slots=True)
class Start:
    """A guess that is worth stepping from: the key's side, the camera, the key, the air, and how
    light the subject is."""

    side: int
    view: CameraGuess
    azimuth_deg: float
    elevation_deg: float
    cost: float
    albedo: tuple[float, float, float] = SUBJECT.albedo_rgb
    haze_per_m: float = 0.0
    softness_deg: float = KEY.softness_deg


def starts(
    points: StillPoints,
    shape: SubjectShape,
    edge_share: float,
    *,
    kept: int = 2,
    sure: CameraGuess | None = None,
) -> tuple[list[Start], int]:
    """The best few guesses of different kinds, and how many were drawn.

    A camera that is `sure` is the only one that is tried. The best few are brought nearer.

    shapes   `points` may be few: this is a coarse look
    """
    dips = EDGE_DIPS_DEG if edge_share > 0 else OPEN_DIPS_DEG
    first = [CameraGuess(focal, dips[0], edge_share=edge_share) for focal in FOCALS_MM]
    rest = [CameraGuess(f, dip, edge_share=edge_share) for f in FOCALS_MM for dip in dips[1:]]
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
            best = _on_a_parabola(ask, best, by_azimuth, by_height)
    softer = [ask.beside(best, softness_deg=s) for s in SOFTNESSES_DEG]
    best = min((best, *softer), key=lambda one: one.cost)
    lifted = replace(best.view, lift_m=best.view.lift_m + LIFTED * best.view.height_m)
    return min((best, ask.beside(best, view=lifted)), key=lambda one: one.cost)


def _on_a_parabola(ask: _Asker, here: Start, by_azimuth: float, by_height: float) -> Start:
    """The best of a guess, one on either side, and the foot of the parabola through the three.

    With costs f(-1), f(0), f(1) the foot is (f(-1) - f(1)) / (2 (f(-1) - 2 f(0) + f(1))).
    """
    sides = [ask.beside(here, way * by_azimuth, way * by_height) for way in (-1.0, 1.0)]
    below, above = (side.cost for side in sides)
    bend = below - 2.0 * here.cost + above
    if bend > 0:
        share = min(max(0.5 * (below - above) / bend, -1.0), 1.0)
        if LEAST_SHARE < abs(share) < 1.0:
            sides.append(ask.beside(here, share * by_azimuth, share * by_height))
    return min((here, *sides), key=lambda one: one.cost)


@dataclass(slots=True)
class _Asker:
    """Draws guesses and counts them, with the model of each side and camera built once."""

    points: StillPoints
    shape: SubjectShape
    drawn: int = 0
    _known: dict[tuple[int, CameraGuess], Problem[StillModel]] = field(
        init=False, default_factory=dict
    )

    def __call__(
        self,
        side: int,
        view: CameraGuess,
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
        cost, albedo, haze = _evaluate_coarsely(problem, key)
        return Start(side, view, azimuth_deg, elevation_deg, cost, albedo, haze, softness_deg)

    def beside(
        self,
        start: Start,
        by_azimuth: float = 0.0,
        by_height: float = 0.0,
        *,
        softness_deg: float | None = None,
        view: CameraGuess | None = None,
    ) -> Start:
        """A guess a little to one side of another."""
        return self(
            start.side,
            start.view if view is None else view,
            min(max(start.azimuth_deg + by_azimuth, -FARTHEST_DEG), FARTHEST_DEG),
            min(max(start.elevation_deg + by_height, LOWEST_DEG), HIGHEST_DEG),
            start.softness_deg if softness_deg is None else softness_deg,
        )


def _evaluate_coarsely(
    problem: Problem[StillModel], key: Mapping[str, float]
) -> tuple[float, tuple[float, float, float], float]:
    """Evaluate a place of the key once the subject is as light, and the air as thick, as it seems.

    Light l is drawn twice, in clear air as c_l and in thin haze as z_l. With q = (q_0, q_r, q_g,
    q_b), air in shares of the thin haze and lightness in shares of the usual one, its picture is

        u_l(q) = (c_l + q_0 (z_l - c_l)) q_rgb   on the subject, and without q_rgb elsewhere
        x      = the strengths that are best for q        (`evaluate_linear`)
        q     <- q - A^-1 b,  A and b the Gauss-Newton system of sum_l x_l u_l(q) in q, with the
                 strengths that are free to move projected out (`schur_complement`), inside bounds

    in turn, each time by the weights that the last picture asks for. Returns the cost, the albedo
    and the haze per metre.
    """
    model = problem.model
    thin = THIN_PER_M * USUAL_HEIGHT_M / model.view.height_m
    clear, hazy = (model.draw(model.pose(**key, haze_per_m=haze)) for haze in (0.0, thin))
    pose = model.pose(**key)
    where = [knob.name == "haze_per_m" for knob in model.knobs]
    ours = model.points.subject
    factors, weights = np.array([FIRST_AIR, 1.0, 1.0, 1.0]), problem.weights()
    for turn in range(TURNS):
        pose[where] = factors[0] * thin
        unit = clear + factors[0] * (hazy - clear)
        unit = unit * np.where(ours[:, None], factors[1:], 1.0)
        guess = evaluate_linear(problem, pose, unit, weights)
        if turn == TURNS - 1:
            break
        weights = irls_weights(guess)
        slopes = np.zeros((4, *guess.picture.shape))
        slopes[0] = np.einsum("lc,lnc->nc", guess.intensities, hazy - clear)
        for c in range(3):
            slopes[1 + c, ours, c] = guess.picture[ours, c] / factors[1 + c]
        moved = factors + _gauss_newton_step(guess, unit, slopes, weights)
        factors = np.clip(moved, (0.0, *LEAST_LIGHT), (MOST_AIR, *MOST_LIGHT))
    r, g, b = (
        min(float(a * s), WHITEST) for a, s in zip(SUBJECT.albedo_rgb, factors[1:], strict=True)
    )
    return guess.cost, (r, g, b), float(factors[0]) * thin


def _gauss_newton_step(
    guess: Guess[StillModel], unit: Floats, slopes: Floats, weights: Floats
) -> Floats:
    """The Gauss-Newton step of other factors of the picture, the lights following at their best.

    shapes   unit (lights, n, 3), slopes (k, n, 3), weights (n,) -> (k,)
    """
    many, miss = len(slopes), guess.picture - guess.problem.observed
    whole, right = np.zeros((many, many)), np.zeros(many)
    for c in range(3):
        lit = unit[guess.intensities[:, c] > 0, :, c]
        columns = np.concatenate([slopes[:, :, c], lit])
        weighed = columns * weights
        small, low = schur_complement(weighed @ columns.T, weighed @ miss[:, c], many)
        whole, right = whole + small, right + low
    ridge = LEAST_RIDGE * np.trace(whole) + 1e-300
    step: Floats = -np.linalg.solve(whole + ridge * np.eye(many), right)
    return step


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
    return apart_deg(*(toward(s.azimuth_deg, s.elevation_deg) for s in (one, other)))
