"""Lookup tables: where their entries stand, and the text that others read."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.maths.colour.cube_file import write_cube
from scene_stager.maths.colour.lut import (
    Cube,
    cube_grid,
    unshape_log2,
)
from tests.cubes import read_cube

sizes = st.integers(2, 9)


@given(st.floats(0.0, 1.0))
def test_the_shaper_spreads_fourteen_stops_evenly(shaped):
    light = unshape_log2(np.array(shaped))
    assert (np.log2(light / 0.18) + 8.0) / 14.0 == pytest.approx(shaped, abs=1e-12)


@given(sizes, st.integers(0, 2**32 - 1))
def test_a_file_gives_back_its_table(size, salt):
    table = np.random.default_rng(salt).uniform(-0.5, 1.5, (size, size, size, 3))
    cube = Cube("a title", table, ("one", "two"), (0.0, -1.0, 0.25), (1.0, 2.0, 4.0))
    back = read_cube(write_cube(cube))
    np.testing.assert_allclose(back.table, table, atol=5.01e-7)
    assert (back.title, back.comments, back.size) == ("a title", ("one", "two"), size)
    assert (back.domain_min, back.domain_max) == (cube.domain_min, cube.domain_max)


def test_red_runs_quickest_in_the_file():
    table = cube_grid(2)
    rows = [line for line in write_cube(Cube("t", table)).splitlines() if line[0] in "01"]
    assert rows[:3] == [
        "0.000000 0.000000 0.000000",
        "1.000000 0.000000 0.000000",
        "0.000000 1.000000 0.000000",
    ]


def test_no_negative_zero_is_written():
    assert "-0.000000" not in write_cube(Cube("t", np.full((2, 2, 2, 3), -1e-12)))
