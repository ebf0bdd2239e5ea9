# SPDX-License-Identifier: Apache-2.0
"""Rounding, against Python's exact decimal arithmetic."""

from decimal import ROUND_HALF_EVEN, Context, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from scene_stager.errors import CompileError
from scene_stager.moks.rounding import round_values

NINE_DIGITS = Context(prec=9, rounding=ROUND_HALF_EVEN)
finite = st.floats(allow_nan=False, allow_infinity=False)
everyday = st.floats(-1e4, 1e4)
# Exactly half way between two neighbours, and one double to either side of it.
whole = st.integers(-(10**9), 10**9)
half_way = whole.map(lambda k: (2 * k + 1) / 2e9)
near_half_way = st.tuples(half_way, st.sampled_from([-np.inf, 0.0, np.inf])).map(
    lambda pair: float(np.nextafter(*pair)) if pair[1] else pair[0]
)
fractions = st.tuples(st.integers(-(2**20), 2**20), st.integers(0, 30))
dyadic = fractions.map(lambda pair: pair[0] / 2.0 ** pair[1])


def exact(value: float) -> float:
    """The rule in decimals: nine places below one, nine digits from one on, no minus zero."""
    decimal = Decimal(value)
    if abs(decimal) < 1:
        return float(decimal.quantize(Decimal("1e-9"), rounding=ROUND_HALF_EVEN)) + 0.0
    return float(NINE_DIGITS.plus(decimal))


def bits(values) -> list[int]:
    return np.asarray(values, dtype=np.float64).view(np.int64).reshape(-1).tolist()


@given(arrays(np.float64, st.integers(0, 40), elements=finite | everyday | near_half_way | dyadic))
def test_is_the_double_nearest_to_the_exact_decimal(values):
    assert bits(round_values(values)) == bits([exact(value) for value in values.tolist()])


@given(arrays(np.float64, st.integers(1, 40), elements=finite))
def test_rounding_twice_changes_nothing(values):
    once = round_values(values)
    assert bits(round_values(once)) == bits(once)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (0.1234567894999, 0.123456789),
        (0.0009765625, 0.000976562),  # an exact tie: to even
        (0.9999999996, 1.0),
        (1.00000000499, 1.0),
        (123456.7894999, 123456.789),
        (9.9999999951, 10.0),
        (999999999.5, 1e9),
        (123456789012.0, 123456789000.0),
        (4e-10, 0.0),
        (-4e-10, 0.0),
        (-0.0, 0.0),
    ],
)
def test_worked_examples(value, rounded):
    assert bits(round_values(np.array([value]))) == bits([rounded])


def test_a_value_rounds_the_same_in_any_company():
    # Blocks choose their method by what is in them; the answer may not depend on that.
    values = np.random.default_rng(5).normal(size=40_000) * 10.0 ** np.arange(40_000) ** 0.2
    whole = round_values(values)
    alone = np.concatenate([round_values(values[i : i + 1]) for i in range(0, 40_000, 97)])
    assert bits(whole[::97]) == bits(alone)


def test_leaves_its_argument_and_its_shape_alone():
    values = np.array([[0.12345678949, -0.0], [7.0, 1e12]])
    before = values.copy()
    assert round_values(values).shape == (2, 2)
    assert bits(values) == bits(before)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_a_broken_promise(bad):
    with pytest.raises(CompileError, match="among the values"):
        round_values(np.array([1.0, bad, 2.0]))
