"""The operator bakes what the panel says, and the add-on leaves nothing behind when it goes."""

from types import SimpleNamespace

import blender_addon
import bpy
import pytest
from blender_addon.keys import curves_of

from scene_stager.front_door import read_script
from tests.blender import dump
from tests.blender.inside.test_film import own_compositor


@pytest.fixture
def add_on(registered):
    return registered


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
        for shelf in (bpy.types.VIEW3D_MT_object, bpy.types.TOPBAR_MT_file_import):
            modules = {f.__module__ for f in shelf._dyn_ui_initialize()}
            assert "blender_addon.interface.menus" not in modules


def test_bakes_the_scenario_that_is_chosen(add_on):
    add_on.scenario = "interview_three_point"
    add_on.use_range, add_on.first_frame, add_on.last_frame = True, 1, 12
    assert bpy.ops.scene_stager.bake() == {"FINISHED"}
    assert bpy.context.scene.camera.name == "Camera"
    assert "interview_three_point" in bpy.data.collections
    assert any(
        remark.text == "Nothing in the scene has the role speaker" for remark in add_on.remarks
    )
    stand_in = next(remark.stand_in for remark in add_on.remarks if remark.stand_in)
    assert bpy.ops.scene_stager.select(name=stand_in) == {"FINISHED"}
    assert bpy.context.view_layer.objects.active.name == stand_in


def test_every_setting_reaches_the_script(add_on):
    from blender_addon.wishes import script_from

    thing = bpy.data.objects.new("Star * [1]", None)
    bpy.context.scene.collection.objects.link(thing)
    add_on.scenario = "interview_three_point"
    assert script_from(add_on) == read_script("interview_three_point")
    add_on.rig, add_on.stock, add_on.target = "dolly", "tri_x_400", thing
    for switch in ("seed", "phase", "imperfection", "lens", "shift", "ratio", "rim", "ambient"):
        setattr(add_on, f"use_{switch}", True)
    add_on.seed, add_on.phase, add_on.imperfection = 7, 0.5, 2.0
    add_on.focal_length_mm, add_on.ratio_stops = 75.0, 3.0
    add_on.rim_stops, add_on.ambient_stops = 1.0, -7.0
    add_on.shift_mm, add_on.rise_mm = -2.0, 3.0
    script = script_from(add_on)
    assert (script.lens.shift_mm, script.lens.rise_mm) == (-2.0, 3.0)
    assert script.lens.verticals == "as_aimed"
    add_on.use_shift, add_on.use_upright, add_on.verticals = False, True, "upright"
    assert (script_from(add_on).lens.rise_mm, script_from(add_on).lens.verticals) == (
        0.0,
        "upright",
    )
    assert (script.seed, script.atmosphere.phase, script.rig.imperfection) == (7, 0.5, 2.0)
    assert (script.lens.focal_length_mm, script.lighting.ratio_stops) == (75.0, 3.0)
    assert (script.lighting.rim_stops, script.lighting.ambient_stops) == (1.0, -7.0)
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


def why_grey(operator=None):
    with pytest.raises(RuntimeError) as grey:
        (operator or bpy.ops.scene_stager.bake)()
    return str(grey.value)


def test_a_button_that_cannot_be_pressed_is_grey_and_says_why(add_on, tmp_path):
    assert bpy.ops.scene_stager.bake.poll()
    add_on.scenario = "FILE"
    assert "Choose a script file first" in why_grey()
    add_on.script_path = str(tmp_path / "gone.json")
    assert "not there any more" in why_grey()
    add_on.scenario = "interview_three_point"
    add_on.use_range, add_on.first_frame, add_on.last_frame = True, 9, 4
    assert "last frame is before the first" in why_grey()
    add_on.use_range = False
    bpy.ops.mesh.primitive_cube_add()
    bpy.ops.object.mode_set(mode="EDIT")
    assert "Object Mode only" in why_grey()
    bpy.ops.object.mode_set(mode="OBJECT")
    assert bpy.ops.scene_stager.bake.poll()


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

    def column(self, *, heading="", align=False):
        return Layout(self.shown)

    def separator(self):
        """Room."""

    def template_list(self, kind, list_id, data, shelf, chosen_in, chosen, *, rows):
        one = getattr(bpy.types, kind)
        assert chosen in chosen_in.bl_rna.properties
        flags, _ = one.filter_items(SimpleNamespace(bitflag_filter_item=1), bpy.context, data, "")
        for flag, item in zip(flags, getattr(data, shelf), strict=True):
            if flag:
                one.draw_item(None, bpy.context, self, data, item, 0, chosen_in, chosen)
                self.shown.append(item.name)

    def prop(self, data, name, *, text=None, emboss=True, icon="NONE"):
        assert name in data.bl_rna.properties
        self.shown.append(name)

    def label(self, *, text, icon="NONE"):
        self.shown.append(text)

    def progress(self, *, text, factor):
        assert 0.0 <= factor <= 1.0
        self.shown.append(text)

    def menu(self, name):
        assert hasattr(bpy.types, name)
        self.shown.append(name)

    def operator(self, name, *, text=None, icon="NONE"):
        shelf, _, word = name.partition(".")
        assert getattr(getattr(bpy.ops, shelf), word).get_rna_type()
        self.shown.append(name)
        return self


