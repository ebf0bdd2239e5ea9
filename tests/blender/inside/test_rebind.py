"""Selectors find objects of the scene, and a stand-in makes room for one without baking."""

import bpy
import pytest
from blender_addon.host import BlenderHost
from blender_addon.rebinding import rebind

from scene_stager.hosts.glass_shelves import parse_selector, resolve
from tests.blender import dump

pytestmark = pytest.mark.blender

NAME = "interview_three_point"
STAND_IN = "MISSING_TARGET_role_speaker"


@pytest.fixture
def add_on(add_on):
    add_on.scenario = NAME
    return add_on


def placed(name, home=None, **custom):
    thing = bpy.data.objects.new(name, None)
    (home or bpy.context.scene.collection).objects.link(thing)
    for key, value in custom.items():
        thing[key] = value
    return thing


def taken(selector):
    answer = resolve(parse_selector(selector), BlenderHost().look().objects)
    return answer.taken and answer.taken.name


def test_every_shelf_finds_objects_of_the_scene():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    heroes, inner = bpy.data.collections.new("Heroes"), bpy.data.collections.new("Left")
    bpy.context.scene.collection.children.link(heroes)
    heroes.children.link(inner)
    placed("Ada", inner, role="Speaker, Lead")
    placed("Bo", tags=["prop", "wet"])
    placed("Cy").asset_mark()
    bpy.data.objects["Cy"].asset_data.tags.new("Vehicle")
    assert taken("name:A?a") == "Ada"
    assert taken("name:a*") is None
    assert taken("role:lead") == "Ada"
    assert taken("tag:WET") == "Bo"
    assert taken("tag:vehi*") == "Cy"
    assert taken("collection:Left") == taken("collection:Hero*") == "Ada"
    assert taken("collection:Scene Collection") == "Bo"
    assert taken("role:nobody") is None


def test_which_of_many_was_taken_is_reported(add_on):
    for name in ("Zoe", "Ada"):
        placed(name, role="speaker")
    bpy.ops.scene_stager.bake()
    assert any("finds Ada, taken, but also Zoe" in line.text for line in add_on.remarks)
    assert STAND_IN not in bpy.data.objects


def test_the_stand_in_says_what_it_stands_for_and_lies_apart(add_on):
    bpy.ops.scene_stager.bake()
    thing = bpy.data.objects[STAND_IN]
    assert thing["scene_stager_selector"] == "role:speaker"
    assert [home.name for home in thing.users_collection] == [f"{NAME} proxies"]


def test_the_stand_in_goes_once_its_target_is_there_and_nothing_is_baked(add_on):
    bpy.ops.scene_stager.bake()
    before = dump.objects()
    assert bpy.ops.scene_stager.rebind() == {"FINISHED"}
    assert dump.objects() == before

    placed("Ada", role="Speaker")
    before = dump.objects()
    assert bpy.ops.scene_stager.rebind() == {"FINISHED"}
    (gone,) = before.keys() - dump.objects().keys()
    assert gone == STAND_IN
    assert {name: one for name, one in before.items() if name != gone} == dump.objects()
    assert not any(remark.stand_in for remark in add_on.remarks)
    assert not bpy.ops.scene_stager.rebind.poll()


def test_what_held_on_to_the_stand_in_holds_on_to_the_target(add_on):
    bpy.ops.scene_stager.bake()
    stand_in = bpy.data.objects[STAND_IN]
    hat, lamp, dial = placed("Hat"), placed("Lamp"), placed("Dial")
    hat.parent = stand_in
    lamp.constraints.new("TRACK_TO").target = stand_in
    curve = dial.driver_add("location", 0)
    variable = curve.driver.variables.new()
    variable.type = "TRANSFORMS"
    variable.targets[0].id = stand_in
    curve.driver.expression = variable.name
    ada = placed("Ada", role="speaker")
    ada.location = (3.0, 2.0, 1.0)

    done = rebind()
    assert (done.found, done.pointed) == (((STAND_IN, "Ada"),), ("Dial", "Hat", "Lamp"))
    assert hat.parent == ada
    assert lamp.constraints[0].target == ada
    assert dial.animation_data.drivers[0].driver.variables[0].targets[0].id == ada
    bpy.context.view_layer.update()
    assert dial.matrix_world.translation.x == pytest.approx(3.0)
    assert [home.name for home in ada.users_collection] == ["Scene Collection"]
    assert (tuple(ada.location), ada.animation_data) == ((3.0, 2.0, 1.0), None)


@pytest.mark.parametrize("tie", ["parent", "constraint", "grandparent"])
def test_a_target_that_hangs_on_its_own_stand_in_is_left_there_and_named(add_on, tie):
    bpy.ops.scene_stager.bake()
    stand_in = bpy.data.objects[STAND_IN]
    ada = placed("Ada", role="speaker")
    if tie == "parent":
        ada.parent = stand_in
    elif tie == "constraint":
        ada.constraints.new("COPY_LOCATION").target = stand_in
    else:
        ada.parent = placed("Cart")
        ada.parent.parent = stand_in
    before = dump.objects()
    done = rebind()
    assert done.found == ()
    assert f"Ada hangs on {STAND_IN}" in done.remarks[0]
    assert dump.objects() == before


def test_an_object_that_is_picked_takes_the_place_and_is_found_by_the_next_bake(add_on):
    bpy.ops.scene_stager.bake()
    eve = placed("Eve", role="guest")
    line = next(one for one in add_on.remarks if one.stand_in)
    line.object = eve
    assert bpy.ops.scene_stager.rebind() == {"FINISHED"}
    assert STAND_IN not in bpy.data.objects
    assert eve["role"] == "guest, speaker"
    bpy.ops.scene_stager.bake()
    assert STAND_IN not in bpy.data.objects
    assert eve.animation_data is None


def test_a_stand_in_with_keys_of_the_users_stays_theirs(add_on):
    bpy.ops.scene_stager.bake()
    stand_in = bpy.data.objects[STAND_IN]
    stand_in.keyframe_insert("scale", frame=1)
    placed("Ada", role="speaker")
    hat = placed("Hat")
    hat.parent = stand_in
    rebind()
    assert bpy.data.objects[STAND_IN].get("scene_stager_owner") is None
    assert hat.parent == stand_in
    assert (("scale", 0)) in dump.curves(stand_in)[1]
