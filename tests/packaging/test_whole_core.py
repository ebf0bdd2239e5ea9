"""What a package carries of the core imports nothing that it leaves behind."""

import ast

import pytest
from tools.packaging._layout import FILES, LEFT_OUT, ROOMS, lay_core
from tools.packaging.blender import MATCHING, MATCHING_FILES

from tests.house.sources import no

# What is asked for only where the rooms that do it are there, and said to be missing where not.
ASKED_FOR_LAZILY = "front_door.py"
OF_THE_COMMAND_LINE = "provenance.evaluate"  # a scene from files, which no host builds
SMALL = (ROOMS, ())
FULL = ((*ROOMS, *MATCHING), MATCHING_FILES)


def left_behind(home):
    """Imports of files and rooms that were not laid out; all of them are relative there."""
    missing = []
    for file in sorted(home.rglob("*.py")):
        where = file.relative_to(home)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.ImportFrom) or not node.level or not node.module:
                continue
            folder = file.parents[node.level - 1]
            place = folder.joinpath(*node.module.split("."))
            is_there = place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()
            if not is_there and folder.is_relative_to(home):
                missing.append(f"{where.as_posix()}:{node.lineno} imports {node.module}")
    return missing


@pytest.mark.parametrize(("rooms", "more"), [SMALL, FULL], ids=["small", "full"])
def test_every_import_inside_a_package_leads_to_a_file_in_it(tmp_path, rooms, more):
    lay_core(tmp_path / "scene_stager", rooms, more)
    missing = left_behind(tmp_path / "scene_stager")
    asked = "" if rooms == ROOMS else OF_THE_COMMAND_LINE
    lazy = [line for line in missing if line.startswith(ASKED_FOR_LAZILY) and asked in line]
    missing = [line for line in missing if line not in lazy]
    no(missing, "a package carries all that its files import: see tools/packaging")


def test_sees_a_room_and_a_file_that_were_forgotten(tmp_path):
    lay_core(tmp_path / "scene_stager", (*ROOMS, *(set(MATCHING) - {"pictures"})), ())
    missing = [one for one in left_behind(tmp_path / "scene_stager") if "evaluate" not in one]
    assert any("pictures" in line for line in missing)
    assert any("whole_folder" in line for line in missing)
    assert not any(name in line for line in missing for name in (*FILES, *LEFT_OUT))
