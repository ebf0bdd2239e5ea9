# SPDX-License-Identifier: Apache-2.0
"""`scene-stager promote`: keep what a match found as a preset."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.cli._command import NO, YES, Command
from scene_stager.cli._options import AsJson, read_path
from scene_stager.cli._show import print_json, say, tell
from scene_stager.errors import InputError, Mistake, shorten

if TYPE_CHECKING:
    from scene_stager.inverse.answer.match_file import MatchFile

Source = Annotated[
    Path,
    typer.Argument(
        parser=read_path,
        metavar="MATCH",
        help="A match.json, or its folder.",
        show_default=False,
    ),
]


def run(
    source: Source,
    name: Annotated[str, typer.Option(metavar="N", help="What the preset is called.")],
    title: Annotated[str, typer.Option(help="What people call it.")] = "",
    description: Annotated[
        str, typer.Option(help="When to use it.", show_default="what the still told")
    ] = "",
    slots: Annotated[
        str, typer.Option(metavar="A,B", help="The slots to keep, where the still told something.")
    ] = "lens,lighting,atmosphere,stock",
    replace: Annotated[
        bool, typer.Option("--replace", help="Over a preset of the same name.")
    ] = False,
    part: Annotated[
        bool, typer.Option("--part", help="Of an ill-posed match keep what the still told.")
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Make a preset of a match, pass it through the gate, and keep it in the library."""
    from scene_stager.inverse.answer.match_file import read_match_file
    from scene_stager.inverse.answer.promote import promote, words_for
    from scene_stager.presets.library import Library
    from scene_stager.provenance.automatic import keep_preset

    wanted = _slots(slots)
    match = read_match_file(source)
    if not (match.worth_keeping or (part and match.has_a_part)):
        say(f"{source}: the match is {match.outcome}, so nothing was kept{_way_out(match, wanted)}")
        return NO
    today = datetime.now(UTC).date().isoformat()
    words = description or words_for(match)
    preset = promote(
        match, name, title=title, description=words, slots=wanted, made_on=today, part=part
    )
    path = keep_preset(Library(), preset, replace)
    if as_json:
        print_json({"preset": preset.as_json(), "path": str(path), "digest": preset.digest})
    else:
        tell(f"{preset.name}: {', '.join(preset.slots)} kept in {path}")
    return YES


def _slots(said: str) -> tuple[str, ...]:
    from scene_stager.script.scene_script import SLOTS

    wanted = tuple(said.split(","))
    unknown = [slot for slot in wanted if slot not in SLOTS]
    if unknown:
        raise InputError(Mistake("--slots", shorten(unknown[0]), f"some of {', '.join(SLOTS)}"))
    return wanted


def _way_out(match: "MatchFile", slots: tuple[str, ...]) -> str:
    """How an ill-posed match may still be of use."""
    told = ", ".join(f"{one}.{name}" for one in slots for name in sorted(match.told.get(one, ())))
    return f"; --part keeps what the still told: {told}" if match.has_a_part and told else ""


COMMAND = Command("Keep what a match found as a preset.", run)
