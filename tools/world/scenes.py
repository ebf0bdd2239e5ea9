"""How the world is lit and seen: three places, each with a light for work and one for the story."""

from dataclasses import replace

from scene_stager.preview.camera import PreviewCamera, look_at
from scene_stager.preview.scene import (
    PreviewFog,
    PreviewGround,
    PreviewLight,
    PreviewScene,
    PreviewSubject,
    hemispheres,
)

WARM, COLD, RED = (1.0, 0.80, 0.56), (0.52, 0.70, 1.0), (1.0, 0.10, 0.06)
WHITE = (1.0, 1.0, 1.0)
CLAY, ROBE = (0.42, 0.41, 0.40), (0.42, 0.035, 0.03)  # reflectances
STONE = PreviewGround(albedo_rgb=(0.12, 0.12, 0.12), roughness=0.6)
NIGHT = hemispheres((0.012, 0.014, 0.020), (0.006, 0.006, 0.006))
OVERCAST = hemispheres((0.55, 0.55, 0.55), (0.10, 0.10, 0.10))


def _camera(position_m, target_m, focal_length_mm):
    return PreviewCamera(position_m, look_at(position_m, target_m), focal_length_mm, 36.0)


def _scene(kind, height_m, camera, key, rim, fog, albedo_rgb=CLAY):
    subject = PreviewSubject(kind, height_m, albedo_rgb=albedo_rgb, roughness=0.55)
    return PreviewScene(camera, subject, (key, rim), NIGHT, None, fog, STONE, 1.0)


DUSK = {
    "dry_dock": _scene(
        "dry_dock",
        24.0,
        _camera((0.0, -60.0, 5.0), (0.0, 0.0, 11.5), 34.0),
        PreviewLight("key", (-30.0, -24.0, 46.0), (0.0, 0.0, 8.0), 4.0, WARM, 1.5),
        PreviewLight("rim", (26.0, 40.0, 30.0), (0.0, 0.0, 8.0), 6.0, COLD, 0.9),
        PreviewFog(0.006, 0.55, (0.75, 0.85, 1.0), 14.0),
    ),
    "citadel": _scene(
        "citadel",
        40.0,
        _camera((-30.0, -78.0, 3.0), (0.0, 6.0, 19.0), 34.0),
        PreviewLight("key", (70.0, -30.0, 60.0), (0.0, 0.0, 14.0), 6.0, WARM, 1.4),
        PreviewLight("rim", (-40.0, 60.0, 50.0), (0.0, 0.0, 20.0), 8.0, COLD, 0.7),
        PreviewFog(0.003, 0.5, (0.7, 0.82, 1.0), 20.0),
    ),
    "figure": _scene(
        "figure",
        2.1,
        _camera((0.5, -5.2, 0.75), (0.0, 0.0, 1.06), 42.0),
        PreviewLight("key", (-2.6, -2.4, 3.0), (0.0, 0.0, 1.5), 0.35, WARM, 1.8),
        PreviewLight("rim", (1.9, 2.4, 2.8), (0.0, 0.0, 1.5), 0.4, COLD, 1.2),
        PreviewFog(0.03, 0.5, (0.75, 0.85, 1.0), 3.0),
        ROBE,
    ),
}


def work_light(scene):
    """The same place under a bright even sky and one white lamp: what a sculptor looks at."""
    key = replace(scene.lights[0], rgb=WHITE, illuminance=0.75)
    clay = replace(scene.subject, albedo_rgb=CLAY)
    return replace(scene, subject=clay, lights=(key,), ambient=OVERCAST, fog=PreviewFog())


def overcast(scene):
    """The same place by day: what a scout's camera sees."""
    key = replace(scene.lights[0], rgb=WHITE, illuminance=0.30)
    return replace(scene, lights=(key,), ambient=OVERCAST, fog=replace(scene.fog, rgb=WHITE))


def alarm(scene):
    """The same place under a red lamp: on stone and steel, where nothing lives."""
    key = replace(scene.lights[0], rgb=RED, illuminance=1.7)
    return replace(scene, lights=(key, replace(scene.lights[1], illuminance=0.4)))
