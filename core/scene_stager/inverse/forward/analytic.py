# SPDX-License-Identifier: Apache-2.0
"""The analytic model: the preview's own shading on the points of a sight, with its own slopes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.inverse.forward.dual import Dual, value_of, variables
from scene_stager.inverse.forward.lamplight import EvenAir, Lamp, light_up
from scene_stager.inverse.forward.sight import Prepared, Sight, prepare
from scene_stager.inverse.least_squares.model import Drawn, Knob
from scene_stager.maths.arrays import Floats
from scene_stager.preview.vectors import Vec3
from scene_stager.shot.lighting.usual_set import HAZE_G, LampPose

AMBIENT, KEY = "ambient", "key"
FLAT_SKY = 2.0 * math.sqrt(math.pi)  # the constant harmonic of a sky of one, by definition
PLACE = ("azimuth_deg", "elevation_deg", "distance_m", "softness_deg")
PHYSICAL = 4  # of a lamp: x, y, z and radius, by definition
MOST_KEPT = 64  # lamps that rest, of which the light is kept: house default
ALBEDOS = ("subject_albedo_r", "subject_albedo_g", "subject_albedo_b")
# Of each number: unit, bounds, scale. House defaults, not measured.
KINDS = {
    "azimuth_deg": ("deg", -360.0, 360.0, 10.0),
    "elevation_deg": ("deg", -10.0, 89.0, 10.0),
    "distance_m": ("m", 0.3, 1000.0, 2.0),
    "softness_deg": ("deg", 0.5, 90.0, 10.0),
    "haze_per_m": ("1/m", 0.0, 1.0, 0.02),
    "subject_albedo_r": ("", 0.01, 1.0, 0.2),
    "subject_albedo_g": ("", 0.01, 1.0, 0.2),
    "subject_albedo_b": ("", 0.01, 1.0, 0.2),
}


def even_sky(rgb: Vec3 = (1.0, 1.0, 1.0)) -> Floats:
    """Harmonics of a sky that sends the same from everywhere; shape (9, 3), radiance times pi."""
    found = np.zeros((9, 3))
    found[0] = FLAT_SKY * np.array(rgb)
    return found


def toward(azimuth_deg: float, elevation_deg: float) -> Floats:
    """The unit vector from the target to a lamp, shape (3,); the camera's side is -y."""
    a, e = float(np.radians(azimuth_deg)), float(np.radians(elevation_deg))
    return np.array([np.sin(a) * np.cos(e), -np.cos(a) * np.cos(e), np.sin(e)])


def ways_to(lamps: Mapping[str, LampPose], pose: Mapping[str, float]) -> dict[str, Floats]:
    """The way to each lamp, where a pose says otherwise than the lamp itself; shapes (3,)."""
    return {
        name: toward(
            pose.get(f"{name}_azimuth_deg", lamp.azimuth_deg),
            pose.get(f"{name}_elevation_deg", lamp.elevation_deg),
        )
        for name, lamp in lamps.items()
    }


