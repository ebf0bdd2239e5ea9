"""Cameras worked by hand, rolled ones too: Blender's axes are the stage's own."""

import math

import bpy
import numpy as np
import pytest
from blender_addon.host import BlenderHost
from mathutils import Euler

from scene_stager.hosts.play import play
from scene_stager.moks.take import Channel, Take
from tests.facts import entity
from tests.hosts.maya_ascii_reader import about, quaternion

# Place in metres and Blender's own Euler XYZ in degrees; which way the camera then looks, by hand.
BY_HAND = {
    "look +y": ((0, -5, 1.7), (90, 0, 0), (0, 1, 0)),
    "look -x": ((5, 0, 1.7), (90, 0, 90), (-1, 0, 0)),
    "45 down": ((0, -4, 4), (45, 0, 0), (0, 0.70711, -0.70711)),
    "general": ((3, -4, 2), (68.1986, 0, 36.8699), (-0.55709, 0.74278, -0.37139)),
    "roll +10": ((0, -5, 1.7), (90, -10, 0), (0, 1, 0)),
    "general, roll -7": (
        (3, -4, 2),
        (68.0504, 6.4971, 34.259),
        (-0.55709, 0.74278, -0.37139),
    ),
}


@pytest.mark.parametrize("case", BY_HAND)
def test_a_camera_stands_and_looks_as_worked_by_hand(case):
    place_m, turn_deg, looks = BY_HAND[case]
    bpy.ops.wm.read_factory_settings(use_empty=True)
    x, y, z = turn_deg
    wxyz = quaternion(about("z", z) @ about("y", y) @ about("x", x))
    channels = (
        Channel("camera.translate_m", "m", 3, [float(v) for v in place_m]),
        Channel("camera.rotate_wxyz", "1", 4, [float(v) for v in wxyz]),
    )
    entities = (entity("camera"),)
    play(Take("By hand", (24, 1), 1, 1, "0" * 64, channels, entities), BlenderHost())
    bpy.context.scene.frame_set(1)
    graph = bpy.context.evaluated_depsgraph_get()
    world = bpy.data.objects["Camera"].evaluated_get(graph).matrix_world
    assert tuple(world.translation) == pytest.approx(place_m, abs=1e-4)
    own = Euler([math.radians(a) for a in turn_deg], "XYZ").to_matrix()
    assert np.abs(np.array(world.to_3x3()) - np.array(own)).max() < 1e-6
    assert tuple(-world.col[2])[:3] == pytest.approx(looks, abs=1e-4)
