"""What every package carries: files of a host and of the core, with imports made relative."""

import ast
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "core" / "scene_stager"

# What baking and playing need of the core. The rest reads pictures, writes files, talks to people.
ROOMS = ("maths", "shot", "script", "moks", "compiler", "hosts", "presets")
FILES = ("__init__.py", "errors.py", "registry.py", "canonical.py", "front_door.py")
FILES += ("plain_file.py", "stranger_usd.py", "whole_file.py", "user_folder.py")
LEFT_OUT = ("hosts/usd.py", "hosts/_usd", "script/schema_door.py")
LEFT_OUT += ("provenance/carriers/usd.py",)
LEFT_OUT += ("provenance/mark.py", "provenance/index/near.py")  # they ask networks
# What walks a corpus or rebuilds a scene is of the command line, not of a host.
OF_THE_COMMAND_LINE = ("evaluate", "find", "law", "lineage", "master", "page")
LEFT_OUT += tuple(f"provenance/{room}" for room in OF_THE_COMMAND_LINE)
LEFT_OUT += ("reading/persistence.py", "reading/sheet/law_sheet.py")  # for the same

ABSOLUTE = re.compile(r"^(\s*)from scene_stager(\.[\w.]+)? import ", re.MULTILINE)
VERSION = re.compile(r'(?m)^__version__ = "(.+)"$')


class PackageError(Exception):
    """Something is missing or wrong; the message says what to do."""


def lay_core(home: Path, rooms: tuple[str, ...] = ROOMS, more: tuple[str, ...] = ()) -> None:
    """Put the core into a folder named scene_stager: its files, some of its rooms, its licence.

    `more` are files of the ground floor that only these rooms need.
    """
    inside = [file for room in rooms for file in files_of(CORE / room)]
    for file in [*(CORE / name for name in (*FILES, *more)), *inside]:
        where = file.relative_to(CORE)
        if not where.as_posix().startswith(LEFT_OUT):
            _copy(file, home / where, depth=len(where.parts) - 1, beside=False)
    shutil.copy(ROOT / "LICENSE", home / "LICENSE")


def lay_host(source: Path, folder: Path, without: tuple[str, ...] = ()) -> None:
    """Put a host's own files into the folder in which the core stands as scene_stager."""
    for file in files_of(source, without):
        where = file.relative_to(source)
        _copy(file, folder / where, depth=len(where.parts) - 1, beside=True)


def files_of(folder: Path, without: tuple[str, ...] = ()) -> list[Path]:
    """Every file of a folder and below it, but for caches and some names."""
    return [
        file
        for file in sorted(folder.rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts and file.name not in without
    ]


def core_version() -> str:
    """The version of the core."""
    return VERSION.search((CORE / "__init__.py").read_text(encoding="utf-8"))[1]


def relative(text: str, depth: int, beside: bool) -> str:
    """A file's text with `from scene_stager.x import` turned into an import from where it stands.

    `depth` is how many folders lie between the file and the package that holds it; `beside` is for
    files that stand beside the core, not in it.
    """
    dots = "." * (depth + 1)

    def turn(found: re.Match[str]) -> str:
        rest = found[2] or ""
        inner = f"scene_stager{rest}" if beside else rest.removeprefix(".")
        return f"{found[1]}from {dots}{inner} import "

    return ABSOLUTE.sub(turn, text)


def absolute_imports(text: str) -> list[int]:
    """Lines that still import the core by its own name."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if (isinstance(node, ast.ImportFrom) and not node.level and _ours(node.module or ""))
        or (isinstance(node, ast.Import) and any(_ours(alias.name) for alias in node.names))
    ]


def _copy(file: Path, place: Path, *, depth: int, beside: bool) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    if file.suffix != ".py":
        shutil.copy(file, place)
        return
    text = relative(file.read_text(encoding="utf-8"), depth, beside)
    left = absolute_imports(text)
    if left:
        raise PackageError(f"{file.relative_to(ROOT)}:{left[0]}: an import that stays absolute")
    place.write_text(text, encoding="utf-8")


def _ours(name: str) -> bool:
    return name.partition(".")[0] == "scene_stager"