@dataclass(slots=True)
class AnalyticModel:
    """Lamps round a sight, an even or given sky, and haze; any of their numbers may be turned.

    `free` names what a pose holds, such as `key_azimuth_deg`, `haze_per_m`, `subject_albedo_r`;
    everything else stays as given. `sky` is nine harmonics by three colours, radiance times pi.
    """

    sight: Sight
    lamps: Mapping[str, LampPose]
    free: tuple[str, ...]
    haze_per_m: float = 0.0
    haze_g: float = HAZE_G
    sky: Floats = field(default_factory=even_sky)
    name: str = "analytic"
    _prepared: Prepared = field(init=False)
    _kept: dict[object, Any] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._prepared = prepare(self.sight)
        for name in self.free:
            if name not in KINDS and _split(name, self.lamps) is None:
                raise InputError(Mistake("match", repr(name), "a number of one of the lamps, haze"))

    @property
    def lights(self) -> tuple[str, ...]:
        """The lamps in order, then the sky."""
        return (*self.lamps, AMBIENT)

    @property
    def leading(self) -> str:
        """The key: by its place one arrangement is told from another."""
        return KEY

    @property
    def knobs(self) -> tuple[Knob, ...]:
        """What a pose holds."""
        return tuple(Knob(name, *_kind(name, self.lamps)) for name in self.free)

    def ways(self, pose: Sequence[float] | Floats) -> Mapping[str, Floats]:
        """The unit vector from the target to each lamp, shape (3,)."""
        numbers = np.asarray(pose, dtype=np.float64).tolist()
        return ways_to(self.lamps, dict(zip(self.free, numbers, strict=True)))

    def pose(self, **changed: float) -> Floats:
        """The pose as the model was given it, with some numbers changed by name."""
        return np.array([changed.get(name, self._given(name)) for name in self.free])

    def draw(self, pose: Sequence[float] | Floats) -> Floats:
        """Every light's picture at a pose, shape (lights, n, 3)."""
        return self._draw(np.asarray(pose, dtype=np.float64), slopes=False).unit

    def draw_with_slopes(self, pose: Sequence[float] | Floats) -> Drawn:
        """The same with slopes; the physical quantities are each lamp's x, y, z and radius in
        metres, then the air's scattering per metre, then the subject's albedo."""
        return self._draw(np.asarray(pose, dtype=np.float64), slopes=True)

    def _draw(self, pose: Floats, *, slopes: bool) -> Drawn:
        values = dict(zip(self.free, pose.tolist(), strict=True))
        count = PHYSICAL * len(self.lamps)
        physical = np.zeros((count + 1 + 3, len(pose)))
        unit = np.zeros((len(self.lights), self.sight.size, 3))
        by_physical = np.zeros((len(self.lights) if slopes else 0, count + 4, self.sight.size, 3))
        haze, albedo = values.get("haze_per_m", self.haze_per_m), self._albedo(values)
        for k, name in enumerate(self.lamps):
            place = [values.get(f"{name}_{part}", self._given(f"{name}_{part}")) for part in PLACE]
            where, turn = _stand(place, self.sight.target_m)
            moves = [f"{name}_{part}" in values for part in PLACE]
            for part, free in zip(PLACE, moves, strict=True):
                if free:
                    column = self.free.index(f"{name}_{part}")
                    rows = slice(PHYSICAL * k, PHYSICAL * (k + 1))
                    physical[rows, column] = turn[:, PLACE.index(part)]
            lit = self._lit(where, haze, slopes and any(moves), slopes and "haze_per_m" in values)
            self._spread(unit, by_physical, k, lit, albedo, slopes, any(moves))
        self._ambient(unit, by_physical, haze, albedo, slopes)
        for offset, name in enumerate(("haze_per_m", *ALBEDOS)):
            if name in values:
                physical[count + offset, self.free.index(name)] = 1.0
        return Drawn(unit, physical, by_physical)

    def _lit(self, where: Floats, haze: float, moves: bool, clears: bool) -> tuple[Any, Any, Any]:
        """One lamp's light, with as many slopes as are asked for; a lamp that rests is kept."""
        key = (tuple(where.tolist()), haze, moves, clears)
        if key in self._kept:
            return self._kept[key]  # type: ignore[no-any-return]
        numbers: list[Any] = [where[k : k + 1] for k in range(PHYSICAL)]
        numbers.append(np.array([haze]))
        turned = list(range(PHYSICAL)) * moves + [PHYSICAL] * clears
        if turned:
            for dual, k in zip(variables(np.array([*where, haze])[turned]), turned, strict=True):
                numbers[k] = dual
        lit = light_up(self._prepared, Lamp(*numbers[:PHYSICAL]), EvenAir(numbers[-1], self.haze_g))
        found = (lit.base, lit.coat, lit.air)
        if len(self._kept) > MOST_KEPT:
            self._kept.clear()
        self._kept[key] = found
        return found

    def _spread(
        self,
        unit: Floats,
        by_physical: Floats,
        k: int,
        lit: tuple[Any, Any, Any],
        albedo: Floats,
        slopes: bool,
        moves: bool,
    ) -> None:
        """Put one lamp's light, and its slopes, into the tables of all."""
        base, coat, air = lit
        unit[k] = value_of(base)[:, None] * albedo + (value_of(coat) + value_of(air))[:, None]
        if not slopes:
            return
        count = PHYSICAL * len(self.lamps)
        total = base[None, :] if isinstance(base, Dual) else None
        if total is not None:
            rows = list(range(PHYSICAL * k, PHYSICAL * (k + 1))) * moves
            rows += [count] * (len(base.slopes) - PHYSICAL * moves)
            plain = _slopes(coat, len(rows)) + _slopes(air, len(rows))
            by_physical[k, rows] = base.slopes[:, :, None] * albedo + plain[:, :, None]
        for c in range(3):
            by_physical[k, count + 1 + c, self.sight.on_subject, c] = value_of(base)[
                self.sight.on_subject
            ]

    def _ambient(
        self, unit: Floats, by_physical: Floats, haze: float, albedo: Floats, slopes: bool
    ) -> None:
        """The sky's picture: it lights the base, shows in the coat, and greys the air."""
        received, mirrored = self._prepared.sky_matt @ self.sky, self._prepared.sky_coat @ self.sky
        base = np.maximum(received, 0.0) * self._prepared.matt[:, None]
        rest = np.maximum(mirrored, 0.0)
        mean = self.sky[0] / FLAT_SKY * (1.0 + np.mean(self.sight.floor.albedo_rgb)) / 2.0
        passed = np.exp(-haze * self.sight.range_m)[:, None]
        direct = base * albedo + rest
        unit[-1] = direct * passed + mean * (1.0 - passed)
        if slopes:
            count, ours = PHYSICAL * len(self.lamps), self.sight.on_subject
            by_physical[-1, count] = self.sight.range_m[:, None] * passed * (mean - direct)
            for c in range(3):
                by_physical[-1, count + 1 + c, ours, c] = (base * passed)[ours, c]

    def _albedo(self, values: Mapping[str, float]) -> Floats:
        given = self.sight.subject.albedo_rgb
        own = [values.get(name, one) for name, one in zip(ALBEDOS, given, strict=True)]
        on = self.sight.on_subject[:, None]
        found: Floats = np.where(on, np.array(own), np.array(self.sight.floor.albedo_rgb))
        return found

    def _given(self, name: str) -> float:
        if name == "haze_per_m":
            return self.haze_per_m
        if name in ALBEDOS:
            return self.sight.subject.albedo_rgb[ALBEDOS.index(name)]
        lamp, part = _split(name, self.lamps) or ("", "")
        return float(getattr(self.lamps[lamp], part))


