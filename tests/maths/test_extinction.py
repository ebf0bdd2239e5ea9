"""Extinction, against published visibilities."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.maths.radiance import extinction


def at(x: float) -> np.ndarray:
    return np.array([x])


def test_two_hundred_metres_of_visibility():
    # The reference figure: 0.0196 per metre by the 2 percent rule.
    assert extinction.visibility_m(at(0.0196)) == pytest.approx([200.0], rel=3e-3)


@given(st.floats(1.0, 1e6))
def test_at_the_visibility_two_percent_of_the_contrast_is_left(visibility_m):
    per_m = extinction.KOSCHMIEDER / visibility_m
    seen_m = extinction.visibility_m(at(per_m))
    assert seen_m == pytest.approx([visibility_m], rel=1e-14)
    assert extinction.contrast(at(per_m), seen_m) == pytest.approx([0.02], abs=1e-5)


def test_in_clear_air_one_sees_for_ever():
    assert extinction.visibility_m(at(0.0)) == np.inf


@given(st.floats(0, 0.5), st.floats(0, 100), st.floats(0, 100))
def test_two_stretches_of_air_multiply(per_m, first_m, second_m):
    whole = extinction.contrast(at(per_m), at(first_m + second_m))
    parts = extinction.contrast(at(per_m), at(first_m)) * extinction.contrast(
        at(per_m), at(second_m)
    )
    assert whole == pytest.approx(parts, rel=1e-10)
