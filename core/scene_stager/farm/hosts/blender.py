# SPDX-License-Identifier: Apache-2.0
"""Blender: the Take becomes keys in a .blend, which renders frame by frame.

The machines need Blender 4.2 or later with the Scene Stager extension enabled.
"""

from scene_stager.farm.hosts._farm_host import (
    FarmHost,
    Needs,
    Template,
    in_chunks,
    number,
    python_file,
    step,
    text,
)

SCENE = '''"""Play shot.take.json into a .blend: scene.py -- TAKE SET RESULT (SET may be empty)."""
import importlib
import os
import sys

import bpy

take_file, set_file, result = sys.argv[sys.argv.index("--") + 1 :][:3]
if set_file:
    bpy.ops.wm.open_mainfile(filepath=set_file, load_ui=False)
enabled = bpy.context.preferences.addons.keys()
ours = [name for name in enabled if name.rpartition(".")[2] == "scene_stager"]
if not ours:
    sys.exit("the Scene Stager extension is not enabled in this Blender")
read = importlib.import_module(ours[0] + ".scene_stager.moks.take_json").read_take
printable = importlib.import_module(ours[0] + ".scene_stager.errors").printable
bake_take = importlib.import_module(ours[0] + ".bake").bake_take

with open(take_file, encoding="utf-8") as file:
    take = read(file.read())
scene = bpy.context.scene
if not set_file:
    whole = -(-take.fps[0] // take.fps[1])
    scene.render.fps, scene.render.fps_base = whole, whole * take.fps[1] / take.fps[0]
    scene.frame_start, scene.frame_end = take.frames[0], take.frames[-1]
report = bake_take(take, scene)
for warning in report.warnings:
    print("warning:", printable(warning))
bpy.ops.wm.save_as_mainfile(filepath=os.path.abspath(result), compress=True)
print("wrote", report.key_count, "keys")
'''

RENDER = '''"""Render a chunk of frames: render.py -- CHUNK FOLDER ENGINE SAMPLES WIDTH.

CHUNK is such as 1-8 or 5. A width of 0 leaves engine, samples and size as they are in the file.
"""
import os
import re
import sys

import bpy

chunk, folder, engine, samples, width = sys.argv[sys.argv.index("--") + 1 :][:5]
first, last = re.fullmatch(r"(-?[0-9]+)(?:-(-?[0-9]+))?", chunk).groups()
scene = bpy.context.scene
if int(width):
    lens = scene.camera.data
    scene.render.engine, scene.cycles.samples = engine, int(samples)
    scene.render.resolution_x = int(width)
    scene.render.resolution_y = round(int(width) * lens.sensor_height / lens.sensor_width)
    scene.render.resolution_percentage = 100
scene.frame_start, scene.frame_end, scene.frame_step = int(first), int(last or first), 1
scene.render.filepath = os.path.join(os.path.abspath(folder), "frame.####")
bpy.ops.render.render(animation=True)
'''

BLENDER = "{{Param.Blender}}"
STRICT = ["--background", "--python-exit-code", "1"]

PARAMETERS: tuple[Template, ...] = (
    text("Blender", "blender", "How the machines of the farm start Blender."),
    {
        "name": "Set",
        "type": "PATH",
        "objectType": "FILE",
        "dataFlow": "IN",
        "default": "",
        "description": "A .blend with the set that the shot is played into; empty for a new one.",
    },
    text("Engine", "CYCLES", "Blender's name of the render engine."),
    number("Samples", 128, "Samples per pixel."),
    number("Width", 1920, "Pixels across; 0 leaves engine, samples and size as the set has them."),
)


def steps(needs: Needs, frames_per_chunk: int) -> list[Template]:
    """HostScene writes shot.blend; Render makes pictures of it, chunk by chunk."""
    scene = step(
        "HostScene",
        "Bake",
        BLENDER,
        [
            *(*STRICT, "--python", "{{Task.File.Scene}}", "--"),
            *("{{Param.OutDir}}/shot.take.json", "{{Param.Set}}", "{{Param.OutDir}}/shot.blend"),
        ],
        [python_file("Scene", SCENE)],
        Needs(cores=1, memory_mib=4096),
    )
    render = step(
        "Render",
        "HostScene",
        BLENDER,
        [
            *("--background", "{{Param.OutDir}}/shot.blend", *STRICT[1:]),
            *("--python", "{{Task.File.Render}}", "--", "{{Task.Param.Frame}}"),
            *(
                "{{Param.OutDir}}/frames",
                "{{Param.Engine}}",
                "{{Param.Samples}}",
                "{{Param.Width}}",
            ),
        ],
        [python_file("Render", RENDER)],
        needs,
    )
    return [scene, in_chunks(render, frames_per_chunk)]


FARM_HOST = FarmHost("Blender, from the bake to rendered frames", PARAMETERS, steps)
