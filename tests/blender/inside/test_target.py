"""The shot stands where its target stands, and goes where it goes: read back from Blender."""

from itertools import product
from math import cos, radians, sin

import bpy
import pytest
from bpy_extras.object_utils import world_to_camera_view
from mathutils import Vector

from scene_stager.script.composition import picture_mm
from scene_stager.script.validate import check
from scene_stager.shot.scenarios import scenario_texts
from tests.blender.inside.test_panel import drawn

pytestmark = pytest.mark.blender

PLACE, FACING_DEG = (10.0, 5.0, 3.0), 70.0
SCENARIOS = sorted(scenario_texts())
LOOKED_AT = (0.0, 0.37, 0.5, 0.81, 1.0)  # of the shot


@pytest.fixture
def add_on(registered):
    return registered


def actor(height=1.75, speed=0.0, unit=1.0):
    """A box as tall as an actor, its origin at its feet, that walks the way it faces."""
    mesh = bpy.data.meshes.new("actor")
    corners = [
        (x * 0.25 * height, y * 0.15 * height, z * height)
        for x in (-1, 1)
        for y in (-1, 1)
        for z in (0, 1)
    ]
    faces = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    mesh.from_pydata(corners, [], faces)
    thing = bpy.data.objects.new("Actor", mesh)
    bpy.context.scene.collection.objects.link(thing)
    thing.location, thing.rotation_euler.z = PLACE, radians(FACING_DEG)
    if speed:
        scene = bpy.context.scene
        ahead = Vector((sin(radians(FACING_DEG)), -cos(radians(FACING_DEG)), 0.0))
        second = scene.render.fps / scene.render.fps_base
        for frame in (scene.frame_start, scene.frame_start + 480):
            gone = (frame - scene.frame_start) / second * speed
            thing.location = Vector(PLACE) + ahead * gone
            thing.keyframe_insert("location", frame=frame)
        _straight(thing)
        scene.frame_set(scene.frame_start)
    bpy.context.view_layer.update()
    return thing


def _straight(thing):
    action = thing.animation_data.action
    curves = getattr(action, "fcurves", None)
    if curves is None:
        curves = [c for bag in action.layers[0].strips[0].channelbags for c in bag.fcurves]
    for curve in curves:
        for key in curve.keyframe_points:
            key.interpolation = "LINEAR"
        curve.extrapolation = "LINEAR"


def baked(settings, thing, name, **more):
    settings.scenario, settings.target = name, thing
    settings.use_imperfection, settings.imperfection = True, 0.0
    for key, value in more.items():
        setattr(settings, key, value)
    assert bpy.ops.scene_stager.bake() == {"FINISHED"}
    from blender_addon.wishes import planned

    from scene_stager.moks.executor import execute

    return execute(planned(settings)[0]).take


def script_of(settings):
    from blender_addon.conform import on_its_way
    from blender_addon.own_numbers import following
    from blender_addon.wishes import asked_of, script_from

    script = on_its_way(script_from(settings), settings, bpy.context.scene)
    return following(script, asked_of(settings)).script


def eyes(thing, script):
    """Where the eyes of the actor are now, by its own object: not by anything that we keyed."""
    height = script.subject.actual_focus_height_m
    return thing.matrix_world.translation + Vector((0.0, 0.0, height))


def in_frame(thing, script):
    """How far off the asked place the eyes are, in picture widths and heights; and how deep."""
    scene = bpy.context.scene
    x, y, depth = world_to_camera_view(scene, scene.camera, eyes(thing, script))
    right_mm, up_mm = picture_mm(script, check(script).framed_distance_m)
    width_mm, height_mm = script.lens.sensor_mm
    return x - 0.5 - right_mm / width_mm, y - 0.5 - up_mm / height_mm, depth


def is_sharp(depth):
    """The textbook's depth of field, of Blender's own lens, stop and focus."""
    lens = bpy.context.scene.camera.data
    focal, focus = lens.lens / 1000.0, lens.dof.focus_distance
    hyper = focal**2 / (lens.dof.aperture_fstop * 0.025 / 1000.0) + focal
    near = focus * (hyper - focal) / (hyper + focus - 2.0 * focal)
    far = focus * (hyper - focal) / (hyper - focus) if focus < hyper else float("inf")
    return near <= depth <= far


def frames_of(script):
    last = script.frame_count - 1
    return [script.start_frame + round(share * last) for share in LOOKED_AT]


# Each Blender does its share of eight scenarios, three heights and three paces; all five do all.
EVERY_ONE = list(product(SCENARIOS, (0.6, 1.75, 6.0), (0.4, 1.4, 3.0)))
BLENDERS = [(4, 2), (4, 5), (5, 0), (5, 2), (5, 3)]
SHARE = BLENDERS.index(bpy.app.version[:2]) if bpy.app.version[:2] in BLENDERS else 0


