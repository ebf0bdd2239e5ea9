"""Camera, focus and lamps in the picture, against the thin lens and the pinhole."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.maths.optics.focus import blur_mm
from scene_stager.maths.optics.lens import frame_size_m
from scene_stager.preview.camera import PreviewCamera, look_at, pixel_rays, project, station
from scene_stager.preview.depth_of_field import blur_px, evenly_blurred, smeared
from scene_stager.preview.renderer import render
from scene_stager.preview.scene import PreviewFog, PreviewLight, PreviewSubject
from tests.preview.rendering import HIGH, TARGET, WIDE, bare, camera, scene


@given(st.floats(8, 400), st.floats(0.5, 200))
def test_the_edge_of_the_frame_is_where_the_pinhole_puts_it(focal_mm, distance_m):
    lens = PreviewCamera(
        (0.0, -distance_m, 1.0), look_at((0.0, -distance_m, 1.0), (0, 0, 1)), focal_mm
    )
    half = float(frame_size_m(np.float64(distance_m), np.float64(focal_mm), 36.0)) / 2
    x = np.array([-half, 0.0, half])
    column, row, depth = project(lens, (x, np.zeros(3), np.ones(3)), WIDE, HIGH)
    np.testing.assert_allclose(column, [0.0, WIDE / 2, WIDE], atol=1e-6)
    np.testing.assert_allclose(row, HIGH / 2, atol=1e-6)
    np.testing.assert_allclose(depth, distance_m, rtol=1e-9)


def test_up_is_up_right_is_right_and_a_positive_roll_tips_the_horizon_down_at_the_right():
    lens = camera(0.0, 0.0)
    column, row, _ = project(lens, tuple(np.array([c]) for c in (1.0, 0.0, 1.9)), WIDE, HIGH)
    assert column[0] > WIDE / 2 and row[0] < HIGH / 2
    rolled = replace(lens, stage_from_camera=look_at(lens.position_m, TARGET, 10.0))
    level = (np.array([-1.0, 1.0]), np.zeros(2), np.full(2, TARGET[2]))
    _, rows, _ = project(rolled, level, WIDE, HIGH)
    # The camera turned clockwise, so the picture turned the other way: its right side is higher.
    assert rows[1] < rows[0]


@given(st.floats(-20, 20), st.floats(-20, 20))
def test_a_shifted_lens_moves_every_point_by_the_shift_over_the_sensor(side_mm, rise_mm):
    lens = camera(20.0, -8.0)
    moved = replace(lens, shift_x_mm=side_mm, shift_y_mm=rise_mm)
    points = (np.array([-0.8, 0.3]), np.array([0.5, -0.7]), np.array([0.4, 2.0]))
    column, row, depth = project(lens, points, WIDE, HIGH)
    across, down, same = project(moved, points, WIDE, HIGH)
    per_mm = WIDE / lens.sensor_width_mm
    np.testing.assert_allclose(across - column, -side_mm * per_mm, atol=1e-9)
    np.testing.assert_allclose(down - row, rise_mm * per_mm, atol=1e-9)
    np.testing.assert_array_equal(same, depth)
    # And the rays through those pixels go to those points.
    way, cosine = pixel_rays(moved, WIDE, HIGH, across, down)
    for c, point, eye in zip(way, points, moved.position_m, strict=True):
        np.testing.assert_allclose(eye + c * depth / cosine, point, atol=1e-9)


@given(st.floats(-180, 180), st.floats(-80, 80))
def test_a_camera_looks_where_it_is_told(azimuth_deg, elevation_deg):
    place = station(azimuth_deg, elevation_deg, 5.0, TARGET)
    lens = PreviewCamera(place, look_at(place, TARGET))
    way, _ = pixel_rays(lens, WIDE, HIGH, np.array([WIDE / 2]), np.array([HIGH / 2]))
    ahead = np.subtract(TARGET, place) / 5.0
    np.testing.assert_allclose(np.concatenate(way), ahead, atol=1e-9)


@given(st.floats(0.3, 50), st.floats(0.4, 20), st.floats(18, 135), st.floats(1.0, 22))
def test_a_point_out_of_focus_is_as_wide_as_the_thin_lens_says(
    distance_m, focus_m, focal_mm, f_number
):
    lens = camera(focal_length_mm=focal_mm, focus_distance_m=focus_m, f_number=f_number)
    wide_mm = float(blur_mm(*(np.float64(v) for v in (distance_m, focus_m, focal_mm, f_number))))
    got = float(blur_px(lens, np.array([distance_m]), 480)[0])
    assert got == pytest.approx(min(wide_mm / 36.0 * 480, 256.0), rel=1e-9, abs=1e-9)


def test_a_pinhole_is_sharp_everywhere():
    assert blur_px(camera(f_number=0.0), np.array([0.1, 100.0]), 480).max() == 0.0


@pytest.mark.parametrize("diameter_px", [2.0, 5.0, 11.0, 30.0])
def test_a_smeared_point_keeps_its_light_and_spreads_as_a_disk_does(diameter_px):
    point = np.zeros((1, 160, 160))
    point[0, 80, 80] = 1.0
    soft = evenly_blurred(point, diameter_px)[0]
    assert soft.sum() == pytest.approx(1.0, rel=1e-6)
    rows = np.arange(160) - np.average(np.arange(160), weights=soft.sum(axis=1))
    spread = math.sqrt(float((soft.sum(axis=1) * rows**2).sum()))
    # An even disk's spread along one line is a quarter of its diameter; a pixel adds a little.
    assert spread == pytest.approx(diameter_px / 4, rel=0.12, abs=0.25)


def test_smearing_nothing_changes_nothing():
    layer = np.random.default_rng(1).random((3, 20, 30))
    np.testing.assert_array_equal(smeared(layer, np.zeros((20, 30))), layer)


def test_an_even_picture_stays_even_out_of_focus():
    even = np.full((2, 41, 57), 0.3)
    wide = np.linspace(0, 40, 41 * 57).reshape(41, 57)
    np.testing.assert_allclose(smeared(even, wide), 0.3, rtol=1e-6)


def test_opening_the_lens_softens_what_is_out_of_focus_and_keeps_the_light():
    sharp = render(scene("bust"), 2 * WIDE, 2 * HIGH)
    lens = camera(f_number=1.0, focus_distance_m=1.0, focal_length_mm=50.0)
    soft = render(scene("bust", camera=lens), 2 * WIDE, 2 * HIGH)
    assert np.abs(np.diff(soft, axis=1)).max() < 0.4 * np.abs(np.diff(sharp, axis=1)).max()
    assert soft.mean() == pytest.approx(sharp.mean(), rel=0.02)


def test_a_subject_in_focus_stays_as_it_is():
    lens = camera(f_number=2.0, focus_distance_m=4.3)
    sharp, open_ = (render(scene("bust", camera=c), WIDE, HIGH) for c in (camera(), lens))
    middle = np.s_[HIGH // 2 - 6 : HIGH // 2 + 6, WIDE // 2 - 5 : WIDE // 2 + 5]
    np.testing.assert_allclose(open_[middle], sharp[middle], atol=0.01)


@pytest.mark.parametrize("omni", [True, False])
def test_a_lamp_in_the_picture_is_as_bright_as_the_light_it_gives(omni):
    # All that reaches the lens from the lamp is the illuminance it promises there.
    eye = camera(0.0, 0.0)
    lamp = PreviewLight(
        "bulb", (0.0, 0.0, 0.9), eye.position_m, 0.25, omni=omni, visible=True, illuminance=0.7
    )
    far = PreviewSubject("sphere", 0.01, (0.0, 40.0, 0.0), albedo_rgb=(0.0,) * 3, specular=0.0)
    dark = bare(subject=far, lights=(lamp,), camera=eye)
    width, height = 4 * WIDE, 4 * HIGH
    shown = render(dark, width, height) - render(
        replace(dark, lights=(replace(lamp, visible=False),)), width, height
    )
    # Pixels fill cosine^3 of their slope squared; the cosine to the lens takes one more.
    slope = eye.sensor_width_mm / eye.focal_length_mm / width
    arrives = shown[..., 1].sum() * slope**2 / math.pi
    assert arrives == pytest.approx(0.7, rel=0.02)


def test_haze_dims_a_lamp_by_the_way_its_light_comes():
    eye = camera(0.0, 0.0)
    lamp = PreviewLight("bulb", (0.0, 0.0, 0.9), (0.0, 0.0, 2.0), 0.1, omni=True, visible=True)
    far = PreviewSubject("sphere", 0.01, (0.0, 40.0, 0.0))
    clear, hazy = (
        render(bare(subject=far, lights=(lamp,), camera=eye, fog=PreviewFog(k)), WIDE, HIGH).max()
        for k in (0.0, 0.1)
    )
    # It gives its target what it promised through the air on that side, and so shines brighter.
    assert hazy == pytest.approx(clear * math.exp(0.1 * 1.1 - 0.1 * 5.0), rel=0.05)
