"""The soft knee leaves small things alone, and lets nothing over its limit."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.maths.motion.soft_knee import soft_knee

SIZES = st.lists(st.floats(0.0, 1e6), min_size=1, max_size=20)


@given(SIZES, st.floats(0.0, 0.9), st.floats(0.01, 3.0))
def test_it_rises_from_the_thing_itself_to_its_limit(sizes, free, more):
    sizes = np.sort(np.array(sizes))
    left = soft_knee(sizes, free, free + more)
    assert (left[sizes <= free] == sizes[sizes <= free]).all()
    assert (left <= np.minimum(sizes, free + more) + 1e-12).all()
    assert (np.diff(left) >= -1e-12).all()


def test_slope_and_bend_are_as_on_either_side_of_the_knee():
    step = 1e-4
    before, at, after = soft_knee(np.array([0.6 - step, 0.6, 0.6 + step]), 0.6, 1.0)
    assert abs((after - at) - (at - before)) < 1e-10  # a corner would be 1e-4, a kink 1e-8


def test_twice_the_room_comes_to_a_known_place():
    # tanh(1) = 0.7615941559557649, from any table.
    assert abs(soft_knee(np.array([1.0]), 0.6, 1.0)[0] - (0.6 + 0.4 * 0.7615941559557649)) < 1e-15
