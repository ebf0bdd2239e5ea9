# SPDX-License-Identifier: Apache-2.0
"""`asset page`: the lineage of an index as a site to walk, on a disk."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.cli._command import YES, Command
from scene_stager.cli._options import AsJson, read_path
from scene_stager.cli._show import frame_progress, print_json, progress, tell
from scene_stager.cli.asset._options import IndexFolder, begun_index

if TYPE_CHECKING:
    from scene_stager.provenance.lineage.graph import LineageGraph

Out = Annotated[
    Path,
    typer.Option("--out", parser=read_path, metavar="DIR", help="A new folder, or an older site."),
]
Held = Annotated[
    str | None,
    typer.Option(
        "--law",
        metavar="FILE|NAME",
        help="Hold pictures against a law, where their record names a mask of what lives.",
    ),
]
Measured = Annotated[
    bool, typer.Option("--support", help="Measure what persists along each edge; takes a while.")
]
Title = Annotated[str, typer.Option(help="What the first page is called.")]


def run(
    out: Out,
    index: IndexFolder = None,
    title: Title = "The corpus",
    law: Held = None,
    support: Measured = False,
    as_json: AsJson = False,
) -> int:
    """Write the site. Raises InputError for a folder of other things."""
    from scene_stager.provenance.law.document import find_law
    from scene_stager.provenance.page.build import SiteOfIndex

    started_s = time.perf_counter()
    held = None if law is None else find_law(law)
    with progress("Measuring", quiet=as_json or not support):
        site = SiteOfIndex(begun_index(index), held, _measured if support else None)
    with frame_progress("drawing", site.count, as_json) as step:
        pages = site.write(out, title, step)
    told = {
        "path": str(out / pages[0]),
        "pages": pages,
        "seconds": round(time.perf_counter() - started_s, 3),
    }
    if as_json:
        print_json(told)
    else:
        tell(f"{len(pages)} pages; open {told['path']}")
    return YES


def _measured(graph: "LineageGraph") -> "LineageGraph":
    from scene_stager.reading.persistence import supported

    return supported(graph)


ACTION = Command("Write what an index knows as a site to walk.", run)
