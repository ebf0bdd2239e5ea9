"""The dome light of nine harmonics as real Blender imports it, on a white ball in Cycles."""

import pytest

pytest.importorskip("pxr", reason="needs usd-core")
pytest.importorskip("bpy", reason="needs Blender as a Python module (bpy)")

from scene_stager.hosts.usd import dome_text, write_usd
from scene_stager.maths.radiance.harmonics import irradiance
from scene_stager.maths.radiance.sh_projection import reconstruct
from tests.blender.ball import ROWS, assert_lit
from tests.facts import lamp
from tests.hosts.usd_takes import take_of
from tests.pictures.files import radiance_flat

pytestmark = pytest.mark.blender


def test_the_dome_lights_a_ball_as_the_closed_form_says(tmp_path):
    import bpy

    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.world = bpy.data.worlds.new("World")  # a dome needs one to go to
    (tmp_path / "sky.hdr").write_bytes(radiance_flat(reconstruct(ROWS, 64, 128)))
    (tmp_path / "sky.usda").write_text(dome_text("sky", ROWS.tolist(), "sky.hdr"), "utf-8")
    bpy.ops.wm.usd_import(filepath=str(tmp_path / "sky.usda"))
    assert_lit(scene, tmp_path, lambda normals: irradiance(ROWS, normals))


def test_the_sky_of_a_shot_lights_a_ball_from_its_side(tmp_path):
    import bpy

    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.world = bpy.data.worlds.new("World")
    rows = tuple(map(tuple, ROWS.tolist()))
    write_usd(take_of({}, [lamp("light.ambient", "dome", sh_nit=rows)]), tmp_path / "shot.usda")
    bpy.ops.wm.usd_import(filepath=str(tmp_path / "shot.usda"))
    for thing in [one for one in bpy.data.objects if one.type == "MESH"]:
        bpy.data.objects.remove(thing)  # the floor would stand in the light
    assert_lit(scene, tmp_path, lambda normals: irradiance(ROWS, normals))
