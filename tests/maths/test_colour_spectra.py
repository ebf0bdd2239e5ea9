"""Spectra and layer responses, against Planck, the equal-energy white and narrow bands."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.maths.colour.matrices import SRGB_FROM_XYZ
from scene_stager.maths.colour.spectra import (
    WAVELENGTHS_NM,
    Band,
    band_sensitivity,
    cie_1931,
    planck_spectrum,
    response_matrix,
    training_surfaces,
)
from scene_stager.maths.colour.temperature import linear_srgb_from_kelvin, planck_xy

FILM = (Band(650.0, 30.0, 15.0), Band(550.0, 30.0, 18.0), Band(440.0, 25.0, 30.0))


@pytest.mark.parametrize("kelvin", [2856.0, 4000.0, 6500.0])
def test_planck_through_the_observer_gives_the_planckian_locus(kelvin):
    # Two published fits against each other: the observer's lobes and the locus. Each is good to
    # a few thousandths in x and y.
    light = planck_spectrum(WAVELENGTHS_NM, kelvin)
    x, y, z = light @ cie_1931(WAVELENGTHS_NM)
    assert [x / (x + y + z), y / (x + y + z)] == pytest.approx(
        planck_xy(np.array(kelvin)), abs=4e-3
    )


def test_equal_energy_looks_white_to_the_observer():
    # CIE 1931: the three curves have equal areas.
    areas = cie_1931(np.arange(380.0, 781.0, 1.0)).sum(axis=0)
    assert areas / areas[1] == pytest.approx([1.0, 1.0, 1.0], abs=0.01)


def test_wien_ratio_of_two_wavelengths():
    # In Wien's limit the ratio of two wavelengths has a closed form; at 1000 K it holds to 1e-9.
    c2 = 1.438776877e7
    one, other = planck_spectrum(np.array([450.0, 650.0]), 1000.0)
    wien = (650.0 / 450.0) ** 5 * np.exp(-c2 / 1000.0 * (1 / 450.0 - 1 / 650.0))
    assert one / other == pytest.approx(wien, rel=1e-8)


@given(st.floats(400.0, 700.0), st.floats(5.0, 60.0), st.floats(5.0, 60.0))
def test_a_band_is_one_at_its_peak_and_less_elsewhere(peak, short, long):
    band = Band(peak, short, long)
    values = band_sensitivity(np.array([peak - short, peak, peak + long]), band)
    assert values == pytest.approx([np.exp(-0.5), 1.0, np.exp(-0.5)], rel=1e-12)


@pytest.mark.parametrize("kelvin", [3200.0, 5500.0])
def test_white_gives_every_layer_exactly_one(kelvin):
    white = linear_srgb_from_kelvin(np.array(kelvin))
    matrix = response_matrix(FILM, kelvin, white)
    assert matrix @ white == pytest.approx([1.0, 1.0, 1.0], abs=1e-12)


def test_a_white_of_another_colour_only_rescales_the_channels():
    # Least squares does not mind in which units the channels are counted.
    one, other = np.array([1.7, 0.9, 0.3]), np.array([1.0, 1.0, 1.0])
    rescaled = response_matrix(FILM, 3200.0, one) * (one / other)
    np.testing.assert_allclose(response_matrix(FILM, 3200.0, other), rescaled, rtol=1e-9)


def test_the_matrix_is_right_for_surfaces_it_was_not_fitted_to():
    kelvin, light = 5500.0, planck_spectrum(WAVELENGTHS_NM, 5500.0)
    observer = cie_1931(WAVELENGTHS_NM)
    white = SRGB_FROM_XYZ @ (light @ observer / (light @ observer[:, 1]))
    matrix = response_matrix(FILM, kelvin, white)
    for centre_nm in (470.0, 530.0, 590.0, 650.0):
        paint = 0.1 + 0.5 * np.exp(-0.5 * ((WAVELENGTHS_NM - centre_nm) / 50.0) ** 2)
        seen = SRGB_FROM_XYZ @ (paint * light @ observer / (light @ observer[:, 1]))
        for row, band in zip(matrix, FILM, strict=True):
            answer = band_sensitivity(WAVELENGTHS_NM, band)
            exposure = paint * light @ answer / (light @ answer)
            # Half a stop, in the layer that sees least, is what a matrix can do.
            assert abs(np.log2(row @ seen / exposure)) < 0.5


@pytest.mark.parametrize("kelvin", [3200.0, 5500.0])
def test_every_layer_answers_most_to_its_own_colour(kelvin):
    white = linear_srgb_from_kelvin(np.array(kelvin))
    share = response_matrix(FILM, kelvin, white) * white
    assert share.argmax(axis=1).tolist() == [0, 1, 2]


def test_a_film_that_sees_like_the_eye_answers_with_luminance():
    # One wide band like the eye's own must give the luminance weights of Rec. 709.
    eye = (Band(558.0, 42.0, 42.0),)
    white = linear_srgb_from_kelvin(np.array(5500.0))
    (row,) = response_matrix(eye, 5500.0, white)
    assert row == pytest.approx([0.2126, 0.7152, 0.0722], abs=0.06)


def test_training_surfaces_are_surfaces():
    surfaces = training_surfaces(WAVELENGTHS_NM)
    assert surfaces.min() >= 0.0
    assert surfaces.max() <= 1.0