@pytest.mark.parametrize(("name", "height", "speed"), EVERY_ONE[SHARE :: len(BLENDERS)])
def test_eyes_are_where_they_are_asked_and_in_focus(add_on, name, height, speed):
    thing = actor(height, speed)
    baked(add_on, thing, name)
    script = script_of(add_on)
    assert script.subject.actual_height_m == pytest.approx(height, rel=1e-5)
    away = script.rig.tilt_deg or script.rig.pan_deg
    for frame in frames_of(script):
        bpy.context.scene.frame_set(frame)
        across, up, depth = in_frame(thing, script)
        if not away or (name == "crane_reveal" and frame == frames_of(script)[-1]):
            assert max(abs(across), abs(up)) < 0.03, frame
        assert is_sharp(depth), frame


def test_a_camera_stands_so_far_off_that_its_head_can_follow_and_says_so(add_on):
    thing = actor(1.75, 3.0)
    baked(add_on, thing, "interview_three_point")
    script = script_of(add_on)
    assert script.rig.from_distance_m > 3.6
    shown = drawn("SCENE_STAGER_PT_numbers")
    assert any(line.startswith("Distance: ") and line.endswith("was 3.6 m") for line in shown)
    for frame in frames_of(script):
        bpy.context.scene.frame_set(frame)
        across, up, depth = in_frame(thing, script)
        assert max(abs(across), abs(up)) < 0.03, frame
        assert is_sharp(depth), frame


def test_a_distance_that_was_asked_for_stays_and_a_button_sets_the_one_that_would_do(add_on):
    thing = actor(1.75, 3.0)
    add_on.use_distance = True
    add_on.distance_m = 3.6
    add_on.scenario, add_on.target = "interview_three_point", thing
    with pytest.raises(RuntimeError, match="the head can follow"):
        bpy.ops.scene_stager.bake()
    shown = drawn("SCENE_STAGER_PT_main")
    assert "scene_stager.remedy" in shown
    assert not any("subject.path" in line or "tripod_locked" in line for line in shown)
    assert bpy.ops.scene_stager.remedy() == {"FINISHED"}
    assert add_on.distance_m > 3.6
    assert bpy.ops.scene_stager.bake() == {"FINISHED"}


def test_a_target_that_stands_gives_place_heading_and_height(add_on):
    thing = actor(0.6)
    baked(add_on, thing, "hero_dolly_push_in")
    subject = script_of(add_on).subject
    assert subject.place_m == pytest.approx(PLACE, abs=1e-5)
    assert (subject.facing_deg, subject.height_m) == (
        pytest.approx(FACING_DEG, abs=1e-4),
        pytest.approx(0.6, rel=1e-5),
    )
    add_on.use_height, add_on.height_m = True, 1.2
    assert script_of(add_on).subject.height_m == pytest.approx(1.2, rel=1e-6)
    add_on.stage_at_target = add_on.use_height = False
    assert script_of(add_on).subject.place_m == (0.0, 0.0, 0.0)


def test_an_armature_is_where_its_bones_are(add_on):
    data = bpy.data.armatures.new("bones")
    thing = bpy.data.objects.new("Rig", data)
    bpy.context.scene.collection.objects.link(thing)
    bpy.context.view_layer.objects.active = thing
    bpy.ops.object.mode_set(mode="EDIT")
    root = data.edit_bones.new("root")
    root.head, root.tail = (0.0, 0.0, 0.0), (0.0, 0.0, 1.9)
    bpy.ops.object.mode_set(mode="OBJECT")
    thing.location = (2.0, 0.0, 1.0)
    bone = thing.pose.bones["root"]
    for frame, along in ((1, 0.0), (241, 10.0)):
        bone.location = (along, 0.0, 0.0)
        bone.keyframe_insert("location", frame=frame)
    _straight(thing)
    bpy.context.scene.frame_set(1)
    baked(add_on, thing, "hero_dolly_push_in")
    script = script_of(add_on)
    assert script.subject.place_m == pytest.approx((2.0, 0.0, 1.0), abs=1e-4)
    assert script.subject.height_m == pytest.approx(1.9, abs=1e-4)
    far = [row[1:] for row in script.subject.path][-1]
    gone = Vector(far) - Vector((2.0, 0.0, 1.0))
    assert gone.length == pytest.approx(10.0 * 239 / 240, abs=0.01)


