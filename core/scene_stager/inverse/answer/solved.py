# SPDX-License-Identifier: Apache-2.0
"""A solution in a gaffer's words: angles, stops, kelvin, metres; and how sure each of them is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from scene_stager.inverse.answer.offsets import Offsets
from scene_stager.inverse.answer.surroundings import Rows, rows_of, surroundings_of
from scene_stager.inverse.forward.still_model import StillModel
from scene_stager.inverse.forward.still_scene import view_of
from scene_stager.inverse.least_squares.calibrate import LEAST_TOLD
from scene_stager.inverse.least_squares.problem import LUMINANCE, Guess
from scene_stager.inverse.least_squares.ranking import Solution
from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.matrices import XYZ_FROM_SRGB, apply_matrix
from scene_stager.maths.colour.temperature import COOLEST_K, WARMEST_K, kelvin_from_xy
from scene_stager.reading.mask import is_cut_below
from scene_stager.shot.lighting.usual_set import FILL_UNDER_KEY_STOPS, RIMS

# House defaults, not measured, but where a line says otherwise.
LINES_TELL = 0.95  # of a camera: on 32 of 36 drawn sets of boxes within 5 %
LEAST_RIM = 0.3  # of the key: a weaker rim is none; house default
LEAST_LEVEL = 2.0**-9  # of the key: what is darker counts as this; house default
NO_HAZE_PER_M = 0.004  # thinner air is called clear: house default
# House defaults: channels that differ so little, in so much of the still, are grey.
GREY_SPREAD, GREY_PERCENT = 0.02, 95


@dataclass(frozen=True, slots=True)
class Solved:
    """What a match found. Azimuths from the camera's side, positive to camera right.

    `known` says for each of its fields how far the still tells it, 0 to 1. `ambient_stops` is the
    even light alone; `ambient_sh` is that and every lamp that is neither key nor fill nor the rim,
    in shares of the key (see `surroundings`). `haze_per_m` is extinction; distances are for a
    subject of `subject_height_m`, which is assumed.
    """

    key_azimuth_deg: float
    key_elevation_deg: float
    key_softness_deg: float
    key_distance_m: float
    key_kelvin: float
    key_stops: float
    fill_ratio_stops: float
    rim_mode: str
    rim_stops: float
    ambient_stops: float
    ambient_sh: Rows
    haze_per_m: float
    focal_mm: float
    camera_elevation_deg: float
    camera_distance_m: float
    camera_height_m: float
    subject_height_m: float
    frame_heights: float
    subject_across: float
    subject_up: float
    subject_albedo: tuple[float, float, float]
    monochrome: bool
    known: Mapping[str, float]


def solved_of(solution: Solution[StillModel]) -> Solved:
    """Read a solution of a still."""
    guess, model = solution.guess, solution.guess.problem.model
    held = {"key_distance_m": model.lamps["key"].distance_m, "haze_per_m": model.haze_per_m}
    pose = held | model.named(guess.pose)
    level = dict(zip(model.lights, (guess.intensities @ LUMINANCE).tolist(), strict=True))
    key = max(level["key"], 1e-9)
    rim = max(RIMS, key=lambda name: level[name])
    rim_mode = rim if level[rim] > LEAST_RIM * key else "none"
    view = view_of(model, pose)
    sight = model.at(view).sight
    across, up, tall = _placed(model)
    known = _known(solution)
    return Solved(
        key_azimuth_deg=_turned(pose["key_azimuth_deg"]),
        key_elevation_deg=pose["key_elevation_deg"],
        key_softness_deg=pose["key_softness_deg"],
        key_distance_m=pose["key_distance_m"],
        key_kelvin=kelvin_of(guess.intensities[model.lights.index("key")]),
        key_stops=math.log2(key),
        fill_ratio_stops=_key_over_fill(key, level["fill"], known["ratio_stops"]),
        rim_mode=rim_mode,
        rim_stops=-_stops_under(key, level[rim]),
        ambient_stops=_stops_under(key, level["ambient"]),
        ambient_sh=_surroundings(guess, key, rim_mode),
        haze_per_m=pose["haze_per_m"] if pose["haze_per_m"] > NO_HAZE_PER_M else 0.0,
        focal_mm=view.focal_mm,
        camera_elevation_deg=view.pitch_deg(*model.shape.inside.shape),
        camera_distance_m=math.dist(sight.eye_m, sight.target_m),
        camera_height_m=sight.eye_m[2],
        subject_height_m=view.height_m,
        frame_heights=1.0 / tall,
        subject_across=across,
        subject_up=up,
        subject_albedo=_three(np.array([pose[f"subject_albedo_{c}"] for c in "rgb"])),
        monochrome=_is_monochrome(guess),
        known=known,
    )


def has_ground(solution: Solution[StillModel]) -> bool:
    """Whether what lies round the subject was compared as a floor; else the subject alone was."""
    return solution.guess.problem.model.view.ground


def as_seen_by(solved: Solved, renderer: Offsets) -> Solved:
    """The same with a renderer's own offsets taken off: what it would have to be given."""
    outward = math.copysign(1.0, solved.key_azimuth_deg)
    return replace(
        solved,
        key_azimuth_deg=solved.key_azimuth_deg - outward * renderer.of("key_azimuth_deg"),
        key_elevation_deg=min(solved.key_elevation_deg - renderer.of("key_elevation_deg"), 90.0),
        fill_ratio_stops=solved.fill_ratio_stops - renderer.of("ratio_stops"),
        ambient_stops=solved.ambient_stops + renderer.of("ambient_stops"),
        ambient_sh=rows_of(np.array(solved.ambient_sh) * 2.0 ** -renderer.of("ambient_stops")),
        haze_per_m=solved.haze_per_m * math.exp(-renderer.of("log_haze")),
    )


