"""A grey card at the focal target, lit by the baked key and rendered with Cycles."""

import math
from dataclasses import replace

import bpy
import numpy as np
import pytest
from blender_addon.bake import bake_take
from mathutils import Quaternion, Vector

from scene_stager.front_door import bake, read_script
from scene_stager.moks.take import Channel, Take
from tests.blender import readback
from tests.blender.material import GREY, matt
from tests.facts import entity, lamp

pytestmark = pytest.mark.blender

LUMENS_PER_WATT = 683.0
FRAMES = (1, 91, 181, 271, 361)
CARD_M = 0.1
NAME = "walk_and_talk_verite"


def walks_away_from_the_key(hold):
    """Somebody walks straight away from a lamp on the set; camera, subject and distance move."""
    script = read_script(NAME)
    key = replace(
        script.lighting,
        frame="world",
        key_azimuth_deg=180.0,
        key_elevation_deg=0.0,
        key_distance_m=None,
        key_along_m=None,
        hold=hold,
    )
    return bake(replace(script, lighting=key))


def only_the_key():
    """Everything but the key goes dark, and the air goes away."""
    for thing in bpy.context.scene.objects:
        thing.hide_render = thing.type in ("LIGHT", "MESH")
    readback.part(NAME, "light.key").hide_render = False
    bpy.context.scene.world = None


def grey_card(unit=1.0):
    half = CARD_M / 2 * unit
    mesh = bpy.data.meshes.new("card")
    corners = [(-half, -half, 0), (half, -half, 0), (half, half, 0), (-half, half, 0)]
    mesh.from_pydata(corners, [], [(0, 1, 2, 3)])
    mesh.materials.append(matt(GREY))
    return placed(bpy.data.objects.new("card", mesh))


def meter(unit=1.0):
    """A camera without perspective that sees nothing but the middle of the card."""
    lens = bpy.data.cameras.new("meter")
    lens.type, lens.ortho_scale = "ORTHO", CARD_M / 4 * unit
    lens.clip_start, lens.clip_end = 0.001 * unit, 1.0 * unit
    return placed(bpy.data.objects.new("meter", lens))


def placed(thing):
    bpy.context.scene.collection.objects.link(thing)
    return thing


def measured_lx(take, frame, card, camera, path, away=None, unit=1.0):
    """The light on a card that is turned to the lamp, from what Cycles makes of it."""
    scene = bpy.context.scene
    readback.set_time(frame)
    target = Vector(take.at("target.translate_m", frame))
    if away is None:
        away = (Vector(take.at("light.key.translate_m", frame)) - target).normalized()
    turn = away.to_track_quat("Z", "Y")
    for thing, where in ((card, target * unit), (camera, (target + away * CARD_M) * unit)):
        thing.rotation_mode, thing.rotation_quaternion, thing.location = "QUATERNION", turn, where
    scene.camera = camera
    scene.render.filepath = str(path)
    bpy.ops.render.render(write_still=True)
    picture = bpy.data.images.load(str(path))
    pixels = np.empty(4 * picture.size[0] * picture.size[1], dtype=np.float32)
    picture.pixels.foreach_get(pixels)
    bpy.data.images.remove(picture)
    luminance = pixels.reshape(-1, 4)[:, :3].mean(axis=0) @ (0.2126, 0.7152, 0.0722)
    return luminance * math.pi / GREY * LUMENS_PER_WATT


