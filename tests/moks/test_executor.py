"""The executor: the same bytes from any process, thread count, memory and choice of frames."""

import os
import subprocess
import sys
import threading
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.errors import CompileError, InputError
from scene_stager.moks.executor import execute
from scene_stager.moks.make_plan import make_plan
from scene_stager.moks.memo import Memo
from scene_stager.moks.operations._operation import Operation
from scene_stager.moks.rounding import round_values
from scene_stager.moks.window import GROUP, Window, window_around
from tests.moks.little import CHANNELS, KINDS, little_nodes, little_plan, node

ROOT = Path(__file__).resolve().parents[2]
RATES = [(24, 1), (25, 1), (30, 1), (60, 1), (120, 1), (24000, 1001), (48, 2)]


def run(plan=None, **how):
    return execute(little_plan() if plan is None else plan, **how)


def single(evaluate, *, width=1, inputs=(), below=()):
    """A plan of one operation of the test's own."""
    kind = Operation("Own", (("x", None, None),) * len(inputs), None, None, evaluate, "a test")
    kinds = {**KINDS, "own": kind}
    own = node("own.value_m", "own", inputs, width=width)
    made = make_plan(
        title="Own",
        fps=(24, 1),
        start_frame=1,
        frame_count=40,
        nodes=[*below, own],
        channels={"own.value_m": "own.value_m"},
        kinds=kinds,
    )
    return made


# ---- what the numbers are


def test_channels_are_the_rounded_numbers_of_their_nodes():
    take = run().take
    t_s = np.arange(60) / 24
    sway = KINDS["wave"].evaluate({"seed": 1, "channel": "sway", "axes": 3, "hz": 0.7}, (), t_s)
    camera_m = np.array([0.0, -4.0, 1.7]) + 2.0 * sway
    away_m = np.linalg.norm(np.array([0.0, 0.0, 1.6]) - camera_m, axis=1)
    for name, wanted in (
        ("camera.translate_m", camera_m),
        ("camera.focus_distance_m", away_m[:, None]),
    ):
        found = np.frombuffer(take.channel(name).values).reshape(60, -1)
        np.testing.assert_allclose(found, wanted, rtol=0, atol=6e-9)
        assert (round_values(found) == found).all()


def test_the_take_carries_the_head_of_the_plan():
    plan = little_plan(fps=(24000, 1001), start_frame=1001)
    take = run(plan).take
    assert (take.title, take.fps, take.start_frame) == ("Little", (24000, 1001), 1001)
    assert take.plan_hash == plan.plan_hash
    assert (take.entities, take.proxies) == (plan.entities, plan.proxies)
    assert take.names == CHANNELS
    assert take.channel("camera.translate_m").unit == "m"


@given(st.sampled_from(RATES), st.integers(0, 200_000), st.integers(0, 50))
def test_times_are_the_doubles_nearest_to_the_exact_fractions(fps, first, more):
    window = window_around(fps, first, first + more)
    index = first - window.first
    exact = [float(Fraction((first + i) * fps[1], fps[0])) for i in range(more + 1)]
    assert window.times_s()[index : index + more + 1].tolist() == exact


@given(st.integers(0, 5000), st.integers(0, 500))
def test_a_window_is_whole_groups_around_the_frames(first, more):
    window = window_around((24, 1), first, first + more)
    assert window.first <= first
    assert window.first + window.count > first + more
    assert window.first % GROUP == window.count % GROUP == 0
    assert window.count < more + 1 + 2 * GROUP


def test_rates_that_mean_the_same_share_their_window():
    assert window_around((48, 2), 0, 9) == window_around((24, 1), 0, 9) == Window((24, 1), 0, 16)


