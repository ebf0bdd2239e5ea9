"""Blender's mesh as it is shown comes out as the house's, modifiers, place and unit and all."""

from hashlib import sha256

import bpy
import numpy as np
import pytest
from blender_addon.evaluated_mesh import evaluated_mesh, evaluated_mesh_bytes

from scene_stager.errors import InputError
from scene_stager.maths.surface.faults import Fault
from scene_stager.maths.surface.mesh import face_areas_m2, volume_m3
from scene_stager.maths.surface.simple_solids import box
from scene_stager.moks.given_inputs import GivenInputs
from scene_stager.moks.mesh_files.read import read_mesh
from scene_stager.moks.plan_input import PlanInput


@pytest.fixture
def cube():
    mesh = bpy.data.meshes.new("cube")
    solid = box()
    mesh.from_pydata(solid.places_m.tolist(), [], solid.corners.reshape(-1, 4).tolist())
    thing = bpy.data.objects.new("cube", mesh)
    bpy.context.scene.collection.objects.link(thing)
    return thing


def test_it_stands_where_it_is_shown_with_its_modifiers(cube):
    cube.location, cube.scale = (1.0, 2.0, 3.0), (1.0, 2.0, -1.0)
    cube.modifiers.new("more", "SUBSURF").levels = 2
    bpy.context.view_layer.update()
    found = evaluated_mesh(cube, bpy.context.scene)
    assert found.left_out == found.faults == ()
    assert len(found.mesh.counts) == 96
    assert volume_m3(found.mesh) > 0  # mirrored, and still outside out
    middle = found.mesh.places_m.mean(axis=0)
    np.testing.assert_allclose(middle, (1.0, 2.0, 3.0), atol=1e-5)
    away = found.mesh.places_m - middle
    assert ((away * found.mesh.facings).sum(axis=1) > 0).all()


def test_it_is_in_metres_whatever_the_scenes_unit(cube):
    bpy.context.scene.unit_settings.scale_length = 0.01
    found = evaluated_mesh(cube, bpy.context.scene)
    area = np.linalg.norm(face_areas_m2(found.mesh), axis=1).sum()
    assert area == pytest.approx(24e-4, rel=1e-5)


def test_as_bytes_it_is_an_input_of_a_plan_by_its_hash(cube):
    data = evaluated_mesh_bytes(cube, bpy.context.scene)
    assert data == evaluated_mesh_bytes(cube, bpy.context.scene)
    named = PlanInput("hull", "mesh", sha256(data).hexdigest())
    given = GivenInputs((named,), {"hull": data})
    assert len(read_mesh(given.data["hull"]).mesh.counts) == 6


def test_what_has_no_faces_is_refused_and_what_is_open_is_named(cube):
    empty = bpy.data.objects.new("empty", None)
    with pytest.raises(InputError, match="object empty: found empty"):
        evaluated_mesh(empty, bpy.context.scene)
    cube.data.clear_geometry()
    bpy.context.view_layer.update()
    with pytest.raises(InputError, match="no face that can be used"):
        evaluated_mesh(cube, bpy.context.scene)
    cube.data.from_pydata([(0, 0, 0), (1, 0, 0), (0, 1, 0), (5, 5, 5)], [], [(0, 1, 2)])
    bpy.context.view_layer.update()
    found = evaluated_mesh(cube, bpy.context.scene)
    assert {one.fault for one in found.left_out} == {Fault.UNREFERENCED}
    assert {one.fault for one in found.faults} == {Fault.OPEN}
