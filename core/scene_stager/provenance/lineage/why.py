# SPDX-License-Identifier: Apache-2.0
"""Why an edge is believed: who says so, where it stands, and what that is worth."""

from collections import deque
from dataclasses import dataclass

from scene_stager.provenance.lineage.graph import SIBLING, LineageEdge, LineageGraph


@dataclass(frozen=True, slots=True)
class EdgeReason:
    """An edge, and why it is one, in a sentence."""

    edge: LineageEdge
    says: str


def why_made_of(graph: LineageGraph, child: str, parent: str) -> tuple[EdgeReason, ...]:
    """Why a file counts as made of another: every statement of each step of the shortest way.

    Nothing where none leads there.
    """
    above: dict[str, list[LineageEdge]] = {}
    for edge in graph.edges:
        above.setdefault(edge.child, []).append(edge)
    waiting, came = deque([child]), {child: child}
    while waiting and parent not in came:
        here = waiting.popleft()
        for edge in above.get(here, ()):
            if edge.parent not in came and (edge.kind != SIBLING or here == child):
                came[edge.parent] = here
                waiting.append(edge.parent)
    steps, name = [], parent
    while name != child:
        if name not in came:
            return ()
        steps.append((came[name], name))
        name = came[name]
    return tuple(
        EdgeReason(edge, _says(graph, edge))
        for here, there in reversed(steps)
        for edge in above[here]
        if edge.parent == there
    )


def _says(graph: LineageGraph, edge: LineageEdge) -> str:
    by = f" by {edge.by}" if edge.by else ""
    day = f", {edge.when}" if edge.when else ""
    if edge.evidence == "operator":
        said = f"claimed{by}{day}: a person's word, in {edge.claim}"
    elif edge.is_remembered:
        said = f"a record{by}{day} that the file has lost, known again by its {edge.names}"
    else:
        said = f"its own record{by}{day}, which holds"
    if edge.evidence == "signed":
        said += ", and this project's signature on the file holds"
    if graph.node(edge.parent) is None:
        said += f"; no file of the index has these {edge.names}"
    return said
