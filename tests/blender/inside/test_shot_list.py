"""The list of a scene's shots: shown, duplicated, removed, cut between; each is by itself."""

from dataclasses import replace

import bpy
import numpy as np
import pytest
from blender_addon import marks
from blender_addon.bake import bake_take
from blender_addon.interface.shots import shot_flags
from blender_addon.journal import Journal
from blender_addon.shot_list import cut_shots, duplicate_shot, remove_shot, show_shot
from blender_addon.shots import shots_in, shown_in
from blender_addon.strangers import held_by

from scene_stager.errors import HostError
from scene_stager.front_door import bake, read_script
from tests.blender import dump
from tests.blender.inside.test_one_scene import FILMED, new_file, picture, shot
from tests.blender.inside.test_panel import drawn
from tests.blender.inside.test_shots import (
    SCENARIOS,
    bake_as,
    furnished,
    in_the_picture,
    keep_and_bake,
)

pytestmark = pytest.mark.blender


def test_the_list_shows_the_shot_that_is_clicked_and_the_panel_says_what_it_said(add_on):
    scene = bpy.context.scene
    thing = bpy.data.objects.new("Star", None)
    scene.collection.objects.link(thing)
    add_on.target, add_on.use_seed, add_on.seed = thing, True, 7
    bake_as(add_on, SCENARIOS[0])
    add_on.target, add_on.use_seed = None, False
    keep_and_bake(add_on, SCENARIOS[1])
    homes = list(bpy.data.collections)
    assert sum(shot_flags(scene, 4)) == 8
    shown = drawn("SCENE_STAGER_PT_scene")
    assert set(SCENARIOS[:2]) <= set(shown)
    assert "scene_stager.cut_shots" in shown
    for name, seed, target in ((SCENARIOS[0], True, thing), (SCENARIOS[1], False, None)):
        index = homes.index(shots_in(scene)[name])
        add_on.shot_index = index
        assert (shown_in(scene), add_on.shot_index) == (name, index)
        assert (add_on.scenario, add_on.use_seed, add_on.target) == (name, seed, target)


def test_a_duplicate_is_a_shot_of_its_own(add_on):
    scene = bpy.context.scene
    furnished(scene)
    bake_as(add_on, SCENARIOS[0])
    before, picture = shot_told(scene, SCENARIOS[0]), in_the_picture(scene)
    assert bpy.ops.scene_stager.duplicate_shot() == {"FINISHED"}
    twin = f"{SCENARIOS[0]}_2"
    assert shown_in(scene) == twin
    assert shot_told(scene, twin) == before
    assert not blocks_of(parts(scene, SCENARIOS[0])) & blocks_of(parts(scene, twin))
    bake_as(add_on, SCENARIOS[2])
    assert bpy.ops.scene_stager.show_shot(shot=SCENARIOS[0]) == {"FINISHED"}
    assert shot_told(scene, SCENARIOS[0]) == before
    assert in_the_picture(scene) == picture


def parts(scene, owner):
    return [one for one in scene.objects if one.get(marks.OWNER) == owner]


def shot_told(scene, owner):
    """Every value and key of a shot, without names."""
    return {
        (one[marks.PART], one.get(marks.HELPER)): [
            (moves(block), numbers(block)) for block in sorted(blocks_of([one]), key=kind)
        ]
        for one in parts(scene, owner)
    }


def kind(block):
    return type(block).__name__, block.name


def blocks_of(things):
    """Objects with all that they hold of the shot's."""
    return {
        block for one in things for block in (one, one.data, *held_by(one)) if block is not None
    }


def moves(block):
    trees = (block, getattr(block, "node_tree", None))
    return [told and told[1] for told in map(dump.curves, trees) if told]


def numbers(block):
    said = dump.settings(block)
    return {k: v for k, v in said.items() if not k.startswith(("name", "hide"))}


def test_a_lamp_that_was_moved_elsewhere_waits_with_its_shot(add_on):
    scene = bpy.context.scene
    bake_as(add_on, SCENARIOS[0])
    lamp = next(one for one in scene.objects if one.type == "LIGHT")
    home = bpy.data.collections.new("Lamps")
    scene.collection.children.link(home)
    lamp.users_collection[0].objects.unlink(lamp)
    home.objects.link(lamp)
    keep_and_bake(add_on, SCENARIOS[1])
    assert lamp.hide_render
    assert bpy.ops.scene_stager.show_shot() == {"FINISHED"}
    assert not lamp.hide_render


@pytest.fixture
def two_shots(add_on):
    """One shot on frames 1 to 3, another on 4 to 6."""
    scene = bpy.context.scene
    furnished(scene)
    scene.render.fps, scene.frame_start, scene.frame_end = 24, 1, 6
    bake_as(add_on, SCENARIOS[0])
    add_on.first_frame, add_on.last_frame = 4, 6
    keep_and_bake(add_on, SCENARIOS[1])
    return scene


