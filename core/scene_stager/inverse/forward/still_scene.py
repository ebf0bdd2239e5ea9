# SPDX-License-Identifier: Apache-2.0
"""A guess of a still as a set that any renderer can draw: camera, lamps, sky, air, and a balloon.

The balloon is the very subject that the quick model has: the mask, puffed up, seen by the guessed
camera. Nobody knows the true one's back from a single picture; ours mirrors the front.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from scene_stager.inverse.forward.analytic import PLACE, AnalyticModel, even_sky
from scene_stager.inverse.forward.sight import Sight
from scene_stager.inverse.forward.still_model import StillModel
from scene_stager.inverse.forward.still_sight import sight_of
from scene_stager.inverse.least_squares.problem import LUMINANCE, Guess
from scene_stager.inverse.still.points import SENSOR_MM, CameraGuess, StillPoints, SubjectShape
from scene_stager.maths.arrays import Floats, Indices
from scene_stager.maths.surface.mesh import Mesh, triangle_mesh
from scene_stager.preview.camera import PreviewCamera, look_at, station
from scene_stager.preview.scene import (
    PreviewFog,
    PreviewGround,
    PreviewLight,
    PreviewScene,
    PreviewSubject,
)
from scene_stager.preview.shading import Plastic
from scene_stager.preview.vectors import Vec3

# House defaults, not measured.
DARKEST = 1e-6  # a lamp below this is left out
CORNERS = ((0, 0), (1, 0), (1, 1), (0, 1))  # of a cell, row and column, anticlockwise from the lens


def view_of(model: StillModel, pose: dict[str, float]) -> CameraGuess:
    """The camera that a pose says, or the model's own."""
    return replace(
        model.view,
        focal_mm=pose.get("camera_focal_mm", model.view.focal_mm),
        dip_deg=pose.get("camera_dip_deg", model.view.dip_deg),
        lift_m=pose.get("subject_lift_m", model.view.lift_m),
    )


def scene_of_guess(guess: Guess[StillModel]) -> PreviewScene:
    """Everything of a guess but the subject's shape (see `balloon_of`).

    frame    stage: the subject stands over the origin, the camera on its -y side
    units    the anchor is 1: lamps are in the still's own linear light, 0.18 for a grey card
    """
    model = guess.problem.model
    pose = model.named(guess.pose)
    view = view_of(model, pose)
    here = model.at(view)
    level = dict(zip(model.lights, guess.intensities, strict=True))
    own = here.sight.subject.albedo_rgb
    albedo = [pose.get(f"subject_albedo_{c}", own[k]) for k, c in enumerate("rgb")]
    sky = even_sky(_three(level["ambient"]))
    floor = here.sight.floor
    return PreviewScene(
        camera=_camera(model.shape, view, here.sight.eye_m),
        subject=PreviewSubject(
            height_m=view.height_m,
            albedo_rgb=_three(np.array(albedo)),
            roughness=here.sight.subject.roughness,
            specular=here.sight.subject.specular,
        ),
        lights=_lamps(here, pose, level),
        ambient=tuple(_three(row) for row in sky),
        fog=PreviewFog(pose.get("haze_per_m", model.haze_per_m), here.haze_g),
        ground=PreviewGround(floor.albedo_rgb, floor.roughness, floor.specular),
    )


def balloon_of(shape: SubjectShape, view: CameraGuess) -> Mesh:
    """The still's subject as a closed mesh, where the guessed camera sees it.

    frame    stage; the camera's own picture of it covers the mask, but for half a cell at its edge
    valid    the mask holds at least one whole cell of four pixels
    """
    rows, columns = np.nonzero(shape.inside)
    sight = _seen(shape, view, rows, columns)
    front, facing = np.stack(sight.place, axis=1), np.stack(sight.facing, axis=1)
    ray = -np.stack(sight.to_eye, axis=1)
    behind = 2.0 * _rise_m(shape, view, rows, columns, sight.range_m)
    back = front + ray * behind[:, None]
    turned = facing - 2.0 * (facing * ray).sum(axis=1)[:, None] * ray
    places, facings = np.concatenate([front, back]), np.concatenate([facing, turned])
    return triangle_mesh(places, _closed(shape, rows, columns), facings)


