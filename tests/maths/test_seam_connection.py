"""Connections, against what curvature says of loops, potpourri3d, and the plane."""

import numpy as np
import pytest

from scene_stager.maths.surface.half_edges import NONE, euler_characteristic, half_edges
from scene_stager.maths.surface.mesh import polygon_mesh, triangle_mesh, triangulated
from scene_stager.maths.surface.seam_connection import (
    angle_defects_rad,
    commutators_per_m,
    connection_of_faces,
    connection_of_vertices,
    seam_connection,
    turn_along_rad,
)
from scene_stager.maths.surface.shape_operator import shape_of_faces, shape_of_vertices
from scene_stager.maths.surface.simple_solids import ball, box, drum
from tests.maths.known_surfaces import cylinder_of, ellipsoid_of, sphere_of, torus_of
from tests.maths.surfaces import ball_of, sheet, torus

CLOSED = [ball_of(80), triangulated(torus(12, 9)), sphere_of(2).mesh]
SURFACES = [*CLOSED, sheet(4, 5), box(), drum(), cylinder_of(5).mesh]


def wrapped(angle):
    return angle - 2 * np.pi * np.round(angle / (2 * np.pi))


@pytest.mark.parametrize("mesh", SURFACES)
def test_angle_defects_are_a_turn_for_each_of_eulers_counts(mesh):
    sides = half_edges(mesh)
    total = angle_defects_rad(mesh, sides).sum() / (2 * np.pi)
    assert total == pytest.approx(euler_characteristic(mesh, sides), abs=1e-12)


@pytest.mark.parametrize("mesh", SURFACES)
@pytest.mark.parametrize("connect", [connection_of_faces, connection_of_vertices])
def test_the_way_back_is_the_opposite_turn(mesh, connect):
    sides = half_edges(mesh)
    turn = connect(mesh, sides).turn_rad
    both = sides.twin != NONE
    np.testing.assert_allclose(wrapped(turn + turn[sides.twin])[both], 0.0, atol=1e-12)


@pytest.mark.parametrize("mesh", CLOSED)
def test_over_the_faces_round_a_vertex_a_vector_turns_by_its_angle_defect(mesh):
    sides = half_edges(mesh)
    turn = connection_of_faces(mesh, sides).turn_rad[sides.behind]
    round_each = np.bincount(sides.start, turn, len(mesh.places_m))
    np.testing.assert_allclose(wrapped(round_each - angle_defects_rad(mesh, sides)), 0, atol=1e-9)


@pytest.mark.parametrize("mesh", CLOSED)
def test_round_a_face_a_vector_turns_by_the_curvature_that_its_corners_gave_it(mesh):
    # Each corner hands in its share of the vertex's defect: what stretching has added there.
    sides = half_edges(mesh)
    found = wrapped(np.bincount(sides.face, connection_of_vertices(mesh, sides).turn_rad))
    step = mesh.places_m[sides.end] - mesh.places_m[sides.start]
    back = -step[sides.behind]
    cosine = (step * back).sum(1) / np.linalg.norm(step, axis=1) / np.linalg.norm(back, axis=1)
    corner = np.arccos(cosine)
    whole = np.bincount(sides.start, corner)
    given = corner * (2 * np.pi / whole - 1)[sides.start]
    np.testing.assert_allclose(found, np.bincount(sides.face, given), atol=1e-9)
    euler = euler_characteristic(mesh, sides)
    assert found.sum() == pytest.approx(2 * np.pi * euler, abs=1e-9)


def test_round_a_loop_on_a_sphere_a_vector_turns_by_the_cap_that_it_encloses():
    # A ring of the lat-long ball: the cap above colatitude t has 2 pi (1 - cos t) of curvature.
    mesh = triangulated(ball())
    sides = half_edges(mesh)
    turn = connection_of_vertices(mesh, sides).turn_rad
    for ring in (4, 8, 12):
        first = 1 + (ring - 1) * 32
        loop = [first + k for k in range(32)]
        steps = [
            int(np.flatnonzero((sides.start == a) & (sides.end == b))[0])
            for a, b in zip(loop, [*loop[1:], loop[0]], strict=True)
        ]
        height = mesh.places_m[first, 2]
        whole = turn_along_rad(connection_of_vertices(mesh, sides), np.array(steps))
        assert whole == pytest.approx(turn[steps].sum())
        assert np.degrees(abs(wrapped(whole - 2 * np.pi * (1 - height)))) < 3.0


