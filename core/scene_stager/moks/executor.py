# SPDX-License-Identifier: Apache-2.0
"""From a plan to a Take: any frames, any channels, the same bytes whatever was remembered."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from pathlib import Path

import numpy as np

from scene_stager.errors import CompileError, InputError, Mistake, shorten
from scene_stager.maths.arrays import Floats
from scene_stager.moks.given_inputs import Given, GivenInputs
from scene_stager.moks.memo import Memo
from scene_stager.moks.operations._operation import Operation, Params
from scene_stager.moks.plan import MoksBakePlan, PlanChannel, PlanNode
from scene_stager.moks.rounding import round_values
from scene_stager.moks.take import Channel, Take
from scene_stager.moks.window import Store, Window, window_around

__all__ = ["Execution", "Memo", "execute"]

LONGEST_REASON = 200  # letters, since a stranger's plan may be quoted in it
NOTHING: dict[str, bytes | Path] = {}

# What an operation raises when its parameters or numbers are not what it took them for.
BROKEN_PROMISES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Execution:
    """The Take, its plan, and which nodes were evaluated, remembered and recalled from disk."""

    take: Take
    plan: MoksBakePlan
    executed: tuple[str, ...]
    remembered: tuple[str, ...]
    recalled: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Work:
    """What is known of the nodes' numbers over a window, and which nodes are still to do."""

    window: Window
    numbers: dict[str, Floats] = field(default_factory=dict)
    todo: list[PlanNode] = field(default_factory=list)
    remembered: list[str] = field(default_factory=list)
    recalled: list[str] = field(default_factory=list)


def execute(
    plan: MoksBakePlan,
    *,
    frames: tuple[int, int] | None = None,
    channels: Iterable[str] | None = None,
    memo: Store | None = None,
    disk: Store | None = None,
    workers: int = 1,
    inputs: GivenInputs | Given = NOTHING,
) -> Execution:
    """Evaluate what the asked channels need on the asked frames (first and last, both included).

    Neither `memo` nor `disk` nor `workers` changes a byte of the Take. `inputs` are what the plan
    names, each verified by its sha256. Raises InputError for inputs that are not those and for
    frames or channels that the plan does not have, CompileError for an operation that breaks its
    promise.
    """
    given = _verified(plan, inputs)
    first, last = _asked_frames(plan, frames)
    asked = _asked_channels(plan, channels)

    work = _look_up(plan, asked, window_around(plan.fps, first, last), memo, disk)
    t_s = work.window.times_s()

    def compute(node: PlanNode) -> None:
        operation = plan.kinds[node.kind]
        read = {key: given.decoded(node.reads[key], how) for key, how in operation.reads.items()}
        heard = tuple(work.numbers[name] for name in node.inputs)
        numbers = _evaluate(node, operation, {**node.params, **read}, heard, t_s)
        work.numbers[node.name] = numbers
        for store in (memo, disk):
            if store is not None:
                store.put(node.hash, work.window, numbers)

    _run(work.todo, compute, workers)
    return Execution(
        take=_as_take(plan, asked, work, first, last),
        plan=plan,
        executed=tuple(node.name for node in work.todo),
        remembered=tuple(work.remembered),
        recalled=tuple(work.recalled),
    )


def _verified(plan: MoksBakePlan, inputs: GivenInputs | Given) -> GivenInputs:
    if isinstance(inputs, GivenInputs):
        return inputs if inputs.named == plan.inputs else GivenInputs(plan.inputs, inputs.data)
    return GivenInputs(plan.inputs, inputs)


def _asked_frames(plan: MoksBakePlan, frames: tuple[int, int] | None) -> tuple[int, int]:
    """The asked frames as indices from zero."""
    final = plan.start_frame + plan.frame_count - 1
    first, last = frames or (plan.start_frame, final)
    if not plan.start_frame <= first <= last <= final:
        expected = f"first to last within {plan.start_frame}:{final}"
        raise InputError(Mistake("frames", f"{first}:{last}", expected))
    return first - plan.start_frame, last - plan.start_frame


