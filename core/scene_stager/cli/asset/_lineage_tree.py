# SPDX-License-Identifier: Apache-2.0
"""A lineage as people read it: a tree of names, each with who says so."""

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from scene_stager.cli._show import WIDTH_OF_A_FILE, print_table, tell
from scene_stager.cli.asset._near import near_path
from scene_stager.errors import printable

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree

    from scene_stager.provenance.lineage.graph import LineageEdge, LineageGraph, LineageNode
    from scene_stager.provenance.lineage.why import EdgeReason

SHOWN_DIGITS = 12  # of a sha256
MOST_SHOWN = 24  # branches below one twig; the rest is counted: house default
MOST_TWIGS, MOST_LEVELS = 400, 14  # of one tree; deeper ones leave no room: house default


def print_lineage(graph: "LineageGraph") -> None:
    """The file, and the branches above it, below it and beside it."""
    root = _tree(_line(graph, graph.focus))
    for title, is_up in (("made of", True), ("made of it", False)):
        growth = _Growth(graph, is_up)
        if graph.focus in growth.steps:
            growth.grow(root.add(title), graph.focus)
    _branch(root, "siblings", _siblings(graph))
    _branch(root, "not there yet", [_expected(one.path, one.said) for one in graph.placeholders])
    _branch(
        root, "refused, for it would close a circle", [_stated(graph, e) for e in graph.refused]
    )
    looks = [f"{_name(c.paths)}  {c.grade}, {c.distance_bits} bits" for c in graph.candidates]
    _branch(root, "looks like it: no edge, for you to judge", looks)
    _print(root)
    if not graph.edges:
        tell("nothing is stated of it here, and nothing names it")
    _count(graph)


def _siblings(graph: "LineageGraph") -> list[str]:
    """What varies the file or is varied by it, and then what only shares a parent with it."""
    ends = [{one.child, one.parent} for one in graph.edges if one.kind == "sibling"]
    varied = {name for pair in ends if graph.focus in pair for name in pair}
    found = sorted(graph.related("sibling"), key=lambda one: one.id not in varied)
    lines = {one.id: _line(graph, one.id) for one in found}
    return [f"one thing changed: {lines[n]}" if n in varied else lines[n] for n in lines]


def print_users(graph: "LineageGraph") -> None:
    """Who names a file as a parent, as what, and by which evidence."""
    rows = []
    for edge in graph.edges:
        user = graph.node(edge.child)
        if edge.parent == graph.focus and user is not None:
            rows.append((_name(user.paths), edge.kind, edge.evidence, user.subject, user.stage))
    print_table(f"Made with {_title(graph, graph.focus)}", USERS, rows)


USERS = ("file", "as its", "evidence", "subject", "stage")


def print_gaps(graph: "LineageGraph") -> None:
    """What is named and nowhere, and what is waited for."""
    rows = []
    for gap in graph.gaps:
        once = (gap.remembered or {}).get("subject", "")
        wanted = ", ".join(_title(graph, child) for child in gap.wanted_by[:3])
        rows.append((_short(gap.id), gap.names, once, wanted))
    print_table("Parents that are nowhere", ("hash", "of its", "once known as", "wanted by"), rows)
    for one in graph.placeholders:
        tell(_expected(one.path, one.said))


def print_why(graph: "LineageGraph", reasons: "Sequence[EdgeReason]") -> None:
    """Each statement on the way from a file to its ancestor."""
    for one in reasons:
        child, parent = _title(graph, one.edge.child), _title(graph, one.edge.parent)
        tell(f"{child}  was made of  {parent}, its {one.edge.kind}")
        tell(f"    {one.edge.evidence}: {one.says}")
        for support in one.edge.support:
            tell(f"    support: {support.says}")


def _steps(graph: "LineageGraph", is_up: bool) -> "dict[str, list[LineageEdge]]":
    """The edges that lead on from each file, one way."""
    found: dict[str, list[LineageEdge]] = {}
    wanted = "ancestor" if is_up else "descendant"
    for edge in graph.edges:
        here, there = (edge.child, edge.parent) if is_up else (edge.parent, edge.child)
        node = graph.node(there)
        if edge.kind != "sibling" and (node is None or node.relation == wanted):
            found.setdefault(here, []).append(edge)
    return found


