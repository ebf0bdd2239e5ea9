# SPDX-License-Identifier: Apache-2.0
"""What can be asked of a match on the command line, and how it is checked before any work."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scene_stager.cli._options import read_at, read_path
from scene_stager.errors import InputError, Mistake, shorten

if TYPE_CHECKING:
    from scene_stager.inverse.loop.job import Options

MOST_JOBS = 64

Stills = Annotated[
    list[Path],
    typer.Argument(
        parser=read_path,
        metavar="STILL...",
        help="Pictures, or folders of them.",
        show_default=False,
    ),
]
Out = Annotated[
    Path, typer.Option(parser=read_path, metavar="DIR", help="Gets a folder for each still.")
]
Script = Annotated[
    str | None, typer.Option(metavar="SCRIPT", help="What to apply it to; what prose says stays.")
]
Take = Annotated[
    str, typer.Option(metavar="light,air,camera,film", help="What of the still the script gets.")
]
Lock = Annotated[
    list[str] | None,
    typer.Option(metavar="SLOT[.FIELD]", help="Leave this alone; may be said often."),
]
Mask = Annotated[
    Path | None,
    typer.Option(parser=read_path, metavar="PICTURE", help="White where the subject is."),
]
Height = Annotated[
    float | None, typer.Option(metavar="METRES", help="How tall the subject really is.")
]
Mode = Annotated[
    str, typer.Option(metavar="geometric|heuristic", help="By slopes, or by a fixed table.")
]
Renderer = Annotated[
    str, typer.Option(metavar="cycles|eevee|lumen", help="Who will render the numbers.")
]
InspectorName = Annotated[
    str,
    typer.Option(
        metavar="NAME", help="offline, claude, gemini, gpt_4o, local or none: who says what is off."
    ),
]
LibraryFile = Annotated[
    Path | None,
    typer.Option(parser=read_path, metavar="FILE", help="Learn from, and add to, solved matches."),
]
Jobs = Annotated[int, typer.Option(help="How many processes work at once.")]
Scheduler = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="A dask scheduler does the work.")
]
Picture = Annotated[bool, typer.Option("--picture/--no-picture", help="Draw match.png.")]


def options_of(
    script: str | None,
    lock: list[str],
    mask: Path | None,
    at: str | None,
    height: float | None,
    picture: bool,
) -> "Options":
    """What is asked of every match alike. Raises InputError for what cannot be asked."""
    from scene_stager.inverse.loop.job import Options, read_mask
    from scene_stager.reading.subject import network_here

    text, said = _script(script)
    digest = None
    if mask is not None:
        read_mask(mask)
        digest = hashlib.sha256(mask.read_bytes()).hexdigest()
    locked = tuple(sorted({*said, *_locks(lock)}))
    given = None if mask is None else str(mask)
    return Options(
        script=text,
        locked=locked,
        mask=given,
        mask_sha256=digest,
        at=read_at(at),
        network=network_here(),
        height_m=height,
        picture=picture,
    )


def _script(source: str | None) -> tuple[str | None, list[str]]:
    """The script to apply to, as JSON, and the fields that its prose has said."""
    if source is None:
        return None, []
    from scene_stager.script.read import read_script_with_words

    script, reading = read_script_with_words(source)
    said = sorted({f"{word.slot}.{word.field}" for word in reading.words if word.slot})
    return script.to_json(), said


def _locks(asked: list[str]) -> list[str]:
    from scene_stager.script.field import rules_of
    from scene_stager.script.scene_script import SLOTS

    for name in asked:
        slot, _, field = name.partition(".")
        if slot not in SLOTS or (field and field not in rules_of(SLOTS[slot])):
            expected = f"a slot ({', '.join(SLOTS)}) or a field of one, such as lighting.rim_mode"
            raise InputError(Mistake("--lock", shorten(name), expected))
    return asked


def parts(take: str) -> tuple[str, ...]:
    """The parts of a still that are asked for, as the command line spells them."""
    return tuple(part.strip() for part in take.split(",") if part.strip())


def check(asked: dict[str, Any]) -> None:
    """Raises InputError for what cannot be asked, named as on the command line."""
    from scene_stager.inverse.answer.request import MatchRequest
    from scene_stager.inverse.loop.check import check as check_request

    check_request(MatchRequest(**asked), "--")


def check_jobs(jobs: int) -> None:
    """Raises InputError for a number that is out of range."""
    if not 1 <= jobs <= MOST_JOBS:
        raise InputError(Mistake("--jobs", str(jobs), f"1 to {MOST_JOBS}"))
