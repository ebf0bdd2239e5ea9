"""The curve through samples: on every sample to the bit, against scipy's cubics, third order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import CubicHermiteSpline

from scene_stager.maths.motion.through_samples import slopes_at_samples, through_samples


def times(draw_steps):
    return np.cumsum(draw_steps) - draw_steps[0]


tables = st.lists(
    st.tuples(st.floats(0.01, 3.0), st.floats(-50, 50), st.floats(-50, 50)), min_size=1, max_size=9
).map(lambda rows: (times([row[0] for row in rows]), np.array([row[1:] for row in rows])))


def parabola_slopes(times_s, values):
    """The slope at each sample of the parabola that numpy fits through it and its neighbours."""
    found = np.empty_like(values)
    for i in range(len(times_s)):
        first = min(max(i - 1, 0), len(times_s) - 3)
        near = slice(first, first + 3)
        for column in range(values.shape[1]):
            fitted = np.polyfit(times_s[near] - times_s[i], values[near, column], 2)
            found[i, column] = fitted[1]
    return found


@given(tables)
def test_every_sample_lies_on_it_to_the_bit(table):
    times_s, values = table
    assert (through_samples(times_s, times_s, values) == values).all()


@given(tables, st.lists(st.floats(-2, 30), min_size=1, max_size=9))
def test_is_the_cubic_of_scipy_with_the_slopes_of_parabolas(table, asked):
    times_s, values = table
    if len(times_s) < 3:
        return
    slopes = parabola_slopes(times_s, values)
    scale = 1.0 + np.abs(slopes).max()
    np.testing.assert_allclose(
        slopes_at_samples(times_s, values), slopes, rtol=0, atol=1e-9 * scale
    )
    inside = np.clip(asked, times_s[0], times_s[-1])
    wanted = CubicHermiteSpline(times_s, values, slopes)(inside)
    found = through_samples(np.array(asked), times_s, values)
    np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-8 * scale)


def test_two_samples_make_a_line_and_one_stands():
    t_s = np.array([-1.0, 0.0, 0.25, 1.0, 9.0])
    line = through_samples(t_s, np.array([0.0, 1.0]), np.array([[0.0], [8.0]]))
    assert line[:, 0].tolist() == [0.0, 0.0, 2.0, 8.0, 8.0]
    stands = through_samples(t_s, np.array([3.0]), np.array([[7.0, -1.0]]))
    assert stands.tolist() == [[7.0, -1.0]] * 5


def test_a_parabola_is_met_everywhere():
    times_s = np.array([0.0, 0.5, 0.7, 2.0, 2.4])
    t_s = np.linspace(0.0, 2.4, 97)
    found = through_samples(t_s, times_s, (3.0 - 4.0 * times_s + 2.5 * times_s**2)[:, None])[:, 0]
    np.testing.assert_allclose(found, 3.0 - 4.0 * t_s + 2.5 * t_s**2, rtol=0, atol=1e-12)


def test_twice_as_many_samples_are_eight_times_as_near():
    t_s = np.linspace(0.0, 4.0, 4001)
    errors = []
    for count in (33, 65, 129, 257):
        times_s = np.linspace(0.0, 4.0, count)
        found = through_samples(t_s, times_s, np.sin(2.0 * times_s)[:, None])[:, 0]
        errors.append(np.abs(found - np.sin(2.0 * t_s)).max())
    orders = np.log2(np.array(errors[:-1]) / errors[1:])
    assert orders == pytest.approx([3.0] * 3, abs=0.2)


@given(tables)
def test_the_velocity_has_no_jump(table):
    times_s, values = table
    if len(times_s) < 3:
        return
    slopes, tiny_s = slopes_at_samples(times_s, values), 1e-6
    for i in range(1, len(times_s) - 1):
        for side in (-tiny_s, tiny_s):
            near = through_samples(np.array([times_s[i] + side]), times_s, values)[0]
            bound = 1e-3 * (1.0 + np.abs(slopes).max()) / np.diff(times_s).min()
            assert (near - values[i]) / side == pytest.approx(slopes[i], abs=bound)


def test_a_sample_far_away_changes_not_a_bit():
    times_s = np.arange(12.0)
    values = np.sin(times_s)[:, None]
    t_s = np.linspace(4.0, 6.0, 33)
    before = through_samples(t_s, times_s, values)
    values[[0, 1, 2, 8, 9, 11]] += 5.0
    assert (through_samples(t_s, times_s, values) == before).all()
