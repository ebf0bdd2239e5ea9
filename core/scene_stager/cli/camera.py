# SPDX-License-Identifier: Apache-2.0
"""`scene-stager camera`: the camera of a bake for Nuke, Houdini and After Effects."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.cli._command import LONG_SHOT, YES, Command
from scene_stager.cli._complete import offer
from scene_stager.cli._files import whole_files
from scene_stager.cli._options import AsJson, read_path
from scene_stager.cli._show import print_json, say, tell
from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.script.judge import did_you_mean

if TYPE_CHECKING:
    from scene_stager.hosts.camera_files import CameraFormat

NAMES = ("chan", "nuke", "after-effects")

Formats = Annotated[
    list[str] | None,
    typer.Option(
        metavar="|".join(NAMES),
        help="Which format; may be given more than once.",
        show_default="all of them",
        autocompletion=offer(lambda: NAMES),
    ),
]
Units = Annotated[
    float | None,
    typer.Option(
        metavar="N",
        help="How many units of the program a metre has.",
        show_default="1; After Effects 100",
    ),
]


def run(
    take: Annotated[
        Path, typer.Argument(parser=read_path, metavar="TAKE", help="A shot.take.json.")
    ],
    to: Formats = None,
    out: Annotated[
        Path | None,
        typer.Option(
            parser=read_path, metavar="DIR", help="Where they go.", show_default="beside the Take"
        ),
    ] = None,
    units_per_m: Units = None,
    as_json: AsJson = False,
) -> int:
    """Write the camera of a Take, every frame of it, for programs without a plug-in."""
    from scene_stager.hosts.camera_files.track import camera_track
    from scene_stager.hosts.host_file import write_host_file
    from scene_stager.hosts.take_file import read_take_file

    wanted = _wanted(to)
    shot = read_take_file(take)
    if camera_track(shot, 1.0).is_shifted:
        wanted = _for_a_moved_lens(wanted, named=bool(to))
    folder = take.parent if out is None else out
    with whole_files(folder, inputs=[take]) as desk:
        for one in wanted.values():
            scale = one.units_per_m if units_per_m is None else units_per_m
            text = one.text(camera_track(shot, scale))
            write_host_file(desk / one.file_name, text.encode("ascii"))
    files = [str(folder / one.file_name) for one in wanted.values()]
    if as_json:
        told = {"take_digest": shot.digest, "frames": shot.frame_count, "formats": list(wanted)}
        print_json(told | {"outputs": files})
    else:
        tell(*files)
    return YES


def _wanted(names: list[str] | None) -> "dict[str, CameraFormat]":
    from scene_stager.hosts.camera_files import FORMATS

    for name in names or ():
        if name not in FORMATS:
            expected = f"one of {', '.join(FORMATS)}"
            advice = did_you_mean(name, tuple(FORMATS))
            raise InputError(Mistake("--to", shorten(name), expected, advice))
    return {name: FORMATS[name] for name in names or FORMATS}


def _for_a_moved_lens(wanted: "dict[str, CameraFormat]", named: bool) -> "dict[str, CameraFormat]":
    """The formats that have a place for it; raises InputError when another was named."""
    able = {name: one for name, one in wanted.items() if one.shifts}
    left_out = ", ".join(name for name in wanted if name not in able)
    moved = (
        "the lens of this shot is moved over the picture area (shift, rise or upright verticals)"
    )
    if left_out and named:
        raise InputError(Mistake("--to", left_out, "nuke", f"No other can say that {moved}."))
    if left_out:
        say(f"warning: left out {left_out}, which cannot say that {moved}")
    return able


COMMAND = Command("Write a bake's camera for Nuke, Houdini, After Effects.", run, LONG_SHOT)
