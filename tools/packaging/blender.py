"""The Blender extension: one zip for all platforms and for Blender 4.2 and later.

In it are the add-on and the part of the core that bakes. All imports are relative, so that it needs
no path of its own and meets no other copy. Blender's own builder and validator do the rest; they
come with bpy, which `tools/dev.py test` installs in an environment of its own.

--full carries what matches pictures too, with its wheels: one zip for each platform.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.blenders import VARIABLE, pythons
from tools.packaging._layout import ROOMS, ROOT, PackageError, core_version, lay_core, lay_host
from tools.packaging._wheels import PLATFORMS, PYTHONS, fetch

ADD_ON = ROOT / "blender_addon"
# What only --full has: rooms of the core, and files beside them.
MATCHING = ("batch", "models", "pictures", "provenance", "preview", "reading", "inverse")
MATCHING_FILES = ("page_look.py", "file_lock.py", "one_thread.py", "sqlite_file.py")
MATCHING_FILES += ("whole_folder.py",)

FOLDER = "import bpy; print('FOLDER', bpy.utils.system_resource('SCRIPTS'))"
TOOL = "addons_core/bl_pkg/cli/blender_ext.py"
VALIDATE = (
    "import sys, bpy; from bl_pkg import bl_extension_cli as c; "
    "sys.exit(c.cli_extension_handler(['validate', sys.argv[1]]))"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """What can be said beside where the zip goes."""
    parser.add_argument("--full", action="store_true", help="with wheels, a zip for each platform")
    parser.add_argument("--platforms", nargs="+", choices=PLATFORMS, default=tuple(PLATFORMS))
    parser.add_argument("--pythons", nargs="+", choices=PYTHONS, default=PYTHONS)


def build(out: Path, full: bool = False, platforms=(), pythons=PYTHONS) -> list[Path]:
    """The zip, or with `full` one for each platform, built and found valid by Blender's tools."""
    python, tool = blender_tool()
    with tempfile.TemporaryDirectory() as scratch:
        source, ready = Path(scratch) / "scene_stager", Path(scratch) / "ready"
        lay_out(source, full)
        ready.mkdir()
        version = _version(source)
        if full:
            chosen = tuple(platforms) or tuple(PLATFORMS)
            wheels = fetch(source / "wheels", chosen, tuple(pythons))
            with_wheels(source / "blender_manifest.toml", wheels, chosen)
            where = ("--output-dir", ready, "--split-platforms")
        else:
            where = ("--output-filepath", ready / f"scene_stager-{version}.zip")
        _run(python, tool, "build", "--source-dir", source, *where)
        out.mkdir(parents=True, exist_ok=True)
        return [_validated(python, tool, made, out) for made in sorted(ready.glob("*.zip"))]


def lay_out(folder: Path, full: bool = False) -> None:
    """Put the extension's files into a folder, with the core inside and every import relative."""
    rooms, more = ((*ROOMS, *MATCHING), MATCHING_FILES) if full else (ROOMS, ())
    lay_host(ADD_ON, folder, ("README.md",))
    lay_core(folder / "scene_stager", rooms, more)


def with_wheels(manifest: Path, wheels: list[Path], platforms: tuple[str, ...]) -> None:
    """Name wheels and platforms in a manifest; a table of its own, such as permissions, is last."""
    text = manifest.read_text(encoding="utf-8")
    named = ",\n".join(f'  "./wheels/{wheel.name}"' for wheel in wheels)
    said = ", ".join(f'"{platform}"' for platform in platforms)
    head, table, rest = text.partition("\n[")
    lines = f"\nplatforms = [{said}]\nwheels = [\n{named},\n]\n"
    manifest.write_text(head + lines + table + rest, encoding="utf-8")


def _validated(python: str, tool: Path, made: Path, out: Path) -> Path:
    _run(python, tool, "validate", made)
    _run(python, "-c", VALIDATE, made)  # knows the list of tags, which the tool does not
    return Path(shutil.move(made, out / made.name))


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
