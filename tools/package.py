#!/usr/bin/env python3
"""Build what people install: python tools/package.py blender [--out DIR]

The Blender extension is one zip for all platforms and for Blender 4.2 and later: the add-on, and in
it the part of the core that bakes. All imports are made relative, so that it needs no path of its
own and meets no other copy. Blender's own builder and validator do the rest; they
come with the Python that SCENE_STAGER_BPY_PYTHON names, or with this one if it has bpy.
"""

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CORE, ADD_ON = ROOT / "core" / "scene_stager", ROOT / "blender_addon"
VARIABLE = "SCENE_STAGER_BPY_PYTHON"

# What baking and playing need of the core. The rest reads pictures, writes files, talks to people.
ROOMS = ("maths", "shot", "script", "moks", "compiler", "hosts")
FILES = ("__init__.py", "errors.py", "registry.py", "canonical.py", "front_door.py")
LEFT_OUT = ("hosts/usd.py", "hosts/_usd", "script/schema_door.py")

ABSOLUTE = re.compile(r"^(\s*)from scene_stager(\.[\w.]+)? import ", re.MULTILINE)
FOLDER = "import bpy; print('FOLDER', bpy.utils.system_resource('SCRIPTS'))"
TOOL = "addons_core/bl_pkg/cli/blender_ext.py"
VALIDATE = (
    "import sys, bpy; from bl_pkg import bl_extension_cli as c; "
    "sys.exit(c.cli_extension_handler(['validate', sys.argv[1]]))"
)


class PackageError(Exception):
    """Something is missing or wrong; the message says what to do."""


def lay_out(folder: Path) -> None:
    """Put the extension's files into a folder, with the core inside and every import relative."""
    for file in _files(ADD_ON, ("README.md", "smoke.py")):
        _copy(file, folder / file.relative_to(ADD_ON), depth=0, inside=True)
    home = folder / "scene_stager"
    rooms = [file for room in ROOMS for file in _files(CORE / room)]
    for file in [*(CORE / name for name in FILES), *rooms]:
        where = file.relative_to(CORE)
        if not where.as_posix().startswith(LEFT_OUT):
            _copy(file, home / where, depth=len(where.parts) - 1, inside=False)
    shutil.copy(ROOT / "LICENSE", home / "LICENSE")


def relative(text: str, depth: int, inside: bool) -> str:
    """A file's text with `from scene_stager.x import` turned into an import from where it stands.

    `depth` is how many folders lie between the file and the package that holds it; `inside` is for
    files that stand beside the core, not in it.
    """

    def turn(found: re.Match[str]) -> str:
        rest = found[2] or ""
        if inside:
            return f"{found[1]}from .scene_stager{rest} import "
        return f"{found[1]}from {'.' * (depth + 1)}{rest.removeprefix('.')} import "

    return ABSOLUTE.sub(turn, text)


def absolute_imports(text: str) -> list[int]:
    """Lines that still import the core by its own name."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if (isinstance(node, ast.ImportFrom) and not node.level and _ours(node.module or ""))
        or (isinstance(node, ast.Import) and any(_ours(alias.name) for alias in node.names))
    ]


def build(out: Path) -> Path:
    """The zip, built and found valid by Blender's own tools."""
    python, tool = blender_tool()
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "scene_stager"
        lay_out(source)
        version = _version(source)
        out.mkdir(parents=True, exist_ok=True)
        made = Path(scratch) / f"scene_stager-{version}.zip"
        _run(python, tool, "build", "--source-dir", source, "--output-filepath", made)
        _run(python, tool, "validate", made)
        _run(python, "-c", VALIDATE, made)  # knows the list of tags, which the tool does not
        return Path(shutil.move(made, out / made.name))


def blender_tool() -> tuple[str, Path]:
    """A Python with Blender in it, and the extension tool that came with it."""
    named = [path for path in os.environ.get(VARIABLE, "").split(os.pathsep) if path]
    for python in (*reversed(named), sys.executable):
        done = subprocess.run([python, "-c", FOLDER], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            tool = Path(done.stdout.rpartition("FOLDER ")[2].splitlines()[0]) / TOOL
            if tool.is_file():
                return python, tool
    raise PackageError(f"needs a Python with bpy for Blender's own builder: name it in {VARIABLE}")


def _version(source: Path) -> str:
    """The version, which manifest and core must agree on."""
    manifest = (source / "blender_manifest.toml").read_text(encoding="utf-8")
    core = (source / "scene_stager" / "__init__.py").read_text(encoding="utf-8")
    found = {
        re.search(r'(?m)^version = "(.+)"$', manifest)[1],
        re.search(r'(?m)^__version__ = "(.+)"$', core)[1],
    }
    if len(found) != 1:
        raise PackageError(f"blender_manifest.toml and the core differ in version: {sorted(found)}")
    return found.pop()


def _files(folder: Path, without: tuple[str, ...] = ()) -> list[Path]:
    return [
        file
        for file in sorted(folder.rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts and file.name not in without
    ]


def _copy(file: Path, place: Path, *, depth: int, inside: bool) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    if file.suffix != ".py":
        shutil.copy(file, place)
        return
    text = relative(file.read_text(encoding="utf-8"), depth, inside)
    left = absolute_imports(text)
    if left:
        raise PackageError(f"{file.relative_to(ROOT)}:{left[0]}: an import that stays absolute")
    place.write_text(text, encoding="utf-8")


def _ours(name: str) -> bool:
    return name.partition(".")[0] == "scene_stager"


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PackageError(f"{words[2]} failed:\n{done.stdout}{done.stderr}")


def main() -> int:
    """Build one package and print where it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["blender"])
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    options = parser.parse_args()
    try:
        print(build(options.out))
    except PackageError as error:
        print(f"tools/package.py: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
