"""A mesh library that we did not write reads our meshes and says the same of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.maths.surface.faults import Fault, faults_of
from scene_stager.maths.surface.half_edges import euler_characteristic, half_edges, pieces
from scene_stager.maths.surface.mesh import (
    face_areas_m2,
    mean_facings,
    triangle_mesh,
    triangulated,
    volume_m3,
)
from scene_stager.maths.surface.simple_solids import ball, box, drum, hull
from tests.maths.surfaces import ball_of, sheet, torus

trimesh = pytest.importorskip("trimesh", reason="python -m pip install trimesh")

OUTLINE = [(0.5, -1.0, 0.0), (0.5, 1.0, 0.0), (0.4, 0.2, 0.8)]
SURFACES = [ball(), box(), drum(), hull(OUTLINE), ball_of(50), torus(12, 9), sheet(4, 5)]


def theirs(mesh):
    return trimesh.Trimesh(mesh.places_m, mesh.triangles, process=False, validate=False)


@pytest.mark.parametrize("mesh", SURFACES)
def test_measures_agree(mesh):
    flat, other = triangulated(mesh), theirs(mesh)
    areas = np.linalg.norm(face_areas_m2(flat), axis=1)
    np.testing.assert_allclose(areas, other.area_faces, rtol=1e-9)
    assert euler_characteristic(flat, half_edges(flat)) == other.euler_number
    if other.is_watertight:
        assert volume_m3(mesh) == pytest.approx(other.volume)


@pytest.mark.parametrize("mesh", SURFACES)
def test_vertices_face_the_same_way(mesh):
    flat, other = triangulated(mesh), theirs(mesh)
    wanted = trimesh.geometry.weighted_vertex_normals(
        len(flat.places_m), other.faces, other.face_normals, other.face_angles
    )
    np.testing.assert_allclose(mean_facings(flat), wanted, atol=1e-9)


@given(st.sampled_from([ball_of(50), triangulated(torus(12, 9))]), st.data())
def test_what_is_closed_and_turned_alike_is_so_for_both(whole, data):
    # Take faces away and turn some round: both are to see the same.
    face = st.integers(0, len(whole.triangles) - 1)
    turned = data.draw(st.lists(face, max_size=3, unique=True))
    missing = data.draw(st.lists(face, max_size=3, unique=True))
    triangles = whole.triangles.copy()
    triangles[turned] = triangles[turned][:, ::-1]
    mesh = triangle_mesh(whole.places_m, np.delete(triangles, missing, axis=0))
    other, found = theirs(mesh), {one.fault for one in faults_of(mesh)}
    # Theirs asks the same of a closed surface: two faces to an edge, and one way each.
    assert (Fault.OPEN not in found) == other.is_watertight
    assert (Fault.TURNED not in found) == other.is_winding_consistent
    used = np.unique(mesh.corners)
    assert len(np.unique(pieces(mesh, half_edges(mesh))[used])) == other.body_count
