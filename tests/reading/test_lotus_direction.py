"""The lotus point as a start and a certificate: agreement, or a disagreement with its name."""

import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from scene_stager.cli.__main__ import main
from scene_stager.maths.colour.srgb import encode_srgb
from scene_stager.reading.grid import make_grids
from scene_stager.reading.inflate import inflated_normals
from scene_stager.reading.lights.directions import (
    angle_between_deg,
    direction_from_angles,
    level_from_camera,
)
from scene_stager.reading.lights.plan import NamedLamp
from scene_stager.reading.lotus_direction import (
    LotusCondition,
    LotusVerdict,
    certify,
    lotus_direction,
)
from scene_stager.reading.mask import mask_from_coverage
from scene_stager.reading.signature import read_signature

Y, X = np.mgrid[1:-1:180j, -1.6:1.6:288j] / 0.62
BALL = X**2 + Y**2 < 1
Z = np.sqrt(np.maximum(1 - X**2 - Y**2, 0))
KEY = direction_from_angles(35.0, 30.0)


def shade(way):
    return np.maximum(X * way[0] + Y * way[1] + Z * way[2], 0.0)


def still(light=None, back=0.05):
    ball = 0.03 + 0.6 * shade(KEY) if light is None else light
    return np.repeat(np.where(BALL, ball, back)[..., None], 3, axis=2)


def directed(rgb, inside=BALL, clipped=None):
    grids = make_grids(rgb)
    mask = mask_from_coverage(inside.astype(float), grids, "given")
    return lotus_direction(grids, mask.inside, inflated_normals(mask.inside), clipped)


def certified(rgb, way=KEY):
    """The certificate against a plan whose key stands there, told within 10 degrees."""
    grids = make_grids(rgb)
    mask = mask_from_coverage(BALL.astype(float), grids, "given")
    plan = read_signature(still(), BALL).lights
    way = level_from_camera(plan.stage.camera_elevation_deg) @ way
    azimuth, elevation = np.degrees([np.arctan2(way[0], way[2]), np.arcsin(way[1])])
    plan = replace(
        plan,
        key_azimuth_deg=float(azimuth),
        key_elevation_deg=float(elevation),
        key_within_deg=10.0,
        lamps=(plan.lamps[0], NamedLamp("fill", -40.0, 18.0, -2.0)),
    )
    normals = inflated_normals(mask.inside)
    return certify(grids, mask, normals, np.zeros_like(mask.inside), plan)


@pytest.mark.parametrize("angles", [(35.0, 30.0), (-35.0, 30.0), (10.0, -25.0), (0.0, 50.0)])
def test_a_ball_under_one_lamp_faces_it_and_the_theorem_binds(angles):
    way = direction_from_angles(*angles)
    found = directed(still(0.03 + 0.6 * shade(way)))
    assert angle_between_deg(np.array(found.direction), way) < 5.0
    assert found.failing == ()
    assert (found.euler, found.summits) == (1, 1)


def test_each_condition_that_fails_is_named():
    away = direction_from_angles(-75.0, 0.0)
    two = 0.03 + 0.5 * shade(direction_from_angles(75.0, 0.0)) + 0.4 * shade(away)
    assert LotusCondition.ONE_SUMMIT in directed(still(two)).failing
    ring = BALL & (X**2 + Y**2 > 0.05)
    assert LotusCondition.ONE_PIECE in directed(still(), ring).failing
    bitten = BALL & ((X + 0.6) ** 2 + (Y + 0.6) ** 2 > 0.5)
    assert LotusCondition.CONVEX in directed(still(), bitten).failing
    behind = 0.03 + 0.6 * shade(direction_from_angles(100.0, 0.0))
    assert LotusCondition.FACES_US in directed(still(behind)).failing
    lost = np.ones(make_grids(still()).luminance.shape, dtype=bool)
    assert LotusCondition.UNCLIPPED in directed(still(), clipped=lost).failing
    spot = still() + np.repeat((4.0 * BALL * shade(KEY) ** 400)[..., None], 3, axis=2)
    assert LotusCondition.MATT in directed(spot).failing
    painted = (0.03 + 0.6 * shade(KEY)) * np.where(np.sin(9 * X) > 0, 1.0, 0.3)
    assert LotusCondition.ONE_LAMP in directed(still(painted)).failing


def test_the_key_that_lit_it_agrees_and_its_mirror_image_does_not():
    agrees = certified(still())
    assert agrees.verdict == LotusVerdict.AGREES
    assert agrees.binds
    assert agrees.apart_deg < 5.0
    other = certified(still(), KEY * (-1, 1, 1))
    assert other.verdict == LotusVerdict.KEY_ELSEWHERE
    assert other.apart_deg > 40.0


def test_a_summit_of_the_fill_is_called_another_lamps():
    light = 0.03 + 0.6 * shade(direction_from_angles(-40.0, 15.0))
    assert certified(still(light), KEY).verdict == LotusVerdict.OTHER_LAMP


@pytest.mark.parametrize(
    ("brightest", "verdict"),
    [(1.0, LotusVerdict.LAMP_IN_FRAME), (0.3, LotusVerdict.CLUTTER)],
)
def test_a_globe_that_shines_and_one_that_is_lit_are_told_apart(brightest, verdict):
    aside = np.hypot(X + 1.75, Y - 0.1) / 0.7
    globe = brightest * (0.2 + 0.8 * np.sqrt(np.maximum(1 - aside**2, 0)))
    picture = np.where(aside[..., None] < 1, globe[..., None], 0.3 * still())
    assert certified(picture).verdict == verdict


def test_a_mirrored_picture_has_the_mirrored_certificate():
    one, other = (read_signature(rgb, BALL).lotus for rgb in (still(), still()[:, ::-1]))
    assert other == replace(one, azimuth_deg=-one.azimuth_deg)


def test_the_quick_look_has_no_certificate():
    assert read_signature(still(), BALL, mode="heuristic").lotus is None


def test_the_command_says_it_in_text_and_in_json(tmp_path, capsys):
    file = tmp_path / "ball.png"
    Image.fromarray(np.rint(255 * encode_srgb(still())).astype(np.uint8)).save(file)
    assert main(["metrics", str(file)]) == 0
    assert "lotus point: agrees" in capsys.readouterr().out
    assert main(["metrics", str(file), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["lotus"]["verdict"] == "agrees"
    assert said["lotus"]["failing"] == []
    assert said["lotus"]["binds"] is True
    assert said["lights"]["pattern"]["says"]
