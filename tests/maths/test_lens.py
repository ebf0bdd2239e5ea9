"""Lens arithmetic, against the published figures and against triangles."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.maths.optics.lens import (
    distance_for_frame_m,
    dolly_zoom_focal_mm,
    fov_deg,
    frame_size_m,
)

SUPER35_MM = 24.89
focals = st.floats(4.0, 1200.0)


def test_dolly_zoom_needs_the_published_focal_length():
    assert dolly_zoom_focal_mm(35.0, 4.0, 1.5) == pytest.approx(13.125)


@given(focals, st.floats(0.5, 50), st.floats(0.2, 5.0))
def test_dolly_zoom_keeps_the_size_of_the_subject(focal_mm, start_m, ratio):
    distance_m = start_m * ratio
    focal = dolly_zoom_focal_mm(focal_mm, start_m, distance_m)
    kept = frame_size_m(distance_m, focal, SUPER35_MM)
    assert kept == pytest.approx(frame_size_m(start_m, focal_mm, SUPER35_MM))


def test_a_lens_as_long_as_half_the_sensor_sees_a_right_angle():
    assert fov_deg(18.0, 36.0) == pytest.approx(90.0)


@given(focals, st.floats(0.1, 100))
def test_what_fills_the_frame_subtends_the_angle_of_view(focal_mm, distance_m):
    wall_m = frame_size_m(distance_m, focal_mm, SUPER35_MM)
    seen_deg = 2 * np.degrees(np.arctan2(wall_m / 2, distance_m))
    assert seen_deg == pytest.approx(fov_deg(focal_mm, SUPER35_MM))
    assert distance_for_frame_m(wall_m, focal_mm, SUPER35_MM) == pytest.approx(distance_m)


def test_takes_arrays_as_well_as_numbers():
    focal_mm = np.array([18.0, 35.0])
    assert fov_deg(focal_mm, SUPER35_MM).tolist() == [fov_deg(f, SUPER35_MM) for f in focal_mm]
