"""A whole scenario that fails at any of its changes leaves the file as it was."""

import bpy
import pytest
from blender_addon.air import box_around
from blender_addon.bake import bake_take
from blender_addon.host import BlenderHost

from scene_stager.errors import HostError
from scene_stager.front_door import bake
from scene_stager.hosts.play import play
from tests.blender import dump

pytestmark = pytest.mark.blender


class Fuse:
    """Blows at one change."""

    def __init__(self) -> None:
        self.at, self.most = 0, 0

    def __call__(self, number):
        self.most = max(self.most, number)
        if number == self.at:
            raise OSError("out of air")


@pytest.fixture
def little_shot():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.context.scene.world = bpy.data.worlds.new("Mine")
    return bake("golden_hour_drone_orbit", frames=(1, 4))


def fails_everywhere(take, fuse, step):
    before = dump.whole_file()
    total = fuse.most
    for change in range(1, total + 1, step):
        fuse.at = change
        with pytest.raises(HostError, match="out of air"):
            play(take, BlenderHost(air_box_m=box_around(take), before_change=fuse))
        assert dump.whole_file() == before, f"change {change} of {total}"


def count_of_changes(take):
    fuse = Fuse()
    play(take, BlenderHost(air_box_m=box_around(take), before_change=fuse))
    return fuse


def test_a_first_bake_that_fails_leaves_nothing(little_shot):
    fuse = count_of_changes(little_shot)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.context.scene.world = bpy.data.worlds.new("Mine")
    assert fuse.most > 100
    fails_everywhere(little_shot, fuse, 1)
    assert len(bpy.data.objects) == len(bpy.data.actions) == len(bpy.data.materials) == 0


def test_a_second_bake_that_fails_leaves_the_first(little_shot):
    bake_take(little_shot)
    other = bake("golden_hour_drone_orbit", frames=(3, 9))
    fuse = Fuse()
    bpy.ops.wm.save_as_mainfile(filepath=bpy.app.tempdir + "first.blend")
    play(other, BlenderHost(air_box_m=box_around(other), before_change=fuse))
    bpy.ops.wm.open_mainfile(filepath=bpy.app.tempdir + "first.blend", load_ui=False)
    fails_everywhere(other, fuse, 3)
