# SPDX-License-Identifier: Apache-2.0
"""Where the damped steps begin: at the keys that the reading of light thinks likely.

The coarse stage is the reading's own (`reading/lights`): lamps weighed without roles, a camera, and
whatever stands beside the key. Here each of its keys becomes a guess that a picture is drawn from.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from scene_stager.inverse.forward.analytic import ALBEDOS
from scene_stager.inverse.forward.still_model import StillModel
from scene_stager.inverse.least_squares.key_read import KeyRead
from scene_stager.inverse.least_squares.problem import Guess, evaluate_linear, irls_weights
from scene_stager.inverse.least_squares.variable_projection import schur_complement
from scene_stager.inverse.solve.still_problem import SUBJECT, problem_of
from scene_stager.inverse.still.points import CameraGuess, StillPoints
from scene_stager.inverse.still.still import Still
from scene_stager.maths.arrays import Floats
from scene_stager.reading.grid import make_grids
from scene_stager.reading.lights.geometric import doubt_of
from scene_stager.reading.lights.plan import NamedLamp, rim_side_of
from scene_stager.reading.lights.posterior import infer
from scene_stager.reading.lights.problem import pose_problem
from scene_stager.reading.lights.roles import lamps_beside
from scene_stager.reading.lights.stage import StageGuess
from scene_stager.shot.lighting.usual_set import USUAL_HEIGHT_M, LampPose, usual_lamps

# House defaults, tried on the development stills, from here on.
RIVAL_SHARE, RIVAL_DEG = 0.15, 25.0  # keys as dense as that share of the densest, so far apart
TURNS = 3  # of lights, then lightness and air
THIN_PER_M, FIRST_AIR, MOST_AIR = 0.03, 0.1, 4.0  # haze that is drawn; air in shares of it
LEAST_LIGHT, MOST_LIGHT = (0.3, 0.3, 0.3), (2.0, 2.0, 2.0)  # shares of the usual lightness
WHITEST = 0.95  # albedo
LEAST_RIDGE = 1e-6  # of the small system's trace
RIM_NAMES = {"left": "rim_left", "right": "rim_right", "back": "backlight"}


@dataclass(frozen=True, slots=True)
class Start:
    """A guess that is worth stepping from: camera, lamps, air, and how light the subject is."""

    view: CameraGuess
    lamps: Mapping[str, LampPose]
    cost: float = math.inf
    albedo: tuple[float, float, float] = SUBJECT.albedo_rgb
    haze_per_m: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class CoarseReading:
    """Where to begin, and how sure the reading of light is of its own key.

    The first of `starts` has that key, the others follow nearest first. `grounded` says whether the
    guesses stand on a floor that explains what lies round them.
    """

    starts: list[Start]
    key: KeyRead
    grounded: bool


def read_coarsely(still: Still, points: StillPoints, kept: int) -> CoarseReading:
    """The likeliest guesses, by the reading of light.

    shapes   `points` may be few: this is a coarse look
    """
    posterior = infer(pose_problem(make_grids(still.rgb), still.shape.inside, still.shape.normals))
    guess, turned = posterior.stage()
    posed = replace(posterior.problem, turned=turned)
    stage = posed.stage(guess)
    grounded = posterior.explained > 0.0
    view = camera_of(still, guess, grounded)
    key = posterior.key()
    points = points if grounded else points.subject_alone()
    ways = (key, *posterior.others(key, RIVAL_SHARE, RIVAL_DEG))[:kept]
    every = [lamps_beside(posed, stage, way) for way in ways]
    found = [settled(points, still, Start(view, lamps_of(one.named()))) for one in every]
    doubt = doubt_of(posterior, key, every[0], still.mask_confidence, still.outline_by)
    starts = [found[0], *sorted(found[1:], key=lambda one: one.cost)]
    return CoarseReading(starts, KeyRead(model_from_level(key), doubt), grounded)


def model_from_level(way: Floats) -> Floats:
    """A direction (3,) of the level frame in a model's: right, away from the camera, up."""
    return np.asarray(way[[0, 2, 1]] * (1.0, -1.0, 1.0))


def camera_of(still: Still, guess: StageGuess, grounded: bool) -> CameraGuess:
    """A stage of the reading as the camera of a match."""
    if still.camera is not None:
        return still.camera if grounded else replace(still.camera, ground=False)
    rows, columns = still.rgb.shape[:2]
    share = still.edge_share
    view = CameraGuess(guess.focal_mm, 0.0, edge_share=share, ground=grounded, sure=not grounded)
    if not grounded:
        return replace(view, edge_share=0.5, dip_deg=guess.camera_elevation_deg)
    return replace(view, dip_deg=guess.camera_elevation_deg - view.pitch_deg(rows, columns))


def lamps_of(named: tuple[NamedLamp, ...]) -> dict[str, LampPose]:
    """The lamps of a match where the reading saw them; others where they mostly are.

    A rim takes the name of the place that it is nearest to.
    """
    key = named[0]
    lamps = usual_lamps(1 if key.azimuth_deg >= 0.0 else -1)

    def put(name: str, one: NamedLamp) -> None:
        lamps[name] = replace(
            lamps[name], azimuth_deg=one.azimuth_deg, elevation_deg=one.elevation_deg
        )

    for one in sorted(named, key=lambda lamp: lamp.stops):
        if one.role == "rim":
            put(RIM_NAMES[rim_side_of(one.azimuth_deg)], one)
        elif one.role == "fill":
            put("fill", one)
    put("key", key)
    return lamps


def settled(points: StillPoints, still: Still, start: Start) -> Start:
    """A guess once its subject is as light, and its air as thick, as they seem.

    Light l is drawn twice, in clear air as c_l and in thin haze as z_l. With q = (q_0, q_r, q_g,
    q_b), air in shares of the thin haze and lightness in shares of the usual one, its picture is

        u_l(q) = (c_l + q_0 (z_l - c_l)) q_rgb   on the subject, and without q_rgb elsewhere
        x      = the strengths that are best for q        (`evaluate_linear`)
        q     <- q - A^-1 b,  A and b the Gauss-Newton system of sum_l x_l u_l(q) in q, with the
                 strengths that are free to move projected out (`schur_complement`), inside bounds

    in turn, each time by the weights that the last picture asks for.
    """
    problem = problem_of(points, still.shape, start.view, start.lamps)
    model = problem.model
    thin = THIN_PER_M * USUAL_HEIGHT_M / model.view.height_m
    clear, hazy = (model.draw(model.pose(haze_per_m=haze)) for haze in (0.0, thin))
    pose = model.pose()
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
    return replace(start, cost=guess.cost, albedo=(r, g, b), haze_per_m=float(factors[0]) * thin)


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


def pose_of(start: Start, model: StillModel) -> Floats:
    """A start as a pose of its model."""
    return model.pose(
        haze_per_m=start.haze_per_m * start.view.height_m / model.view.height_m,
        **dict(zip(ALBEDOS, start.albedo, strict=True)),
    )
