# SPDX-License-Identifier: Apache-2.0
"""What a match may ask of Blender on the command line."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.cli._options import read_path

if TYPE_CHECKING:
    from scene_stager.inverse.loop.job import Options

Forward = Annotated[
    str, typer.Option(metavar="analytic|eevee|cycles", help="Who has the last word.")
]
SceneFile = Annotated[
    Path | None,
    typer.Option(
        parser=read_path, metavar="FILE.blend", help="Blender renders this, not a balloon."
    ),
]
Subject = Annotated[
    str, typer.Option(metavar="NAME", help="The object of the scene that the still shows.")
]


def with_forward(options: "Options", forward: str, scene: Path | None, subject: str) -> "Options":
    """The options with what Blender is to do. Raises MissingPartError where there is none."""
    if forward == "analytic":
        return options
    from scene_stager.inverse.blender.blender_process import blender_command

    blender_command()
    options = replace(options, forward=forward)
    if scene is None:
        return options
    digest = hashlib.sha256(scene.read_bytes()).hexdigest()
    return replace(options, scene=str(scene.resolve()), scene_sha256=digest, subject=subject)
