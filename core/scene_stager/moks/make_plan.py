# SPDX-License-Identifier: Apache-2.0
"""Making a plan: nodes hashed, equal ones merged, idle ones left out, all put in order, judged."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from scene_stager.canonical import canonical_json
from scene_stager.errors import InputError, PlanError
from scene_stager.moks._outline import rate_from
from scene_stager.moks.entities import Entity, Proxy
from scene_stager.moks.entity_door import entities_from, proxies_from
from scene_stager.moks.operations._operation import Operation
from scene_stager.moks.plan import (
    MoksBakePlan,
    PlanChannel,
    PlanDraft,
    PlanNode,
    hash_of_node,
    hash_of_plan,
)
from scene_stager.moks.plan_check import judged
from scene_stager.moks.plan_input import PlanInput, inputs_from


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
    inputs: Iterable[PlanInput | Mapping[str, object]] = (),
    kinds: Mapping[str, Operation] | None = None,
) -> MoksBakePlan:
    """Hash the nodes, merge equal ones, leave out what no channel needs, put them in order.

    `channels` goes from channel name to node name. `inputs` are what the plan needs from outside.
    The result does not depend on the order of `nodes` or of `inputs`. Raises PlanError with
    everything that does not hold.
    """
    try:
        named = sorted(inputs_from(list(inputs), "plan.inputs"), key=lambda one: one.name)
        known = {one.name: one.sha256 for one in named}
        kept, renamed = _merged(in_order([_own_copy(node) for node in nodes]), known)
        shown = [PlanChannel(name, renamed.get(node, node)) for name, node in channels.items()]
        draft = PlanDraft(
            title=title,
            fps=rate_from(fps, "plan"),
            start_frame=start_frame,
            frame_count=frame_count,
            nodes=_needed(kept, [channel.node for channel in shown]),
            channels=tuple(shown),
            entities=entities_from(list(entities), "plan.entities"),
            proxies=proxies_from(list(proxies), "plan.proxies"),
            inputs=tuple(named),
        )
        return judged(replace(draft, plan_hash=hash_of_plan(draft)), kinds)
    except (InputError, TypeError, ValueError) as error:
        raise PlanError(f"plan {title!r}: {error}") from error


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
    params = json.loads(canonical_json(dict(node.params)))
    return replace(node, params=params, inputs=tuple(node.inputs), reads=dict(node.reads))


def _merged(
    ordered: Sequence[PlanNode], known: Mapping[str, str]
) -> tuple[list[PlanNode], dict[str, str]]:
    """Hashed nodes without repetition, and the name under which each one goes on.

    `known` are the sha256 of the inputs from outside.
    """
    first: dict[tuple[str, str, int], PlanNode] = {}
    renamed: dict[str, str] = {}
    hashes: dict[str, str] = {}
    for node in ordered:
        inputs = tuple(renamed[name] for name in node.inputs)
        reads = {key: known.get(name, "") for key, name in node.reads.items()}
        found = hash_of_node(node.kind, node.params, [hashes[name] for name in inputs], reads)
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