def _asked_channels(plan: MoksBakePlan, channels: Iterable[str] | None) -> tuple[PlanChannel, ...]:
    """The asked channels, in the order of the plan."""
    if channels is None:
        return plan.channels
    known = {channel.name for channel in plan.channels}
    asked = set(channels)
    unknown = sorted(asked - known)
    if unknown or not asked:
        found = shorten(", ".join(unknown)) if unknown else "none"
        raise InputError(Mistake("channels", found, f"some of {', '.join(sorted(known))}"))
    return tuple(channel for channel in plan.channels if channel.name in asked)


def _look_up(
    plan: MoksBakePlan,
    asked: Sequence[PlanChannel],
    window: Window,
    memo: Store | None,
    disk: Store | None,
) -> _Work:
    """Walk from the channels down: whatever is remembered needs none of its inputs."""
    work = _Work(window)
    needed = {channel.node for channel in asked}
    for node in reversed(plan.nodes):
        if node.name not in needed:
            continue
        for store, names in ((memo, work.remembered), (disk, work.recalled)):
            numbers = store.get(node.hash, window, node.width) if store is not None else None
            if numbers is not None:
                work.numbers[node.name] = numbers
                names.insert(0, node.name)
                if store is disk and memo is not None:
                    memo.put(node.hash, window, numbers)
                break
        else:
            work.todo.insert(0, node)
            needed.update(node.inputs)
    return work


def _run(todo: Sequence[PlanNode], compute: Callable[[PlanNode], None], workers: int) -> None:
    """Compute every node after its inputs, as many at a time as there are workers."""
    if workers <= 1:
        for node in todo:
            compute(node)
        return

    by_name = {node.name: node for node in todo}
    sorter = TopologicalSorter(
        {node.name: [name for name in node.inputs if name in by_name] for node in todo}
    )
    sorter.prepare()
    running: dict[Future[None], str] = {}
    with ThreadPoolExecutor(workers) as pool:
        try:
            while sorter.is_active():
                running |= {pool.submit(compute, by_name[n]): n for n in sorter.get_ready()}
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    future.result()
                    sorter.done(running.pop(future))
        finally:
            pool.shutdown(cancel_futures=True)


def _evaluate(
    node: PlanNode, operation: Operation, params: Params, inputs: tuple[Floats, ...], t_s: Floats
) -> Floats:
    """The numbers of one node: checked, laid out in one way, and not to be changed any more."""
    try:
        # What overflows is seen below, in one line; numpy's warnings would be lines beside it.
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            found = operation.evaluate(params, inputs, t_s)
    except BROKEN_PROMISES as error:
        reason = shorten(error, LONGEST_REASON)
        raise CompileError(f"node {node.name!r}, operation {node.kind!r}: {reason}") from error
    if np.shape(found) != (len(t_s), node.width):
        expected = f"expected {(len(t_s), node.width)}"
        raise CompileError(f"node {node.name!r}: found shape {np.shape(found)}, {expected}")
    numbers = np.array(found, dtype=np.float64, order="C")
    if not np.isfinite(numbers).all():
        row = int(np.argmin(np.isfinite(numbers).all(axis=1)))
        at_s = f"{t_s[row]:.6g} s"
        raise CompileError(f"node {node.name!r}: found {numbers[row]} at {at_s}, expected numbers")
    numbers.setflags(write=False)
    return numbers


def _as_take(
    plan: MoksBakePlan, asked: Sequence[PlanChannel], work: _Work, first: int, last: int
) -> Take:
    """Cut the asked frames out of the window, round, and give the numbers their names."""
    by_name = {node.name: node for node in plan.nodes}
    cut = slice(first - work.window.first, last + 1 - work.window.first)
    channels = []
    for channel in asked:
        node = by_name[channel.node]
        values = round_values(work.numbers[node.name][cut])
        doubles = array("d", values.tobytes())
        channels.append(Channel(channel.name, node.unit, node.width, doubles))
    return Take(
        title=plan.title,
        fps=plan.fps,
        start_frame=plan.start_frame + first,
        frame_count=last - first + 1,
        plan_hash=plan.plan_hash,
        channels=tuple(channels),
        entities=plan.entities,
        proxies=plan.proxies,
        inputs=plan.inputs,
    )
