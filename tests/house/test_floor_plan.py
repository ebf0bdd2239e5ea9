"""Imports go downstairs only, and the core never meets a host."""

from functools import cache
from pathlib import Path

from tests.house.sources import CORE, Import, imports_of, no, our_files

# Ground floor first. A file may import from its own room or from a floor below: never upstairs,
# and never from the room next door.
FLOORS: tuple[set[str], ...] = (
    {"errors"},
    {"registry", "canonical", "whole_file", "plain_file", "file_lock", "user_folder"},
    {"whole_folder"},
    {"maths"},
    {"shot"},
    {"script"},
    {"moks"},
    {"compiler", "hosts", "presets"},
    {"batch", "pictures", "models"},
    {"provenance"},
    {"preview", "reading", "farm"},
    {"inverse"},
    {"front_door"},
    {"__init__"},
    {"cli"},
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}

# Inside these rooms the folders keep to themselves ...
ROOMS_WITH_DOORS_SHUT = ("maths", "shot")
# ... but for these, which serve their neighbours. One by one, each with its reason.
SERVES_NEIGHBOURS = {
    "maths.frames": "the one file that says quaternion",
    "maths.arrays": "what every array is called",
    "maths.motion": "springs, noise and moves are what the other folders are made of",
    "maths.surface": "a link is a link: topology judges the vertices of the one mesh",
    "maths.optics": "lens, exposure and photometry are what pictures and lights are made of",
}

HOST_MODULES = {"bpy", "bmesh", "mathutils", "gpu", "maya", "pymel", "unreal"}


@cache
def core_imports(package: Path = CORE) -> list[Import]:
    return [found for file in our_files(package, ".py") for found in imports_of(file, package)]


def room_of(name: str) -> str:
    """The room of a dotted name or of a file: `maths` for `maths/optics/lens.py`."""
    return name.replace("/", ".").removesuffix(".py").split(".")[0]


def inner_name(found: Import, package: Path = CORE) -> str | None:
    """What is imported, without the package's name; None when it is not ours."""
    if found.name == package.name:
        return "__init__"
    return found.name.removeprefix(f"{package.name}.") if _is_ours(found, package) else None


def _is_ours(found: Import, package: Path) -> bool:
    return found.name.startswith(f"{package.name}.")


def climbs(package: Path = CORE) -> list[str]:
    complaints = []
    for found in core_imports(package):
        target = inner_name(found, package)
        if target is None or room_of(target) == room_of(found.file):
            continue
        unknown = [r for r in (room_of(target), room_of(found.file)) if r not in FLOOR_OF]
        if unknown:
            complaints.append(f"{found}: {unknown[0]!r} has no floor; add it to FLOORS")
        elif FLOOR_OF[room_of(target)] >= FLOOR_OF[room_of(found.file)]:
            complaints.append(f"{found}: that is upstairs or next door")
    return complaints


def doors_opened(package: Path = CORE) -> list[str]:
    """Imports between two folders of a room whose folders keep to themselves."""
    complaints = []
    for found in core_imports(package):
        target = inner_name(found, package)
        here = found.file.removesuffix(".py").split("/")
        if target is None or here[0] not in ROOMS_WITH_DOORS_SHUT or len(here) < 2:
            continue
        there = target.split(".")
        same_room = there[0] == here[0] and len(there) > 1
        if same_room and there[1] != here[1] and ".".join(there[:2]) not in SERVES_NEIGHBOURS:
            complaints.append(f"{found}: folders of {here[0]} keep to themselves")
    return complaints


def host_imports(package: Path = CORE) -> list[str]:
    return [str(i) for i in core_imports(package) if i.name.split(".")[0] in HOST_MODULES]


def relative_imports(package: Path = CORE) -> list[str]:
    return [f"{found} with dots" for found in core_imports(package) if found.dots]


def test_imports_go_downstairs_only():
    no(climbs())


def test_folders_of_maths_and_shot_keep_to_themselves():
    no(doors_opened())


def test_core_never_meets_a_host():
    no(host_imports())


def test_imports_are_absolute():
    no(relative_imports())


# Each rule is shown a planted breach, so that it is known to be able to fail.


def plant(tmp_path: Path, **files: str) -> Path:
    """A small package with the given files; `a___b` becomes a/b.py."""
    package = tmp_path / "scene_stager"
    for name, text in {"__init__": "", **files}.items():
        file = package.joinpath(*name.split("___")).with_suffix(".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return package


def test_sees_an_import_upstairs_even_inside_a_function(tmp_path):
    package = plant(
        tmp_path, maths___a="def f():\n    from scene_stager import script\n", script___b=""
    )
    assert "maths/a.py:2 imports scene_stager.script" in climbs(package)[0]


def test_sees_an_import_from_the_room_next_door(tmp_path):
    package = plant(tmp_path, hosts___a="import scene_stager.presets.b", presets___b="")
    assert len(climbs(package)) == 1


def test_sees_a_room_that_nobody_put_on_a_floor(tmp_path):
    package = plant(tmp_path, cellar___a="import scene_stager.errors", errors="")
    assert "'cellar' has no floor" in climbs(package)[0]


def test_lets_imports_go_downstairs(tmp_path):
    package = plant(tmp_path, script___a="from scene_stager.errors import InputError", errors="")
    assert climbs(package) == []


def test_sees_a_folder_of_maths_that_calls_on_its_neighbour(tmp_path):
    package = plant(
        tmp_path,
        maths___colour___a="from scene_stager.maths.radiance import b\n",
        maths___radiance___b="",
        maths___optics___c="",
        maths___radiance___d="from scene_stager.maths.optics import c\n",
    )
    assert [line.split()[0] for line in doors_opened(package)] == ["maths/colour/a.py:1"]


def test_sees_a_host_and_a_relative_import(tmp_path):
    package = plant(tmp_path, hosts___a="import maya.cmds", maths___b="from . import c")
    assert (len(host_imports(package)), len(relative_imports(package))) == (1, 1)
