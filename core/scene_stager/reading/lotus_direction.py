# SPDX-License-Identifier: Apache-2.0
"""Where the lit side of the subject faces: a start for the search of the key, and its certificate.

Theorem. On a strictly convex matt body of one tone, lit by one far lamp and evenly spread light,
the light has exactly one summit, where the surface faces the lamp; if that place is on the side
that we see, its normal is the direction of the lamp. (n . l is largest at n = l, and a convex
body has each normal once.) Whatever of this a picture can show is checked, and what fails is named.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.colour.luminance import luminance
from scene_stager.maths.topology.lit_side import lit_side
from scene_stager.maths.topology.lotus import lotus_point
from scene_stager.reading.grid import Grids
from scene_stager.reading.highlights import find_highlights
from scene_stager.reading.lights.directions import (
    angle_between_deg,
    angles_from_direction,
    direction_from_angles,
    level_from_camera,
)
from scene_stager.reading.lights.lambert import fit_lambert
from scene_stager.reading.lights.plan import LightPlan
from scene_stager.reading.lights.problem import HIGHLIGHT_QUANTILE
from scene_stager.reading.mask import SubjectMask, convex_hull

# House defaults, but for WITHIN_DEG: where no more than one condition fails, two in three of the
# stills that we may look at are nearer (docs/topology.md).
LEAST_SOLID = 0.93  # of the hull that a convex outline fills, pixels being square
LEAST_FACING = 0.3  # cosine to the lens: a summit that turns further away lies on the outline
MOST_RESIDUAL = 0.02  # share of the light's energy that one lamp leaves unexplained
WITHIN_DEG = 11.0
MOST_WITHIN_DEG = 45.0  # who lies further apart never agrees
NEAR_DEG = 25.0  # of another lamp: then the hill is called its
LAMP_TIMES = 4.0  # the subject's brightest: no matt thing in the same light is so much brighter
BLOWN = 0.98  # of display white


class LotusCondition(StrEnum):
    """What the theorem asks for; the value is what people and files see."""

    ONE_PIECE = "one_piece"  # the outline is a disc: its indices add up to 1
    CONVEX = "convex"  # the outline fills its hull
    ONE_SUMMIT = "one_summit"  # the light has one summit
    FACES_US = "faces_us"  # which is not on the outline
    UNCLIPPED = "unclipped"  # nor lost to the medium's white
    MATT = "matt"  # nor a highlight
    ONE_LAMP = "one_lamp"  # one lamp and even light explain the shading


class LotusVerdict(StrEnum):
    """How the summit of the light stands to the key that was read."""

    AGREES = "agrees"
    LAMP_IN_FRAME = "lamp_in_frame"  # the picture's lit hill is a lamp
    CLUTTER = "clutter"  # it is a lit thing beside the subject
    OTHER_LAMP = "other_lamp"  # the subject's is the fill's or the rim's
    KEY_ELSEWHERE = "key_elsewhere"  # none of these, and yet it faces elsewhere
    NO_SUMMIT = "no_summit"  # there is no lit side to speak of


@dataclass(frozen=True)
class LotusDirection:
    """Where the lit side faces: a unit vector (3,) in the camera's frame, or None.

    `failing` are the conditions of the theorem that do not hold; without any it binds. `euler` is
    the sum of the indices of the light inside the outline, `summits` how many stand out.
    """

    direction: tuple[float, float, float] | None
    failing: tuple[LotusCondition, ...]
    euler: int
    summits: int


@dataclass(frozen=True)
class LotusCertificate:
    """The lit side beside the key that was read; angles in the level frame, None without one.

    `binds` says whether all conditions hold. They agree when `apart_deg` is no more than
    `within_deg`.
    """

    verdict: LotusVerdict
    failing: tuple[LotusCondition, ...]
    azimuth_deg: float | None
    elevation_deg: float | None
    apart_deg: float | None
    within_deg: float
    summits: int

    @property
    def binds(self) -> bool:
        """Whether every condition of the theorem holds, as far as a picture can show."""
        return self.verdict != LotusVerdict.NO_SUMMIT and not self.failing

    @property
    def says(self) -> str:
        """In one line for people."""
        said = f"lotus point: {self.verdict.replace('_', ' ')}"
        if self.apart_deg is not None:
            said += f", {self.apart_deg:.0f}° from the key"
        if self.verdict == LotusVerdict.NO_SUMMIT:
            return said
        if not self.failing:
            return f"{said}; every condition of the theorem holds"
        return (
            f"{said}; of the theorem fails: {', '.join(c.replace('_', ' ') for c in self.failing)}"
        )


def lotus_direction(
    grids: Grids, inside: Bools, normals: Floats, clipped: Bools | None = None
) -> LotusDirection:
    """Where the lit side of the subject faces, with what vouches for it.

    shapes   inside, clipped (h, w), normals (h, w, 3), on the reading grid
    units    a unit vector
    frame    camera
    valid    where the theorem's conditions fail it is a start for a search, and no more
    source   mean over the surface about the summit: equal light of one lamp is a cone of normals
    """
    light = grids.luminance
    found = lit_side(light, inside)
    if found is None:
        return LotusDirection(None, (), 0, 0)
    seen = normals[found.top]
    mean = (seen / np.maximum(seen[:, 2:], LEAST_FACING)).mean(axis=0)  # a slant pixel is more body
    if not float(np.linalg.norm(mean)) > 0.0:
        return LotusDirection(None, (), found.euler, found.summits)
    way = mean / np.linalg.norm(mean)
    spot = find_highlights(grids, inside).pixel
    lost = np.zeros_like(inside) if clipped is None else clipped
    holds = {
        LotusCondition.ONE_PIECE: found.euler == 1,
        LotusCondition.CONVEX: inside.sum() >= LEAST_SOLID * convex_hull(inside).sum(),
        LotusCondition.ONE_SUMMIT: found.summits == 1,
        LotusCondition.FACES_US: float(normals[found.row_px, found.column_px, 2]) >= LEAST_FACING,
        LotusCondition.UNCLIPPED: not lost[found.top].any(),
        LotusCondition.MATT: spot is None or not found.top[spot],
        LotusCondition.ONE_LAMP: _residual(light[inside], normals[inside]) <= MOST_RESIDUAL,
    }
    failing = tuple(condition for condition, kept in holds.items() if not kept)
    return LotusDirection(
        (float(way[0]), float(way[1]), float(way[2])), failing, found.euler, found.summits
    )


def _residual(light: Floats, normals: Floats) -> float:
    shown = np.minimum(light, np.quantile(light, HIGHLIGHT_QUANTILE))
    fit = fit_lambert(normals, shown, ambient=True)
    return 1.0 if fit is None else fit.residual


def certify(
    grids: Grids, mask: SubjectMask, normals: Floats, clipped: Bools, lights: LightPlan
) -> LotusCertificate:
    """Hold the lit side against the lights that were read.

    shapes   normals (h, w, 3), clipped (h, w), on the reading grid
    units    degrees
    frame    normals in the camera's
    source   the theorem above; the verdicts are house rules, see docs/topology.md
    """
    found = lotus_direction(grids, mask.inside, normals, clipped)
    within = min(float(np.hypot(lights.key_within_deg, WITHIN_DEG)), MOST_WITHIN_DEG)
    if found.direction is None:
        return LotusCertificate(LotusVerdict.NO_SUMMIT, (), None, None, None, within, 0)
    way = level_from_camera(lights.stage.camera_elevation_deg) @ np.array(found.direction)
    key = direction_from_angles(lights.key_azimuth_deg, lights.key_elevation_deg)
    apart = angle_between_deg(way, key)
    beside = _beside(grids, mask.inside)
    verdict = beside or _compared(way, apart, within, lights)
    azimuth, elevation = angles_from_direction(way)
    return LotusCertificate(
        verdict, found.failing, azimuth, elevation, apart, within, found.summits
    )


def _compared(way: Floats, apart: float, within: float, lights: LightPlan) -> LotusVerdict:
    if apart <= within:
        return LotusVerdict.AGREES
    others = [direction_from_angles(o.azimuth_deg, o.elevation_deg) for o in lights.lamps[1:]]
    near = min((angle_between_deg(way, other) for other in others), default=180.0) <= NEAR_DEG
    return LotusVerdict.OTHER_LAMP if near else LotusVerdict.KEY_ELSEWHERE


def _beside(grids: Grids, inside: Bools) -> LotusVerdict | None:
    """What the whole picture's lit hill is if it is not on the subject: a lamp, or clutter."""
    from scipy.ndimage import binary_dilation

    light = luminance(grids.fine_rgb) * grids.level
    found = lotus_point(light)
    if found.failure is not None:
        return None
    row, column = round(found.row_px), round(found.column_px)
    place = row // grids.step, column // grids.step
    if binary_dilation(inside, iterations=2)[place]:
        return None
    brightest = float(np.quantile(grids.luminance[inside], 0.99)) * grids.level
    there = float(light[row, column])
    shines = there >= BLOWN or there >= LAMP_TIMES * brightest
    return LotusVerdict.LAMP_IN_FRAME if shines else LotusVerdict.CLUTTER


def mirror_certificate(found: LotusCertificate) -> LotusCertificate:
    """The certificate of the mirrored picture."""
    azimuth = found.azimuth_deg
    return replace(found, azimuth_deg=None if azimuth is None else -azimuth)
