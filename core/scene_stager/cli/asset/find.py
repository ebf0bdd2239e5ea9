# SPDX-License-Identifier: Apache-2.0
"""`asset find`: pictures of an index that fit a description, or are like a picture."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.cli._command import NO, YES, Command
from scene_stager.cli._options import AsJson, read_path
from scene_stager.cli._show import print_json, print_table, say, tell
from scene_stager.cli.asset._options import IndexFolder, ModelFolder, begun_index
from scene_stager.errors import InputError, Mistake

if TYPE_CHECKING:
    from scene_stager.finding.asked import PictureQuery
    from scene_stager.finding.base import FindBase
    from scene_stager.finding.find import Found, Nearness

Query = Annotated[
    str | None,
    typer.Argument(metavar="[WORDS]", help="What is in the picture, and how it is shot."),
]
Like = Annotated[
    Path | None,
    typer.Option(parser=read_path, metavar="IMAGE", help="Find what is like this picture."),
]
Count = Annotated[int, typer.Option("--count", min=1, max=1000, help="How many at most.")]


def run(
    words: Query = None,
    like: Like = None,
    model: ModelFolder = None,
    index: IndexFolder = None,
    count: Count = 20,
    as_json: AsJson = False,
) -> int:
    """Find pictures by words, or by a picture. Raises InputError."""
    from scene_stager.finding.asked import read_query
    from scene_stager.finding.base import FindBase
    from scene_stager.finding.find import find, find_like

    if (words is None) == (like is None):
        found = "both" if words else "neither"
        raise InputError(Mistake("asset find", found, "words, or --like IMAGE"))
    asked = None if words is None else read_query(words)
    base = FindBase(begun_index(index))
    base.catch_up()
    near = None if model is None else _near(base, model, words, like)
    if asked is not None:
        results = find(base, asked, count, near)
    else:
        results = find_like(base, like or Path(), count, near)
    _warn(base, asked)
    if as_json:
        print_json({"query": words, "like": None if like is None else str(like), **_tree(results)})
    else:
        _print(results)
    return YES if results else NO


def _near(base: "FindBase", model: Path, words: str | None, like: Path | None) -> "Nearness":
    from scene_stager.finding.vectors import nearness, shown_of
    from scene_stager.models.towers import Towers

    towers = Towers(model)
    vectors = towers.of_texts([words]) if words else towers.of_pictures([shown_of(like or Path())])
    return nearness(base, towers, vectors.rows[0])


def _warn(base: "FindBase", asked: "PictureQuery | None") -> None:
    if asked is not None and asked.unmeasured:
        quoted = ", ".join(repr(one) for one in asked.unmeasured)
        say(f"no number of a picture shows {quoted}: looked for in records only")
    if asked is not None:
        phrases = [wish.phrase for wish in asked.wishes] + list(asked.unmeasured)
        left = [str(one) for one in base.unsaid(asked.terms)]
        if left := [one for one in left if not any(one in phrase for phrase in phrases)]:
            say(f"no record says {', '.join(map(repr, left))}: left out")
    if missing := len(base.unmeasured()):
        every = len(base.pictures().own)
        say(f"{missing} of {every} pictures are not measured: asset index FOLDER --measure")


def _tree(results: "list[Found]") -> dict[str, object]:
    return {"results": [{**asdict(one), "why": list(one.why)} for one in results]}


def _print(results: "list[Found]") -> None:
    if not results:
        tell("nothing in the index fits")
        return
    rows = [(one.path, f"{one.score:.4f}", "; ".join(one.why)) for one in results]
    print_table("best first", ("picture", "score", "why"), rows)


ACTION = Command("Find pictures of an index by a description, or by a picture.", run)