PANELS = ("main", "numbers", "scene", "remarks")


def drawn(panel):
    layout = Layout()
    getattr(bpy.types, panel).draw(SimpleNamespace(layout=layout), bpy.context)
    return layout.shown


def test_the_panels_show_every_setting_and_the_button_once(add_on):
    add_on.scenario = "FILE"
    for name in [one.identifier for one in add_on.bl_rna.properties]:
        if name.startswith("use_"):
            setattr(add_on, name, True)
    shown = [name for part in PANELS for name in drawn(f"SCENE_STAGER_PT_{part}")]
    hidden = {"rna_type", "name", "remarks", "is_baked", "path_problem", "shot_rate", "shot_range"}
    hidden |= {"match_folder", "match_taken", "match_words", "shot_index"}
    wanted = {p.identifier for p in add_on.bl_rna.properties} - hidden
    assert {name for name in shown if name in add_on.bl_rna.properties} == wanted
    assert [shown.count(name) for name in wanted] == [1] * len(wanted)
    assert shown.count("scene_stager.bake") == 1
    assert "Choose a script file first" in shown


def test_numbers_say_what_they_count(add_on):
    """A tooltip names the unit, or what its 0 and its 1 mean."""
    units = ("millimetres", "in metres", "second", "stops", "rate", "0 is", "whole number")
    silent = {"rna_type", "name", "path_problem", "is_baked", "remarks", "shot_rate", "shot_range"}
    for one in add_on.bl_rna.properties:
        if one.type in ("INT", "FLOAT") and one.identifier not in {*silent, "shot_index"}:
            assert any(word in one.description.lower() for word in units), one.identifier
    for one in add_on.bl_rna.properties:
        assert one.description or one.identifier in silent, one.identifier


def test_every_operator_says_what_it_does_and_stands_in_a_menu_that_f3_searches(add_on):
    menus = drawn("SCENE_STAGER_MT_menu")
    shelves = [bpy.types.VIEW3D_MT_object, bpy.types.TOPBAR_MT_file_import]
    for shelf in shelves:
        assert "blender_addon.interface.menus" in {f.__module__ for f in shelf._dyn_ui_initialize()}
    for name in ours():
        one = getattr(bpy.types, name)
        if "_OT_" in name:
            assert one.__doc__ and one.bl_label
            if name != "SCENE_STAGER_OT_select":  # which a line of the panel has
                assert one.bl_idname in menus


def test_remarks_are_listed_with_a_button_for_each_stand_in(add_on):
    assert drawn("SCENE_STAGER_PT_remarks") == ["Nothing baked yet"]
    panel = bpy.types.SCENE_STAGER_PT_remarks
    assert not panel.poll(bpy.context)
    add_on.use_range, add_on.last_frame = True, 2
    bpy.ops.scene_stager.bake()
    shown = drawn("SCENE_STAGER_PT_remarks")
    assert panel.poll(bpy.context)
    assert shown.count("scene_stager.select") == 1
    assert any("Nothing in the scene" in line for line in shown)


def test_a_match_that_is_waited_for_is_seen_and_no_second_one_begins(add_on, tmp_path, monkeypatch):
    from blender_addon.interface.matching import under_way

    monkeypatch.setenv("SCENE_STAGER_PYTHON", "python")
    assert not any("Matching" in line for line in drawn("SCENE_STAGER_PT_main"))
    under_way.begin(tmp_path / ("a" * 60 + ".png"))
    shown = drawn("SCENE_STAGER_PT_main")
    assert "Matching, 0 s" in shown
    assert any(line.startswith("a" * 12) for line in shown)
    assert not any("a" * 45 in line for line in shown)
    assert "under way" in why_grey(bpy.ops.scene_stager.match_reference)
    under_way.end()
    assert not any("Matching" in line for line in drawn("SCENE_STAGER_PT_main"))


