"""What is wrong with a surface is named, and the sound part of it is answered for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.errors import InputError
from scene_stager.maths.surface.faults import Fault, FoundFault, faults_of
from scene_stager.maths.surface.mesh import polygon_mesh, triangle_mesh, volume_m3
from scene_stager.maths.surface.simple_solids import ball, box, drum, hull
from scene_stager.maths.surface.sound_part import sound_part
from tests.maths.surfaces import CORNERS, TETRAHEDRON, ball_of, sheet, torus

SOLID = np.array(TETRAHEDRON)


def named(found):
    return {one.fault: one.numbers.tolist() for one in found}


@pytest.mark.parametrize("mesh", [ball(), box(), drum(), ball_of(40), torus(9, 6)])
def test_a_closed_surface_in_one_piece_has_no_faults(mesh):
    assert faults_of(mesh) == ()


def test_a_hull_is_closed_and_faces_outward():
    outline = [(1.0, -1.0, 0.0), (1.0, 1.0, 0.0), (0.8, 0.4, 1.0), (0.8, -0.6, 0.9)]
    assert faults_of(hull(outline)) == ()
    assert named(faults_of(hull(outline[::-1]))) == {Fault.INSIDE_OUT: [0, 1, 2, 3, 4, 5]}


def test_a_patch_is_open_along_its_border():
    assert named(faults_of(sheet(2, 2))) == {Fault.OPEN: [0, 1, 3, 4]}


def test_a_face_turned_round_is_turned_against_its_neighbours():
    faces = [*TETRAHEDRON[:3], TETRAHEDRON[3][::-1]]
    found = named(faults_of(polygon_mesh(CORNERS, faces)))
    assert set(found) == {Fault.TURNED}
    assert len(found[Fault.TURNED]) == 3


def test_two_solids_are_in_two_pieces_and_touching_in_a_corner_they_are_pinched():
    apart = np.concatenate([CORNERS, CORNERS + 5])
    faces = np.concatenate([SOLID, SOLID + 4])
    assert named(faults_of(triangle_mesh(apart, faces))) == {Fault.DISCONNECTED: [4]}
    touching = np.where(faces == 4, 0, faces)
    places = np.concatenate([CORNERS, -CORNERS])
    found = named(faults_of(triangle_mesh(places, touching)))
    assert found[Fault.NON_MANIFOLD_VERTEX] == [0]
    assert Fault.DISCONNECTED not in found


def test_three_faces_on_an_edge_and_a_face_twice_are_named():
    places = np.concatenate([CORNERS, [(-1, 0, 0)]])
    fan = polygon_mesh(places, [(0, 3, 1), (0, 3, 2), (0, 3, 4)])
    assert named(faults_of(fan))[Fault.NON_MANIFOLD_EDGE] == [2]
    twice = triangle_mesh(CORNERS, np.concatenate([SOLID, SOLID[1:2, [2, 0, 1]]]))
    assert named(faults_of(twice))[Fault.DUPLICATED_FACE] == [4]


def test_flat_faces_and_doubled_or_idle_vertices_are_named_by_number():
    places = np.array([(0, 0, 0), (1, 0, 0), (2, 0, 0), (0, 1, 0), (0, 0, 0)], dtype=float)
    found = named(faults_of(polygon_mesh(places, [(0, 1, 3), (0, 2, 1)])))
    assert found[Fault.DEGENERATE] == [1]
    assert found[Fault.DUPLICATED_VERTEX] == [4]
    assert found[Fault.UNREFERENCED] == [4]


@given(st.floats(1e-6, 1e6))
def test_faults_do_not_depend_on_the_size_of_things(scale):
    thin = np.array([(0, 0, 0), (1, 0, 0), (0.5, 1e-4, 0)]) * scale
    assert Fault.DEGENERATE not in named(faults_of(polygon_mesh(thin, [(0, 1, 2)])))
    none = thin * (1, 0, 0)
    assert Fault.DEGENERATE in named(faults_of(polygon_mesh(none, [(0, 1, 2)])))


def test_a_fault_says_in_a_line_what_and_where_it_is():
    one = FoundFault(Fault.OPEN, "edge", np.array([7]))
    assert str(one) == "open: an edge belongs to one face only (edge 7)"
    many = FoundFault(Fault.UNREFERENCED, "vertex", np.array([3, 9]))
    assert str(many) == "unreferenced: a vertex is in no face (2 vertices, the first is 3)"


def parts(places, faces):
    corners = np.array([v for f in faces for v in f], dtype=np.intp)
    return sound_part(places, corners, np.array([len(f) for f in faces], dtype=np.intp))


def test_what_cannot_be_used_is_left_out_and_named_and_the_rest_is_whole():
    places = np.concatenate([[(np.nan, 0, 0), (9, 9, 9)], CORNERS, [(1e300, 0, 0)]])
    good = [tuple(v + 2 for v in f) for f in TETRAHEDRON]
    bad = [(2, 3, 99), (-1, 2, 3), (0, 2, 3), (6, 2, 3), (2, 2, 3), (2, 3), good[0][::-1]]
    found = parts(places, [*bad[:4], *good, *bad[4:]])
    assert named(found.left_out) == {
        Fault.NOT_FINITE: [0, 6],
        Fault.OUT_OF_RANGE: [0, 1],
        Fault.DEGENERATE: [8, 9],
        Fault.DUPLICATED_FACE: [10],
        Fault.UNREFERENCED: [1],
    }
    assert found.faults == ()
    assert found.faces.tolist() == [4, 5, 6, 7]
    assert found.vertices.tolist() == [2, 3, 4, 5]
    np.testing.assert_array_equal(found.mesh.places_m, CORNERS)
    assert volume_m3(found.mesh) == pytest.approx(1 / 6)


def test_what_is_open_or_in_pieces_is_kept_and_named():
    found = parts(CORNERS, TETRAHEDRON[:3])
    assert found.left_out == ()
    assert set(named(found.faults)) == {Fault.OPEN}


NUMBER = st.sampled_from([0.0, 1.0, -2.0, 1e-320, 1e13, 1e308, np.nan, np.inf]) | st.floats()


@given(st.data())
def test_any_numbers_at_all_leave_a_mesh_that_holds(data):
    n = data.draw(st.integers(0, 8))
    rows = st.lists(st.tuples(NUMBER, NUMBER, NUMBER), min_size=n, max_size=n)
    places = np.array(data.draw(rows)).reshape(-1, 3)
    vertex = st.integers(-2, n + 2) | st.sampled_from([-(2**62), 2**62])
    faces = data.draw(st.lists(st.lists(vertex, max_size=6), max_size=12))
    found = parts(places, faces)
    assert len(found.mesh.counts) == len(found.faces) <= len(faces)
    assert not {f.fault for f in found.faults} & {Fault.DEGENERATE, Fault.DUPLICATED_FACE}
    np.testing.assert_array_equal(found.mesh.places_m, places[found.vertices])


def test_refuses_arrays_that_do_not_fit_together():
    with pytest.raises(InputError, match=r"mesh\.places_m: found"):
        sound_part(np.zeros((3, 2)), np.arange(3), np.array([3]))
    for counts in ([4], [-1, 4]):
        with pytest.raises(InputError, match=r"mesh\.counts: found"):
            sound_part(np.zeros((3, 3)), np.arange(3), np.array(counts))
