# SPDX-License-Identifier: Apache-2.0
"""One frame of a take as a scene that the preview can draw."""

from __future__ import annotations

import math

import numpy as np

from scene_stager.hosts.spot_cone import smooth_in_angle
from scene_stager.maths.colour.temperature import linear_srgb_from_kelvin
from scene_stager.maths.frames import matrix_from_wxyz
from scene_stager.maths.optics.exposure import camera_lux
from scene_stager.moks.entities import (
    CameraFacts,
    DomeFacts,
    FilmFacts,
    LampFacts,
    SkyFacts,
    SpotFacts,
    SubjectFacts,
    stands_at_m,
)
from scene_stager.moks.take import Take
from scene_stager.preview.camera import PreviewCamera
from scene_stager.preview.numbers import lights, values
from scene_stager.preview.scene import (
    DARK,
    PreviewFog,
    PreviewGround,
    PreviewLight,
    PreviewScene,
    PreviewSky,
    PreviewSubject,
)
from scene_stager.preview.vectors import Turn, Vec3
from scene_stager.shot.atmosphere.weather import LAYER_M

# House defaults, not measured, but where a line says otherwise.
CLAY: Vec3 = (0.40, 0.37, 0.34)  # what the stand-in is made of; house default, not measured
SUN_AWAY_M = 1000.0  # how far a light without a place is drawn
STUDIO_STYLES = ("person", "bust", "product")
STUDIO_RADII = 2.2  # how far the studio wall is, in camera distances; house default, not measured
NEAREST_WALL_M = 5.0  # house default, not measured


def scene_at(take: Take, index: int) -> PreviewScene:
    """Camera, stand-in, lights and air of one frame, counted from zero.

    The clearing that keeps the subject readable is drawn as thinner air everywhere.
    """
    here = _Reader(take, index)
    return PreviewScene(
        camera=_camera(here),
        subject=_subject(here),
        lights=tuple(_lamps(here)),
        ambient=_ambient(here),
        sky=_sky(here),
        fog=_fog(here),
        ground=_ground(here),
        anchor=exposed_lx(take, index),
    )


def exposed_lx(take: Take, index: int) -> float:
    """Incident light that comes out as it should on this frame's stop, shutter and film."""
    here, film = _Reader(take, index), take.facts(FilmFacts, "film")
    needed_lx = camera_lux(
        here.one("camera.f_number"),
        here.one("camera.shutter_deg"),
        take.fps[0] / take.fps[1],
        here.one("camera.exposure_index"),
        film.nd_stops,
        film.push_stops,
    )
    # A bracket is the camera's doing; a locked exposure already shows in the light there is.
    if film.exposure == "bracket":
        needed_lx *= 2.0 ** -here.one("camera.exposure_stops")
    return needed_lx


class _Reader:
    """The channels of one frame."""

    def __init__(self, take: Take, index: int) -> None:
        self.take, self.index = take, index

    def one(self, name: str) -> float:
        return float(values(self.take, name)[self.index, 0])

    def one_or(self, name: str, otherwise: float) -> float:
        return self.one(name) if name in self.take.names else otherwise

    def three(self, name: str) -> Vec3:
        x, y, z = (float(v) for v in values(self.take, name)[self.index])
        return (x, y, z)

    def turn(self, name: str) -> Turn:
        rows = matrix_from_wxyz(values(self.take, name)[self.index])
        a, b, c = ((float(row[0]), float(row[1]), float(row[2])) for row in rows)
        return (a, b, c)


def _camera(here: _Reader) -> PreviewCamera:
    return PreviewCamera(
        position_m=here.three("camera.translate_m"),
        stage_from_camera=here.turn("camera.rotate_wxyz"),
        focal_length_mm=here.one("camera.focal_length_mm"),
        sensor_width_mm=here.take.facts(CameraFacts, "camera").sensor_width_mm,
        focus_distance_m=here.one("camera.focus_distance_m"),
        f_number=here.one("camera.f_number"),
        shift_x_mm=here.one_or("camera.shift_x_mm", 0.0),
        shift_y_mm=here.one_or("camera.shift_y_mm", 0.0),
    )


def _subject(here: _Reader) -> PreviewSubject:
    known = here.take.facts(SubjectFacts, "subject")
    return PreviewSubject(
        kind=known.shape,
        height_m=known.height_m,
        position_m=here.three("subject.translate_m"),
        facing_deg=known.facing_deg,
        albedo_rgb=CLAY,
    )


