"""The block of moments does what it is for: it tells where the key stands."""

import numpy as np
import pytest
from tools.measure_condition import STEPS, conditions, draw_vectors, scaled_slopes

SMALL = (192, 108)
NAMES = [name for name in STEPS if name != "key_softness_deg"]


@pytest.mark.slow
def test_the_moments_lower_the_condition_number_and_place_the_key():
    slopes = scaled_slopes(draw_vectors(2), NAMES, SMALL)
    blind, fifteen, all_rows = conditions(slopes, NAMES).values()
    assert np.median(all_rows.number) < 0.9 * np.median(fifteen.number)
    assert np.median(all_rows.number) < 0.6 * np.median(blind.number)
    place = slice(0, 2)  # azimuth and elevation
    assert (all_rows.deviation[:, place] < 0.5 * fifteen.deviation[:, place]).all()
    assert (all_rows.deviation <= fifteen.deviation * (1.0 + 1e-9)).all()  # more rows, no harm


def test_a_condition_number_is_that_of_the_rows_and_a_deviation_that_of_least_squares():
    slopes = np.zeros((1, 23, 2))
    slopes[0, 5, 0], slopes[0, 6, 1] = 2.0, 0.5  # the fifteen: the key's two fitted angles
    slopes[0, 15, 1] = np.sqrt(3.75)  # the first moment adds to the second angle
    _, fifteen, all_rows = conditions(slopes, NAMES[:2]).values()
    assert fifteen.number[0] == pytest.approx(4.0)
    assert all_rows.number[0] == pytest.approx(1.0)
    assert fifteen.deviation[0] == pytest.approx([STEPS[NAMES[0]] / 2.0, STEPS[NAMES[1]] / 0.5])
    assert all_rows.deviation[0] == pytest.approx([STEPS[NAMES[0]] / 2.0, STEPS[NAMES[1]] / 2.0])