def crooked_patch():
    rng = np.random.default_rng(2)
    flat = sheet(6, 7)
    places = flat.places_m + np.pad(rng.uniform(-0.2, 0.2, (42, 2)), ((0, 0), (0, 1)))
    return triangle_mesh(places, flat.triangles)


def bow_tie():
    """Flat: two faces on either side of a vertex and of unlike sides, so it has no single fan."""
    places = [(0, 0), (1, -0.4), (1.3, 0.5), (0.4, 1), (-1, 0.3), (-0.8, -0.9), (1.8, 1.4)]
    faces = [(0, 4, 5), (0, 1, 2, 3), (3, 2, 6)]
    return polygon_mesh(np.pad(np.array(places, float), ((0, 0), (0, 1))), faces)


@pytest.mark.parametrize("connect", [connection_of_faces, connection_of_vertices])
@pytest.mark.parametrize("mesh", [crooked_patch(), bow_tie()], ids=["patch", "bow tie"])
def test_a_closed_loop_on_a_flat_patch_brings_a_vector_back_as_it_was(mesh, connect):
    sides = half_edges(mesh)
    connection = connect(mesh, sides)
    # Headings of one and the same direction agree after any step: so any loop is closed.
    angle = _angle_of_east(mesh, connect)
    apart = angle[connection.target] - angle[connection.source] - connection.turn_rad
    np.testing.assert_allclose(wrapped(apart[~np.isnan(apart)]), 0.0, atol=1e-12)


def _angle_of_east(mesh, connect):
    shape = (shape_of_faces if connect is connection_of_faces else shape_of_vertices)(mesh)
    east = np.array([1.0, 0.0, 0.0])
    return np.arctan2(shape.across @ east, shape.along @ east)


@pytest.mark.parametrize(
    ("mesh", "of_faces"),
    [(sphere_of(3).mesh, False), (sphere_of(3).mesh, True), (sheet(5, 5), True)],
)
def test_on_sphere_and_plane_the_bend_comes_along_exactly(mesh, of_faces):
    found = commutators(mesh, of_faces)
    assert np.nanmax(found) < 1e-12


def commutators(mesh, of_faces, seam=False):
    sides = half_edges(mesh)
    connect, shape = (
        (connection_of_faces, shape_of_faces)
        if of_faces
        else (connection_of_vertices, shape_of_vertices)
    )
    connection = connect(mesh, sides)
    shape = shape(mesh)
    if seam:
        connection = seam_connection(connection, shape)
    return commutators_per_m(connection, shape)


def test_on_a_tube_it_comes_along_its_rulings_exactly_and_elsewhere_the_better_the_finer():
    worst = []
    for n in (8, 16):
        known = cylinder_of(n)
        sides = half_edges(known.mesh)
        inside = known.inside[sides.start] & known.inside[sides.end]
        step = known.mesh.places_m[sides.end] - known.mesh.places_m[sides.start]
        ruling = (np.abs(step[:, :2]) < 1e-12).all(axis=1)
        found = commutators(known.mesh, False)
        assert (ruling & inside).any()
        assert found[ruling & inside].max() < 1e-12
        worst.append(found[inside].max())
    assert np.log2(worst[0] / worst[1]) > 1.8


def test_commutators_are_those_of_the_matrices():
    mesh = ellipsoid_of(2).mesh
    sides = half_edges(mesh)
    connection, shape = connection_of_vertices(mesh, sides), shape_of_vertices(mesh)
    cos, sin = np.cos(connection.turn_rad), np.sin(connection.turn_rad)
    turn = np.stack([cos, -sin, sin, cos], axis=-1).reshape(-1, 2, 2)
    here, there = (shape.operator_per_m[at] for at in (connection.source, connection.target))
    wanted = np.linalg.norm(turn @ here - there @ turn, axis=(1, 2))
    np.testing.assert_allclose(commutators_per_m(connection, shape), wanted, atol=1e-12)


