"""The sRGB curve and luminance, against published values and what a stop means."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.maths.colour.luminance import luminance, stops_from_grey
from scene_stager.maths.colour.srgb import bytes_from_srgb, decode_srgb, encode_srgb

# Linear light, encoded value. Source: the formulas of IEC 61966-2-1:1999 worked by hand:
# 12.92 x below 0.0031308, else 1.055 x^(1/2.4) - 0.055.
PUBLISHED = [
    (0.0, 0.0),
    (0.001, 0.01292),
    (0.18, 0.46135612950044164),
    (0.21404114048223255, 0.5),
    (1.0, 1.0),
]


@pytest.mark.parametrize(("linear", "encoded"), PUBLISHED)
def test_agrees_with_the_standard(linear, encoded):
    assert encode_srgb(np.array(linear)) == pytest.approx(encoded, abs=1e-12)
    assert decode_srgb(np.array(encoded)) == pytest.approx(linear, abs=1e-12)


@given(st.floats(-4.0, 16.0))
def test_there_and_back(linear):
    # The standard's two knees disagree by 3e-8; nothing else is lost.
    assert decode_srgb(encode_srgb(np.array(linear))) == pytest.approx(linear, abs=1e-7, rel=1e-12)


@given(st.floats(-1.0, 2.0), st.floats(1e-6, 1.0))
def test_more_light_is_never_darker(linear, more):
    assert encode_srgb(np.array(linear + more)) > encode_srgb(np.array(linear))


def test_bytes_round_and_clip():
    codes = bytes_from_srgb(np.array([-0.1, 0.0, 0.4999 / 255, 0.5001 / 255, 1.0, 3.0]))
    assert codes.tolist() == [0, 0, 0, 1, 255, 255]


def test_luminance_weighs_as_rec_709():
    # Rec. 709 item 3.2 gives four decimals.
    primaries = luminance(np.eye(3))
    assert primaries == pytest.approx([0.2126, 0.7152, 0.0722], abs=5e-5)
    assert luminance(np.ones(3)) == pytest.approx(1.0, abs=1e-12)


@given(st.floats(-10.0, 10.0))
def test_stops_count_doublings_from_middle_grey(stops):
    assert stops_from_grey(np.array(0.18 * 2.0**stops)) == pytest.approx(stops, abs=1e-9)


def test_true_black_has_a_finite_stop():
    assert stops_from_grey(np.array(0.0)) == pytest.approx(np.log2(1e-6 / 0.18))
