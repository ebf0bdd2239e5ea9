"""The shape operator, against the books' surfaces, libigl, and what no operator may depend on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.maths.frames import rotate_wxyz
from scene_stager.maths.surface.mesh import Mesh, polygon_mesh, triangle_mesh
from scene_stager.maths.surface.shape_operator import shape_of_faces, shape_of_vertices
from scene_stager.maths.surface.simple_solids import ball, drum
from tests.maths.known_surfaces import (
    RADIUS_M,
    cylinder_of,
    ellipsoid_of,
    saddle_of,
    sphere_of,
    torus_of,
)
from tests.maths.surfaces import ball_of, sheet, torus

turns = st.tuples(*[st.floats(-1, 1)] * 4).filter(lambda q: np.linalg.norm(q) > 0.1)
SIZES = {torus_of: (12, 24, 48), saddle_of: (9, 17, 33), ellipsoid_of: (2, 3, 4)}


def error_of(known, mesh=None, rings=1):
    """Largest error of a curvature inside, as a share of the largest curvature."""
    found = shape_of_vertices(known.mesh if mesh is None else mesh, rings).curvatures_per_m()
    off = np.abs(found - known.curvatures_per_m)[known.inside]
    return off.max() / np.abs(known.curvatures_per_m).max()


def order(errors):
    """The exponent of the step by which errors shrink when it is halved, at the last halving."""
    return np.log2(errors[-2] / errors[-1])


@pytest.mark.parametrize("times", [1, 3])
def test_a_sphere_is_exact_whatever_the_mesh(times):
    for mesh in (sphere_of(times).mesh, triangle_mesh(*_random_sphere())):
        for shape in (shape_of_vertices(mesh), shape_of_faces(mesh)):
            np.testing.assert_allclose(shape.curvatures_per_m(), 1 / RADIUS_M, rtol=1e-9)
            assert shape.umbilic.all()


def test_a_coarse_triangle_bends_by_the_published_measure():
    # Lachaud and others 2020, table 1, of x and u at the corners; the mean curvature is its half.
    rng = np.random.default_rng(6)
    for _ in range(20):
        x, spread = rng.normal(size=(2, 3, 3))
        area = np.cross(x[1] - x[0], x[2] - x[0])
        u = area / np.linalg.norm(area) + 0.3 * spread
        u /= np.linalg.norm(u, axis=1, keepdims=True)
        turned = sum(np.cross(u[k - 1] - u[k - 2], x[k]) for k in range(3))
        wanted = u.mean(axis=0) @ turned / (u.mean(axis=0) @ area) / 2.0
        shape = shape_of_vertices(Mesh(x, np.arange(3), np.array([3]), u))
        found = np.trace(shape.operator_per_m, axis1=1, axis2=2) / 2.0
        np.testing.assert_allclose(found, wanted, rtol=1e-9)


def _random_sphere():
    mesh = ball_of(60)
    return RADIUS_M * mesh.places_m, mesh.triangles, mesh.places_m


def test_a_tube_is_exact_and_bends_round_it():
    known = cylinder_of(8)
    for mesh in (known.mesh, known.with_mean_facings()):
        shape = shape_of_vertices(mesh)
        inside = known.inside
        np.testing.assert_allclose(
            shape.curvatures_per_m()[inside], known.curvatures_per_m[inside], atol=1e-12
        )
        assert np.abs((shape.directions()[:, 0] * known.first).sum(1))[inside].min() > 1 - 1e-12
        assert not shape.umbilic[inside].any()


@pytest.mark.parametrize("make", SIZES)
def test_with_true_facings_errors_shrink_with_the_square_of_the_step(make):
    errors = [error_of(make(n)) for n in SIZES[make]]
    assert order(errors) == pytest.approx(2.0, abs=0.2)
    assert errors[-1] < 0.012


def test_with_mean_facings_too_where_rings_are_symmetric():
    knowns = [torus_of(n) for n in SIZES[torus_of]]
    errors = [error_of(known, known.with_mean_facings()) for known in knowns]
    assert order(errors) == pytest.approx(2.0, abs=0.1)


def test_on_a_crooked_mesh_they_shrink_with_the_step():
    errors = [error_of(torus_of(n, crooked=0.25)) for n in (16, 64)]
    assert order(errors) / 2 == pytest.approx(1.0, abs=0.25)


@pytest.mark.parametrize("make", [torus_of, saddle_of])
def test_principal_directions_are_those_of_the_books(make):
    known = make(25)
    shape = shape_of_vertices(known.mesh)
    cosine = np.abs((shape.directions()[:, 0] * known.first).sum(axis=1))[known.inside]
    assert np.degrees(np.arccos(np.minimum(cosine, 1.0))).max() < 0.2


def test_umbilics_of_an_ellipsoid_are_its_four_to_within_a_side_of_the_mesh():
    axes = np.array([1.5, 1.0, 0.7])
    a, b, c = axes**2
    x, z = axes[0] * np.sqrt((a - b) / (a - c)), axes[2] * np.sqrt((b - c) / (a - c))
    true = np.array([(s * x, 0, t * z) for s in (1, -1) for t in (1, -1)])
    for times in (3, 4):
        known = ellipsoid_of(times)
        found = known.mesh.places_m[shape_of_vertices(known.mesh).umbilic]
        off = np.linalg.norm(found[:, None] - true, axis=2)
        assert set(off.argmin(axis=1)) == {0, 1, 2, 3}
        longest_side_m = 1.8 / 2**times
        assert off.min(axis=1).max() < longest_side_m


def test_bends_away_from_the_facing_count_as_positive():
    # By hand: a roof whose ridge is above, seen from above, and a trough seen from above.
    for sign in (1.0, -1.0):
        known = cylinder_of(8)
        mesh = known.mesh if sign > 0 else _inside_out(known.mesh)
        found = shape_of_vertices(mesh).curvatures_per_m()[known.inside]
        np.testing.assert_allclose(np.sort(found * sign, axis=1)[:, 1], 1 / RADIUS_M)


def _inside_out(mesh):
    return triangle_mesh(mesh.places_m, mesh.triangles[:, ::-1], -mesh.facings)


@given(turns, st.floats(0.01, 100.0))
def test_rotating_changes_nothing_and_scaling_divides(turn, scale):
    turn = np.array(turn) / np.linalg.norm(turn)
    known = ellipsoid_of(2)
    before = shape_of_vertices(known.mesh)
    moved = triangle_mesh(
        scale * rotate_wxyz(turn, known.mesh.places_m),
        known.mesh.triangles,
        rotate_wxyz(turn, known.mesh.facings),
    )
    after = shape_of_vertices(moved)
    np.testing.assert_allclose(after.operator_per_m * scale, before.operator_per_m, atol=1e-9)
    np.testing.assert_allclose(after.along, rotate_wxyz(turn, before.along), atol=1e-9)
    assert (after.umbilic == before.umbilic).all()


def test_faces_of_four_corners_are_read_as_they_are():
    mesh = torus(48, 24)
    small = np.sort(shape_of_faces(mesh).curvatures_per_m(), axis=1)[:, 1]
    np.testing.assert_allclose(small, 1 / 0.7, rtol=0.02)
    shape = shape_of_vertices(mesh)
    np.testing.assert_allclose(shape.curvatures_per_m()[:, 0], 1 / 0.7, rtol=0.02)


def test_flat_and_broken_places_have_no_direction():
    patch = shape_of_vertices(sheet(4, 5))
    assert patch.umbilic.all()
    assert not patch.operator_per_m.any()
    alone = polygon_mesh([(0, 0, 0), (1, 0, 0), (0, 1, 0), (9, 9, 9)], [(0, 1, 2)])
    assert shape_of_vertices(alone).umbilic.all()
    against = triangle_mesh(
        sheet(4, 4).places_m, sheet(4, 4).triangles, np.tile([0, 0, -1.0], (16, 1))
    )
    told = shape_of_vertices(against)
    assert told.umbilic.all()
    assert not told.operator_per_m.any()


def test_a_body_of_many_kinds_of_faces_is_told_everywhere():
    for mesh in (ball(), drum()):
        shape = shape_of_vertices(mesh)
        assert np.isfinite(shape.operator_per_m).all()
        symmetric = shape.operator_per_m.transpose(0, 2, 1)
        np.testing.assert_array_equal(shape.operator_per_m, symmetric)


def test_crooked_steps_with_true_facings_read_as_the_ball_they_stand_for():
    # What a scan on a lattice gives: the places of a ball rounded to steps, its facings as they
    # were. Without the correction, steps are all that is seen.
    known = sphere_of(4)
    step = 0.02 * RADIUS_M
    rough = Mesh(
        np.round(known.mesh.places_m / step) * step,
        known.mesh.corners,
        known.mesh.counts,
        known.mesh.facings,
    )
    corrected = shape_of_vertices(rough, rings=2).curvatures_per_m() * RADIUS_M
    assert np.abs(corrected - 1.0).mean() < 0.05
    plain = shape_of_vertices(triangle_mesh(rough.places_m, rough.triangles), rings=2)
    assert np.abs(plain.curvatures_per_m() * RADIUS_M - 1.0).mean() > 0.2


def test_more_rings_calm_noisy_facings():
    known = torus_of(32)
    noise = np.random.default_rng(3).normal(0.0, 0.03, known.mesh.facings.shape)
    facings = known.mesh.facings + noise
    facings /= np.linalg.norm(facings, axis=1, keepdims=True)
    noisy = triangle_mesh(known.mesh.places_m, known.mesh.triangles, facings)
    errors = [
        np.abs(shape_of_vertices(noisy, rings).curvatures_per_m() - known.curvatures_per_m).mean()
        for rings in (1, 2, 3)
    ]
    assert errors[1] < 0.6 * errors[0]
    assert errors[2] < errors[1]


@pytest.mark.parametrize("make", SIZES)
def test_nearer_the_truth_than_libigl_and_near_to_it(make):
    igl = pytest.importorskip("igl", reason="python -m pip install libigl")
    known = make(SIZES[make][-1])
    _, _, large, small, _ = igl.principal_curvature(
        known.mesh.places_m, known.mesh.triangles.astype(np.int64), 2, True
    )
    theirs = np.sort(np.stack([large, small], axis=1), axis=1)[:, ::-1]
    ours = shape_of_vertices(known.mesh).curvatures_per_m()
    apart, off, their_off = (
        np.abs(a - b)[known.inside].mean()
        for a, b in (
            (ours, theirs),
            (ours, known.curvatures_per_m),
            (theirs, known.curvatures_per_m),
        )
    )
    assert apart < 0.02
    assert off < their_off
