"""The operator bakes what the panel says, and the add-on leaves nothing behind when it goes."""

from types import SimpleNamespace

import blender_addon
import bpy
import pytest

from scene_stager.front_door import read_script
from tests.blender import dump
from tests.blender.inside.test_film import own_compositor


@pytest.fixture
def add_on():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    blender_addon.register()
    yield bpy.context.scene.scene_stager
    blender_addon.unregister()


def ours():
    return {name for name in dir(bpy.types) if name.startswith("SCENE_STAGER")}


def test_switching_on_and_off_five_times_leaves_nothing_behind():
    for _ in range(5):
        blender_addon.register()
        assert "SCENE_STAGER_OT_bake" in ours()
        assert hasattr(bpy.types.Scene, "scene_stager")
        blender_addon.unregister()
        assert ours() == set()
        assert not hasattr(bpy.types.Scene, "scene_stager")


def test_bakes_the_scenario_that_is_chosen(add_on):
    add_on.scenario = "interview_three_point"
    add_on.use_range, add_on.first_frame, add_on.last_frame = True, 1, 12
    assert bpy.ops.scene_stager.bake() == {"FINISHED"}
    assert bpy.context.scene.camera.name == "interview_three_point.camera"
    assert any("finds nothing" in remark.text for remark in add_on.remarks)
    stand_in = next(remark.stand_in for remark in add_on.remarks if remark.stand_in)
    assert bpy.ops.scene_stager.select(name=stand_in) == {"FINISHED"}
    assert bpy.context.view_layer.objects.active.name == stand_in


def test_every_setting_reaches_the_script(add_on):
    from blender_addon.settings import script_from

    thing = bpy.data.objects.new("Star * [1]", None)
    bpy.context.scene.collection.objects.link(thing)
    add_on.scenario = "interview_three_point"
    assert script_from(add_on) == read_script("interview_three_point")
    add_on.rig, add_on.stock, add_on.target = "dolly", "tri_x_400", thing
    for switch in ("seed", "phase", "imperfection", "lens", "ratio"):
        setattr(add_on, f"use_{switch}", True)
    add_on.seed, add_on.phase, add_on.imperfection = 7, 0.5, 2.0
    add_on.focal_length_mm, add_on.ratio_stops = 75.0, 3.0
    script = script_from(add_on)
    assert (script.seed, script.atmosphere.phase, script.rig.imperfection) == (7, 0.5, 2.0)
    assert (script.lens.focal_length_mm, script.lighting.ratio_stops) == (75.0, 3.0)
    assert (script.rig.rig, script.stock.stock) == ("dolly", "tri_x_400")
    assert script.subject.selector == "name:Star \\* [1]"


def test_a_target_that_is_picked_is_found_and_not_stood_in_for(add_on):
    thing = bpy.data.objects.new("Star * [1]", None)
    bpy.context.scene.collection.objects.link(thing)
    add_on.target = thing
    add_on.use_range, add_on.last_frame = True, 4
    assert bpy.ops.scene_stager.bake() == {"FINISHED"}
    assert not any(one.name.startswith("MISSING_TARGET") for one in bpy.data.objects)
    assert thing.animation_data is None


def test_a_button_that_cannot_be_pressed_is_grey(add_on):
    assert bpy.ops.scene_stager.bake.poll()
    add_on.scenario = "FILE"
    assert not bpy.ops.scene_stager.bake.poll()
    add_on.scenario = "interview_three_point"
    add_on.use_range, add_on.first_frame, add_on.last_frame = True, 9, 4
    assert not bpy.ops.scene_stager.bake.poll()


def test_a_file_that_is_no_script_is_reported_and_nothing_changes(add_on, tmp_path):
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{}")
    add_on.scenario, add_on.script_path = "FILE", str(wrong)
    with pytest.raises(RuntimeError, match="schema"):
        bpy.ops.scene_stager.bake()
    assert len(bpy.data.objects) == 0


