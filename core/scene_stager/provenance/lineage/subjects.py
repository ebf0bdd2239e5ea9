# SPDX-License-Identifier: Apache-2.0
"""The same lineage told of subjects: who or what went from medium to medium, and came back.

Files form no circle; subjects do, wherever a sculpt is drawn again or a render becomes a reference.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import NamedTuple

from scene_stager.provenance.lineage.graph import SIBLING, LineageGraph


class SubjectStage(NamedTuple):
    """A subject in one medium: S1 to S5, "" where it is not said."""

    subject: str
    stage: str


@dataclass(frozen=True, slots=True)
class SubjectEdge:
    """That files of `child` were made of files of `parent`: so many statements, of which kinds and
    by which evidence. One that `is_reentry` leads back from a later medium to an earlier one.
    """

    child: SubjectStage
    parent: SubjectStage
    statements: int
    kinds: tuple[str, ...]
    evidence: tuple[str, ...]
    is_reentry: bool


@dataclass(frozen=True, slots=True)
class SubjectGraph:
    """Subjects by medium, each with the ids of its files, and what leads from one to another."""

    files: Mapping[SubjectStage, tuple[str, ...]]
    edges: tuple[SubjectEdge, ...]

    def as_json(self) -> dict[str, object]:
        """Plain data: nodes and edges."""
        nodes = [{**one._asdict(), "files": list(ids)} for one, ids in self.files.items()]
        edges = [
            asdict(one) | {"child": one.child._asdict(), "parent": one.parent._asdict()}
            for one in self.edges
        ]
        return {"nodes": nodes, "edges": edges}


def subjects_of(graph: LineageGraph) -> SubjectGraph:
    """The lineage of the subjects of some files; a file that names none is of none."""
    of = {one.id: SubjectStage(one.subject, one.stage) for one in graph.nodes if one.subject}
    files: dict[SubjectStage, list[str]] = {}
    for name, stage in of.items():
        files.setdefault(stage, []).append(name)
    stated: dict[tuple[SubjectStage, SubjectStage], list[tuple[str, str]]] = {}
    for edge in graph.edges:
        if edge.child in of and edge.parent in of and edge.kind != SIBLING:
            pair = (of[edge.child], of[edge.parent])
            if pair[0] != pair[1]:
                stated.setdefault(pair, []).append((edge.kind, edge.evidence))
    edges = tuple(
        SubjectEdge(
            child,
            parent,
            len(said),
            tuple(sorted({kind for kind, _ in said})),
            tuple(sorted({evidence for _, evidence in said})),
            "" < child.stage < parent.stage,
        )
        for (child, parent), said in sorted(stated.items())
    )
    return SubjectGraph({one: tuple(sorted(files[one])) for one in sorted(files)}, edges)
