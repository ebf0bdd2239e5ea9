"""How shots are turned in Blender, baked by the add-on and imported as USD: for kept_in_blender.py.

Run with a Python that has bpy, and a folder of `N.take.json`, `N.usda` and `N.times.json`; leaves
`N.turns.json`: from "add-on" and "importer" to a quaternion for each of the times.
"""

# ruff: noqa: E402 - the path comes first: it runs as a script in a bare Blender

import json
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / name) for name in ("core", "")]

import bpy
from blender_addon.bake import bake_take

from scene_stager.hosts.take_file import read_take_file


def camera_turns(times):
    """The only camera's quaternion at times, as the dependency graph has it."""
    (camera,) = [thing for thing in bpy.data.objects if thing.type == "CAMERA"]
    turns = []
    for time in times:
        bpy.context.scene.frame_set(int(time // 1), subframe=time % 1)
        shown = camera.evaluated_get(bpy.context.evaluated_depsgraph_get())
        turns.append(list(shown.matrix_world.normalized().to_quaternion()))
    return turns


def main(folder: Path) -> None:
    """Turn after turn."""
    for file in sorted(folder.glob("*.take.json")):
        name = file.name.partition(".")[0]
        times, found = json.loads((folder / f"{name}.times.json").read_text()), {}
        bpy.ops.wm.read_factory_settings(use_empty=True)
        bake_take(read_take_file(file))
        found["add-on"] = camera_turns(times)
        bpy.ops.wm.read_factory_settings(use_empty=True)
        bpy.context.scene.world = bpy.data.worlds.new("World")  # a dome needs one to go to
        bpy.ops.wm.usd_import(filepath=str(folder / f"{name}.usda"))
        found["importer"] = camera_turns(times)
        (folder / f"{name}.turns.json").write_text(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
