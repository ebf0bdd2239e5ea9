"""Sides, twins and rings of neighbours: who lies beside whom, and in which order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from scene_stager.maths.surface.half_edges import NONE, half_edges, pieces
from scene_stager.maths.surface.links import links
from scene_stager.maths.surface.mesh import polygon_mesh, triangle_mesh, triangulated
from scene_stager.maths.surface.simple_solids import ball, box, drum
from scene_stager.maths.topology.banchoff import classify_mesh, classify_rings, ranks
from tests.maths.surfaces import CORNERS, TETRAHEDRON, ball_of, sheet, torus

CLOSED = [ball(), box(), drum(), ball_of(60), torus(5, 8)]


def ring_of(found, vertex):
    return found.around[found.first[vertex] : found.first[vertex + 1]].tolist()


@pytest.mark.parametrize("mesh", CLOSED)
def test_every_side_of_a_closed_surface_has_a_twin_that_runs_back(mesh):
    sides = half_edges(mesh)
    assert (sides.twin != NONE).all()
    np.testing.assert_array_equal(sides.twin[sides.twin], np.arange(len(mesh.corners)))
    np.testing.assert_array_equal(sides.start[sides.twin], sides.end)
    np.testing.assert_array_equal(sides.edge[sides.twin], sides.edge)
    assert (sides.face[sides.twin] != sides.face).all()
    assert len(sides.edges) * 2 == len(mesh.corners)


@given(st.lists(st.integers(0, 100), unique=True, max_size=40))
def test_sides_go_round_their_faces_and_lone_ones_are_the_border(missing):
    whole = ball_of(60)
    kept = np.delete(whole.triangles, [k for k in missing if k < len(whole.triangles)], axis=0)
    mesh = triangle_mesh(whole.places_m, kept)
    sides = half_edges(mesh)
    np.testing.assert_array_equal(sides.start[sides.ahead], sides.end)
    np.testing.assert_array_equal(sides.behind[sides.ahead], np.arange(len(mesh.corners)))
    walked = {(a, b) for t in kept.tolist() for a, b in zip(t, t[1:] + t[:1], strict=True)}
    lone = {(a, b) for a, b in walked if (b, a) not in walked}
    border = sides.twin == NONE
    assert set(zip(sides.start[border].tolist(), sides.end[border].tolist(), strict=True)) == lone


def test_an_edge_of_three_faces_and_one_walked_alike_have_no_twins():
    fan = [(0, 1, 2), (1, 0, 3), (0, 1, 4)]
    sides = half_edges(polygon_mesh(np.eye(5, 3), fan))
    assert (sides.sharing.max(), set(sides.twin.tolist())) == (3, {NONE})
    alike = half_edges(polygon_mesh(np.eye(4, 3), [(0, 1, 2), (0, 1, 3)]))
    assert set(alike.twin.tolist()) == {NONE}


@given(st.integers(2, 40), st.data())
def test_pieces_are_the_components_of_the_graph_of_edges(n, data):
    vertex = st.integers(0, n - 1)
    corners = data.draw(st.lists(st.tuples(vertex, vertex, vertex), max_size=20))
    faces = [t for t in corners if len(set(t)) == 3]
    mesh = polygon_mesh(np.zeros((n, 3)), faces)
    sides = half_edges(mesh)
    graph = coo_array((np.ones(len(sides.edges)), sides.edges.T), shape=(n, n))
    many, label = connected_components(graph, directed=False)
    found = pieces(mesh, sides)
    assert len(np.unique(found)) == many
    # Each piece is called after its lowest vertex.
    np.testing.assert_array_equal(found, [np.flatnonzero(label == k)[0] for k in label])


def test_the_ring_of_a_cube_s_corner_runs_anticlockwise_seen_from_outside():
    mesh = box()
    found = links(half_edges(mesh), 8)
    assert found.closed.all() and found.sound.all()
    for vertex in range(8):
        a, b, c = mesh.places_m[ring_of(found, vertex)] - mesh.places_m[vertex]
        assert np.cross(b - a, c - a) @ mesh.places_m[vertex] > 0


@pytest.mark.parametrize("mesh", CLOSED)
def test_rings_hold_every_neighbour_once_and_neighbours_in_a_ring_share_a_face(mesh):
    sides = half_edges(mesh)
    found = links(sides, len(mesh.places_m))
    beside = {frozenset(edge) for edge in sides.edges.tolist()}
    assert len(found.around) == 2 * len(beside)
    faces = np.split(mesh.corners, np.cumsum(mesh.counts)[:-1])
    together = {frozenset((v, *_next_to(f.tolist(), v))) for f in faces for v in f.tolist()}
    for vertex in range(len(mesh.places_m)):
        ring = ring_of(found, vertex)
        assert len(set(ring)) == len(ring)
        assert all(frozenset((vertex, other)) in beside for other in ring)
        for one, other in zip(ring, ring[1:] + ring[:1], strict=True):
            assert frozenset((vertex, one, other)) in together


def _next_to(face, vertex):
    at = face.index(vertex)
    return face[at - 1], face[(at + 1) % len(face)]


def test_a_border_s_ring_begins_and_ends_on_the_border():
    found = links(half_edges(sheet(3, 3)), 9)
    assert ring_of(found, 4) == [0, 1, 5, 8, 7, 3] and found.closed[4]
    assert ring_of(found, 0) == [1, 4, 3] and not found.closed[0]
    assert ring_of(found, 2) == [5, 1] and found.sound[2]


def test_a_pinched_vertex_and_one_in_no_face_have_no_ring():
    two = [(0, 1, 2), (0, 3, 4)]
    found = links(half_edges(polygon_mesh(np.eye(6, 3), two)), 6)
    assert found.sound.tolist() == [False, True, True, True, True, False]
    assert ring_of(found, 0) == [] == ring_of(found, 5)
    tops = [*TETRAHEDRON, *(tuple(k + 4 if k else 0 for k in f) for f in TETRAHEDRON)]
    pinched = links(half_edges(polygon_mesh(np.zeros((8, 3)), tops)), 8)
    assert pinched.sound.tolist() == [False] + [True] * 3 + [False] + [True] * 3


@pytest.mark.parametrize("mesh", [ball_of(60), triangulated(torus(6, 7)), sheet(5, 6)])
@given(data=st.data())
def test_rings_and_counts_classify_a_mesh_alike(mesh, data):
    levels = st.sampled_from([0.0, 1.0, 2.0]) | st.floats(-3, 3)
    values = data.draw(arrays(np.float64, len(mesh.places_m), elements=levels))
    found = links(half_edges(mesh), len(values))
    rank, want = ranks(values), classify_mesh(values, mesh)
    for vertex in range(len(values)):
        ring = np.array(ring_of(found, vertex))
        lower = (rank[ring] < rank[vertex])[:, None]
        present = np.ones_like(lower)
        if not found.closed[vertex]:  # an absent slot opens the ring
            lower, present = (np.concatenate([a, [[False]]]) for a in (lower, present))
        got = classify_rings(lower, present)
        assert (got.kind[0], got.saddle[0], got.index_halves[0]) == (
            want.kind[vertex],
            want.saddle[vertex],
            want.index_halves[vertex],
        )


def test_a_pole_of_ten_thousand_faces_is_no_trouble():
    n = 10_000
    turn = 2 * np.pi * np.arange(n) / n
    places = np.concatenate([[(0, 0, 0)], np.stack([np.cos(turn), np.sin(turn), 0 * turn], 1)])
    rim = 1 + np.arange(n)
    mesh = triangle_mesh(places, np.stack([0 * rim, rim, 1 + rim % n], axis=1))
    found = links(half_edges(mesh), n + 1)
    assert ring_of(found, 0) == rim.tolist()
    assert found.closed.sum() == 1


def test_nothing_at_all_has_no_sides_and_no_rings():
    mesh = polygon_mesh(CORNERS[:0], [])
    sides = half_edges(mesh)
    assert len(sides.edges) == len(sides.twin) == len(links(sides, 0).around) == 0
    assert len(pieces(mesh, sides)) == 0
