"""Light on surfaces, against integrals over the light, over the half sphere, and laws of sums."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.maths.radiance.harmonics import harmonics
from scene_stager.preview.ambient import directions, straight, transfer_of, upper_half
from scene_stager.preview.area_light import Points, arrival, light_up, rising
from scene_stager.preview.bounce import bounce_of, returned
from scene_stager.preview.renderer import render
from scene_stager.preview.scene import (
    PreviewFog,
    PreviewGround,
    PreviewLight,
    PreviewSubject,
    hemispheres,
    turned_sky,
)
from scene_stager.preview.shading import Plastic, coat, coat_albedo
from scene_stager.preview.surface_net import mesh_of
from scene_stager.shot.stand_ins import stand_ins
from tests.preview.rendering import (
    AROUND,
    HIGH,
    KEY,
    TARGET,
    WIDE,
    bare,
    camera,
    light,
    light_by_light,
    scene,
)

CLEAR = PreviewFog()


def as_points(place, facing, to_eye=(0.0, 0.0, 1.0)):
    def column(v):
        return tuple(np.array([c], dtype=np.float64) for c in v)

    return Points(column(place), column(facing), column(to_eye))


def disk_points(lamp, count=240):
    """Points spread evenly over a disk light, and the way it faces."""
    aim = np.subtract(lamp.target_m, lamp.position_m)
    aim = aim / np.linalg.norm(aim)
    side = np.cross(aim, (0.3, 0.5, 0.8))
    side /= np.linalg.norm(side)
    up = np.cross(aim, side)
    k = np.arange(count * 40) + 0.5
    radius, turn = np.sqrt(k / len(k)) * lamp.radius_m, k * math.pi * (3 - math.sqrt(5))
    flat = (radius * np.cos(turn))[:, None] * side + (radius * np.sin(turn))[:, None] * up
    return np.array(lamp.position_m) + flat, aim


def summed_over_disk(lamp, place, facing):
    """What a surface receives of a disk that gives its illuminance on its axis, by adding it up."""
    points, aim = disk_points(lamp)
    away = points - np.array(place)
    square = (away**2).sum(axis=1)
    ways = away / np.sqrt(square)[:, None]
    part = np.clip(ways @ np.array(facing), 0, None) * np.clip(-(ways @ aim), 0, None) / square
    distance = math.dist(lamp.target_m, lamp.position_m)
    # An even disk's illuminance on its axis is pi L R^2 / (d^2 + R^2); its area is pi R^2.
    per_radiance = lamp.illuminance * (distance**2 + lamp.radius_m**2)
    return per_radiance * part.mean()


@pytest.mark.parametrize("radius_m", [0.05, 0.4, 1.2])
@pytest.mark.parametrize(
    "place", [(0, 0, 0.9), (0.7, 0.2, 0.1), (-1.0, 0.8, 0.0), (0.3, -1.0, 1.6)]
)
@pytest.mark.parametrize("facing", [(0, 0, 1), (0, -1, 0), (0.6, -0.8, 0), (-0.6, -0.48, 0.64)])
def test_a_disk_light_sends_what_its_points_send_together(radius_m, place, facing):
    lamp = replace(KEY, radius_m=radius_m)
    points = as_points(place, facing)
    came = arrival(lamp, CLEAR, points.place)
    mean, _ = rising(
        sum(a * b for a, b in zip(points.facing, came.towards, strict=True)), came.half_angle
    )
    # The disk is treated as round from everywhere: it shows when it is as wide as it is far.
    assert float((came.strength * mean)[0]) == pytest.approx(
        summed_over_disk(lamp, place, facing), rel=0.015 + 0.07 * radius_m, abs=0.012
    )


@given(st.floats(-1, 1), st.floats(1e-3, 1.0))
def test_light_over_the_horizon_is_never_less_than_its_middle_gives(middle, half_angle):
    mean, part = rising(np.array([middle]), np.array([half_angle]))
    assert mean[0] >= max(middle, 0.0) - 1e-12
    assert 0.0 <= part[0] <= 1.0


@pytest.mark.parametrize("rough", [0.3, 0.5, 0.9])
@pytest.mark.parametrize("to_eye", [0.15, 0.5, 1.0])
def test_a_white_plastic_gives_back_exactly_what_it_gets(rough, to_eye):
    # The white furnace: light of one from everywhere, added up facet by facet.
    plastic = Plastic((1.0, 1.0, 1.0), rough, 0.5)
    ways, weights = directions(160, 400)
    up = ways[:, 2] > 0
    ways, weights = ways[up], weights[up]
    eye = np.array([math.sqrt(1 - to_eye**2), 0.0, to_eye])
    half = np.sqrt((1 + ways @ eye) / 2)
    sent = coat(plastic, ways[:, 2], np.full(len(ways), to_eye), half, np.zeros(len(ways)))
    coat_part = float((sent * weights).sum()) / math.pi
    matt_part = 1.0 - float(coat_albedo(plastic, np.array([to_eye]))[0])
    assert coat_part + matt_part == pytest.approx(1.0, abs=0.004)


@given(st.sampled_from([0.05, 0.2, 0.6, 1.0]), st.sampled_from([0.0, 0.1, 1.0]), st.floats(0, 1))
def test_no_coat_gives_back_more_than_it_gets(rough, specular, to_eye):
    share = coat_albedo(Plastic((1.0, 1.0, 1.0), rough, specular), np.array([max(to_eye, 0.03)]))
    assert -1e-3 <= float(share[0]) <= 1.0


@pytest.mark.parametrize("rough", [0.2, 0.4, 0.8])
@pytest.mark.parametrize("radius_m", [0.15, 0.8])
def test_a_highlight_holds_the_light_of_every_point_of_the_lamp(rough, radius_m):
    lamp = replace(KEY, radius_m=radius_m)
    plastic = Plastic((0.0, 0.0, 0.0), rough, 0.5)
    points, aim = disk_points(lamp, 60)
    place, eye = np.zeros(3), np.array([0.2, -0.9, 0.5]) / math.sqrt(1.1)
    middle = np.array(lamp.position_m) / np.linalg.norm(lamp.position_m)
    mirror = (middle + eye) / np.linalg.norm(middle + eye)
    for lean in (0.0, 0.06, 0.25):
        facing = mirror + lean * np.array([0.0, 0.3, 1.0])
        facing /= np.linalg.norm(facing)
        away = points - place
        square = (away**2).sum(axis=1)
        ways = away / np.sqrt(square)[:, None]
        half = np.sqrt(np.clip((1 + ways @ eye) / 2, 1e-4, 1))
        sent = coat(
            plastic, ways @ facing, np.full(len(ways), eye @ facing), half, np.zeros(len(ways))
        )
        per_radiance = lamp.illuminance * (16.0 + radius_m**2)
        truth = per_radiance * (sent * -(ways @ aim) / square).mean()
        here = as_points(place, facing, eye)
        _, gloss = light_up(here, arrival(lamp, CLEAR, here.place), np.ones(1), plastic)
        assert float(gloss[0]) == pytest.approx(truth, rel=0.12, abs=0.01)


def test_the_lights_pictures_add_up_to_the_picture():
    whole = scene(fog=PreviewFog(0.05))
    parts = light_by_light(whole, WIDE, HIGH)
    assert list(parts) == ["key", "fill", "rim", "ambient"]
    np.testing.assert_allclose(sum(parts.values()), render(whole, WIDE, HIGH), atol=2e-5)


@pytest.mark.parametrize("factor", [0.0, 0.3, 8.0])
def test_a_light_at_so_much_adds_so_much(factor):
    once = light_by_light(scene(), WIDE, HIGH)["key"]
    more = scene(lights=(replace(KEY, illuminance=factor),))
    np.testing.assert_allclose(
        light_by_light(more, WIDE, HIGH)["key"], factor * once, rtol=1e-4, atol=1e-6
    )


def test_a_grey_card_that_faces_the_key_is_018():
    # A sphere so far from the floor that nothing else reaches it, lit from the lens.
    lamp = light("key", 0.0, 0.0, radius_m=0.01)
    subject = PreviewSubject("sphere", 0.2, (0.0, 0.0, 0.8), albedo_rgb=(0.18,) * 3, specular=0.0)
    picture = render(bare(camera=camera(0.0, 0.0), subject=subject, lights=(lamp,)), WIDE, HIGH)
    # The sphere's front stands 0.1 m before the target, and so that much nearer to the lamp.
    assert picture[HIGH // 2, WIDE // 2, 1] == pytest.approx(0.18 * (4.0 / 3.9) ** 2, rel=0.01)


# Cells of the mesh that lie across the middle plane are split one way or the other.
@pytest.mark.parametrize(
    ("kind", "most"), [("sphere", 1e-6), ("person", 1e-5), ("bust", 1e-3), ("vehicle", 2e-3)]
)
def test_a_key_from_the_other_side_makes_the_mirrored_picture(kind, most):
    left, right = (
        render(scene(kind, lights=(light("key", side * 47.0, 30.0),)), WIDE, HIGH)
        for side in (-1.0, 1.0)
    )
    np.testing.assert_allclose(left, right[:, ::-1], rtol=0, atol=most)


def test_a_key_at_camera_right_lights_the_right_of_the_subject():
    picture = render(bare(lights=(light("key", 70.0, 10.0),)), WIDE, HIGH)[..., 1]
    assert picture[HIGH // 2, WIDE // 2 + 10] > 5 * picture[HIGH // 2, WIDE // 2 - 10]


def test_turning_everything_together_changes_nothing():
    still = scene("bust", camera=camera(20.0), lights=(light("key", 60.0, 30.0),))
    turned = scene(
        "bust",
        camera=camera(20.0 + 75.0),
        lights=(light("key", 60.0 + 75.0, 30.0),),
        subject=replace(still.subject, facing_deg=75.0),
    )
    np.testing.assert_allclose(
        render(still, WIDE, HIGH), render(turned, WIDE, HIGH), rtol=1e-3, atol=1e-4
    )


def test_a_white_ball_on_a_white_floor_vanishes_in_even_light():
    subject = PreviewSubject("sphere", 1.8, albedo_rgb=(1.0,) * 3)
    white = bare(subject=subject, ambient=AROUND, ground=PreviewGround((1.0,) * 3))
    ball = render(white, WIDE, HIGH)[HIGH // 2 - 8 : HIGH // 2 + 8, WIDE // 2 - 8 : WIDE // 2 + 8]
    np.testing.assert_allclose(ball, 1.0, atol=0.02)


def test_a_ball_alone_receives_harmonics_as_the_cosine_lobe_says():
    mesh, transfer = mesh_of(stand_ins()["sphere"]), transfer_of(stand_ins()["sphere"])
    ways, weights = directions(40, 40)
    table = np.stack(harmonics(tuple(ways.T)), axis=-1)
    some = slice(0, None, 997)
    lobe = np.clip(mesh.facings[some] @ ways.T, 0, None) * weights / math.pi
    np.testing.assert_allclose(transfer.sky[some], lobe @ table, atol=0.004)


def test_half_a_sky_lights_a_wall_half_as_much_as_the_floor():
    half = upper_half() @ np.array(AROUND)[:, 0]
    assert straight(1.0) @ half == pytest.approx(1.0, abs=0.01)
    wall = np.concatenate(harmonics((np.ones(1), np.zeros(1), np.zeros(1))))
    lobe = np.array([1.0, *[2 / 3] * 3, *[1 / 4] * 5])
    assert (wall * lobe) @ half == pytest.approx(0.5, abs=0.01)


@given(st.floats(-180, 180))
def test_a_turned_sky_is_the_sky_seen_from_a_turned_direction(angle_deg):
    sky = tuple((float(k), 0.5 * k, -float(k)) for k in range(1, 10))
    turned = np.array(turned_sky(sky, angle_deg))
    a = math.radians(angle_deg)
    way = np.array([0.48, 0.6, 0.64])
    back = (
        math.cos(a) * way[0] + math.sin(a) * way[1],
        -math.sin(a) * way[0] + math.cos(a) * way[1],
        way[2],
    )
    there, here = (
        np.array([float(h) for h in harmonics(tuple(np.array(c) for c in w))]) for w in (way, back)
    )
    np.testing.assert_allclose(there @ turned, here @ np.array(sky), atol=1e-9)


def test_a_floor_lit_evenly_lights_a_wall_half_as_much_as_a_ceiling():
    ball = stand_ins()["sphere"]
    bounce = bounce_of(ball, 1.0, 0.0)
    lit = np.concatenate([np.ones(bounce.floor_points), np.zeros(96)])
    back = returned(bounce, lit, 0.0, 0.0)
    up = mesh_of(ball).facings[:, 2]
    for facing, share in ((-1.0, 1.0), (0.0, 0.5), (1.0, 0.0)):
        near = np.abs(up - facing) < 0.02
        assert back.from_floor[near].mean() == pytest.approx(share, abs=0.04)
    np.testing.assert_allclose(back.floor_below, 1.0, atol=0.05)


def test_a_ball_does_not_light_itself_but_a_bust_does():
    for kind, most in (("sphere", 1e-6), ("bust", 1.0)):
        bounce = bounce_of(stand_ins()[kind], 1.0, 0.0)
        lit = np.concatenate([np.zeros(bounce.floor_points), np.ones(96)])
        own = returned(bounce, lit, 0.0, 0.5).from_subject
        assert own.max() <= most
    assert own.max() > 0.2


def test_a_coloured_floor_colours_the_chin():
    red = PreviewGround((0.4, 0.05, 0.05), specular=0.0)
    lamp = (light("key", 0.0, 80.0, radius_m=1.0),)
    picture = render(bare(lights=lamp, ground=red), WIDE, HIGH)
    under = picture[HIGH // 2 + 9, WIDE // 2]
    assert under[0] > 2 * under[2]


def test_a_lamp_that_looks_away_gives_nothing_behind_it():
    away = replace(KEY, aim=(0.0, 0.0, 1.0))
    assert render(bare(lights=(away,)), WIDE, HIGH).max() == 0.0
    ball = replace(away, omni=True)
    assert render(bare(lights=(ball,)), WIDE, HIGH).max() > 0.1


def test_a_sky_brighter_above_lights_the_top():
    picture = render(bare(ambient=hemispheres((1.0,) * 3, (0.0,) * 3)), WIDE, HIGH)[..., 0]
    assert picture[HIGH // 2 - 9, WIDE // 2] > 1.5 * picture[HIGH // 2 + 9, WIDE // 2]


def test_target_is_where_the_light_is_measured():
    lamp = PreviewLight("key", (0.0, -4.0, 0.9), TARGET, 0.3)
    place = tuple(np.array([c]) for c in TARGET)
    assert arrival(lamp, CLEAR, place).strength[0] == pytest.approx(1.0, rel=1e-9)
    thick = PreviewFog(0.2)
    assert arrival(lamp, thick, place).strength[0] == pytest.approx(1.0, rel=1e-9)