class _Growth:
    """A tree that grows along the edges of a graph, as far as people read on."""

    def __init__(self, graph: "LineageGraph", is_up: bool) -> None:
        self.graph, self.is_up = graph, is_up
        self.steps = _steps(graph, is_up)
        self.shown, self.left = {graph.focus}, MOST_TWIGS

    def grow(self, branch: "Tree", here: str, level: int = 1) -> None:
        """Add what leads on from here; what stands in the tree already is only named again."""
        edges = self.steps.get(here, [])
        for edge in edges[:MOST_SHOWN]:
            self.left -= 1
            if self.left < 0 or level > MOST_LEVELS:
                branch.add("… and on; --json has all of it")
                return
            self._add(branch, edge, level)
        if len(edges) > MOST_SHOWN:
            branch.add(f"… and {len(edges) - MOST_SHOWN} more; --json has all of them")

    def _add(self, branch: "Tree", edge: "LineageEdge", level: int) -> None:
        there = edge.parent if self.is_up else edge.child
        is_new = there not in self.shown
        self.shown.add(there)
        more = "" if is_new or there not in self.steps else "  (as above)"
        twig = branch.add(_text(_stated_line(self.graph, edge, there) + more))
        for support in edge.support:
            twig.add(_text(f"support: {support.says}"))
        if is_new:
            self.grow(twig, there, level + 1)


def _stated_line(graph: "LineageGraph", edge: "LineageEdge", there: str) -> str:
    marks = [edge.evidence]
    if edge.is_remembered:
        marks.append("remembered")
    if edge.is_reentry:
        marks.append("back to an earlier medium")
    by = f" by {edge.by}, {edge.when}" if edge.evidence == "operator" else ""
    return f"{edge.kind}: {_line(graph, there)}  [{', '.join(marks)}{by}]"


def _stated(graph: "LineageGraph", edge: "LineageEdge") -> str:
    child, parent = _title(graph, edge.child), _title(graph, edge.parent)
    return f"{child} of {parent}, its {edge.kind}  [{edge.evidence}]"


def _line(graph: "LineageGraph", name: str) -> str:
    node = graph.node(name)
    if node is None:
        gap = next((one for one in graph.gaps if one.id == name), None)
        once = (gap.remembered or {}).get("subject") if gap is not None else None
        was = f", once known as {once}" if once else ""
        return f"{_short(name)}  A GAP: no file here has it{was}"
    return "  ".join((_name(node.paths), *_words(node)))


def _words(node: "LineageNode") -> list[str]:
    from scene_stager.presets.record_shape import STAGES

    said = node.said
    medium = f"{node.stage} {STAGES[node.stage]}" if node.stage in STAGES else ""
    words = [said.get("subject", ""), medium, said.get("hand", ""), said.get("when", "")]
    if node.parents == "declared root":
        words.append("a root, it says")
    if not said:
        words.append("a broken record" if node.verdict == "broken" else "no record")
    elif node.parents == "none recorded":
        words.append("no parents recorded")
    return [" · ".join(str(one) for one in words if one)]


def _expected(path: str, said: object) -> str:
    words = said if isinstance(said, dict) else {}
    what = " · ".join(str(words[name]) for name in ("subject", "stage") if name in words)
    return f"{near_path(path)}  {what}  waiting for its twin"


def _title(graph: "LineageGraph", name: str) -> str:
    node = graph.node(name)
    return _short(name) if node is None else _name(node.paths)


def _name(paths: Sequence[str]) -> str:
    if not paths:
        return "a file that is gone"
    more = f" (and {len(paths) - 1} more)" if len(paths) > 1 else ""
    return f"{near_path(paths[0])}{more}"


def _short(name: str) -> str:
    return f"{name[:SHOWN_DIGITS]}…"


def _count(graph: "LineageGraph") -> None:
    if graph.gaps:
        tell(f"{len(graph.gaps)} named and nowhere: --gaps lists them")
    if graph.left_off:
        tell(f"{graph.left_off} files more than are told here")


def _branch(root: "Tree", title: str, lines: Iterable[str]) -> None:
    told = list(lines)
    if not told:
        return
    branch = root.add(title)
    for line in told[:MOST_SHOWN]:
        branch.add(_text(line))
    if len(told) > MOST_SHOWN:
        branch.add(f"… and {len(told) - MOST_SHOWN} more")


def _tree(line: str) -> "Tree":
    from rich.tree import Tree

    return Tree(_text(line))


def _text(line: str) -> "Text":
    from rich.text import Text

    return Text(printable(line), overflow="fold")


def _print(tree: "Tree") -> None:
    from rich.console import Console

    width = None if sys.stdout.isatty() else WIDTH_OF_A_FILE
    Console(width=width, highlight=False).print(tree)
