"""Lookup tables, against functions they must reproduce, and .cube text, against bad files."""

import contextlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from scene_stager.errors import InputError
from scene_stager.maths.colour.cube_file import read_cube, write_cube
from scene_stager.maths.colour.lut import (
    Cube,
    apply_tetrahedral,
    apply_trilinear,
    cube_grid,
    shape_log2,
    unshape_log2,
)

READERS = [apply_trilinear, apply_tetrahedral]
MATRIX = np.array([[0.7, 0.2, 0.1], [0.05, 0.9, 0.05], [0.1, 0.3, 0.6]])

colours = arrays(np.float64, (7, 3), elements=st.floats(0.0, 1.0))
sizes = st.integers(2, 9)


def affine(colour):
    return colour @ MATRIX.T * 0.8 + 0.1


@pytest.mark.parametrize("apply", READERS)
@given(sizes, colours)
def test_straight_functions_come_out_exactly(apply, size, colour):
    cube = Cube("affine", affine(cube_grid(size)))
    np.testing.assert_allclose(apply(cube, colour), affine(colour), atol=1e-12)


@pytest.mark.parametrize("apply", READERS)
@given(sizes, st.integers(0, 10**6))
def test_entries_themselves_come_out_exactly(apply, size, pick):
    table = np.sin(np.arange(size**3 * 3, dtype=np.float64)).reshape(size, size, size, 3)
    where = np.unravel_index(pick % size**3, (size, size, size))
    colour = np.array(where) / (size - 1.0)
    np.testing.assert_allclose(apply(Cube("t", table), colour), table[where], atol=1e-9)


def test_trilinear_weighs_the_eight_corners_by_hand():
    table = np.zeros((2, 2, 2, 3))
    table[1, 0, 1] = 1.0
    got = apply_trilinear(Cube("t", table), np.array([0.25, 0.5, 0.75]))
    assert got == pytest.approx([0.25 * 0.5 * 0.75] * 3)


def test_tetrahedral_weighs_four_corners_by_hand():
    # Along red, then green, then blue: (1 - r) c000 + (r - g) c100 + (g - b) c110 + b c111.
    table = np.arange(24, dtype=np.float64).reshape(2, 2, 2, 3) ** 2
    r, g, b = 0.8, 0.5, 0.1
    want = (
        (1 - r) * table[0, 0, 0]
        + (r - g) * table[1, 0, 0]
        + (g - b) * table[1, 1, 0]
        + b * table[1, 1, 1]
    )
    got = apply_tetrahedral(Cube("t", table), np.array([r, g, b]))
    np.testing.assert_allclose(got, want, rtol=1e-12)


@given(sizes, st.floats(0.0, 1.0))
def test_tetrahedral_keeps_greys_on_the_diagonal(size, grey):
    # Off-diagonal entries are poison; a grey must not taste them.
    table = np.full((size, size, size, 3), 1e6)
    steps = np.arange(size)
    table[steps, steps, steps] = (steps / (size - 1.0))[:, None]
    got = apply_tetrahedral(Cube("t", table), np.array([grey] * 3))
    assert got == pytest.approx([grey] * 3, abs=1e-6)


@pytest.mark.parametrize("apply", READERS)
def test_outside_the_domain_is_held(apply):
    cube = Cube("affine", affine(cube_grid(4)), domain_max=(2.0, 2.0, 2.0))
    outside = apply(cube, np.array([[-1.0, 3.0, 5.0]]))
    np.testing.assert_allclose(outside, apply(cube, np.array([[0.0, 2.0, 2.0]])), atol=1e-15)


def test_the_shaper_puts_grey_at_eight_fourteenths():
    lights = 0.18 * np.array([2.0**-8, 1.0, 2.0**6])
    assert shape_log2(lights) == pytest.approx([0.0, 8.0 / 14.0, 1.0], abs=1e-15)
    assert shape_log2(np.array([0.0, -3.0])) == pytest.approx([0.0, 0.0])


@given(st.floats(0.0, 1.0))
def test_the_shaper_undoes_itself(shaped):
    assert shape_log2(unshape_log2(np.array(shaped))) == pytest.approx(shaped, abs=1e-12)


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


GOOD = 'TITLE "t"\nLUT_3D_SIZE 2\n' + "0 0 0\n" * 8
BAD = [
    ("", "no LUT_3D_SIZE"),
    ("LUT_3D_SIZE 2\n" + "0 0 0\n" * 7, "7 rows, expected 8 (2 cubed)"),
    ("LUT_3D_SIZE 1\n0 0 0\n", "line 1: found '1'"),
    ("LUT_3D_SIZE two\n", "line 1: found 'two'"),
    ("LUT_3D_SIZE ²\n", "line 1"),
    ("LUT_3D_SIZE 99999999999999\n", "line 1"),
    ("LUT_1D_SIZE 2\n0 0 0\n1 1 1\n", "one-dimensional tables are not read here"),
    (GOOD + "TITLE late\n", "line 11"),
    (GOOD.replace("0 0 0\n", "0 0 nan\n", 1), "line 3: found '0 0 nan', expected three finite"),
    (GOOD.replace("0 0 0\n", "nan 0 0\n", 1), "line 3"),
    (GOOD.replace("0 0 0\n", "0 0 1e999\n", 1), "expected three finite numbers"),
    (GOOD.replace("0 0 0\n", "0 0\n", 1), "line 3: found '0 0', expected three numbers"),
    (GOOD.replace("0 0 0\n", "0 0 0 0\n", 1), "expected three numbers"),
    (GOOD.replace('"t"', "t"), "a title in double quotes"),
    ("LUT_3D_SIZE 2\n" + GOOD, "a second LUT_3D_SIZE"),
    ("DOMAIN_MIN 1 1 1\n" + GOOD, "a minimum below its maximum"),
    ("GAMMA 2.2\n" + GOOD, "found 'GAMMA'"),
]


@pytest.mark.parametrize(("text", "said"), BAD)
def test_a_bad_file_is_refused_and_says_where(text, said):
    with pytest.raises(InputError) as caught:
        read_cube(text, "look.cube")
    assert said in str(caught.value)
    assert "look.cube" in str(caught.value)


def test_all_mistakes_of_a_file_come_at_once():
    text = GOOD.replace("0 0 0\n", "0 x 0\n", 1) + "0 0\n"
    with pytest.raises(InputError) as caught:
        read_cube(text)
    assert len(caught.value.mistakes) == 2


def test_a_file_full_of_rubbish_does_not_flood():
    with pytest.raises(InputError) as caught:
        read_cube("LUT_3D_SIZE 2\n" + "x\n" * 100000)
    assert len(caught.value.mistakes) <= 20


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(InputError):
        read_cube(text)
