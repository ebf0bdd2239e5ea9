"""What plays a Take inside a host needs nothing installed and runs on Python 3.9."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools.environments import no_python, python_of

from tests.house.sources import CORE, ROOT, imports_of, no, our_files, tree_of

OLDEST_HOST_PYTHON = (3, 9)  # Maya 2023 and Unreal 5.3
NEWER_THAN_HOSTS = {"tomllib"}  # in today's standard library, not in that of 3.9


def travellers(package: Path = CORE) -> list[Path]:
    """The files that hosts load: the declared ones and everything they load in turn."""
    declared = [package / "errors.py", package / "moks" / "take.py"]
    hosts = package / "hosts"
    of_usd = {hosts / "usd.py", *hosts.glob("_usd/*.py")}  # writes files, so it stays outside
    declared += [file for file in our_files(hosts, ".py") if file not in of_usd]
    seen: dict[Path, None] = {}
    waiting = [file for file in declared if file.is_file()]
    while waiting:
        file = waiting.pop()
        if file not in seen:
            seen[file] = None
            waiting += _loads(file, package)
    return sorted(seen)


def _is_usd(file: Path, package: Path) -> bool:
    """The USD host needs numpy and the USD library: it stays where bakes are made."""
    return file.relative_to(package).parts[1] in ("usd.py", "_usd")


def _loads(file: Path, package: Path) -> Iterator[Path]:
    """Files that loading a file runs: its imports, and the door of every folder on the way."""
    names = [found.name for found in imports_of(file, package) if found.on_load]
    here = file.relative_to(package.parent).with_suffix("").parts
    for parts in [here, *(tuple(name.split(".")) for name in names)]:
        if parts[0] != package.name:
            continue
        doors = (
            package.parent.joinpath(*parts[:n], "__init__.py") for n in range(1, len(parts) + 1)
        )
        module = package.parent.joinpath(*parts).with_suffix(".py")
        yield from (path for path in (*doors, module) if path.is_file())


def baggage(package: Path = CORE) -> list[str]:
    """Imports of travellers that a bare Python 3.9 does not have."""
    stdlib = (sys.stdlib_module_names | {package.name}) - NEWER_THAN_HOSTS
    return [
        str(found)
        for file in travellers(package)
        for found in imports_of(file, package)
        if found.name.split(".")[0] not in stdlib
    ]


def newer_syntax(files: list[Path]) -> list[str]:
    complaints = []
    for file in files:
        try:
            ast.parse(file.read_text(encoding="utf-8"), feature_version=OLDEST_HOST_PYTHON)
        except SyntaxError as error:
            complaints.append(f"{file.name}:{error.lineno}: {error.msg}")
        complaints += [f"{file.name}:{line}" for line in _newer_calls(tree_of(file))]
    return complaints


def _newer_calls(tree: ast.Module) -> Iterator[str]:
    """Calls that parse anywhere but fail on 3.9: dataclass(slots=, kw_only=) and zip(strict=)."""
    newer = {"dataclass": {"slots", "kw_only"}, "zip": {"strict"}}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            words = {keyword.arg for keyword in node.keywords} & newer.get(node.func.id, set())
            yield from (
                f"{node.lineno}: {node.func.id}({word}=) is newer than 3.9" for word in words
            )


def test_what_travels_into_a_host_needs_nothing_installed():
    no(baggage(), "what plays a Take in a host needs nothing installed: standard library only")


def test_what_travels_into_a_host_is_written_for_python_39():
    no(newer_syntax(travellers()), "what travels into a host runs on Python 3.9: write it older")


def test_maya_and_unreal_adapters_are_written_for_python_39():
    folders = ("maya_plugin", "unreal_plugin")
    no(
        newer_syntax([f for name in folders for f in our_files(ROOT / name, ".py")]),
        "Maya's and Unreal's adapters run on Python 3.9: write them older",
    )


def test_what_travels_into_a_host_loads_on_a_real_python_39():
    python = python_of(OLDEST_HOST_PYTHON)
    if not python:
        pytest.skip(f"needs {no_python(OLDEST_HOST_PYTHON)}")
    modules = [".".join(f.relative_to(CORE.parent).with_suffix("").parts) for f in travellers()]
    code = "import sys, importlib; sys.path.insert(0, sys.argv[1])\n"
    code += "for name in sys.argv[2:]: importlib.import_module(name)"
    loading = [python, "-I", "-S", "-W", "error", "-c", code, str(CORE.parent), *modules]
    done = subprocess.run(loading, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_sees_numpy_even_behind_two_doors(tmp_path):
    package = tmp_path / "scene_stager"
    (package / "hosts").mkdir(parents=True)
    (package / "moks").mkdir()
    (package / "hosts" / "notebook.py").write_text("from scene_stager.moks import take\n")
    (package / "moks" / "take.py").write_text("from scene_stager.moks.helper import x\n")
    (package / "moks" / "helper.py").write_text("def x():\n    import numpy\n")
    (package / "hosts" / "_usd").mkdir()
    for name in ("usd.py", "_usd/camera.py"):
        (package / "hosts" / name).write_text("import pxr\n")
    assert baggage(package) == ["moks/helper.py:2 imports numpy"]


def test_sees_syntax_and_calls_that_python_39_does_not_know(tmp_path):
    file = tmp_path / "a.py"
    file.write_text("match 1:\n    case _: pass\n")
    assert newer_syntax([file])
    file.write_text("from dataclasses import dataclass\n@dataclass(slots=True)\nclass A: pass\n")
    assert newer_syntax([file]) == ["a.py:2: dataclass(slots=) is newer than 3.9"]
