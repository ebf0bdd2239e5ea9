"""A bake takes the place of the shot before it, and a shot that is removed leaves no trace."""

import bpy
import pytest
from blender_addon import compositor, marks
from blender_addon.bake import bake_take
from blender_addon.scene_wishes import BlenderWishes
from blender_addon.shots import shots_in, shown_in

from scene_stager.front_door import bake
from tests.blender import dump
from tests.blender.inside.test_film import own_compositor

pytestmark = pytest.mark.blender

SCENARIOS = ("hero_dolly_push_in", "interview_three_point", "golden_hour_drone_orbit")


def furnished(scene):
    """A scene with a camera, a World, a look and a range of the user's."""
    lens = bpy.data.objects.new("Mine", bpy.data.cameras.new("Mine"))
    scene.collection.objects.link(lens)
    scene.camera, scene.world = lens, bpy.data.worlds.new("Mine")
    view = scene.view_settings
    view.view_transform, view.exposure, view.gamma = "AgX", 1.5, 1.1
    scene.render.fps, scene.frame_start, scene.frame_end = 25, 1001, 1240
    scene.scene_stager.conform = False  # so that shot and scene differ


def by_hand():
    """The file, without what the panel keeps."""
    told = dump.whole_file()
    told["scene"]["tags"].pop("scene_stager", None)
    return told


def bake_as(settings, scenario):
    settings.scenario = scenario
    assert bpy.ops.scene_stager.bake() == {"FINISHED"}


@pytest.mark.parametrize("wired", [False, True])
def test_a_removed_shot_leaves_the_scene_as_it_was_before_the_first_bake(add_on, wired):
    scene = bpy.context.scene
    furnished(scene)
    if wired:
        own_compositor(scene)
    before = by_hand()
    for scenario in SCENARIOS:
        bake_as(add_on, scenario)
    if wired:
        assert bpy.ops.scene_stager.add_film() == {"FINISHED"}
    assert bpy.ops.scene_stager.match_clock() == {"FINISHED"}
    assert scene.frame_start != 1001
    assert bpy.ops.scene_stager.remove_shot() == {"FINISHED"}
    assert by_hand() == before
    assert not bpy.ops.scene_stager.remove_shot.poll()


def test_a_shot_in_an_empty_file_can_be_removed_too(add_on):
    before = by_hand()
    bake_as(add_on, SCENARIOS[0])
    assert bpy.ops.scene_stager.remove_shot() == {"FINISHED"}
    assert by_hand() == before


def test_a_bake_takes_the_place_of_the_shot_before_it(add_on):
    scene = bpy.context.scene
    bake_as(add_on, SCENARIOS[2])
    alone = kinds(scene)
    bpy.ops.scene_stager.remove_shot()
    for scenario in SCENARIOS:
        bake_as(add_on, scenario)
    assert kinds(scene) == alone
    assert len(scene.collection.children) == 1


def kinds(scene):
    """What parts there are, and what each is."""
    parts = [(one[marks.PART], one.get(marks.HELPER), one.type) for one in scene.objects]
    return sorted(parts, key=str)


def test_sky_and_camera_of_the_users_come_back_when_the_shots_are_no_longer_wanted(add_on):
    scene = bpy.context.scene
    furnished(scene)
    bake_as(add_on, SCENARIOS[0])
    assert (scene.camera.name, scene.world.name) != ("Mine", "Mine")
    add_on.take_camera = add_on.take_sky = False
    bake_as(add_on, SCENARIOS[0])
    assert (scene.camera.name, scene.world.name) == ("Mine", "Mine")
    add_on.take_camera = add_on.take_sky = True
    bake_as(add_on, SCENARIOS[0])
    assert (scene.camera.name, scene.world.name) != ("Mine", "Mine")
    bpy.ops.scene_stager.remove_shot()
    assert (scene.camera.name, scene.world.name) == ("Mine", "Mine")


def test_a_fog_whose_material_was_deleted_is_made_again():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    take = bake(SCENARIOS[0], frames=(1, 3))
    bake_take(take)
    box = next(one for one in bpy.context.scene.objects if one.type == "MESH")
    before = dump.curves(box.data.materials[0].node_tree)[1]
    bpy.data.materials.remove(box.data.materials[0])
    bake_take(take)
    assert dump.curves(box.data.materials[0].node_tree)[1] == before


def test_no_action_keeps_a_place_for_what_was_deleted():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    take = bake(SCENARIOS[0], frames=(1, 3))
    bake_take(take)
    count = places()
    for _ in range(3):
        bpy.data.objects.remove(bpy.context.scene.camera)
        bake_take(take)
    assert places() == count


def places():
    """How many things the Actions that are saved have a place for."""
    bpy.data.orphans_purge(do_recursive=True)
    return sum(len(getattr(action, "slots", (None,))) for action in bpy.data.actions)


def test_a_film_that_another_blender_has_drawn_is_drawn_anew():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    take = bake(SCENARIOS[0], frames=(1, 3))
    bake_take(take, wishes=BlenderWishes(film_stock=True))
    film = next(one for one in bpy.data.node_groups if marks.has(one, marks.RECIPE))
    count = len(film.nodes)
    film[marks.RECIPE] = film[marks.RECIPE].replace(
        str(list(bpy.app.version[:2])), str([bpy.app.version[0] - 1, 2])
    )
    film.nodes.clear()
    bake_take(take, wishes=BlenderWishes(film_stock=True))
    films = [one for one in bpy.data.node_groups if marks.has(one, marks.RECIPE)]
    assert [len(one.nodes) for one in films] == [count]


