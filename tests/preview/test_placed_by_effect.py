"""A lamp that is placed by its effect makes it: on a ball in closed form, and in a picture.

The judges share no code with the placing: Fermat's shortest path to the lamp by way of the ball
(Alhazen's problem), the two tangents from a point to a ball, and the preview's own shading.
"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scene_stager.preview.camera import PreviewCamera, look_at, project
from scene_stager.preview.pointed import Set
from scene_stager.preview.renderer import render
from scene_stager.preview.scene import PreviewGround, PreviewLight, PreviewScene, PreviewSubject
from scene_stager.shot.lighting.by_effect import grazing_way, lamp_along, mirror_way

RADIUS_M, MIDDLE_M, EYE_M = 0.5, np.array([0.3, -0.2, 0.5]), (1.2, -4.0, 1.6)
LAMP_M, ASPECT, WIDE_PX = 3.0, 16 / 9, 640
CAMERA = PreviewCamera(EYE_M, look_at(EYE_M, (0.3, -0.2, 0.7)), 50.0, 36.0)
BALL = PreviewScene(
    camera=CAMERA,
    subject=PreviewSubject("sphere", 1.0, (0.3, -0.2, 0.0), 25.0, (0.0, 0.0, 0.0), roughness=0.15),
    ground=PreviewGround(albedo_rgb=(0.0, 0.0, 0.0), specular=0.0),
)
STAGE = Set(BALL, ASPECT)
TURN = st.floats(0.0, 360.0)


def seen_at(point_m):
    across, down, _ = project(CAMERA, tuple(point_m), WIDE_PX, WIDE_PX / ASPECT)
    return float(across) / WIDE_PX, float(down) / WIDE_PX * ASPECT


def on_the_ball(share, turn_deg):
    """A point of the ball that the lens sees, `share` of the way from its middle to its outline."""
    to_eye = np.array(EYE_M) - MIDDLE_M
    away_m = np.linalg.norm(to_eye)
    axis = to_eye / away_m
    right = np.cross([0.0, 0.0, 1.0], axis)
    right /= np.linalg.norm(right)
    turn, open_rad = np.radians(turn_deg), share * np.arccos(RADIUS_M / away_m)
    aside = np.cos(turn) * right + np.sin(turn) * np.cross(axis, right)
    return MIDDLE_M + RADIUS_M * (np.cos(open_rad) * axis + np.sin(open_rad) * aside)


def glint_on_the_ball(lamp_m):
    """Where the way from the lens over the ball to the lamp is shortest; by ever finer search."""
    way = (lamp_m - MIDDLE_M) / np.linalg.norm(lamp_m - MIDDLE_M)
    to_eye = (EYE_M - MIDDLE_M) / np.linalg.norm(EYE_M - MIDDLE_M)
    best, reach = way + to_eye, 0.5
    best /= np.linalg.norm(best)
    steps = np.linspace(-1.0, 1.0, 9)
    while reach > 1e-8:
        one = np.cross(best, np.eye(3)[np.argmin(abs(best))])
        tries = [best + reach * (a * one + b * np.cross(best, one)) for a in steps for b in steps]
        facing = np.array([each / np.linalg.norm(each) for each in tries])
        points = MIDDLE_M + RADIUS_M * facing
        length = np.linalg.norm(points - EYE_M, axis=1) + np.linalg.norm(points - lamp_m, axis=1)
        best, reach = facing[np.argmin(length)], reach * 0.5
    return MIDDLE_M + RADIUS_M * best


def angle_deg(a, b):
    return np.degrees(np.arctan2(np.linalg.norm(np.cross(a, b)), np.dot(a, b)))


@given(st.floats(0.0, 0.97), TURN)
@example(0.0, 0.0)
@example(0.97, 90.0)
def test_what_is_pointed_at_on_a_ball_is_the_point_of_the_ball(share, turn_deg):
    point_m = on_the_ball(share, turn_deg)
    seen = STAGE.on_subject(*seen_at(point_m))
    assert angle_deg(seen.facing, point_m - MIDDLE_M) < 0.001
    assert angle_deg(seen.to_eye, EYE_M - point_m) < 1e-4


@settings(max_examples=20)
@given(st.floats(1.03, 3.0), TURN)
def test_beside_a_ball_nothing_of_it_is_pointed_at_but_the_nearest_is(share, turn_deg):
    middle, edge = np.array(seen_at(MIDDLE_M)), np.array(seen_at(on_the_ball(1.0, turn_deg)))
    beside = middle + share * (edge - middle)
    assert STAGE.on_subject(*beside) is None
    near = STAGE.nearest_on_subject(*beside)
    assert STAGE.on_subject(*near) is not None
    off = np.hypot(near[0] - edge[0], (near[1] - edge[1]) / ASPECT)
    assert off < 0.02


@settings(max_examples=20)
@given(st.floats(0.0, 0.95), TURN)
@example(0.0, 0.0)
def test_fermat_finds_the_glint_where_it_was_asked_for(share, turn_deg):
    asked_m = on_the_ball(share, turn_deg)
    seen = STAGE.on_subject(*seen_at(asked_m))
    lamp_m = lamp_along(seen.place_m, mirror_way(seen.facing, seen.to_eye), MIDDLE_M, LAMP_M)
    assert np.linalg.norm(lamp_m - MIDDLE_M) == pytest.approx(LAMP_M)
    glint_m = glint_on_the_ball(lamp_m)
    assert angle_deg(glint_m - MIDDLE_M, asked_m - MIDDLE_M) < 0.001


@given(st.floats(0.3, 0.97), TURN, st.sampled_from([0.0, 45.0, -45.0]))
def test_a_rim_lamp_is_on_the_tangent_that_leads_behind_the_ball(share, turn_deg, lean_deg):
    asked_m = on_the_ball(share, turn_deg)
    seen = STAGE.on_subject(*seen_at(asked_m))
    way = grazing_way(seen.facing, seen.to_eye, lean_deg)
    lamp_m = lamp_along(seen.place_m, way, MIDDLE_M, LAMP_M)
    # A tangent passes the middle at a radius; the lamp is on the far side of it from the lens.
    assert angle_deg(lamp_m - asked_m, asked_m - MIDDLE_M) == pytest.approx(90.0, abs=0.001)
    assert np.dot(lamp_m - asked_m, EYE_M - asked_m) < 0.0
    assert not STAGE.is_hidden(seen, lamp_m)


def test_a_rim_of_a_floor_leans_to_the_side_that_its_name_says():
    up, to_eye = np.array([0.0, 0.0, 1.0]), np.array([0.0, -0.6, 0.8])
    assert grazing_way(up, to_eye, 0.0) == pytest.approx([0.0, 1.0, 0.0])
    assert grazing_way(up, to_eye, 90.0) == pytest.approx([1.0, 0.0, 0.0])
    assert grazing_way(up, up, 0.0) is None


@given(st.floats(0.7, 3.0), st.floats(-80.0, 80.0))
def test_a_shadow_ends_on_the_second_tangent_of_a_ball_on_the_floor(away_m, heading_deg):
    heading = np.radians(heading_deg)
    foot_m = MIDDLE_M * [1.0, 1.0, 0.0]
    ground_m = foot_m + away_m * np.array([np.sin(heading), -np.cos(heading), 0.0])
    over = STAGE.tip_from(ground_m) - ground_m
    # The floor is one tangent of the ball from there, the lamp's ray the other.
    rise_deg = 2.0 * np.degrees(np.arctan(RADIUS_M / away_m))
    expected = np.append(np.cos(np.radians(rise_deg)) * (foot_m - ground_m)[:2] / away_m, 0.0)
    expected[2] = np.sin(np.radians(rise_deg))
    assert angle_deg(over, expected) < 0.05


def test_a_point_of_the_floor_is_seen_where_it_is():
    ground_m = np.array([1.1, -0.6, 0.0])
    seen = STAGE.on_floor(*seen_at(ground_m))
    assert seen.place_m == pytest.approx(ground_m, abs=1e-9)
    assert STAGE.on_floor(0.5, 0.0) is None or STAGE.on_floor(0.5, 0.0).place_m[1] > 1.0


PLACES = [(0.0, 0.0), (0.3, 30.0), (0.4, 140.0), (0.5, 80.0)]


@pytest.mark.parametrize(("share", "turn_deg"), PLACES)
def test_the_preview_shows_the_glint_within_half_a_degree_of_the_lamp(share, turn_deg):
    asked_m = on_the_ball(share, turn_deg)
    seen = STAGE.on_subject(*seen_at(asked_m))
    lamp_m = lamp_along(seen.place_m, mirror_way(seen.facing, seen.to_eye), MIDDLE_M, LAMP_M)
    lamp = PreviewLight("key", tuple(lamp_m), tuple(MIDDLE_M), radius_m=0.05)
    picture = render(replace(BALL, lights=(lamp,)), WIDE_PX, round(WIDE_PX / ASPECT), double=True)
    light = picture.mean(axis=2)
    light = np.where(light > 0.5 * light.max(), light, 0.0)
    down, across = np.mgrid[: light.shape[0], : light.shape[1]] + 0.5
    x, y = (float((axis * light).sum() / light.sum()) for axis in (across, down))
    shown = STAGE.on_subject(x / WIDE_PX, y / light.shape[0])
    mirrored = mirror_way(shown.facing, shown.to_eye)
    assert angle_deg(mirrored, lamp_m - shown.place_m) < 0.5
