"""Blender's command line, for Blender as a Python module: as much of it as farm jobs use.

python stand_in_blender.py ARCHIVE --background [FILE.blend] --python SCRIPT -- ...
The extension is installed from ARCHIVE when it is not there yet.
"""

import runpy
import sys

archive, *words = sys.argv[1:]
own, rest = words[: words.index("--")], words[words.index("--") :]
script = own[own.index("--python") + 1]
files = [word for word in own if word.endswith(".blend")]

import bpy  # noqa: E402 - after the words, which tell of mistakes sooner

bpy.ops.extensions.package_install_files(
    filepath=archive, repo="user_default", enable_on_install=True, overwrite=True
)
if files:
    bpy.ops.wm.open_mainfile(filepath=files[0], load_ui=False)
sys.argv = [script, *rest]
runpy.run_path(script, run_name="__main__")
