"""Private names stay private, and what is written down is used."""

import ast
import re
from collections import Counter
from pathlib import Path

from tests.house.sources import CORE, ROOT, no, our_files, tree_of

OURS = ("core", "blender_addon", "maya_plugin", "unreal_plugin", "tools")
WORD = re.compile(r"\b[A-Za-z_]\w*\b")
CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]*\b")


def registries(package: Path = CORE) -> set[str]:
    """Folders of entries. In them an underscore says "no entry", not "private"."""
    doors = (file for file in our_files(package, "__init__.py"))
    return {
        file.parent.relative_to(package).as_posix().replace("/", ".")
        for file in doors
        if "load_folder(" in file.read_text(encoding="utf-8")
    }


def trespasses(package: Path = CORE) -> list[str]:
    """Imports of an underscored file from outside of the room that it stands in."""
    complaints = []
    furniture = registries(package)
    for file in our_files(package, ".py"):
        room = file.relative_to(package).parts[0].removesuffix(".py")
        for node in ast.walk(tree_of(file)):
            if not isinstance(node, ast.ImportFrom) or node.level or not node.module:
                continue
            parts = node.module.split(".")[1:]
            hidden = [i for i, part in enumerate(parts) if re.match(r"_[a-z]", part)]
            if node.module.split(".")[0] != package.name or not hidden or parts[0] == room:
                continue
            if ".".join(parts[: hidden[0]]) not in furniture:
                complaints.append(f"{file.relative_to(package).as_posix()}: {node.module}")
    return complaints


def constants_of(file: Path) -> list[str]:
    """Names in capitals that a module gives a value to."""
    targets: list[ast.expr] = []
    for node in tree_of(file).body:
        if isinstance(node, ast.Assign):
            targets += node.targets
        elif isinstance(node, ast.AnnAssign):
            targets.append(node.target)
    flat = [one for t in targets for one in (t.elts if isinstance(t, ast.Tuple) else [t])]
    return [t.id for t in flat if isinstance(t, ast.Name) and CONSTANT.fullmatch(t.id)]


def private_functions_of(file: Path) -> list[str]:
    return [
        node.name
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and re.match(r"_[a-zA-Z]", node.name)
    ]


def unused(files: list[Path], readers: list[Path]) -> list[str]:
    """Constants and private functions that nothing but their definition mentions."""
    seen = Counter(w for file in readers for w in WORD.findall(file.read_text(encoding="utf-8")))
    return [
        f"{file.name}: {name}"
        for file in files
        for name in (*constants_of(file), *private_functions_of(file))
        if seen[name] < 2
    ]


def test_an_underscored_file_is_imported_by_its_own_room_only():
    no(
        trespasses(),
        "an underscored file belongs to its own room: import the door, or drop the underscore",
    )


def test_every_constant_and_every_private_function_is_used():
    files = [file for top in OURS for file in our_files(ROOT / top, ".py")]
    no(
        unused(files, [*files, *our_files(ROOT / "tests", ".py")]),
        "what is written down is used: delete it, or use it",
    )


def test_sees_a_trespass_and_what_nobody_uses(tmp_path):
    package = tmp_path / "scene_stager"
    for name, text in {
        "__init__": "",
        "maths/_inner": "",
        "shot/rigs/__init__": "rigs = load_folder('x')",
        "shot/rigs/_profile": "",
        "script/a": "from scene_stager.maths._inner import x\n"
        "from scene_stager.shot.rigs._profile import y\n",
    }.items():
        file = package / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    assert trespasses(package) == ["script/a.py: scene_stager.maths._inner"]
    file = tmp_path / "b.py"
    file.write_text("A, B = 1, 2\nC: int = B\ndef _f(): ...\ndef _g(): _g()\n")
    assert unused([file], [file]) == ["b.py: A", "b.py: C", "b.py: _f"]
