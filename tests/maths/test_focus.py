"""Depth of field, against its own definition: at its limits the blur is just what passes."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scene_stager.maths.optics.focus import (
    blur_mm,
    circle_of_confusion_mm,
    far_limit_m,
    hyperfocal_m,
    near_limit_m,
)

PASSES_MM = 0.025
focals = st.floats(8.0, 300.0).map(np.array)
stops = st.floats(0.7, 32.0).map(np.array)
distances = st.floats(0.5, 200.0).map(np.array)


def test_hyperfocal_worked_by_hand():
    # 50 mm at f/8 and 0.025 mm: 2500 / 0.2 = 12500 mm, and one focal length.
    got = hyperfocal_m(np.array(50.0), np.array(8.0), PASSES_MM)
    assert got == pytest.approx(12.55)


def test_focus_on_the_hyperfocal_is_sharp_from_half_of_it_to_the_horizon():
    lens = np.array(50.0), np.array(8.0)
    focus_m = hyperfocal_m(*lens, PASSES_MM)
    assert near_limit_m(focus_m, *lens, PASSES_MM) == pytest.approx(focus_m / 2, rel=1e-12)
    assert far_limit_m(focus_m, *lens, PASSES_MM) == np.inf


@given(distances, focals, stops)
def test_blur_at_the_limits_is_the_blur_that_passes(focus_m, focal_mm, f_number):
    near_m = near_limit_m(focus_m, focal_mm, f_number, PASSES_MM)
    far_m = far_limit_m(focus_m, focal_mm, f_number, PASSES_MM)
    assert near_m <= focus_m <= far_m
    assert blur_mm(near_m, focus_m, focal_mm, f_number) == pytest.approx(PASSES_MM, rel=1e-6)
    assume(np.isfinite(far_m) and far_m < 1e6)
    assert blur_mm(far_m, focus_m, focal_mm, f_number) == pytest.approx(PASSES_MM, rel=1e-6)


@given(distances, focals, stops)
def test_blur_is_the_shadow_of_the_aperture(distance_m, focus_m_like, f_number):
    # Independent: image both points through 1/f = 1/s + 1/s', and take similar triangles.
    focal_mm, focus_mm, point_mm = 50.0, 3000.0 + focus_m_like, distance_m * 1000.0
    sensor_mm = 1 / (1 / focal_mm - 1 / focus_mm)
    image_mm = 1 / (1 / focal_mm - 1 / point_mm)
    want = (focal_mm / f_number) * abs(image_mm - sensor_mm) / image_mm
    got = blur_mm(distance_m, focus_mm / 1000, np.array(focal_mm), f_number)
    assert got == pytest.approx(want, rel=1e-9, abs=1e-12)


def test_what_passes_on_full_frame_is_the_customary_figure():
    assert circle_of_confusion_mm(36.0, 24.0) == pytest.approx(0.029, abs=5e-4)
