# SPDX-License-Identifier: Apache-2.0
"""Shape from shading: a balloon's normals, bent until the fitted lights explain the picture."""

from dataclasses import replace

import numpy as np
from scipy import ndimage
from scipy.sparse import csr_matrix, diags_array
from scipy.sparse.linalg import spsolve

from scene_stager.maths.arrays import Bools, Floats
from scene_stager.reading.inflate import film_matrix
from scene_stager.reading.lights.directions import direction_from_angles
from scene_stager.reading.lights.mixing import mix
from scene_stager.reading.lights.plan import LightPlan
from scene_stager.reading.lights.problem import (
    balloon_points,
    turn_from_axis,
)
from scene_stager.reading.lights.stage import set_stage, trace_outline

# House defaults, tried on drawn shapes.
STEPS = 4
NOISE = 0.03  # of the subject's mean light: an error in shading that needs no explaining
LEAN = 0.6  # a slope, as the tangent of an angle, that the balloon may be wrong by
BEND = 0.05  # the same, from one pixel to the next
STRANGE = 0.5  # of the mean light: an error beyond this is taken for paint or a shadow
GLOSS = 30.0  # of a highlight in the cosine to its middle: plastic of roughness one half
LEAST_PX = 50
KEY_TURNS_DEG = ((0.0, -7.0, 7.0, -14.0, 14.0), (0.0, -3.0, 3.0))


def shaded_normals(light: Floats, normals: Floats, inside: Bools, plan: LightPlan) -> Floats:
    """Normals that explain the shading better than the balloon's, and are those of a surface.

    The balloon is raised by a height w over its own, 0 on the outline, found by a few steps of
    Gauss and Newton on the squared errors of the shading, of w's slope and of w's bending.
    The amounts of light are fitted anew at each, with a highlight of the key. Normals on the
    outline stay as they are. Paint and shadows that are cast on the subject read as shape.

    shapes   light (h, w), normals (h, w, 3), inside (h, w) -> (h, w, 3); zeros outside
    units    light relative; unit vectors
    frame    camera: +x right, +y up, +z towards the lens
    valid    normals of `inflated_normals(inside)`; under 50 pixels nothing is moved
    source   Horn, Brooks 1986 (integrable shading with a regulariser), about a known balloon
    """
    if int(inside.sum()) < LEAST_PX:
        return normals.copy()
    facing = normals[inside]
    shown = light[inside] / max(float(light[inside].mean()), 1e-12)
    pulls, up = _lamps(inside, _turned(shown, facing, inside, plan))
    film = film_matrix(inside)
    stiff = film / LEAN**2 + film.T @ film / BEND**2
    across, down = _slope_matrices(inside)
    within = ndimage.binary_erosion(inside)[inside].astype(np.float64)
    trust, lift = within / NOISE, within * facing[:, 2]
    height = np.zeros(shown.size)
    for _ in range(STEPS):
        bent, lengths = _raised(facing, lift, across @ height, down @ height)
        parts = _parts(bent, pulls, up)
        amounts, _ = mix(parts * trust[:, None], shown * trust)
        missing = shown - parts @ amounts
        sure = trust / np.sqrt(1.0 + (missing / STRANGE) ** 2)
        towards = _gradient(bent, pulls, up, amounts)
        turning = towards - (towards * bent).sum(axis=1, keepdims=True) * bent
        turning *= (sure * lift)[:, None] / lengths
        slope = diags_array(-turning[:, 0]) @ across + diags_array(turning[:, 1]) @ down
        aim = slope @ height + sure * missing
        height = spsolve((slope.T @ slope + stiff).tocsc(), slope.T @ aim)
    found = np.zeros_like(normals)
    found[inside] = _raised(facing, lift, across @ height, down @ height)[0]
    return found


def _turned(shown: Floats, facing: Floats, inside: Bools, plan: LightPlan) -> LightPlan:
    """The plan with its key turned by up to 17 degrees, to where the balloon explains most.

    The plan's key also heeds the ground and the shadow; what is left for the shape to explain
    should be least.
    """
    for steps_deg in KEY_TURNS_DEG:
        tried: list[tuple[float, int, LightPlan]] = []
        for aside in steps_deg:
            for up in steps_deg:
                elevation = float(np.clip(plan.key_elevation_deg + up, -10.0, 89.0))
                azimuth = plan.key_azimuth_deg + aside
                turned = replace(plan, key_azimuth_deg=azimuth, key_elevation_deg=elevation)
                _, left = mix(_parts(facing, *_lamps(inside, turned)), shown)
                tried.append((left, len(tried), turned))
        plan = min(tried, key=lambda one: one[:2])[2]
    return plan


