"""Sheets of no thickness and stray vertices go, what is seen stays; trimesh is the judge."""

import numpy as np
import pytest

from scene_stager.maths.surface.mesh import triangle_mesh
from scene_stager.maths.surface.simple_solids import ball
from scene_stager.maths.surface.without_flaps import without_flaps
from scene_stager.shot.stand_ins import sculpture

trimesh = pytest.importorskip("trimesh")


def theirs(mesh):
    return trimesh.Trimesh(mesh.places_m, mesh.triangles, process=False)


def test_a_flap_and_a_stray_vertex_go_and_the_rest_is_as_it_was():
    whole = triangle_mesh(ball().places_m, ball().triangles)
    last = len(whole.places_m)
    flap = np.array([[last, last + 1, last + 2], [last + 2, last + 1, last]])
    places = np.vstack([whole.places_m, np.eye(3), [[9.0, 9.0, 9.0]]])
    found = without_flaps(triangle_mesh(places, np.vstack([whole.triangles, flap])))
    np.testing.assert_array_equal(found.places_m, whole.places_m)
    np.testing.assert_array_equal(found.triangles, whole.triangles)
    np.testing.assert_allclose(found.facings, whole.facings)


def test_the_sculpted_person_is_then_closed_and_holds_as_much():
    before = sculpture("person").mesh
    found = without_flaps(before)
    assert len(before.triangles) - len(found.triangles) == 6  # three on the middle plane, twice
    assert set(found.corners) == set(range(len(found.places_m)))
    assert theirs(found).volume == pytest.approx(theirs(before).volume, rel=1e-12)
    assert theirs(found).is_watertight
    assert theirs(found).is_winding_consistent
    facing = dict(zip(map(tuple, before.places_m), map(tuple, before.facings), strict=True))
    assert all(
        facing[tuple(place)] == tuple(way)
        for place, way in zip(found.places_m, found.facings, strict=True)
    )
