"""How the fog of a test's picture is drawn, where the fog itself is not what the test judges."""

import bpy


def march_through_fog(scene):
    """Step through fog, as Blender 4 does; from 5.0 on a tree made of it costs 4 s a picture."""
    if bpy.app.version >= (5, 0, 0):
        scene.cycles.volume_biased = True
