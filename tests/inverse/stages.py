# SPDX-License-Identifier: Apache-2.0
"""A ball on a floor under three lamps, for the tests of the inverse loop; as a model, a still and a
file."""

import math

import numpy as np
from PIL import Image

from scene_stager.inverse.forward.analytic import AnalyticModel
from scene_stager.inverse.forward.ball import ball_sight, blocks_of, pure_blocks
from scene_stager.inverse.least_squares.problem import Problem
from scene_stager.inverse.still.points import shape_of
from scene_stager.preview.geometry import View as Drawn
from scene_stager.preview.geometry import geometry
from scene_stager.preview.parameters import default_vector, scene_of
from scene_stager.preview.renderer import render
from scene_stager.preview.scene import ground_middle_m, in_subject_frame
from scene_stager.preview.shading import Plastic
from scene_stager.reading.inflate import inflated_normals, membrane
from scene_stager.shot.lighting.usual_set import LampPose

SIZE_PX, BLOCK_PX = (320, 180), 10
LAMPS = {
    "key": LampPose(45.0, 35.0),
    "fill": LampPose(-40.0, 15.0, softness_deg=35.0),
    "rim": LampPose(145.0, 35.0, softness_deg=8.0),
}
WIDE, HIGH = 160, 90  # of a still on the grid of masks
# Of the still that stands for all: a rim behind the ball, on the right.
LIGHTS = {
    "camera_elevation_deg": 13.0,
    "key_azimuth_deg": -60.0,
    "key_elevation_deg": 35.0,
    "key_kelvin": 3200.0,
    "key_stops": -0.7,
    "fill_azimuth_deg": 40.0,
    "fill_stops": -3.2,
    "rim_stops": -0.9,
    "subject_albedo_g": 0.5,
    "subject_albedo_b": 0.5,
}
DIRECTION = ("key_azimuth_deg", "key_elevation_deg")


def preview_scene(**changed):
    usual = {"camera_elevation_deg": 12.0, "target_height_m": 0.95}
    return scene_of(default_vector(**(usual | changed)), "sphere", 1.6)


def ball(scene=None, block_px=BLOCK_PX):
    scene = scene or preview_scene()
    body, ground = scene.subject, scene.ground
    return ball_sight(
        scene.camera,
        SIZE_PX,
        block_px,
        (0.0, 0.0, 0.8),
        0.8,
        (
            Plastic(body.albedo_rgb, body.roughness, body.specular),
            Plastic(ground.albedo_rgb, ground.roughness, ground.specular),
        ),
        (0.0, 0.0, 0.95),
    )


def model(free=DIRECTION, *, lamps=LAMPS, haze_per_m=0.0, scene=None):
    return AnalyticModel(ball(scene), lamps, free, haze_per_m=haze_per_m)


def problem(drawn_by, observed, **more):
    sight = drawn_by.sight
    blocks = {"subject": sight.on_subject, "floor": sight.on_floor, "sky": sight.on_sky}
    weights = pure_blocks(sight, SIZE_PX[0] // BLOCK_PX).astype(float)
    return Problem(drawn_by, observed, weights, blocks, **more)


def lit(drawn_by, pose, levels):
    """A picture by the model itself, every light white, at these levels."""
    return np.einsum("l,lnc->nc", levels, drawn_by.draw(pose))


def blocks(picture):
    return blocks_of(np.asarray(picture, dtype=np.float64), BLOCK_PX)


def seen_still(**changed):
    """A preview picture on the grid of masks, and its true silhouette."""
    scene = preview_scene(**changed)
    local = in_subject_frame(scene)
    body = local.subject
    stage_m = ground_middle_m(scene)
    seen = geometry(
        Drawn(local.camera, body.kind, body.height_m, local.ground, stage_m, WIDE, HIGH)
    ).seen
    inside = np.zeros(WIDE * HIGH, dtype=bool)
    inside[seen.pixels[: seen.whole]] = True
    inside = inside.reshape(HIGH, WIDE)
    shape = shape_of(inside, inflated_normals(inside), np.sqrt(membrane(inside)))
    return np.asarray(render(scene, WIDE, HIGH), dtype=np.float64), shape


def way(azimuth_deg, elevation_deg):
    a, e = math.radians(azimuth_deg), math.radians(elevation_deg)
    return np.array([math.sin(a) * math.cos(e), -math.cos(a) * math.cos(e), math.sin(e)])


def save_still(path, wide=640, high=360):
    """The ball under `LIGHTS`, drawn by the preview, as an 8-bit file in sRGB."""
    light = np.clip(np.asarray(render(preview_scene(**LIGHTS), wide, high)), 0.0, 1.0)
    code = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    Image.fromarray(np.round(code * 255).astype(np.uint8)).save(path)
    return path
