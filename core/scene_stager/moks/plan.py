# SPDX-License-Identifier: Apache-2.0
"""The bake plan: a DAG of pure operations, hashed node by node, as canonical JSON both ways."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from graphlib import CycleError, TopologicalSorter

from scene_stager.canonical import canonical_json, digest_of
from scene_stager.errors import InputError, PlanError
from scene_stager.moks._outline import Entity, Proxy, entities_from, proxies_from, rate_from
from scene_stager.moks.operations._operation import Operation, Params

SCHEMA = "scene_stager.plan"
VERSION = 1


@dataclass(frozen=True, slots=True)
class PlanNode:
    """One operation with its parameters, what it listens to and what it gives."""

    name: str
    kind: str
    params: Params
    inputs: tuple[str, ...] = ()
    unit: str = "1"
    width: int = 1
    hash: str = ""


@dataclass(frozen=True, slots=True)
class PlanChannel:
    """A channel of the Take, and the node whose numbers it shows."""

    name: str
    node: str


@dataclass(frozen=True, slots=True)
class MoksBakePlan:
    """How a shot will be computed. Nodes stand in an order in which they can be evaluated."""

    title: str
    fps: tuple[int, int]
    start_frame: int
    frame_count: int
    nodes: tuple[PlanNode, ...]
    channels: tuple[PlanChannel, ...]
    entities: tuple[Entity, ...] = ()
    proxies: tuple[Proxy, ...] = ()
    plan_hash: str = ""

    def node(self, name: str) -> PlanNode:
        """The node of that name. Raises PlanError when there is none."""
        for node in self.nodes:
            if node.name == name:
                return node
        raise PlanError(f"no node {name!r} among the {len(self.nodes)} of the plan")

    def to_json(self) -> str:
        """The plan as a file: one line per key and per node, the same bytes every time."""
        lines = []
        for key, value in as_document(self).items():
            if isinstance(value, list) and value:
                rows = ",\n".join(canonical_json(row) for row in value)
                lines.append(f'"{key}":[\n{rows}\n]')
            else:
                lines.append(f'"{key}":{canonical_json(value)}')
        return "{\n" + ",\n".join(lines) + "\n}\n"

    @staticmethod
    def from_json(text: str, kinds: Mapping[str, Operation] | None = None) -> "MoksBakePlan":
        """Read a plan from a stranger; InputError says everything that is wrong with it."""
        from scene_stager.moks.plan_json import read_plan

        return read_plan(text, kinds)


def make_plan(
    *,
    title: str,
    fps: tuple[int, int],
    start_frame: int,
    frame_count: int,
    nodes: Iterable[PlanNode],
    channels: Mapping[str, str],
    entities: Sequence[Entity | Mapping[str, object]] = (),
    proxies: Sequence[Proxy | Mapping[str, object]] = (),
    kinds: Mapping[str, Operation] | None = None,
) -> MoksBakePlan:
    """Hash the nodes, merge equal ones, leave out what no channel needs, put them in order.

    `channels` goes from channel name to node name. The result does not depend on the order of
    `nodes`. Raises PlanError with everything that does not hold.
    """
    from scene_stager.moks.plan_check import plan_mistakes

    try:
        kept, renamed = _merged(in_order([_own_copy(node) for node in nodes]))
        shown = [PlanChannel(name, renamed.get(node, node)) for name, node in channels.items()]
        plan = MoksBakePlan(
            title=title,
            fps=rate_from(fps, "plan"),
            start_frame=start_frame,
            frame_count=frame_count,
            nodes=_needed(kept, [channel.node for channel in shown]),
            channels=tuple(shown),
            entities=entities_from(list(entities), "plan.entities"),
            proxies=proxies_from(list(proxies), "plan.proxies"),
        )
        plan = replace(plan, plan_hash=hash_of_plan(plan))
        if mistakes := plan_mistakes(plan, kinds):
            raise PlanError(f"plan {title!r}: {InputError(mistakes)}")
    except (InputError, TypeError, ValueError) as error:
        raise PlanError(f"plan {title!r}: {error}") from error
    return plan


def hash_of_node(kind: str, params: Params, input_hashes: Iterable[str]) -> str:
    """sha256 of what a node computes: its kind, its parameters and the hashes of its inputs."""
    return digest_of({"kind": kind, "params": params, "inputs": list(input_hashes)})


def hash_of_plan(plan: MoksBakePlan) -> str:
    """sha256 of the canonical plan without the line that holds this very hash."""
    document = as_document(plan)
    del document["plan_hash"]
    return digest_of(document)


def as_document(plan: MoksBakePlan) -> dict[str, object]:
    """The plan as plain JSON, in the order in which the file shows it."""
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "title": plan.title,
        "fps": list(plan.fps),
        "start_frame": plan.start_frame,
        "frame_count": plan.frame_count,
        "plan_hash": plan.plan_hash,
        "channels": [asdict(channel) for channel in plan.channels],
        "nodes": [asdict(node) for node in plan.nodes],
        "entities": [asdict(entity) for entity in plan.entities],
        "proxies": [asdict(proxy) for proxy in plan.proxies],
    }


def in_order(nodes: Sequence[PlanNode]) -> list[PlanNode]:
    """Inputs before their listeners, and names A to Z where the graph leaves a choice. Raises
    PlanError."""
    by_name = {node.name: node for node in nodes}
    if len(by_name) != len(nodes):
        raise PlanError("two nodes have one name")
    sorter = TopologicalSorter({node.name: node.inputs for node in nodes})
    try:
        sorter.prepare()
    except CycleError as error:
        raise PlanError(f"the nodes listen in a circle: {' <- '.join(error.args[1])}") from None
    ordered = list(_batches(sorter))
    missing = sorted(set(ordered) - set(by_name))
    if missing:
        raise PlanError(f"nodes listen to {', '.join(missing[:5])}, which nothing makes")
    return [by_name[name] for name in ordered]


def _batches(sorter: "TopologicalSorter[str]") -> Iterator[str]:
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        yield from ready
        sorter.done(*ready)


def _own_copy(node: PlanNode) -> PlanNode:
    """The node with parameters as JSON will give them back, that nobody else can change."""
    return replace(
        node, params=json.loads(canonical_json(dict(node.params))), inputs=tuple(node.inputs)
    )


def _merged(ordered: Sequence[PlanNode]) -> tuple[list[PlanNode], dict[str, str]]:
    """Hashed nodes without repetition, and the name under which each one goes on."""
    first: dict[tuple[str, str, int], PlanNode] = {}
    renamed: dict[str, str] = {}
    hashes: dict[str, str] = {}
    for node in ordered:
        inputs = tuple(renamed[name] for name in node.inputs)
        found = hash_of_node(node.kind, node.params, [hashes[name] for name in inputs])
        hashed = replace(node, inputs=inputs, hash=found)
        kept = first.setdefault((found, node.unit, node.width), hashed)
        renamed[node.name] = kept.name
        hashes[kept.name] = found
    return list(first.values()), renamed


def _needed(nodes: Sequence[PlanNode], wanted: Iterable[str]) -> tuple[PlanNode, ...]:
    """What the wanted nodes need, in the order it came; inputs stand before listeners."""
    needed = set(wanted)
    for node in reversed(nodes):
        if node.name in needed:
            needed.update(node.inputs)
    return tuple(node for node in nodes if node.name in needed)
