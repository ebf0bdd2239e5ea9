# SPDX-License-Identifier: Apache-2.0
"""The bake plan: a DAG of pure operations, hashed node by node, and how it is written down."""

from collections.abc import Iterable, Mapping
from dataclasses import InitVar, asdict, dataclass, field, fields
from typing import Any

from scene_stager.canonical import canonical_lines, digest_of
from scene_stager.errors import PlanError
from scene_stager.moks.entities import Entity, Proxy
from scene_stager.moks.operations._operation import Operation, Params
from scene_stager.moks.plan_input import PlanInput

SCHEMA = "scene_stager.plan"
VERSION = 2

SEAL = object()  # held up by plan_check.py, which judges, and by nobody else


@dataclass(frozen=True, slots=True)
class PlanNode:
    """One operation with its parameters, what it listens to and what it gives.

    `reads` goes from a parameter to the name of the plan's input that it comes from.
    """

    name: str
    kind: str
    params: Params
    inputs: tuple[str, ...] = ()
    unit: str = "1"
    width: int = 1
    hash: str = ""
    reads: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlanChannel:
    """A channel of the Take, and the node whose numbers it shows."""

    name: str
    node: str


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan as somebody wrote it down: nothing about it is promised, and nothing runs it."""

    title: str
    fps: tuple[int, int]
    start_frame: int
    frame_count: int
    nodes: tuple[PlanNode, ...]
    channels: tuple[PlanChannel, ...]
    entities: tuple[Entity, ...] = ()
    proxies: tuple[Proxy, ...] = ()
    inputs: tuple[PlanInput, ...] = ()
    plan_hash: str = ""


@dataclass(frozen=True, slots=True)
class MoksBakePlan(PlanDraft):
    """How a shot will be computed. Nodes stand in an order in which they can be evaluated.

    Whoever holds one holds a plan that was judged: make_plan and read_plan are the only ways to
    one, and nobody judges it again. `kinds` are the operations that it was judged by and runs with.
    """

    kinds: Mapping[str, Operation] = field(default_factory=dict, compare=False, repr=False)
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        if seal is not SEAL:
            raise PlanError("nobody judged this plan: make_plan and read_plan give one that holds")

    def node(self, name: str) -> PlanNode:
        """The node of that name. Raises PlanError when there is none."""
        for node in self.nodes:
            if node.name == name:
                return node
        raise PlanError(f"no node {name!r} among the {len(self.nodes)} of the plan")

    def to_json(self) -> str:
        """The plan as a file: one line per key and per node, the same bytes every time."""
        return canonical_lines(as_document(self))


def hash_of_node(
    kind: str, params: Params, input_hashes: Iterable[str], read_hashes: Mapping[str, str]
) -> str:
    """sha256 of what a node computes: its kind, its parameters, the hashes of the nodes it listens
    to and of the inputs from outside that it reads, by parameter; without those it is as it was
    before there were any."""
    told = {"kind": kind, "params": params, "inputs": list(input_hashes)}
    return digest_of({**told, "reads": dict(read_hashes)} if read_hashes else told)


def hash_of_plan(plan: PlanDraft) -> str:
    """sha256 of the canonical plan without the line that holds this very hash.

    A plan is hashed as the oldest version that can say it, so that a hash is for ever.
    """
    document = as_document(plan)
    del document["plan_hash"]
    return digest_of(document if plan.inputs else _as_version_1(document))


def as_document(plan: PlanDraft) -> dict[str, object]:
    """The plan as plain JSON, in the order in which the file shows it."""
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "title": plan.title,
        "fps": list(plan.fps),
        "start_frame": plan.start_frame,
        "frame_count": plan.frame_count,
        "plan_hash": plan.plan_hash,
        "inputs": [asdict(one) for one in plan.inputs],
        "channels": [_plain(channel) for channel in plan.channels],
        "nodes": [_plain(node) for node in plan.nodes],
        "entities": [entity.plain() for entity in plan.entities],
        "proxies": [proxy.plain() for proxy in plan.proxies],
    }


def _as_version_1(document: dict[str, Any]) -> dict[str, Any]:
    """What version 1 would have written of a plan that names no inputs."""
    nodes = [{k: v for k, v in node.items() if k != "reads"} for node in document["nodes"]]
    old = {**document, "version": 1, "nodes": nodes}
    del old["inputs"]
    return old


def _plain(part: PlanNode | PlanChannel) -> dict[str, object]:
    """The fields of a part, not copied: asdict would take longer than all the hashing."""
    return {one.name: getattr(part, one.name) for one in fields(part)}
