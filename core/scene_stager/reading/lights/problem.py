# SPDX-License-Identifier: Apache-2.0
"""The light problem of one still: what its subject and its ground show, as samples."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.colour.luminance import luminance
from scene_stager.reading.grid import Grids
from scene_stager.reading.highlights import find_highlights
from scene_stager.reading.inflate import membrane
from scene_stager.reading.lights.directions import flattened
from scene_stager.reading.lights.irradiance import GroundCaster
from scene_stager.reading.lights.stage import (
    LightStage,
    Outline,
    StageGuess,
    floor_edge_row,
    half_extent_px,
    placed_balls,
    set_stage,
    stacked_discs,
    trace_outline,
)
from scene_stager.reading.mask import is_cut_below

# House defaults, not measured.
SUBJECT_SAMPLES, DISCS = 800, 9
HIGHLIGHT_QUANTILE = 0.985  # light above this on the subject counts as highlight, not as shade
BLACK_GROUND = 0.04  # of the subject's median light: a backdrop as dark as this is no floor
HIGHLIGHT_WEIGHT, HIGHLIGHT_WIDTH_DEG = 2.0, 15.0


@dataclass(frozen=True, eq=False)
class Highlight:
    """A specular spot: its pixel number, the inflated normal (3,) there, and how much it shines.

    `on_mirror` says that hardly any other light comes from the subject."""

    pixel: int
    normal: Floats
    share: float
    on_mirror: bool = False


@dataclass(frozen=True, eq=False)
class LightProblem:
    """Samples of the subject in the camera frame, and where ground may show.

    `subject` (n,) is the light of the samples, its largest 1; `light` (h w,) is the grid's own.
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
        """What throws the subject's shadow: it is turned on a lathe, or made of balls."""
        if self.turned:
            return GroundCaster(stacked_discs(stage, self.outline, DISCS), turned=True)
        return GroundCaster(placed_balls(stage, self.outline), turned=False)

    @property
    def mirror(self) -> Highlight | None:
        """The highlight of a subject that is a mirror: it shows the lamp, and no shading."""
        spot = self.highlight
        return spot if spot is not None and spot.on_mirror else None

    def without_ground(self) -> "LightProblem":
        """The same with nothing taken for a floor."""
        return replace(self, free=np.zeros_like(self.free), floor_edge=None)


def pose_problem(grids: Grids, inside: Bools, normals: Floats) -> LightProblem:
    """Gather what the fits look at, once per still."""
    light = luminance(grids.coarse_rgb)
    free = ~ndimage.binary_dilation(inside, iterations=2)
    edge = floor_edge_row(grids, inside)
    if edge is not None:
        free[: edge + 2] = False
    if is_cut_below(inside) or _is_black(light, free, inside):
        # What shows behind a close-up is not the floor that it stands on; nor is blackness.
        free[:], edge = False, None
    pixels = np.flatnonzero(inside)
    pixels = pixels[np.linspace(0, pixels.size - 1, min(SUBJECT_SAMPLES, pixels.size)).astype(int)]
    shown = np.minimum(light, np.quantile(light[inside], HIGHLIGHT_QUANTILE)).ravel()[pixels]
    return LightProblem(
        trace_outline(inside),
        free,
        edge,
        light.ravel(),
        shown / max(float(shown.max()), 1e-12),
        pixels,
        normals.reshape(-1, 3)[pixels],
        balloon_points(inside).reshape(-1, 3)[pixels],
        _highlight(grids, inside, normals),
    )


def _is_black(light: Floats, free: Bools, inside: Bools) -> bool:
    """Whether what lies round a subject is as good as black."""
    if not free.any():
        return False
    return float(np.median(light[free])) < BLACK_GROUND * float(np.median(light[inside]))


def _highlight(grids: Grids, inside: Bools, normals: Floats) -> Highlight | None:
    found = find_highlights(grids, inside)
    if found.pixel is None or not inside[found.pixel]:
        return None
    number = found.pixel[0] * inside.shape[1] + found.pixel[1]
    return Highlight(number, normals[found.pixel], found.share, found.on_mirror)


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


def ground_weight(shown: Floats) -> Floats:
    """Weights under which errors on the ground count relative to its light, not absolutely."""
    return np.asarray(1.0 / (shown + 0.1 * float(shown.mean()) + 1e-12))


def level_samples(
    problem: LightProblem, stage: LightStage, relief: float = 1.0
) -> tuple[Floats, Floats]:
    """Normals and places of the subject's samples in the level frame, (n, 3) each.

    The outline is where the surface turns away from its own ray, not from the lens's axis: each
    normal is turned by the angle between the two. A `relief` over 1 flattens the balloon, under 1
    it deepens it: that many times nearer to facing the lens.
    """
    rays = stage.rays.reshape(-1, 3)[problem.pixels] @ stage.turn
    back = -rays / np.linalg.norm(rays, axis=1, keepdims=True)
    turned = turn_from_axis(flattened(problem.normals, relief), back)
    return turned @ stage.turn.T, problem.points @ stage.turn.T


def highlight_direction(problem: LightProblem, stage: LightStage) -> Floats | None:
    """Where a lamp stands that the highlight mirrors (3,), level frame; None without one."""
    return None if problem.highlight is None else reflected(problem.highlight, stage)


def reflected(spot: Highlight, stage: LightStage) -> Floats:
    """Where the ray to a spot goes on to (3,), level frame, by the law of reflection."""
    ray = stage.rays.reshape(-1, 3)[spot.pixel]
    back = -ray / np.linalg.norm(ray)
    normal = stage.turn @ turn_from_axis(spot.normal[None], (stage.turn.T @ back)[None])[0]
    return np.asarray(2.0 * float(normal @ back) * normal - back)


def highlight_gain(problem: LightProblem, stage: LightStage, towards: Floats) -> Floats:
    """How much likelier a key near the highlight's mirror direction is, in natural logarithms.

    A key 15 degrees off gains a third of it; one far off neither gains nor loses, since a
    highlight may be another lamp's, or sit on a shape that the silhouette does not know.

    shapes   towards (k, 3) -> (k,)
    units    of a logarithm of a likelihood
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
