"""No import runs in a circle, not even one inside a function or for type checkers only."""

from collections.abc import Mapping
from pathlib import Path

from tests.house.sources import CORE, HOSTS, Import, imports_of, module_of, no, our_files
from tests.house.test_floor_plan import plant

# A circle means that two files are one thought, or that the lower one calls on who calls it. Open
# it: move what both need into a file of its own, or hand the function in. Where one must stay, its
# files stand here with the reason; the list never grows silently, and what is no circle leaves it.
ALLOWED: dict[frozenset[str], str] = {}


def arrows(package: Path) -> dict[str, list[Import]]:
    """Each file of a package, as a module, and what it imports, whenever that happens."""
    files = {module_of(file, package): file for file in our_files(package, ".py")}
    return {
        module: [i for i in imports_of(file, package) if i.name in files and i.name != module]
        for module, file in files.items()
    }


def circles(graph: Mapping[str, list[Import]]) -> list[frozenset[str]]:
    """The sets of modules from each of which imports lead to every other, and back."""
    reached = {module: _reached(graph, module) for module in graph}
    return sorted(
        {
            frozenset(other for other in reached[module] if module in reached[other])
            for module in graph
            if module in reached[module]
        },
        key=sorted,
    )


def _reached(graph: Mapping[str, list[Import]], start: str) -> set[str]:
    """What imports lead to from here; itself too where they come back."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        new = {found.name for found in graph[waiting.pop()]} - seen
        seen |= new
        waiting += new
    return seen


def complaints(package: Path, allowed: Mapping[frozenset[str], str]) -> list[str]:
    """Circles that nobody has allowed, each with its imports, and allowed ones that are none."""
    graph = arrows(package)
    found = circles(graph)
    lines = [
        f"a circle: {' <-> '.join(sorted(circle))}; open it, by these imports: "
        + "; ".join(str(i) for one in sorted(circle) for i in graph[one] if i.name in circle)
        for circle in found
        if circle not in allowed
    ]
    ours = [circle for circle in allowed if min(circle).split(".")[0] == package.name]
    return lines + [
        f"no circle any more: {' <-> '.join(sorted(circle))}; take it out of ALLOWED"
        for circle in ours
        if circle not in found
    ]


def test_no_import_runs_in_a_circle():
    no(
        [line for package in (CORE, *HOSTS) for line in complaints(package, ALLOWED)],
        "imports run in no circle: open it, or list it in ALLOWED with the reason",
    )


def test_sees_a_circle_on_loading_in_a_function_and_for_type_checkers(tmp_path):
    for name, imported in {
        "loads": "from scene_stager.maths import a",
        "waits": "def f():\n    from scene_stager.maths.a import x",
        "types": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from . import a",
    }.items():
        package = plant(
            tmp_path / name, maths___a="import scene_stager.maths.b", maths___b="import os"
        )
        assert complaints(package, {}) == []
        (package / "maths" / "b.py").write_text(imported)
        (line,) = complaints(package, {})
        assert "scene_stager.maths.a <-> scene_stager.maths.b" in line
        assert "maths/a.py:1 imports scene_stager.maths.b" in line


def test_sees_a_circle_of_three_and_not_who_only_looks_at_it(tmp_path):
    package = plant(
        tmp_path,
        moks___a="from .b import x",
        moks___b="from . import c",
        moks___c="from ..moks import a",
        moks___d="from . import a",
    )
    names = frozenset(f"scene_stager.moks.{x}" for x in "abc")
    assert circles(arrows(package)) == [names]
    assert complaints(package, {names: "a reason"}) == []


def test_an_allowed_circle_that_is_none_any_more_leaves_the_list(tmp_path):
    package = plant(tmp_path, moks___a="import scene_stager.moks.b", moks___b="")
    gone = frozenset({"scene_stager.moks.a", "scene_stager.moks.b"})
    (line,) = complaints(package, {gone: "a reason"})
    assert line.startswith("no circle any more: scene_stager.moks.a <-> scene_stager.moks.b")