@pytest.mark.parametrize("n", [24, 48])
def test_on_a_ring_it_is_what_the_books_say(n):
    # Along a meridian only the smaller curvature changes. Along a parallel the surface stays as it
    # is, but principal directions turn by sin(v) to the radian: sqrt(2) (k1 - k2) of that is lost.
    known = torus_of(n)
    sides, found = half_edges(known.mesh), commutators(known.mesh, False)
    u, v = np.meshgrid(np.arange(2 * n) * np.pi / n, np.arange(n) * 2 * np.pi / n, indexing="ij")
    k1, k2 = known.curvatures_per_m.T
    at, to = sides.start, sides.end
    du, dv = (np.abs(wrapped(x.ravel()[to] - x.ravel()[at])) for x in (u, v))
    meridian, parallel = (du < 1e-9), (dv < 1e-9)
    np.testing.assert_allclose(found[meridian], np.abs(k2[to] - k2[at])[meridian], atol=2.0 / n**2)
    lost = np.sqrt(2) * (k1 - k2)[at] * np.abs(np.sin(v.ravel()[at])) * du
    np.testing.assert_allclose(found[parallel], lost[parallel], rtol=0.1, atol=6.0 / n**2)


def test_the_seam_takes_principal_directions_to_principal_directions():
    mesh = ellipsoid_of(3).mesh
    sides, shape = half_edges(mesh), shape_of_vertices(mesh)
    plain = connection_of_vertices(mesh, sides)
    seam = seam_connection(plain, shape)
    told = ~(shape.umbilic[seam.source] | shape.umbilic[seam.target])
    angle = shape.angles_rad()
    apart = angle[seam.target] - angle[seam.source] - seam.turn_rad
    assert np.abs(np.sin(apart[told])).max() < 1e-9
    assert np.abs(wrapped(seam.turn_rad - plain.turn_rad)).max() <= np.pi / 2 + 1e-9
    np.testing.assert_array_equal(seam.turn_rad[~told], wrapped(plain.turn_rad[~told]))
    assert (~told).any()
    # So what is left of the commutator is a change of size.
    assert (commutators(mesh, False, True) <= commutators(mesh, False) + 1e-12).all()


def test_where_three_faces_meet_in_an_edge_an_answer_is_given_for_the_rest():
    fins = polygon_mesh(
        [(0, 0, 0), (0, 0, 1), (1, 0, 0), (-1, 1, 0), (-1, -1, 0), (2, 0, 1)],
        [(0, 2, 1), (0, 3, 1), (0, 4, 1), (2, 5, 1)],
    )
    sides = half_edges(fins)
    of_faces, of_vertices = connection_of_faces(fins, sides), connection_of_vertices(fins, sides)
    assert np.isfinite(of_faces.turn_rad).sum() == 2
    assert (of_faces.target == NONE).sum() == 10
    assert np.isfinite(of_vertices.turn_rad).all()


def test_round_every_face_the_turn_is_that_of_potpourri3d():
    # Bases are anyone's choice; round a loop the choice falls out. Theirs is inside a matrix.
    pp3d = pytest.importorskip("potpourri3d", reason="python -m pip install potpourri3d")
    mesh = ellipsoid_of(2).mesh
    solver = pp3d.MeshVectorHeatSolver(
        mesh.places_m, mesh.triangles.astype(np.int64), use_intrinsic_delaunay=False
    )
    i, j, k = mesh.triangles.T
    matrix = solver.get_connection_laplacian().tocsr()
    steps = [-np.asarray(matrix[b, a]).ravel() for a, b in ((i, j), (j, k), (k, i))]
    theirs = np.angle(np.prod([step / np.abs(step) for step in steps], axis=0))
    sides = half_edges(mesh)
    ours = np.bincount(sides.face, connection_of_vertices(mesh, sides).turn_rad)
    # Of obtuse triangles its weights are below nought: half a turn more.
    np.testing.assert_allclose(np.sin(ours - theirs), 0.0, atol=1e-9)
