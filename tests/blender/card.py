"""Light a white card by the lamps of drawn stills in real Blender; run by a Python that has bpy.

usage: python card.py OUT.json
OUT.json holds the irradiance of a card that faces the lamp, as Cycles has it, by the lamp's kind.
"""

import json
import math
import sys
from pathlib import Path

import bpy
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tools" / "stills")]

import inside_blender  # noqa: E402
import light_in_blender as light  # noqa: E402

from tests.blender.material import matt  # noqa: E402

LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
PIXELS = 8


def white_card(toward):
    bpy.ops.mesh.primitive_plane_add(size=0.05)
    card = bpy.context.object
    card.rotation_euler = toward.to_track_quat("Z", "Y").to_euler()
    card.data.materials.append(matt(1.0))


def camera(toward):
    data = bpy.data.cameras.new("camera")
    data.lens = 800.0
    eye = inside_blender.linked("camera", data)
    eye.location = toward + inside_blender.Vector((0.3, 0.0, 0.0))
    eye.rotation_euler = (-eye.location).to_track_quat("-Z", "Y").to_euler()
    bpy.context.scene.camera = eye


def irradiance(lamp, folder):
    """What the middle of the card sends back, times pi."""
    inside_blender.clean_stage()
    toward = light.way(lamp["azimuth_deg"], lamp["elevation_deg"])
    white_card(toward)
    camera(toward)
    light.add_lamp(lamp, 0.7)
    scene = inside_blender.set_render((PIXELS, PIXELS), 64, 1)
    scene.cycles.use_denoising = False
    scene.view_settings.view_transform = "Raw"
    scene.render.image_settings.file_format = "OPEN_EXR"
    scene.render.filepath = str(folder / "card.exr")
    bpy.ops.render.render(write_still=True)
    picture = bpy.data.images.load(str(folder / "card.exr"))
    rgb = np.array(picture.pixels[:]).reshape(PIXELS, PIXELS, 4)[2:6, 2:6, :3]
    return float(math.pi * rgb.mean(axis=(0, 1)) @ LUMINANCE)


def main():
    out = Path(sys.argv[1])
    lamp = {"azimuth_deg": 40.0, "elevation_deg": 30.0, "irradiance": 1.7, "kelvin": 4300.0}
    lamp |= {"distance": 5.0, "in_sight": False}
    wide_deg = {"disk": 20.0, "spot": 3.0, "sun": 2.0}
    told = {
        k: irradiance({**lamp, "kind": k, "wide_deg": w}, out.parent) for k, w in wide_deg.items()
    }
    out.write_text(json.dumps(told), encoding="utf-8")


main()
