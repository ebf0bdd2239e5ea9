# SPDX-License-Identifier: Apache-2.0
"""What a command may ask for on top of a script, and how that becomes one wish."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scene_stager.cli._complete import rig_names, stock_names
from scene_stager.cli._options import read_aspect, read_fps, read_path, read_place

if TYPE_CHECKING:
    from scene_stager.script.overrides import Overrides

Rate = Annotated[
    str | None, typer.Option(metavar="RATE", help="Frames per second; the shot stays as long.")
]
ShotName = Annotated[
    str | None,
    typer.Option("--name", metavar="NAME", help="What the shot and its folder are called."),
]
Seed = Annotated[int | None, typer.Option(help="Which of the many equal shots.")]
Phase = Annotated[float | None, typer.Option(help="Atmospheric phase, 0 to 1.")]
StockName = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Another film stock; see list stocks.", autocompletion=stock_names
    ),
]
RigName = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Another camera rig; see list rigs.", autocompletion=rig_names
    ),
]
StartFrame = Annotated[int | None, typer.Option(help="The number of the first frame.")]
PlaceM = Annotated[
    str | None, typer.Option(metavar="X,Y,Z", help="Where the subject's feet are, in metres.")
]
FacingDeg = Annotated[
    float | None, typer.Option(metavar="DEG", help="Where it faces: 0 is -y, 90 is +x.")
]
HeightM = Annotated[
    float | None, typer.Option(metavar="M", help="How tall it stands; the set grows with it.")
]
Aspect = Annotated[
    str | None, typer.Option(metavar="SHAPE", help="Of the frame: 2.39, 9:16, 1920x1080.")
]
Squeeze = Annotated[float | None, typer.Option(help="Of an anamorphic lens: 1.33 to 2.")]
PathFile = Annotated[
    Path | None,
    typer.Option(parser=read_path, metavar="FILE", help="Where its feet go: a path as JSON."),
]


def asked_for(
    fps: str | None, place: str | None, aspect: str | None, path: Path | None, **plain: Any
) -> Overrides:
    """The wish; `plain` are fields of it as they are. Raises InputError for what cannot be read."""
    from scene_stager.script.overrides import Overrides

    return Overrides(
        fps=None if fps is None else read_fps(fps),
        frame_aspect=None if aspect is None else read_aspect(aspect),
        path=None if path is None else path_in(path),
        place_m=None if place is None else read_place(place),
        **plain,
    )


def path_in(file: Path) -> tuple[tuple[float, ...], ...]:
    """The path of a file as a script has it. Raises InputError for a file that is none."""
    from scene_stager.moks.path_file import read_path as path_of
    from scene_stager.moks.plan_input import INPUT_KINDS
    from scene_stager.plain_file import read_plain_file
    from scene_stager.script.way import path_rows

    kind = INPUT_KINDS["path"]
    path = path_of(read_plain_file(file, kind.about, kind.most_bytes, "--path"), "--path")
    return path_rows(path.times_s, path.positions_m)
