# SPDX-License-Identifier: Apache-2.0
"""What must be true of a plan before a single number is computed: judged here, and once."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import fields

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.moks._outline import (
    MAX_CHANNELS,
    MAX_VALUES,
    header_mistakes,
    outline_mistakes,
    twice,
)
from scene_stager.moks.json_document import plain_mistake
from scene_stager.moks.operations import operations
from scene_stager.moks.operations._operation import Operation
from scene_stager.moks.plan import (
    SEAL,
    MoksBakePlan,
    PlanDraft,
    PlanNode,
    hash_of_node,
    hash_of_plan,
)

MAX_NODES = 10_000
MAX_INPUTS = 64
MAX_SHOWN = 30


def judged(draft: PlanDraft, kinds: Mapping[str, Operation] | None = None) -> MoksBakePlan:
    """The draft as a plan that holds. Raises InputError with everything that does not.

    `kinds` are the operations there are; the registry's, unless a test brings its own. The hashes
    are taken as they are: whoever did not compute them asks `hash_mistakes` too.
    """
    kinds = operations() if kinds is None else kinds
    mistakes = plan_mistakes(draft, kinds)
    if mistakes:
        raise InputError(mistakes)
    parts = {part.name: getattr(draft, part.name) for part in fields(PlanDraft)}
    return MoksBakePlan(**parts, kinds=kinds, seal=SEAL)


def plan_mistakes(plan: PlanDraft, kinds: Mapping[str, Operation]) -> list[Mistake]:
    """Everything about a plan that does not hold, each with its place; nothing when all is well."""
    if not 1 <= len(plan.nodes) <= MAX_NODES:
        return [Mistake("plan.nodes", f"{len(plan.nodes)}", f"1 to {MAX_NODES}")]
    if not 1 <= len(plan.channels) <= MAX_CHANNELS:
        return [Mistake("plan.channels", f"{len(plan.channels)}", f"1 to {MAX_CHANNELS}")]
    found = header_mistakes(plan) + twice([node.name for node in plan.nodes], "plan.nodes")
    found += list(_about_nodes(plan))
    found = found or list(_about_kinds(plan, kinds))
    found = found or list(_about_channels(plan)) + list(_about_size(plan))
    return found[:MAX_SHOWN]


def hash_mistakes(plan: PlanDraft) -> list[Mistake]:
    """The hashes of a sound plan that its contents do not give: somebody changed it by hand."""
    known = {node.name: node.hash for node in plan.nodes}
    told = {one.name: one.sha256 for one in plan.inputs}
    found = []
    for index, node in enumerate(plan.nodes):
        reads = {key: told[name] for key, name in node.reads.items()}
        right = hash_of_node(node.kind, node.params, [known[n] for n in node.inputs], reads)
        if node.hash != right:
            found.append(Mistake(f"plan.nodes[{index}].hash", shorten(node.hash, 70), right))
    if not found and plan.plan_hash != (right := hash_of_plan(plan)):
        expected = f"{right}, which is what its contents give"
        found.append(Mistake("plan.plan_hash", shorten(plan.plan_hash, 70), expected))
    return found[:MAX_SHOWN]


def _about_nodes(plan: PlanDraft) -> Iterator[Mistake]:
    # Inputs must stand above their listener, so a plan that passes cannot hold a cycle.
    above: set[str] = set()
    for index, node in enumerate(plan.nodes):
        here = f"plan.nodes[{index}]"
        yield from outline_mistakes(node.name, node.unit, node.width, here)
        yield from _about_inputs(node, above, here)
        above.add(node.name)


def _about_inputs(node: PlanNode, above: Set[str], here: str) -> Iterator[Mistake]:
    if len(node.inputs) > MAX_INPUTS:
        yield Mistake(f"{here}.inputs", f"{len(node.inputs)}", f"at most {MAX_INPUTS}")
        return
    expected = "nodes that stand above this one (a later one would be a cycle)"
    for name in node.inputs:
        if name not in above:
            yield Mistake(f"{here}.inputs", shorten(name), expected)


def _about_kinds(plan: PlanDraft, kinds: Mapping[str, Operation]) -> Iterator[Mistake]:
    """What nodes with sound outlines promise and do not keep."""
    outlet = {node.name: (node.unit, node.width) for node in plan.nodes}
    kind_of = {one.name: one.kind for one in plan.inputs}
    for index, node in enumerate(plan.nodes):
        here = f"plan.nodes[{index}]"
        if not isinstance(node.kind, str) or node.kind not in kinds:
            expected = f"one of {', '.join(sorted(kinds))}"
            yield Mistake(f"{here}.kind", shorten(node.kind), expected)
        elif too_rich := plain_mistake(node.params, f"{here}.params"):
            yield too_rich
        else:
            operation, heard = kinds[node.kind], [outlet[name] for name in node.inputs]
            found = operation.complaints(heard, node.unit, node.width, node.params)
            found += operation.reading_complaints(node.reads, kind_of, node.params)
            promised = f"what {node.kind!r} promises"
            yield from (Mistake(here, complaint, promised) for complaint in found)


def _about_channels(plan: PlanDraft) -> Iterator[Mistake]:
    names = {node.name for node in plan.nodes}
    yield from twice([channel.name for channel in plan.channels], "plan.channels")
    for index, channel in enumerate(plan.channels):
        here = f"plan.channels[{index}]"
        yield from outline_mistakes(channel.name, "1", 1, here)
        if channel.node not in names:
            yield Mistake(f"{here}.node", shorten(channel.node), "the name of a node")


def _about_size(plan: PlanDraft) -> Iterator[Mistake]:
    widths = {node.name: node.width for node in plan.nodes}
    shown = sum(widths[c.node] for c in plan.channels if c.node in widths)
    if max(shown, sum(widths.values())) * plan.frame_count > MAX_VALUES:
        yield Mistake("plan.frame_count", f"{plan.frame_count}", f"fewer: over {MAX_VALUES} values")
