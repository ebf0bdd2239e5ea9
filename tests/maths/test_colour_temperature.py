"""Colour temperature, against published chromaticities and the arithmetic of mireds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.maths.colour.luminance import luminance
from scene_stager.maths.colour.temperature import (
    daylight_xy,
    kelvin_from_mired,
    kelvin_from_xy,
    linear_srgb_from_kelvin,
    mired_from_kelvin,
    planck_xy,
    xy_from_kelvin,
)

# Planck's law through the tabulated CIE 1931 observer, integrated with colour-science 0.4.7
# (BSD-3-Clause). Illuminant A, CIE 015:2018, is 0.44757, 0.40745 at 2856 K.
PLANCKIAN = [
    (1000.0, 0.652725, 0.344486),
    (1500.0, 0.585713, 0.393127),
    (2000.0, 0.526677, 0.413299),
    (2856.0, 0.44757, 0.40745),
    (3200.0, 0.423361, 0.398954),
    (4000.0, 0.380441, 0.376749),
]
# Illuminants D50, D55, D65 and D75. Source: CIE 015:2018, table 5 (T.3).
DAYLIGHT = [
    (5003.0, 0.34567, 0.35850),
    (5503.0, 0.33242, 0.34743),
    (6504.0, 0.31272, 0.32903),
    (7504.0, 0.29902, 0.31485),
]

kelvins = st.floats(1000.0, 25000.0)


@pytest.mark.parametrize(("kelvin", "x", "y"), PLANCKIAN)
def test_glowing_bodies_have_the_published_colour(kelvin, x, y):
    # 0.0005 is the fit's own error.
    assert planck_xy(np.array(kelvin)) == pytest.approx([x, y], abs=5e-4)
    assert xy_from_kelvin(np.array(kelvin)) == pytest.approx([x, y], abs=5e-4)


@pytest.mark.parametrize(("kelvin", "x", "y"), DAYLIGHT)
def test_daylight_has_the_published_colour(kelvin, x, y):
    # The table rounds temperatures to whole kelvins.
    assert daylight_xy(np.array(kelvin)) == pytest.approx([x, y], abs=1.5e-4)
    assert xy_from_kelvin(np.array(kelvin)) == pytest.approx([x, y], abs=1.5e-4)


def test_srgb_white_is_6504_kelvin():
    assert linear_srgb_from_kelvin(np.array(6504.0)) == pytest.approx([1.0, 1.0, 1.0], abs=1.5e-3)


@given(kelvins)
def test_every_light_has_luminance_one(kelvin):
    assert luminance(linear_srgb_from_kelvin(np.array(kelvin))) == pytest.approx(1.0, abs=1e-12)


@given(st.floats(1500.0, 16000.0), st.floats(1.001, 1.5))
def test_hotter_is_bluer_and_less_red(kelvin, ratio):
    cool, hot = (linear_srgb_from_kelvin(np.array(k)) for k in (kelvin, kelvin * ratio))
    assert hot[2] > cool[2]
    assert hot[0] < cool[0]


@pytest.mark.parametrize("edge_k", [4000.0, 5000.0, 7000.0])
def test_the_pieces_join_without_a_step(edge_k):
    below, above = (xy_from_kelvin(np.array(edge_k * f)) for f in (1 - 1e-7, 1 + 1e-7))
    # The published daylight pieces themselves differ by 3e-5 at 7000 K.
    assert below == pytest.approx(above, abs=5e-5)


def test_outside_the_range_it_is_held():
    ends = xy_from_kelvin(np.array([200.0, 1000.0, 25000.0, 90000.0]))
    np.testing.assert_array_equal(ends[0], ends[1])
    np.testing.assert_array_equal(ends[2], ends[3])


def test_mired_of_the_usual_lights():
    # 3200 K is 312.5 mired; an 85 filter (+112) takes 5500 K to about 3400 K. Source: Kodak,
    # Wratten filter handbook B-3, conversion filters.
    assert mired_from_kelvin(np.array(3200.0)) == pytest.approx(312.5)
    filtered = kelvin_from_mired(
        mired_from_kelvin(np.array([5500.0, 3200.0])) + np.array((112, -131))
    )
    assert filtered == pytest.approx([3404.0, 5510.0], abs=1.0)  # and an 80A 3200 K to 5500 K


@given(kelvins)
def test_mired_and_kelvin_undo_each_other(kelvin):
    assert kelvin_from_mired(mired_from_kelvin(np.array(kelvin))) == pytest.approx(
        kelvin, rel=1e-12
    )


@pytest.mark.parametrize("kelvin", [2000.0, 2856.0, 3200.0, 5500.0, 6504.0, 9000.0, 12000.0])
def test_temperature_comes_back_from_chromaticity(kelvin):
    tolerance = 0.01 if 2856.0 <= kelvin <= 6504.0 else 0.04
    got = kelvin_from_xy(xy_from_kelvin(np.array(kelvin)))
    assert got == pytest.approx(kelvin, rel=tolerance)