def in_the_picture(scene):
    """The parts that are rendered, and camera, World, film and view that are shown."""
    homes = scene.collection.children_recursive
    hidden = {one for home in homes if home.hide_render for one in home.all_objects}
    parts = sorted(one.name for one in scene.objects if one not in hidden)
    film = compositor.film_of(scene)
    shown = [one and one.name for one in (scene.camera, scene.world, film)]
    return parts, shown, compositor.dials_of(scene), dump.settings(scene.view_settings)


def keep_and_bake(settings, scenario):
    settings.keep_shot = True
    bake_as(settings, scenario)
    assert not settings.keep_shot


@pytest.mark.parametrize("looks", [("FILM", "FILM"), ("EXPOSURE", "KEEP"), ("FILM", "EXPOSURE")])
def test_a_shot_that_is_kept_waits_unseen_and_is_shown_again_as_it_was(add_on, looks):
    scene = bpy.context.scene
    furnished(scene)
    before = by_hand()
    add_on.look, add_on.take_sky = looks[0], False
    bake_as(add_on, SCENARIOS[0])
    scene.view_settings.gamma = 0.9  # by hand, while this shot is shown
    first = in_the_picture(scene)
    add_on.look, add_on.take_sky = looks[1], True
    keep_and_bake(add_on, SCENARIOS[1])
    second = in_the_picture(scene)
    assert set(first[0]) & set(second[0]) == {"Mine"}
    assert first[1] != second[1]
    assert bpy.ops.scene_stager.show_shot() == {"FINISHED"}
    assert in_the_picture(scene) == first
    assert bpy.ops.scene_stager.show_shot(shot=SCENARIOS[1]) == {"FINISHED"}
    assert in_the_picture(scene) == second
    assert bpy.ops.scene_stager.remove_shot() == {"FINISHED"}
    assert in_the_picture(scene) == first
    assert shown_in(scene) == SCENARIOS[0]
    scene.view_settings.gamma = 1.1 if looks[0] == "KEEP" else 0.9
    assert bpy.ops.scene_stager.remove_shot() == {"FINISHED"}
    assert by_hand() == before


def test_the_numbers_on_a_film_are_there_again_when_its_shot_is(add_on):
    scene = bpy.context.scene
    own_compositor(scene)
    bake_as(add_on, SCENARIOS[0])
    assert bpy.ops.scene_stager.add_film() == {"FINISHED"}
    compositor._film_node(compositor.tree_of(scene)).inputs["Grain"].default_value = 0.25
    first = in_the_picture(scene)
    keep_and_bake(add_on, SCENARIOS[1])
    assert compositor.film_of(scene) is None
    assert bpy.ops.scene_stager.show_shot() == {"FINISHED"}
    assert in_the_picture(scene) == first
    assert first[2]
    assert not bpy.ops.scene_stager.add_film.poll()


def test_a_shot_that_waits_is_removed_and_the_one_shown_stays(add_on):
    scene = bpy.context.scene
    furnished(scene)
    bake_as(add_on, SCENARIOS[0])
    keep_and_bake(add_on, SCENARIOS[1])
    shown = in_the_picture(scene)
    assert bpy.ops.scene_stager.remove_shot(shot=SCENARIOS[0]) == {"FINISHED"}
    assert in_the_picture(scene) == shown
    assert len(scene.collection.children) == 1


def test_a_bake_takes_the_place_of_the_shot_that_is_shown_and_no_other(add_on):
    scene = bpy.context.scene
    bake_as(add_on, SCENARIOS[0])
    first = in_the_picture(scene)
    keep_and_bake(add_on, SCENARIOS[1])
    bake_as(add_on, SCENARIOS[2])
    assert len(scene.collection.children) == 2
    bpy.ops.scene_stager.show_shot(shot=SCENARIOS[0])
    assert in_the_picture(scene) == first


def test_the_same_scenario_can_be_kept_twice(add_on):
    scene = bpy.context.scene
    bake_as(add_on, SCENARIOS[0])
    keep_and_bake(add_on, SCENARIOS[0])
    assert list(shots_in(scene)) == [SCENARIOS[0], f"{SCENARIOS[0]}_2"]
    one, two = (
        sorted(o[marks.PART] for o in home.all_objects) for home in shots_in(scene).values()
    )
    assert one == two


def names_of(scene):
    """What the outliner shows of the shots, and which names besides say a shot's."""
    homes = [(one.name, sorted(o.name for o in one.objects)) for one in scene.collection.children]
    others = (bpy.data.actions, bpy.data.worlds, bpy.data.materials, bpy.data.node_groups)
    return homes, sorted({one.name.partition(".")[0] for shelf in others for one in shelf})


def test_names_in_the_outliner_are_short_and_of_what_was_baked_last(add_on):
    scene = bpy.context.scene
    bpy.data.objects.new("Key", None)
    bake_as(add_on, SCENARIOS[0])
    bake_as(add_on, SCENARIOS[2])
    ((home, parts),), _ = names_of(scene)
    assert home == SCENARIOS[2]
    lamps_and_air = {"Camera", "Haze", "Key.001", "Rig", "Sky", "Target", "Turbulence", "Wind"}
    assert set(parts) == lamps_and_air
    bpy.data.orphans_purge(do_recursive=True)
    assert names_of(scene)[1] == [SCENARIOS[2]]
    scene.collection.children[0].name = "My shot"
    bake_as(add_on, SCENARIOS[1])
    assert [one.name for one in scene.collection.children] == ["My shot"]
    assert {"Fill", "Rim", "Practical 1"} <= {one.name for one in scene.objects}
    assert len(names_of(scene)[1]) == 1
    keep_and_bake(add_on, SCENARIOS[1])
    assert SCENARIOS[1] in [one.name for one in scene.collection.children]
