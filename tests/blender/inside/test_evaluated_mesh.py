"""Blender's mesh as it is shown comes out as the house's, modifiers, place and unit and all."""

from hashlib import sha256

import bpy
import numpy as np
import pytest
from blender_addon.evaluated_mesh import evaluated_mesh, evaluated_mesh_bytes

from scene_stager.errors import InputError
from scene_stager.maths.surface.carried_frame import carried_frames
from scene_stager.maths.surface.faults import Fault
from scene_stager.maths.surface.following import nearest_anchor, way_toward
from scene_stager.maths.surface.half_edges import euler_characteristic
from scene_stager.maths.surface.mesh import face_areas_m2, volume_m3
from scene_stager.maths.surface.seam_connection import angle_defects_rad
from scene_stager.maths.surface.shape_operator import shape_of_vertices
from scene_stager.maths.surface.simple_solids import box
from scene_stager.maths.surface.tracing import walked_surface
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


def test_it_is_in_metres_whatever_the_scenes_unit(cube, monkeypatch):
    monkeypatch.setattr(bpy.context.scene.unit_settings, "scale_length", 0.01)
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


def test_blenders_monkey_of_many_kinds_of_faces_is_ridden_from_ear_to_ear():
    # The anchor among libraries refuses her: triangles and quads, open, in three pieces.
    bpy.ops.mesh.primitive_monkey_add()
    monkey = bpy.context.object
    monkey.modifiers.new("more", "SUBSURF").levels = 1
    bpy.context.view_layer.update()
    found = evaluated_mesh(monkey, bpy.context.scene)
    assert not found.left_out
    assert {one.fault for one in found.faults} == {Fault.OPEN, Fault.DISCONNECTED}
    surface = walked_surface(found.mesh)
    sides = surface.sides
    defects = angle_defects_rad(surface.mesh, sides).sum() / (2 * np.pi)
    assert defects == pytest.approx(euler_characteristic(surface.mesh, sides), abs=1e-9)
    shape = shape_of_vertices(surface.mesh)
    assert np.isfinite(shape.operator_per_m).all()
    goals = np.stack([np.linspace(-0.9, 0.9, 120), np.full(120, 0.2), np.full(120, 1.5)], axis=1)
    anchor = nearest_anchor(surface.mesh, goals[0])
    ways = []
    for goal in goals:
        ways.append(way_toward(surface, anchor, goal))
        anchor = ways[-1].anchor
    frames = carried_frames(surface, ways, np.array([0.0, 1.0, 0.0]), shape)
    np.testing.assert_allclose((frames.tangents * frames.facings).sum(axis=1), 0.0, atol=1e-9)
    went = np.linalg.norm(np.diff(frames.places_m, axis=0), axis=1)
    assert went.sum() > 1.0
    turns = [np.linalg.norm(np.diff(x, axis=0), axis=1) for x in (frames.tangents, frames.facings)]
    assert (turns[0] < 2 * turns[1] + 0.02).all()
