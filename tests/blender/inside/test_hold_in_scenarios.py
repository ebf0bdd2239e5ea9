"""The scenarios whose lamps and subjects part, metered at the eyes by Cycles: held, and not held.

The meter is made of thirty-two matt cards, all at the focal target, that face evenly over a half
sphere. Twice their mean is what a half dome reads, which is made to read a lamp before it in full;
nothing of the product is in it.
"""

import math
from dataclasses import replace

import bpy
import numpy as np
import pytest
from blender_addon.bake import bake_take
from mathutils import Vector

from scene_stager.front_door import bake, read_script
from tests.blender import readback
from tests.blender.material import GREY, matt

pytestmark = pytest.mark.blender

LUMENS_PER_WATT = 683.0
WIDE, HIGH, CELL_PX = 8, 4, 8
CELL_M = 0.003
CARDS = WIDE * HIGH
FRAMES = {"walk_and_talk_verite": (1, 91, 181, 361), "hero_dolly_push_in": (1, 71, 131, 240)}
CLAIMED_STOPS = 0.1
AWAY_M = 0.2


def facing(index):
    """A way over the half sphere about +z, even in area (Fibonacci's spiral)."""
    z = (index + 0.5) / CARDS
    turn = index * math.pi * (3.0 - math.sqrt(5.0))
    level = math.sqrt(1.0 - z * z)
    return Vector((level * math.cos(turn), level * math.sin(turn), z))


def dome_of_cards():
    """Cards that look equally large from +z, and throw no shadow on one another."""
    corners, faces, half = [], [], 0.3 * CELL_M
    for index in range(CARDS):
        column, row = index % WIDE, index // WIDE
        middle = Vector((column - (WIDE - 1) / 2, row - (HIGH - 1) / 2, 0.0)) * CELL_M
        normal = facing(index)
        across = Vector((-normal.y, normal.x, 0.0)).normalized()
        along = normal.cross(across) / normal.z
        for i, j in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
            corners.append(middle + half * (i * across + j * along))
        faces.append(tuple(range(4 * index, 4 * index + 4)))
    mesh = bpy.data.meshes.new("dome")
    mesh.from_pydata(corners, [], faces)
    mesh.materials.append(matt(GREY))
    thing = placed(bpy.data.objects.new("dome", mesh))
    thing.visible_shadow = thing.visible_diffuse = False
    return thing


def placed(thing):
    bpy.context.scene.collection.objects.link(thing)
    thing.rotation_mode = "QUATERNION"
    return thing


def set_up(name, hold):
    """The scenario in an empty file, with nothing but its key, and a small linear picture."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.fps, scene.render.engine = 24, "CYCLES"
    scene.cycles.device, scene.cycles.samples, scene.cycles.seed = "CPU", 32, 1
    scene.cycles.use_denoising = scene.cycles.use_adaptive_sampling = False
    scene.render.resolution_x, scene.render.resolution_y = WIDE * CELL_PX, HIGH * CELL_PX
    scene.render.image_settings.file_format = "OPEN_EXR"
    script = read_script(name)
    take = bake(replace(script, lighting=replace(script.lighting, hold=hold)))
    bake_take(take)
    for thing in scene.objects:
        thing.hide_render = thing.type in ("LIGHT", "MESH")
    readback.part(name, "light.key").hide_render = False
    scene.world = None
    lens = bpy.data.cameras.new("meter")
    lens.type, lens.ortho_scale = "ORTHO", WIDE * CELL_M
    lens.clip_start, lens.clip_end = 0.001, 2.0 * AWAY_M
    scene.camera = placed(bpy.data.objects.new("meter", lens))
    return take, dome_of_cards()


def metered_lx(take, dome, frame, toward, path):
    """What the dome reads at the target when it is turned that way."""
    readback.set_time(frame)
    target, turn = Vector(take.at("target.translate_m", frame)), toward.to_track_quat("Z", "Y")
    scene = bpy.context.scene
    for thing, where in ((dome, target), (scene.camera, target + toward * AWAY_M)):
        thing.location, thing.rotation_quaternion = where, turn
    scene.render.filepath = str(path)
    bpy.ops.render.render(write_still=True)
    picture = bpy.data.images.load(str(path))
    pixels = np.empty(4 * WIDE * HIGH * CELL_PX**2, dtype=np.float32)
    picture.pixels.foreach_get(pixels)
    bpy.data.images.remove(picture)
    cells = pixels.reshape(HIGH, CELL_PX, WIDE, CELL_PX, 4)
    low, high = CELL_PX // 2 - 1, CELL_PX // 2 + 1
    seen = cells[:, low:high, :, low:high, :3].mean(axis=(1, 3))
    assert (cells[:, low:high, :, low:high, 3] > 0.99).all(), "a card is not where it was put"
    luminance = seen.reshape(CARDS, 3).mean(axis=0) @ (0.2126, 0.7152, 0.0722)
    return 2.0 * luminance * math.pi / GREY * LUMENS_PER_WATT


def kept_way(take, name, frame):
    """Where the dome faces: to where the lamp was set, and with the lens for a lamp on the rig."""
    if name == "walk_and_talk_verite":  # it was set for the middle of the way: frame 181
        frame = 181
        return (of(take, "light.key", frame) - of(take, "target", frame)).normalized()
    return (of(take, "light.key", 1) - of(take, "target", 1)).normalized()


def of(take, entity, frame):
    return Vector(take.at(f"{entity}.translate_m", frame))


def readings(name, hold, folder):
    take, dome = set_up(name, hold)
    found = [
        metered_lx(take, dome, at, kept_way(take, name, at), folder / f"{hold}_{at}.exr")
        for at in FRAMES[name]
    ]
    told = [take.at("light.key.illuminance_lx", at)[0] for at in FRAMES[name]]
    return np.array(found), np.array(told)


@pytest.mark.parametrize("name", FRAMES)
def test_the_exposure_at_the_eyes_stays_while_they_part(name, tmp_path):
    found, told = readings(name, True, tmp_path)
    assert np.ptp(np.log2(found)) <= CLAIMED_STOPS
    assert np.abs(np.log2(found / told)).max() <= CLAIMED_STOPS


@pytest.mark.parametrize("name", FRAMES)
def test_without_the_hold_it_goes_as_the_report_draws_it(name, tmp_path):
    found, told = readings(name, False, tmp_path)
    assert np.ptp(np.log2(found)) > 1.0
    assert np.abs(np.log2(found / told)).max() <= CLAIMED_STOPS
