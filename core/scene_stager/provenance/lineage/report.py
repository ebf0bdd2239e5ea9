# SPDX-License-Identifier: Apache-2.0
"""For delivery: who or what made each picture, by which evidence that is known, what is missing."""

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scene_stager.provenance.carriers import carriers
from scene_stager.provenance.index.store import AssetIndex
from scene_stager.provenance.lineage.graph import LineageEdge, LineageNode
from scene_stager.provenance.lineage.walk import whole_lineage
from scene_stager.provenance.record import SOURCE_OF_STAGE

BY_A_NETWORK = "trainedAlgorithmicMedia"
NO_RECORD = {"broken": "a record of these pixels: it has another's", "no_record": "a record"}
SHOWN_DIGITS = 12  # of a sha256


@dataclass(frozen=True, slots=True)
class PictureReport:
    """A picture as it is delivered. `evidence` is how its parents are known, the kinds of it;
    `missing` says in words what whoever takes it over would have to ask for."""

    path: str
    pixel_hash: str
    subject: str
    stage: str
    origin: str
    hand: str
    tool: str
    when: str
    licence: str
    source_type: str
    record: str
    signature: str
    parents: int
    evidence: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """Every picture below some folders, and what is waited for there."""

    pictures: tuple[PictureReport, ...]
    waiting: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing and nothing is waited for."""
        return not self.waiting and not any(one.missing for one in self.pictures)

    def as_json(self) -> dict[str, object]:
        """Plain data: each picture, and how many there are of each kind."""
        media = Counter(one.stage or "not said" for one in self.pictures)
        evidence = Counter(kind for one in self.pictures for kind in one.evidence)
        return {
            "complete": self.is_complete,
            "pictures": [asdict(one) for one in self.pictures],
            "waiting": list(self.waiting),
            "media": dict(sorted(media.items())),
            "evidence": dict(sorted(evidence.items())),
            "incomplete": sum(bool(one.missing) for one in self.pictures),
        }


def report_on_delivery(index: AssetIndex, places: Sequence[Path]) -> DeliveryReport:
    """What an index knows of the pictures at some places: files, or all that is below folders."""
    roots = [os.path.realpath(place) for place in places]
    graph = whole_lineage(index)
    above: dict[str, list[LineageEdge]] = {}
    for edge in graph.edges:
        above.setdefault(edge.child, []).append(edge)
    gaps = {gap.id for gap in graph.gaps}
    kinds = {one.title for one in carriers().values() if one.content_hash is None}
    pictures = [
        _report(path, node, above.get(node.id, []), gaps)
        for node in graph.nodes
        if node.carrier in kinds
        for path in node.paths
        if _is_at(path, roots)
    ]
    waiting = [one.path for one in graph.placeholders if _is_at(one.path, roots)]
    return DeliveryReport(tuple(sorted(pictures, key=lambda one: one.path)), tuple(waiting))


def _report(
    path: str, node: LineageNode, edges: list[LineageEdge], gaps: set[str]
) -> PictureReport:
    said = node.said
    source = said.get("source_type") or SOURCE_OF_STAGE.get(node.stage, "")
    words = {name: said.get(name, "") for name in ("origin", "hand", "tool", "when", "licence")}
    return PictureReport(
        path=path,
        pixel_hash=node.id,
        subject=node.subject,
        stage=node.stage,
        **words,
        source_type=source,
        record=node.verdict,
        signature=node.signature,
        parents=len({edge.parent for edge in edges}),
        evidence=tuple(sorted({edge.evidence for edge in edges})),
        missing=_missing(node, edges, gaps, source),
    )


def _missing(
    node: LineageNode, edges: list[LineageEdge], gaps: set[str], source: str
) -> tuple[str, ...]:
    said: dict[str, Any] = dict(node.said)
    if not said:
        return (NO_RECORD.get(node.verdict, "a record"),)
    found = []
    if node.verdict == "remembered":
        found.append("its record in the file: it is remembered, and lost from it")
    if not said.get("hand") and not said.get("tool"):
        found.append("who or what made it")
    if not node.stage:
        found.append("its medium")
    if not said.get("licence"):
        found.append("on what terms it may be used")
    if not edges and node.parents == "none recorded":
        found.append("what it was made of, or that it is a root")
    found += [f"its {e.kind}, {e.parent[:SHOWN_DIGITS]}…" for e in edges if e.parent in gaps]
    if source == BY_A_NETWORK:
        if not said.get("prompt_hash") and not said.get("plan_hash"):
            found.append("the hash of the prompt or the plan that a network carried out")
        if node.signature != "ours":
            found.append("a signature of ours on what a network made")
    return tuple(dict.fromkeys(found))


def _is_at(path: str, roots: list[str]) -> bool:
    return any(path == root or path.startswith(os.path.join(root, "")) for root in roots)
