"""Install the extension as a person would, bake with it, and print what came of it as JSON.

Run in a fresh process with a Python that has bpy and nothing of this project:
python install.py ZIP SCENARIO FRAMES, with BLENDER_USER_RESOURCES naming an empty folder.
"""

import importlib.abc
import json
import sys

UNWANTED = {"scipy", "gudhi", "pydantic", "PIL", "pxr", "typer", "rich"}
MODULE = "bl_ext.user_default.scene_stager"


class Refuse(importlib.abc.MetaPathFinder):
    """Nothing that a host does not have may be imported."""

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in UNWANTED | {"scene_stager"}:
            raise ImportError(f"{name} is not to be had in a host")


def ours():
    import bpy

    return sorted(name for name in dir(bpy.types) if name.startswith("SCENE_STAGER"))


def main(archive, scenario, frames):
    sys.meta_path.insert(0, Refuse())
    import bpy

    paths = list(sys.path)
    bpy.ops.extensions.package_install_files(
        filepath=archive, repo="user_default", enable_on_install=True, overwrite=True
    )
    found = {"blender": bpy.app.version[:2], "installed": MODULE in bpy.context.preferences.addons}
    paths_after = [path for path in sys.path if path not in paths]
    found["paths"] = [path for path in paths_after if "scene_stager" in path]

    settings = bpy.context.scene.scene_stager
    settings.scenario = scenario
    settings.use_range, settings.first_frame, settings.last_frame = True, 1, frames
    found["bake"] = sorted(bpy.ops.scene_stager.bake())
    found["actions"] = sorted(action.name for action in bpy.data.actions)
    camera = bpy.context.scene.camera
    bpy.context.scene.frame_set(frames)
    found["camera_m"] = list(camera.matrix_world.translation)
    found["modules"] = sorted(
        name for name in sys.modules if name.partition(".")[0] in UNWANTED | {"scene_stager"}
    )

    found["rounds"] = []
    for _ in range(5):
        bpy.ops.preferences.addon_disable(module=MODULE)
        gone = ours() == [] and not hasattr(bpy.types.Scene, "scene_stager")
        bpy.ops.preferences.addon_enable(module=MODULE)
        found["rounds"].append(gone and "SCENE_STAGER_OT_bake" in ours())
    print("\nFOUND " + json.dumps(found))


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
