# SPDX-License-Identifier: Apache-2.0
"""The graph of files as data: what stands in it, what it lacks, and what it refuses to believe.

LineageGraph is what every walk gives and what `asset lineage --json` prints:

    focus         the id that was asked about; "" where all is told
    nodes         LineageNode: a file that is there, with what its record says
    edges         LineageEdge: child, parent, kind, evidence: stated, and no circle among them
    gaps          LineageGap: a parent that is named and is nowhere
    placeholders  ExpectedFile: what shall come, waiting for its twin
    refused       LineageEdge: stated, but it closes a circle
    candidates    Candidate: what looks like the focus; never an edge
    left_off      how many nodes were too many to be told

An id is the sha256 by which the index knows a file: of its pixels, else of its content, else of its
bytes. Several files may share one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Relation = Literal["", "itself", "ancestor", "descendant", "sibling"]
# What a record says of parents. To say that there are none is not to say nothing.
SaysOfParents = Literal["recorded", "declared root", "none recorded"]
WAITING = "waiting for its twin"
SIBLING = "sibling"  # the kind of edge to what a file is a variation of, and not made of


@dataclass(frozen=True, slots=True)
class LineageNode:
    """A file that is there. `relation` and `steps` are to the focus; `carrier` is its kind of file.

    `verdict` is that of its record: holds, remembered, no_record or broken; `said` is the record as
    plain data, empty where there is none. `signature` is how one stands, "" where there is none.
    """

    id: str
    paths: tuple[str, ...]
    carrier: str
    verdict: str
    said: Mapping[str, Any]
    signature: str = ""
    relation: Relation = ""
    steps: int = 0

    @property
    def parents(self) -> SaysOfParents:
        """What its record says of parents; a claim may say more."""
        if self.said.get("parents"):
            return "recorded"
        return "none recorded" if "parents" not in self.said else "declared root"

    @property
    def stage(self) -> str:
        """Its medium, S1 to S5; "" where it is not said."""
        return str(self.said.get("stage", ""))

    @property
    def subject(self) -> str:
        """Who or what is in it; "" where it is not said."""
        return str(self.said.get("subject", ""))

    def as_json(self) -> dict[str, object]:
        """Plain data: the record's words beside the file's names."""
        words = {name: self.said.get(name) for name in WORDS_OF_A_NODE}
        return {
            "id": self.id,
            "paths": list(self.paths),
            "carrier": self.carrier,
            "verdict": self.verdict,
            "parents": self.parents,
            **words,
            "signature": self.signature or None,
            "relation": self.relation or None,
            "steps": self.steps,
        }


WORDS_OF_A_NODE = (
    *("subject", "environment", "domain", "stage", "origin", "hand", "tool", "licence"),
    *("when", "source_type", "plan_hash", "prompt_hash"),
)


@dataclass(frozen=True, slots=True)
class EdgeSupport:
    """What was measured of both ends of an edge that is stated: `what`, its number, in words.

    It makes no edge, and takes none away.
    """

    what: str
    value: float
    says: str


@dataclass(frozen=True, slots=True)
class LineageEdge:
    """A statement that `child` was made of `parent`. `kind` is what the parent was to the child:
    sketch, reference, script, sibling, ...

    `evidence` is `signed` or `record`, by the child's own record, or `operator`, by a claim. `by`
    and `when` are of whoever said it, `claim` is the claim's file. A `remembered` record has been
    lost from its file. An edge that `is_reentry` leads from a later medium to an earlier one.
    """

    child: str
    parent: str
    kind: str
    evidence: str
    names: str = "pixels"
    by: str = ""
    when: str = ""
    claim: str = ""
    is_remembered: bool = False
    is_reentry: bool = False
    support: tuple[EdgeSupport, ...] = ()


@dataclass(frozen=True, slots=True)
class LineageGap:
    """A parent that no file of the index is. `names` says what its id is the hash of, `wanted_by`
    who names it; `remembered` is what a record said of it that was once seen."""

    id: str
    names: str
    wanted_by: tuple[str, ...]
    remembered: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class ExpectedFile:
    """A file that shall come: `path` is where it will stand, `said` its record."""

    path: str
    said: Mapping[str, Any]

    def as_json(self) -> dict[str, object]:
        """Plain data."""
        words = {name: self.said.get(name) for name in ("subject", "stage", "hand", "when")}
        parents = self.said.get("parents", [])
        return {"path": self.path, "state": WAITING, **words, "parents": parents}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A picture that looks like the focus: for a person to judge, and to claim or leave."""

    id: str
    paths: tuple[str, ...]
    distance_bits: int
    grade: str


@dataclass(frozen=True, slots=True)
class LineageGraph:
    """Files and what is stated of them; the fields are told above."""

    focus: str = ""
    nodes: tuple[LineageNode, ...] = ()
    edges: tuple[LineageEdge, ...] = ()
    gaps: tuple[LineageGap, ...] = ()
    placeholders: tuple[ExpectedFile, ...] = ()
    refused: tuple[LineageEdge, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    left_off: int = 0
    _by_id: dict[str, LineageNode] = field(default_factory=dict, compare=False, repr=False)

    def node(self, name: str) -> LineageNode | None:
        """The node of an id; None for a gap, or what is not told."""
        if not self._by_id:
            self._by_id.update({one.id: one for one in self.nodes})
        return self._by_id.get(name)

    def related(self, relation: Relation) -> Iterator[LineageNode]:
        """The nodes that stand so to the focus, the nearest first."""
        return (one for one in self.nodes if one.relation == relation)

    def as_json(self) -> dict[str, object]:
        """Plain data, as `asset lineage --json` prints it."""
        return {
            "focus": self.focus or None,
            "nodes": [one.as_json() for one in self.nodes],
            "edges": [asdict(one) for one in self.edges],
            "gaps": [asdict(one) for one in self.gaps],
            "placeholders": [one.as_json() for one in self.placeholders],
            "refused": [asdict(one) for one in self.refused],
            "candidates": [asdict(one) for one in self.candidates],
            "left_off": self.left_off,
        }
