# SPDX-License-Identifier: Apache-2.0
"""Arguments that more than one command takes, and how their text is read."""

import os
import re
import stat
import sys
from math import isfinite, nan
from pathlib import Path
from typing import Annotated

import typer

from scene_stager.cli._complete import scenario_names
from scene_stager.errors import InputError, Mistake, shorten

STANDARD_INPUT = "-"

AsJson = Annotated[
    bool, typer.Option("--json", help="Print one JSON document on stdout, for machines.")
]

MOST_WORKERS = 64
Workers = Annotated[int, typer.Option(help="How many threads; changes no byte.")]


def must_be_workers(workers: int) -> None:
    """Raises InputError for a number of threads that nobody has."""
    if not 1 <= workers <= MOST_WORKERS:
        raise InputError(Mistake("--workers", str(workers), f"1 to {MOST_WORKERS}"))


def read_source(source: str) -> str:
    """A source as it is; where it is `-` or a shell's pipe, the text that comes through it.

    Raises InputError for text that is too long or not UTF-8.
    """
    from scene_stager.script.strict_json import MAX_BYTES

    if source == STANDARD_INPUT:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    elif _is_a_pipe(source):
        with open(source, "rb") as pipe:
            data = pipe.read(MAX_BYTES + 1)
    else:
        return source
    if len(data) > MAX_BYTES:
        raise InputError(Mistake(source, f"over {MAX_BYTES} bytes", "a script"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"the byte {data[error.start]:#04x}"
        raise InputError(Mistake(source, found, "text in UTF-8")) from None


def _is_a_pipe(source: str) -> bool:
    """True for a pipe that a shell hands over, as in <(...); one in a folder is not waited for."""
    try:
        return source.startswith("/dev/") and stat.S_ISFIFO(os.stat(source).st_mode)
    except (OSError, ValueError):
        return False


Source = Annotated[
    str,
    typer.Argument(
        parser=read_source,
        metavar="SCRIPT",
        help="A scenario's name, a JSON script, prose in quotes, or - for standard input.",
        show_default=False,
        autocompletion=scenario_names,
    ),
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Refuse prose with a word that has no slot.")
]

At = Annotated[
    str | None,
    typer.Option(
        metavar="X,Y",
        help="A place on the subject, from the upper left: pixels, or shares up to 1.",
    ),
]

FRAMES = re.compile(r"(-?\d{1,9}):(-?\d{1,9})")


def read_frames(text: str | None) -> tuple[int, int] | None:
    """`A:B` as the first and the last frame, both included. Raises InputError."""
    if text is None:
        return None
    found = FRAMES.fullmatch(text.strip())
    if not found:
        expected = "FIRST:LAST, two frame numbers such as 40:60"
        raise InputError(Mistake("--frames", shorten(text), expected))
    first, last = int(found[1]), int(found[2])
    if first > last:
        raise InputError(Mistake("--frames", text, "a first frame that is not after the last"))
    return first, last


def read_place(text: str) -> tuple[float, float, float]:
    """`X,Y,Z` in metres. Raises InputError."""
    numbers = [read_number(part, "--place") for part in text.split(",")[:4]]
    if len(numbers) != 3:
        expected = "X,Y,Z, three numbers in metres such as 10,5,0"
        raise InputError(Mistake("--place", shorten(text), expected))
    return numbers[0], numbers[1], numbers[2]


def read_at(text: str | None) -> tuple[float, float] | None:
    """`X,Y`, a place in a picture in pixels or as shares up to 1. Raises InputError."""
    if text is None:
        return None
    numbers = [read_number(part, "--at") for part in text.split(",")[:3]]
    if len(numbers) != 2 or min(numbers) < 0.0:
        expected = "X,Y from the upper left: pixels such as 640,360, or shares such as 0.5,0.5"
        raise InputError(Mistake("--at", shorten(text), expected))
    return numbers[0], numbers[1]


def must_be_one(option: str, noun: str, value: object, count: int) -> None:
    """Raises InputError where an option that holds for one still is given for another number."""
    if value is not None and count != 1:
        raise InputError(Mistake(option, f"one {noun} for {count} stills", "one still"))


def read_aspect(text: str) -> float:
    """`2.39`, `9:16`, `2.39:1` or `1920x1080` as width over height. Raises InputError."""
    wide, _, high = text.replace("x", ":").partition(":")
    width, height = (read_number(part, "--aspect") for part in (wide, high or "1"))
    if width <= 0 or height <= 0:
        expected = "width over height, such as 2.39, 9:16 or 1920x1080"
        raise InputError(Mistake("--aspect", shorten(text), expected))
    return width / height


def read_number(text: str, where: str) -> float:
    """A finite number in plain figures. Raises InputError."""
    try:
        value = float(text)
    except ValueError:
        value = nan
    if not isfinite(value):
        raise InputError(Mistake(where, shorten(text), "a number, such as 1.75"))
    return value


def read_fps(text: str) -> tuple[int, int]:
    """`24`, `23.976` or `24000/1001` as a fraction. Raises InputError."""
    from scene_stager.script.rate import read_rate_text

    found = read_rate_text(text)
    if found is None:
        expected = "frames per second, such as 24, 23.976 or 24000/1001"
        raise InputError(Mistake("--fps", shorten(text), expected))
    return found


def read_path(text: str | Path) -> Path:
    """A path that a file can have. Raises InputError, also for "", which Python takes for "."."""
    shown = os.fspath(text)
    if not shown:
        raise InputError(Mistake("path", "nothing", "a file or a folder", "Is a variable empty?"))
    try:
        os.fsencode(shown)
        usable = "\0" not in shown
    except UnicodeEncodeError:
        usable = False
    if not usable:
        raise InputError(Mistake("path", shorten(shown), "a name that a file can have"))
    return Path(text)


CacheFolder = Annotated[
    Path | None,
    typer.Option(parser=read_path, metavar="DIR", help="Keep results here between runs."),
]
