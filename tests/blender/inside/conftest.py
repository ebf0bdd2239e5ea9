"""What is in this folder runs inside Blender; elsewhere it is not even read."""

from importlib.util import find_spec

import pytest

collect_ignore_glob = [] if find_spec("bpy") is not None else ["test_*.py"]


@pytest.fixture
def registered():
    """The panel's settings in an empty file."""
    import blender_addon
    import bpy

    bpy.ops.wm.read_factory_settings(use_empty=True)
    blender_addon.register()
    yield bpy.context.scene.scene_stager
    blender_addon.unregister()


@pytest.fixture
def add_on(registered):
    """The same, with shots of three frames."""
    registered.use_range, registered.last_frame = True, 3
    return registered
