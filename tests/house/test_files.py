"""Files stay small, folders say what they hold, and nothing of one machine is left in them."""

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

from tests.house.sources import CORE, ROOT, Function, no, our_files, tree_of

MOST_LINES = 350
MOST_LINES_OF_A_FUNCTION = 40
TEXT = (".py", ".md", ".toml", ".txt", ".json", ".yml", ".yaml", ".cfg", ".html", ".css", ".js")

# A home folder, a workplace or a drive of one machine.
MACHINE_PATH = re.compile(
    r"(?<![\w.~$}\])/])/(?:home|root|Users|work|workspace|tmp|mnt|var/folders)/\w|[A-Z]:\\\\?Users"
)
PACKAGE_SOURCE = re.compile(r"--(?:extra-)?index-url|--find[-]links|--trusted[-]host")
LOOSE_ENDS = re.compile(r"(?m)^(?:<{7}|>{7}) |\b(?:FI[X]ME|XX[X])\b|\bTOD[O]\b(?!\()")


def long_files(files: Iterator[Path]) -> list[str]:
    lengths = {file: file.read_text(encoding="utf-8").count("\n") for file in files}
    return [f"{file.name}: {lines} lines" for file, lines in lengths.items() if lines > MOST_LINES]


def long_functions(file: Path) -> list[str]:
    """Functions over the ceiling; the docstring does not count."""
    return [
        f"{file.parent.name}/{file.name}:{node.lineno} {node.name}: {lines} lines"
        for node in ast.walk(tree_of(file))
        if isinstance(node, Function) and (lines := _length(node)) > MOST_LINES_OF_A_FUNCTION
    ]


def _length(function: Function) -> int:
    said = ast.get_docstring(function, clean=False)
    end = function.end_lineno or function.lineno
    return end - function.lineno + 1 - (said.count("\n") + 1 if said is not None else 0)


def left_behind(file: Path) -> list[str]:
    text = file.read_text(encoding="utf-8", errors="replace")  # broken scripts are test data
    found = [m for rule in (MACHINE_PATH, PACKAGE_SOURCE, LOOSE_ENDS) for m in rule.finditer(text)]
    return [f"{file.name}:{text.count(chr(10), 0, m.start()) + 1}: {m.group()!r}" for m in found]


def silent_folders(root: Path) -> list[str]:
    """Top folders without a README; folders of the core without a door that says what they hold."""
    core = root / "core"
    top = {f.relative_to(root).parts[0] for f in our_files(root) if f.parent != root}
    rooms = {f.parent for f in our_files(core, ".py")}
    silent = [name for name in top - {"core"} if not (root / name / "README.md").is_file()]
    silent += [room.relative_to(core).as_posix() for room in rooms if not _explains_itself(room)]
    return sorted(silent)


def _explains_itself(folder: Path) -> bool:
    door = folder / "__init__.py"
    said = ast.get_docstring(tree_of(door)) if door.is_file() else ""
    return bool(said) or (folder / "README.md").is_file()


def test_no_file_has_outgrown_its_room():
    no(
        long_files(our_files(ROOT, ".py")),
        f"no Python file is over {MOST_LINES} lines: split it by thought, not by length",
    )


def test_no_function_of_the_core_or_the_tools_is_over_the_ceiling():
    files = [*our_files(CORE, ".py"), *our_files(ROOT / "tools", ".py")]
    no(
        [line for file in files for line in long_functions(file)],
        f"no function is over {MOST_LINES_OF_A_FUNCTION} lines, docstring left out: name a part",
    )


def test_nothing_of_one_machine_is_left_in_the_files():
    files = [file for file in our_files() if file.name.endswith(TEXT)]
    no(
        [line for file in files for line in left_behind(file)],
        "no path, package source or loose end of one machine stays in a file: take it out",
    )


def test_every_folder_says_what_it_holds():
    no(
        silent_folders(ROOT),
        "every folder says what it holds: a README.md, or a docstring in __init__.py",
    )


def test_every_dependency_is_pinned_to_one_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *(need for name in extras for need in extras[name])]
    lines = "".join((ROOT / f"constraints{x}.txt").read_text() for x in ("", "-blender"))
    pins = [line for line in lines.splitlines() if line and not line.startswith("#")]
    one = r"[\w.-]+==[\w.]+(; python_version [<>=]=? \"[\d.]+\")?"
    no(
        [pin for pin in pins if not re.fullmatch(one, pin)],
        "every dependency is pinned to one version, as name==version",
    )

    pinned = {pin.partition("==")[0].lower() for pin in pins}
    loose = [need for need in wanted if "==" not in need]
    names = {re.split(r"[^\w-]", need, maxsplit=1)[0].lower() for need in loose}
    assert names - pinned - {project["name"]} == set()


def test_the_stubs_of_blender_do_not_pass_for_a_blender():
    try:
        files = metadata.files("fake-bpy-module-latest") or []
    except metadata.PackageNotFoundError:
        pytest.skip("this Python has no fake-bpy-module; mypy reads it in .venv")
    folders = {file.parts[0] for file in files}
    assert "bpy-stubs" in folders
    no(
        [name for name in sorted(folders) if not name.endswith(("-stubs", ".dist-info"))],
        "stubs of Blender must not be importable as bpy: take another package",
    )


def test_sees_long_files_long_functions_and_what_was_left_behind(tmp_path):
    file = tmp_path / "a.py"
    file.write_text("def f():\n" + "    a = 1\n" * MOST_LINES)
    assert (len(long_files(iter([file]))), len(long_functions(file))) == (1, 1)

    homes = "".join(["/", "home", "/ada/x"])
    file.write_text(f'P = "{homes}"\nQ = "--index{"-url"} x"\n# TO{"DO"} later\n')
    assert [line.split(":")[1] for line in left_behind(file)] == ["1", "2", "3"]


def test_sees_a_folder_that_says_nothing(tmp_path):
    for name in ("tools/a.py", "core/scene_stager/maths/b.py", "core/scene_stager/__init__.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text('"""Says something."""\n')
    assert silent_folders(tmp_path) == ["scene_stager/maths", "tools"]
