"""Critical points: their indices add up to the Euler characteristic, exactly, whatever is drawn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial import ConvexHull

from scene_stager.errors import InputError
from scene_stager.maths.surface.mesh import triangle_mesh
from scene_stager.maths.topology import banchoff
from scene_stager.maths.topology.banchoff import Kind, classify_image, classify_mesh, classify_rings

LINKS = ("freudenthal", "centred")


def images(least: int = 1):
    """Real values, plateaus of a few levels, constants; thin and tiny ones too."""
    shape = st.tuples(st.integers(least, 12), st.integers(least, 12))
    levels = st.sampled_from([0.0, 1.0, 2.0])
    return st.one_of(
        arrays(np.float64, shape, elements=st.floats(-5, 5)),
        arrays(np.float64, shape, elements=levels),
        shape.map(np.ones),
    )


def heights(n: int):
    return st.one_of(
        arrays(np.float64, n, elements=st.floats(-3, 3)),
        arrays(np.float64, n, elements=st.sampled_from([0.0, 1.0])),
    )


def sphere(n: int = 60) -> tuple[np.ndarray, np.ndarray]:
    places = np.random.default_rng(4).normal(size=(n, 3))
    places /= np.linalg.norm(places, axis=1, keepdims=True)
    return places, ConvexHull(places).simplices.astype(np.int64)


PLACES, SPHERE = sphere()
MESH = triangle_mesh(PLACES, SPHERE)
CAP = SPHERE[PLACES[SPHERE].mean(axis=1)[:, 2] > -0.2]


def flat_mesh(n: int, triangles: np.ndarray):
    """Only which vertex is beside which counts: they may all stand at one place."""
    return triangle_mesh(np.zeros((n, 3)), triangles)


def euler(n: int, triangles: np.ndarray) -> int:
    sides = {
        frozenset(pair) for t in triangles for pair in ((t[0], t[1]), (t[1], t[2]), (t[2], t[0]))
    }
    return n - len(sides) + len(triangles)


@pytest.mark.parametrize("link", LINKS)
@given(values=images(3))
def test_indices_on_a_torus_add_up_to_nothing(link, values):
    assert classify_image(values, link, wraps=True).total_index() == 0.0


@pytest.mark.parametrize("link", LINKS)
@given(values=images())
def test_indices_on_a_picture_add_up_to_one(link, values):
    assert classify_image(values, link).total_index() == 1.0


@given(heights(60))
def test_indices_on_a_sphere_add_up_to_two(values):
    assert classify_mesh(values, MESH).total_index() == 2.0


@given(heights(60))
def test_indices_on_an_open_mesh_add_up_to_its_own_euler_characteristic(values):
    # Vertices below the cut are in no triangle: each counts as a point.
    assert classify_mesh(values, triangle_mesh(PLACES, CAP)).total_index() == euler(60, CAP)


def test_the_eight_pixels_around_a_pixel_are_no_link():
    values = np.random.default_rng(0).random((64, 64))
    present, lower = banchoff._compare(values, banchoff.EIGHT, wraps=True)
    raw = classify_rings(lower, present).total_index()
    assert abs(raw) > 1000
    assert classify_image(values, "centred", wraps=True).total_index() == 0.0


@given(images(3))
def test_an_image_is_classified_as_its_triangles_are(values):
    # Independent of the ring code: the same triangulation as a mesh.
    h, w = values.shape
    at = np.arange(h * w).reshape(h, w)
    a, b, c, d = at[:-1, :-1], at[:-1, 1:], at[1:, :-1], at[1:, 1:]
    upper, under = np.stack([a, b, d], -1), np.stack([a, d, c], -1)
    triangles = np.concatenate([upper.reshape(-1, 3), under.reshape(-1, 3)])
    want = classify_mesh(values.ravel(), flat_mesh(values.size, triangles))
    got = classify_image(values, "freudenthal")
    np.testing.assert_array_equal(got.kind.ravel(), want.kind)
    np.testing.assert_array_equal(got.saddle.ravel(), want.saddle)
    np.testing.assert_array_equal(got.index_halves.ravel(), want.index_halves)


@given(images(3))
def test_a_centred_image_is_classified_as_its_four_triangles_a_cell_are(values):
    h, w = values.shape
    rank = banchoff.ranks(values)
    at = np.arange(h * w).reshape(h, w)
    corners = np.stack([at[:-1, :-1], at[:-1, 1:], at[1:, 1:], at[1:, :-1]], -1).reshape(-1, 4)
    centre = h * w + np.arange(len(corners))
    # A centre just below its highest corner; no two centres are neighbours.
    level = np.concatenate([rank.ravel(), rank.ravel()[corners].max(axis=1) - 0.5])
    fans = [np.stack([centre, corners[:, i], corners[:, (i + 1) % 4]], -1) for i in range(4)]
    want = classify_mesh(level, flat_mesh(level.size, np.concatenate(fans)))
    got = classify_image(values, "centred")
    np.testing.assert_array_equal(got.kind.ravel(), want.kind[: h * w])
    np.testing.assert_array_equal(got.index_halves.ravel(), want.index_halves[: h * w])
    assert np.all(want.kind[h * w :] == Kind.REGULAR)


@given(images())
def test_highest_and_lowest_pixel_are_found_and_only_extremes_are_called_so(values):
    found = classify_image(values)
    rank = banchoff.ranks(values)
    assert found.kind.ravel()[rank.argmax()] == Kind.MAX
    if values.size > 1:
        assert found.kind.ravel()[rank.argmin()] == Kind.MIN
    assert np.all((found.saddle > 0) == (found.kind == Kind.SADDLE))


@given(images(2))
def test_turned_upside_down_peaks_become_pits(values):
    rank = banchoff.ranks(values).astype(np.float64)
    up, down = classify_image(rank, "freudenthal"), classify_image(-rank, "freudenthal")
    np.testing.assert_array_equal(up.kind == Kind.MAX, down.kind == Kind.MIN)
    np.testing.assert_array_equal(up.index_halves, down.index_halves)


@pytest.mark.parametrize("k", [1, 2, 3])
def test_names_the_order_of_a_saddle(k):
    ring = np.array([True, False] * (k + 1))[:, None]
    found = classify_rings(ring)
    assert (found.kind[0], found.saddle[0], found.index_halves[0]) == (Kind.SADDLE, k, -2 * k)


def test_knows_the_simple_kinds_on_a_ring():
    rings = np.array([[1, 1, 1, 1], [0, 0, 0, 0], [0, 1, 1, 0]], dtype=bool).T
    assert classify_rings(rings).kind.tolist() == [Kind.MAX, Kind.MIN, Kind.REGULAR]


def test_a_monkey_saddle_is_a_double_one():
    y, x = np.mgrid[-1:1:7j, -1:1:7j]
    found = classify_image(x**3 - 3 * x * y**2 + 1e-3 * (x + 0.7 * y), "centred")
    assert found.saddle[1:-1, 1:-1].sum() == 2


def test_a_height_on_the_sphere_has_one_peak_and_one_pit():
    found = classify_mesh(PLACES @ np.array([0.3, -0.2, 0.9]), MESH)
    assert sorted(found.kind[found.kind != Kind.REGULAR]) == [Kind.MIN, Kind.MAX]


def test_one_pixel_is_a_peak():
    found = classify_image(np.array([[3.0]]))
    assert (found.kind.item(), found.index_halves.item()) == (Kind.MAX, 2)


@pytest.mark.parametrize(
    ("values", "wraps"),
    [
        (np.array([[np.nan]]), False),
        (np.zeros((0, 4)), False),
        (np.zeros(3), False),
        (np.zeros((2, 5)), True),
    ],
)
def test_refuses_what_is_no_image(values, wraps):
    with pytest.raises(InputError, match="image: found"):
        classify_image(values, wraps=wraps)


@pytest.mark.parametrize("values", [np.zeros(3), np.zeros((60, 1)), np.full(60, np.nan)])
def test_refuses_values_that_do_not_fit_the_mesh(values):
    with pytest.raises(InputError, match="mesh values: found"):
        classify_mesh(values, MESH)


@given(images(2), st.data())
@pytest.mark.parametrize("link", LINKS)
def test_indices_on_a_part_add_up_to_its_corners_less_edges_plus_cells(link, values, data):
    inside = data.draw(arrays(np.bool_, values.shape))
    here = np.pad(inside, (0, 1))
    right, down, across = here[:-1, 1:], here[1:, :-1], here[1:, 1:]
    here = here[:-1, :-1]
    corners, sides = here.sum(), (here & right).sum() + (here & down).sum()
    if link == "centred":
        euler = corners - sides + (here & right & down & across).sum()
    else:
        halves = (here & across & right).sum() + (here & across & down).sum()
        euler = corners - sides - (here & across).sum() + halves
    found = classify_image(values, link, inside=inside)
    assert found.total_index() == euler
    assert (found.index_halves[~inside] == 0).all()
