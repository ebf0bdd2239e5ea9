"""What of a shot was deleted by hand comes back with the next bake; what is left of it serves."""

import bpy
import pytest
from blender_addon import marks
from blender_addon.bake import bake_take
from blender_addon.keys import curves_of

from scene_stager.front_door import bake
from tests.blender import dump

pytestmark = pytest.mark.blender

NAMES = ("golden_hour_drone_orbit", "walk_and_talk_verite")  # a sun under haze, and practicals


@pytest.fixture(params=NAMES)
def take(request):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    return bake(request.param, frames=(1, 3))


def parts():
    return [one for one in bpy.context.scene.objects if marks.PART in one]


def curves():
    """By object; the Action's own name aside: before 4.4 the one left behind still has it."""
    told = {name: one["object"]["curves"] for name, one in dump.objects().items()}
    return {name: one and one[1] for name, one in told.items()}


def test_any_one_of_them_comes_back(take):
    bake_take(take)
    before = curves()
    for name in sorted(before):
        bpy.data.objects.remove(bpy.data.objects[name])
        bake_take(take)
        assert curves() == before, name


def test_all_of_them_come_back_and_light_the_same_world(take):
    bake_take(take)
    before, world = curves(), bpy.context.scene.world
    nodes = dump.block(world) if world else None
    bpy.data.batch_remove(parts())
    bake_take(take)
    assert curves() == before
    assert bpy.context.scene.world == world
    assert (dump.block(world) if world else None) == nodes


def test_what_the_user_has_keyed_on_the_rest_stays(take):
    bake_take(take)
    fog = next(m for m in bpy.data.materials if m.get(marks.HELPER) == "fog")
    fog.node_tree.nodes.new("ShaderNodeValue").name = "Mine"
    fog.node_tree.nodes["Mine"].outputs[0].keyframe_insert("default_value", frame=2)
    box = next(o for o in parts() if fog in [slot.material for slot in o.material_slots])
    bpy.data.objects.remove(box)
    bake_take(take)
    paths = {curve.data_path for curve in curves_of(fog.node_tree)}
    assert 'nodes["Mine"].outputs[0].default_value' in paths
    assert any("Density" in path for path in paths)
