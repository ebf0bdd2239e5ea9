"""The USD shot as real Blender imports it. Wants bpy and usd-core side by side."""

import math
import struct
import zlib

import numpy as np
import pytest

pytest.importorskip("pxr", reason="needs usd-core")

from scene_stager.hosts.usd import write_usd
from scene_stager.moks.entities import CameraFacts
from tests.facts import lamp
from tests.hosts.usd_takes import LEVEL, baked, camera_take, take_of

pytestmark = pytest.mark.blender


@pytest.fixture
def bpy():
    import bpy

    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.context.scene.world = bpy.data.worlds.new("World")  # a dome needs one to go to
    return bpy


def imported(bpy, take, folder):
    path = folder / "shot.usda"
    write_usd(take, path)
    bpy.ops.wm.usd_import(filepath=str(path))
    return bpy.context.scene


def one(bpy, kind):
    (found,) = [thing for thing in bpy.data.objects if thing.type == kind]
    return found


def turn_deg(matrix, wxyz):
    """How far a matrix is turned from a quaternion, by the sine, which sees the smallest turns."""
    w, x, y, z = wxyz
    asked = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
            [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
            [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
        ]
    )
    off = np.array(matrix.to_3x3().normalized(), dtype=np.float64).T @ asked  # the stage is scaled
    assert np.trace(off) > 2.9
    sine = np.array([off[2, 1] - off[1, 2], off[0, 2] - off[2, 0], off[1, 0] - off[0, 1]]) / 2
    return math.degrees(math.asin(np.linalg.norm(sine)))


@pytest.mark.parametrize("name", ["hero_dolly_push_in", "vertigo_dolly_zoom", "crane_reveal"])
def test_camera_and_lens_at_every_frame(bpy, name, tmp_path):
    take = baked(name)
    scene = imported(bpy, take, tmp_path)
    assert (scene.frame_start, scene.frame_end) == (take.frames[0], take.frames[-1])
    thing = one(bpy, "CAMERA")
    camera = take.facts(CameraFacts, "camera")
    assert thing.data.sensor_width == pytest.approx(camera.sensor_width_mm, abs=1e-3)
    for frame in take.frames:
        scene.frame_set(frame)
        matrix = thing.evaluated_get(bpy.context.evaluated_depsgraph_get()).matrix_world
        place_m = take.at("camera.translate_m", frame)
        assert np.abs(np.array(matrix.translation) - place_m).max() < 1e-4
        assert turn_deg(matrix, take.at("camera.rotate_wxyz", frame)) < 1e-3
        lens_mm, focus_m = thing.data.lens, thing.data.dof.focus_distance
        assert abs(lens_mm - take.at("camera.focal_length_mm", frame)[0]) < 1e-3
        assert abs(focus_m - take.at("camera.focus_distance_m", frame)[0]) < 1e-4
        assert abs(thing.data.dof.aperture_fstop - take.at("camera.f_number", frame)[0]) < 1e-5


@pytest.mark.parametrize("name", ["hero_dolly_push_in", "vertigo_dolly_zoom", "crane_reveal"])
def test_the_camera_is_the_one_that_the_add_on_bakes(bpy, name, tmp_path):
    from blender_addon.bake import bake_take

    take = baked(name)
    scene = imported(bpy, take, tmp_path)
    theirs = one(bpy, "CAMERA")
    bake_take(take, scene)
    (ours,) = [t for t in bpy.data.objects if t.type == "CAMERA" and t is not theirs]
    assert ours.data.sensor_width == pytest.approx(theirs.data.sensor_width, abs=1e-3)
    for frame in take.frames:
        scene.frame_set(frame)
        graph = bpy.context.evaluated_depsgraph_get()
        a, b = ours.evaluated_get(graph), theirs.evaluated_get(graph)
        apart = np.array(a.matrix_world.translation) - np.array(b.matrix_world.translation)
        assert np.abs(apart).max() < 1e-4
        assert turn_deg(b.matrix_world, a.matrix_world.to_quaternion()) < 1e-3
        assert abs(a.data.lens - b.data.lens) < 1e-3
        assert abs(a.data.dof.focus_distance - b.data.dof.focus_distance) < 1e-4
        f_numbers = a.data.dof.aperture_fstop, b.data.dof.aperture_fstop
        assert abs(2.0 * math.log2(f_numbers[0] / f_numbers[1])) < 1e-3


def test_a_turned_camera_looks_the_same_way(bpy, tmp_path):
    imported(bpy, camera_take((0, -5, 1.7), LEVEL), tmp_path)
    matrix = one(bpy, "CAMERA").matrix_world
    assert np.array(matrix.translation) == pytest.approx((0, -5, 1.7), abs=1e-6)
    assert np.array(matrix.col[2])[:3] * 100 == pytest.approx((0, -1, 0), abs=1e-6)


def lux_on_a_card(bpy, scene):
    """Illuminance on a white card at the origin that faces up, as Cycles renders it."""
    bpy.ops.mesh.primitive_plane_add(size=0.1)
    material = bpy.data.materials.new("white")
    if material.node_tree is None:  # Blender 5 has one from the start, and a word against asking
        material.use_nodes = True
    nodes = material.node_tree.nodes
    nodes.clear()
    white, output = nodes.new("ShaderNodeBsdfDiffuse"), nodes.new("ShaderNodeOutputMaterial")
    white.inputs[0].default_value = (1, 1, 1, 1)
    material.node_tree.links.new(white.outputs[0], output.inputs[0])
    bpy.context.object.data.materials.append(material)
    return math.pi * _render(bpy, scene)


