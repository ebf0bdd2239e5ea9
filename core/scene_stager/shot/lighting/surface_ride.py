# SPDX-License-Identifier: Apache-2.0
"""A place that rides a surface over time: its frame, and how far that can be trusted.

As the place moves over the mesh, or the mesh deforms, the frame is carried without a twist. No
angle of a heading is ever asked, so that no pole and no umbilic is a special place. Where the
surface gives no frame to trust, the ride is lost, by name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.surface.carried_frame import carried_frames, carry_over
from scene_stager.maths.surface.following import nearest_anchor, way_toward
from scene_stager.maths.surface.mesh import Mesh, face_areas_m2
from scene_stager.maths.surface.shape_operator import shape_of_vertices
from scene_stager.maths.surface.tracing import (
    Anchor,
    SurfaceWay,
    WalkedSurface,
    WayEnd,
    checked_anchor,
    straight_way,
    walked_surface,
)

# How far a ride is trusted over one step, and how long a light takes to leave it; house defaults.
MOST_TURN_DEG = 10.0
MOST_BEND_CHANGE = 1.0
BLEND_S = 0.5


class RideFault(Enum):
    """Why a surface cannot carry a frame over a step."""

    BORDER = "the surface ends before the target's way does"
    TANGLED = "three faces or more share the edge to be crossed, or two that turn opposite ways"
    TOO_FAR = "the way over the surface crosses too many edges"
    FACELESS = "the surface faces no way here"
    FOLDED = f"the way turns the frame by more than {MOST_TURN_DEG:g} degrees in one step"
    BEND_LOST = f"the bend changes by more than {MOST_BEND_CHANGE:g} ball of that area in one step"

    @property
    def said(self) -> str:
        """Its name as people read it."""
        return self.name.lower().replace("_", " ")


_OF_WAY = {
    WayEnd.BORDER: RideFault.BORDER,
    WayEnd.TANGLED: RideFault.TANGLED,
    WayEnd.TOO_FAR: RideFault.TOO_FAR,
}


@dataclass(frozen=True, slots=True)
class LostRide:
    """Steps in a row that a surface could not carry a frame over: why, when, and where it began."""

    fault: RideFault
    from_s: float
    to_s: float
    anchor: Anchor
    place_m: tuple[float, float, float]

    def __str__(self) -> str:
        place = ", ".join(f"{x:.3f}" for x in self.place_m)
        span = f"{self.from_s:.3f} to {self.to_s:.3f} s"
        where = f"{span}, triangle {self.anchor.face}, {place} m"
        return f"{self.fault.said}: {self.fault.value} ({where})"


@dataclass(frozen=True, slots=True, eq=False)
class SurfaceRide:
    """A frame that rides a surface over time, with its certificate.

    `turn_deg` is how far the frame turned in the step that led here, whatever moved it.
    `commutator_per_m` is how much the bend seen in the frame changed over the way of that step, on
    the surface as it stands then; `bend_change` is the same over the bend of a ball that has the
    surface's area, so that it has no size. `classic_share` is how far a light should go as its
    classic link has it: 1 where the ride is lost, 0 where nothing is amiss within `BLEND_S`.

    shapes   t_s, turn_deg, commutator_per_m, bend_change, umbilic, classic_share (n,); places_m
             (n, 3); frames (n, 3, 3), columns along, across and away from the surface; n anchors
    units    seconds, degrees, 1 / metre, metres; others have none
    frame    the mesh's own, which is the stage
    """

    t_s: Floats
    anchors: tuple[Anchor, ...]
    places_m: Floats
    frames: Floats
    turn_deg: Floats
    commutator_per_m: Floats
    bend_change: Floats
    umbilic: Bools
    classic_share: Floats
    lost: tuple[LostRide, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Stops:
    """What is carried to the end of each of n ways; `way_turn_deg` is the turn over the way."""

    places_m: Floats
    frames: Floats
    way_turn_deg: Floats
    commutator_per_m: Floats
    umbilic: Bools
    faceless: Bools


def ride_surface(
    meshes: Mesh | Sequence[Mesh],
    t_s: Floats,
    toward: Floats,
    targets_m: Floats | None = None,
    start: Anchor | None = None,
) -> SurfaceRide:
    """Ride a surface: after a target, or with a place of it that stays where it is.

    It starts at `start`, or where the surface is nearest to the first target, and goes on to the
    place that moves with the target. A surface that deforms is one mesh for every time, of the same
    faces: the frame turns with the triangle, then goes on over the surface as it stands.

    shapes   t_s (n,); toward (3,), laid into the first tangent plane; targets_m (n, 3)
    units    seconds, metres
    frame    stage
    raises   InputError
    source   `carried_frames` over ways, `carry_over` where the mesh deforms
    """
    still = isinstance(meshes, Mesh)
    _check(t_s, targets_m, start, len(t_s) if isinstance(meshes, Mesh) else len(meshes))
    surfaces = _surfaces([meshes] * len(t_s) if isinstance(meshes, Mesh) else meshes)
    if start is not None:
        anchor = checked_anchor(surfaces[0], start)
    elif targets_m is not None:
        anchor = nearest_anchor(surfaces[0].mesh, targets_m[0])
    ways = list[SurfaceWay]()
    for k, surface in enumerate(surfaces):
        if targets_m is None or k == 0:
            way, _ = straight_way(surface, anchor, 0.0, 0.0)
        else:
            way = way_toward(surface, anchor, targets_m[k])
        ways.append(way)
        anchor = way.anchor
    stops = _along(surfaces[0], ways, toward) if still else _deforming(surfaces, ways, toward)
    return _judged(surfaces[0].mesh, t_s, ways, stops)


def _check(t_s: Floats, targets_m: Floats | None, start: Anchor | None, count: int) -> None:
    n = len(t_s)
    if n == 0 or not np.isfinite(t_s).all() or (np.diff(t_s) <= 0.0).any():
        raise InputError(Mistake("ride.t_s", "times that do not grow", "one or more that do"))
    if count != n:
        raise InputError(Mistake("ride.meshes", f"{count} meshes", f"one, or one a time: {n}"))
    if targets_m is None:
        if start is None:
            raise InputError(Mistake("ride.start", "none", "an anchor, or targets to follow"))
    elif targets_m.shape != (n, 3) or not np.isfinite(targets_m).all():
        found = f"shape {targets_m.shape}, or places that are no numbers"
        raise InputError(Mistake("ride.targets_m", found, f"({n}, 3), finite"))


def _surfaces(meshes: Sequence[Mesh]) -> list[WalkedSurface]:
    """Each ready to be walked on; a mesh that stays itself is made ready once."""
    surfaces = [walked_surface(meshes[0])]
    for before, mesh in pairwise(meshes):
        surfaces.append(surfaces[-1] if mesh is before else surfaces[-1].deformed(mesh))
    return surfaces


def _along(surface: WalkedSurface, ways: Sequence[SurfaceWay], toward: Floats) -> _Stops:
    carried = carried_frames(surface, ways, toward, shape_of_vertices(surface.mesh))
    facings = carried.facings
    frames = np.stack([carried.tangents, np.cross(facings, carried.tangents), facings], axis=-1)
    faceless: Bools = np.logical_not(facings.any(axis=1))
    for k in np.flatnonzero(faceless):
        frames[k] = frames[k - 1]
    return _Stops(
        carried.places_m[1:],
        frames[1:],
        _turns_deg(frames)[1:],
        carried.commutator_per_m[1:],
        carried.umbilic[1:],
        faceless[1:],
    )


def _deforming(
    surfaces: Sequence[WalkedSurface], ways: Sequence[SurfaceWay], toward: Floats
) -> _Stops:
    stops, tangent, before = list[_Stops](), toward, surfaces[0]
    for surface, way in zip(surfaces, ways, strict=True):
        if stops:
            a, b, c = way.entries[0].tolist()
            tangent = carry_over(before, surface, Anchor(int(way.faces[0]), (a, b, c)), tangent)
        stops.append(_along(surface, [way], tangent))
        tangent, before = stops[-1].frames[0, :, 0], surface
    names = ("places_m", "frames", "way_turn_deg", "commutator_per_m", "umbilic", "faceless")
    return _Stops(*(np.concatenate([getattr(one, name) for one in stops]) for name in names))


def _judged(mesh: Mesh, t_s: Floats, ways: Sequence[SurfaceWay], stops: _Stops) -> SurfaceRide:
    """The ride with its certificate, and where it is lost."""
    anchors = tuple(way.anchor for way in ways)
    area_m2 = float(np.linalg.norm(face_areas_m2(mesh), axis=1).sum())
    bend_change = stops.commutator_per_m * np.sqrt(area_m2 / (4.0 * np.pi))
    faults = [_OF_WAY.get(way.end) for way in ways]
    for k, (turn_deg, change) in enumerate(zip(stops.way_turn_deg, bend_change, strict=True)):
        if faults[k] is None and stops.faceless[k]:
            faults[k] = RideFault.FACELESS
        elif faults[k] is None and turn_deg > MOST_TURN_DEG:
            faults[k] = RideFault.FOLDED
        elif faults[k] is None and change > MOST_BEND_CHANGE:
            faults[k] = RideFault.BEND_LOST
    return SurfaceRide(
        t_s=t_s,
        anchors=anchors,
        places_m=stops.places_m,
        frames=stops.frames,
        turn_deg=_turns_deg(stops.frames),
        commutator_per_m=stops.commutator_per_m,
        bend_change=bend_change,
        umbilic=stops.umbilic,
        classic_share=_classic_share(t_s, np.array([one is not None for one in faults])),
        lost=_runs(faults, t_s, anchors, stops.places_m),
    )


def _turns_deg(frames: Floats) -> Floats:
    """By how much each frame is turned from the one before; the first by nothing."""
    apart = np.linalg.norm(np.diff(frames, axis=0, prepend=frames[:1]), axis=(1, 2))
    # |R - 1| of a rotation by t is sqrt(8) sin(t / 2), Frobenius.
    turns: Floats = 2.0 * np.degrees(np.arcsin(np.minimum(apart / np.sqrt(8.0), 1.0)))
    return turns


def _classic_share(t_s: Floats, lost: Bools) -> Floats:
    """1 where the ride is lost, evenly down to 0 at `BLEND_S` before and after."""
    if not lost.any():
        return np.zeros_like(t_s)
    at_s = t_s[lost]
    after = np.searchsorted(at_s, t_s)
    off_s = np.minimum(
        np.abs(t_s - at_s[np.minimum(after, len(at_s) - 1)]),
        np.abs(t_s - at_s[np.maximum(after - 1, 0)]),
    )
    near = np.clip(1.0 - off_s / BLEND_S, 0.0, 1.0)
    return near * near * (3.0 - 2.0 * near)


def _runs(
    faults: Sequence[RideFault | None],
    t_s: Floats,
    anchors: Sequence[Anchor],
    places_m: Floats,
) -> tuple[LostRide, ...]:
    found = list[LostRide]()
    for k, fault in enumerate(faults):
        if fault is None:
            continue
        now_s = float(t_s[k])
        if found and faults[k - 1] is fault:
            began = found.pop()
            found.append(LostRide(fault, began.from_s, now_s, began.anchor, began.place_m))
            continue
        x, y, z = places_m[k].tolist()
        found.append(LostRide(fault, now_s, now_s, anchors[k], (x, y, z)))
    return tuple(found)
