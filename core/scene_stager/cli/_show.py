# SPDX-License-Identifier: Apache-2.0
"""How results are shown: one JSON document for machines, tables for people, progress on stderr."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

NAME = "scene-stager"
WIDTH_OF_A_FILE = 120


def print_json(document: Mapping[str, object]) -> None:
    """One JSON document on stdout, in plain ASCII, so that any console carries it unharmed."""
    print(json.dumps(document, indent=2, allow_nan=False))


def print_table(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table on stdout, as wide as the terminal allows."""
    from rich import box
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=escape(title), title_justify="left", title_style="bold", box=box.SIMPLE)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*(escape(show(cell)) for cell in row))
    width = None if sys.stdout.isatty() else WIDTH_OF_A_FILE
    Console(width=width, highlight=False).print(table)


def show(value: object) -> str:
    """A value as people read it: six digits are plenty, nothing is a dash."""
    if value is None or value == "":
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6g}"
    return str(value)


@contextmanager
def progress(what: str, quiet: bool) -> Iterator[None]:
    """Say on stderr what is being waited for: a spinner for a terminal, nothing for a file."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{what} ..."):
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
        task = bar.add_task(what, total=count)
        yield lambda: bar.advance(task)


def complain(line: str) -> None:
    """A line on stderr about what went wrong, signed, so that it is found among others' output."""
    say(f"{NAME}: {line}")


def say(line: str) -> None:
    """A line of prose for whoever is watching, on stderr: stdout is for results."""
    print(line, file=sys.stderr)
