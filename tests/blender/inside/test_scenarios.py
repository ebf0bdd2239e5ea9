"""Every scenario, baked into real Blender, shows what the Take says: at every frame and between."""

import math
from functools import cache

import bpy
import numpy as np
import pytest
from blender_addon.bake import bake_take
from blender_addon.scene_wishes import BlenderWishes

from scene_stager.front_door import bake, read_script
from scene_stager.moks.entities import CameraFacts, FilmFacts, LampFacts
from scene_stager.script.read import scenarios
from tests.blender import dump, readback

pytestmark = pytest.mark.blender

# The tolerances of docs/hosts.md.
PLACE_M, TURN_DEG, LENS_MM, LIGHT_STOPS = 1e-4, 1e-3, 1e-3, 1e-3
OTHERWISE = 2e-6  # single precision, as a share

LUMENS_PER_WATT = 683.0
SPREAD_SR = {
    "POINT": 4.0 * math.pi,
    "AREA": math.pi,
}  # even all round; Lambert's law


@cache
def take_of(name):
    return bake(read_script(name))


def fresh_file():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.context.scene.render.fps = 24


def baked(name):
    fresh_file()
    report = bake_take(take_of(name))
    return take_of(name), report


def between(channel, index):
    """A channel at an index, whole or not; straight lines between frames, unit quaternions."""
    low = int(index)
    high = min(low + 1, len(channel) - 1)
    share = index - low
    row = [
        (1 - share) * a + share * b
        for a, b in zip(channel.row(low), channel.row(high), strict=True)
    ]
    if channel.quantity == "rotate_wxyz":
        size = math.sqrt(sum(x * x for x in row))
        row = [x / size for x in row]
    return row


def turn_of(wxyz):
    w, x, y, z = wxyz
    return np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
            [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
            [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
        ]
    )


def apart_deg(one, other):
    """The angle between two rotations, from the sine of it: exact where it is small."""
    both = one.T @ other
    sine = np.array([both[2, 1] - both[1, 2], both[0, 2] - both[2, 0], both[1, 0] - both[0, 1]]) / 2
    assert np.trace(both) > 0
    return math.degrees(math.asin(min(np.linalg.norm(sine), 1.0)))


def miss(thing, channel, wanted):
    """How far Blender's evaluated scene is from a value, as a share of what is allowed."""
    shown = thing.evaluated_get(bpy.context.evaluated_depsgraph_get())
    quantity = channel.quantity
    if quantity == "translate_m":
        return math.dist(shown.matrix_world.translation, wanted) / PLACE_M
    if quantity == "rotate_wxyz":
        return apart_deg(np.array(shown.matrix_world.to_3x3()), turn_of(wanted)) / TURN_DEG
    if quantity == "focal_length_mm":
        return abs(shown.data.lens - wanted[0]) / LENS_MM
    if quantity == "focus_distance_m":
        return abs(shown.data.dof.focus_distance - wanted[0]) / PLACE_M
    if quantity == "f_number":
        return abs(shown.data.dof.aperture_fstop - wanted[0]) / 1e-5
    if quantity == "intensity_cd" and shown.data.type in SPREAD_SR:
        found = shown.data.energy * LUMENS_PER_WATT / SPREAD_SR[shown.data.type]
        return abs(math.log2(found / wanted[0])) / LIGHT_STOPS
    if quantity == "fog_g":
        wanted_place = readback.places(thing)[quantity]
        return abs(readback.value(thing, wanted_place)[0] - wanted[0]) / 1e-6
    found = shown[quantity]
    found = list(found) if channel.width > 1 else [found]
    apart = max(abs(a - b) for a, b in zip(found, wanted, strict=True))
    return apart / (OTHERWISE * max(1.0, *map(abs, wanted)))


@pytest.mark.parametrize("name", sorted(scenarios()))
def test_shows_every_channel_at_whole_and_half_frames(name):
    take, _ = baked(name)
    things = {c.entity: readback.part(name, c.entity) for c in take.channels}
    worst = {}
    for half in range(2 * take.frame_count - 1):
        readback.set_time(take.start_frame + half / 2)
        for channel in take.channels:
            found = miss(things[channel.entity], channel, between(channel, half / 2))
            worst[channel.name] = max(worst.get(channel.name, 0.0), found)
    assert {key: value for key, value in worst.items() if value > 1.0} == {}


@pytest.mark.parametrize("name", sorted(scenarios()))
def test_everything_of_a_scenario_is_written_and_nothing_else_is_remarked(name):
    take, report = baked(name)
    assert dict(report.keys).keys() == {e.id for e in take.entities}
    expected = ("finds nothing", "range was left as it is", "no white balance")
    assert [line for line in report.warnings if not any(word in line for word in expected)] == []


def test_a_sun_lights_a_plane_across_its_beam_as_its_candela_do():
    take, _ = baked("golden_hour_drone_orbit")
    sun = readback.part("golden_hour_drone_orbit", "light.key")
    at = take.start_frame
    readback.set_time(at)
    light, target = take.at("light.key.translate_m", at), take.at("target.translate_m", at)
    beam_lx = take.at("light.key.intensity_cd", at)[0] / math.dist(light, target) ** 2
    shown = sun.evaluated_get(bpy.context.evaluated_depsgraph_get()).data
    assert shown.type == "SUN"
    assert shown.energy * LUMENS_PER_WATT == pytest.approx(beam_lx, rel=1e-6)


