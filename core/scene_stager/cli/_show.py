# SPDX-License-Identifier: Apache-2.0
"""How results are shown: one JSON document for machines, tables for people, progress on stderr."""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from scene_stager.errors import printable

NAME = "scene-stager"
WIDTH_OF_A_FILE = 120
NUMBER = re.compile(r"[-+]?[0-9.]+(e[-+]?[0-9]+)?( \([0-9.]+\))?")


def print_json(document: Mapping[str, object]) -> None:
    """One JSON document on stdout, in plain ASCII, so that any console carries it unharmed."""
    print(json.dumps(document, indent=2, allow_nan=False))


def print_table(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table on stdout, as wide as the terminal allows."""
    from rich import box
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(
        title=escape(printable(title)),
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE,
        show_header=any(heads),
    )
    cells = [[show(cell) for cell in row] for row in rows]
    if not cells:
        tell(f"{title}: none yet", "")
        return
    for place, head in enumerate(heads):
        column = [row[place] for row in cells]
        table.add_column(head, overflow="fold", justify="right" if _counts(column) else "left")
    for row in cells:
        table.add_row(*map(escape, row))
    width = None if sys.stdout.isatty() else WIDTH_OF_A_FILE
    Console(width=width, highlight=False).print(table)


def _counts(column: Sequence[str]) -> bool:
    """True for a column of numbers, whose digits then stand under each other."""
    return any(map(NUMBER.fullmatch, column)) and all(
        cell in ("-", "") or NUMBER.fullmatch(cell) for cell in column
    )


def show(value: object) -> str:
    """A value as people read it: six digits are plenty, nothing is a dash."""
    if value is None or value == "":
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6g}"
    return printable(str(value))


@contextmanager
def progress(what: str, quiet: bool) -> Iterator[None]:
    """Say on stderr what is being waited for: a spinner for a terminal, nothing for a file."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{_plain(what)} ..."):
        yield


@contextmanager
def frame_progress(what: str, count: int, quiet: bool) -> Iterator[Callable[[], None]]:
    """A bar on stderr that grows with each call of what it gives; nothing where nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_plain(what), total=count)
        yield lambda: bar.advance(task)


def complain(line: str) -> None:
    """A line on stderr about what went wrong, signed, so that it is found among others' output."""
    say(f"{NAME}: {line}")


def say(line: str) -> None:
    """A line of prose for whoever is watching, on stderr: stdout is for results."""
    print(printable(line), file=sys.stderr)


def tell(*lines: str) -> None:
    """Lines of a result, on stdout; one that a name breaks stays one."""
    for line in lines:
        print(printable(line))


def _plain(text: str) -> str:
    """Text that is nothing but text to the library that draws on the terminal."""
    from rich.markup import escape

    return escape(printable(text))
