"""A number says what it is and whose it is: a source, or that it is a house default."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import CORE, Function, no, our_files, tree_of
from tests.house.test_names import CONSTANT

ROOMS = ("inverse", "reading", "preview", "pictures")
# File formats lay numbers out by the dozen, and say so beside them.
LAID_OUT = {"pictures"}
# Drawings: their numbers are where things stand on a sheet, and are seen at once.
DRAWINGS = {"sheet", "animatic", "captions", "contact_sheet", "plots", "shot_plots", "top_view"}

# What counts as saying whose a number is: in its own comment, or once for a whole file.
WHOSE = re.compile(
    r"(?i)house default|\bsource\b|measured|fitted|calibrated|by definition|published"
    r"|\b(?:1[6-9]|20)\d\d\b|\b(?:ISO|IEC|CIE|ICC|EXIF|PNG|TIFF|RFC|IPTC|SI)\b"
)
PLAIN = {-1, 0, 0.5, 1, 2, 3, 4}  # halves, squares, axes: what a formula is made of
MOST_NAMELESS = 5  # other numbers in one function


def rooms(package: Path = CORE) -> list[Path]:
    there = [package / room for room in ROOMS if (package / room).is_dir()]
    found = [file for room in there for file in our_files(room, ".py")]
    return [f for f in found if not DRAWINGS & set(f.relative_to(package).with_suffix("").parts)]


def numbers_in(node: ast.AST) -> Iterator[float]:
    """Numbers that are written out below a node; places in arrays are none."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Subscript):
            yield from numbers_in(child.value)
        elif isinstance(child, ast.Constant) and type(child.value) in (int, float):
            yield child.value
        else:
            yield from numbers_in(child)


def constants_of(file: Path) -> Iterator[ast.Assign | ast.AnnAssign]:
    """Statements of a module that give names in capitals to numbers."""
    for node in tree_of(file).body:
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        named = all(CONSTANT.match(ast.unparse(t).lstrip("(")) for t in targets)
        if named and any(True for _ in numbers_in(ast.Module([node], []))):
            yield node


def said_of(node: ast.stmt, lines: list[str]) -> str:
    """What is said of a statement: on its lines, and in its paragraph's comments above them."""
    own = lines[node.lineno - 1 : node.end_lineno]
    said = [part for line in own for part in line.split("#")[1:]]
    said += ["source"] if any("source=" in line for line in own) else []  # a registry's entry
    above = node.lineno - 2
    while above >= 0 and lines[above].strip():
        said += [lines[above]] if lines[above].startswith("#") else []
        above -= 1
    return " ".join(said)


def silent_numbers(files: list[Path], package: Path = CORE) -> list[str]:
    complaints = []
    for file in files:
        lines = file.read_text(encoding="utf-8").splitlines()
        of_all = ast.get_docstring(tree_of(file)) or ""
        for node in constants_of(file):
            said = said_of(node, lines)
            where = f"{file.relative_to(package).as_posix()}:{node.lineno} {lines[node.lineno - 1]}"
            if not said:
                complaints.append(f"{where[:90]}: says nothing")
            elif not WHOSE.search(said) and not WHOSE.search(of_all):
                complaints.append(f"{where[:90]}: does not say whose it is")
    return complaints


def nameless_numbers(files: list[Path], package: Path = CORE) -> list[str]:
    complaints = []
    for file in (f for f in files if f.relative_to(package).parts[0] not in LAID_OUT):
        for node in ast.walk(tree_of(file)):
            if isinstance(node, Function):
                found = [x for x in numbers_in(node) if x not in PLAIN]
                if len(found) > MOST_NAMELESS:
                    where = f"{file.relative_to(package).as_posix()}:{node.lineno} {node.name}"
                    complaints.append(f"{where}: {', '.join(f'{x:g}' for x in found)}")
    return complaints


def test_numbers_say_what_they_are_and_whose():
    no(
        silent_numbers(rooms()),
        "a number says what it is and whose: a source, or the words house default, in a comment "
        "on its line or above its paragraph, or once for a file in its docstring",
    )


def test_functions_hold_no_crowd_of_nameless_numbers():
    no(
        nameless_numbers(rooms()),
        f"no function holds more than {MOST_NAMELESS} nameless numbers: name them above it",
    )


def test_sees_numbers_that_say_nothing_and_crowds_without_names(tmp_path):
    package = tmp_path / "scene_stager"
    file = package / "reading" / "a.py"
    file.parent.mkdir(parents=True)
    file.write_text(
        "ALONE = 0.7\n\n"
        "WHAT = 0.7  # of the light\n\n"
        "WHOSE = 0.7  # of the light: house default\n\n"
        "# Fitted on forty stills.\n"
        "A, B = 0.2, 0.3  # of the light\n"
        "# of the shade\n"
        "C = {1: 0.3}\n\n"
        "TEXT = 'seven'\n"
        "ENTRY = Entry(0.5, source='somebody 1999')\n\n"
        "def f(x):\n    return x[7] + 5 + 6 * x + 7 * x**2 + 8 + 9 + 11\n"
    )
    found = silent_numbers(rooms(package), package)
    assert [line.rsplit(": ")[-1] for line in found] == ["says nothing", "does not say whose it is"]
    assert [line[:15] for line in found] == ["reading/a.py:1 ", "reading/a.py:3 "]
    assert nameless_numbers(rooms(package), package) == ["reading/a.py:15 f: 5, 6, 7, 8, 9, 11"]
