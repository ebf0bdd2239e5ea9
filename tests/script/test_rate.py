"""Frame rates as exact fractions."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.script.rate import read_rate, read_rate_text

# SMPTE's rates as the trade writes them.
SPELLINGS = [
    (24, (24, 1)),
    (25.0, (25, 1)),
    (23.976, (24000, 1001)),
    (23.98, (24000, 1001)),
    (29.97, (30000, 1001)),
    (47.952, (48000, 1001)),
    (59.94, (60000, 1001)),
    (119.88, (120000, 1001)),
    ([24000, 1001], (24000, 1001)),
    ([50, 2], (25, 1)),
    ((1, 1), (1, 1)),
    (240, (240, 1)),
]
NONE = [0, -24, 241, 0.5, 23.5, 12.34, True, None, "24", [24], [24, 0], [0, 1], [24.0, 1]]
NONE += [[True, 1], [-24, -1], [24, 1, 1], {}, float("nan"), float("inf"), 10**30, [10**30, 10**29]]


@pytest.mark.parametrize(("value", "rate"), SPELLINGS)
def test_reads_rates_as_people_write_them(value, rate):
    assert read_rate(value) == rate


@pytest.mark.parametrize("value", NONE, ids=repr)
def test_anything_else_is_no_rate(value):
    assert read_rate(value) is None


@pytest.mark.parametrize("text", ["24", "24.0", "24/1", "48/2", "24 / 1"])
def test_reads_the_same_from_a_command_line(text):
    assert read_rate_text(text) == (24, 1)


@pytest.mark.parametrize("text", ["", "fast", "24/0", "24/1/1", "nan", "1e400", "/"])
def test_anything_else_on_a_command_line_is_none(text):
    assert read_rate_text(text) is None


@given(st.integers(1, 240), st.integers(1, 4000))
def test_a_fraction_is_kept_exactly_in_lowest_terms(rate, bottom):
    assert read_rate([rate * bottom, bottom]) == (rate, 1)
    exact = Fraction(rate * bottom + 1, bottom)
    if exact <= 240:
        assert read_rate([rate * bottom + 1, bottom]) == (exact.numerator, exact.denominator)
