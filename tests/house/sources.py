"""How the house tests read the house: its files, its imports, its public functions."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "core" / "scene_stager"
ADD_ON = ROOT / "blender_addon"
HOSTS = (
    ADD_ON,
    ROOT / "maya_plugin" / "scripts" / "scene_stager_maya",
    ROOT / "unreal_plugin" / "SceneStager" / "Content" / "Python" / "scene_stager_unreal",
)

NOT_OURS = {"out", "build", "dist", "__pycache__", "node_modules"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Import:
    """One imported name, in full: who imports it, on which line, whether that happens on loading.

    `dots` counts those of a relative import.
    """

    file: str
    line: int
    name: str
    on_load: bool
    dots: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line} imports {self.name}"


def our_files(root: Path = ROOT, ending: str = "") -> Iterator[Path]:
    """Every file of the project below `root`: no caches, environments, results, hidden folders."""
    for path in sorted(root.iterdir()):
        if path.name.startswith(".") or path.name in NOT_OURS or path.name.endswith(".egg-info"):
            continue
        if path.is_dir():
            yield from our_files(path, ending)
        elif path.name.endswith(ending):
            yield path


def tree_of(file: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def imports_of(file: Path, package: Path) -> list[Import]:
    """Every import of a file, in full; `from a import b` gives `a.b` where that is a module."""
    where = file.relative_to(package).as_posix()
    found = []
    for node, on_load in _import_nodes(tree_of(file)):
        if isinstance(node, ast.Import):
            names, dots = [alias.name for alias in node.names], 0
        else:
            module, dots = _absolute(node, file, package), node.level
            names = [_full_name(module, alias.name, package) for alias in node.names]
        found += [Import(where, node.lineno, n, on_load, dots) for n in dict.fromkeys(names)]
    return found


def module_of(file: Path, package: Path) -> str:
    """The dotted name of a file; a door has the name of its folder."""
    parts = file.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _absolute(node: ast.ImportFrom, file: Path, package: Path) -> str:
    """The module that is imported from, without dots: one dot is the file's own folder."""
    if not node.level:
        return node.module or ""
    folder = file.relative_to(package.parent).parent.parts
    above = folder[: len(folder) - node.level + 1]
    return ".".join([*above, *([node.module] if node.module else [])])


def _full_name(module: str, name: str, package: Path) -> str:
    """`module.name` when that is a module of ours, otherwise `module`."""
    inside = package.parent.joinpath(*module.split("."), name)
    is_module = inside.is_dir() or inside.with_suffix(".py").is_file()
    return (
        f"{module}.{name}"
        if module.split(".", maxsplit=1)[0] == package.name and is_module
        else module
    )


def _import_nodes(
    node: ast.AST, on_load: bool = True
) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    """Imports below a node; those in functions or for type checkers only do not run on loading."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, on_load
        else:
            later = isinstance(child, Function | ast.Lambda) or _for_type_checkers(child)
            yield from _import_nodes(child, on_load and not later)


def _for_type_checkers(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def public_functions(tree: ast.Module) -> Iterator[Function]:
    """Functions of a module, and methods of its public classes, that strangers may call."""
    for node in tree.body:
        members = node.body if isinstance(node, ast.ClassDef) and _public(node.name) else [node]
        yield from (m for m in members if isinstance(m, Function) and _public(m.name))


def _public(name: str) -> bool:
    return not name.startswith("_")


def arguments_of(function: Function) -> list[ast.arg]:
    """All arguments of a function but `self` and `cls`."""
    a = function.args
    named = [*a.posonlyargs, *a.args, *a.kwonlyargs]
    return [arg for arg in named if arg.arg not in {"self", "cls"}]


def no(complaints: Iterable[str], law: str) -> None:
    """Fail with the law that is broken, what to do, and every complaint on a line of its own."""
    found = list(complaints)
    assert not found, "\n".join(["", f"law of the house: {law}", *(f"  {one}" for one in found)])