def kelvin_of(rgb: Floats) -> float:
    """The colour temperature of a light, shape (3,) linear Rec.709; correlated, off the locus."""
    xyz = apply_matrix(XYZ_FROM_SRGB, np.maximum(rgb, 1e-9))
    kelvin = float(kelvin_from_xy(xyz[:2] / xyz.sum()))
    return min(max(kelvin, COOLEST_K), WARMEST_K)


def _stops_under(key: float, level: float) -> float:
    return math.log2(key / max(level, LEAST_LEVEL * key))


def _key_over_fill(key: float, fill: float, known: float) -> float:
    """What the steps found, as far as the still tells it; the rest is what is usual."""
    return known * _stops_under(key, fill) + (1.0 - known) * FILL_UNDER_KEY_STOPS[0]


def _turned(azimuth_deg: float) -> float:
    return (azimuth_deg + 180.0) % 360.0 - 180.0


def _placed(model: StillModel) -> tuple[float, float, float]:
    """Where the subject's middle is, right of the picture's and above it, and how tall it is; all
    as shares of the picture's width, height and height."""
    left, top, right, bottom = model.shape.box_px
    rows, columns = model.shape.inside.shape
    across = (left + right) / 2 / columns - 0.5
    return across, 0.5 - (top + bottom) / 2 / rows, (bottom - top) / rows


def _surroundings(guess: Guess[StillModel], key: float, rim_mode: str) -> Rows:
    """All light that has no name in a script, in shares of the key."""
    model = guess.problem.model
    *lamps, ambient = guess.intensities / key
    cards = dict(zip(model.lamps, lamps, strict=True))
    named = {"key", "fill", rim_mode}
    return rows_of(surroundings_of(ambient, cards, model.ways(guess.pose), named))


def _is_monochrome(guess: Guess[StillModel]) -> bool:
    rgb = guess.problem.observed[guess.problem.sample_weights > 0]
    spread = np.ptp(rgb, axis=1) / (rgb.max(axis=1) + 1e-6)
    return bool(np.percentile(spread, GREY_PERCENT) < GREY_SPREAD)


def _known(solution: Solution[StillModel]) -> Mapping[str, float]:
    seen = {one.name: one.observability for one in solution.certificate.seen}
    focal, camera = _camera_known(solution, seen)
    return {
        "key_azimuth_deg": seen["key_azimuth_deg"],
        "key_elevation_deg": seen["key_elevation_deg"],
        "key_softness_deg": seen["key_softness_deg"],
        "key_kelvin": seen["key_stops"],
        "ratio_stops": min(seen["key_stops"], seen["fill_stops"]),
        "rim_mode": _rim_known(solution),
        "rim_stops": max(seen.get(f"{name}_stops", 0.0) for name in RIMS),
        "ambient_stops": seen["ambient_stops"],
        "haze_per_m": seen.get("haze_per_m", 0.0),
        "focal_mm": focal,
        "camera_elevation_deg": camera,
    }


def _camera_known(solution: Solution[StillModel], seen: Mapping[str, float]) -> tuple[float, float]:
    """How far focal length and elevation are told: a length by lines alone, for what light and
    shadow say of it was a third off at an observability of 0.9; in a close-up neither is."""
    model = solution.guess.problem.model
    if model.view.sure:
        told = LINES_TELL if model.view.ground else 0.0
        return told, told
    cut = is_cut_below(model.shape.inside)
    return 0.0, 0.0 if cut else seen.get("camera_dip_deg", 0.0)


def _rim_known(solution: Solution[StillModel]) -> float:
    """How far every rim's level is from the threshold that tells a rim from none, in its errors."""
    guess = solution.guess
    names = guess.problem.model.lights
    level = dict(zip(names, (guess.intensities @ LUMINANCE).tolist(), strict=True))
    least = LEAST_TOLD * max(level.values())
    errors = {one.name: one.standard_error for one in solution.certificate.seen}
    worst = 1.0
    for name in RIMS:
        error = math.log(2.0) * max(level[name], least) * errors[f"{name}_stops"]
        margin = abs(level[name] - LEAST_RIM * level["key"])
        worst = min(worst, 1.0 / (1.0 + (error / max(margin, 1e-12)) ** 2))
    return worst


def _three(values: Floats) -> tuple[float, float, float]:
    r, g, b = (float(v) for v in values)
    return r, g, b
