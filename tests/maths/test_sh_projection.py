"""Maps into nine numbers: closed forms, what must come out exactly, and an independent library."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import eval_legendre

from scene_stager.maths.frames import matrix_from_wxyz
from scene_stager.maths.radiance.harmonics import harmonics, irradiance
from scene_stager.maths.radiance.sh_algebra import rotate
from scene_stager.maths.radiance.sh_projection import (
    even_directions,
    gather_irradiance,
    pixel_directions,
    project,
    reconstruct,
    row_weights,
    shrink,
)
from scene_stager.shot.lighting.ambient_dome import sky_ground_sh

tables = arrays(np.float64, (9, 3), elements=st.floats(-4, 4))
shapes = st.tuples(st.integers(5, 40), st.integers(5, 40))
quaternions = arrays(np.float64, 4, elements=st.floats(-1, 1)).filter(
    lambda q: np.linalg.norm(q) > 0.1
)


def unit(vector):
    return np.asarray(vector) / np.linalg.norm(vector)


def basis(way):
    return np.array(harmonics(tuple(np.asarray(way)[:, None])))


def lobes(ways, rows, columns, degrees):
    """Light P_degree(way . direction), one channel for each way."""
    seen = pixel_directions(rows, columns)
    return np.stack(
        [eval_legendre(n, seen @ way) for n, way in zip(degrees, ways, strict=True)], axis=-1
    )


@given(tables, shapes)
def test_light_of_nine_numbers_comes_back_exactly_from_any_map(table, shape):
    np.testing.assert_allclose(project(reconstruct(table, *shape)), table, atol=1e-13)


@pytest.mark.parametrize("degree", range(3, 30))
def test_light_of_higher_degree_leaves_no_trace(degree):
    ways = [unit(way) for way in ((1, 0, 0), (0, 0, 1), (0.3, -0.8, 0.5))]
    found = project(lobes(ways, 32, 33, [degree] * 3))
    np.testing.assert_allclose(found, 0.0, atol=1e-13)


def test_a_lobe_of_degree_two_obeys_the_addition_theorem():
    way = unit((0.3, -0.8, 0.5))
    found = project(lobes([way], 9, 16, [2]))
    np.testing.assert_allclose(found[4:], 4 * np.pi / 5 * basis(way)[4:], atol=1e-13)
    np.testing.assert_allclose(found[:4], 0.0, atol=1e-13)


@pytest.mark.parametrize("rows", [5, 6, 31, 128, 1024])
def test_rows_weigh_their_solid_angle_and_all_together_the_sphere(rows):
    edges = np.cos(np.arange(rows + 1) * np.pi / rows)
    weights = row_weights(rows)
    assert weights.sum() == pytest.approx(2.0, abs=1e-14)
    np.testing.assert_allclose(weights, edges[:-1] - edges[1:], atol=1.0 / rows**2)
    assert (weights > 0).all()


def test_an_even_sky_has_one_coefficient():
    found = project(np.full((16, 32, 1), 2.0))
    np.testing.assert_allclose(found[0], 2.0 * 3.544908, atol=1e-6)
    np.testing.assert_allclose(found[1:], 0.0, atol=1e-14)


@given(shapes, st.data())
def test_one_lit_pixel_is_its_solid_angle_times_the_harmonics_there(shape, data):
    rows, columns = shape
    row, column = (data.draw(st.integers(0, size - 1)) for size in shape)
    light = np.zeros((rows, columns, 1))
    light[row, column] = 5.0
    steradian = row_weights(rows)[row] * 2 * np.pi / columns
    way = pixel_directions(rows, columns)[row, column]
    np.testing.assert_allclose(project(light), 5.0 * steradian * basis(way), atol=1e-13)


def test_the_map_lies_as_a_world_in_blender_does():
    light = np.zeros((64, 128, 5))
    light[32, 64, 0] = light[32, 32, 1] = light[0, :, 2] = light[32, 96, 3] = light[32, 0, 4] = 1.0
    y, z, x = project(light)[1:4] / project(light)[0] / np.sqrt(3.0)
    for column, way in enumerate([(1, 0, 0), (0, 1, 0), (0, 0, 1), (0, -1, 0), (-1, 0, 0)]):
        found = np.array([x[column], y[column], z[column]])
        np.testing.assert_allclose(found, way, atol=0.04)


@given(quaternions, st.integers(0, 10**6))
def test_turning_the_light_turns_the_coefficients(wxyz, seed):
    turn = matrix_from_wxyz(unit(wxyz))
    rng = np.random.default_rng(seed)
    ways = [unit(way) for way in rng.normal(size=(6, 3))]
    degrees = [0, 1, 2, 3, 4, 7]
    before = lobes(ways, 16, 32, degrees) @ rng.normal(size=(6, 2))
    rng = np.random.default_rng(seed)
    rng.normal(size=(6, 3))
    after = lobes([turn @ way for way in ways], 16, 32, degrees) @ rng.normal(size=(6, 2))
    np.testing.assert_allclose(project(after), rotate(project(before), turn), atol=1e-12)


@given(tables)
def test_parseval(table):
    # The integral of the square, by Gauss-Legendre: no rule of ours.
    nodes, weights = np.polynomial.legendre.leggauss(8)
    turn = np.arange(9) * 2 * np.pi / 9
    level = np.sqrt(1 - nodes * nodes)[:, None]
    x, y = level * np.cos(turn), level * np.sin(turn)
    seen = np.stack(harmonics((x, y, np.broadcast_to(nodes[:, None], x.shape))), axis=-1) @ table
    integral = np.einsum("i,ijc->c", weights, seen * seen) * 2 * np.pi / 9
    np.testing.assert_allclose(
        (project(reconstruct(table, 8, 16)) ** 2).sum(axis=0), integral, rtol=1e-12, atol=1e-12
    )


def test_floats_of_half_the_length_are_good_to_seven_digits():
    light = np.random.default_rng(1).uniform(0, 100, (256, 512, 3))
    single = project(light.astype(np.float32))
    np.testing.assert_allclose(single, project(light), atol=2e-7 * project(light)[0, 0])


def test_agrees_with_pyshtools_on_random_light():
    # It takes the rows from the pole on: both see light of degree 10, each on its own grid.
    pyshtools = pytest.importorskip("pyshtools", reason="needs pyshtools, a peer of tests/bench")
    rng = np.random.default_rng(3)
    made = pyshtools.SHCoeffs.from_zeros(10, normalization="ortho", csphase=1)
    for degree in range(11):
        for order in range(-degree, degree + 1):
            made.set_coeffs(rng.normal(), degree, order)
    rows, columns = 32, 64
    ways = pixel_directions(rows, columns)
    latitude = np.degrees(np.arcsin(ways[..., 2]))
    longitude = np.degrees(np.arctan2(ways[..., 1], ways[..., 0]))
    found = project(made.expand(lat=latitude, lon=longitude)[..., None])[:, 0]
    table = made.to_array(normalization="ortho", csphase=1, lmax=2)
    theirs = [
        table[0 if order >= 0 else 1, degree, abs(order)]
        for degree in range(3)
        for order in range(-degree, degree + 1)
    ]
    np.testing.assert_allclose(found, theirs, atol=1e-10)


def test_a_two_tone_dome_lights_as_its_form_factors_say():
    sky, ground = 3.0, 0.5
    light = np.where(pixel_directions(64, 128)[..., 2:] > 0, sky, ground)
    normals = even_directions(200)
    up = normals[:, 2]
    expected = np.pi / 2 * (sky * (1 + up) + ground * (1 - up))  # half of the sphere each way
    np.testing.assert_allclose(gather_irradiance(light, normals)[:, 0], expected, atol=4e-3)
    colours = sky_ground_sh(np.full(3, sky), np.full(3, ground))
    np.testing.assert_allclose(project(np.repeat(light, 3, axis=-1)), colours, atol=2e-3)
    np.testing.assert_allclose(irradiance(colours, normals)[:, 0], expected, atol=1e-12)


@given(st.integers(5, 60), st.integers(5, 60), st.integers(1, 70), st.integers(1, 70))
def test_a_smaller_map_holds_the_same_light(rows, columns, fewer_rows, fewer_columns):
    light = np.random.default_rng(rows).uniform(0, 2, (rows, columns, 1))
    small = shrink(light, fewer_rows, fewer_columns)
    assert small.shape == (min(rows, fewer_rows), min(columns, fewer_columns), 1)
    even = shrink(np.ones_like(light), fewer_rows, fewer_columns)
    np.testing.assert_allclose(even, 1.0)
    if fewer_columns >= columns and fewer_rows >= rows:
        np.testing.assert_allclose(small, light)
