"""The tube that clears in the fog: what Cycles lets through along the lens and beside it."""

from dataclasses import replace

import bpy
import numpy as np
import pytest
from blender_addon.bake import bake_take
from blender_addon.scene_wishes import BlenderWishes

from scene_stager.front_door import bake, read_script
from scene_stager.maths.arrays import Floats
from scene_stager.shot.atmosphere.proximity import local_share
from tests.blender import readback
from tests.blender.material import material_of

pytestmark = pytest.mark.blender

NAME = "hero_dolly_push_in"
WIDE, HIGH, PX = 16, 9, 4
RADIUS_M = 0.35 * 1.75
STEPS = 400
HALF_M = 20.0
PLAIN = BlenderWishes(take_look=False, show_practicals=False, take_shutter=False)


def smoky(readability):
    """The hero in much thicker smoke, in its first frame; who has to be seen through it."""
    script = read_script(NAME)
    air = replace(script.atmosphere, phase=1.0, visibility_m=12.0, readability=readability)
    return bake(replace(script, atmosphere=air), frames=(1, 1))


def white_wall(camera, away):
    """A wall that shines, square to the lens and as far off as the subject, lighting no fog."""
    square = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    corners = [(HALF_M * x, HALF_M * y, -away) for x, y in square]
    mesh = bpy.data.meshes.new("wall")
    mesh.from_pydata(corners, [], [(0, 1, 2, 3)])
    material = material_of("Emission")
    tree = material.node_tree
    to_lens = tree.nodes.new("ShaderNodeLightPath").outputs["Is Camera Ray"]
    tree.links.new(to_lens, tree.nodes["Emission"].inputs["Strength"])
    material.cycles.emission_sampling = "NONE"
    mesh.materials.append(material)
    wall = bpy.data.objects.new("wall", mesh)
    bpy.context.scene.collection.objects.link(wall)
    wall.matrix_world = camera.matrix_world


def seen_through(take, path):
    """What comes through the fog from the white wall, over the picture: the red, since the fog's
    colour takes its share of the density and its red is 1."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.fps, scene.render.engine = 24, "CYCLES"
    scene.cycles.device, scene.cycles.samples, scene.cycles.seed = "CPU", 64, 1
    scene.cycles.use_denoising = scene.cycles.use_adaptive_sampling = False
    scene.cycles.max_bounces = 0
    scene.render.resolution_x, scene.render.resolution_y = WIDE * PX, HIGH * PX
    scene.render.image_settings.file_format = "OPEN_EXR"
    bake_take(take, wishes=PLAIN)
    readback.set_time(1)
    for thing in scene.objects:
        thing.hide_render = thing.type == "LIGHT"
    scene.world = None
    camera = scene.camera
    camera.data.dof.use_dof = False
    lens_m, target_m = np.array(camera.matrix_world.translation), at(take, "target")
    ahead = -np.array(camera.matrix_world.to_3x3())[:, 2]
    away = float((target_m - lens_m) @ ahead)
    bpy.context.view_layer.update()
    white_wall(camera, away)
    scene.render.filepath = str(path)
    bpy.ops.render.render(write_still=True)
    picture = bpy.data.images.load(str(path))
    pixels = np.array(picture.pixels[:]).reshape(HIGH, PX, WIDE, PX, 4)[..., 0].mean(axis=(1, 3))
    return pixels, rays(camera, away)


def at(take, entity):
    return np.array(take.at(f"{entity}.translate_m", 1))


def rays(camera, away):
    """Points along the way to the wall, through the middle of every patch of the picture."""
    turn, lens = np.array(camera.matrix_world.to_3x3()), camera.data
    tall_mm = lens.sensor_width * HIGH / WIDE
    x = ((np.arange(WIDE) + 0.5) / WIDE - 0.5 + lens.shift_x) * lens.sensor_width / lens.lens
    y = ((np.arange(HIGH) + 0.5) / HIGH - 0.5) * tall_mm / lens.lens + lens.shift_y
    ways = np.stack(np.broadcast_arrays(x[None, :], y[:, None], -1.0), axis=-1) * away
    share = (np.arange(STEPS) + 0.5)[:, None, None, None] / STEPS
    return np.array(camera.matrix_world.translation) + (share * ways) @ turn.T, ways


def depths(take, points_m, ways_m) -> Floats:
    """What the laws say: the fog's density, thinned by the share of the tube, along every ray."""
    per_m, cleared = (take.at(f"atmosphere.{name}", 1)[0] for name in ("fog_per_m", "clearance"))
    line_m = (np.broadcast_to(at(take, one), points_m.shape) for one in ("camera", "target"))
    everywhere = np.full(points_m.shape[:-1], cleared)
    share = local_share(points_m, *line_m, everywhere, RADIUS_M)
    return per_m * share.mean(axis=0) * np.linalg.norm(ways_m, axis=-1)


def test_the_fog_clears_in_a_tube_and_nowhere_else(tmp_path):
    take = smoky(0.9)
    assert take.at("atmosphere.clearance", 1)[0] < 0.3
    found, (points_m, ways_m) = seen_through(take, tmp_path / "tube.exr")
    wanted = np.exp(-depths(take, points_m, ways_m))
    assert wanted.max() > 0.85
    assert wanted.min() < 0.7
    assert np.abs(found - wanted).max() < 0.06
    assert np.abs(found - wanted).mean() < 0.02


def test_without_a_coupler_the_fog_is_even_and_its_nodes_are_few():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    take = smoky(0.0)
    bake_take(take, wishes=PLAIN)
    nodes = readback.part(NAME, "atmosphere").data.materials[0].node_tree.nodes
    assert len(nodes) == 2
    per_m = take.at("atmosphere.fog_per_m", 1)[0]
    assert nodes["Fog"].inputs["Density"].default_value == pytest.approx(per_m, rel=1e-5)


def test_a_bake_after_another_lets_the_tube_come_and_go():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    counts = []
    for readability in (0.0, 0.9, 0.0, 0.9):
        bake_take(smoky(readability), wishes=PLAIN)
        materials = readback.part(NAME, "atmosphere").data.materials
        counts.append(len(materials[0].node_tree.nodes))
    assert counts[0] == counts[2] == 2
    assert counts[1] == counts[3] > 2
    ours = [one for one in bpy.data.materials if one.get("scene_stager_part") == "atmosphere"]
    assert len(ours) == 1
