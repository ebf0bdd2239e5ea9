"""Pictures come in by one door and go out by another: both are in the room `pictures`."""

import ast
from pathlib import Path

from tests.house.sources import CORE, no, our_files, tree_of
from tests.house.test_floor_plan import plant

ROOM = "pictures"
DECODERS = ("OpenEXR",)


def other_doors(package: Path = CORE) -> list[str]:
    """Where a file outside of the room saves a picture, opens one, or asks a decoder itself."""
    return [
        f"{file.relative_to(package).as_posix()}:{line}: {what}; see pictures/read.py and write.py"
        for file in our_files(package, ".py")
        if file.relative_to(package).parts[0] != ROOM
        for line, what in _doors_of(file)
    ]


def _doors_of(file: Path) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import) and any(one.name in DECODERS for one in node.names):
            found.append((node.lineno, "imports a decoder"))
        if isinstance(node, ast.ImportFrom) and node.module in DECODERS:
            found.append((node.lineno, "imports a decoder"))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = ast.unparse(node.func)
            if node.func.attr == "save":
                found.append((node.lineno, f"{called}()"))
            if called in ("Image.open", "PIL.Image.open"):
                found.append((node.lineno, f"{called}()"))
    return found


def test_pictures_come_in_and_go_out_by_the_doors():
    no(other_doors(), f"pictures come in and go out by the room `{ROOM}`: call its doors")


def test_sees_a_picture_that_is_saved_or_opened_elsewhere(tmp_path):
    package = plant(
        tmp_path,
        cli___a="def f(image, place):\n    image.resize((1, 1)).save(place)\n",
        reading___b="from PIL import Image\ndef g(file):\n    return Image.open(file)\n",
        hosts___c="import OpenEXR\n",
        pictures___d="def h(image, place):\n    image.save(place)\n",
    )
    seen = [line.partition(";")[0] for line in other_doors(package)]
    assert seen == [
        "cli/a.py:2: image.resize((1, 1)).save()",
        "hosts/c.py:1: imports a decoder",
        "reading/b.py:3: Image.open()",
    ]