def _seen(shape: SubjectShape, view: CameraGuess, rows: Indices, columns: Indices) -> Sight:
    """The middles of the mask's pixels, in space."""
    count = len(rows)
    points = StillPoints(
        columns.astype(np.float64) + 0.5,
        rows.astype(np.float64) + 0.5,
        np.zeros((count, 3)),
        np.ones(count),
        np.ones(count, dtype=bool),
        np.zeros(count, dtype=bool),
    )
    grey = Plastic((0.45, 0.45, 0.45), 0.5, 0.5)
    return sight_of(points, shape, view, grey)[0]


def _rise_m(
    shape: SubjectShape, view: CameraGuess, rows: Indices, columns: Indices, range_m: Floats
) -> Floats:
    """How far the front stands out before the mask's own plane, along each ray, in metres.

    source   the still's sight: range = distance (length - bulge / focal), solved for the distance
    """
    high, wide = shape.inside.shape
    focal_px = view.focal_mm / SENSOR_MM * wide
    across = (columns + 0.5 - wide / 2) / focal_px
    upward = (high / 2 - rows - 0.5) / focal_px
    length = np.sqrt(1.0 + across**2 + upward**2)
    bulge = shape.bulge_px[rows, columns] / focal_px
    rise: Floats = range_m * bulge / (length - bulge)
    return rise


def _closed(shape: SubjectShape, rows: Indices, columns: Indices) -> Indices:
    """Triangles of front, back and the rim between them, anticlockwise seen from outside."""
    count = len(rows)
    index = np.full(shape.inside.shape, -1, dtype=np.intp)
    index[rows, columns] = np.arange(count)
    high, wide = shape.inside.shape
    ring = [index[r : high - 1 + r, c : wide - 1 + c].ravel() for r, c in CORNERS]
    quads = np.stack(ring, axis=1)
    quads = quads[(quads >= 0).all(axis=1)]
    edges = np.concatenate([quads[:, [k, (k + 1) % 4]] for k in range(4)])
    there = edges[:, 0] * count + edges[:, 1]
    lone = edges[~np.isin(there, edges[:, 1] * count + edges[:, 0])]
    rim = np.concatenate([lone[:, ::-1], lone + count], axis=1)
    every = np.concatenate([quads, quads[:, ::-1] + count, rim])
    return np.concatenate([every[:, [0, 1, 2]], every[:, [0, 2, 3]]])


def _camera(shape: SubjectShape, view: CameraGuess, eye_m: Vec3) -> PreviewCamera:
    pitch = math.radians(view.pitch_deg(*shape.inside.shape))
    x, y, z = eye_m
    ahead = (x, y + math.cos(pitch), z - math.sin(pitch))
    return PreviewCamera(eye_m, look_at(eye_m, ahead), view.focal_mm, SENSOR_MM)


def _lamps(
    model: AnalyticModel, pose: dict[str, float], level: dict[str, Floats]
) -> tuple[PreviewLight, ...]:
    found = []
    for name, lamp in model.lamps.items():
        light = float(level[name] @ LUMINANCE)
        if light < DARKEST:
            continue
        a, e, d, soft = (pose.get(f"{name}_{part}", getattr(lamp, part)) for part in PLACE)
        target = model.sight.target_m
        radius_m = d * math.tan(math.radians(soft) / 2.0)
        rgb = _three(level[name] / light)
        found.append(PreviewLight(name, station(a, e, d, target), target, radius_m, rgb, light))
    return tuple(found)


def _three(row: Floats) -> Vec3:
    x, y, z = (float(c) for c in row)
    return (x, y, z)
