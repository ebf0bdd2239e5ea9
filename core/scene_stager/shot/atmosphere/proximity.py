# SPDX-License-Identifier: Apache-2.0
"""ProximityCoupler: thins the air between camera and subject, so that the subject is readable."""

import numpy as np

from scene_stager.maths.arrays import Floats

# The air is left alone until it uses up this share of the depth that the threshold allows; from
# there the clearing comes in smoothly. House default, not measured.
LEFT_ALONE = 0.5
# A hair inside the threshold, so that rounding, here or to the digits that are stored, cannot carry
# us past it: a share of the allowed depth, and a few units in the last place of one.
SAFETY_SHARE, SAFETY_DEPTH = 1e-4, 4e-16


def clearance(fog_per_m: Floats, distance_m: Floats, readability: float) -> Floats:
    """What the air between camera and subject is multiplied with: 1 leaves it alone, 0 clears it.

    shapes   fog_per_m, distance_m (n,) -> (n,)
    units    1/metre and metres in; none out
    valid    both >= 0; readability 0 (off, exactly 1 throughout) to 1; smooth, with smooth slope,
             in distance and density; the contrast that is left is never under the readability
    source   Koschmieder 1924, contrast = exp(-clearance beta d): the optical depth is bent, from
             half of what is allowed, along an exponential that never reaches all of it
    """
    if readability <= 0.0:
        return np.ones(np.broadcast_shapes(fog_per_m.shape, distance_m.shape))
    depth = fog_per_m * distance_m
    return _bent(depth, readability)


def local_share(
    point_m: Floats, camera_m: Floats, target_m: Floats, cleared: Floats, radius_m: float
) -> Floats:
    """How much of the air is left at a point: the clearing is a tube from camera to subject.

    shapes   point_m, camera_m, target_m (..., 3), cleared (...) -> (...)
    units    metres in; none out
    frame    any, all three in the same
    valid    radius_m > 0; within it the air is cleared in full, from twice that on not at all
    source   distance to a line segment, and a cubic smooth step; house default, not measured
    """
    along_m, offset_m = target_m - camera_m, point_m - camera_m
    length2 = np.maximum(_dot(along_m, along_m), 1e-12)
    share = np.clip(_dot(offset_m, along_m) / length2, 0.0, 1.0)
    aside_m = offset_m - share[..., None] * along_m
    outside = np.clip(np.sqrt(_dot(aside_m, aside_m)) / radius_m - 1.0, 0.0, 1.0)
    left = outside * outside * (3.0 - 2.0 * outside)
    return cleared + (1.0 - cleared) * left


def _bent(depth: Floats, readability: float) -> Floats:
    """Bent over plain optical depth; 1 where nothing has to bend."""
    allowed = -np.log(min(readability, 1.0)) * (1.0 - SAFETY_SHARE) - SAFETY_DEPTH
    allowed = max(allowed, 0.0)
    alone = LEFT_ALONE * allowed
    room = max(allowed - alone, 1e-300)
    over = np.maximum(depth - alone, 0.0)
    bent = alone + room * -np.expm1(-over / room)
    return np.where(over > 0.0, np.minimum(bent / np.where(over > 0.0, depth, 1.0), 1.0), 1.0)


def _dot(a: Floats, b: Floats) -> Floats:
    """Dot product over the last axis, written out so that every point stands alone."""
    return a[..., 0] * b[..., 0] + a[..., 1] * b[..., 1] + a[..., 2] * b[..., 2]
