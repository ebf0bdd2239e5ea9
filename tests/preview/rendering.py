"""Scenes that the renderer's tests share."""

from dataclasses import replace
from typing import Any

from scene_stager.preview.camera import PreviewCamera, look_at, station
from scene_stager.preview.renderer import render
from scene_stager.preview.scene import (
    DARK,
    PreviewGround,
    PreviewLight,
    PreviewScene,
    PreviewSubject,
    hemispheres,
)
from scene_stager.preview.vectors import Reals

WIDE, HIGH = 96, 54
TARGET = (0.0, 0.0, 0.9)
AROUND = hemispheres((1.0, 1.0, 1.0), (1.0, 1.0, 1.0))  # the same light from everywhere
NO_COAT = {"specular": 0.0}


def camera(azimuth_deg: float = 0.0, elevation_deg: float = 5.0, **more: Any) -> PreviewCamera:
    place = station(azimuth_deg, elevation_deg, 5.0, TARGET)
    return PreviewCamera(place, look_at(place, TARGET), **more)


def light(name: str, azimuth_deg: float, elevation_deg: float, **more: Any) -> PreviewLight:
    return PreviewLight(name, station(azimuth_deg, elevation_deg, 4.0, TARGET), TARGET, **more)


KEY = light("key", 50.0, 35.0)
FILL = light("fill", -40.0, 15.0, radius_m=1.2, illuminance=0.2)
RIM = light("rim", 145.0, 35.0, rgb=(1.2, 1.0, 0.4))


def scene(kind: str = "bust", **more: Any) -> PreviewScene:
    """Three lights and a little sky."""
    sky = hemispheres((0.02, 0.02, 0.02), (0.02, 0.02, 0.02))
    whole = PreviewScene(camera(), PreviewSubject(kind, 1.8), (KEY, FILL, RIM), sky)
    return replace(whole, **more)


def light_by_light(whole: PreviewScene, width: int, height: int) -> dict[str, Reals]:
    """What each light, and the sky as "ambient", adds to a picture."""
    parts = {
        one.name: render(replace(whole, lights=(one,), ambient=DARK), width, height)
        for one in whole.lights
    }
    return {**parts, "ambient": render(replace(whole, lights=()), width, height)}


def bare(kind: str = "sphere", **more: Any) -> PreviewScene:
    """No light and no coat: what a test adds is all there is."""
    subject, ground = PreviewSubject(kind, 1.8, **NO_COAT), PreviewGround(**NO_COAT)
    return replace(PreviewScene(camera(), subject, (), DARK, ground=ground), **more)
