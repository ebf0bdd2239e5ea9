"""Every module says what it is; public mathematics says its shapes, units and source."""

import ast
import re
from pathlib import Path

from tests.house.sources import CORE, Function, no, our_files, public_functions, tree_of

# Rooms in which every public function on arrays carries the labelled lines.
MATHEMATICAL = ("maths", "shot/rigs", "shot/lighting", "shot/atmosphere", "shot/stocks")
COMPULSORY = ("shapes", "units", "source")
ARRAYS = re.compile(r"\b(Floats|Ints|Bools|NDArray|ArrayLike|ndarray|Motion)\b")
OUR_ERRORS = {
    node.name for node in tree_of(CORE / "errors.py").body if isinstance(node, ast.ClassDef)
}
LICENCE = "# SPDX-License-Identifier: Apache-2.0"


def mathematical_files(package: Path = CORE) -> list[Path]:
    rooms = [package / room for room in MATHEMATICAL]
    return [file for room in rooms if room.is_dir() for file in our_files(room, ".py")]


def missing_labels(file: Path) -> list[str]:
    complaints = []
    for function in public_functions(tree_of(file)):
        if not _works_on_arrays(function):
            continue
        said = ast.get_docstring(function) or ""
        missing = [label for label in COMPULSORY if not re.search(rf"(?m)^{label} +\S", said)]
        if missing:
            where = f"{file.parent.name}/{file.name}:{function.lineno}"
            complaints.append(f"{where} {function.name}: no line {', '.join(missing)}")
    return complaints


def _works_on_arrays(function: Function) -> bool:
    """True when an argument or the result is an array; properties are fields, not functions."""
    if any(isinstance(d, ast.Name) and d.id == "property" for d in function.decorator_list):
        return False
    a = function.args
    every = [*a.posonlyargs, *a.args, *a.kwonlyargs, a.vararg, a.kwarg]
    hints = [arg.annotation for arg in every if arg is not None] + [function.returns]
    return any(ARRAYS.search(ast.unparse(hint)) for hint in hints if hint is not None)


def unexplained(file: Path) -> list[str]:
    """Modules and public functions of a file without a sentence."""
    tree = tree_of(file)
    nodes = [tree, *public_functions(tree)]
    nodes += [n for n in tree.body if isinstance(n, ast.ClassDef) and not n.name.startswith("_")]
    return [
        f"{file.parent.name}/{file.name}: {getattr(node, 'name', 'the module')} says nothing"
        for node in nodes
        if not (ast.get_docstring(node) or "").strip()
    ]


def silent_raisers(file: Path) -> list[str]:
    """Public functions that raise an error of ours and do not say so."""
    return [
        f"{file.parent.name}/{file.name}:{function.lineno} {function.name}: {name}"
        for function in public_functions(tree_of(file))
        for name in sorted(_raised(function) - set(_words(ast.get_docstring(function) or "")))
    ]


def _raised(function: Function) -> set[str]:
    made = [n.exc for n in ast.walk(function) if isinstance(n, ast.Raise) and n.exc is not None]
    names = {ast.unparse(one.func if isinstance(one, ast.Call) else one) for one in made}
    return names & OUR_ERRORS


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_whoever_raises_an_error_of_ours_says_so():
    files = [f for f in our_files(CORE, ".py") if f.parent.name != "cli" or f.name[0] == "_"]
    no(
        [line for file in files for line in silent_raisers(file)],
        "whoever raises an error of ours says so: name it in the docstring",
    )


def test_public_mathematics_says_its_shapes_units_and_source():
    no(
        [line for file in mathematical_files() for line in missing_labels(file)],
        "public mathematics says its shapes, units and source: add the labelled lines",
    )


def test_every_module_and_public_name_of_the_core_has_a_sentence():
    no(
        [line for file in our_files(CORE, ".py") for line in unexplained(file)],
        "every module and public name of the core has a sentence: write it",
    )


def test_every_file_of_the_core_carries_its_licence():
    bare = [
        str(file.relative_to(CORE))
        for file in our_files(CORE, ".py")
        if file.read_text(encoding="utf-8").partition("\n")[0] != LICENCE
    ]
    no(bare, f"every file of the core begins with {LICENCE!r}")


def test_sees_a_missing_label_and_a_missing_sentence(tmp_path):
    file = tmp_path / "a.py"
    file.write_text(
        "def half(x_m: Floats) -> Floats:\n"
        '    """Half of it.\n\n    shapes   x_m (n,)\n    units    metres\n    """\n'
        "def _hidden(x: Floats): ...\n"
        "def plain(x: int): ...\n"
    )
    assert missing_labels(file) == [f"{tmp_path.name}/a.py:1 half: no line source"]
    assert [line.split(": ")[1] for line in unexplained(file)] == [
        "the module says nothing",
        "plain says nothing",
    ]


def test_sees_an_error_that_nobody_was_told_of(tmp_path):
    file = tmp_path / "a.py"
    file.write_text('def f():\n    """Half."""\n    raise InputError("no")\n')
    assert silent_raisers(file) == [f"{tmp_path.name}/a.py:1 f: InputError"]


def test_does_not_take_a_word_in_the_prose_for_a_label(tmp_path):
    file = tmp_path / "a.py"
    file.write_text('def f(x: Floats):\n    """Its shapes and units have no source."""\n')
    assert len(missing_labels(file)) == 1
