# SPDX-License-Identifier: Apache-2.0
"""What a page of the corpus shows: stops, what led to what and by which evidence, and the gaps."""

from dataclasses import dataclass

from scene_stager.presets.record_shape import STAGES

THERE, REMEMBERED, BROKEN, GAP, EXPECTED = "there", "remembered", "broken", "gap", "expected"
COLUMNS = ("", *STAGES)  # what has no stage, or is nowhere, flows beside the others
STATES = {
    THERE: "its record holds",
    REMEMBERED: "its record is known by its pixels",
    BROKEN: "its record belongs to other pixels",
    GAP: "a parent that is nowhere",
    EXPECTED: "waiting for its twin",
    "unknown": "no record",
}
EVIDENCE = {
    "record": "said by the record in the file",
    "signed": "said by a record under a signature that holds",
    "operator": "said by a person, on a day",
    "awaited": "said of what is awaited",
}
AWAITED = "awaited"
SILHOUETTE = "silhouette"
LEAST_SHARED = 0.65  # of two silhouettes; any two that stand upright share half: house default


@dataclass(frozen=True, slots=True)
class LawSaid:
    """What a visual law came to: `level` is where it looked, `verdict` one of three.

    `boxes_px` are left, top, right and bottom of what breaks it, in a picture of `size_px`.
    """

    law: str
    level: str
    verdict: str
    says: str = ""
    size_px: tuple[int, int] = (0, 0)
    boxes_px: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """A picture or a document, a parent that is nowhere, or something that is awaited.

    `own` is the hash of its pixels or content; `file` is below the folders that were indexed, and
    `small` and `large` are pictures of the site, or "".
    """

    own: str
    state: str = THERE
    file: str = ""
    kind: str = ""
    subject: str = ""
    environment: str = ""
    domain: str = ""
    stage: str = ""
    origin: str = ""
    is_root: bool = False
    when: str = ""
    hand: str = ""
    tool: str = ""
    licence: str = ""
    source_type: str = ""
    plan_hash: str = ""
    prompt_hash: str = ""
    signature: str = ""
    record: str = ""
    small: str = ""
    large: str = ""
    laws: tuple[LawSaid, ...] = ()
    elsewhere: str = ""  # the page where it is at home, if that is another

    @property
    def column(self) -> int:
        """Its place among the columns."""
        return COLUMNS.index(self.stage) if self.stage in COLUMNS else 0

    @property
    def is_whole(self) -> bool:
        """Whether there is a file."""
        return self.state not in (GAP, EXPECTED)


@dataclass(frozen=True, slots=True)
class Support:
    """A measured persistence between the two ends of a declared edge: its number, in words."""

    what: str
    value: float
    says: str


@dataclass(frozen=True, slots=True)
class Edge:
    """What was made of what: declared by somebody, never guessed."""

    child: str
    parent: str
    role: str
    evidence: str
    kind: str = "pixels"
    support: tuple[Support, ...] = ()
    said_by: str = ""

    @property
    def is_supported(self) -> bool:
        """Whether what was measured speaks for it enough to be drawn."""
        return any(one.what == SILHOUETTE and one.value >= LEAST_SHARED for one in self.support)


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Two that look alike: for a person to judge, and no edge."""

    one: str
    other: str
    says: str


@dataclass(frozen=True, slots=True)
class River:
    """A page: one subject of one domain, its stops, and the stops of others that flow in or out.

    `refused` are edges that somebody said and that close a circle of files, which cannot be.
    """

    name: str
    title: str
    domain: str
    stops: tuple[Stop, ...]
    edges: tuple[Edge, ...] = ()
    candidates: tuple[Resemblance, ...] = ()
    others: tuple[Stop, ...] = ()
    refused: tuple[Edge, ...] = ()

    @property
    def environments(self) -> tuple[str, ...]:
        """Where its pictures are, each once."""
        return tuple(dict.fromkeys(one.environment for one in self.stops if one.environment))

    def count(self, *states: str) -> int:
        """How many stops stand so."""
        return sum(one.state in states for one in self.stops)
