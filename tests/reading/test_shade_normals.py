"""Shading bends the balloon towards the true shape, and leaves a ball that it explains alone."""

import numpy as np
import pytest
from scipy import ndimage

from scene_stager.preview.geometry import View, geometry
from scene_stager.preview.parameters import default_vector, scene_of
from scene_stager.preview.renderer import render
from scene_stager.reading.inflate import inflated_normals
from scene_stager.reading.lights.problem import turn_from_axis
from scene_stager.reading.shade_normals import shaded_normals
from scene_stager.reading.signature import read_signature
from tests.reading.scenes import ball_on_ground

SIZE = (160, 90)  # the reading grid itself
MIRROR = np.array([-1.0, 1.0, 1.0])


def mean_angle_deg(a, b, inside):
    core = ndimage.binary_erosion(inside, iterations=2)
    cosine = np.clip((a * b).sum(axis=-1)[core], -1.0, 1.0)
    return float(np.degrees(np.arccos(cosine)).mean())


def staged(kind, azimuth_deg, elevation_deg):
    """A drawn still that was read with its true mask, and its true normals as a balloon has them:
    camera frame, each turned from its own ray to the lens's axis."""
    scene = scene_of(
        default_vector(
            key_azimuth_deg=azimuth_deg,
            key_elevation_deg=elevation_deg,
            fill_azimuth_deg=-40.0 * np.sign(azimuth_deg),
            fill_stops=-2.5,
            camera_elevation_deg=8.0,
        ),
        kind,
        1.8,
        ("key", "fill"),
    )
    place = (scene.camera, kind, 1.8, scene.ground, (0.0, 0.0, 0.0))
    seen = geometry(View(*place, *SIZE, double=True)).seen
    turn = np.array(scene.camera.stage_from_camera)
    facing, back = (np.stack(v, axis=1)[: seen.whole] @ turn for v in (seen.facing, seen.to_eye))
    truth = np.zeros((SIZE[1] * SIZE[0], 3))
    truth[seen.pixels[: seen.whole]] = turn_from_axis(facing, back * [-1.0, -1.0, 1.0])
    truth = truth.reshape(SIZE[1], SIZE[0], 3)
    inside = truth.any(axis=2)
    picture = np.asarray(render(scene, 2 * SIZE[0], 2 * SIZE[1]), dtype=float)
    read = read_signature(picture, mask=inside.repeat(2, axis=0).repeat(2, axis=1))
    return read, truth, inside & read.mask.inside


@pytest.mark.parametrize("kind", ["bust", "person", "product"])
@pytest.mark.parametrize("key", [(40.0, 35.0), (-60.0, 25.0)])
def test_shading_brings_the_balloon_nearer_to_the_true_shape(kind, key):
    read, truth, inside = staged(kind, *key)
    balloon = mean_angle_deg(read.normals, truth, inside)
    assert mean_angle_deg(read.shaded_normals(), truth, inside) < 0.9 * balloon
    assert balloon > 10.0  # there is something to gain


@pytest.mark.parametrize("key", [(40.0, 35.0), (-60.0, 25.0)])
def test_a_drawn_ball_of_plastic_stays_nearly_round(key):
    read, truth, inside = staged("sphere", *key)
    assert mean_angle_deg(read.shaded_normals(), truth, inside) < 4.0


@pytest.mark.parametrize("key", [(40.0, 40.0), (-70.0, 25.0)])
def test_a_ball_that_its_lights_explain_stays_put(key):
    picture, ball = ball_on_ground(key=key, fill=(-40.0 * np.sign(key[0]), 18.0))
    read = read_signature(picture, mask=ball)
    bent = read.shaded_normals()
    assert mean_angle_deg(read.normals, bent, read.mask.inside) < 3.0
    assert np.allclose(np.linalg.norm(bent[read.mask.inside], axis=1), 1.0)
    assert not bent[~read.mask.inside].any()


def test_a_mirrored_picture_has_mirrored_normals():
    picture, ball = ball_on_ground()
    there = read_signature(picture, mask=ball).shaded_normals()
    back = read_signature(picture[:, ::-1], mask=ball[:, ::-1]).shaded_normals()
    assert np.allclose(back[:, ::-1] * MIRROR, there, atol=1e-9)


def test_a_dent_that_is_painted_in_bends_the_normals_and_not_the_outline():
    picture, ball = ball_on_ground()
    read = read_signature(picture, mask=ball)
    rows, columns = np.nonzero(read.mask.inside)
    y, x = np.indices(read.light.shape)
    spot = np.exp(-((x - columns.mean()) ** 2 + (y - rows.mean()) ** 2) / 18.0)
    dented = shaded_normals(
        read.light * (1.0 - 0.5 * spot), read.normals, read.mask.inside, read.lights
    )
    angle = np.degrees(np.arccos(np.clip((dented * read.normals).sum(axis=2), -1.0, 1.0)))
    assert angle[int(rows.mean()) - 4 : int(rows.mean()) + 5].max() > 10.0
    outline = read.mask.inside & ~ndimage.binary_erosion(read.mask.inside)
    assert np.allclose(dented[outline], read.normals[outline], atol=1e-12)


def test_too_little_to_see_is_left_alone_and_no_lights_give_the_balloon():
    inside = np.zeros((20, 20), dtype=bool)
    inside[8:13, 8:13] = True
    read = read_signature(ball_on_ground()[0], mask=ball_on_ground()[1])
    normals = inflated_normals(inside)
    light = np.random.default_rng(3).random(inside.shape)
    assert np.array_equal(shaded_normals(light, normals, inside, read.lights), normals)
    flat = read_signature(np.full((90, 160, 3), 0.2))
    assert flat.lights is None
    assert np.array_equal(flat.shaded_normals(), flat.normals)