def _lamps(inside: Bools, plan: LightPlan) -> tuple[Floats, Floats]:
    """What pulls each pixel's light: lamps (k, n, 3) so that a lamp gives max(0, pull . normal),
    and the way up (n, 3); in the frame of the balloon's normals, which are turned to their rays."""
    stage = set_stage(trace_outline(inside), plan.stage)
    points = balloon_points(inside)[inside] @ stage.turn.T
    poses = [(plan.key_azimuth_deg, plan.key_elevation_deg, plan.lamp_distance)]
    poses += [(one.azimuth_deg, one.elevation_deg, plan.lamp_distance) for one in plan.lamps[1:]]
    rays = stage.rays[inside] @ stage.turn
    back = -rays / np.linalg.norm(rays, axis=1, keepdims=True)
    unturn = back * np.array([-1.0, -1.0, 1.0])  # the opposite rotation
    pulls = []
    for azimuth, elevation, distance in poses:
        way = distance * direction_from_angles(azimuth, elevation) - points
        fall = distance**2 / np.linalg.norm(way, axis=1, keepdims=True) ** 3
        pulls.append(turn_from_axis((way * fall) @ stage.turn, unturn))
    up = np.broadcast_to(stage.turn[1], points.shape)
    return np.stack(pulls), turn_from_axis(up, unturn)


def _parts(facing: Floats, pulls: Floats, up: Floats) -> Floats:
    """What one unit of each light gives (n, k + 3): lamps, light all round, bounce, key's gloss."""
    lit = np.maximum((pulls * facing).sum(axis=2), 0.0)
    bounce = 0.5 * (1.0 - (up * facing).sum(axis=1))
    shine = np.maximum((_halfway(pulls) * facing).sum(axis=1), 0.0) ** GLOSS
    return np.column_stack([*lit, np.ones(bounce.size), bounce, shine])


def _gradient(facing: Floats, pulls: Floats, up: Floats, amounts: Floats) -> Floats:
    """How the light changes with the normal (n, 3)."""
    lit = (pulls * facing).sum(axis=2) > 0.0
    halfway = _halfway(pulls)
    shine = np.maximum((halfway * facing).sum(axis=1, keepdims=True), 0.0) ** (GLOSS - 1.0)
    lamps = np.einsum("kn,knc->nc", amounts[:-3, None] * lit, pulls)
    return np.asarray(lamps - 0.5 * amounts[-2] * up + amounts[-1] * GLOSS * shine * halfway)


def _halfway(pulls: Floats) -> Floats:
    """Unit normals (n, 3) that mirror the key, the first lamp, into the lens."""
    towards = pulls[0] / np.linalg.norm(pulls[0], axis=1, keepdims=True)
    halfway = towards + np.array([0.0, 0.0, 1.0])
    return np.asarray(halfway / np.linalg.norm(halfway, axis=1, keepdims=True))


def _raised(facing: Floats, lift: Floats, across: Floats, down: Floats) -> tuple[Floats, Floats]:
    """Normals of the balloon with slopes added to its own, and how long they were (n, 1).

    A slope counts by `lift` (n,): how much a normal faces the lens, and 0 on the outline.
    """
    bent = facing.copy()
    bent[:, 0] -= lift * across
    bent[:, 1] += lift * down
    lengths = np.linalg.norm(bent, axis=1, keepdims=True)
    return bent / lengths, lengths


def _slope_matrices(inside: Bools) -> tuple[csr_matrix, csr_matrix]:
    """Central differences across and down, of heights that are 0 outside (n, n) each."""
    padded = np.pad(inside, 1)
    number = np.full(padded.shape, -1)
    count = int(inside.sum())
    number[padded] = np.arange(count)
    at = np.argwhere(padded)
    found = []
    for step in ((0, 1), (1, 0)):
        rows, columns, values = [], [], []
        for way in (1, -1):
            there = number[at[:, 0] + way * step[0], at[:, 1] + way * step[1]]
            kept = np.flatnonzero(there >= 0)
            rows.append(kept)
            columns.append(there[kept])
            values.append(np.full(kept.size, 0.5 * way))
        entries = (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns)))
        found.append(csr_matrix(entries, shape=(count, count)))
    return found[0], found[1]