def new_file(take, metres_per_unit=1.0):
    """A take in an empty file that renders small, linear pictures."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.fps = 24
    scene.render.engine = "CYCLES"
    scene.cycles.device, scene.cycles.samples, scene.cycles.seed = "CPU", 64, 1
    scene.cycles.use_denoising = scene.cycles.use_adaptive_sampling = False
    scene.render.resolution_x = scene.render.resolution_y = 8
    scene.render.image_settings.file_format = "OPEN_EXR"
    scene.unit_settings.scale_length = metres_per_unit
    if take is not None:
        bake_take(take)
    return take


def metered(hold, folder):
    take = new_file(walks_away_from_the_key(hold))
    only_the_key()
    card, camera = grey_card(), meter()
    found = [
        measured_lx(take, frame, card, camera, folder / f"{hold}_{frame}.exr") for frame in FRAMES
    ]
    return take, np.array(found)


def test_the_hold_keeps_the_exposure_of_the_card_and_without_it_the_light_falls_off(tmp_path):
    take, held = metered(True, tmp_path)
    told = np.array([take.at("light.key.illuminance_lx", frame)[0] for frame in FRAMES])
    assert np.ptp(np.log2(held)) <= 0.1
    assert np.abs(np.log2(held / told)).max() <= 0.1

    take, loose = metered(False, tmp_path)
    told = np.array([take.at("light.key.illuminance_lx", frame)[0] for frame in FRAMES])
    assert np.ptp(np.log2(loose)) > 1.0
    assert np.abs(np.log2(loose / told)).max() <= 0.1


def one_lamp(shape, cd, away_m):
    """A target at eye height, and a lamp in front of it that looks at it."""
    channels = {
        "target.translate_m": (0.0, 0.0, 1.63),
        "light.key.translate_m": (0.0, -away_m, 1.63),
        "light.key.rotate_wxyz": (math.sqrt(0.5), math.sqrt(0.5), 0.0, 0.0),
        "light.key.intensity_cd": (cd,),
        "light.key.hold_stops": (0.5,),
    }
    cone = {"beam_deg": 40.0, "field_deg": 50.0} if shape == "spot" else {}
    key = lamp("light.key", shape, width_m=0.2, softness_deg=0.5, **cone)
    return Take(
        title=NAME,
        fps=(24, 1),
        start_frame=1,
        frame_count=1,
        plan_hash="0" * 64,
        channels=tuple(Channel(key, "1", len(row), row) for key, row in channels.items()),
        entities=(
            entity("shot", name=NAME),
            entity("target"),
            key,
        ),
        proxies=(),
    )


@pytest.mark.parametrize(
    ("shape", "kind"),
    [
        ("sphere", "POINT"),
        ("spot", "SPOT"),
        ("disk", "AREA"),
        ("rect", "AREA"),
        ("distant", "SUN"),
    ],
)
@pytest.mark.parametrize("metres_per_unit", [1.0, 0.01])
def test_nine_hundred_candela_three_metres_away_are_a_hundred_lux(
    shape, kind, metres_per_unit, tmp_path
):
    take = one_lamp(shape, 900.0, 3.0)
    new_file(None, metres_per_unit)
    bake_take(take)
    lamp = readback.part(NAME, "light.key")
    assert (lamp.data.type, lamp["hold_stops"]) == (kind, 0.5)
    unit = 1.0 / metres_per_unit
    card, camera = grey_card(unit), meter(unit)
    found = measured_lx(take, 1, card, camera, tmp_path / "lamp.exr", unit=unit)
    assert abs(math.log2(found / 100.0)) <= 0.02


def test_a_spot_gives_the_card_half_at_its_beam_angle_and_a_tenth_at_its_field_angle(tmp_path):
    take = one_lamp("spot", 900.0, 3.0)  # a beam of 40 degrees, and so a field of 50
    new_file(None)
    bake_take(take)
    lamp = readback.part(NAME, "light.key")
    lamp.data.shadow_soft_size = 0.0
    card, camera = grey_card(), meter()
    straight = lamp.rotation_quaternion.copy()
    lamp.animation_data_clear()
    found = []
    for off_deg in (0.0, 20.0, 25.0, 29.0):
        aside = Quaternion((0.0, 0.0, 1.0), math.radians(off_deg))
        lamp.rotation_quaternion = aside @ straight
        found.append(measured_lx(take, 1, card, camera, tmp_path / f"{off_deg}.exr"))
    share = np.array(found) / found[0]
    assert abs(math.log2(found[0] / 100.0)) <= 0.02
    assert share[1:3] == pytest.approx([0.5, 0.1], abs=0.005)
    assert share[3] < 1e-3


def test_the_sky_gives_an_upright_card_what_the_take_says(tmp_path):
    take = new_file(bake(read_script(NAME), frames=(1, 2)))
    world = bpy.context.scene.world
    only_the_key()
    readback.part(NAME, "light.key").hide_render = True
    bpy.context.scene.world = world
    level = Vector((0.0, -1.0, 0.0))
    found = measured_lx(take, 1, grey_card(), meter(), tmp_path / "sky.exr", level)
    assert abs(math.log2(found / take.at("light.ambient.illuminance_lx", 1)[0])) <= 0.1
