"""`dev.py quick` finds the tests of a room or file by its name, and says where there are none."""

import pytest
from tools import dev, rooms

from tests.house.sources import CORE, ROOT, no, our_files


def found(name):
    return [test.relative_to(ROOT).as_posix() for test in rooms.tests_of(name)]


@pytest.mark.parametrize(
    ("name", "tests"),
    [
        ("reading", ["tests/reading"]),
        ("core/scene_stager/moks/plan.py", ["tests/moks/test_plan.py"]),
        ("moks/plan", ["tests/moks/test_plan.py"]),
        ("core/scene_stager/maths/optics/lens.py", ["tests/maths/test_lens.py"]),
        ("lens", ["tests/maths/test_lens.py"]),
        ("core/scene_stager/reading/__init__.py", ["tests/reading"]),
        ("blender_addon/film.py", ["tests/blender/inside/test_film.py"]),
        ("tools/dev.py", ["tests/house/test_dev_tool.py"]),
        ("tests/house/test_rooms.py", ["tests/house/test_rooms.py"]),
        (str(CORE / "script"), ["tests/script"]),
        ("no_such_room", []),
        ("tests/no_such_test.py", []),
    ],
)
def test_names_agree_so_it_is_a_lookup(name, tests):
    assert found(name) == tests


def test_every_file_of_the_core_and_of_the_hosts_has_tests():
    tops = (CORE, ROOT / "blender_addon", ROOT / "maya_plugin", ROOT / "unreal_plugin")
    alone = {"core/scene_stager/__init__.py"}
    files = [f.relative_to(ROOT).as_posix() for top in tops for f in our_files(top, ".py")]
    without = [file for file in files if not found(file) and file not in alone]
    no(
        [f"{file} has no tests by its name: name them after it" for file in without],
        "tests are found by name: name the test file after the file or its room (tools/rooms.py)",
    )


def test_quick_runs_those_tests_without_the_slow_ones(monkeypatch):
    ran = []
    monkeypatch.setattr(dev.HOME, "run", lambda *words: ran.append(words) or 0)
    assert dev.quick(["moks/plan", "lens", "lens"]) == 0
    (words,) = ran
    assert words[-2:] == ("tests/moks/test_plan.py", "tests/maths/test_lens.py")
    assert "not slow" in words


@pytest.mark.parametrize("names", [[], ["nothing_of_the_kind"], ["reading", "nothing_of_the_kind"]])
def test_quick_without_tests_says_so_in_one_line_and_runs_none(monkeypatch, capsys, names):
    monkeypatch.setattr(dev.HOME, "run", lambda *words: pytest.fail("it ran"))
    assert dev.quick(names) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "rooms with tests are" in line
    assert "reading" in line
    assert ("nothing_of_the_kind" in line) == bool(names)
