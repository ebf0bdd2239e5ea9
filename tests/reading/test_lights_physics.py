"""The light that the fits reckon with: closed forms, brute force and laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import nnls
from scipy.spatial.transform import Rotation

from scene_stager.reading.lights.directions import (
    angle_between_deg,
    angles_from_direction,
    direction_from_angles,
    level_from_camera,
    turned_away,
)
from scene_stager.reading.lights.irradiance import (
    GroundCaster,
    ball_shadow,
    disc_shadow,
    ground_light,
    subject_light,
)
from scene_stager.reading.lights.mixing import NONE, mix, mix_chosen
from scene_stager.reading.lights.stage import (
    StageGuess,
    ground_samples,
    half_extent_px,
    placed_balls,
    set_stage,
    stacked_discs,
    trace_outline,
)

AZIMUTHS = st.floats(-179.0, 179.0)
ELEVATIONS = st.floats(-85.0, 85.0)
NOTHING = GroundCaster(np.zeros((0, 4)), turned=True)


@given(AZIMUTHS, ELEVATIONS)
def test_angles_come_back_from_their_direction(azimuth, elevation):
    back = angles_from_direction(direction_from_angles(azimuth, elevation))
    assert back == pytest.approx((azimuth, elevation), abs=1e-6)


def test_azimuth_zero_is_the_cameras_side_and_plus_is_camera_right():
    assert direction_from_angles(0.0, 0.0) == pytest.approx([0, 0, 1])
    assert direction_from_angles(90.0, 0.0) == pytest.approx([1, 0, 0], abs=1e-12)
    assert direction_from_angles(0.0, 90.0) == pytest.approx([0, 1, 0], abs=1e-12)


def test_a_raised_camera_looks_down():
    lens_axis = level_from_camera(30.0) @ np.array([0.0, 0.0, 1.0])  # from subject to camera
    assert lens_axis == pytest.approx([0.0, 0.5, np.sqrt(0.75)])


@given(AZIMUTHS, ELEVATIONS)
def test_a_facing_surface_at_the_centre_receives_one(azimuth, elevation):
    lamp = direction_from_angles(azimuth, elevation)
    light = subject_light(lamp[None], np.zeros((1, 3)), lamp[None], 5.0)
    assert light[0, 0] == pytest.approx(1.0)


def test_light_on_the_subject_falls_with_the_square_and_the_cosine():
    rng = np.random.default_rng(3)
    normals = rng.normal(size=(40, 3))
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    points, lamp = rng.uniform(-1, 1, (40, 3)), direction_from_angles(50.0, 30.0)
    way = 5.0 * lamp - points
    far = np.linalg.norm(way, axis=1)
    want = np.maximum((way * normals).sum(axis=1) / far, 0.0) * 25.0 / far**2
    assert subject_light(normals, points, lamp[None], 5.0)[:, 0] == pytest.approx(want)


def test_ground_under_a_lamp_overhead_receives_the_inverse_square():
    place = np.array([[0.0, -1.0, 0.0]])
    light = ground_light(place, np.array([[0.0, 1.0, 0.0]]), 4.0, NOTHING, 8.0)
    assert light[0, 0] == pytest.approx(16.0 / 25.0)


def test_a_stack_of_discs_throws_the_shadow_that_rays_find():
    rng = np.random.default_rng(8)
    lamp = 5.0 * direction_from_angles(60.0, 35.0)
    discs = np.array([[h, 0.1, -0.2, 0.6 - 0.1 * h] for h in (-0.6, 0.0, 0.6)])
    places = np.column_stack([rng.uniform(-4, 2, 400), np.full(400, -1.0), rng.uniform(-3, 3, 400)])
    seen = disc_shadow(places, lamp[None], discs, 1e-6)[:, 0]
    blocked = np.zeros(400, dtype=bool)
    margin = np.full(400, np.inf)
    for height, x, z, radius in discs:
        way = (height + 1.0) / (lamp[1] + 1.0)
        at = places + way * (lamp - places)
        off = np.hypot(at[:, 0] - x, at[:, 2] - z) - radius
        blocked |= off < 0
        margin = np.minimum(margin, np.abs(off))
    clear = margin > 0.03
    assert blocked[clear].sum() > 10
    assert ((seen[clear] < 0.5) == blocked[clear]).all()


def test_balls_throw_the_shadow_that_rays_find():
    rng = np.random.default_rng(9)
    lamp = 5.0 * direction_from_angles(-70.0, 30.0)
    balls = np.array([[0.0, 0.3, 0.1, 0.5], [0.4, -0.5, 0.0, 0.3], [9.0, 5.0, 4.0, 1.0]])
    places = np.column_stack([rng.uniform(-2, 4, 400), np.full(400, -1.0), rng.uniform(-3, 3, 400)])
    seen = ball_shadow(places, lamp[None], balls, 1e-6)[:, 0]
    blocked, margin = np.zeros(400, dtype=bool), np.full(400, np.inf)
    for *centre, radius in balls:
        share = np.linspace(0.0, 1.0, 2001)[:, None, None]
        nearest = np.linalg.norm(places + share * (lamp - places) - centre, axis=-1).min(axis=0)
        blocked |= nearest < radius
        margin = np.minimum(margin, np.abs(nearest - radius))
    clear = margin > 0.03
    assert 10 < blocked[clear].sum() < 390
    assert ((seen[clear] < 0.5) == blocked[clear]).all()


def test_a_ring_throws_a_shadow_with_a_hole_when_it_is_made_of_balls():
    row, column = np.indices((90, 160))
    away = np.hypot(row - 45.0, column - 80.0)
    outline = trace_outline((away > 18.0) & (away < 30.0))
    stage = set_stage(outline, StageGuess(100.0, 0.0, 0.0))
    middle = np.array([[0.0, -1.0, -1.0]])  # in line with the hole and a lamp in front above
    lamp = 5.0 * direction_from_angles(0.0, 45.0)[None]
    assert ball_shadow(middle, lamp, placed_balls(stage, outline), 1.0)[0, 0] > 0.9
    assert disc_shadow(middle, lamp, stacked_discs(stage, outline, 9), 1.0)[0, 0] < 0.1


@pytest.mark.parametrize("turn_deg", [0.0, 20.0, 45.0, 90.0])
def test_the_half_extent_of_a_bar_is_half_its_length_however_it_lies(turn_deg):
    row, column = np.indices((120, 120)) - 60.0
    turn = np.radians(turn_deg)
    along = np.cos(turn) * column + np.sin(turn) * row
    across = np.cos(turn) * row - np.sin(turn) * column
    bar = (np.abs(along) <= 40.0) & (np.abs(across) <= 4.0)
    assert half_extent_px(bar) == pytest.approx(40.0, rel=0.03)


def test_a_wider_lamp_makes_a_wider_penumbra():
    places = np.column_stack([np.linspace(-4, 0, 200), np.full(200, -1.0), np.zeros(200)])
    lamp = 5.0 * direction_from_angles(90.0, 45.0)[None]
    discs = np.array([[0.0, 0.0, 0.0, 0.7]])
    widths = []
    for size_deg in (4.0, 8.0, 16.0):
        seen = disc_shadow(places, lamp, discs, size_deg)[:, 0]
        widths.append(((seen > 0.05) & (seen < 0.95)).sum())
    assert widths[0] < widths[1] < widths[2]


@pytest.mark.parametrize("seed", range(12))
def test_many_small_mixes_agree_with_lawson_and_hanson(seed):
    rng = np.random.default_rng(seed)
    columns, signal = rng.uniform(0, 1, (30, 6)), rng.uniform(0, 1, 30)
    columns[:, 5] = 1.0
    weight = rng.uniform(0.5, 2.0, 30)
    choice = np.array([[a, b, 5] for a in range(5) for b in [NONE, *range(a)]])
    mixes = mix_chosen(columns, choice, signal, weight)
    even = np.average(signal, weights=weight**2)
    spread = (((signal - even) * weight) ** 2).sum()
    for one, misfit, amounts in zip(choice, mixes.misfit, mixes.amounts, strict=True):
        used = columns[:, one[one != NONE]] * weight[:, None]
        left = nnls(used, signal * weight)[1]
        assert left**2 / spread - 1e-9 <= misfit <= left**2 / spread + 0.06  # never below
        assert np.linalg.norm(signal * weight - used @ amounts[one != NONE]) ** 2 == pytest.approx(
            misfit * spread
        )
        assert (amounts[one == NONE] == 0.0).all()


def test_a_mix_that_is_exact_leaves_nothing():
    rng = np.random.default_rng(1)
    columns = rng.uniform(0, 1, (50, 3))
    amounts, left = mix(columns, columns @ np.array([2.0, 0.0, 0.5]))
    assert amounts == pytest.approx([2.0, 0.0, 0.5], abs=1e-9)
    assert left < 1e-15


def a_disc():
    rows, columns = np.indices((90, 160))
    return (rows - 45) ** 2 + (columns - 80) ** 2 < 25**2


def test_the_ground_lies_under_the_subjects_lowest_row():
    inside = a_disc()
    stage = set_stage(trace_outline(inside), StageGuess(50.0, 15.0, 0.0))
    assert stage.ground == pytest.approx(-1.0, abs=0.15)
    places, pixels = ground_samples(stage, ~inside, 500)
    rows, columns = np.unravel_index(pixels, inside.shape)
    way = places - stage.lens
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    rays = stage.rays[rows, columns]
    rays = rays / np.linalg.norm(rays, axis=1, keepdims=True)
    assert np.allclose(way, rays)
    assert np.allclose(places[:, 1], stage.ground)


def test_the_true_horizon_is_where_rays_are_level():
    stage = set_stage(trace_outline(a_disc()), StageGuess(35.0, 10.0, 0.0))
    level = np.interp(0.0, -stage.rays[:, 80, 1], np.arange(90) + 0.5)
    assert stage.horizon_row() == pytest.approx(level, abs=0.01)


def test_a_ball_becomes_discs_as_wide_as_the_ball():
    inside = a_disc()
    outline = trace_outline(inside)
    discs = stacked_discs(set_stage(outline, StageGuess(100.0, 0.0, 0.0)), outline, 9)
    assert discs[:, 3].max() == pytest.approx(1.0, abs=0.05)
    assert np.hypot(discs[:, 0], discs[:, 3]) == pytest.approx(np.ones(len(discs)), abs=0.1)


def test_a_right_angle_is_a_right_angle():
    assert angle_between_deg(np.array([1.0, 0, 0]), np.array([0, 2.0, 0])) == pytest.approx(90.0)


@pytest.mark.parametrize("azimuth_deg", [-70.0, 8.0, 120.0])
def test_a_direction_turned_off_an_axis_moves_along_the_great_circle_through_both(azimuth_deg):
    way, axis = direction_from_angles(azimuth_deg, 25.0), direction_from_angles(10.0, -5.0)
    found = turned_away(way, axis, 12.0)
    across = np.cross(axis, way)
    turn = Rotation.from_rotvec(np.radians(12.0) * across / np.linalg.norm(across))
    assert found == pytest.approx(turn.apply(way))


def test_a_direction_along_the_axis_or_straight_away_from_it_is_not_turned():
    axis = direction_from_angles(30.0, 20.0)
    assert turned_away(axis, axis, 12.0) == pytest.approx(axis)
    beside = turned_away(direction_from_angles(30.0, 25.0), axis, 180.0)
    assert beside == pytest.approx(-axis)
