# SPDX-License-Identifier: Apache-2.0
"""`scene-stager plate`: the still that a shot was matched from, behind the shot as USD."""

from pathlib import Path
from typing import Annotated

import typer

from scene_stager.cli._command import YES, Command
from scene_stager.cli._files import whole_files
from scene_stager.cli._options import AsJson, read_path
from scene_stager.cli._recipe import PLATE, PLATE_PICTURE, STAGE
from scene_stager.cli._show import print_json, tell
from scene_stager.errors import InputError, Mistake


def run(
    take: Annotated[
        Path, typer.Argument(parser=read_path, metavar="TAKE", help="A shot.take.json.")
    ],
    still: Annotated[
        Path, typer.Argument(parser=read_path, metavar="STILL", help="The picture behind it.")
    ],
    match: Annotated[
        Path,
        typer.Option(
            parser=read_path, metavar="MATCH", help="The match.json that was made from the still."
        ),
    ],
    as_json: AsJson = False,
) -> int:
    """Put a still behind the shot that it was matched to: a layer over shot.usda, beside it."""
    from scene_stager.hosts.take_file import read_take_file
    from scene_stager.hosts.usd import plate_text
    from scene_stager.pictures.read import read_picture
    from scene_stager.pictures.write import encode_picture, screen_codes

    shot = read_take_file(take)
    folder = take.parent
    if not (folder / STAGE).is_file():
        advice = "Bake with --host usd."
        raise InputError(Mistake(str(folder / STAGE), "no such file", "the shot's USD", advice))
    _must_be_of(match, still)
    picture = read_picture(still)
    data = encode_picture(screen_codes(picture.rgb))
    wide, high = picture.size_px
    text = plate_text(shot, STAGE, PLATE_PICTURE, wide / high)
    with whole_files(folder, inputs=[take, still, match]) as desk:
        (desk / PLATE_PICTURE).write_bytes(data)
        (desk / PLATE).write_text(text, "utf-8", newline="\n")
    files = [str(folder / PLATE), str(folder / PLATE_PICTURE)]
    if as_json:
        print_json({"take_digest": shot.digest, "outputs": files})
    else:
        tell(*files)
    return YES


def _must_be_of(match: Path, still: Path) -> None:
    """Raises InputError unless the match was made from the still."""
    from scene_stager.inverse.answer.match_file import read_match_file
    from scene_stager.provenance.pixel_hash import pixel_hash_of_file

    wanted, found = read_match_file(match).image_pixels, pixel_hash_of_file(still)
    if wanted != found:
        expected = f"the still of {match}, {wanted or 'which names none'}"
        raise InputError(Mistake(str(still), f"pixels {found}", expected))


COMMAND = Command("Put the still that a shot was matched from behind it, as USD.", run)
