# SPDX-License-Identifier: Apache-2.0
"""`asset lineage`: what a file was made of, what was made of it, and who says so."""

import re
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.cli._command import NO, YES, Command
from scene_stager.cli._options import AsJson, read_path
from scene_stager.cli._show import print_json, say
from scene_stager.cli.asset._options import IndexFolder, begun_index
from scene_stager.errors import InputError, Mistake

if TYPE_CHECKING:
    from scene_stager.provenance.index.store import AssetIndex
    from scene_stager.provenance.lineage.graph import LineageGraph
    from scene_stager.provenance.lineage.walk import Reach

MOST_STEPS = 1000
HASH = re.compile("[0-9a-f]{64}")

Image = Annotated[
    str,
    typer.Argument(
        metavar="FILE|HASH",
        help="A file, or the 64 digits of a hash, of one that is gone too.",
        show_default=False,
    ),
]
Ancestors = Annotated[bool, typer.Option("--ancestors", help="What it was made of.")]
Descendants = Annotated[bool, typer.Option("--descendants", help="What was made of it.")]
Siblings = Annotated[
    bool, typer.Option("--siblings", help="What was made of the same, or varies it.")
]
Gaps = Annotated[bool, typer.Option("--gaps", help="Only what is missing, or is waited for.")]
UsedBy = Annotated[bool, typer.Option("--used-by", help="Only what names it as a parent itself.")]
Why = Annotated[
    str | None,
    typer.Option(metavar="FILE|HASH", help="Why this counts as one of its ancestors."),
]
Support = Annotated[
    bool,
    typer.Option("--support", help="Measure what persists along its own edges; opens pictures."),
]
Depth = Annotated[int | None, typer.Option(help="How many steps to go; 20 where nothing is said.")]


def run(
    file: Image,
    ancestors: Ancestors = False,
    descendants: Descendants = False,
    siblings: Siblings = False,
    gaps: Gaps = False,
    used_by: UsedBy = False,
    why: Why = None,
    support: Support = False,
    depth: Depth = None,
    index: IndexFolder = None,
    as_json: AsJson = False,
) -> int:
    """Walk the lineage of a file: all of it, or the parts that are asked for."""
    from scene_stager.cli.asset import _lineage_tree as tree
    from scene_stager.provenance.lineage.walk import lineage_of

    _one_view(gaps, used_by, why, parts=ancestors or descendants or siblings)
    store = begun_index(index)
    focus = _named(store, file)
    if why is not None:
        return _why(store, focus, _named(store, why), support, as_json)
    reach = _reach(ancestors, descendants, siblings, used_by, depth)
    graph = _with_candidates(store, lineage_of(store, focus, reach), file)
    graph = _supported(graph, support)
    if as_json:
        print_json(_as_json(graph))
    elif used_by:
        tree.print_users(graph)
    elif gaps:
        tree.print_gaps(graph)
    else:
        tree.print_lineage(graph)
    return NO if used_by and not any(graph.related("descendant")) else YES


def _one_view(gaps: bool, used_by: bool, why: str | None, parts: bool) -> None:
    """Raises InputError where two things are asked at once that have one answer each."""
    views = {"--gaps": gaps, "--used-by": used_by, "--why": why is not None}
    asked = [name for name, is_asked in views.items() if is_asked]
    if len(asked) > 1 or (asked and asked != ["--gaps"] and parts):
        found = " and ".join(asked) if len(asked) > 1 else f"{asked[0]} with parts of the tree"
        raise InputError(Mistake("asset lineage", found, "one of them at a time"))


def _reach(
    ancestors: bool, descendants: bool, siblings: bool, used_by: bool, depth: int | None
) -> "Reach":
    from scene_stager.provenance.lineage.walk import DEPTH, Reach

    steps = DEPTH if depth is None else depth
    if not 1 <= steps <= MOST_STEPS:
        raise InputError(Mistake("--depth", str(steps), f"1 to {MOST_STEPS}"))
    if used_by:
        return Reach(0, 1, siblings=False)
    if not (ancestors or descendants or siblings):
        return Reach(steps, steps)
    return Reach(steps if ancestors else 0, steps if descendants else 0, siblings)


def _named(store: "AssetIndex", name: str) -> str:
    """What the index knows a file or a hash by. Raises InputError where it knows it not."""
    from scene_stager.provenance.lineage.walk import id_of
    from scene_stager.provenance.parents import parent_of_file

    is_hash = HASH.fullmatch(name) is not None
    own = name if is_hash else parent_of_file(read_path(name), "source").sha256
    found = id_of(store, own)
    if found is None:
        advice = "scene-stager asset index FOLDER takes a folder in."
        what = "a hash that nothing in the index has or names" if is_hash else "not in the index"
        raise InputError(Mistake(name, what, "what the index knows", advice))
    return found


def _with_candidates(store: "AssetIndex", graph: "LineageGraph", name: str) -> "LineageGraph":
    """What looks like the file, beside what is stated of it; a hash alone looks like nothing."""
    from scene_stager.provenance.lineage.candidates import candidates_for

    if HASH.fullmatch(name):
        return graph
    return replace(graph, candidates=candidates_for(store, Path(name)))


def _as_json(graph: "LineageGraph") -> dict[str, object]:
    from scene_stager.provenance.lineage.subjects import subjects_of

    return {**graph.as_json(), "subjects": subjects_of(graph).as_json()}


def _supported(graph: "LineageGraph", is_asked: bool) -> "LineageGraph":
    """With what was measured of both ends of its own edges, where that is asked for."""
    if not is_asked:
        return graph
    from scene_stager.reading.persistence import supported

    return supported(graph)


def _why(store: "AssetIndex", child: str, parent: str, support: bool, as_json: bool) -> int:
    from scene_stager.cli.asset import _lineage_tree as tree
    from scene_stager.provenance.lineage.walk import Reach, lineage_of
    from scene_stager.provenance.lineage.why import why_made_of

    graph = _supported(lineage_of(store, child, Reach(MOST_STEPS, 0)), support)
    reasons = why_made_of(graph, child, parent)
    if as_json:
        told = [{**asdict(one.edge), "says": one.says} for one in reasons]
        print_json({"child": child, "parent": parent, "why": told})
    elif not reasons:
        say("nothing that is recorded or claimed leads there")
    else:
        tree.print_why(graph, reasons)
    return YES if reasons else NO


ACTION = Command("Walk what a file was made of, and what was made of it.", run)
