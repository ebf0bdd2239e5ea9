"""The Blender extension: one zip for all platforms and for Blender 4.2 and later.

In it are the add-on and the part of the core that bakes. All imports are relative, so that it needs
no path of its own and meets no other copy. Blender's own builder and validator do the rest; they
come with bpy, which `tools/dev.py test` installs in an environment of its own.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.blenders import VARIABLE, pythons
from tools.packaging._layout import ROOT, PackageError, core_version, lay_core, lay_host

ADD_ON = ROOT / "blender_addon"

FOLDER = "import bpy; print('FOLDER', bpy.utils.system_resource('SCRIPTS'))"
TOOL = "addons_core/bl_pkg/cli/blender_ext.py"
VALIDATE = (
    "import sys, bpy; from bl_pkg import bl_extension_cli as c; "
    "sys.exit(c.cli_extension_handler(['validate', sys.argv[1]]))"
)


def build(out: Path) -> list[Path]:
    """The zip, built and found valid by Blender's own tools."""
    python, tool = blender_tool()
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "scene_stager"
        lay_out(source)
        out.mkdir(parents=True, exist_ok=True)
        made = Path(scratch) / f"scene_stager-{_version(source)}.zip"
        _run(python, tool, "build", "--source-dir", source, "--output-filepath", made)
        _run(python, tool, "validate", made)
        _run(python, "-c", VALIDATE, made)  # knows the list of tags, which the tool does not
        return [Path(shutil.move(made, out / made.name))]


def lay_out(folder: Path) -> None:
    """Put the extension's files into a folder, with the core inside and every import relative."""
    lay_host(ADD_ON, folder, ("README.md", "smoke.py"))
    lay_core(folder / "scene_stager")


def blender_tool() -> tuple[str, Path]:
    """A Python with Blender in it, and the extension tool that came with it."""
    for python in (*reversed(pythons()), sys.executable):
        done = subprocess.run([python, "-c", FOLDER], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            tool = Path(done.stdout.rpartition("FOLDER ")[2].splitlines()[0]) / TOOL
            if tool.is_file():
                return python, tool
    raise PackageError(
        "needs Blender's own builder, which comes with bpy: run python tools/dev.py test, which "
        f"installs it, or name a Python that has it in {VARIABLE}"
    )


def _version(source: Path) -> str:
    """The version, which manifest and core must agree on."""
    manifest = (source / "blender_manifest.toml").read_text(encoding="utf-8")
    found = {re.search(r'(?m)^version = "(.+)"$', manifest)[1], core_version()}
    if len(found) != 1:
        raise PackageError(f"blender_manifest.toml and the core differ in version: {sorted(found)}")
    return found.pop()


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PackageError(f"{words[2]} failed:\n{done.stdout}{done.stderr}")
