"""The set of a still rebuilt: the true subject under the matched lights, from either camera."""

from dataclasses import replace

import numpy as np

from scene_stager.inverse.forward.still_scene import scene_of_guess
from scene_stager.maths.colour.luminance import REC_709
from scene_stager.preview.camera import PreviewCamera, look_at, station

TARGET_M = 0.95  # what the stills' cameras look at
LEAST_CAMERA_M = 0.15  # and how low they may stand
UNDER = 0.55  # of the subject's height: where the matched lights point


def as_matched(found):
    """The best guess, with the numbers that the match tells: a renderer's offsets are taken off."""
    guess, solved = found.calibration.best.guess, found.solved
    model = guess.problem.model
    pose = model.named(guess.pose)
    told = {
        "key_azimuth_deg": solved.key_azimuth_deg,
        "key_elevation_deg": solved.key_elevation_deg,
    }
    if solved.haze_per_m > 0.0:
        told["haze_per_m"] = solved.haze_per_m
    values = np.array([told.get(knob.name, pose[knob.name]) for knob in model.knobs])
    level = guess.intensities @ np.array(REC_709)
    strengths = guess.intensities.copy()
    key = level[model.lights.index("key")]
    for name, stops in (("fill", solved.fill_ratio_stops), ("ambient", solved.ambient_stops)):
        place = model.lights.index(name)
        if level[place] > 1e-3 * key:
            strengths[place] *= key * 2.0**-stops / level[place]
    return replace(guess, pose=values, intensities=strengths)


def matched_view(guess, truth, mesh):
    """Scene and mesh: the true subject, as tall as the match takes it for, before its camera."""
    scene = scene_of_guess(guess)
    low, high = (float(end(mesh.places_m[:, 2])) for end in (np.min, np.max))
    scale = scene.subject.height_m / (high - low)
    moved = (mesh.places_m - np.array([0.0, 0.0, low])) * scale
    return scene, replace(mesh, places_m=moved)


def true_view(guess, truth, mesh):
    """Scene and mesh: the true set and camera, with the matched lights about its subject."""
    scene = scene_of_guess(guess)
    low, high = (float(end(mesh.places_m[:, 2])) for end in (np.min, np.max))
    scale = (high - low) / scene.subject.height_m
    target = (0.0, 0.0, float(low + UNDER * (high - low)))
    lights = tuple(_about(light, target, scale) for light in scene.lights)
    eye = station(0.0, truth["camera_elevation_deg"], truth["camera_distance_m"], (0, 0, TARGET_M))
    eye = (eye[0], eye[1], max(eye[2], LEAST_CAMERA_M))
    camera = PreviewCamera(eye, look_at(eye, (0.0, 0.0, TARGET_M)), truth["focal_mm"])
    fog = replace(scene.fog, per_m=scene.fog.per_m / scale)
    return replace(scene, camera=camera, lights=lights, fog=fog), mesh


def _about(light, target, scale):
    away = [scale * (p - t) for p, t in zip(light.position_m, light.target_m, strict=True)]
    place = tuple(t + a for t, a in zip(target, away, strict=True))
    return replace(light, position_m=place, target_m=target, radius_m=light.radius_m * scale)
