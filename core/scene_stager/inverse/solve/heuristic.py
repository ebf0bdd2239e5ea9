# SPDX-License-Identifier: Apache-2.0
"""The heuristic mode: thirteen numbers of a picture, and a table tuned by hand that turns knobs.

It is what the geometric mode is measured against, and all that is left when nothing else works: no
slopes, no solve, one picture an iteration. Every gain is a house default, tuned by eye.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from scene_stager.inverse.forward.analytic import ALBEDOS
from scene_stager.inverse.forward.still_model import StillModel
from scene_stager.inverse.least_squares.calibrate import certificate_of
from scene_stager.inverse.least_squares.levenberg_marquardt import Descent, Ended
from scene_stager.inverse.least_squares.problem import LUMINANCE, Guess, Problem
from scene_stager.inverse.least_squares.ranking import Calibration, Solution, rank
from scene_stager.inverse.solve.still_problem import problem_of
from scene_stager.inverse.still.points import DARK_SHARE, CameraGuess, StillPoints, SubjectShape
from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.colour.luminance import MIDDLE_GREY
from scene_stager.shot.lighting.usual_set import SUBJECT_ALBEDO, usual_lamps

# House defaults, tuned by eye, from here on.
MOST_STEPS = 15
CLOSE = 0.06  # natural log: about a twelfth of a stop
FOCAL_MM, DIP_DEG = 45.0, 4.0
# Where the knobs begin; levels are natural logarithms under the still's own.
AZIMUTH_DEG, ELEVATION_DEG, HAZE_PER_M = 40.0, 35.0, 0.005
FILL_UNDER, RIM_UNDER, AMBIENT_UNDER = 2.0, 2.5, 4.0
# How far they may be turned.
FARTHEST_DEG, HIGHEST_DEG, MOST_HAZE_PER_M = 150.0, 85.0, 0.2
LEAST_LOG_ALBEDO, MOST_LOG_ALBEDO = -1.0, 0.7
# Parts of the subject, in half its extent from its middle; shares of its light, in percent.
ASIDE, AT_EDGE, AT_TOP, BESIDE = 0.2, 0.75, 0.8, 1.2
PERCENT, FARTHEST_PERCENT = (10, 92), 25

# What a knob turns by, per unit of what is wanting in a metric.
TABLE: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "azimuth_deg": {"subject_left_right": 16.0, "floor_left_right": 3.0},
        "elevation_deg": {"subject_top_bottom": 12.0},
        "key": {"level": 0.5},
        "fill": {"level": 0.3, "subject_shadow": 0.4},
        "rim_left": {"left_edge": 0.4},
        "rim_right": {"right_edge": 0.4},
        "backlight": {"top_edge": 0.4},
        "ambient": {"background": 0.3, "contrast": -0.3},
        "haze_per_m": {"background": 0.003, "subject_highlight": -0.002},
        "albedo": {"subject_over_floor": 0.3},
        "warmth": {"warmth": 0.5},
    }
)


@dataclass(frozen=True, slots=True)
class _Knobs:
    """Where the knobs stand: angles, natural logs of strengths, haze."""

    azimuth_deg: float
    elevation_deg: float
    key: float
    fill: float
    rim_left: float
    rim_right: float
    backlight: float
    ambient: float
    haze_per_m: float
    albedo: float
    warmth: float


def metrics_of(points: StillPoints, rgb: Floats, weights: Floats) -> dict[str, float]:
    """The thirteen numbers of a picture at a still's points; shapes rgb (n, 3), weights (n,).

    units    natural logarithms of ratios of luminance, but for the warmth: log of red over blue
    """
    used = weights > 0
    light = rgb @ LUMINANCE
    logs = np.log(light + DARK_SHARE * float(np.mean(light[used])) + 1e-9)
    ours, floor = used & points.subject, used & ~points.subject & ~points.sky
    column, row = points.column, points.row
    across = (column - _middle(column, ours)) / (_reach(column, ours) + 1e-9)
    upward = (_middle(row, ours) - row) / (_reach(row, ours) + 1e-9)

    def mean(where: Bools) -> float:
        return float(logs[where].mean()) if where.any() else float(logs[used].mean())

    body = mean(ours)
    dark, bright = np.percentile(logs[ours], PERCENT) if ours.any() else (body, body)
    far = floor & (row < np.percentile(row[floor], FARTHEST_PERCENT)) if floor.any() else floor
    behind = (used & points.sky) if (used & points.sky).any() else far
    sums = rgb[used].sum(axis=0) + 1e-9
    return {
        "level": mean(used),
        "contrast": float(logs[ours].std()) if ours.any() else 0.0,
        "subject_over_floor": body - mean(floor),
        "subject_left_right": mean(ours & (across > ASIDE)) - mean(ours & (across < -ASIDE)),
        "subject_top_bottom": mean(ours & (upward > ASIDE)) - mean(ours & (upward < -ASIDE)),
        "subject_shadow": float(dark) - body,
        "subject_highlight": float(bright) - body,
        "left_edge": mean(ours & (across < -AT_EDGE)) - body,
        "right_edge": mean(ours & (across > AT_EDGE)) - body,
        "top_edge": mean(ours & (upward > AT_TOP)) - body,
        "background": mean(behind) - mean(used),
        "floor_left_right": mean(floor & (across > BESIDE)) - mean(floor & (across < -BESIDE)),
        "warmth": float(np.log(sums[0] / sums[2])),
    }


def solve_by_table(
    points: StillPoints, shape: SubjectShape, edge_share: float, height_m: float
) -> tuple[Calibration[StillModel], int]:
    """Turn the knobs by the table until the numbers agree or fifteen pictures were drawn."""
    view = CameraGuess(FOCAL_MM, DIP_DEG, height_m, edge_share)
    target = metrics_of(points, points.rgb, points.weights)
    side = 1 if target["subject_left_right"] >= 0 else -1
    problem = problem_of(points, shape, view, usual_lamps(side))
    level = float(np.log(max(np.mean(points.rgb @ LUMINANCE) / MIDDLE_GREY, 1e-6)))
    knobs = _first_knobs(side, level)
    drawn, ended = [], Ended.UNFINISHED
    for _ in range(MOST_STEPS):
        guess = _drawn(problem, knobs)
        drawn.append(guess)
        wanting = {
            name: target[name] - value
            for name, value in metrics_of(points, guess.picture, problem.sample_weights).items()
        }
        if max(abs(value) for value in wanting.values()) < CLOSE:
            ended = Ended.SETTLED
            break
        knobs = _turned(knobs, wanting)
    best = Descent(tuple(drawn), ended, 0, 0)
    return rank([Solution(best, certificate_of(drawn[-1]))]), len(drawn)


def _first_knobs(side: int, level: float) -> _Knobs:
    """Where the knobs begin, for a key on one side and a still of that level (natural log)."""
    rim = level - RIM_UNDER
    fill, ambient = level - FILL_UNDER, level - AMBIENT_UNDER
    azimuth_deg = AZIMUTH_DEG * side
    return _Knobs(
        azimuth_deg, ELEVATION_DEG, level, fill, rim, rim, rim, ambient, HAZE_PER_M, 0.0, 0.0
    )


def _turned(knobs: _Knobs, wanting: Mapping[str, float]) -> _Knobs:
    moved = {
        name: getattr(knobs, name) + sum(gain * wanting[m] for m, gain in gains.items())
        for name, gains in TABLE.items()
    }
    moved["azimuth_deg"] = float(np.clip(moved["azimuth_deg"], -FARTHEST_DEG, FARTHEST_DEG))
    moved["elevation_deg"] = float(np.clip(moved["elevation_deg"], 0.0, HIGHEST_DEG))
    moved["haze_per_m"] = float(np.clip(moved["haze_per_m"], 0.0, MOST_HAZE_PER_M))
    moved["albedo"] = float(np.clip(moved["albedo"], LEAST_LOG_ALBEDO, MOST_LOG_ALBEDO))
    return replace(knobs, **moved)


def _drawn(problem: Problem[StillModel], knobs: _Knobs) -> Guess[StillModel]:
    model = problem.model
    grey = min(SUBJECT_ALBEDO * float(np.exp(knobs.albedo)), 1.0)
    pose = model.pose(
        key_azimuth_deg=knobs.azimuth_deg,
        key_elevation_deg=knobs.elevation_deg,
        haze_per_m=knobs.haze_per_m,
        **dict.fromkeys(ALBEDOS, grey),
    )
    warm = np.exp(np.array([0.5, 0.0, -0.5]) * knobs.warmth)
    levels = np.array([getattr(knobs, name) for name in model.lights])
    strength = np.exp(levels)[:, None] * np.where(np.arange(len(levels))[:, None] == 0, warm, 1.0)
    picture = np.einsum("lc,lnc->nc", strength, model.draw(pose))
    weights = problem.weights()
    cost = 0.5 * float((weights[:, None] * (picture - problem.observed) ** 2).sum())
    return Guess(problem, pose, strength, picture, weights, cost)


def _middle(values: Floats, where: Bools) -> float:
    return float(values[where].mean()) if where.any() else float(values.mean())


def _reach(values: Floats, where: Bools) -> float:
    return float(np.ptp(values[where]) / 2) if where.any() else 1.0
