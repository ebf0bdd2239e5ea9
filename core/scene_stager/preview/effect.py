# SPDX-License-Identifier: Apache-2.0
"""A lamp by its effect: the stations from which it does at a point of the picture what is asked."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Floats
from scene_stager.moks.entities import CameraFacts
from scene_stager.moks.take import Take
from scene_stager.preview.numbers import values
from scene_stager.preview.pointed import Pointed, Set
from scene_stager.preview.take_scene import scene_at
from scene_stager.shot.lighting.by_effect import (
    RIMS,
    Exposed,
    exposed,
    grazing_way,
    lamp_along,
    link_base,
    linked_at,
    mirror_way,
)
from scene_stager.shot.lighting.target_link import TargetLink

Picks = Iterator[tuple[str, Pointed, Floats, float]]


@dataclass(frozen=True, slots=True)
class LampStation:
    """One answer: how it does it, the tie of the lamp there, its place, and what it then gives."""

    how: str
    link: TargetLink
    light_m: tuple[float, float, float]
    gives: Exposed
    change_stops: float  # of the light at the target


def stations(
    take: Take, light: str, link: TargetLink, effect: str, x: float, y: float, index: int = 0
) -> tuple[LampStation, ...]:
    """Where the lamp may stand, best first, at its distance from what it is tied to.

    `x`, `y` are shares of the picture from its upper left; `index` counts the take's frames from
    zero. Raises InputError where no station does it.
    """
    camera = take.facts(CameraFacts, "camera")
    stage = Set(scene_at(take, index), camera.sensor_width_mm / camera.sensor_height_mm)
    target_m, camera_m = (values(take, f"{n}.translate_m")[index] for n in ("target", "rig"))
    now = _given(take, light, index)
    base_m, _ = link_base(link, target_m, camera_m)
    found, refused = [], []
    for how, point, way, beyond_m in _picks(stage, effect, x, y):
        light_m = _lamp(link, base_m, point, way, beyond_m)
        wrong = _wrong(stage, effect, how, point, light_m, link.distance_m)
        if wrong or light_m is None:
            refused.append(wrong)
            continue
        found.append(_station(how, link, light_m, now, target_m, camera_m))
    if not found:
        raise _no(effect, x, y, refused[0], "a point that the lamp can reach")
    return tuple(found)


def _station(
    how: str, link: TargetLink, light_m: Floats, now: Exposed, target_m: Floats, camera_m: Floats
) -> LampStation:
    tied = linked_at(link, light_m, target_m, camera_m)
    gives = exposed(tied, link, now, target_m, camera_m)
    change_stops = float(np.log2(gives.illuminance_lx / now.illuminance_lx))
    x_m, y_m, z_m = (float(one) for one in light_m)
    return LampStation(how, tied, (x_m, y_m, z_m), gives, change_stops)


def _given(take: Take, light: str, index: int) -> Exposed:
    """What a light gives on a frame of a take."""
    names = ("illuminance_lx", "intensity_cd", "hold_stops")
    return Exposed(*(float(values(take, f"{light}.{name}")[index, 0]) for name in names))


def _picks(stage: Set, effect: str, x: float, y: float) -> Picks:
    """What is meant, the plainest first: a point, the way from it to the lamp, and how far at
    least."""
    if effect == "shadow":
        yield _shadow(stage, x, y)
        return
    point = stage.on_subject(x, y)
    if effect == "highlight":
        yield from _highlights(stage, point, x, y)
        return
    if point is None:
        raise _off(stage, effect, x, y)
    ways = {how: grazing_way(point.facing, point.to_eye, deg) for how, deg in RIMS.items()}
    for how, way in ways.items():
        if way is None:
            raise _no(effect, x, y, "a surface that faces the lens", "a point nearer the outline")
        yield how, point, way, 0.0


def _highlights(stage: Set, point: Pointed | None, x: float, y: float) -> Picks:
    """On the subject; or on the floor, and then also at what of the subject is nearest."""
    if point is not None:
        yield "on the subject", point, mirror_way(point.facing, point.to_eye), 0.0
        return
    floor = stage.on_floor(x, y)
    if floor is None:
        raise _off(stage, "highlight", x, y)
    yield "on the floor", floor, mirror_way(floor.facing, floor.to_eye), 0.0
    near = stage.nearest_on_subject(x, y)
    point = None if near is None else stage.on_subject(*near)
    if point is not None:
        yield "nearest on the subject", point, mirror_way(point.facing, point.to_eye), 0.0


def _shadow(stage: Set, x: float, y: float) -> tuple[str, Pointed, Floats, float]:
    """From the floor over the top of the subject to the lamp."""
    floor = stage.on_floor(x, y)
    if stage.on_subject(x, y) is not None:
        raise _no("shadow", x, y, "the subject, before the floor", "a point of the floor")
    if floor is None:
        raise _no("shadow", x, y, "neither floor nor subject", "a point of the floor")
    away_m = stage.tip_from(floor.place_m) - floor.place_m
    length_m = float(np.linalg.norm(away_m))
    return "tip of the shadow", floor, away_m / length_m, length_m


def _lamp(
    link: TargetLink, base_m: Floats, point: Pointed, way: Floats, beyond_m: float
) -> Floats | None:
    """Where the lamp comes to stand: a far one has a way alone."""
    if link.shape == "distant":
        return np.asarray(base_m + link.distance_m * way)
    return lamp_along(point.place_m, way, base_m, link.distance_m, beyond_m)


def _wrong(
    stage: Set, effect: str, how: str, point: Pointed, light_m: Floats | None, distance_m: float
) -> str:
    """Why a lamp cannot stand there; nothing where it can."""
    if light_m is None:
        return f"no place for it {distance_m:.3g} m from what the lamp is tied to"
    if light_m[2] <= stage.floor_m:
        return "a lamp under the floor"
    if effect != "shadow" and stage.is_hidden(point, light_m):
        return f"a lamp that the subject itself hides from it ({how})"
    return ""


def _off(stage: Set, effect: str, x: float, y: float) -> InputError:
    near = stage.nearest_on_subject(x, y)
    advice = "" if near is None else f"The nearest is {near[0]:.3f},{near[1]:.3f}."
    return _no(effect, x, y, "no subject there", "a point on the subject", advice)


def _no(effect: str, x: float, y: float, found: str, expected: str, advice: str = "") -> InputError:
    return InputError(Mistake(f"--{effect} {x:g},{y:g}", found, expected, advice))