def _lamps(here: _Reader) -> list[PreviewLight]:
    found = []
    target_m = here.three("target.translate_m")
    for light, known in lights(here.take).items():
        if not isinstance(known, LampFacts):
            continue
        place_m = here.three(f"{light}.translate_m")
        radius_m = known.width_m / 2
        if known.shape == "distant":
            place_m = _far_away(place_m, target_m)
            radius_m = SUN_AWAY_M * math.tan(math.radians(known.softness_deg) / 2)
        found.append(
            PreviewLight(
                name=light,
                position_m=place_m,
                target_m=target_m,
                radius_m=radius_m,
                rgb=_colour(here.one(f"{light}.color_temperature_k")),
                illuminance=here.one(f"{light}.illuminance_lx"),
                omni=known.shape == "sphere",
                cone=_cone(known),
                visible=known.role == "practical" or known.shape == "distant",
            )
        )
    return found


def _cone(known: LampFacts) -> tuple[float, float] | None:
    """A spot's cone: its full angle, and which share of it the edge takes."""
    if not isinstance(known, SpotFacts):
        return None
    half_deg, softness = smooth_in_angle(known.beam_deg, known.field_deg)
    return 2.0 * half_deg, softness


def _far_away(place_m: Vec3, target_m: Vec3) -> Vec3:
    away = [a - b for a, b in zip(place_m, target_m, strict=True)]
    length = math.hypot(*away) or 1.0
    x, y, z = (t + SUN_AWAY_M * a / length for t, a in zip(target_m, away, strict=True))
    return (x, y, z)


def _colour(kelvin: float) -> Vec3:
    r, g, b = (float(c) for c in linear_srgb_from_kelvin(np.asarray(kelvin)))
    return (max(r, 0.0), max(g, 0.0), max(b, 0.0))


def _ambient(here: _Reader) -> tuple[Vec3, ...]:
    """The domes' spherical harmonics, times pi as the preview has them."""
    total = np.zeros((9, 3))
    for known in lights(here.take).values():
        if isinstance(known, DomeFacts):
            total += math.pi * np.asarray(known.sh_nit, dtype=np.float64)
    if not total.any():
        return DARK
    return tuple((float(r), float(g), float(b)) for r, g, b in total)


def _sky(here: _Reader) -> PreviewSky | None:
    """The clear sky of the shot, where it has one."""
    skies = (one for one in lights(here.take).values() if isinstance(one, SkyFacts))
    sky = next(skies, None)
    if sky is None:
        return None
    return PreviewSky(
        sky.turbidity, math.pi * sky.zenith_nit, sky.sun_heading_deg, sky.sun_elevation_deg
    )


def _fog(here: _Reader) -> PreviewFog:
    per_m = here.one("atmosphere.fog_per_m") * here.one("atmosphere.clearance")
    return PreviewFog(
        per_m=per_m,
        g=here.one("atmosphere.fog_g"),
        rgb=_tint(here.one("atmosphere.haze_k"), here.take.facts(FilmFacts, "film").balance_k),
        scale_height_m=LAYER_M if _sky(here) is not None else 0.0,
    )


def _tint(haze_k: float, balance_k: float) -> Vec3:
    """The colour that the air multiplies light with: none when it has the balance of the film."""
    haze, white = _colour(haze_k), _colour(balance_k)
    ratio = [h / max(w, 1e-6) for h, w in zip(haze, white, strict=True)]
    most = max(ratio)
    r, g, b = (c / most for c in ratio)
    return (r, g, b)


def _ground(here: _Reader) -> PreviewGround:
    """A studio wall behind a still subject that fits a studio; open ground for all others."""
    middle_m = stands_at_m(here.take.proxies)
    path = values(here.take, "subject.translate_m")
    shape = here.take.facts(SubjectFacts, "subject").shape
    sun = any(known.shape == "distant" for known in lights(here.take).values())
    if shape not in STUDIO_STYLES or np.ptp(path, axis=0).max() > 0.01 or sun:
        return PreviewGround(middle_m=middle_m)
    camera = values(here.take, "camera.translate_m")
    farthest_m = float(np.sqrt(np.max(np.sum((camera - path) ** 2, axis=-1))))
    wall_m = max(STUDIO_RADII * farthest_m, NEAREST_WALL_M)
    return PreviewGround(cyclorama_radius_m=wall_m, middle_m=middle_m)
