# SPDX-License-Identifier: Apache-2.0
"""Dual numbers against central differences, through the preview's own shading."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.inverse.forward.dual import Dual, largest, through, variables, where
from scene_stager.preview.area_light import rising
from scene_stager.preview.shading import Plastic, coat

STEP = 1e-6
numbers = st.floats(0.1, 0.8)


def agrees(function, *at):
    """A function of single numbers, given as arrays of one, against its differences."""
    found = function(*variables(np.array(at)))
    for k in range(len(at)):
        up, down = list(at), list(at)
        up[k] += STEP
        down[k] -= STEP
        rise = function(*map(np.atleast_1d, up)) - function(*map(np.atleast_1d, down))
        np.testing.assert_allclose(found.slopes[k], rise / (2 * STEP), rtol=1e-5, atol=1e-8)
    np.testing.assert_allclose(found.value, function(*map(np.atleast_1d, at)), rtol=1e-15)


@given(numbers, numbers)
def test_arithmetic(a, b):
    agrees(lambda x, y: (x * y - 2.0 / x + y / (1.0 + x)) * (3.0 - y), a, b)
    agrees(lambda x, y: np.sqrt(x) * np.exp(-y) + np.sin(x) * np.cos(y) + np.arcsin(x), a, b)
    agrees(lambda x, y: np.arctan(x) + np.tan(y) + np.absolute(-x) - (-y), a, b)


@pytest.mark.parametrize("a, b", [(0.3, 0.7), (0.7, 0.3)])
def test_choices(a, b):
    agrees(lambda x, y: np.maximum(x, y) * np.minimum(x * x, y), a, b)
    agrees(lambda x, y: np.where(x > y, x * y, y * y), a, b)
    agrees(lambda x, y: np.clip(x, 0.5, None) * np.clip(y, None, 0.5), a, b)


@given(st.floats(-1.5, 1.5), st.floats(0.05, 0.5))
def test_light_rising_over_the_horizon(cosine, half_angle):
    if abs(abs(cosine / half_angle) - 1.0) > 1e-3:  # the two ends of its range
        agrees(lambda c, h: rising(c, h)[0], cosine, half_angle)


@given(numbers, st.floats(0.75, 0.95), st.floats(0.01, 0.4))
def test_the_coat_of_the_preview(lit, half, spread):
    plastic = Plastic((0.5, 0.5, 0.5), 0.4, 0.5)
    agrees(lambda c, h, s: coat(plastic, c, np.array([0.6]), h, s), lit, half, spread)


def test_largest_takes_the_winner_s_slopes():
    stack = Dual(np.array([[1.0, 5.0], [2.0, 4.0]]), np.arange(4.0).reshape(1, 2, 2))
    found = largest(stack)
    np.testing.assert_array_equal(found.value, [2.0, 5.0])
    np.testing.assert_array_equal(found.slopes, [[2.0, 1.0]])


def test_a_matrix_works_on_values_and_slopes_alike():
    matrix = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    found = through(matrix, Dual(np.array([1.0, 1.0]), np.array([[1.0, 0.0]])))
    np.testing.assert_array_equal(found.value, [3.0, 7.0, 11.0])
    np.testing.assert_array_equal(found.slopes, [[1.0, 3.0, 5.0]])


def test_what_has_no_rule_is_refused():
    with pytest.raises(TypeError):
        np.arctanh(Dual(np.zeros(1), np.zeros((1, 1))))


def test_a_choice_between_a_dual_and_a_number():
    found = where(np.array([True, False]), Dual(np.ones(2), np.full((1, 2), 3.0)), 7.0)
    np.testing.assert_array_equal(found.slopes, [[3.0, 0.0]])
