# SPDX-License-Identifier: Apache-2.0
"""TargetLink: a light tied to the focal target, holding the exposure there while things move.

The receiver. Exposure at the target is what an incident meter reads there. Its receptor travels
with the target. A half dome is turned to where the light was authored, and in frames "camera" and
"rig" it turns with the lens: a light which keeps its place is met squarely, one that leaves its
authored direction (a world light passed by, a lamp that the rig carries past) at an angle. A card
is turned to the lamp wherever that is, so that distance alone counts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Floats
from scene_stager.maths.frames import (
    direction_from_heading,
    heading_from_direction,
    near_deg,
    wxyz_from_pan_tilt_roll,
)
from scene_stager.maths.optics.photometry import lux_per_candela
from scene_stager.shot.lighting.light_spec import Frame, LightSpec, Link, Receptor
from scene_stager.shot.lighting.surface_ride import SurfaceRide
from scene_stager.shot.lighting.target_link_intrinsic import ClassicSteps, ridden_m

NEAREST_M = 0.01  # a light that sits in the target counts as this far away
POLE_M = 1e-6  # nearer than this to straight above, a heading has no meaning
# What a receptor still sees of a light behind it. A hold works against 20 stops and no more.
FAINTEST = 2.0**-20


@dataclass(frozen=True, slots=True)
class TargetLink:
    """How one light is tied: what is authored, and where target and camera stood at the start.

    `start_m` is the point that a world light is fixed about: the target at the start, moved along
    the path for a lamp that stands further down it. `receptor` is the meter's: a "dome" sees the
    mean of a half sphere, (1 + cos) / 2; a "card" is flat, and held square to the lamp. A light in
    frame "rig" keeps the place about the camera that it had at the start, when the camera was at
    `start_camera_m`. With `link` "intrinsic" a light rides a surface from where its frame puts it
    at the start, and its receptor is turned to it; the frame is what it falls back to.
    """

    frame: Frame
    shape: str
    azimuth_deg: float
    elevation_deg: float
    distance_m: float
    width_m: float
    hold: bool
    start_m: tuple[float, float, float]
    start_view_deg: float
    receptor: Receptor = "dome"
    start_camera_m: tuple[float, float, float] | None = None
    link: Link = "classic"


@dataclass(frozen=True, slots=True, eq=False)
class LightMove:
    """Where a light is carried over time, for lights that are themselves moved; each (n,)."""

    azimuth_deg: Floats
    elevation_deg: Floats
    distance_m: Floats


def link_light(
    spec: LightSpec,
    start_m: tuple[float, float, float],
    start_view_deg: float,
    start_camera_m: tuple[float, float, float] | None = None,
) -> TargetLink:
    """Tie a light of the kit to a target that starts at `start_m`, seen from `start_view_deg`."""
    along = direction_from_heading(np.asarray(spec.travel_heading_deg), np.asarray(0.0))
    x_m, y_m, z_m = (
        float(start + spec.along_m * step) for start, step in zip(start_m, along, strict=True)
    )
    return TargetLink(
        frame=spec.frame,
        shape=spec.shape,
        azimuth_deg=spec.azimuth_deg,
        elevation_deg=spec.elevation_deg,
        distance_m=spec.distance_m,
        width_m=spec.width_m,
        hold=spec.hold,
        start_m=(x_m, y_m, z_m),
        start_view_deg=start_view_deg,
        receptor=spec.receptor,
        start_camera_m=start_camera_m if spec.frame == "rig" else None,
        link=spec.link,
    )


def view_heading_deg(target_m: Floats, camera_m: Floats, start_view_deg: float) -> Floats:
    """Where the camera stands around the target, as a heading near the one it started from.

    shapes   target_m, camera_m (n, 3) -> (n,)
    units    metres in; degrees out
    frame    stage; 0 is in front of the subject, +90 is +x
    valid    a camera straight above or below the target counts as standing where it started; within
             half a turn of the start the heading has no jumps
    source   spherical coordinates about the target
    """
    offset_m = camera_m - target_m
    heading_deg, _ = heading_from_direction(offset_m)
    level_m = np.hypot(offset_m[..., 0], offset_m[..., 1])
    start_deg = np.full_like(heading_deg, start_view_deg)
    return np.where(level_m < POLE_M, start_deg, near_deg(heading_deg, start_deg))


def place_light(
    link: TargetLink,
    target_m: Floats,
    camera_m: Floats,
    move: LightMove | None = None,
    ride: SurfaceRide | None = None,
) -> Floats:
    """Where the light stands.

    In frame "camera" its azimuth is counted from where the camera is now, in "target" from where it
    was at the start; both ride with the target. In "world" the light stays where it was put. In
    "rig" it goes with the camera, at the same place to the side of it, and turns with the view. A
    distant light has a direction and no place: it always rides along. An intrinsic link is carried
    by its ride.

    shapes   target_m, camera_m (n, 3); move holds (n,), ride n times -> (n, 3)
    units    metres
    frame    stage
    raises   InputError
    source   target plus distance times direction_from_heading(view + azimuth, elevation); of an
             intrinsic link `ridden_m`
    """
    there = _There(target_m, camera_m, _station(link, target_m, move), ride)
    return _PLACES["surface" if link.link == "intrinsic" else link.frame](link, there)


def aim_light_wxyz(
    link: TargetLink, light_m: Floats, target_m: Floats, view_deg: Floats | None = None
) -> Floats:
    """How the light is turned so that it shines, along its own -z, straight at the target.

    shapes   light_m, target_m (n, 3), view_deg (n,) -> (n, 4)
    units    metres and degrees in; unit quaternion out
    frame    stage_from_light, +y as far up as it goes
    valid    straight above or below the target it keeps the heading it was authored with; the sign
             does not change while the heading stays within half a turn of where it was authored,
             or, with `view_deg`, of that far from where the camera goes (whole turns included)
    source   a lamp at heading h looks along pan h, tilted by its elevation, downwards
    """
    offset_m = light_m - target_m
    heading_deg, elevation_deg = heading_from_direction(offset_m)
    level_m = np.hypot(offset_m[..., 0], offset_m[..., 1])
    viewed_deg = np.full_like(heading_deg, link.start_view_deg) if view_deg is None else view_deg
    authored_deg = viewed_deg + link.azimuth_deg
    pan_deg = np.where(level_m < POLE_M, authored_deg, near_deg(heading_deg, authored_deg))
    return wxyz_from_pan_tilt_roll(pan_deg, -elevation_deg, np.zeros_like(pan_deg))


def lux_per_candela_at_target(
    link: TargetLink, light_m: Floats, target_m: Floats, camera_m: Floats
) -> Floats:
    """What one candela of this light makes at the target: fall-off times the receptor's answer.

    shapes   light_m, target_m, camera_m (n, 3) -> (n,)
    units    metres in; lux per candela out
    frame    stage
    valid    nearer than 1 cm counts as 1 cm; a receptor that faces away still sees 2^-20
    source   lux_per_candela of the light's shape; receptor (1 + cos) / 2, which is what Lambert's
             cosine averages to over a half sphere that faces the normal, or 1 for a card that is
             held square to the lamp
    """
    offset_m = light_m - target_m
    x, y, z = offset_m[..., 0], offset_m[..., 1], offset_m[..., 2]
    length_m = np.maximum(np.sqrt(x * x + y * y + z * z), NEAREST_M)

    authored = _station(link, target_m, None)
    facing = _direction(link, target_m, camera_m, authored)
    cosine = (x * facing[..., 0] + y * facing[..., 1] + z * facing[..., 2]) / length_m
    square_on = link.receptor == "card" or link.link == "intrinsic"
    answer = np.ones_like(cosine) if square_on else (1.0 + cosine) / 2.0

    reach_m = authored.distance_m if link.shape == "distant" else length_m
    fall_off = lux_per_candela(link.shape, link.width_m, link.width_m, reach_m)
    return fall_off * np.clip(answer, FAINTEST, 1.0)


def hold_exposure(
    link: TargetLink,
    authored_lx: Floats,
    light_m: Floats,
    target_m: Floats,
    camera_m: Floats,
) -> tuple[Floats, Floats, Floats]:
    """What arrives at the target, what the light gives for it, and how far the hold has turned it.

    The light as authored gives `authored_lx` from its authored place. With the hold on, its
    intensity is multiplied by 2 ** hold_stops, which is what keeps that illuminance; with the hold
    off the multiplier is exactly one, and the illuminance goes as distance and cosine have it.

    shapes   authored_lx (n,); light_m, target_m, camera_m (n, 3) -> three of (n,)
    units    lux and metres in; lux, candela and stops out
    frame    stage
    valid    as lux_per_candela_at_target; a distant light has the candela that would give its
             illuminance from the distance it is drawn at
    source   E = I k, with k from lux_per_candela_at_target; the hold is k at the authored place
             over k now
    """
    now = lux_per_candela_at_target(link, light_m, target_m, camera_m)
    reach_m = np.full_like(now, max(link.distance_m, NEAREST_M))
    authored = lux_per_candela(link.shape, link.width_m, link.width_m, reach_m)

    hold_stops = np.log2(authored / now) if link.hold else np.zeros_like(now)
    intensity_cd = authored_lx / (now if link.hold else authored)
    return intensity_cd * now, intensity_cd, hold_stops


def flickered(level: Floats, flicker_stops: Floats, share: float) -> Floats:
    """A level of light with the flicker channel on it, for the lamps that flicker.

    shapes   level, flicker_stops (n,) -> (n,)
    units    any unit of light, kept; stops
    valid    share is a light's `flicker`: 1 for practicals, 0 (exactly no change) for all others
    source   a stop is a factor of two
    """
    return level * np.exp2(share * flicker_stops)


def _station(link: TargetLink, target_m: Floats, move: LightMove | None) -> LightMove:
    """Where the light is carried, or for want of that where it was authored, at every time."""
    if move is not None:
        return move
    shape = target_m.shape[:-1]
    return LightMove(
        np.full(shape, link.azimuth_deg),
        np.full(shape, link.elevation_deg),
        np.full(shape, link.distance_m),
    )


class _There(NamedTuple):
    """What a frame is counted from: (n, 3), (n, 3), a station at each time, and a ride or none."""

    target_m: Floats
    camera_m: Floats
    station: LightMove
    ride: SurfaceRide | None


def _about_target(link: TargetLink, there: _There) -> Floats:
    direction = _direction(link, there.target_m, there.camera_m, there.station)
    return there.target_m + there.station.distance_m[..., None] * direction


def _in_world(link: TargetLink, there: _There) -> Floats:
    """About where the target was at the start; what is too far off to have a place rides along."""
    if link.shape == "distant":
        return _about_target(link, there)
    direction = _direction(link, there.target_m, there.camera_m, there.station)
    return np.asarray(link.start_m) + there.station.distance_m[..., None] * direction


def _on_rig(link: TargetLink, there: _There) -> Floats:
    """At the same place to the side of the camera, turned as the view is."""
    if link.start_camera_m is None:
        return _about_target(link, there)
    way = direction_from_heading(
        link.start_view_deg + there.station.azimuth_deg, there.station.elevation_deg
    )
    lamp_m = np.asarray(link.start_m) + there.station.distance_m[..., None] * way
    x, y, z = (lamp_m - np.asarray(link.start_camera_m)).T
    view_deg = view_heading_deg(there.target_m, there.camera_m, link.start_view_deg)
    turn = np.radians(view_deg - link.start_view_deg)
    c, s = np.cos(turn), np.sin(turn)
    return np.asarray(there.camera_m + np.stack([c * x - s * y, s * x + c * y, z], axis=-1))


def _on_surface(link: TargetLink, there: _There) -> Floats:
    """From where its frame puts it at the start, as the surface carries it."""
    ride, count = there.ride, len(there.target_m)
    if ride is None or len(ride.t_s) != count:
        found = "none" if ride is None else f"one of {len(ride.t_s)} times"
        raise InputError(Mistake("light.ride", found, f"one of {count} times"))
    start_m = _PLACES[link.frame](link, there)[0]
    return ridden_m(ride, start_m, there.target_m, _classic_steps(link, there))


def _classic_steps(link: TargetLink, there: _There) -> ClassicSteps:
    """How the frame moves what rides in it."""
    pivot_m, turns = there.target_m, link.frame in ("camera", "rig")
    if link.frame == "rig" and link.start_camera_m is not None:
        pivot_m = there.camera_m
    elif link.frame == "world" and link.shape != "distant":
        pivot_m = np.broadcast_to(np.asarray(link.start_m), pivot_m.shape)
    view_deg = view_heading_deg(there.target_m, there.camera_m, link.start_view_deg)
    return ClassicSteps(pivot_m, view_deg if turns else np.zeros_like(view_deg))


_PLACES: dict[str, Callable[[TargetLink, _There], Floats]] = {
    "target": _about_target,
    "camera": _about_target,
    "world": _in_world,
    "rig": _on_rig,
    "surface": _on_surface,
}


def _direction(link: TargetLink, target_m: Floats, camera_m: Floats, station: LightMove) -> Floats:
    """Unit vector (n, 3) from the target, or from the start, toward a station of the light's."""
    view_deg: Floats | float = link.start_view_deg
    if link.frame in ("camera", "rig"):
        view_deg = view_heading_deg(target_m, camera_m, link.start_view_deg)
    return direction_from_heading(view_deg + station.azimuth_deg, station.elevation_deg)
