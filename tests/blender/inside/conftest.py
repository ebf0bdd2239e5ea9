"""What is in this folder runs inside Blender; elsewhere it is not even read."""

from importlib.util import find_spec

import pytest

collect_ignore_glob = [] if find_spec("bpy") is not None else ["test_*.py"]


@pytest.fixture
def add_on():
    """The panel's settings in an empty file, with shots of three frames."""
    import blender_addon
    import bpy

    bpy.ops.wm.read_factory_settings(use_empty=True)
    blender_addon.register()
    settings = bpy.context.scene.scene_stager
    settings.use_range, settings.last_frame = True, 3
    yield settings
    blender_addon.unregister()
