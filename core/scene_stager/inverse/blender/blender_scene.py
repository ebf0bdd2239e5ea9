# SPDX-License-Identifier: Apache-2.0
"""A preview scene as the plain numbers that Blender renders to the same picture.

Blender's radiance is the preview's over pi, so every lamp is given pi times the power; then a grey
card that faces a light of illuminance `anchor` comes out 0.18 in both.
"""

import math
from typing import Any

from scene_stager.preview.fog import depth_between
from scene_stager.preview.scene import PreviewFog, PreviewLight, PreviewScene

AIR_BEYOND_M = 30.0  # how far the air reaches beyond camera and target; house default
Numbers = dict[str, Any]


def numbers_of(scene: PreviewScene, *, through_air: bool) -> Numbers:
    """A scene as JSON: camera, lights (watts), sky, fog (1/m), what the subject and ground are of.

    units    metres, millimetres, degrees; sky: nine harmonics of radiance times pi, by colour
    frame    stage; the subject's feet are the origin
    valid    `through_air` tells that the renderer's air dims the lights (Cycles: yes, Eevee: no); a
             light is then as much stronger as the air on its way takes
    """
    camera, subject, ground, anchor = scene.camera, scene.subject, scene.ground, scene.anchor
    reach_m = AIR_BEYOND_M + math.dist(camera.position_m, subject.position_m)
    return {
        "camera": {
            "position_m": camera.position_m,
            "stage_from_camera": camera.stage_from_camera,
            "focal_length_mm": camera.focal_length_mm,
            "sensor_width_mm": camera.sensor_width_mm,
            "focus_distance_m": camera.focus_distance_m,
            "f_number": camera.f_number,
        },
        "lights": [
            _light(light, anchor, _dimming(scene.fog, light, reach_m) if through_air else 1.0)
            for light in scene.lights
        ],
        "sky": [[c / anchor for c in row] for row in scene.ambient],
        "fog": {
            "per_m": scene.fog.per_m,
            "g": scene.fog.g,
            "rgb": scene.fog.rgb,
            "reach_m": reach_m,
        },
        "subject": {
            "rgb": subject.albedo_rgb,
            "roughness": subject.roughness,
            "specular": subject.specular,
            "facing_deg": subject.facing_deg,
        },
        "ground": {
            "rgb": ground.albedo_rgb,
            "roughness": ground.roughness,
            "specular": ground.specular,
        },
    }


def _light(light: PreviewLight, anchor: float, through: float) -> Numbers:
    """A flat disk sends E pi (d^2 + r^2) watts to get E at d on its axis; a ball 4 pi E d^2."""
    square_m2 = math.dist(light.position_m, light.target_m) ** 2
    if light.omni:
        spread_m2 = 4.0 * math.pi * square_m2
    else:
        spread_m2 = math.pi * (square_m2 + light.radius_m**2)
    return {
        "name": light.name,
        "position_m": light.position_m,
        "target_m": light.target_m,
        "radius_m": light.radius_m,
        "rgb": light.rgb,
        "omni": light.omni,
        "watts": math.pi * light.illuminance / anchor * spread_m2 / through,
    }


def _dimming(fog: PreviewFog, light: PreviewLight, reach_m: float) -> float:
    """The share of a light that comes through the part of its way that lies in the box of air."""
    away_m = math.dist(light.position_m, light.target_m)
    share = min(1.0, reach_m / away_m) if away_m > 0 else 1.0
    x, y, z = (t + share * (p - t) for p, t in zip(light.position_m, light.target_m, strict=True))
    return math.exp(-depth_between(fog, (x, y, z), light.target_m))