def _render(bpy, scene):
    above = bpy.data.objects.new("above", bpy.data.cameras.new("above"))
    scene.collection.objects.link(above)
    above.location = (0, 0, 0.5)
    above.data.type, above.data.ortho_scale = "ORTHO", 0.02
    scene.camera, scene.render.engine = above, "CYCLES"
    scene.cycles.samples, scene.cycles.use_denoising = 64, False
    scene.render.resolution_x = scene.render.resolution_y = 8
    scene.render.image_settings.file_format = "OPEN_EXR"
    scene.render.image_settings.color_depth = "32"
    scene.render.filepath = bpy.app.tempdir + "card.exr"
    bpy.ops.render.render(write_still=True)
    picture = bpy.data.images.load(scene.render.filepath)
    return float(np.array(picture.pixels[:]).reshape(-1, 4)[:, :3].mean())


@pytest.mark.parametrize("shape", ["disk", "rect", "sphere"])
def test_a_lamp_gives_as_many_lux_as_the_take_says(bpy, shape, tmp_path):
    channels = {
        "light.key.translate_m": (0, 0, 3),
        "light.key.rotate_wxyz": (1, 0, 0, 0),
        "light.key.intensity_cd": 900.0,
        "light.key.hold_stops": 1.0,
    }
    take = take_of(channels, [lamp("light.key", shape, width_m=0.2)])
    scene = imported(bpy, take, tmp_path)
    for thing in list(bpy.data.objects):
        if thing.type != "LIGHT" and thing.parent is not None and thing.type == "MESH":
            bpy.data.objects.remove(thing)  # the floor would lie in the card
    assert lux_on_a_card(bpy, scene) == pytest.approx(100.0, rel=0.01)


@pytest.mark.parametrize(("reader", "times"), [("standard", 4.0), ("blender", 1.0)])
def test_a_sun_is_as_strong_as_the_take_says_in_blenders_own_variant(bpy, reader, times, tmp_path):
    channels = {
        "target.translate_m": (0, 0, 0),
        "light.key.translate_m": (0, 0, 3),
        "light.key.rotate_wxyz": (1, 0, 0, 0),
        "light.key.intensity_cd": 900.0,
        "light.key.hold_stops": 1.0,
    }
    write_usd(take_of(channels, [lamp("light.key", "distant")]), tmp_path / "shot.usda", reader)
    bpy.ops.wm.usd_import(filepath=str(tmp_path / "shot.usda"))
    sun = one(bpy, "LIGHT").data
    strength = sun.energy * 2.0 ** getattr(sun, "exposure", 0.0)
    assert strength == pytest.approx(times * 100.0, rel=1e-4)


def test_stand_in_floor_and_materials_arrive(bpy, tmp_path):
    imported(bpy, baked("tabletop_product_orbit"), tmp_path)
    made_of = {
        thing.name: [slot.material.name for slot in thing.material_slots]
        for thing in bpy.data.objects
        if thing.type == "MESH"
    }
    assert made_of["cap"] == ["dark"]
    assert made_of["body"] == ["clay"]
    assert made_of["tiles"] == ["floor", "floor_mark"]
    assert "MISSING_TARGET_role_product" in bpy.data.objects


def png(codes):
    """A PNG of 8-bit colours (h, w, 3), without a library, which Blender's Python has not."""
    high, wide = codes.shape[:2]
    rows = b"".join(b"\0" + row.astype(np.uint8).tobytes() for row in codes)
    parts = [(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0))]
    parts += [(b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )


def test_the_still_behind_a_shot_is_the_right_way_round(bpy, tmp_path):
    from scene_stager.hosts.usd import plate_text

    quarters = np.array([[(200, 30, 30), (30, 200, 30)], [(30, 30, 200), (120, 120, 120)]])
    (tmp_path / "still.png").write_bytes(png(quarters.repeat(8, axis=0).repeat(8, axis=1)))
    bpy.ops.wm.read_factory_settings(use_empty=True)
    # At f/2 the picture has a quarter of the light, so the still gives four times its own.
    take = camera_take((0, -5, 1.7), LEVEL, channels={"camera.f_number": 2.0})
    write_usd(take, tmp_path / "shot.usda")
    (tmp_path / "plate.usda").write_text(plate_text(take, "shot.usda", "still.png", 1.0), "utf-8")
    bpy.ops.wm.usd_import(filepath=str(tmp_path / "plate.usda"))
    scene = bpy.context.scene
    one(bpy, "CAMERA").data.dof.use_dof = False
    scene.camera, scene.render.engine = one(bpy, "CAMERA"), "CYCLES"
    scene.cycles.samples, scene.cycles.use_denoising = 16, False
    scene.render.resolution_x, scene.render.resolution_y = 32, 18
    scene.render.image_settings.file_format = "OPEN_EXR"
    scene.render.filepath = str(tmp_path / "seen.exr")
    bpy.ops.render.render(write_still=True)
    seen = bpy.data.images.load(scene.render.filepath)
    seen = np.array(seen.pixels[:]).reshape(18, 32, 4)[::-1, :, :3]
    asked = np.where(quarters <= 0.04045 * 255, quarters / 255 / 12.92, 0.0)
    asked = np.where(quarters > 0.04045 * 255, ((quarters / 255 + 0.055) / 1.055) ** 2.4, asked)
    found = [[seen[row, column] for column in (8, 24)] for row in (4, 13)]
    assert np.array(found) == pytest.approx(4.0 * asked, abs=0.04)
