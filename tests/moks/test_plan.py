"""The plan: what a hash covers, what is merged and left out, and what its reader refuses."""

import hashlib
import json
from contextlib import suppress
from copy import deepcopy
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.errors import InputError, PlanError
from scene_stager.moks.json_document import upgraded
from scene_stager.moks.plan import (
    MoksBakePlan,
    PlanDraft,
    PlanNode,
    hash_of_node,
    hash_of_plan,
)
from scene_stager.moks.plan_json import read_plan
from tests.moks.little import CHANNELS, KINDS, little_nodes, little_plan, node


def sha256_of(value) -> str:
    spelling = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(spelling.encode("utf-8")).hexdigest()


def hashes(plan) -> dict[str, str]:
    return {node.name: node.hash for node in plan.nodes}


def document() -> dict:
    return json.loads(little_plan().to_json())


def rehashed(changed: dict) -> dict:
    """The document with every hash made right again, as a forger with a calculator would."""
    known: dict[str, str] = {}
    for entry in changed["nodes"]:
        inputs = [known.get(name, "") for name in entry["inputs"]]
        told = hash_of_node(entry["kind"], entry["params"], inputs, {})
        entry["hash"] = known[entry["name"]] = told
    nodes = [{k: v for k, v in entry.items() if k != "reads"} for entry in changed["nodes"]]
    old = {k: v for k, v in changed.items() if k not in ("plan_hash", "inputs")}
    changed["plan_hash"] = sha256_of({**old, "version": 1, "nodes": nodes})
    return changed


def mistakes_of(document: dict) -> str:
    with pytest.raises(InputError) as caught:
        read_plan(json.dumps(document), KINDS)
    return str(caught.value)


# ---- hashes


def test_a_node_hash_is_the_sha256_of_kind_parameters_and_input_hashes():
    plan = little_plan()
    path = sha256_of({"kind": "constant", "params": {"value": [0.0, -4.0, 1.7]}, "inputs": []})
    wave = {"axes": 3, "hz": 0.7, "seed": 1, "channel": "sway"}
    assert plan.node("camera._path").hash == path
    sway = sha256_of({"kind": "wave", "params": wave, "inputs": []})
    scaled = sha256_of({"kind": "scale", "params": {"factor": 2.0}, "inputs": [sway]})
    total = sha256_of({"kind": "add", "params": {}, "inputs": [path, scaled]})
    assert plan.node("camera.translate_m").hash == total


def test_another_factor_changes_only_what_is_downstream_of_it():
    before, after = hashes(little_plan()), hashes(little_plan(little_nodes(factor=3.0)))
    assert {name for name in before if before[name] != after[name]} == {
        "camera._scaled",
        "camera.translate_m",
        "camera._away",
        "camera._line",
        "camera.focus_distance_m",
    }


def test_neither_the_clock_nor_the_title_changes_a_node():
    assert hashes(little_plan()) == hashes(little_plan(fps=(30, 1), start_frame=7, frame_count=9))


def test_integers_and_floats_are_different_parameters():
    whole, broken = little_plan(little_nodes(factor=2)), little_plan(little_nodes(factor=2.0))
    assert whole.plan_hash != broken.plan_hash


@given(st.permutations(little_nodes()))
def test_the_order_in_which_nodes_are_handed_over_does_not_matter(nodes):
    assert little_plan(nodes) == little_plan()


# ---- what becomes of the nodes


def test_leaves_out_what_no_channel_needs():
    assert "unheard._noise" not in hashes(little_plan())
    small = little_plan(channels=["light.key.translate_m"])
    assert set(hashes(small)) == {"light.key._drift", "camera._path", "light.key.translate_m"}


def test_equal_nodes_become_one_and_their_listeners_with_them():
    twins = [
        node("b._twin", "constant", width=3, value=[0.0, -4.0, 1.7]),
        node("b.length_m", "size", ["b._twin"]),
        node("c.length_m", "size", ["camera._path"]),
    ]
    names = {name: name for name in (*CHANNELS, "b.length_m", "c.length_m")}
    plan = little_plan([*little_nodes(), *twins], channels=names)
    shown = {channel.name: channel.node for channel in plan.channels}
    assert shown["b.length_m"] == shown["c.length_m"] == "b.length_m"
    assert len(plan.nodes) == len(little_plan().nodes) + 1


def test_equal_numbers_in_different_units_stay_apart():
    nodes = [
        node("a.length_m", "constant", value=[2.0]),
        node("a.length_s", "constant", unit="s", value=[2.0]),
    ]
    plan = little_plan(nodes, channels=["a.length_m", "a.length_s"])
    assert [node.unit for node in plan.nodes] == ["m", "s"]


