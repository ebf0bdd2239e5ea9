"""Facings of fitted sheets, against the books' surfaces, on the meshes that means fail on."""

import numpy as np
import pytest

from scene_stager.maths.surface.fitted_facings import with_fitted_facings
from scene_stager.maths.surface.mesh import polygon_mesh, triangle_mesh
from scene_stager.maths.surface.shape_operator import shape_of_vertices
from scene_stager.maths.surface.simple_solids import box
from tests.maths.known_surfaces import ellipsoid_of, torus_of
from tests.maths.surfaces import TETRAHEDRON, ball_of, sheet, torus


def off_deg(mesh, truth):
    cosine = np.clip((mesh.facings * truth).sum(axis=1), -1, 1)
    return np.degrees(np.arccos(cosine)).mean()


def test_on_a_crooked_mesh_they_shrink_with_the_square_of_the_step():
    knowns = [torus_of(n, crooked=0.25) for n in (20, 40)]
    fitted = [with_fitted_facings(known.with_mean_facings()) for known in knowns]
    errors = [off_deg(m, k.mesh.facings) for m, k in zip(fitted, knowns, strict=True)]
    assert np.log2(errors[0] / errors[1]) > 1.7
    mean_deg = off_deg(knowns[1].with_mean_facings(), knowns[1].mesh.facings)
    assert errors[1] < mean_deg / 2


def test_with_them_curvature_converges_where_with_means_it_does_not():
    errors = {True: [], False: []}
    for n in (20, 40, 80):
        known = torus_of(n, crooked=0.25)
        mean = known.with_mean_facings()
        for fit, mesh in ((False, mean), (True, with_fitted_facings(mean))):
            found = shape_of_vertices(mesh).curvatures_per_m()
            errors[fit].append(np.abs(found - known.curvatures_per_m).mean())
    assert errors[False][2] > 0.8 * errors[False][1]
    assert errors[True][2] < 0.5 * errors[True][1] < 0.01


def test_a_ball_of_random_places_is_read_a_hundred_times_nearer():
    ball = ball_of(1000)
    mean = triangle_mesh(ball.places_m, ball.triangles)
    off = [
        np.abs(shape_of_vertices(mesh).curvatures_per_m() - 1.0).mean()
        for mesh in (mean, with_fitted_facings(mean))
    ]
    assert off[1] < off[0] / 50


def test_the_second_fit_is_no_other_than_the_first_but_for_little():
    known = ellipsoid_of(4)
    once = with_fitted_facings(known.with_mean_facings())
    assert off_deg(with_fitted_facings(once), once.facings) < 0.05


def test_scaled_and_turned_they_turn_along():
    mean = torus_of(12, crooked=0.2).with_mean_facings()
    turn = np.linalg.qr(np.random.default_rng(3).normal(size=(3, 3)))[0]
    turn *= np.linalg.det(turn)
    moved = triangle_mesh(50.0 * mean.places_m @ turn.T, mean.triangles, mean.facings @ turn.T)
    wanted = with_fitted_facings(mean).facings @ turn.T
    np.testing.assert_allclose(with_fitted_facings(moved).facings, wanted, atol=1e-9)


@pytest.mark.parametrize(
    "mesh",
    [box(), polygon_mesh(np.eye(4, 3), TETRAHEDRON), sheet(2, 2), sheet(4, 4), torus(5, 4)],
)
def test_where_there_is_too_little_to_fit_a_facing_stays_a_facing(mesh):
    found = with_fitted_facings(mesh)
    assert ((found.facings * mesh.facings).sum(axis=1) > 0.7).all()
    np.testing.assert_allclose(np.linalg.norm(found.facings, axis=1), 1.0)


def test_on_the_flat_they_are_exact():
    np.testing.assert_allclose(with_fitted_facings(sheet(5, 6)).facings, [(0, 0, 1.0)] * 30)
