# SPDX-License-Identifier: Apache-2.0
"""Reading a plan that somebody hands over: strict keys and types first, then every promise."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.moks._outline import MAX_CHANNELS, rate_from
from scene_stager.moks.entity_door import entities_from, proxies_from
from scene_stager.moks.json_document import (
    Upgrade,
    is_text,
    key_mistakes,
    load_object,
    text_of,
    upgraded,
    wrong,
)
from scene_stager.moks.operations._operation import Operation
from scene_stager.moks.plan import SCHEMA, VERSION, MoksBakePlan, PlanChannel, PlanDraft, PlanNode
from scene_stager.moks.plan_check import MAX_INPUTS, MAX_NODES, MAX_SHOWN, hash_mistakes, judged
from scene_stager.moks.plan_input import MAX_PLAN_INPUTS, inputs_from
from scene_stager.plain_file import read_plain_file

WHERE = "plan"
MAX_CHARACTERS = 2**26
MAX_NAME = 400

KEYS = (
    "schema",
    "version",
    "title",
    "fps",
    "start_frame",
    "frame_count",
    "plan_hash",
    "inputs",
    "channels",
    "nodes",
    "entities",
    "proxies",
)
NODE_TEXTS = ("name", "kind", "unit", "hash")
NODE_KEYS = (*NODE_TEXTS, "params", "inputs", "width", "reads")
CHANNEL_KEYS = ("name", "node")


def _inputs_from_outside(document: dict[str, Any]) -> dict[str, Any]:
    """Version 2 names inputs, and says which node reads them; version 1 had none."""
    nodes = document.get("nodes")
    listed = nodes if isinstance(nodes, list) else []
    if "inputs" in document or any("reads" in node for node in listed if isinstance(node, dict)):
        raise wrong(f"{WHERE}.version", "1, with inputs from outside", "2, which is the first to")
    new = [{**node, "reads": {}} if isinstance(node, dict) else node for node in listed]
    return {**document, "version": 2, "inputs": [], **({"nodes": new} if listed else {})}


# One step each: UPGRADES[1] turns a document of version 1 into one of version 2.
UPGRADES: dict[int, Upgrade] = {1: _inputs_from_outside}


def read_plan(text: str, kinds: Mapping[str, Operation] | None = None) -> MoksBakePlan:
    """Read a plan strictly: every key known, every kind known, every hash checked."""
    document = upgraded(load_object(text, WHERE, MAX_CHARACTERS), SCHEMA, VERSION, UPGRADES, WHERE)
    _refuse(key_mistakes(document, KEYS, WHERE))
    nodes, channels = document["nodes"], document["channels"]
    _refuse(_list_mistakes(nodes, f"{WHERE}.nodes", NODE_KEYS, NODE_TEXTS, MAX_NODES))
    _refuse(_list_mistakes(channels, f"{WHERE}.channels", CHANNEL_KEYS, CHANNEL_KEYS, MAX_CHANNELS))
    _refuse([m for index, node in enumerate(nodes) for m in _shape_mistakes(index, node)])
    draft = PlanDraft(
        title=document["title"],
        fps=rate_from(document["fps"], WHERE),
        start_frame=document["start_frame"],
        frame_count=document["frame_count"],
        nodes=tuple(PlanNode(**{**node, "inputs": tuple(node["inputs"])}) for node in nodes),
        channels=tuple(PlanChannel(**channel) for channel in channels),
        entities=entities_from(document["entities"], f"{WHERE}.entities"),
        proxies=proxies_from(document["proxies"], f"{WHERE}.proxies"),
        inputs=inputs_from(document["inputs"], f"{WHERE}.inputs"),
        plan_hash=document["plan_hash"],
    )
    plan = judged(draft, kinds)
    _refuse(hash_mistakes(plan))
    return plan


def read_plan_file(path: Path) -> MoksBakePlan:
    """The plan in a file. Raises InputError with everything that is wrong with it."""
    data = read_plain_file(path, "a plan, such as shot.plan.json", MAX_CHARACTERS)
    return read_plan(text_of(data, WHERE))


def _refuse(mistakes: list[Mistake]) -> None:
    if mistakes:
        raise InputError(mistakes[:MAX_SHOWN])


def _list_mistakes(
    listed: Any, where: str, keys: tuple[str, ...], texts: tuple[str, ...], most: int
) -> list[Mistake]:
    """What keeps `listed` from being a list of objects with these keys, `texts` of them text."""
    if not isinstance(listed, list) or len(listed) > most:
        return [Mistake(where, shorten(listed), f"a list of at most {most}")]
    found: list[Mistake] = []
    for index, item in enumerate(listed):
        here = f"{where}[{index}]"
        if not isinstance(item, dict):
            found.append(Mistake(here, shorten(item), f"an object with {', '.join(keys)}"))
            continue
        found += key_mistakes(item, keys, here)
        found += [
            Mistake(f"{here}.{key}", shorten(item[key]), "text")
            for key in texts
            if key in item and not is_text(item[key], MAX_NAME)
        ]
    return found


def _shape_mistakes(index: int, node: dict[str, Any]) -> list[Mistake]:
    here = f"{WHERE}.nodes[{index}]"
    found = []
    if not isinstance(node["params"], dict):
        found.append(Mistake(f"{here}.params", shorten(node["params"]), "an object"))
    inputs = node["inputs"]
    good = isinstance(inputs, list) and len(inputs) <= MAX_INPUTS
    if not good or not all(is_text(name, MAX_NAME) for name in inputs):
        found.append(Mistake(f"{here}.inputs", shorten(inputs), "a list of node names"))
    reads = node["reads"]
    good = isinstance(reads, dict) and len(reads) <= MAX_PLAN_INPUTS
    if not good or not all(is_text(text, MAX_NAME) for pair in reads.items() for text in pair):
        found.append(Mistake(f"{here}.reads", shorten(reads), "names of inputs, by parameter"))
    return found
