"""Situations that people have reported of add-ons like this one, in this one.

Here are those that no other test has. Elsewhere: a copied scene's picture (camera_shakify #31) and
World (PhysicalAddons #16) in test_one_scene; cameras that markers bind (RenderBurst #4, AliceLG
#99) in test_overruled; cuts (CCiC-Blender #92) in test_shot_list; a shot that is switched off
(PhysicalAddons #8, #23) in test_shots and test_panel; lamps in other units (extra_lights #13) in
test_scenarios; a newer Blender (add_camera_rigs #9, #11) in test_in_blender, which runs all of this
in each, and in test_between_versions.
"""

import blender_addon
import bpy
import numpy as np
import pytest
from blender_addon.bake import bake_take
from blender_addon.scene_wishes import BlenderWishes

from scene_stager.front_door import bake
from tests.blender import dump

pytestmark = pytest.mark.blender

NAME, FRAMES = "walk_and_talk_verite", (1, 24)


@pytest.fixture
def scene():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    return bpy.context.scene


def way(scene):
    """Where the scene's camera is and how it looks, frame by frame."""
    found = []
    for frame in range(FRAMES[0], FRAMES[1] + 1):
        scene.frame_set(frame)
        found.append(np.ravel(scene.camera.matrix_world))
    return np.array(found)


def test_shake_is_the_same_in_every_scene_that_has_the_camera(scene):
    """camera_shakify #17: another shake in each scene."""
    bake_take(bake(NAME, frames=FRAMES), wishes=BlenderWishes(film_stock=True))
    first = way(scene)
    assert np.abs(np.diff(first, 2, axis=0)).max() > 1e-4  # it does shake
    bpy.ops.scene.new(type="LINK_COPY")
    assert np.array_equal(way(bpy.context.scene), first)
    assert np.array_equal(way(scene), first)


def test_a_shot_plays_where_the_add_on_is_not(tmp_path):
    """camera_shakify #15: no shake on a render farm."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    blender_addon.register()
    bake_take(bake(NAME, frames=FRAMES))
    first = way(bpy.context.scene)
    path = str(tmp_path / "shot.blend")
    bpy.ops.wm.save_as_mainfile(filepath=path)
    blender_addon.unregister()
    bpy.ops.wm.open_mainfile(filepath=path)
    assert not hasattr(bpy.types.Scene, "scene_stager")
    assert np.array_equal(way(bpy.context.scene), first)


def test_shake_is_switched_off_in_the_panel_and_the_move_stays(add_on):
    """camera_shakify #45, #1: shake off, and a camera that is moved by hand."""
    scene = bpy.context.scene
    add_on.scenario, add_on.last_frame = NAME, FRAMES[1]
    assert bpy.ops.scene_stager.bake() == {"FINISHED"}
    shaken = way(scene)
    add_on.use_imperfection, add_on.imperfection = True, 0.0
    assert bpy.ops.scene_stager.bake() == {"FINISHED"}
    still = way(scene)
    rough, smooth = (np.abs(np.diff(one, 2, axis=0)).max() for one in (shaken, still))
    assert smooth < 0.2 * rough
    assert np.abs(still - shaken).max() < 0.5
    dolly = bpy.data.objects.new("Mine", None)
    scene.collection.objects.link(dolly)
    scene.camera.parent, dolly.location.x = dolly, 1.0
    assert bpy.ops.scene_stager.bake() == {"FINISHED"}
    assert np.allclose((way(scene) - still)[:, 3], 1.0, atol=1e-5)


def test_exposure_that_is_set_after_a_bake_stays(scene):
    """PhysicalAddons #11: exposure goes back with every frame."""
    handlers = [bpy.app.handlers.frame_change_post, bpy.app.handlers.render_pre]
    before = [len(one) for one in handlers]
    bake_take(bake(NAME, frames=(1, 3)), wishes=BlenderWishes(film_stock=True))
    scene.view_settings.exposure = 0.75
    scene.frame_set(3)
    assert scene.view_settings.exposure == 0.75
    assert [len(one) for one in handlers] == before


def test_a_look_of_the_users_comes_back_by_its_name(add_on):
    """Real-Camera #2: looks are renamed from one Blender to the next."""
    view = bpy.context.scene.view_settings
    view.view_transform = "AgX"
    view.look = "AgX - Punchy"
    before = dump.settings(view)
    assert bpy.ops.scene_stager.bake() == {"FINISHED"}
    assert view.view_transform == "Standard"
    assert bpy.ops.scene_stager.remove_shot() == {"FINISHED"}
    assert dump.settings(view) == before


def actor(scene, home):
    thing = bpy.data.objects.new("Maana", None)
    thing["role"] = "hero"
    home.objects.link(thing)
    return thing


def found(report):
    return [name for part, name in report.found if part == "subject"]


def test_a_selector_finds_what_lies_in_nested_collections(scene):
    """Gaffer #104: nested collections are not seen."""
    cast, leads = bpy.data.collections.new("Cast"), bpy.data.collections.new("Leads")
    scene.collection.children.link(cast)
    cast.children.link(leads)
    actor(scene, leads)
    from dataclasses import replace

    from scene_stager.front_door import read_script

    script = read_script("hero_dolly_push_in")
    script = replace(script, subject=replace(script.subject, selector="collection:Cast"))
    assert found(bake_take(bake(script, frames=(1, 2)))) == ["Maana"]


def test_an_instance_is_found_by_what_is_in_it(scene):
    """Gaffer #154: what is inside of a collection's instance is not seen."""
    hidden = bpy.data.collections.new("Actor")
    actor(scene, hidden)
    shown = bpy.data.objects.new("Actor here", None)
    shown.instance_type, shown.instance_collection = "COLLECTION", hidden
    scene.collection.objects.link(shown)
    assert found(bake_take(bake("hero_dolly_push_in", frames=(1, 2)))) == ["Actor here"]


def test_an_override_is_found_and_not_what_it_stands_for(scene, tmp_path):
    """Linked actors are made editable by an override, and are in the scene twice then."""
    actor(scene, scene.collection)
    path = str(tmp_path / "actor.blend")
    bpy.ops.wm.save_as_mainfile(filepath=path)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    with bpy.data.libraries.load(path, link=True) as (_, here):
        here.objects = ["Maana"]
    linked = here.objects[0]
    scene.collection.objects.link(linked)
    scene.collection.objects.link(linked.override_create())
    report = bake_take(bake("hero_dolly_push_in", frames=(1, 2)))
    assert found(report) == ["Maana"]
    assert not any("also" in line for line in report.warnings)
