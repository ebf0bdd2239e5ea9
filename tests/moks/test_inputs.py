"""Named inputs: a plan says which bytes it needs, and runs with those and no others."""

import hashlib
import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.errors import InputError, PlanError
from scene_stager.moks.cache import DiskCache
from scene_stager.moks.executor import execute
from scene_stager.moks.memo import Memo
from scene_stager.moks.operations._operation import Operation, Reader
from scene_stager.moks.path_file import read_path
from scene_stager.moks.plan import PlanNode
from scene_stager.moks.plan_json import read_plan
from scene_stager.moks.take_json import read_take
from tests.moks.actor import ACTOR, RUN, WALK, actor_plan, follow, named
from tests.moks.little import CHANNELS, KINDS, little_nodes, little_plan


def hashes(plan) -> dict[str, str]:
    return {node.name: node.hash for node in plan.nodes}


def sha256_of(value) -> str:
    spelling = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(spelling.encode("utf-8")).hexdigest()


# ---- hashes


def test_the_hash_of_a_node_covers_the_bytes_that_it_reads():
    told = {
        "kind": "path_from_input",
        "params": {},
        "inputs": [],
        "reads": {"path": named().sha256},
    }
    assert actor_plan().node("target.translate_m").hash == sha256_of(told)


def test_other_bytes_change_what_is_downstream_of_them_and_nothing_else():
    before, after = hashes(actor_plan()), hashes(actor_plan(named(RUN)))
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"target.translate_m", "camera._line", "camera.focus_distance_m"}


def test_another_name_changes_the_plan_and_not_its_nodes():
    renamed = actor_plan(named(name="hero"), node=follow(input_name="hero"))
    assert hashes(renamed) == hashes(actor_plan())
    assert renamed.plan_hash != actor_plan().plan_hash


def test_a_plan_with_inputs_is_hashed_as_its_file_and_one_without_as_version_1_wrote_it():
    told = json.loads(actor_plan().to_json())
    assert told["version"] == 2
    assert told.pop("plan_hash") == sha256_of(told) == actor_plan().plan_hash
    told = json.loads(little_plan().to_json())
    del told["plan_hash"], told["inputs"]
    nodes = [{key: node[key] for key in node if key != "reads"} for node in told["nodes"]]
    assert little_plan().plan_hash == sha256_of({**told, "version": 1, "nodes": nodes})


def test_the_order_in_which_inputs_are_handed_over_does_not_matter():
    two = [named(), named(RUN, "other")]
    assert actor_plan(*two) == actor_plan(*two[::-1])


def test_two_names_for_the_same_bytes_are_one_node():
    nodes = [*little_nodes(), follow("a.b_m"), follow("c.d_m", "hero")]
    names = {name: name for name in (*CHANNELS, "a.b_m", "c.d_m")}
    inputs = [named(), named(name="hero")]
    plan = little_plan(nodes, channels=names, inputs=inputs, kinds=ACTOR)
    assert [node.name for node in plan.nodes if node.kind == "path_from_input"] == ["a.b_m"]


# ---- files


def test_a_plan_with_inputs_comes_back_from_its_file():
    plan = actor_plan()
    again = read_plan(plan.to_json(), ACTOR)
    assert (again, again.to_json()) == (plan, plan.to_json())
    assert again.inputs == (named(),)


def test_a_take_says_what_its_plan_needed():
    take = execute(actor_plan(), inputs={"actor": WALK}).take
    assert take.inputs == (named(),)
    assert read_take(take.to_json()) == take
    assert replace(take, inputs=()).digest != take.digest
    assert take.slice_frames(2, 5).inputs == take.inputs


def test_a_plan_that_names_a_large_mesh_stays_small():
    mesh = named(b"\0" * 5_000_000, "hull", "mesh")
    assert len(actor_plan(named(), mesh).to_json()) < len(actor_plan().to_json()) + 200


# ---- numbers


def test_the_samples_are_met_exactly_and_the_rest_lies_between():
    plan = actor_plan(fps=(60, 1), frame_count=181)
    found = np.array(
        execute(plan, inputs={"actor": WALK}).take.channel("target.translate_m").values
    )
    path = read_path(WALK)
    np.testing.assert_allclose(found.reshape(-1, 3)[::6], path.positions_m, rtol=0, atol=5e-10)
    t_s = np.arange(181) / 60
    walked = np.stack([0.2 * np.sin(t_s), -1.4 * t_s, 1.6 + 0.0 * t_s], axis=1)
    np.testing.assert_allclose(found.reshape(-1, 3), walked, rtol=0, atol=2e-5)


@given(st.integers(1, 60), st.integers(1, 60))
def test_any_frames_alone_are_exactly_the_slice(one, other):
    first, last = sorted((one, other))
    plan, inputs = actor_plan(), {"actor": WALK}
    whole = execute(plan, inputs=inputs).take
    part = execute(plan, inputs=inputs, frames=(first, last), workers=2).take
    assert part == whole.slice_frames(first, last)


