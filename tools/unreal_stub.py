"""A piece of unreal-stub, small enough for a type checker.

The stub is half a million lines in one file. Checkers that follow the flow of names give up in it
and say nothing about wrong members. So only the classes that a plug-in names are cut out, with what
they are made of; whatever stands further away is Any.
"""

import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

TOP = re.compile(r"(?m)^(?:@.*\n)*(?:class|def) (\w+)")
WORD = re.compile(r"\b[A-Za-z_]\w*\b")
DOCSTRING = re.compile(r'(?s)r?""".*?"""')
USED = re.compile(r"\bunreal\.([A-Za-z_]\w*)")
BEFORE = "##### Glue Code #####"  # imports and type variables stand ahead of it


def small_stub(plugin: Path) -> str:
    """The stub of what the files of a plug-in name; raises KeyError for no name of the stub's."""
    stub = Path(find_spec("unreal").submodule_search_locations[0]) / "unreal.py"
    return cut(stub.read_text(encoding="utf-8-sig"), names_used(plugin))


def names_used(plugin: Path) -> set[str]:
    """Every `unreal.name` in the files below a folder."""
    files = sorted(plugin.rglob("*.py"))
    return {name for file in files for name in USED.findall(file.read_text(encoding="utf-8"))}


def cut(text: str, names: Iterable[str]) -> str:
    """Those names, their bases, the classes that they speak of, and Any for the rest."""
    pieces = _pieces(text)
    near = _with_bases(names, pieces)
    spoken = {word for name in near for word in _words(pieces[name])} & pieces.keys()
    kept = _with_bases({*near, *spoken}, pieces)
    far = {word for name in kept for word in _words(pieces[name])} & pieces.keys()
    lines = [text[: text.index(BEFORE)], "from types import TracebackType"]
    lines += [f"{name} = Any" for name in sorted(far - kept)]
    # In the order of the stub, so that bases stand ahead of what is made of them.
    return "\n".join([*lines, *(piece for name, piece in pieces.items() if name in kept)])


def _pieces(text: str) -> dict[str, str]:
    """Every class and function at the top of the file, without their documentation."""
    starts = list(TOP.finditer(text))
    ends = [found.start() for found in starts[1:]] + [len(text)]
    return {found[1]: text[found.start() : end] for found, end in zip(starts, ends, strict=True)}


def _with_bases(names: Iterable[str], pieces: dict[str, str]) -> set[str]:
    """The names that the stub has, and all that they are made of."""
    found: set[str] = set()
    waiting = [name for name in names if name in pieces]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [base for base in _bases(pieces[name]) if base in pieces]
    return found


def _bases(piece: str) -> Iterator[str]:
    head = re.match(r"(?:@.*\n)*class \w+\((.*?)\):", piece)
    for part in head[1].split(",") if head else ():
        yield part.split("[")[0].strip()


def _words(piece: str) -> set[str]:
    return set(WORD.findall(DOCSTRING.sub("", piece)))
