# SPDX-License-Identifier: Apache-2.0
"""The light problem of one still: what the subject and the ground show, and how a guess fares."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.colour.luminance import luminance
from scene_stager.reading.grid import Grids
from scene_stager.reading.highlights import find_highlights
from scene_stager.reading.inflate import membrane
from scene_stager.reading.lights.directions import direction_from_angles
from scene_stager.reading.lights.irradiance import GroundCaster, ground_light, subject_light
from scene_stager.reading.lights.mixing import mix
from scene_stager.reading.lights.stage import (
    LightStage,
    Outline,
    StageGuess,
    floor_edge_row,
    ground_samples,
    half_extent_px,
    set_stage,
    shadow_caster,
    trace_outline,
)
from scene_stager.reading.mask import is_cut_below
from scene_stager.shot.lighting.usual_set import FILL, LAMP_HALF_EXTENTS, RIM_DISTANCE_SHARE, RIMS

# House defaults, tried on the development stills; what is shared is in `usual_set.py`.
LAMP_SIZE_DEG = 8.0
FILL_ASIDE_DEG = abs(FILL.azimuth_deg)
FILL_ELEVATION_DEG = 18.0  # the usual set has 15: these stills were read best with 18
RIM_AZIMUTHS_DEG = tuple(RIMS[name].azimuth_deg for name in ("rim_left", "backlight", "rim_right"))
RIM_ELEVATION_DEG = RIMS["backlight"].elevation_deg
SUBJECT_SAMPLES, GROUND_SAMPLES, DISCS = 300, 250, 9
HIGHLIGHT_QUANTILE = 0.985  # light above this on the subject counts as highlight, not as shade
UNSEEN_GROUND = 0.3  # misfit that stands in for ground that is not shown
LEAST_MISFIT = 1e-4
HIGHLIGHT_WEIGHT, HIGHLIGHT_WIDTH_DEG = 0.4, 15.0


@dataclass(frozen=True)
class LightGuess:
    """One hypothesis. `rim` is a number of `RIM_AZIMUTHS_DEG`, or -1 for none.

    `distance` is how far key and fill stand, in half extents of the subject.
    """

    azimuth_deg: float
    elevation_deg: float
    fill_azimuth_deg: float
    rim: int
    stage: StageGuess
    distance: float = LAMP_HALF_EXTENTS


@dataclass(frozen=True, eq=False)
class LightFit:
    """How a guess fares: amounts on the ground (key, fill, rim, ambient) and on the subject.

    On the subject the amounts are key with fill, rim, ambient, bounce. Misfits are shares of the
    energy left; `ground` is None when no ground shows.
    """

    ground: Floats | None
    subject: Floats
    ground_misfit: float
    subject_misfit: float
    highlight_gain: float = 0.0

    @property
    def score(self) -> float:
        """Lower is better: the two misfits count in stops, whatever their sizes."""
        misfits = np.array([self.ground_misfit, self.subject_misfit])
        return float(np.log(misfits + LEAST_MISFIT).sum()) - self.highlight_gain


@dataclass(frozen=True, eq=False)
class Highlight:
    """A specular spot: its pixel number, the inflated normal (3,) there, and how much it shines."""

    pixel: int
    normal: Floats
    share: float


@dataclass(frozen=True, eq=False)
class LightProblem:
    """Samples of the subject in the camera frame, and where ground may show.

    `turned` says what is thought to throw the shadow: the outline turned about the upright, or
    the balls that fill it.
    """

    outline: Outline
    free: Bools
    floor_edge: int | None
    light: Floats
    subject: Floats
    pixels: NDArray[np.intp]
    normals: Floats
    points: Floats
    highlight: Highlight | None
    turned: bool = True

    def stage(self, guess: StageGuess) -> LightStage:
        """The stage that a guess sets for this mask."""
        return set_stage(self.outline, guess)

    def caster(self, stage: LightStage) -> GroundCaster:
        """What throws the subject's shadow on that stage."""
        return shadow_caster(stage, self.outline, self.turned, DISCS)