def on_frame(scene, frame):
    """The shots whose objects are rendered in a frame, and the one whose camera sees it."""
    scene.frame_set(frame)
    graph = bpy.context.evaluated_depsgraph_get()
    homes = {h for h in scene.collection.children_recursive if h.hide_render}
    hidden = {one for home in homes for one in home.all_objects}
    seen = [one for one in scene.objects if one.get(marks.OWNER) and one not in hidden]
    lit = {one[marks.OWNER] for one in seen if not one.evaluated_get(graph).hide_render}
    return lit, scene.camera.get(marks.OWNER)


def test_cuts_show_every_shot_with_its_lights_and_camera_on_its_own_frames(two_shots, add_on):
    scene = two_shots
    before = keyed(scene)
    assert bpy.ops.scene_stager.cut_shots() == {"FINISHED"}
    seen = [on_frame(scene, frame) for frame in range(1, 7)]
    assert seen == [({SCENARIOS[0]}, SCENARIOS[0])] * 3 + [({SCENARIOS[1]}, SCENARIOS[1])] * 3
    assert bpy.ops.scene_stager.bake() == {"FINISHED"}
    assert not any("marker" in remark.text for remark in add_on.remarks)
    assert [on_frame(scene, frame) for frame in range(1, 7)] == seen
    assert bpy.ops.scene_stager.show_shot(shot=SCENARIOS[1]) == {"FINISHED"}
    assert len(scene.timeline_markers) == 0
    assert [on_frame(scene, k) for k in (6, 1)] == [({SCENARIOS[1]}, SCENARIOS[1])] * 2
    assert keyed(scene) == before


def keyed(scene):
    """Every object's keys, marks and switches, and the collections'."""
    things = (*scene.objects, *scene.collection.children_recursive)
    return {one.name: (dump.curves(one), sorted(one.keys()), hidden(one)) for one in things}


def hidden(one):
    return one.hide_render, one.hide_viewport


def test_shots_that_are_cut_can_be_removed_one_by_one(two_shots):
    scene = two_shots
    scene.timeline_markers.new("Mine", frame=2)
    assert bpy.ops.scene_stager.cut_shots() == {"FINISHED"}
    assert bpy.ops.scene_stager.remove_shot() == {"FINISHED"}
    assert [one.name for one in scene.timeline_markers] == ["Mine"]
    assert on_frame(scene, 6) == ({SCENARIOS[0]}, SCENARIOS[0])
    assert bpy.ops.scene_stager.remove_shot() == {"FINISHED"}
    assert [one.name for one in scene.objects] == ["Mine"]


def test_shots_that_begin_together_cannot_be_cut(add_on):
    bake_as(add_on, SCENARIOS[0])
    keep_and_bake(add_on, SCENARIOS[1])
    with pytest.raises(
        RuntimeError, match=f"{SCENARIOS[0]} and {SCENARIOS[1]} begin at the same frame, 1: "
    ):
        bpy.ops.scene_stager.cut_shots()


ACTS = {
    "show": lambda: show_shot(SCENARIOS[0]),
    "duplicate": lambda: duplicate_shot(SCENARIOS[1]),
    "remove": lambda: remove_shot(SCENARIOS[1]),
    "cut": cut_shots,
}


@pytest.mark.parametrize("act", ACTS)
def test_what_fails_half_way_leaves_the_file_as_it_was(act, two_shots, monkeypatch):
    before, changes = dump.whole_file(), 0
    usual = Journal._announce

    def counted(journal):
        nonlocal changes
        usual(journal)
        changes = journal.changes
        if changes == fails_at:
            raise RuntimeError("pulled the plug")

    monkeypatch.setattr(Journal, "_announce", counted)
    for fails_at in (1, 4, 9, 16, 25, 36, 49, 64, 10_000):
        changes = 0
        try:
            ACTS[act]()
        except HostError:
            assert dump.whole_file() == before
        else:
            assert 4 < changes < fails_at
            return


def test_the_picture_of_a_shot_is_the_same_alone_kept_and_cut(tmp_path):
    scene = new_file()
    bake_take(shot(SCENARIOS[0], "vision3_500t", 0.6), wishes=FILMED)
    alone = picture(scene, tmp_path / "alone.png")
    assert alone[0::4].mean() > 0.02
    later = bake(replace(read_script(SCENARIOS[2]), start_frame=4), frames=(4, 6))
    bake_take(later, wishes=FILMED)
    show_shot(SCENARIOS[0])
    assert np.array_equal(picture(scene, tmp_path / "kept.png"), alone)
    cut_shots()
    assert np.array_equal(picture(scene, tmp_path / "cut.png"), alone)
