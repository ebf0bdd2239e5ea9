"""The nearest place of a surface, against trimesh and a brute search, and as the goal moves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.errors import InputError
from scene_stager.maths.surface.following import nearest_anchor, way_toward
from scene_stager.maths.surface.mesh import triangle_mesh, triangulated
from scene_stager.maths.surface.simple_solids import ball, box, drum
from scene_stager.maths.surface.tracing import Anchor, WayEnd, places_of, walked_surface
from tests.maths.known_surfaces import ellipsoid_of, sphere_of
from tests.maths.surfaces import ball_of, sheet, torus

BODIES = [triangulated(m) for m in (ball(), drum(), box(), torus(12, 9), ball_of(40))]
points = st.tuples(*[st.floats(-4, 4)] * 3).map(np.array)


def place(mesh, anchor):
    return places_of(mesh, np.array([anchor.face]), np.array([anchor.shares]))[0]


@given(st.sampled_from(BODIES), points)
def test_the_nearest_place_is_as_near_as_trimesh_says(mesh, point):
    trimesh = pytest.importorskip("trimesh", reason="python -m pip install trimesh")
    wanted = trimesh.triangles.closest_point(
        mesh.places_m[mesh.triangles], np.tile(point, (len(mesh.counts), 1))
    )
    least = np.linalg.norm(wanted - point, axis=1).min()
    anchor = nearest_anchor(mesh, point)
    assert np.linalg.norm(place(mesh, anchor) - point) == pytest.approx(least, abs=1e-9)
    assert min(anchor.shares) >= 0.0
    assert sum(anchor.shares) == pytest.approx(1.0)


@given(st.sampled_from([BODIES[0], BODIES[2], BODIES[4]]), st.data(), points)
def test_toward_a_goal_outside_a_convex_body_one_comes_to_the_nearest_place(mesh, data, point):
    if np.linalg.norm(point) < 2.0:
        return
    surface = walked_surface(mesh)
    start = Anchor(data.draw(st.integers(0, len(mesh.counts) - 1)))
    way = way_toward(surface, start, point)
    nearest = place(mesh, nearest_anchor(mesh, point))
    # From the far side a cube's face has a nearest place of its own: only neighbours are asked.
    if (place(mesh, start) @ point) > 0:
        np.testing.assert_allclose(place(mesh, way.anchor), nearest, atol=1e-6)
    left = places_of(mesh, way.faces[:-1], way.exits[:-1])
    np.testing.assert_allclose(left, places_of(mesh, way.faces[1:], way.entries[1:]), atol=1e-9)


# Seen from within, each flat face has a nearest place of its own, and a neighbour's may be nearer.
@pytest.mark.parametrize(("lift", "most_m"), [(0.0, 1e-6), (0.2, 1e-6), (-0.1, 0.05)])
def test_a_goal_that_glides_over_or_under_the_surface_is_followed(lift, most_m):
    known = ellipsoid_of(3)
    surface = walked_surface(known.mesh)
    turn = np.linspace(0, 4 * np.pi, 200)
    height = np.linspace(-0.6, 0.6, 200)
    ring = np.sqrt(1 - height**2)
    goals = np.stack([1.5 * ring * np.cos(turn), ring * np.sin(turn), 0.7 * height], -1) * (
        1 + lift
    )
    anchor = nearest_anchor(known.mesh, goals[0])
    for goal in goals:
        anchor = way_toward(surface, anchor, goal).anchor
        wanted = place(known.mesh, nearest_anchor(known.mesh, goal))
        np.testing.assert_allclose(place(known.mesh, anchor), wanted, atol=most_m)


def test_a_goal_past_the_border_is_followed_to_the_border_and_said():
    surface = walked_surface(sheet(4, 4))
    way = way_toward(surface, Anchor(0), np.array([9.0, 1.5, 0.0]))
    assert way.end is WayEnd.BORDER
    np.testing.assert_allclose(place(surface.mesh, way.anchor), [3.0, 1.5, 0.0])


@pytest.mark.parametrize(
    ("vertex_m", "goal_m"),
    [
        ((1, 3, 0), (1, 4, 0)),
        ((0, 2, 0), (-1, 2, 0)),
        ((3, 3, 0), (4, 4, 0)),
        ((0, 0, 0), (-1, -1, 1)),
        ((3, 0, 0), (4, -1, 0)),
    ],
)
def test_past_a_vertex_of_the_border_the_surface_ends_whatever_triangle_one_is_in(vertex_m, goal_m):
    # Most triangles round such a vertex have no side on the border.
    mesh = sheet(4, 4)
    surface, (vertex,) = walked_surface(mesh), np.flatnonzero((mesh.places_m == vertex_m).all(1))
    for corner in np.flatnonzero(mesh.corners == vertex):
        shares = np.full(3, 0.05)
        shares[corner % 3] = 0.9
        way = way_toward(surface, Anchor(int(corner) // 3, tuple(shares)), np.array(goal_m))
        np.testing.assert_allclose(place(mesh, way.anchor), vertex_m)
        assert way.end is WayEnd.BORDER


def test_a_goal_over_a_vertex_that_faces_go_all_round_is_arrived_at():
    surface = walked_surface(BODIES[0])
    for vertex in range(12):
        goal = 1.3 * surface.mesh.places_m[vertex]
        (face, *_), (corner, *_) = np.nonzero(surface.mesh.triangles == vertex)
        shares = np.full(3, 0.05)
        shares[corner] = 0.9
        assert way_toward(surface, Anchor(int(face), tuple(shares)), goal).end is WayEnd.ARRIVED


def test_round_the_tip_of_a_roof_the_way_stays_in_one_piece():
    # From the east side the tip is nearest to a goal in the west, and the west side is nearer yet:
    # straight on one would shoot past it.
    places = [(0, 0, 1.0), (1, 1, 0), (-1, 1, 0), (-1, -1, 0), (1, -1, 0)]
    roof = triangle_mesh(places, np.array([(0, 1, 2), (0, 2, 3), (0, 3, 4), (0, 4, 1)]))
    surface = walked_surface(roof)
    for goal in ((-1.0, 0.01, 1.5), (-1.0, -0.01, 1.5)):
        way = way_toward(surface, Anchor(3, (0.98, 0.01, 0.01)), np.array(goal))
        assert way.faces.tolist()[-1] == 1
        left = places_of(roof, way.faces[:-1], way.exits[:-1])
        np.testing.assert_allclose(left, places_of(roof, way.faces[1:], way.entries[1:]))
        np.testing.assert_allclose(left[-1], places[0], atol=1e-9)


def test_a_goal_right_here_is_no_way_at_all():
    surface = walked_surface(sphere_of(2).mesh)
    here = place(surface.mesh, Anchor(7))
    way = way_toward(surface, Anchor(7), here)
    assert way.faces.tolist() == [7]
    np.testing.assert_allclose(place(surface.mesh, way.anchor), here)


def test_of_a_mesh_without_faces_nothing_is_nearest():
    nothing = triangle_mesh(np.zeros((0, 3)), np.zeros((0, 3), dtype=int))
    with pytest.raises(InputError, match="no face"):
        nearest_anchor(nothing, np.zeros(3))