def _stand(place: Sequence[float], target_m: Vec3) -> tuple[Floats, Floats]:
    """A lamp's x, y, z and radius, and their slopes by azimuth, elevation, distance, softness.

    shapes   (4,) and (4, 4)
    units    metres; degrees in
    """
    per_deg = math.pi / 180.0
    a, e, distance, half = place[0] * per_deg, place[1] * per_deg, place[2], place[3] * per_deg / 2
    sa, ca, se, ce = math.sin(a), math.cos(a), math.sin(e), math.cos(e)
    way = np.array([sa * ce, -ca * ce, se])
    where = np.append(np.array(target_m) + distance * way, distance * math.tan(half))
    turn = np.zeros((4, 4))
    turn[:3, 0] = distance * np.array([ca * ce, sa * ce, 0.0]) * per_deg
    turn[:3, 1] = distance * np.array([-sa * se, ca * se, ce]) * per_deg
    turn[:3, 2] = way
    turn[3, 2] = math.tan(half)
    turn[3, 3] = distance / math.cos(half) ** 2 * per_deg / 2
    return where, turn


def _slopes(thing: Any, count: int) -> Floats:
    if isinstance(thing, Dual):
        return thing.slopes
    return np.zeros((count, len(np.atleast_1d(thing))))


def _split(name: str, lamps: Mapping[str, LampPose]) -> tuple[str, str] | None:
    for lamp in lamps:
        if name.startswith(f"{lamp}_") and name[len(lamp) + 1 :] in PLACE:
            return lamp, name[len(lamp) + 1 :]
    return None


def _kind(name: str, lamps: Mapping[str, LampPose]) -> tuple[str, float, float, float]:
    split = _split(name, lamps)
    return KINDS[name if split is None else split[1]]
