# SPDX-License-Identifier: Apache-2.0
"""The intrinsic TargetLink: a light that is tied to a place on a surface and rides it.

Its offset lives in the frame of that place: along the surface, across, and away from it. Where the
ride is lost the light goes on from where it is as its classic link would go, and the one way of
going fades into the other: it does not swing back to where it was authored.
"""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.frames import multiply_wxyz, rotate_wxyz, yaw_wxyz
from scene_stager.maths.surface.carried_frame import tangent_at
from scene_stager.maths.surface.mesh import Mesh, unit_vectors
from scene_stager.maths.surface.tracing import (
    Anchor,
    WalkedSurface,
    checked_anchor,
    facings_of,
    places_of,
)
from scene_stager.shot.lighting.surface_ride import SurfaceRide

OPPOSITE = 1e-9  # of 1 + cosine: directions so opposed that no way between them is nearer


@dataclass(frozen=True, slots=True, eq=False)
class ClassicSteps:
    """How a light's classic link moves it: as its pivot goes, turned about the vertical through it.

    shapes   pivot_m (n, 3); turn_deg (n,), in all since the start
    units    metres, degrees
    frame    stage
    """

    pivot_m: Floats
    turn_deg: Floats


def ridden_m(ride: SurfaceRide, start_m: Floats, target_m: Floats, steps: ClassicSteps) -> Floats:
    """Where a light is carried that stands at `start_m` when its ride begins.

    shapes   start_m (3,), target_m (n, 3) -> (n, 3)
    units    metres
    frame    stage
    valid    after a ride that was lost for a while it rides on from where it was brought meanwhile
    source   the offset is constant in the frame of the place; in a blend each step is the mean of
             two, in direction and in distance from the target
    """
    light_m = np.empty_like(target_m)
    light_m[0] = start_m
    offset_m = ride.frames[0].T @ (start_m - ride.places_m[0])
    turns = yaw_wxyz(np.diff(steps.turn_deg, prepend=steps.turn_deg[:1]))
    for k in range(1, len(light_m)):
        frame, place_m, share = ride.frames[k], ride.places_m[k], ride.classic_share[k]
        light_m[k] = place_m + frame @ offset_m
        if share > 0.0:
            about_m = rotate_wxyz(turns[k], light_m[k - 1] - steps.pivot_m[k - 1])
            left_m = steps.pivot_m[k] + about_m
            light_m[k] = _between(light_m[k], left_m, float(share), target_m[k])
            offset_m = frame.T @ (light_m[k] - place_m)
    return light_m


def aim_riding_wxyz(first_wxyz: Floats, light_m: Floats, target_m: Floats) -> Floats:
    """How a light that rides is turned to its target: from time to time by the least rotation.

    So it has no upright, and passes straight over its target without a turn about its own axis.

    shapes   first_wxyz (4,), light_m, target_m (n, 3) -> (n, 4)
    units    metres in; unit quaternions out, whose signs do not change
    frame    stage_from_light; the light shines along its own -z
    valid    a light in its target stays as it was turned
    source   the rotation from a to b is the unit quaternion along (1 + a.b, a x b)
    """
    aims = unit_vectors(light_m - target_m)
    turned = np.empty((len(aims), 4))
    last = first_wxyz
    for k, there in enumerate(aims):
        # From where it is turned, not from the last aim, so that no rounding adds up.
        here = rotate_wxyz(last, np.array([0.0, 0.0, 1.0]))
        arc = np.array([1.0 + here @ there, *np.cross(here, there)])
        if there.any() and arc[0] > OPPOSITE:
            last = multiply_wxyz(arc / np.linalg.norm(arc), last)
            last = last / np.linalg.norm(last)
        turned[k] = last
    return turned


def transferred_offset_m(
    offset_m: Floats,
    here: tuple[WalkedSurface, Anchor, Anchor],
    there: tuple[WalkedSurface, Anchor, Anchor],
) -> Floats:
    """A light's offset from a place of one mesh, at the place that corresponds on another.

    Of each mesh two anchors are told: the place, and one that says which way is along. The distance
    stays what it is, for light falls off in metres.

    shapes   offset_m (3,) -> (3,)
    units    metres
    frame    each mesh's own
    valid    a second anchor straight above the first says no direction: then one is chosen
    raises   InputError
    source   the offset has the same parts along, across and away from either surface
    """
    offset: Floats = _frame_toward(*there) @ (_frame_toward(*here).T @ offset_m)
    return offset


def _frame_toward(surface: WalkedSurface, at: Anchor, to: Anchor) -> Floats:
    """The frame at an anchor that is along toward another, (3, 3), columns as in `SurfaceRide`."""
    at, to = checked_anchor(surface, at), checked_anchor(surface, to)
    toward = _place_of(surface.mesh, to) - _place_of(surface.mesh, at)
    along = tangent_at(surface.mesh, at, toward)
    (facing,) = facings_of(surface.mesh, np.array([at.face]), np.array([at.shares]))
    return np.stack([along, np.cross(facing, along), facing], axis=-1)


def _place_of(mesh: Mesh, anchor: Anchor) -> Floats:
    (place_m,) = places_of(mesh, np.array([anchor.face]), np.array([anchor.shares]))
    return np.asarray(place_m)


def _between(carried_m: Floats, left_m: Floats, share: float, target_m: Floats) -> Floats:
    """Part of the way from one place to another, as direction and distance from the target."""
    if share == 1.0:
        return left_m
    offsets = np.stack([carried_m, left_m]) - target_m
    mix = np.array([1.0 - share, share])
    (middle,) = unit_vectors((mix @ unit_vectors(offsets))[None])
    between: Floats = target_m + (mix @ np.linalg.norm(offsets, axis=1)) * middle
    return between
