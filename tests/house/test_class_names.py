"""One public class name means one thing in the whole core."""

import ast
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.house.sources import CORE, no, our_files, tree_of


def public_classes(file: Path) -> list[str]:
    """Classes that a module offers."""
    return [
        node.name
        for node in tree_of(file).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]


def shared_names(files: Iterable[Path], package: Path = CORE) -> list[str]:
    """Class names that more than one file defines, with the files."""
    homes: dict[str, list[str]] = defaultdict(list)
    for file in files:
        for name in public_classes(file):
            homes[name].append(file.relative_to(package).as_posix())
    return [
        f"{name}: {' and '.join(where)}" for name, where in sorted(homes.items()) if len(where) > 1
    ]


def test_a_class_name_means_one_thing():
    no(
        shared_names(our_files(CORE, ".py")),
        "one public class name means one thing: say of which kind each is",
    )


def test_sees_one_name_for_two_things(tmp_path):
    for name, text in {
        "a": "class Guess: ...\nclass _Own: ...\n",
        "b": "class Guess: ...\nclass Other: ...\nclass _Own: ...\n",
        "c": "from b import Other\n",
    }.items():
        (tmp_path / f"{name}.py").write_text(text)
    (line,) = shared_names(our_files(tmp_path, ".py"), tmp_path)
    assert line.startswith("Guess: a.py and b.py")
