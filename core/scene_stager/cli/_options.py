# SPDX-License-Identifier: Apache-2.0
"""Arguments that more than one command takes, and how their text is read."""

import re
from typing import Annotated

import typer

from scene_stager.errors import InputError, Mistake, shorten

AsJson = Annotated[
    bool, typer.Option("--json", help="Print one JSON document on stdout, for machines.")
]
Source = Annotated[
    str,
    typer.Argument(
        metavar="SCRIPT",
        help="A scenario's name, a JSON script, or prose in quotes.",
        show_default=False,
    ),
]

FRAMES = re.compile(r"(-?\d{1,9}):(-?\d{1,9})")


def read_frames(text: str | None) -> tuple[int, int] | None:
    """`A:B` as the first and the last frame, both included."""
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


def read_fps(text: str) -> tuple[int, int]:
    """`24`, `23.976` or `24000/1001` as a fraction."""
    from scene_stager.script.rate import read_rate_text

    found = read_rate_text(text)
    if found is None:
        expected = "frames per second, such as 24, 23.976 or 24000/1001"
        raise InputError(Mistake("--fps", shorten(text), expected))
    return found