def pose_problem(grids: Grids, inside: Bools, normals: Floats) -> LightProblem:
    """Gather what the fits look at, once per still."""
    free = ~ndimage.binary_dilation(inside, iterations=2)
    edge = None if is_cut_below(inside) else floor_edge_row(grids, inside)
    if is_cut_below(inside):
        free[:] = False  # what shows behind a close-up is not the floor that it stands on
    elif edge is not None:
        free[: edge + 2] = False
    core = ndimage.binary_erosion(inside)
    core = core if core.sum() >= 50 else inside
    pixels = np.flatnonzero(core)
    pixels = pixels[:: max(1, pixels.size // SUBJECT_SAMPLES)]
    light = luminance(grids.coarse_rgb)
    shown = np.minimum(light, np.quantile(light[core], HIGHLIGHT_QUANTILE)).ravel()[pixels]
    return LightProblem(
        trace_outline(inside),
        free,
        edge,
        light.ravel(),
        shown,
        pixels,
        normals.reshape(-1, 3)[pixels],
        balloon_points(inside).reshape(-1, 3)[pixels],
        _highlight(grids, inside, normals),
    )


def _highlight(grids: Grids, inside: Bools, normals: Floats) -> Highlight | None:
    found = find_highlights(grids, inside)
    if found.pixel is None or not inside[found.pixel]:
        return None
    number = found.pixel[0] * inside.shape[1] + found.pixel[1]
    return Highlight(number, normals[found.pixel], found.share)


def balloon_points(inside: Bools) -> Floats:
    """Places on the inflated surface.

    shapes   inside (h, w) -> (h, w, 3)
    units    subject radii
    frame    camera, the origin amid the outline
    """
    radius_px = half_extent_px(inside)
    rows, columns = (part.astype(np.float64) for part in np.indices(inside.shape))
    right = columns - np.mean(columns, where=inside)
    down = rows - np.mean(rows, where=inside)
    depth = np.sqrt(membrane(inside))
    return np.asarray(np.stack([right, -down, depth], axis=-1) / radius_px)


def rim_directions() -> Floats:
    """Where rims are tried: behind on the left, straight behind, behind on the right (3, 3)."""
    return direction_from_angles(np.array(RIM_AZIMUTHS_DEG), RIM_ELEVATION_DEG)


def usual_fill_deg(azimuth_deg: float) -> float:
    """Where a fill stands by convention: on the other side of the lens from the key."""
    return -FILL_ASIDE_DEG if azimuth_deg >= 0.0 else FILL_ASIDE_DEG


def ground_weight(shown: Floats) -> Floats:
    """Weights under which errors on the ground count relative to its light, not absolutely."""
    return np.asarray(1.0 / (shown + 0.1 * float(shown.mean()) + 1e-12))


def try_guess(problem: LightProblem, guess: LightGuess) -> LightFit:
    """Fit the amounts of light for one hypothesis.

    Key and fill reach the subject in the proportion that the ground shows.
    """
    stage = problem.stage(guess.stage)
    lamps = direction_from_angles(
        np.array([guess.azimuth_deg, guess.fill_azimuth_deg]),
        np.array([guess.elevation_deg, FILL_ELEVATION_DEG]),
    )
    rims = rim_directions()[[guess.rim]] if guess.rim >= 0 else np.zeros((0, 3))
    places, pixels = ground_samples(stage, problem.free, GROUND_SAMPLES)
    proportion, ground, ground_misfit = np.ones(2), None, UNSEEN_GROUND
    if pixels.size:
        caster = problem.caster(stage)
        shown = problem.light[pixels]
        weight = ground_weight(shown)
        parts = [
            ground_light(places, lamps, guess.distance, caster, LAMP_SIZE_DEG),
            ground_light(places, rims, RIM_DISTANCE_SHARE * guess.distance, caster, LAMP_SIZE_DEG),
            np.ones((pixels.size, 1)),
        ]
        ground, ground_misfit = mix(np.concatenate(parts, axis=1) * weight[:, None], shown * weight)
        proportion = ground[:2]

    columns = subject_columns(problem, stage, lamps, rims, guess.distance)
    key_and_fill = columns[:, :2] @ proportion
    subject, subject_misfit = mix(
        np.concatenate([key_and_fill[:, None], columns[:, 2:]], axis=1), problem.subject
    )
    gain = float(highlight_gain(problem, stage, lamps[:1])[0])
    return LightFit(ground, subject, ground_misfit, subject_misfit, gain)


def subject_columns(
    problem: LightProblem, stage: LightStage, lamps: Floats, rims: Floats, distance: float
) -> Floats:
    """Light on the subject's samples from lamps, rims, all around, and the ground (n, ...)."""
    normals, points = level_samples(problem, stage)
    parts = [
        subject_light(normals, points, lamps, distance),
        subject_light(normals, points, rims, RIM_DISTANCE_SHARE * distance),
        np.ones((normals.shape[0], 1)),
        0.5 * (1.0 - normals[:, 1:2]),
    ]
    return np.concatenate(parts, axis=1)


def level_samples(problem: LightProblem, stage: LightStage) -> tuple[Floats, Floats]:
    """Normals and places of the subject's samples in the level frame, (n, 3) each.

    The outline is where the surface turns away from its own ray, not from the lens's axis: each
    normal is turned by the angle between the two.
    """
    rays = stage.rays.reshape(-1, 3)[problem.pixels] @ stage.turn
    back = -rays / np.linalg.norm(rays, axis=1, keepdims=True)
    turned = turn_from_axis(problem.normals, back)
    return turned @ stage.turn.T, problem.points @ stage.turn.T


def highlight_direction(problem: LightProblem, stage: LightStage) -> Floats | None:
    """Where a lamp stands that the highlight mirrors (3,), level frame; None without one."""
    spot = problem.highlight
    if spot is None:
        return None
    ray = stage.rays.reshape(-1, 3)[spot.pixel]
    back = -ray / np.linalg.norm(ray)
    normal = stage.turn @ turn_from_axis(spot.normal[None], (stage.turn.T @ back)[None])[0]
    return np.asarray(2.0 * float(normal @ back) * normal - back)


def highlight_gain(problem: LightProblem, stage: LightStage, towards: Floats) -> Floats:
    """How much the score falls for keys near the highlight's mirror direction.

    A key 15 degrees off gains a third of it; one far off neither gains nor loses, since a
    highlight may be another lamp's, or sit on a shape that the silhouette does not know.

    shapes   towards (k, 3) -> (k,)
    units    of the score
    frame    level
    source   law of reflection; the width and the weight are house defaults
    """
    mirror = highlight_direction(problem, stage)
    if mirror is None or problem.highlight is None:
        return np.zeros(towards.shape[0])
    apart = np.degrees(np.arccos(np.clip(towards @ mirror, -1.0, 1.0)))
    weight = HIGHLIGHT_WEIGHT * problem.highlight.share
    return np.asarray(weight * np.exp(-((apart / HIGHLIGHT_WIDTH_DEG) ** 2)))


def turn_from_axis(vectors: Floats, axis: Floats) -> Floats:
    """Turn vectors by the rotation that takes +z to a given direction, the short way.

    shapes   vectors (n, 3), axis (n, 3) unit vectors -> (n, 3)
    units    none
    frame    any
    valid    axis is not -z
    source   Rodrigues' formula for the axis z x v
    """
    v_x, v_y, v_z = axis.T
    x, y, z = vectors.T
    once = np.stack([v_x * z, v_y * z, -v_x * x - v_y * y])
    twice = np.stack([v_x * once[2], v_y * once[2], -v_x * once[0] - v_y * once[1]])
    return np.asarray(vectors + (once + twice / (1.0 + v_z)).T)
