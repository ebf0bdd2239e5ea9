"""Horizons: in a pit of known sides, and whatever way the vertex faces."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.maths.surface.horizons import Horizons, rise_toward, ways_across

COUNT = 16


def horizons(facing, rise_rad):
    along, across = ways_across(np.array([facing]))
    return Horizons(along, across, np.array([rise_rad]))


@given(st.floats(-1, 1), st.floats(-3.2, 3.2))
def test_the_ways_across_are_square_to_each_other_and_to_the_facing(z, turn):
    flat = np.sqrt(1 - z * z)
    facing = np.array([[flat * np.cos(turn), flat * np.sin(turn), z]])
    along, across = ways_across(facing)
    frame = np.concatenate([along, across, facing])
    np.testing.assert_allclose(frame @ frame.T, np.eye(3), atol=1e-9)
    assert np.linalg.det(frame) == pytest.approx(1.0)


def test_a_wall_on_one_side_rises_on_that_side_only():
    # A wall facing the camera, a shelf over it: light from above has to come from far out.
    shelf = np.zeros(COUNT)
    shelf[0] = np.radians(50.0)
    wall = horizons((0.0, -1.0, 0.0), shelf)
    some = np.zeros(3, dtype=np.intp)
    towards = np.array([(0.0, -0.6, 0.8), (0.0, -0.6, -0.8), (0.8, -0.6, 0.0)])
    np.testing.assert_allclose(
        rise_toward(wall, some, towards), np.radians([50.0, 0.0, 0.0]), atol=1e-9
    )


def test_between_two_ways_it_is_between_their_rises_all_the_way_round():
    rise = np.linspace(0.1, 0.9, COUNT)
    floor = horizons((0.0, 0.0, 1.0), rise)
    turns = 2 * np.pi * (np.arange(COUNT) + 0.5) / COUNT
    ways = np.stack([np.cos(turns), np.sin(turns)], axis=-1)
    towards = ways @ np.concatenate([floor.along, floor.across])
    got = rise_toward(floor, np.zeros(COUNT, dtype=np.intp), towards)
    np.testing.assert_allclose(got, (rise + np.roll(rise, -1)) / 2, atol=1e-9)
