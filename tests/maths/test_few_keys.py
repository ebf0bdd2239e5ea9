"""Few keys through many samples, held against scipy's cubic Hermite spline."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import CubicHermiteSpline

from scene_stager.maths.motion.few_keys import few_keys, slopes_of

samples = st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=60).map(np.array)


@given(samples, st.sampled_from([1e-6, 0.1, 10.0]))
def test_no_sample_is_missed_by_more_than_the_bound_whatever_they_are(values, within):
    keys = few_keys(values, within)
    assert keys[0] == 0 and keys[-1] == len(values) - 1
    assert keys == sorted(set(keys))
    if len(keys) > 1:
        curve = CubicHermiteSpline(keys, values[keys], slopes_of(values)[keys])
        assert np.abs(curve(np.arange(len(values))) - values).max() <= within + 1e-9


def test_a_cubic_is_two_keys_and_slopes_are_those_of_any_quartic():
    at = np.arange(200.0) / 200.0
    assert few_keys(2.0 * at**3 - at**2 + 1.0, 1e-9) == [0, 199]
    wanted = (4.0 * at**3 - 6.0 * at**2 + 2.0) / 200.0
    np.testing.assert_allclose(slopes_of(at**4 - 2.0 * at**3 + 2.0 * at), wanted, atol=1e-12)


def test_twice_as_fine_samples_make_slopes_sixteen_times_as_good():
    def error(count):
        at = np.linspace(0.0, 3.0, count + 1)
        return np.abs(slopes_of(np.sin(at)) * count / 3.0 - np.cos(at)).max()

    orders = np.log2([error(40) / error(80), error(80) / error(160)])
    assert orders == pytest.approx([4.0, 4.0], abs=0.2)


def test_a_corner_is_kept_and_one_sample_is_one_key():
    keys = few_keys(np.abs(np.arange(-50.0, 51.0)), 1e-6)
    assert 50 in keys and len(keys) < 12
    assert few_keys(np.array([3.0]), 0.1) == [0]