def test_inputs_stand_above_their_listeners():
    seen = set()
    for one in little_plan().nodes:
        assert seen.issuperset(one.inputs)
        seen.add(one.name)


def test_a_plan_keeps_its_own_copy_of_the_parameters():
    value = [0.0, -4.0, 1.7]
    nodes = [node("a.b_m", "constant", width=3, value=value)]
    plan = little_plan(nodes, channels=["a.b_m"])
    value[0] = 9.0
    assert plan.node("a.b_m").params == {"value": [0.0, -4.0, 1.7]}


# ---- what is refused


@pytest.mark.parametrize(
    ("nodes", "said"),
    [
        ([node("a.b_m", "spin")], "spin"),
        ([node("a.b_m", "scale", ["a.gone"], factor=1.0)], "a.gone"),
        ([node("a.b_m", "scale", ["a.b_m"], factor=1.0)], "circle"),
        (
            [
                node("a.b_m", "scale", ["a.c_m"], factor=1.0),
                node("a.c_m", "scale", ["a.b_m"], factor=1.0),
            ],
            "circle",
        ),
        ([node("a.b_m", "constant", value=[1.0])] * 2, "one name"),
        ([node("a.b_m", "constant", value=[1.0], width=2)], "2 numbers"),
        ([node("a.b_m", "constant", value=[float("nan")])], "JSON"),
        ([node("a.b_m", "constant", value=[{1.0}])], "set"),
        ([node("a.b_m", "time", unit="m")], "expected 1 x s"),
        ([node("a.b_m", "size", ["a.c_m"]), node("a.c_m", "constant", value=[1.0])], "3 x any"),
        ([node("a.b_m", "size")], "0 inputs where 1"),
        ([node("A.b", "constant", value=[1.0])], "name"),
        ([], "1 to"),
    ],
)
def test_a_plan_of_ours_that_does_not_hold_stops_at_once(nodes, said):
    with pytest.raises(PlanError, match=said):
        little_plan(
            nodes, channels={"a.b_m": nodes[0].name if nodes else "a.b_m"} | BAD.get(said, {})
        )


BAD = {"node": {"a.b_m": "a.gone"}}


def test_a_clock_that_is_none_stops_at_once():
    for clock in ({"fps": (0, 1)}, {"frame_count": 0}, {"start_frame": 0.5}):
        with pytest.raises(PlanError):
            little_plan(**clock)


def test_comes_back_from_its_file_as_it_was_and_is_written_the_same_again():
    plan = little_plan()
    again = read_plan(plan.to_json(), KINDS)
    assert again == plan
    assert again.to_json() == plan.to_json()
    assert hash_of_plan(again) == plan.plan_hash


def change(path: str, value):
    """A change to the document: `path` is keys and indices with dots between."""

    def apply(document: dict) -> None:
        place = document
        *way, last = [int(step) if step.isdigit() else step for step in path.split("/")]
        for step in way:
            place = place[step]
        if value is None and isinstance(place, dict):
            del place[last]
        else:
            place[last] = value

    return apply


def swap_two_nodes(document: dict) -> None:
    nodes = document["nodes"]
    nodes[0], nodes[-1] = nodes[-1], nodes[0]


def close_a_circle(document: dict) -> None:
    document["nodes"][2]["inputs"] = [document["nodes"][-1]["name"]]


def say_a_node_twice(document: dict) -> None:
    document["nodes"].append(deepcopy(document["nodes"][0]))


def ask_for_too_much(document: dict) -> None:
    document["nodes"] += [
        {**document["nodes"][0], "name": f"a.n{i}", "width": 3} for i in range(9990)
    ]
    document["frame_count"] = 200_000


DEEP = json.loads("[" * 40 + "]" * 40)

