"""The block of moments does what it is for: it tells where the key stands."""

import numpy as np
import pytest
from tools.measure_condition import STEPS, conditions, draw_vectors, scaled_slopes

from scene_stager.reading.metrics import metrics

SMALL = (192, 108)
NAMES = [name for name in STEPS if name != "key_softness_deg"]


@pytest.mark.slow
def test_the_moments_lower_the_condition_number_and_place_the_key():
    slopes = scaled_slopes(draw_vectors(2), NAMES, SMALL)
    blind, told, all_rows = conditions(slopes, NAMES).values()
    assert np.median(all_rows.number) < 0.9 * np.median(told.number)
    assert np.median(all_rows.number) < 0.6 * np.median(blind.number)
    place = slice(0, 2)  # azimuth and elevation
    assert (all_rows.deviation[:, place] < 0.5 * told.deviation[:, place]).all()
    assert (all_rows.deviation <= told.deviation * (1.0 + 1e-9)).all()  # more rows, no harm


def test_a_condition_number_is_that_of_the_rows_and_a_deviation_that_of_least_squares():
    rows = sorted(metrics())
    slopes = np.zeros((1, len(rows) + 8, 2))
    slopes[0, rows.index("key_azimuth_deg"), 0] = 2.0
    slopes[0, rows.index("key_elevation_deg"), 1] = 0.5
    slopes[0, len(rows), 1] = np.sqrt(3.75)  # the first moment adds to the second angle
    _, told, all_rows = conditions(slopes, NAMES[:2]).values()
    assert told.number[0] == pytest.approx(4.0)
    assert all_rows.number[0] == pytest.approx(1.0)
    assert told.deviation[0] == pytest.approx([STEPS[NAMES[0]] / 2.0, STEPS[NAMES[1]] / 0.5])
    assert all_rows.deviation[0] == pytest.approx([STEPS[NAMES[0]] / 2.0, STEPS[NAMES[1]] / 2.0])