def test_lights_have_the_size_of_the_take_and_the_camera_its_film_gate():
    take, _ = baked("walk_and_talk_verite")
    key = readback.part("walk_and_talk_verite", "light.key").data
    assert (key.type, key.shape) == ("AREA", "RECTANGLE")
    assert key.size == pytest.approx(take.facts(LampFacts, "light.key").width_m)
    bulb = readback.part("walk_and_talk_verite", "light.practical_1").data
    assert (bulb.type, bulb.shadow_soft_size) == ("POINT", pytest.approx(0.125))
    lens = bpy.context.scene.camera.data
    assert (lens.sensor_fit, lens.dof.use_dof) == ("HORIZONTAL", True)
    assert (lens.sensor_width, lens.sensor_height) == pytest.approx((24.89, 14.0))


def test_the_air_is_as_thick_as_the_take_says_and_the_wind_blows_its_way():
    take, _ = baked("golden_hour_drone_orbit")
    air = readback.part("golden_hour_drone_orbit", "atmosphere")
    places = readback.places(air)
    for at in (take.start_frame, take.start_frame + 100):
        readback.set_time(at)
        per_m = take.at("atmosphere.fog_per_m", at)[0] * take.at("atmosphere.clearance", at)[0]
        assert readback.value(air, places["~density"])[0] == pytest.approx(per_m, rel=1e-6)
        wind = bpy.data.objects["Wind"]
        shown = wind.evaluated_get(bpy.context.evaluated_depsgraph_get())
        blows = np.array(shown.matrix_world.to_3x3())[:, 2] * shown.field.strength
        gust = 1.0 + take.at("atmosphere.gust", at)[0]
        wind_m_s = np.array(take.at("atmosphere.wind_m_s", at)) * gust
        assert blows == pytest.approx(wind_m_s, abs=1e-5)
    corners = np.array([air.matrix_world @ v.co for v in air.data.vertices])
    camera = np.array(list(take.channel("camera.translate_m").rows()))
    assert (corners.min(axis=0) < camera.min(axis=0)).all()
    assert (corners.max(axis=0) > camera.max(axis=0)).all()


def test_a_scene_in_centimetres_shows_the_same_shot():
    fresh_file()
    bpy.context.scene.unit_settings.scale_length = 0.01
    take = take_of("interview_three_point")
    bake_take(take)
    at = take.start_frame + 50
    readback.set_time(at)
    camera = readback.part("interview_three_point", "camera")
    shown = camera.evaluated_get(bpy.context.evaluated_depsgraph_get())
    assert list(shown.matrix_world.translation) == pytest.approx(
        [100 * x for x in take.at("camera.translate_m", at)], abs=1e-2
    )
    assert shown.data.dof.focus_distance == pytest.approx(
        100 * take.at("camera.focus_distance_m", at)[0], rel=1e-6
    )
    key = readback.part("interview_three_point", "light.key").data
    candela = key.energy * LUMENS_PER_WATT / SPREAD_SR[key.type] * 0.01**2
    assert candela == pytest.approx(take.at("light.key.intensity_cd", at)[0], rel=1e-6)


def test_a_saved_shot_opens_and_plays_without_the_add_on(tmp_path):
    take, _ = baked("walk_and_talk_verite")
    before = dump.whole_file()
    path = str(tmp_path / "shot.blend")
    bpy.ops.wm.save_as_mainfile(filepath=path)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.wm.open_mainfile(filepath=path, load_ui=False)
    assert dump.whole_file() == before
    for index in (0, 100.5, 300):
        readback.set_time(take.start_frame + index)
        for channel in take.channels:
            thing = readback.part("walk_and_talk_verite", channel.entity)
            assert miss(thing, channel, between(channel, index)) <= 1.0


def test_each_thing_has_an_action_of_its_own_named_after_shot_and_part():
    baked("hero_dolly_push_in")
    names = {action.name for action in bpy.data.actions}
    parts = ("camera", "camera.data", "light.key", "light.ambient.nodes", "atmosphere")
    assert {f"hero_dolly_push_in.{part}" for part in parts} <= names
    assert {action.users for action in bpy.data.actions} == {1}


def test_keys_are_straight_lines_and_curves_stand_in_groups():
    baked("walk_and_talk_verite")
    curves = dump.curves(readback.part("walk_and_talk_verite", "camera"))[1]
    assert {group for _, group, _ in curves.values()} == {"camera"}
    assert {key[2] for keys, _, _ in curves.values() for key in keys} == {"LINEAR"}


