"""Sharpness and halation, against rendered sine waves and the books of light."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from scene_stager.maths.colour.temperature import linear_srgb_from_kelvin
from scene_stager.shot.stocks import stocks
from scene_stager.shot.stocks._grain import cloud_taps
from scene_stager.shot.stocks._halation import halate, reach_um_from_mtf50, soften

NAMES = sorted(stocks())
# Line pairs per millimetre at half contrast, after the published data sheets; red, green, blue.
MTF50 = {
    "kodachrome_64": (38.0, 38.0, 38.0),
    "vision3_500t": (34.5, 53.5, 60.0),
    "vision3_250d": (34.0, 54.0, 63.0),
    "tri_x_400": (53.0,),
}
PIXEL_UM = 2.0

pictures = arrays(np.float64, (9, 13), elements=st.floats(0.0, 50.0))
reaches = st.one_of(st.floats(0.0, 6.0), st.floats(6.0, 40.0))


def swing(row, per_mm, pixel_um=PIXEL_UM):
    """Amplitude of one frequency in a row, by projection over whole waves."""
    x_mm = (np.arange(len(row)) + 0.5) * pixel_um / 1000.0
    return 2.0 * abs(np.mean(row * np.exp(-2j * np.pi * per_mm * x_mm)))


def sine(per_mm, columns=2000, depth=0.05):
    """Whole waves along a row: 0.5 lp/mm fits into four millimetres."""
    x_mm = (np.arange(columns) + 0.5) * PIXEL_UM / 1000.0
    return 1.0 + depth * np.cos(2.0 * np.pi * per_mm * x_mm)


# A stock that is not in the books of this file is held to its own figures.
MTF50 = {name: one.mtf50_per_mm for name, one in stocks().items()} | MTF50

LAYERS = [(name, layer) for name in NAMES for layer in range(len(MTF50[name]))]


@pytest.mark.parametrize(("name", "layer"), LAYERS)
def test_a_layer_halves_a_sine_at_the_frequency_of_the_sheet(name, layer):
    per_mm = MTF50[name][layer]
    plane = np.repeat(sine(per_mm)[None, :], 3, axis=0)
    soft = soften(plane, stocks()[name].mtf50_per_mm[layer], PIXEL_UM)
    assert swing(soft[1], per_mm) / swing(plane[1], per_mm) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("name", ["kodachrome_64", "tri_x_400"])
def test_a_developed_sine_has_half_the_contrast_there(name):
    # The whole chain, against the same wave too slow to lose any contrast.
    stock = stocks()[name]
    grey = 0.18 * linear_srgb_from_kelvin(np.array(stock.balance_k))

    def developed(per_mm):
        frame = sine(per_mm)[None, :, None] * grey
        shown = stock.develop(
            np.repeat(frame, 3, axis=0), grain=0.0, halation=0.0, frame_width_mm=4.0, encoded=False
        )
        return swing(shown[1, :, 1], per_mm)

    per_mm = MTF50[name][0]
    assert developed(per_mm) / developed(0.5) == pytest.approx(0.5, abs=0.02)


def test_the_reach_of_the_blur_by_hand():
    # exp(-2 (pi s f)^2) = 1/2 at f = 50 per mm gives s = sqrt(ln 2 / 2) / (50 pi) mm.
    assert reach_um_from_mtf50(50.0) == pytest.approx(3.7478, abs=1e-3)


def test_a_coarse_picture_is_not_blurred():
    plane = np.random.default_rng(0).uniform(0.0, 1.0, (8, 8))
    assert soften(plane, 34.0, 60.0) is plane


@pytest.mark.parametrize("reach_px", [0.0, 0.02, 0.1, 0.3, 0.6, 1.0, 2.5, 6.0])
def test_the_taps_have_the_spread_they_are_asked_for(reach_px):
    # Well under a pixel too: a Gaussian merely sampled would be far too narrow there.
    taps = np.array(cloud_taps(reach_px))
    assert 2.0 * taps.sum() - taps[0] == pytest.approx(1.0, abs=1e-12)
    assert (taps > 0.0).all()
    variance = 2.0 * np.sum(taps * np.arange(len(taps)) ** 2)
    assert np.sqrt(variance) == pytest.approx(reach_px, rel=0.005, abs=1e-12)


@given(pictures, st.floats(0.0, 1.0), reaches)
def test_halation_moves_light_and_loses_none(picture, strength, reach_px):
    after = halate(picture, strength, reach_px * 10.0, 10.0)
    assert after.sum() == pytest.approx(picture.sum(), rel=1e-9, abs=1e-9)
    assert after.min() >= picture.min() - 1e-9
    assert after.max() <= picture.max() + 1e-9


@pytest.mark.parametrize("reach_px", [0.8, 3.0, 5.9, 6.1, 14.0])
def test_a_point_of_light_spreads_as_far_as_it_should(reach_px):
    plane = np.zeros((201, 201))
    plane[100, 100] = 1.0
    glow = halate(plane, 1.0, reach_px, 1.0)
    away = np.arange(201) - 100.0
    for axis in (0, 1):
        profile = glow.sum(axis=axis)
        assert profile.sum() == pytest.approx(1.0, abs=1e-9)
        # The taps stop at 1e-5 of their peak, the boxes have exactly the variance.
        assert np.sqrt(np.sum(profile * away**2)) == pytest.approx(reach_px, rel=0.01)
        assert abs(np.sum(profile * away)) < 1e-9


def test_an_even_field_stays_even():
    plane = np.full((40, 50), 3.0)
    for reach_um in (30.0, 300.0, 30000.0):
        np.testing.assert_allclose(halate(plane, 0.5, reach_um, 10.0), plane, rtol=1e-12)


def lamp(size=161):
    """A small lamp ten stops over grey, before a dim wall."""
    frame = np.full((size, size, 3), 0.01)
    middle = size // 2
    frame[middle - 2 : middle + 3, middle - 2 : middle + 3] = 0.18 * 2.0**10
    return frame, middle


@pytest.mark.parametrize("name", [name for name in NAMES if not stocks()[name].monochrome])
def test_the_halo_of_a_lamp_is_red(name):
    stock = stocks()[name]
    frame, middle = lamp()
    light = frame * linear_srgb_from_kelvin(np.array(stock.balance_k))
    bare = stock.develop(light, grain=0.0, halation=0.0, frame_width_mm=4.0)
    glow = stock.develop(light, grain=0.0, frame_width_mm=4.0) - bare
    beside = glow[middle, middle + 2 + int(stock.halation.reach_um / 25.0)]
    assert beside[0] > beside[1] > beside[2] >= 0.0
    assert beside[0] > 0.02
    red, green, blue = stock.halation.strength
    assert red > green > blue >= 0.0


def test_tungsten_negative_glows_most():
    red = {name: stocks()[name].halation.strength[0] for name in NAMES}
    assert max(red, key=red.get) == "vision3_500t"


def test_no_halation_is_exactly_off():
    plane = np.random.default_rng(1).uniform(0.0, 1.0, (6, 6))
    assert halate(plane, 0.0, 100.0, 10.0) is plane