class Layout:
    """Stands in for a part of a panel: knows only what exists, and notes what is shown."""

    def __init__(self, shown=None):
        self.shown = [] if shown is None else shown

    def row(self, *, heading="", align=False):
        return Layout(self.shown)

    def prop(self, data, name, *, text=None):
        assert name in data.bl_rna.properties
        self.shown.append(name)

    def label(self, *, text, icon="NONE"):
        self.shown.append(text)

    def operator(self, name, *, text=None, icon="NONE"):
        shelf, _, word = name.partition(".")
        assert hasattr(bpy.types, f"{shelf.upper()}_OT_{word}")
        self.shown.append(name)
        return self


def drawn(panel):
    layout = Layout()
    getattr(bpy.types, panel).draw(SimpleNamespace(layout=layout), bpy.context)
    return layout.shown


def test_the_panel_shows_every_setting_and_the_button(add_on):
    add_on.scenario = "FILE"
    shown = set(drawn("SCENE_STAGER_PT_main"))
    hidden = {"rna_type", "name", "remarks", "is_baked"}
    assert shown == {p.identifier for p in add_on.bl_rna.properties} - hidden | {
        "scene_stager.bake"
    }


def test_remarks_are_listed_with_a_button_for_each_stand_in(add_on):
    assert drawn("SCENE_STAGER_PT_remarks") == ["Nothing baked yet"]
    add_on.use_range, add_on.last_frame = True, 2
    bpy.ops.scene_stager.bake()
    shown = drawn("SCENE_STAGER_PT_remarks")
    assert shown.count("scene_stager.select") == 1
    assert any("finds nothing" in line for line in shown)


def test_rebinding_drops_the_stand_in_once_its_target_is_there_and_bakes_nothing(add_on):
    add_on.scenario = "interview_three_point"
    add_on.use_range, add_on.last_frame = True, 3
    bpy.ops.scene_stager.bake()
    before = dump.objects()
    assert bpy.ops.scene_stager.rebind() == {"FINISHED"}
    assert dump.objects() == before

    thing = bpy.data.objects.new("Ada", None)
    bpy.context.scene.collection.objects.link(thing)
    thing["role"] = "Speaker"
    before = dump.objects()
    assert bpy.ops.scene_stager.rebind() == {"FINISHED"}
    (gone,) = before.keys() - dump.objects().keys()
    assert gone == "MISSING_TARGET_role_speaker"
    assert {name: one for name, one in before.items() if name != gone} == dump.objects()
    assert not any(remark.stand_in for remark in add_on.remarks)


def test_the_look_says_what_the_film_does(add_on):
    scene = bpy.context.scene
    add_on.use_range, add_on.last_frame = True, 2
    assert add_on.look == "FILM"
    bpy.ops.scene_stager.bake()
    assert dump.compositor(scene) is not None
    assert scene.view_settings.exposure == 0.0
    add_on.look = "EXPOSURE"
    bpy.ops.scene_stager.bake()
    assert dump.compositor(scene) is None
    assert scene.view_settings.exposure != 0.0
    bpy.ops.scene_stager.bake()
    before = dump.settings(scene.view_settings)
    add_on.look = "KEEP"
    bpy.ops.scene_stager.bake()
    assert dump.settings(scene.view_settings) == before


def test_a_film_that_waits_is_added_from_the_panel(add_on):
    scene = bpy.context.scene
    own_compositor(scene)
    add_on.use_range, add_on.last_frame = True, 2
    assert not bpy.ops.scene_stager.add_film.poll()
    bpy.ops.scene_stager.bake()
    assert "scene_stager.add_film" in drawn("SCENE_STAGER_PT_remarks")
    assert bpy.ops.scene_stager.add_film() == {"FINISHED"}
    assert "scene_stager.add_film" not in drawn("SCENE_STAGER_PT_remarks")
    assert not any("Add Film" in remark.text for remark in add_on.remarks)
