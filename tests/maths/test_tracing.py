"""Ways straight over a surface, against the plane, great circles, and potpourri3d's tracer."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.errors import InputError
from scene_stager.maths.surface.mesh import polygon_mesh, triangle_mesh
from scene_stager.maths.surface.simple_solids import ball, box, drum
from scene_stager.maths.surface.tracing import (
    Anchor,
    WayEnd,
    joined,
    places_of,
    straight_way,
    walked_surface,
)
from tests.maths.known_surfaces import ellipsoid_of, sphere_of
from tests.maths.surfaces import sheet, torus

BODIES = [walked_surface(m) for m in (ball(), drum(), box(), torus(12, 9), ellipsoid_of(2).mesh)]
headings = st.floats(-7, 7)
shares = st.tuples(*[st.floats(0.01, 1)] * 3).map(lambda s: tuple(np.array(s) / sum(s)))


def place(surface, anchor):
    return places_of(surface.mesh, np.array([anchor.face]), np.array([anchor.shares]))[0]


def length(surface, way):
    ends = (
        places_of(surface.mesh, way.faces, way.entries),
        places_of(surface.mesh, way.faces, way.exits),
    )
    return np.linalg.norm(ends[1] - ends[0], axis=1).sum()


@given(st.sampled_from(BODIES), st.data(), shares, headings, st.floats(0, 30))
def test_a_way_is_in_one_piece_and_as_long_as_it_should_be(surface, data, start, heading, far_m):
    face = data.draw(st.integers(0, len(surface.flat_m) - 1))
    way, _ = straight_way(surface, Anchor(face, start), heading, far_m)
    assert way.end is WayEnd.ARRIVED
    left = places_of(surface.mesh, way.faces[:-1], way.exits[:-1])
    entered = places_of(surface.mesh, way.faces[1:], way.entries[1:])
    np.testing.assert_allclose(left, entered, atol=1e-9)
    assert (surface.sides.face[way.sides] == way.faces[:-1]).all()
    assert (surface.sides.face[surface.sides.twin[way.sides]] == way.faces[1:]).all()
    assert length(surface, way) == pytest.approx(far_m, abs=1e-9)


@given(st.sampled_from(BODIES), st.data(), headings, st.floats(0, 5))
def test_turned_round_it_leads_back(surface, data, heading, far_m):
    start = Anchor(data.draw(st.integers(0, len(surface.flat_m) - 1)), (0.31, 0.42, 0.27))
    way, arrived = straight_way(surface, start, heading, far_m)
    back, home = straight_way(surface, way.anchor, arrived + np.pi, far_m)
    # Between two ways that part at a vertex rounding may choose; elsewhere there is one way only.
    if min(np.sort(np.concatenate([way.exits, back.exits]), axis=1)[:, 1]) > 1e-6:
        np.testing.assert_allclose(place(surface, back.anchor), place(surface, start), atol=1e-6)
        assert np.cos(home - heading + np.pi) == pytest.approx(1.0, abs=1e-9)


@given(shares, headings, st.floats(0, 3), st.integers(20, 70))
def test_on_a_flat_patch_it_is_a_straight_line(start, heading, far_m, face):
    surface = walked_surface(sheet(7, 8))
    begin = Anchor(face, start)
    way, arrived = straight_way(surface, begin, heading, far_m)
    if way.end is WayEnd.ARRIVED:
        along, across = surface.along[face], surface.across[face]
        there = place(surface, begin) + far_m * (np.cos(heading) * along + np.sin(heading) * across)
        np.testing.assert_allclose(place(surface, way.anchor), there, atol=1e-9)
        x, y = surface.along[way.anchor.face], surface.across[way.anchor.face]
        ends = np.cos(arrived) * x + np.sin(arrived) * y
        np.testing.assert_allclose(
            ends, np.cos(heading) * along + np.sin(heading) * across, atol=1e-9
        )


def test_round_a_sphere_it_nears_a_great_circle_as_the_mesh_is_refined():
    off = []
    for times in (2, 4):
        surface = walked_surface(sphere_of(times, radius=1.0).mesh)
        way, _ = straight_way(surface, Anchor(3), 0.4, np.pi)
        passed = places_of(surface.mesh, way.faces, way.exits)
        begin = place(surface, Anchor(3))
        toward = np.cos(0.4) * surface.along[3] + np.sin(0.4) * surface.across[3]
        normal = np.cross(begin, toward) / np.linalg.norm(begin)
        off.append(np.abs(passed @ normal).max())
    assert off[1] < off[0] / 3 < 0.05


def test_where_the_surface_ends_it_stops_at_the_border():
    surface = walked_surface(sheet(4, 4))
    way, _ = straight_way(surface, Anchor(0), 0.1, 99.0)
    assert way.end is WayEnd.BORDER
    assert place(surface, way.anchor)[0] == pytest.approx(3.0)


def test_at_an_edge_of_three_faces_it_stops_and_says_so():
    fins = polygon_mesh(
        [(0, 0, 0), (0, 0, 1), (1, 0, 0), (-1, 1, 0), (-1, -1, 0)],
        [(0, 2, 1), (0, 3, 1), (0, 4, 1)],
    )
    surface = walked_surface(fins)
    ends = {
        straight_way(surface, Anchor(0), heading, 5.0)[0].end for heading in np.arange(0, 6, 0.5)
    }
    assert ends == {WayEnd.BORDER, WayEnd.TANGLED}


def test_ways_are_joined_end_to_end():
    surface = BODIES[3]
    first, heading = straight_way(surface, Anchor(5), 1.0, 2.0)
    second, _ = straight_way(surface, first.anchor, heading, 3.0)
    whole, _ = straight_way(surface, Anchor(5), 1.0, 5.0)
    both = joined([first, second])
    np.testing.assert_array_equal(both.faces, whole.faces)
    np.testing.assert_array_equal(both.sides, whole.sides)
    np.testing.assert_allclose(both.exits, whole.exits, atol=1e-9)


@pytest.mark.parametrize(
    ("anchor", "said"),
    [
        (Anchor(-1), "anchor.face: found -1, expected 0 to 17"),
        (Anchor(18), "anchor.face: found 18"),
        (Anchor(0, (0.5, 0.6, 0.0)), "anchor.shares"),
        (Anchor(0, (float("nan"), 0.5, 0.5)), "anchor.shares"),
        (Anchor(0, (1.5, -0.5, 0.0)), "anchor.shares"),
    ],
)
def test_a_place_that_is_not_there_is_refused(anchor, said):
    with pytest.raises(InputError, match=said.replace(".", r"\.")):
        straight_way(walked_surface(sheet(4, 4)), anchor, 0.0, 1.0)


def test_deformed_it_keeps_its_faces_and_others_are_refused():
    surface = walked_surface(sheet(3, 3))
    bent = triangle_mesh(surface.mesh.places_m * (1, 2, 1), surface.mesh.triangles)
    assert surface.deformed(bent).flat_m[0, 0] != 0
    with pytest.raises(InputError, match="other faces"):
        surface.deformed(sheet(3, 4))


def test_a_way_goes_where_potpourri3ds_tracer_goes():
    pp3d = pytest.importorskip("potpourri3d", reason="python -m pip install potpourri3d")
    mesh = ellipsoid_of(3).mesh
    surface = walked_surface(mesh)
    tracer = pp3d.GeodesicTracer(mesh.places_m, mesh.triangles.astype(np.int64))
    for face in (0, 100, 500):
        for heading in (0.2, 2.0, 4.0):
            toward = np.cos(heading) * surface.along[face] + np.sin(heading) * surface.across[face]
            theirs = tracer.trace_geodesic_from_face(face, np.array([0.3, 0.3, 0.4]), 2.5 * toward)
            way, _ = straight_way(surface, Anchor(face, (0.3, 0.3, 0.4)), heading, 2.5)
            ours = places_of(surface.mesh, way.faces, way.exits)
            np.testing.assert_allclose(ours, theirs[1:], atol=1e-8)