def test_rate_range_and_units_of_the_scene_are_left_and_remarked_on():
    fresh_file()
    scene = bpy.context.scene
    scene.render.fps, scene.frame_end = 25, 10
    scene.unit_settings.scale_length, scene.unit_settings.system = 0.01, "IMPERIAL"
    report = bake_take(take_of("hero_dolly_push_in"))
    assert (scene.render.fps, scene.frame_start, scene.frame_end) == (25, 1, 10)
    assert scene.unit_settings.scale_length == pytest.approx(0.01)
    assert scene.unit_settings.system == "IMPERIAL"
    assert any("one unit of this scene is 0.01 m" in line for line in report.warnings)
    assert any("25 frames per second" in line for line in report.warnings)
    assert any("1 to 10" in line for line in report.warnings)


def test_a_world_of_the_users_comes_back_when_the_sky_is_no_longer_needed():
    fresh_file()
    mine = bpy.data.worlds.new("Mine")
    bpy.context.scene.world = mine
    take = take_of("hero_dolly_push_in")
    bake_take(take, wishes=BlenderWishes(take_sky=False))
    assert bpy.context.scene.world == mine
    report = bake_take(take)
    assert bpy.context.scene.world != mine
    assert mine.users > 0
    assert not any("keeps its own World" in line for line in report.warnings)
    bake_take(dark(take))
    assert bpy.context.scene.world == mine
    assert len(bpy.data.worlds) == 1


def dark(take):
    """The same shot without its sky."""
    from dataclasses import replace

    return replace(
        take,
        entities=tuple(e for e in take.entities if e.id != "light.ambient"),
        channels=tuple(c for c in take.channels if c.entity != "light.ambient"),
    )


def test_a_white_card_in_the_light_that_the_film_asks_for_comes_out_at_1():
    take, _ = baked("interview_three_point")
    stop = take.at("camera.f_number", 1)[0]
    index = take.at("camera.exposure_index", 1)[0]
    open_s = take.at("camera.shutter_deg", 1)[0] / 360 / 24
    asked_lx = 268.6 * stop**2 / (open_s * index)  # the incident meter's own law
    card = asked_lx / math.pi / LUMENS_PER_WATT  # radiance of a white card, as Cycles counts
    view = bpy.context.scene.view_settings
    assert card * 2**view.exposure == pytest.approx(1.0, rel=1e-5)
    if hasattr(view, "use_white_balance"):
        balance_k = take.facts(FilmFacts, "film").balance_k
        assert (view.use_white_balance, view.white_balance_temperature) == (True, balance_k)


def test_the_view_is_left_alone_when_that_is_wished():
    fresh_file()
    before = dump.settings(bpy.context.scene.view_settings)
    bake_take(take_of("interview_three_point"), wishes=BlenderWishes(take_look=False))
    assert dump.settings(bpy.context.scene.view_settings) == before


def test_a_lens_that_is_shifted_shows_more_of_that_side():
    from array import array

    from bpy_extras.object_utils import world_to_camera_view
    from mathutils import Vector

    from scene_stager.moks.take import Channel

    take = take_of("interview_three_point")
    count = take.frame_count
    gate_mm = take.facts(CameraFacts, "camera").sensor_width_mm
    rise = Channel("camera.shift_y_mm", "mm", 1, array("d", [0.02 * i for i in range(count)]))
    side = Channel("camera.shift_x_mm", "mm", 1, array("d", [gate_mm / 4.0] * count))
    from dataclasses import replace

    fresh_file()
    bake_take(take)
    scene, at = bpy.context.scene, take.start_frame + 10
    scene.render.resolution_x, scene.render.resolution_y = 1920, 1080
    point = Vector(take.at("target.translate_m", at))
    readback.set_time(at)
    before = world_to_camera_view(scene, scene.camera, point)
    bake_take(replace(take, channels=(*take.channels, rise, side)))
    readback.set_time(at)
    after = world_to_camera_view(scene, scene.camera, point)
    assert after.x - before.x == pytest.approx(-0.25, abs=1e-5)
    assert (after.y - before.y) * 1080 / 1920 == pytest.approx(-0.2 / gate_mm, abs=1e-5)


@pytest.mark.parametrize("lens", [{"shift_mm": 4.0, "rise_mm": -3.0}, {"verticals": "upright"}])
def test_a_script_with_a_shifted_lens_shows_its_subject_where_it_was(lens):
    from dataclasses import replace

    from bpy_extras.object_utils import world_to_camera_view
    from mathutils import Vector

    from scene_stager.front_door import bake, read_script

    script = read_script("crane_reveal")
    script = replace(script, rig=replace(script.rig, imperfection=0.0, tilt_deg=None))
    wide = replace(script.lens, focal_length_mm=18.0)
    shown, axis = [], []
    for more in ({}, lens):
        take = bake(replace(script, lens=replace(wide, **more)))
        fresh_file()
        bake_take(take)
        scene, at = bpy.context.scene, take.start_frame + take.frame_count - 1
        scene.render.resolution_x, scene.render.resolution_y = 2489, 1400
        readback.set_time(at)
        point = Vector(take.at("target.translate_m", at))
        shown.append(tuple(world_to_camera_view(scene, scene.camera, point))[:2])
        axis.append((scene.camera.data.shift_x, scene.camera.data.shift_y))
    assert shown[1] == pytest.approx(shown[0], abs=2e-5)
    assert axis[0] == (0.0, 0.0)
    assert max(abs(part) for part in axis[1]) > 0.01
