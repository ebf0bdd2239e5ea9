# SPDX-License-Identifier: Apache-2.0
"""How much light lamps a few subject sizes away throw on the subject and on the ground.

Lengths are in half extents of the subject: half of its outline's largest width. A lamp stands
`distance` from the subject and aims at it; its strength is such that a surface at the subject's
centre that faces it receives 1.
"""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats


@dataclass(frozen=True, eq=False)
class GroundCaster:
    """What throws the subject's shadow: a stack of level discs (turned), or balls.

    `parts` (m, 4) are the rows of `disc_shadow` or of `ball_shadow`.
    """

    parts: Floats
    turned: bool

    def gone(self) -> "GroundCaster":
        """The same without any part: nothing throws a shadow."""
        return GroundCaster(self.parts[:0], self.turned)


def subject_light(normals: Floats, points: Floats, towards: Floats, distance: float) -> Floats:
    """Irradiance on the subject from lamps, shadows left out.

    shapes   normals and points (n, 3), towards (k, 3) -> (n, k)
    units    1 is what a facing surface at the centre receives; lengths in half extents
    frame    level, the origin at the subject's centre
    valid    distance larger than any point's
    source   inverse square and cosine laws, Lambert 1760
    """
    squared = distance**2 - 2.0 * distance * (points @ towards.T)
    squared += (points**2).sum(axis=1)[:, None]
    facing = distance * (normals @ towards.T) - (normals * points).sum(axis=1)[:, None]
    return np.asarray(np.maximum(facing, 0.0) * distance**2 / squared**1.5)


def ground_light(
    points: Floats, towards: Floats, distance: float, caster: GroundCaster, lamp_size_deg: float
) -> Floats:
    """Irradiance on level ground from lamps that aim at the subject, with its cast shadow.

    shapes   points (n, 3) at one height, towards (k, 3) -> (n, k)
    units    1 is what a facing surface at the subject's centre receives; degrees across the lamp
    frame    level, the origin at the subject's centre
    valid    lamps under the ground give 0
    source   inverse square law and both cosines of a flat lamp; the caster's shadow
    """
    lamps = towards * distance
    ground = points[0, 1]
    squared = distance**2 - 2.0 * (points @ lamps.T) + (points**2).sum(axis=1)[:, None]
    rise = np.maximum(lamps[:, 1] - ground, 0.0)[None, :]
    aimed = np.maximum(distance - points @ towards.T, 0.0)
    light = rise * aimed * distance**2 / squared**2
    shadow = disc_shadow if caster.turned else ball_shadow
    return np.asarray(light * shadow(points, lamps, caster.parts, lamp_size_deg))


def disc_shadow(points: Floats, lamps: Floats, discs: Floats, lamp_size_deg: float) -> Floats:
    """What share of each lamp the ground sees past a subject made of a stack of level discs.

    shapes   points (n, 3) at one height, lamps (k, 3), discs (m, 4) rows of height, x, z, radius
    units    share 0 to 1; lengths in half extents; degrees across the lamp
    frame    level
    valid    discs under the ground throw none
    source   similar triangles; the penumbra is the lamp's width seen over the way to the disc
    """
    ground = points[0, 1]
    rise = np.maximum(lamps[:, 1] - ground, 1e-6)
    aside = (lamps[None, :, 0] - points[:, 0, None]) / rise
    along = (lamps[None, :, 2] - points[:, 2, None]) / rise
    spread = np.tan(np.radians(lamp_size_deg)) * np.sqrt(1.0 + aside**2 + along**2)
    up = (discs[:, 0] - ground)[:, None, None]
    reach = np.hypot(
        points[:, 0, None] - discs[:, 1, None, None] + up * aside,
        points[:, 2, None] - discs[:, 2, None, None] + up * along,
    )
    share = (reach - discs[:, 3, None, None]) / (np.abs(up) * spread + LEAST_PENUMBRA) + 0.5
    share = np.where(up > 0.0, np.clip(share, 0.0, 1.0), 1.0)
    return np.asarray(share.min(axis=0, initial=1.0))


def ball_shadow(points: Floats, lamps: Floats, balls: Floats, lamp_size_deg: float) -> Floats:
    """What share of each lamp places see past a subject made of balls.

    shapes   points (n, 3), lamps (k, 3), balls (m, 4) rows of x, y, z, radius -> (n, k)
    units    share 0 to 1; lengths in half extents; degrees across the lamp
    frame    level
    valid    a ball behind a place, seen from the lamp, throws none on it
    source   the penumbra is the lamp's width seen over the way to the ball, and runs evenly
    """
    share = np.ones((points.shape[0], lamps.shape[0]))
    spread = float(np.tan(np.radians(lamp_size_deg)))
    own = (points**2).sum(axis=1)[:, None]
    seen = points @ lamps.T
    reach = np.sqrt(np.maximum((lamps**2).sum(axis=1) - 2.0 * seen + own, 1e-12))
    for x, y, z, radius in balls:
        centre = np.array([x, y, z])
        inward = (points @ centre)[:, None]
        along = (lamps @ centre - inward - seen + own) / reach
        squared = float(centre @ centre) - 2.0 * inward + own
        beside = np.sqrt(np.maximum(squared - along**2, 0.0)) - radius
        lit = beside / (spread * np.abs(along) + LEAST_PENUMBRA) + 0.5
        np.minimum(share, np.where(along > 0.0, np.maximum(lit, 0.0), 1.0), out=share)
    return share


# House defaults, not measured.
LEAST_PENUMBRA = 0.04  # half extents: about a pixel of the reading grid