@pytest.mark.parametrize("start", [1001, 0])  # Blender's ranges begin at 0 or later
@pytest.mark.parametrize(
    ("fps", "base", "rate"),
    [(24, 1.001, (24000, 1001)), (30, 1.001, (30000, 1001)), (60, 1.0, (60, 1))],
)
def test_the_shot_conforms_to_the_scenes_clock(add_on, start, fps, base, rate):
    scene = bpy.context.scene
    scene.frame_start, scene.frame_end = start, start + 999
    scene.render.fps, scene.render.fps_base = fps, base
    take = baked(add_on, actor(), "hero_dolly_push_in")
    assert (take.fps, take.frames[0]) == (rate, start)
    assert (take.frame_count - 1) * rate[1] / rate[0] == pytest.approx(239 / 24, abs=0.5 / 23)
    assert (scene.render.fps, scene.frame_start, scene.frame_end) == (fps, start, start + 999)
    assert not [r.text for r in add_on.remarks if "range" in r.text]


@pytest.mark.parametrize(
    ("size", "pixels", "shape"),
    [
        ((1080, 1920), (1.0, 1.0), 9 / 16),
        ((1000, 1000), (1.0, 1.0), 1.0),
        ((2048, 858), (1.0, 1.0), 2048 / 858),
        ((2048, 1716), (2.0, 1.0), 2 * 2048 / 1716),
        ((1920, 1080), (1.33, 1.0), 1.33 * 16 / 9),
    ],
)
def test_a_head_is_as_large_in_a_frame_of_any_shape(add_on, size, pixels, shape):
    scene = bpy.context.scene
    thing = actor()
    told = []
    for wide, high, across, up in ((1920, 1080, 1.0, 1.0), (*size, *pixels)):
        scene.render.resolution_x, scene.render.resolution_y = wide, high
        scene.render.pixel_aspect_x, scene.render.pixel_aspect_y = across, up
        take = baked(add_on, thing, "hero_dolly_push_in")
        script = script_of(add_on)
        scene.frame_set(take.frames[-1])
        off_x, off_y, _ = in_frame(thing, script)
        assert max(abs(off_x), abs(off_y)) < 0.03
        top = eyes(thing, script) + Vector((0.0, 0.0, 0.1))
        told.append(
            world_to_camera_view(scene, scene.camera, top).y
            - world_to_camera_view(scene, scene.camera, eyes(thing, script)).y
        )
    width_mm, height_mm = script.lens.sensor_mm
    assert width_mm / height_mm == pytest.approx(shape, rel=2e-3)
    assert told[1] == pytest.approx(told[0], rel=0.03)


def test_the_shutter_blurs_and_the_scenes_own_comes_back(add_on):
    render = bpy.context.scene.render
    render.use_motion_blur, render.motion_blur_shutter = False, 0.25
    baked(add_on, actor(), "hero_dolly_push_in")
    assert (render.use_motion_blur, render.motion_blur_shutter) == (True, 0.5)
    bpy.ops.scene_stager.remove_shot()
    assert (render.use_motion_blur, render.motion_blur_shutter) == (False, 0.25)


def wall(place, size):
    bpy.ops.mesh.primitive_cube_add(location=place, scale=size)
    thing = bpy.context.active_object
    thing.name = "Wall"
    bpy.context.view_layer.update()
    return thing


def test_what_hides_the_subject_is_named_with_its_frames(add_on):
    thing = actor()
    take = baked(add_on, thing, "hero_dolly_push_in")
    assert not [r.text for r in add_on.remarks if "hidden" in r.text]
    lens = take.channel("camera.translate_m").row(0)
    eye = take.channel("target.translate_m").row(0)
    between = [a + 0.2 * (b - a) for a, b in zip(lens, eye, strict=True)]
    wall(between, (0.05, 0.05, 0.05))
    baked(add_on, thing, "hero_dolly_push_in")
    said = [r.text for r in add_on.remarks if "hidden behind Wall" in r.text]
    assert len(said) == 1
    assert "1 to " in said[0]
    assert str(take.frames[-1]) not in said[0]  # the camera has gone past it by then


def test_a_camera_that_goes_through_a_wall_is_said_where_that_is_asked(add_on):
    thing = actor()
    take = baked(add_on, thing, "hero_dolly_push_in")
    way = take.channel("camera.translate_m")
    half = way.row(take.frame_count // 2)
    wall(half, (0.01, 0.01, 0.01))
    baked(add_on, thing, "hero_dolly_push_in")
    assert not [r.text for r in add_on.remarks if "inside" in r.text]
    baked(add_on, thing, "hero_dolly_push_in", clear_of_walls=True)
    said = [r.text for r in add_on.remarks if "the camera is inside Wall" in r.text]
    assert len(said) == 1
    frame = int(said[0].split()[1].rstrip(":"))
    first = next(
        index
        for index in range(take.frame_count)
        if sum((a - b) ** 2 for a, b in zip(way.row(index), half, strict=True)) ** 0.5 < 0.25
    )
    assert abs(frame - take.frames[first]) < 20
