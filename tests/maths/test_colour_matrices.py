"""Colour matrices and adaptation, against published tables and what adaptation must do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from scene_stager.maths.colour.adaptation import (
    bradford_matrix,
    light_srgb_matrix,
)
from scene_stager.maths.colour.matrices import (
    D65_XY,
    SRGB_FROM_XYZ,
    XYZ_FROM_SRGB,
    apply_matrix,
    xyz_from_xy,
)
from scene_stager.maths.colour.temperature import linear_srgb_from_kelvin

# Source: W3C, CSS Color Module Level 4, section 18, lin_sRGB_to_XYZ.
CSS_XYZ_FROM_SRGB = [
    [506752 / 1228815, 87881 / 245763, 12673 / 70218],
    [87098 / 409605, 175762 / 245763, 12673 / 175545],
    [7918 / 409605, 87881 / 737289, 1001167 / 1053270],
]
# Source: Lindbloom, "Chromatic adaptation", Bradford, D65 to D50 (ASTM E308 whites).
LINDBLOOM_D65_TO_D50 = [
    [1.0478112, 0.0228866, -0.0501270],
    [0.0295424, 0.9904844, -0.0170491],
    [-0.0092345, 0.0150436, 0.7521316],
]
D50_XY = np.array([0.34567, 0.35850])

kelvins = st.floats(2000.0, 15000.0)
colours = arrays(np.float64, (3,), elements=st.floats(0.0, 4.0))


def test_srgb_to_xyz_is_the_published_matrix():
    np.testing.assert_allclose(XYZ_FROM_SRGB, CSS_XYZ_FROM_SRGB, atol=1e-12)


def test_bradford_is_the_published_matrix():
    # The published one starts from rounded whites, hence not closer.
    np.testing.assert_allclose(bradford_matrix(D65_XY, D50_XY), LINDBLOOM_D65_TO_D50, atol=2e-4)


@given(colours)
def test_a_crop_agrees_with_the_whole_and_with_the_product(colour):
    row = np.stack([colour, colour[::-1], colour * 2])
    whole = apply_matrix(SRGB_FROM_XYZ, row)
    np.testing.assert_array_equal(apply_matrix(SRGB_FROM_XYZ, row[1:2]), whole[1:2])
    np.testing.assert_allclose(whole, row @ SRGB_FROM_XYZ.T, atol=1e-12)


@given(kelvins)
def test_white_becomes_the_light(kelvin):
    got = apply_matrix(light_srgb_matrix(kelvin), np.ones(3))
    np.testing.assert_allclose(got, linear_srgb_from_kelvin(np.array(kelvin)), atol=1e-9)


def test_chromaticity_comes_back_out_of_xyz():
    xyz = xyz_from_xy(D65_XY)
    assert xyz[:2] / xyz.sum() == pytest.approx(D65_XY, abs=1e-15)
    assert xyz[1] == 1.0