FORGERIES = [
    (change("schema", "scene_stager.take"), "plan.schema"),
    (change("version", 3), "plan.version"),
    (change("title", None), "plan.title"),
    (change("seed", 5), "plan.seed"),
    (change("title", 5), "title"),
    (change("fps", "24"), "plan.fps"),
    (change("frame_count", 10**9), "frame_count"),
    (change("start_frame", "1"), "start_frame"),
    (change("nodes", {}), "plan.nodes"),
    (change("nodes", []), "plan.nodes"),
    (change("nodes/0", 5), "plan.nodes[0]"),
    (change("nodes/0/kind", "os.system"), "plan.nodes[0].kind"),
    (change("nodes/0/kind", 7), "plan.nodes[0].kind"),
    (change("nodes/0/name", "../x"), "plan.nodes[0].name"),
    (change("nodes/0/unit", "m\nm"), "plan.nodes[0].unit"),
    (change("nodes/0/width", 10**9), "plan.nodes[0].width"),
    (change("nodes/0/width", 2), "plan.nodes[0]"),
    (change("nodes/0/params", []), "plan.nodes[0].params"),
    (change("nodes/0/params", {"value": DEEP}), "plan"),
    (change("nodes/0/params", {"value": 10**30}), "plan.nodes[0].params"),
    (change("nodes/0/inputs", "abc"), "plan.nodes[0].inputs"),
    (change("nodes/0/inputs", [5]), "plan.nodes[0].inputs"),
    (change("nodes/0/inputs", ["a.b"] * 65), "plan.nodes[0].inputs"),
    (change("nodes/0/inputs", ["a.gone"]), "plan.nodes[0].inputs"),
    (change("nodes/0/extra", 1), "plan.nodes[0].extra"),
    (change("channels", []), "plan.channels"),
    (change("channels/0/node", "a.gone"), "plan.channels[0].node"),
    (change("channels/0/name", "camera"), "plan.channels[0].name"),
    (change("channels/1/name", CHANNELS[0]), "plan.channels"),
    (change("entities", [5]), "plan.entities[0]"),
    (change("proxies/0/size_m", -1), "plan.proxies[0].size_m"),
    (swap_two_nodes, "plan.nodes[0].inputs"),
    (close_a_circle, "plan.nodes[2].inputs"),
    (say_a_node_twice, "plan.nodes"),
    (ask_for_too_much, "plan.frame_count"),
]


@pytest.mark.parametrize(("forge", "where"), FORGERIES)
def test_a_strangers_plan_is_refused_even_when_its_hashes_hold(forge, where):
    changed = document()
    forge(changed)
    with suppress(TypeError, KeyError, AttributeError):  # some are too broken to be hashed
        changed = rehashed(changed)
    assert mistakes_of(changed).startswith(where)


@pytest.mark.parametrize(
    ("forge", "where"),
    [
        (change("nodes/0/params/value", [0.0, -4.0, 1.8]), "plan.nodes[0].hash"),
        (change("nodes/0/hash", "0" * 64), "plan.nodes[0].hash"),
        (change("nodes/0/hash", None), "plan.nodes[0].hash"),
        (change("plan_hash", "0" * 64), "plan.plan_hash"),
        (change("title", "Another"), "plan.plan_hash"),
        (change("entities/0/settings/sensor_width_mm", 36.0), "plan.plan_hash"),
        (change("start_frame", 2), "plan.plan_hash"),
    ],
)
def test_a_hash_that_does_not_hold_is_named(forge, where):
    changed = document()
    forge(changed)
    assert mistakes_of(changed).startswith(where)


@pytest.mark.parametrize("text", ["", "{", "[]", "[" * 100_000, '{"fps": NaN}', '{"a":1,"a":2}'])
def test_no_text_brings_a_traceback(text):
    with pytest.raises(InputError, match=r"^plan"):
        read_plan(text, KINDS)


def test_nobody_but_the_judge_makes_a_plan():
    plan = little_plan()
    parts = {part.name: getattr(plan, part.name) for part in fields(PlanDraft)}
    assert PlanDraft(**parts).plan_hash == plan.plan_hash
    for make in (lambda: MoksBakePlan(**parts), lambda: replace(plan, title="Another")):
        with pytest.raises(PlanError, match="nobody judged this plan"):
            make()


def test_a_plan_runs_with_the_operations_that_it_was_judged_by():
    assert little_plan().kinds is KINDS
    assert read_plan(little_plan().to_json(), KINDS).kinds is KINDS


def test_old_versions_are_upgraded_one_step_at_a_time():
    steps = {
        1: lambda old: {**old, "version": 2, "way": "a"},
        2: lambda old: {**old, "version": 3, "way": old["way"] + "b"},
    }
    first = {"schema": "s", "version": 1}
    assert upgraded(first, "s", 3, steps, "x")["way"] == "ab"
    assert upgraded({**first, "version": 2, "way": "-"}, "s", 3, steps, "x")["way"] == "-b"
    with pytest.raises(InputError, match="newer Scene Stager"):
        upgraded({**first, "version": 4}, "s", 3, steps, "x")


def test_a_plan_node_needs_only_a_name_a_kind_and_parameters():
    assert PlanNode("a.b", "constant", {}).inputs == ()
