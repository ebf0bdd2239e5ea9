"""Install the full extension into an empty user folder, and say where what it needs comes from.

Run as install.py: python install_full.py ZIP, with BLENDER_USER_RESOURCES naming an empty folder.
"""

import importlib
import json
import sys

MODULE = "bl_ext.user_default.scene_stager"
CARRIED = ("scipy", "gudhi", "PIL", "pydantic")
MATCHING = (
    *("inverse.loop.match", "reading", "preview", "presets.library", "pictures", "batch.run"),
    "provenance.automatic",
)


def main(archive):
    import bpy

    bpy.ops.extensions.package_install_files(
        filepath=archive, repo="user_default", enable_on_install=True, overwrite=True
    )
    found = {"installed": MODULE in bpy.context.preferences.addons}
    found["homes"] = {name: importlib.import_module(name).__file__ for name in CARRIED}
    found["numpy"] = importlib.import_module("numpy").__file__
    inside = f"{MODULE}.scene_stager."
    found["rooms"] = [importlib.import_module(inside + room).__name__ for room in MATCHING]
    found["integral"] = importlib.import_module("scipy.integrate").quad(lambda x: x * x, 0, 3)[0]
    print("\nFOUND " + json.dumps(found))


main(sys.argv[1])
