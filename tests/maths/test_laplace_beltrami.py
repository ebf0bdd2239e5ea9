"""Tones of surfaces, against the sphere, the rectangle, libigl, and what no tone may depend on."""

import numpy as np
import pytest

from scene_stager.errors import InputError
from scene_stager.maths.surface.laplace_beltrami import stiffness, tones, vertex_areas_m2
from scene_stager.maths.surface.mesh import triangle_mesh
from scene_stager.maths.surface.simple_solids import box
from tests.maths.known_surfaces import cylinder_of, ellipsoid_of, sphere_of
from tests.maths.surfaces import sheet, torus


def rectangle(rows, columns, high=1.0, wide=1.3):
    flat = sheet(rows, columns)
    return triangle_mesh(
        flat.places_m * (wide / (columns - 1), high / (rows - 1), 1), flat.triangles
    )


def test_a_sphere_has_those_of_spherical_harmonics_each_so_many_times():
    found = tones(sphere_of(3, radius=2.0).mesh, 16).eigenvalues_per_m2
    degree = np.repeat([0, 1, 2, 3], [1, 3, 5, 7])
    np.testing.assert_allclose(found, degree * (degree + 1) / 4.0, rtol=0.02, atol=1e-9)


def test_a_rectangle_has_those_of_cosines_and_errors_shrink_with_the_square_of_the_step():
    m, n = np.meshgrid(np.arange(8), np.arange(8))
    wanted = np.sort((np.pi**2 * ((m / 1.3) ** 2 + n**2)).ravel())[1:9]
    errors = [
        np.abs(
            tones(rectangle(k, 4 * (k - 1) // 3 + 1), 9).eigenvalues_per_m2[1:] / wanted - 1
        ).max()
        for k in (10, 19, 37)
    ]
    assert np.log2(errors[1] / errors[2]) == pytest.approx(2.0, abs=0.2)
    assert errors[2] < 0.02


@pytest.mark.parametrize("mesh", [ellipsoid_of(2).mesh, torus(12, 9), box(), sheet(4, 6)])
def test_the_matrix_and_the_masses_are_libigls(mesh):
    igl = pytest.importorskip("igl", reason="python -m pip install libigl")
    triangles = mesh.triangles.astype(np.int64)
    theirs = -igl.cotmatrix(np.ascontiguousarray(mesh.places_m), triangles)
    np.testing.assert_allclose(stiffness(mesh).toarray(), theirs.toarray(), atol=1e-12)
    mass = igl.massmatrix(
        np.ascontiguousarray(mesh.places_m), triangles, igl.MASSMATRIX_TYPE_BARYCENTRIC
    )
    np.testing.assert_allclose(vertex_areas_m2(mesh), mass.diagonal(), rtol=1e-12)


def test_they_are_at_right_angles_with_mean_square_one():
    mesh = ellipsoid_of(3).mesh
    functions, areas = tones(mesh, 6).functions, vertex_areas_m2(mesh)
    inner = functions.T @ (areas[:, None] * functions) / areas.sum()
    np.testing.assert_allclose(inner, np.eye(6), atol=1e-9)
    np.testing.assert_allclose(functions[:, 0], 1.0, atol=1e-6)
    assert (functions.max(axis=0) > -functions.min(axis=0) * (1 - 1e-6)).all()


def test_rolled_up_a_sheet_keeps_them_and_scaled_they_shrink():
    tube = cylinder_of(12).mesh
    flat = tones(tube, 7).eigenvalues_per_m2
    # The same tube pressed to an oval by hand would stretch it; turned and scaled it does not.
    turn = np.linalg.qr(np.random.default_rng(1).normal(size=(3, 3)))[0]
    moved = triangle_mesh(3.0 * tube.places_m @ turn, tube.triangles)
    np.testing.assert_allclose(tones(moved, 7).eigenvalues_per_m2 * 9.0, flat, rtol=1e-7, atol=1e-7)


def test_the_same_mesh_gives_the_same_to_the_last_bit():
    mesh = torus(12, 9)
    one, other = tones(mesh, 5), tones(mesh, 5)
    np.testing.assert_array_equal(one.functions, other.functions)


def test_what_has_no_tones_is_refused():
    with pytest.raises(InputError, match="count: found 40, expected 1 to 22"):
        tones(sheet(4, 6), 40)
    lonely = triangle_mesh([(0, 0, 0), (1, 0, 0), (0, 1, 0), (5, 5, 5)], np.array([[0, 1, 2]]))
    with pytest.raises(InputError, match="vertex 3 in no face"):
        tones(lonely, 1)