def test_memory_and_disk_never_serve_the_numbers_of_other_bytes(tmp_path):
    memo, disk = Memo(), DiskCache(tmp_path, code="these tests")
    slow, fast = actor_plan(), actor_plan(named(RUN))
    wanted = [execute(p, inputs={"actor": d}).take for p, d in ((slow, WALK), (fast, RUN))]
    for stores in ({"memo": memo}, {"disk": disk}, {"memo": memo, "disk": disk}):
        for plan, data, take in ((slow, WALK, wanted[0]), (fast, RUN, wanted[1])):
            for _ in range(2):
                done = execute(plan, inputs={"actor": data}, **stores)
                assert done.take == take
            assert done.executed == ()


# ---- what is no plan


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"name": "../walk"}, "name"),
        ({"name": "a/b"}, "name"),
        ({"name": "a.b"}, "name"),
        ({"name": "Actor"}, "name"),
        ({"name": ""}, "name"),
        ({"name": "a\n"}, "name"),
        ({"name": "a" * 65}, "name"),
        ({"name": 7}, "name"),
        ({"kind": "program"}, "kind"),
        ({"kind": ["path"]}, "kind"),
        ({"sha256": "ab"}, "sha256"),
        ({"sha256": "A" * 64}, "sha256"),
        ({"sha256": None}, "sha256"),
        ({"more": 1}, "more"),
    ],
)
def test_an_input_that_is_none_is_refused_by_plan_and_take(changes, where):
    forged = json.loads(actor_plan().to_json())
    forged["inputs"][0].update(changes)
    with pytest.raises(InputError) as caught:
        read_plan(json.dumps(forged), ACTOR)
    assert str(caught.value).startswith(f"plan.inputs[0].{where}: found")
    told = json.loads(execute(actor_plan(), inputs={"actor": WALK}).take.to_json())
    told["inputs"] = forged["inputs"]
    with pytest.raises(InputError) as caught:
        read_take(json.dumps(told))
    assert str(caught.value).startswith(f"take.inputs[0].{where}: found")


@pytest.mark.parametrize(
    ("inputs", "node", "said"),
    [
        ([named(name="hero")], follow(), "'actor', which is not among the inputs of the plan"),
        ([named(kind="mesh")], follow(), "'path' is a mesh, expected a path"),
        ([named()], follow(reads={}), "'path' names no input"),
        ([named()], follow(reads={"path": "actor", "mesh": "actor"}), "'mesh' is read by nobody"),
        ([named()], replace(follow(), params={"path": 1}), "'path' is a parameter too"),
        ([named(), named(RUN)], follow(), "'actor' more than once"),
        ([named(name=f"a{i}") for i in range(65)], follow(), "a list of at most 64"),
    ],
)
def test_a_plan_whose_nodes_and_inputs_do_not_fit_stops_at_once(inputs, node, said):
    with pytest.raises(PlanError, match=said):
        actor_plan(*inputs, node=node)


def test_a_node_that_reads_nothing_may_not_say_that_it_does():
    nodes = [replace(one, reads={"value": "actor"}) for one in little_nodes()[:1]]
    with pytest.raises(PlanError, match="'value' is read by nobody"):
        little_plan(nodes, channels=["camera._path"], inputs=[named()])


@pytest.mark.parametrize(
    "reads", [[], {"path": 1}, {"path": ["actor"]}, {"x" * 500: "actor"}, None]
)
def test_a_file_whose_nodes_read_nonsense_is_refused(reads):
    forged = json.loads(actor_plan().to_json())
    forged["nodes"][-1]["reads"] = reads
    with pytest.raises(InputError, match=r"^plan\.nodes\[\d+\]\.reads: found"):
        read_plan(json.dumps(forged), ACTOR)


@pytest.mark.parametrize(
    "forge", [lambda d: d.update(inputs=[]), lambda d: d["nodes"][0].update(reads={})]
)
def test_a_plan_of_version_1_that_names_inputs_is_none(forge):
    old = json.loads(little_plan().to_json())
    del old["inputs"]
    for node in old["nodes"]:
        del node["reads"]
    old["version"] = 1
    assert read_plan(json.dumps(old), KINDS) == little_plan()
    forge(old)
    with pytest.raises(InputError, match=r"^plan\.version: found 1, with inputs from outside"):
        read_plan(json.dumps(old), KINDS)


def test_an_operation_may_read_what_it_likes():
    """Any kind, any decoder: the numbers come from the bytes that were handed over."""

    def evaluate(params, inputs, t_s):
        return np.full((len(t_s), 1), float(params["size"]))

    kind = Operation("Size", (), "1", 1, evaluate, "a test", reads={"size": Reader("mesh", size)})
    node = PlanNode("hull.size", "mesh_size", {}, reads={"size": "hull"})
    inputs = [named(b"12345", "hull", "mesh")]
    plan = little_plan(
        [node], channels=["hull.size"], inputs=inputs, kinds={**KINDS, "mesh_size": kind}
    )
    assert execute(plan, inputs={"hull": b"12345"}).take.at("hull.size", 1) == (5.0,)


def size(data, where):
    return len(data)