@pytest.mark.parametrize("rate", [25, 30, 60, 120])
def test_rates_agree_at_shared_times(rate):
    slow = run(little_plan(fps=(24, 1), frame_count=49)).take
    fast = run(little_plan(fps=(rate, 1), frame_count=2 * rate + 1)).take
    common = int(np.gcd(24, rate))
    for name in CHANNELS:
        width = slow.channel(name).width
        a = np.frombuffer(slow.channel(name).values).reshape(-1, width)[:: 24 // common]
        b = np.frombuffer(fast.channel(name).values).reshape(-1, width)[:: rate // common]
        np.testing.assert_allclose(a, b, rtol=0, atol=1e-9)


# ---- the same bytes


@given(st.integers(1, 60), st.integers(1, 60))
def test_any_frames_alone_are_exactly_the_slice(one, other):
    first, last = sorted((one, other))
    assert run(frames=(first, last)).take == run().take.slice_frames(first, last)


def test_the_numbers_of_a_frame_do_not_depend_on_company_even_before_rounding():
    seen = {}

    def spy(params, inputs, t_s):
        values = np.sin(40.0 * t_s) * np.exp(np.cos(7 * t_s)) + np.tanh(t_s)
        for t, value in zip(t_s.tolist(), values.tolist(), strict=True):
            assert seen.setdefault(t, value) == value
        return values[:, None]

    plan = single(spy)
    for frames in (None, (7, 7), (1, 3), (17, 40), (40, 40), (16, 17)):
        execute(plan, frames=frames)
    assert len(seen) == 48


def test_threads_do_not_change_a_byte():
    wanted = run().take
    for workers in (1, 2, 8):
        assert run(workers=workers).take == wanted


def test_a_wide_deep_plan_is_the_same_with_any_number_of_threads():
    rng = np.random.default_rng(3)
    nodes = [
        node(f"a.w{i}", "wave", width=2, axes=2, seed=i, channel="x", hz=0.1 * i) for i in range(12)
    ]
    for i in range(60):
        inputs = [nodes[k].name for k in rng.choice(len(nodes), size=3)]
        nodes.append(node(f"a.s{i}", "add", inputs, width=2))
    plan = little_plan(nodes, channels=[nodes[-1].name, "a.s3", "a.w1"], frame_count=500)
    wanted = run(plan)
    for workers in (2, 8):
        found = run(plan, workers=workers)
        assert found.take.digest == wanted.take.digest
        assert found.executed == wanted.executed


def test_threads_really_run_side_by_side():
    both_are_here = threading.Barrier(2, timeout=20)

    def meet(params, inputs, t_s):
        both_are_here.wait()
        return t_s[:, None]

    kinds = {**KINDS, "meet": Operation("Meet", (), None, None, meet, "a test")}
    nodes = [node("a.b_m", "meet", place=1), node("a.c_m", "meet", place=2)]
    plan = make_plan(
        title="Meet",
        fps=(24, 1),
        start_frame=1,
        frame_count=2,
        nodes=nodes,
        channels={"a.b_m": "a.b_m", "a.c_m": "a.c_m"},
        kinds=kinds,
    )
    assert execute(plan, workers=2).executed == ("a.b_m", "a.c_m")


def test_other_processes_and_hash_seeds_give_the_same_digest():
    code = (
        "from tests.moks.little import little_plan;"
        "from scene_stager.moks.executor import execute;"
        "print(execute(little_plan(), workers={}).take.digest)"
    )
    wanted = run().take.digest
    for seed, workers in (("0", 1), ("4242", 3)):
        path = os.pathsep.join([str(ROOT), str(ROOT / "core")])
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        told = subprocess.run(
            [sys.executable, "-c", code.format(workers)],
            env=env,
            capture_output=True,
            text=True,
            check=True,
        )
        assert told.stdout.strip() == wanted


# ---- only what is needed


def test_evaluates_only_what_the_asked_channels_need():
    asked = run(channels=["target.translate_m"])
    assert asked.executed == ("target.translate_m",)
    assert asked.take.names == ("target.translate_m",)
    assert asked.take.channels[0] == run().take.channel("target.translate_m")


def test_asked_channels_come_in_the_order_of_the_plan():
    names = run(channels={"target.translate_m", "camera.translate_m"}).take.names
    assert names == ("camera.translate_m", "target.translate_m")


def test_remembers_from_one_execution_to_the_next():
    memo = Memo()
    first, second = run(memo=memo), run(memo=memo)
    assert set(first.executed) == {node.name for node in first.plan.nodes}
    assert second.executed == ()
    assert set(second.remembered) == set(CHANNELS)  # what they need is not even looked up
    assert second.take == first.take


def test_what_was_let_go_of_is_computed_again():
    memo = Memo()
    first = run(memo=memo)
    memo.clear()
    assert len(memo) == 0
    assert run(memo=memo).executed == first.executed


def test_a_change_runs_only_what_is_downstream_of_it():
    memo = Memo()
    run(memo=memo)
    again = run(little_plan(little_nodes(factor=3.0)), memo=memo)
    assert again.executed == (
        "camera._scaled",
        "camera.translate_m",
        "camera._away",
        "camera._line",
        "camera.focus_distance_m",
    )
    assert again.take == run(little_plan(little_nodes(factor=3.0))).take


def test_a_change_of_nothing_but_names_runs_nothing():
    memo = Memo()
    run(memo=memo)
    renamed = [
        replace(one, name=one.name + "x", inputs=tuple(name + "x" for name in one.inputs))
        for one in little_nodes()
    ]
    plan = little_plan(renamed, channels={name: name + "x" for name in CHANNELS})
    assert run(plan, memo=memo).executed == ()


def test_another_rate_is_not_mistaken_for_the_same_frames():
    memo = Memo()
    run(memo=memo)
    fast = little_plan(fps=(60, 1))
    assert run(fast, memo=memo).take == run(fast).take


def test_a_memo_that_is_full_forgets_the_longest_unused():
    window = Window((24, 1), 0, 16)
    memo = Memo(max_bytes=2 * 16 * 8)
    column = np.zeros((16, 1))
    memo.put("a", window, column)
    memo.put("b", window, column)
    assert memo.get("a", window, 1) is column
    memo.put("c", window, column)
    assert [memo.get(name, window, 1) is None for name in "abc"] == [False, True, False]
    assert memo.get("a", window, 2) is None
    assert not memo.put("d", window, np.zeros((16, 9)))
    assert len(memo) == 0
    memo.put("a", window, column)
    memo.put("a", window, column)
    assert len(memo) == 1


# ---- what is refused


@pytest.mark.parametrize("frames", [(0, 5), (5, 61), (9, 8), (-3, -2)])
def test_frames_outside_the_shot_are_refused(frames):
    with pytest.raises(InputError, match="frames: found"):
        run(frames=frames)


@pytest.mark.parametrize("channels", [["camera.roll_deg"], []])
def test_channels_that_are_not_there_are_refused(channels):
    with pytest.raises(InputError, match="channels: found"):
        run(channels=channels)


def scribble(params, inputs, t_s):
    inputs[0][:] = 0.0
    return inputs[0]


def scribble_on_time(params, inputs, t_s):
    t_s[:] = 0.0
    return t_s[:, None]


@pytest.mark.parametrize(
    ("evaluate", "said"),
    [
        (scribble, "read-only"),
        (scribble_on_time, "read-only"),
        (lambda params, inputs, t_s: t_s, "shape"),
        (lambda params, inputs, t_s: t_s[:-1, None], "shape"),
        (lambda params, inputs, t_s: np.full((len(t_s), 1), np.nan), "nan"),
        (lambda params, inputs, t_s: np.where(t_s[:, None] > 1, np.inf, 0.0), "inf"),
        (lambda params, inputs, t_s: np.exp(1e3 + t_s)[:, None], "inf"),
        (lambda params, inputs, t_s: params["gone"], "KeyError"),
        (lambda params, inputs, t_s: 1 / 0, "ZeroDivision"),
        (lambda params, inputs, t_s: None.x, "AttributeError"),
        (lambda params, inputs, t_s: "text", "shape"),
    ],
)
@pytest.mark.parametrize("workers", [1, 4])
def test_an_operation_that_breaks_its_promise_is_named(evaluate, said, workers):
    below = [node("below.value_m", "constant", value=[1.0])]
    plan = single(evaluate, inputs=["below.value_m"], below=below)
    with pytest.raises(CompileError, match=rf"'own\.value_m'.*{said}"):
        execute(plan, workers=workers)


def test_an_operation_may_hand_its_input_or_a_view_on():
    below = [node("below.value_m", "time", unit="s")]
    plan = single(lambda p, inputs, t: inputs[0], inputs=["below.value_m"], below=below)
    assert execute(plan).take.at("own.value_m", 25) == (1.0,)
    plan = single(lambda p, inputs, t: np.broadcast_to(5.0, (len(t), 1)))
    assert execute(plan).take.at("own.value_m", 25) == (5.0,)
