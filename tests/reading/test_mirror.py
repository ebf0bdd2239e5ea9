"""A mirror ball, as it is held up on sets, shows the lamp itself; matt shading it has none."""

import numpy as np
import pytest

from scene_stager.reading.failure import FailureMode
from scene_stager.reading.grid import make_grids
from scene_stager.reading.inflate import inflated_normals
from scene_stager.reading.lights.directions import (
    angle_between_deg,
    direction_from_angles,
    level_from_camera,
)
from scene_stager.reading.lights.problem import pose_problem
from scene_stager.reading.mask import mask_from_coverage
from scene_stager.reading.signature import read_signature

LAMP_HALF_DEG = 4.0
LENS_DEG = 8.0  # a far lens, read as the usual one: its rays are half of that off at the rim
BODY = 0.0005  # what a mirror shows of a dark room


def mirror_ball(lamp, body=BODY):
    """A far camera's picture of a mirror before black, each ray reflected by its normal (rays)."""
    down, across = np.mgrid[1:-1:180j, -16 / 9 : 16 / 9 : 320j] / 0.8
    inside = across**2 + down**2 < 1.0
    out = np.sqrt(np.maximum(1.0 - across**2 - down**2, 0.0))
    seen = np.stack([2 * out * across, 2 * out * down, 2 * out**2 - 1.0], axis=-1)
    shows_lamp = seen @ lamp > np.cos(np.radians(LAMP_HALF_DEG))
    light = np.where(inside, np.where(shows_lamp, 1.0, body), 0.0)
    return np.repeat(light[..., None], 3, axis=2), inside


def key_of(lights):
    """The key in the camera's own frame."""
    level = direction_from_angles(lights.key_azimuth_deg, lights.key_elevation_deg)
    return level_from_camera(lights.stage.camera_elevation_deg).T @ level


@pytest.mark.parametrize("angles", [(20.0, 30.0), (-45.0, 20.0), (60.0, -10.0), (0.0, 5.0)])
def test_the_key_stands_where_the_highlight_reflects(angles):
    lamp = direction_from_angles(*angles)
    lights = read_signature(*mirror_ball(lamp)).lights
    assert angle_between_deg(key_of(lights), lamp) < LENS_DEG
    assert lights.decided_by == "highlight"
    assert [lamp.role for lamp in lights.lamps] == ["key"]


def test_a_mirror_is_read_mirrored_when_its_picture_is():
    picture, inside = mirror_ball(direction_from_angles(35.0, 25.0))
    there, back = (
        read_signature(picture[:, ::way], mask=inside[:, ::way]).lights.key_azimuth_deg
        for way in (1, -1)
    )
    assert there == -back != 0.0


def test_a_dark_body_without_the_lamp_in_it_stays_a_silhouette():
    picture, inside = mirror_ball(direction_from_angles(180.0, 0.0))
    picture[~inside] = 0.2
    assert read_signature(picture, mask=inside).failure is FailureMode.SILHOUETTE_ONLY


@pytest.mark.parametrize(("body", "is_mirror"), [(0.1, False), (0.01, False), (BODY, True)])
def test_a_spot_on_what_is_lit_besides_is_no_mirrors(body, is_mirror):
    picture, inside = mirror_ball(direction_from_angles(20.0, 30.0), body=body)
    grids = make_grids(picture)
    seen = mask_from_coverage(inside.astype(float), grids, "given").inside
    posed = pose_problem(grids, seen, inflated_normals(seen))
    assert (posed.mirror is not None) is is_mirror
