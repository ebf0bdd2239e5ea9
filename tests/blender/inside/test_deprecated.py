"""Nothing is called that Blender has deprecated: in these tests that is an error."""

import bpy
import pytest
from blender_addon.bake import bake_take
from blender_addon.scene_wishes import BlenderWishes
from blender_addon.shot_list import remove_shot

from scene_stager.front_door import bake

pytestmark = pytest.mark.blender

NAME = "vertigo_dolly_zoom"


def deprecated():
    """Properties of a World that this Blender calls deprecated; older ones do not tell."""
    known = bpy.types.World.bl_rna.properties
    return [one.identifier for one in known if getattr(one, "is_deprecated", False)]


def test_a_shot_comes_and_goes_without_anything_that_is_deprecated():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    world = bpy.data.worlds.new("Mine")
    for name in deprecated():
        with pytest.raises((DeprecationWarning, SystemError)):
            getattr(world, name)
    if bpy.app.version >= (5, 3, 0):
        assert "use_nodes" in deprecated()
    report = bake_take(bake(NAME, frames=(1, 3)), wishes=BlenderWishes(film_stock=True))
    assert report.key_count > 0
    remove_shot(report.owner)
