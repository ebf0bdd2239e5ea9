# SPDX-License-Identifier: Apache-2.0
"""`scene-stager match`: from reference stills to scripts with their lights, air and camera."""

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scene_stager.cli import _match_forward as blender
from scene_stager.cli import _match_options as asked
from scene_stager.cli._command import BAD_INPUT, LARGE_PICTURE, NO, YES, Command
from scene_stager.cli._files import must_be_a_folder
from scene_stager.cli._options import AsJson, At, must_be_one
from scene_stager.cli._show import print_json, say
from scene_stager.errors import InputError, Mistake
from scene_stager.plain_file import read_plain_file
from scene_stager.script.strict_json import MAX_BYTES, parse

if TYPE_CHECKING:
    from scene_stager.batch import Batch, Result
    from scene_stager.inverse.loop.job import Options

PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".exr", ".hdr", ".bmp", ".gif")
MOST_FILES = 100_000


def run(
    stills: asked.Stills,
    out: asked.Out = Path("out"),
    script: asked.Script = None,
    take: asked.Take = "light,air,camera,film",
    lock: asked.Lock = None,
    mask: asked.Mask = None,
    at: At = None,
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
    asked.check_jobs(jobs)
    words = {"mode": mode, "renderer": renderer, "inspector": inspector, "forward": forward}
    things = {"height_m": height, "library": library, "scene": scene, "subject": subject}
    asked.check(words | things | {"take": frozenset(asked.parts(take))})
    must_be_a_folder(out, "--out")
    options = replace(
        asked.options_of(script, lock or [], mask, at, height, picture),
        take=asked.parts(take),
        mode=mode,
        renderer=renderer,
        inspector=inspector,
        library=None if library is None else str(library.resolve()),
    )
    options = blender.with_forward(options, forward, scene, subject)
    if forward != "analytic" and scheduler is not None:
        raise InputError(Mistake("--forward", f"{forward} and a scheduler", "one machine's work"))
    sources = tuple(file for place in stills for file in _pictures(place))
    _check_alone(sources, scheduler, mask, at)
    return _match(*_batch(sources, out, options, jobs, scheduler), as_json)


def _check_alone(
    sources: tuple[Path, ...], scheduler: str | None, mask: Path | None, at: str | None
) -> None:
    """A place and a mask are those of one still, and a mask is read here."""
    must_be_one("--at", "place", at, len(sources))
    if mask is not None and (len(sources) != 1 or scheduler is not None):
        found = f"{len(sources)} stills" if scheduler is None else "a scheduler"
        raise InputError(Mistake("--mask", found, "one still, matched on this machine"))


def _batch(
    sources: tuple[Path, ...], out: Path, options: "Options", jobs: int, scheduler: str | None
) -> "tuple[Batch, Path | None]":
    """What is to be done, and where the library went if it was found damaged."""
    from scene_stager.batch import Batch
    from scene_stager.inverse.loop.job import ROOMS
    from scene_stager.inverse.loop.lessons import Lessons
    from scene_stager.moks.code_digest import code_digest

    lessons = Lessons(Path(options.library) if options.library else None, out)
    code, hold = code_digest(ROOMS), lessons.still_hold
    return Batch(sources, out, options.plain(), code, jobs, scheduler, hold), lessons.set_aside


def _match(batch: "Batch", aside: Path | None, as_json: bool) -> int:
    """Run the batch under a table that grows; then say it all."""
    from scene_stager.batch import run_batch
    from scene_stager.cli._match_table import MatchTable
    from scene_stager.inverse.answer.match_file import ANSWERED
    from scene_stager.inverse.loop.job import match_files

    told: list[dict[str, Any]] = []
    # Closed at once when it is stopped: whoever works for it ends then.
    with (
        MatchTable(len(batch.sources), quiet=as_json) as table,
        closing(run_batch(batch, match_files)) as results,
    ):
        for result in results:
            told.append(_told(result))
            table.add(told[-1])
    order = {str(source): place for place, source in enumerate(batch.sources)}
    told.sort(key=lambda one: order[one["path"]])
    if as_json:
        print_json({"matches": told} | ({"library_set_aside": str(aside)} if aside else {}))
    else:
        table.print(told)
        if aside is not None:
            say(f"the library was damaged and is now {aside}; library --rebuild DIR makes another")
    if any(one["status"] == "failed" for one in told):
        return BAD_INPUT
    return YES if all(one["outcome"] in ANSWERED for one in told) else NO


def _told(result: "Result") -> dict[str, Any]:
    """A result as plain data: its match file, or the line that says why there is none."""
    from scene_stager.batch.receipt import RECEIPT, receipt_in
    from scene_stager.inverse.answer.match_file import MATCH_FILE

    one: dict[str, Any] = {"path": str(result.source), "status": result.status}
    if result.status == "failed":
        return one | {"line": result.line}
    file, receipt = result.folder / MATCH_FILE, receipt_in(result.folder)
    try:
        tree = parse(read_plain_file(file, f"a {MATCH_FILE}", MAX_BYTES, str(file)), str(file))
    except InputError as error:  # somebody took it away just now
        return one | {"status": "failed", "line": str(error)}
    names = sorted([RECEIPT, *(() if receipt is None else receipt.files)])
    outputs = [str(result.folder / name) for name in names]
    said = tree if isinstance(tree, dict) else {}
    answer = {name: value for name, value in said.items() if name != "record"}
    return {**one, **answer, **one, "outputs": outputs}


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


COMMAND = Command(
    "Match stills: their lights, air and camera, put into scripts.", run, LARGE_PICTURE
)
