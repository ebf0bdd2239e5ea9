# SPDX-License-Identifier: Apache-2.0
"""`scene-stager match`: from reference stills to scripts with their lights, air and camera."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scene_stager.cli import _match_forward as blender
from scene_stager.cli import _match_options as asked
from scene_stager.cli._command import BAD_INPUT, NO, YES, Command
from scene_stager.cli._files import must_be_a_folder
from scene_stager.cli._options import AsJson
from scene_stager.cli._show import print_json
from scene_stager.errors import InputError, Mistake

if TYPE_CHECKING:
    from scene_stager.batch import Batch

MATCHED = ("matched", "ambiguous")
PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".exr", ".hdr", ".bmp", ".gif")
MOST_FILES = 100_000


def run(
    stills: asked.Stills,
    out: asked.Out = Path("out"),
    script: asked.Script = None,
    lock: asked.Lock = None,
    mask: asked.Mask = None,
    height: asked.Height = None,
    mode: asked.Mode = "geometric",
    renderer: asked.Renderer = "cycles",
    forward: blender.Forward = "analytic",
    scene: blender.SceneFile = None,
    subject: blender.Subject = "",
    inspector: asked.InspectorName = "offline",
    library: asked.LibraryFile = None,
    jobs: asked.Jobs = 1,
    scheduler: asked.Scheduler = None,
    picture: asked.Picture = True,
    as_json: AsJson = False,
) -> int:
    """Match stills; those of an earlier run that have not changed are kept."""
    from scene_stager.batch import Batch

    asked.check_words(mode, renderer, inspector)
    asked.check_amounts(jobs, height)
    asked.check_library(library)
    must_be_a_folder(out, "--out")
    options = replace(
        asked.options_of(script, lock or [], mask, height, picture),
        mode=mode,
        renderer=renderer,
        inspector=inspector,
        library=None if library is None else str(library.resolve()),
    )
    options = blender.with_forward(options, forward, scene, subject)
    if forward != "analytic" and scheduler is not None:
        raise InputError(Mistake("--forward", f"{forward} and a scheduler", "one machine's work"))
    sources = tuple(file for place in stills for file in _pictures(place))
    if mask is not None and (len(sources) != 1 or scheduler is not None):
        found = f"{len(sources)} stills" if scheduler is None else "a scheduler"
        raise InputError(Mistake("--mask", found, "one still, matched on this machine"))
    return _match(Batch(sources, out, options.plain(), jobs, scheduler), as_json)


def _match(batch: "Batch", as_json: bool) -> int:
    """Run the batch under a table that grows; then say it all."""
    from scene_stager.batch import run_batch
    from scene_stager.cli._match_table import MatchTable
    from scene_stager.inverse.job import MATCH_FILE, match_files

    told: list[dict[str, Any]] = []
    with MatchTable(len(batch.sources), quiet=as_json) as table:
        for result in run_batch(batch, match_files):
            one: dict[str, Any] = {"path": str(result.source), "status": result.status}
            if result.status == "failed":
                one["line"] = result.line
            else:
                one |= json.loads((result.folder / MATCH_FILE).read_text("utf-8"))
                names = sorted(file.name for file in result.folder.iterdir())
                one["outputs"] = [str(result.folder / name) for name in names]
            told.append(one)
            table.add(one)
    order = {str(source): place for place, source in enumerate(batch.sources)}
    told.sort(key=lambda one: order[one["path"]])
    if as_json:
        print_json({"matches": told})
    else:
        table.print(told)
    if any(one["status"] == "failed" for one in told):
        return BAD_INPUT
    return YES if all(one["outcome"] in MATCHED for one in told) else NO


def _pictures(place: Path) -> Iterator[Path]:
    """The file, or the pictures in a folder, A to Z; links in it are not followed."""
    if not place.is_dir():
        if not place.exists():
            raise InputError(Mistake(str(place), "no such file", "a picture or a folder of them"))
        if not place.is_file():
            raise InputError(Mistake(str(place), "no plain file", "a picture or a folder of them"))
        yield place
        return
    with os.scandir(place) as entries:
        names = sorted(
            entry.name
            for entry in entries
            if entry.is_file(follow_symlinks=False) and entry.name.lower().endswith(PICTURES)
        )
    if not names:
        raise InputError(Mistake(str(place), "no pictures", f"files such as x{PICTURES[0]}"))
    yield from (place / name for name in names[:MOST_FILES])


COMMAND = Command("Match stills: their lights, air and camera, put into scripts.", run)