def test_the_look_says_what_the_film_does(add_on):
    scene = bpy.context.scene
    add_on.use_range, add_on.last_frame = True, 2
    scene.view_settings.exposure = 1.5
    before = dump.settings(scene.view_settings)
    assert add_on.look == "FILM"
    bpy.ops.scene_stager.bake()
    assert dump.compositor(scene) is not None
    assert scene.view_settings.exposure == 0.0
    add_on.look = "EXPOSURE"
    bpy.ops.scene_stager.bake()
    assert dump.compositor(scene) is None
    assert scene.view_settings.exposure not in (0.0, 1.5)
    bpy.ops.scene_stager.bake()
    add_on.look = "KEEP"
    bpy.ops.scene_stager.bake()
    assert dump.settings(scene.view_settings) == before


def test_a_film_that_waits_is_added_from_the_panel(add_on):
    scene = bpy.context.scene
    own_compositor(scene)
    add_on.use_range, add_on.last_frame = True, 2
    assert not bpy.ops.scene_stager.add_film.poll()
    bpy.ops.scene_stager.bake()
    assert "scene_stager.add_film" in drawn("SCENE_STAGER_PT_scene")
    assert bpy.ops.scene_stager.add_film() == {"FINISHED"}
    assert "scene_stager.add_film" not in drawn("SCENE_STAGER_PT_scene")
    assert not any("Add Film" in remark.text for remark in add_on.remarks)


def test_rate_and_range_are_offered_and_no_key_moves(add_on):
    scene = bpy.context.scene
    add_on.conform = False
    scene.render.fps, scene.frame_end = 25, 10
    assert not bpy.ops.scene_stager.match_clock.poll()
    add_on.scenario = "hero_dolly_push_in"
    bpy.ops.scene_stager.bake()
    assert (scene.render.fps, scene.frame_end) == (25, 10)
    assert any("25 frames per second" in remark.text for remark in add_on.remarks)
    assert "scene_stager.match_clock" in drawn("SCENE_STAGER_PT_remarks")
    before = dump.curves(scene.camera)
    assert bpy.ops.scene_stager.match_clock() == {"FINISHED"}
    script = read_script("hero_dolly_push_in")
    last = script.start_frame + script.frame_count - 1
    assert (scene.render.fps, scene.frame_start, scene.frame_end) == (24, script.start_frame, last)
    assert dump.curves(scene.camera) == before
    assert not any("left as it is" in remark.text for remark in add_on.remarks)
    assert not bpy.ops.scene_stager.match_clock.poll()


def test_a_part_with_keys_of_the_users_is_refused_then_released_and_kept(add_on):
    scene = bpy.context.scene
    add_on.use_range, add_on.last_frame = True, 3
    bpy.ops.scene_stager.bake()
    mine = scene.camera
    curves_of(mine).remove(curves_of(mine).find("location", index=0))
    mine.keyframe_insert("location", index=0, frame=2)
    before = dump.curves(mine)
    assert "Select a camera" in why_grey(bpy.ops.scene_stager.release)
    bpy.context.view_layer.objects.active = mine
    mine.select_set(True)
    assert bpy.ops.scene_stager.release() == {"FINISHED"}
    bpy.ops.scene_stager.bake()
    assert scene.camera != mine
    assert dump.curves(mine) == before
    assert sorted(one.name for one in scene.objects if one.type == "CAMERA") == [
        "Camera",
        "Camera.001",
    ]


@pytest.mark.parametrize("fps", [(24000, 1001), (25, 1), (30000, 1001), (60, 1)])
def test_a_rate_of_blender_is_the_shots(fps):
    from blender_addon.interface.offers import blender_rate

    whole, base = blender_rate(fps)
    assert isinstance(whole, int)
    assert whole / base == pytest.approx(fps[0] / fps[1], rel=1e-12)


def test_progress_runs_from_nothing_to_all_and_never_back(add_on):
    from blender_addon.interface import baking, progress

    told = []
    add_on.use_range, add_on.last_frame = True, 3
    take = baking._computed(add_on, told.append)
    assert told == sorted(told)
    assert told[0] < 5.0 < told[-1] == progress.COMPUTED
    baking.play_into(bpy.context.scene, take, progress.written(told.append))
    assert told == sorted(told)
    assert 90.0 < told[-1] < 100.0
    assert len(told) > 100


def test_another_rig_leaves_behind_what_only_the_first_rig_has(add_on):
    from blender_addon.wishes import script_from

    from scene_stager.script.validate import validate

    add_on.scenario, add_on.rig = "walk_and_talk_verite", "dolly"  # its own is handheld, on foot
    script = script_from(add_on)
    assert (script.rig.rig, script.rig.preset) == ("dolly", None)
    assert validate(script) == ()
