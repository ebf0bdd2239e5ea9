"""Install the full extension into an empty user folder, and say where what it needs comes from.

Run as install.py: python install_full.py ZIP, with BLENDER_USER_RESOURCES naming an empty folder.
"""

import importlib
import json
import sys
from pathlib import Path

MODULE = "bl_ext.user_default.scene_stager"
CARRIED = ("scipy", "gudhi", "PIL", "pydantic", "defusedxml")
MATCHING = (
    *("inverse.loop.match", "reading", "preview", "pictures", "batch.run"),
    *("provenance.automatic", "models"),
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
    found["record"] = record_of_a_render(archive.replace(".zip", ".png"))
    print("\nFOUND " + json.dumps(found))


def record_of_a_render(path):
    """What a picture says of itself after it was stamped as the add-on stamps renders."""
    import bpy

    records = importlib.import_module(f"{MODULE}.records")
    importlib.import_module("PIL.Image").new("RGB", (8, 6), (1, 2, 3)).save(path)
    records.stamp_files(bpy.context.scene, [Path(path)])
    return records.facts_of_file(Path(path))[0]


main(sys.argv[1])
