"""Nothing that a stranger wrote reaches a terminal as it is: one door, which spells signs out."""

import ast
from pathlib import Path

from tests.house.sources import CORE, no, our_files, tree_of

DOOR = "_show.py"


def printers(folder: Path) -> list[str]:
    """Calls of `print`, and of a stream's `write`, outside of the door."""
    return [
        f"{file.name}:{node.lineno}: {ast.unparse(node.func)}"
        for file in our_files(folder, ".py")
        for node in ast.walk(tree_of(file))
        if file.name != DOOR and isinstance(node, ast.Call) and _prints(node.func)
    ]


def _prints(function: ast.expr) -> bool:
    return ast.unparse(function) in {"print", "sys.stdout.write", "sys.stderr.write", "typer.echo"}


def test_commands_speak_through_one_door():
    no(printers(CORE / "cli"), "commands speak through cli/_show.py: say, tell, complain")


def test_sees_a_command_that_speaks_for_itself(tmp_path):
    (tmp_path / "loud.py").write_text("import sys\nprint(1)\nsys.stderr.write('x')\ntell(2)\n")
    assert printers(tmp_path) == ["loud.py:2: print", "loud.py:3: sys.stderr.write"]
