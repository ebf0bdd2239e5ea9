"""Shots that come from another file, linked or appended: a bake of this scene's leaves them be."""

import bpy
import pytest
from blender_addon import marks
from blender_addon.bake import bake_take
from blender_addon.shot_list import show_shot
from blender_addon.shots import shots_in, shown_in

from tests.blender import dump
from tests.blender.inside.test_one_scene import FILMED, NAME, OTHER, new_file, shot
from tests.blender.inside.test_shot_list import blocks_of, kind, moves, parts

pytestmark = pytest.mark.blender


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A file with a shot in it, and the shot's keys."""
    path = str(tmp_path_factory.mktemp("library") / "shot.blend")
    new_file()
    bake_take(shot(NAME, "vision3_500t", 0.6), wishes=FILMED)
    bpy.ops.wm.save_as_mainfile(filepath=path)
    return path, keys_told(bpy.context.scene, NAME)


@pytest.fixture
def library(saved):
    return saved[0]


@pytest.fixture
def in_its_own_file(saved):
    return saved[1]


def brought(path, *, link, shelf="collections", name=NAME):
    """What another file has under a name, linked to it or a copy."""
    with bpy.data.libraries.load(path, link=link) as (there, here):
        assert name in getattr(there, shelf)
        setattr(here, shelf, [name])
    return getattr(here, shelf)[0]


def told(things):
    """All that there is of objects, in the frame that is shown."""
    scene = bpy.context.scene
    scene.frame_set(scene.frame_current)
    return {one.name: (dump.block(one), one.data and dump.block(one.data)) for one in things}


def test_a_linked_shot_stays_as_it_is(library):
    scene = new_file()
    linked = brought(library, link=True)
    scene.collection.children.link(linked)
    before = told(linked.all_objects)
    bake_take(shot(NAME, "tri_x_400", 0.1), wishes=FILMED)
    bake_take(shot(OTHER), wishes=FILMED, owner=NAME)
    assert told(linked.all_objects) == before
    assert linked.name in scene.collection.children
    assert all(
        one.library is None for one in parts(scene, NAME) if one not in set(linked.all_objects)
    )
    assert list(shots_in(scene)) == [NAME]


def test_an_overridden_shot_stays_as_it_is(library):
    scene = new_file()
    linked = brought(library, link=True)
    scene.collection.children.link(linked)
    ours = linked.override_hierarchy_create(scene, bpy.context.view_layer)
    before = told(ours.all_objects)
    bake_take(shot(NAME, "tri_x_400", 0.1), wishes=FILMED)
    assert told(ours.all_objects) == before
    assert scene.camera not in set(ours.all_objects)


@pytest.mark.parametrize("again", [NAME, OTHER])
def test_an_appended_shot_of_the_same_name_is_a_shot_of_its_own(library, in_its_own_file, again):
    scene = new_file()
    bake_take(shot(NAME, "tri_x_400", 0.1), wishes=FILMED)
    own = keys_told(scene, NAME)
    scene.collection.children.link(brought(library, link=False))
    bake_take(shot(again, phase=0.9), wishes=FILMED, owner=NAME)
    assert list(shots_in(scene)) == [NAME, f"{NAME}_2"]
    assert not blocks_of(parts(scene, NAME)) & blocks_of(parts(scene, f"{NAME}_2"))
    assert keys_told(scene, f"{NAME}_2") == in_its_own_file
    again_told = keys_told(scene, NAME)
    assert again_told != own
    show_shot(f"{NAME}_2", scene)
    assert shown_in(scene) == f"{NAME}_2"
    bake_take(shot(OTHER), wishes=FILMED, owner=f"{NAME}_2")
    assert keys_told(scene, NAME) == again_told


def keys_told(scene, owner):
    """Every key of a shot, by part, in whatever it is."""
    return {
        (one[marks.PART], one.get(marks.HELPER)): [
            (type(block).__name__, moves(block)) for block in sorted(blocks_of([one]), key=kind)
        ]
        for one in parts(scene, owner)
    }


def test_an_appended_shot_alone_is_replaced_as_a_shot_of_the_scene(library):
    scene = new_file()
    scene.collection.children.link(brought(library, link=False))
    count = len(scene.objects)
    bake_take(shot(NAME, "tri_x_400", 0.1), wishes=FILMED)
    assert len(scene.objects) == count
    assert list(shots_in(scene)) == [NAME]


def test_a_part_that_was_appended_alone_is_not_taken_for_the_shots_own(library):
    scene = new_file()
    bake_take(shot(NAME, "tri_x_400", 0.1), wishes=FILMED)
    own = scene.camera
    other = brought(library, link=False, shelf="objects", name="Camera")
    scene.collection.objects.link(other)
    before = told([other])
    bake_take(shot(NAME, "tri_x_400", 0.9), wishes=FILMED)
    after = told([other])
    assert scene.camera == own
    for one in (*before.values(), *after.values()):
        one[0]["custom"].pop(marks.OWNER)
    assert after == before
