"""The one mesh: areas, volumes and facings of known solids, and what it will not hold."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial import ConvexHull

from scene_stager.errors import InputError
from scene_stager.maths.surface.half_edges import euler_characteristic, half_edges
from scene_stager.maths.surface.mesh import (
    Mesh,
    face_areas_m2,
    mean_facings,
    polygon_mesh,
    triangle_mesh,
    triangulated,
    volume_m3,
)
from scene_stager.maths.surface.simple_solids import SIDES, ball, box, drum, hull
from tests.maths.surfaces import CORNERS, TETRAHEDRON, ball_of, sheet, torus


def area_m2(mesh):
    return float(np.linalg.norm(face_areas_m2(mesh), axis=1).sum())


def test_a_box_is_as_large_as_a_box():
    assert area_m2(box()) == pytest.approx(24.0)
    assert volume_m3(box()) == pytest.approx(8.0)


def test_a_drum_is_a_prism_over_a_polygon_of_many_sides():
    turn = 2 * math.pi / SIDES
    floor = SIDES / 2 * math.sin(turn)
    assert volume_m3(drum()) == pytest.approx(2 * floor, rel=1e-5)
    sides = SIDES * 2 * 2 * math.sin(turn / 2)
    assert area_m2(drum()) == pytest.approx(2 * floor + sides, rel=1e-5)


def test_a_tetrahedron_has_a_sixth_of_its_cube():
    mesh = polygon_mesh(CORNERS, TETRAHEDRON)
    assert volume_m3(mesh) == pytest.approx(1 / 6)
    assert area_m2(mesh) == pytest.approx(1.5 + math.sqrt(3) / 2)


@pytest.mark.parametrize("n", [20, 200])
def test_a_hull_of_points_has_the_area_and_volume_that_qhull_says(n):
    mesh = ball_of(n)
    wanted = ConvexHull(mesh.places_m)
    assert volume_m3(mesh) == pytest.approx(wanted.volume)
    assert area_m2(mesh) == pytest.approx(wanted.area)


def test_a_torus_comes_to_its_closed_form_at_second_order():
    area, volume = 4 * math.pi**2 * 2.0 * 0.7, 2 * math.pi**2 * 2.0 * 0.7**2
    steps = [16, 32, 64]
    for measure, wanted in ((area_m2, area), (volume_m3, volume)):
        errors = [abs(measure(torus(n, n)) / wanted - 1) for n in steps]
        slope = np.polyfit(np.log(steps), np.log(errors), 1)[0]
        assert slope == pytest.approx(-2.0, abs=0.1)


@given(st.lists(st.floats(-50, 50), min_size=3, max_size=3), st.floats(0.01, 100))
def test_moving_changes_no_measure_and_growing_changes_it_as_it_should(shift, scale):
    mesh = polygon_mesh(CORNERS * scale + shift, TETRAHEDRON)
    assert volume_m3(mesh) == pytest.approx(scale**3 / 6, rel=1e-6, abs=1e-9)


def test_areas_of_a_bent_polygon_are_those_of_its_shadow():
    up = np.array([(0, 0, 0), (1, 0, 0.3), (1, 1, -0.2), (0, 1, 0.5)], dtype=float)
    assert face_areas_m2(polygon_mesh(up, [(0, 1, 2, 3)]))[0, 2] == pytest.approx(1.0)


def test_a_dented_polygon_has_the_area_inside_it():
    dart = np.array([(0, 0, 0), (2, 0, 0), (0.5, 0.5, 0), (0, 2, 0)], dtype=float)
    # The dent takes 1 from a triangle of 2, wherever the fan begins.
    for first in range(4):
        face = [(first + k) % 4 for k in range(4)]
        np.testing.assert_allclose(
            face_areas_m2(polygon_mesh(dart, [face])), [[0, 0, 1.0]], atol=1e-12
        )


@given(st.integers(3, 40), st.integers(3, 40))
def test_a_ring_has_no_euler_characteristic(across, around):
    for mesh in (torus(across, around), triangulated(torus(across, around))):
        assert euler_characteristic(mesh, half_edges(mesh)) == 0


@pytest.mark.parametrize(
    ("mesh", "wanted"),
    [
        (ball(), 2),
        (box(), 2),
        (drum(), 2),
        (hull([(1.0, -1, 0), (1.0, 1, 0), (0.5, 0, 1)]), 2),
        (ball_of(60), 2),
        (sheet(4, 7), 1),
        (polygon_mesh(np.zeros((0, 3)), []), 0),
        (polygon_mesh(np.zeros((2, 3)), []), 2),
    ],
)
def test_the_euler_characteristic_is_that_of_the_surface(mesh, wanted):
    assert euler_characteristic(mesh, half_edges(mesh)) == wanted


def test_a_cube_s_corners_face_along_its_diagonals_however_its_sides_are_cut():
    for mesh in (box(), triangulated(box())):
        facings = mean_facings(mesh)
        np.testing.assert_allclose(facings, mesh.places_m / math.sqrt(3), atol=1e-12)


def test_a_ball_s_vertices_face_away_from_its_middle():
    mesh = triangulated(ball())
    facings = mean_facings(mesh)
    assert np.rad2deg(np.arccos((facings * mesh.places_m).sum(axis=1).clip(-1, 1))).max() < 1.0


def test_fans_cover_their_polygons_and_triangles_are_left_alone():
    mesh = box()
    np.testing.assert_array_equal(mesh.triangles[:2], [[0, 1, 2], [0, 2, 3]])
    assert len(mesh.triangles) == 12
    assert volume_m3(triangulated(mesh)) == pytest.approx(8.0)
    closed = ball_of(20)
    assert triangulated(closed) is closed
    assert np.shares_memory(closed.triangles, closed.corners)


def test_nobody_can_write_into_a_mesh_and_who_gave_the_arrays_still_can():
    places = CORNERS.copy()
    mesh = triangle_mesh(places, np.array(TETRAHEDRON))
    with pytest.raises(ValueError, match="read-only"):
        mesh.places_m[0] = 1.0
    places[0] = 0.5


FACES = np.array(TETRAHEDRON)


@pytest.mark.parametrize(
    ("places", "triangles", "line"),
    [
        (CORNERS, FACES[:, :2], r"mesh.triangles: found shape \(4, 2\), expected \(t, 3\)"),
        (CORNERS, FACES + 1, "mesh.corners: found vertex numbers 1 to 4, expected 0 to 3"),
        (CORNERS, FACES - 1, "mesh.corners: found vertex numbers -1 to 2, expected 0 to 3"),
        (CORNERS, FACES * 0, "mesh.corners: found a vertex twice in one face"),
        (CORNERS[:, :2], FACES, r"mesh.places_m: found shape \(4, 2\), expected \(4, 3\)"),
        (CORNERS * math.nan, FACES, r"mesh.places_m: found \[nan, nan, nan\] in row 0"),
        (CORNERS + math.inf, FACES, r"mesh.places_m: found \[inf, inf, inf\] in row 0"),
        (CORNERS * 1e200, FACES, r"mesh.places_m: found \[1e\+200, 0.0, 0.0\] in row 1"),
    ],
)
def test_refuses_what_no_surface_can_hold(places, triangles, line):
    with pytest.raises(InputError, match=line):
        triangle_mesh(places, triangles)


@pytest.mark.parametrize(
    ("corners", "counts", "line"),
    [
        ([0, 1], [2], "mesh.counts: found 2 corners in a face, expected 3 or more"),
        ([0, 1, 2, 3], [3], "mesh.counts: found 3 corners in all, expected 4"),
        ([0, 1, 2, 1], [4], "mesh.corners: found a vertex twice in one face"),
    ],
)
def test_refuses_polygons_that_do_not_add_up(corners, counts, line):
    with pytest.raises(InputError, match=line):
        Mesh(CORNERS, np.array(corners), np.array(counts), CORNERS)


def test_refuses_facings_that_do_not_fit():
    with pytest.raises(InputError, match=r"mesh.facings: found shape \(3, 3\)"):
        triangle_mesh(CORNERS, FACES, CORNERS[:3])
    with pytest.raises(InputError, match=r"mesh.corner_facings: found shape \(4, 3\)"):
        polygon_mesh(CORNERS, TETRAHEDRON, corner_facings=CORNERS)
