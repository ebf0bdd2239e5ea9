# SPDX-License-Identifier: Apache-2.0
"""A ball on a floor under three lamps, for the tests of the inverse loop."""

import numpy as np

from scene_stager.inverse.forward.analytic import AnalyticModel, LampPose
from scene_stager.inverse.forward.ball import ball_sight, blocks_of, pure_blocks
from scene_stager.inverse.least_squares.calibrate import Problem
from scene_stager.preview.parameters import default_vector, scene_of
from scene_stager.preview.shading import Plastic

SIZE_PX, BLOCK_PX = (320, 180), 10
LAMPS = {
    "key": LampPose(45.0, 35.0),
    "fill": LampPose(-40.0, 15.0, softness_deg=35.0),
    "rim": LampPose(145.0, 35.0, softness_deg=8.0),
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
