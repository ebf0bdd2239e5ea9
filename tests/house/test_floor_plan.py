"""Imports go downstairs only, and the core never meets a host."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from tests.house.sources import CORE, Import, imports_of, no, our_files

# Ground floor first. A file may import from its own room or from a floor below: never upstairs,
# and never from the room next door.
FLOORS: tuple[set[str], ...] = (
    {"errors"},
    {"registry", "canonical", "one_thread", "whole_file", "plain_file", "file_lock", "user_folder"},
    {"whole_folder", "sqlite_file", "page_look", "stranger_usd"},
    {"maths"},
    {"shot"},
    {"script"},
    {"moks"},
    {"compiler", "hosts", "presets"},
    {"batch", "pictures", "models"},
    {"provenance"},
    {"preview", "reading", "farm"},
    {"inverse"},
    {"finding"},
    {"front_door"},
    {"__init__"},
    {"cli"},
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}

# Inside these rooms the folders stand on floors of their own, ground floor first.
FLOORS_INSIDE = {
    "inverse": (
        {"least_squares"},
        {"still"},
        {"forward"},
        {"solve"},
        {"answer"},
        {"sheet", "blender"},
        {"second_look"},
        {"loop"},
    ),
}
MOST_ENTRIES = 9  # of such a room: a stranger takes them in at one look

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


def climbs_inside(
    package: Path = CORE, inside: Mapping[str, tuple[set[str], ...]] = FLOORS_INSIDE
) -> list[str]:
    """Imports between folders of a room with floors that do not lead down."""
    complaints = []
    for found in core_imports(package):
        here = found.file.removesuffix(".py").split("/")
        there = (inner_name(found, package) or "").split(".")
        if here[0] not in inside or there[0] != here[0] or here[1] == "__init__":
            continue
        floor_of = {name: k for k, names in enumerate(inside[here[0]]) for name in names}
        start, end = floor_of.get(here[1]), floor_of.get("".join(there[1:2]))
        if start is None or end is None:
            complaints.append(f"{found}: no floor in FLOORS_INSIDE")
        elif here[1] != there[1] and end >= start:
            complaints.append(f"{found}: that is upstairs or next door inside {here[0]}")
    return complaints


def crowded(package: Path = CORE, inside: Iterable[str] = FLOORS_INSIDE) -> list[str]:
    """Rooms with more at their top than can be taken in."""
    counts = {
        room: sum(not one.name.startswith("_") for one in (package / room).iterdir())
        for room in inside
    }
    return [f"{room}: {count} entries" for room, count in counts.items() if count > MOST_ENTRIES]


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
    no(
        climbs(),
        "imports go downstairs only: move the code down, or hand it in; the floors are above",
    )


def test_a_room_with_floors_of_its_own_is_climbed_down_only():
    no(
        climbs_inside(),
        "inside a room imports go down its own floors: move the code, or hand it in",
    )


def test_a_room_with_floors_of_its_own_is_taken_in_at_one_look():
    no(crowded(), f"a room has {MOST_ENTRIES} entries at its top at most: give some a folder")


def test_folders_of_maths_and_shot_keep_to_themselves():
    no(
        doors_opened(),
        "folders of maths and shot keep to themselves: what both need goes where it serves both",
    )


def test_core_never_meets_a_host():
    no(host_imports(), "the core never meets a host: host code stands in the host's folder")


def test_imports_are_absolute():
    no(relative_imports(), "imports of the core are absolute: write scene_stager. in full")


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


def test_sees_a_folder_that_climbs_inside_its_room(tmp_path):
    package = plant(
        tmp_path,
        hall___low___a="if TYPE_CHECKING:\n    from scene_stager.hall.high import b\n",
        hall___high___b="from scene_stager.hall.low import a\n",
        hall___high___c="from scene_stager.hall.side import d\n",
        hall___side___d="",
        hall___attic___e="from scene_stager.hall.low import a\n",
    )
    found = climbs_inside(package, {"hall": ({"low"}, {"high", "side"})})
    assert [line.split(":")[0] for line in found] == [
        "hall/attic/e.py",
        "hall/high/c.py",
        "hall/low/a.py",
    ]


def test_sees_a_room_that_is_crowded(tmp_path):
    package = plant(tmp_path, **{f"hall___{name}": "" for name in "abcdefghi"})
    assert crowded(package, ["hall"]) == []
    plant(tmp_path, hall___j="", hall___k="")
    assert crowded(package, ["hall"]) == ["hall: 11 entries"]


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
