# SPDX-License-Identifier: Apache-2.0
"""The pictures of a match: the still on its grid, what a guess looks like, how they differ."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.inverse.answer.match_file import Match
from scene_stager.inverse.answer.solved import Solved
from scene_stager.inverse.forward.still_model import StillModel
from scene_stager.inverse.least_squares.problem import LUMINANCE, Guess
from scene_stager.inverse.least_squares.ranking import Solution
from scene_stager.inverse.still.points import DARK_SHARE
from scene_stager.inverse.still.still import Still
from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.luminance import luminance
from scene_stager.reading.sheet.lamps import DrawnLamp, LampSet, lamp_ink
from scene_stager.reading.sheet.marks import GUESSED_FROM
from scene_stager.reading.sheet.paper import COOL, MUTED, RULE, smaller

# House defaults, by eye.
SEEN_PX = 900  # of the longer side of the still on a sheet
AT_ONCE = 4096  # points that are drawn together: more leave the processor's cache
FAINTEST_STOPS = -5.0  # over the key: what is fainter is no lamp on a dial


def reference_of(match: Match) -> Floats:
    """The still as it was compared, shape (h, w, 3) linear light. Raises InputError without one."""
    return _still(match).rgb


def preview_of(match: Match) -> Floats | None:
    """The picture of the answer, shape (h, w, 3) linear light; None where there is no answer."""
    calibration, signatures = match.calibration, match.signatures
    if calibration is None:
        return None
    if signatures is not None and signatures.calibration is calibration:
        return signatures.picture
    return draw_guess(_still(match), calibration.best.guess)


def still_to_see(match: Match) -> Floats:
    """The still as people look at it, finer than it was compared, shape (h, w, 3) linear light."""
    if match.picture is None:
        return reference_of(match)
    return smaller(np.maximum(match.picture.rgb, 0.0), SEEN_PX)


def lamps_of_solution(solution: Solution[StillModel], solved: Solved | None) -> LampSet:
    """The lamps of an arrangement that are bright enough to be seen on a dial.

    Where the answer is told the key stands as it says there: a renderer's own way is taken off. A
    lamp of which the still tells nothing is drawn faintly and without a name.
    """
    guess, model = solution.guess, solution.guess.problem.model
    level = dict(zip(model.lights, (guess.intensities @ LUMINANCE).tolist(), strict=True))
    key, ways = max(level["key"], 1e-9), model.ways(guess.pose)
    pose = model.named(guess.pose)
    lamps: list[DrawnLamp] = []
    said = {"key", "fill"} if solved is None else _told_of(solved)
    for name, lamp in model.lamps.items():
        x, y, z = ways[name].tolist()
        azimuth, elevation = np.degrees(np.arctan2(x, -y)), np.degrees(np.arcsin(z))
        width = pose.get(f"{name}_softness_deg", lamp.softness_deg)
        stops = float(np.log2(max(level[name], 1e-9) / key))
        ink = RULE if name not in said else COOL if abs(azimuth) > 90.0 else MUTED
        spoken = name.replace("_", " ") if name in said else ""
        drawn = DrawnLamp(spoken, azimuth, elevation, width, stops, ink)
        if name == "key" and solved is not None:
            angles = solved.key_azimuth_deg, solved.key_elevation_deg
            lamps.insert(0, DrawnLamp("key", *angles, width, 0.0, lamp_ink(solved.key_kelvin)))
        elif stops > FAINTEST_STOPS:
            lamps.append(drawn)
    ambient = float(np.log2(max(level["ambient"], 1e-9) / key))
    dip_deg = 0.0 if solved is None else solved.camera_elevation_deg
    return LampSet(tuple(lamps), ambient, dip_deg)


def _told_of(solved: Solved) -> set[str]:
    """The key, and which other lamps the still tells anything of."""
    others = {"fill": solved.known["ratio_stops"], solved.rim_mode: solved.known["rim_mode"]}
    return {"key", *(name for name, known in others.items() if known >= GUESSED_FROM)}


def draw_guess(still: Still, guess: Guess[StillModel]) -> Floats:
    """A guess on every pixel of the still's grid, shape (h, w, 3) linear light.

    It is drawn anew; the solver itself compares the middles of blocks only.
    Surroundings that were not compared are the still's own.
    """
    model = guess.problem.model
    drawn = np.flatnonzero(still.shape.inside | model.view.ground)
    points, picture = still.points(1), np.array(still.rgb).reshape(-1, 3)
    for some in np.array_split(drawn, math.ceil(len(drawn) / AT_ONCE)):
        part = replace(model, points=points.where(some))
        picture[some] = np.einsum("lnc,lc->nc", part.draw(guess.pose), guess.intensities)
    return picture.reshape(still.rgb.shape)


def difference_stops(reference: Floats, preview: Floats) -> Floats:
    """How many stops the preview lies over the reference, shape (h, w); negative is darker."""
    least = DARK_SHARE * float(np.mean(luminance(reference))) + 1e-9
    over = (luminance(preview) + least) / (luminance(reference) + least)
    return np.asarray(np.log2(np.maximum(over, 1e-9)))


def _still(match: Match) -> Still:
    if match.still is None:
        raise InputError(Mistake(match.image, f"a match that is {match.outcome}", "a subject"))
    return match.still
