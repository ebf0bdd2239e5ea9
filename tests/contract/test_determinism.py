"""The determinism contract: same plan, same bytes; any frame alone; same motion at any rate."""

import json
import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from scene_stager.compiler import compile_script, emit_moks_plan
from scene_stager.maths.frames import conjugate_wxyz, multiply_wxyz
from scene_stager.moks.cache import DiskCache
from scene_stager.moks.executor import execute
from scene_stager.moks.memo import Memo
from scene_stager.moks.take import Take
from scene_stager.script.read import read_script
from scene_stager.shot.scenarios import scenario_texts

NAMES = sorted(scenario_texts())
MOTION = ("translate_m", "rotate_wxyz", "focal_length_mm", "focus_distance_m", "aim_deg")


def plan_of(name, **changes):
    return emit_moks_plan(compile_script(replace(read_script(name), **changes)))


def values(take: Take, name: str) -> np.ndarray:
    channel = take.channel(name)
    return np.asarray(channel.values).reshape(-1, channel.width)


@pytest.mark.parametrize("name", NAMES)
def test_threads_and_caches_do_not_change_a_byte(name, tmp_path):
    plan = plan_of(name)
    wanted = execute(plan).take.digest
    memo, disk = Memo(), DiskCache(tmp_path)
    assert execute(plan, workers=4).take.digest == wanted
    assert execute(plan, memo=memo, disk=disk).take.digest == wanted
    assert execute(plan, memo=memo).take.digest == wanted
    warm = execute(plan, disk=DiskCache(tmp_path))
    assert warm.take.digest == wanted
    assert warm.executed == ()


def test_other_processes_and_hash_seeds_give_the_same_digest():
    code = (
        "import json;from scene_stager import bake;"
        f"print(json.dumps([bake(n).digest for n in {NAMES[:3]!r}]))"
    )
    wanted = [execute(plan_of(name)).take.digest for name in NAMES[:3]]
    for seed in ("0", "1234"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        answer = subprocess.run(
            [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
        )
        assert json.loads(answer.stdout) == wanted


@pytest.mark.parametrize("name", NAMES)
def test_frames_alone_are_exactly_the_slice(name):
    plan = plan_of(name)
    whole = execute(plan).take
    alone = execute(plan, frames=(40, 60)).take
    assert alone.digest == whole.slice_frames(40, 60).digest
    assert execute(plan, frames=(57, 57)).take.digest == whole.slice_frames(57, 57).digest


@pytest.mark.parametrize("name", NAMES)
def test_the_motion_is_the_same_at_any_rate(name):
    script = read_script(name)
    seconds = int(script.duration_s)
    takes = {
        rate: execute(
            emit_moks_plan(
                compile_script(replace(script, fps=(rate, 1), frame_count=seconds * rate + 1))
            )
        ).take
        for rate in (24, 25, 30, 60, 120)
    }
    slow = takes[24]
    for rate, take in takes.items():
        for channel in slow.channels:
            if channel.quantity in MOTION:
                step, slow_step = shared_steps(rate)
                same_motion(
                    channel.name,
                    values(take, channel.name)[::step],
                    values(slow, channel.name)[::slow_step],
                )


def shared_steps(rate):
    """How many frames apart the shared times are, at the rate and at 24 fps."""
    shared = np.gcd(rate, 24)
    return rate // shared, 24 // shared


def same_motion(name, got, wanted):
    if name.endswith("_wxyz"):
        turn = multiply_wxyz(conjugate_wxyz(wanted), got)
        angle_deg = 2 * np.degrees(np.arcsin(np.linalg.norm(turn[:, 1:], axis=1).clip(0, 1)))
        assert angle_deg.max() <= 1e-5
    else:
        assert np.abs(got - wanted).max() <= 1e-6


@pytest.mark.parametrize("name", NAMES)
def test_no_imperfection_is_the_ideal_move_to_the_bit(name):
    script = read_script(name)
    perfect = replace(script, rig=replace(script.rig, imperfection=0.0))
    take = execute(emit_moks_plan(compile_script(perfect))).take
    real = execute(emit_moks_plan(compile_script(script))).take
    assert take.channel("camera.translate_m").values == take.channel("rig.translate_m").values
    assert take.channel("camera.rotate_wxyz").values == take.channel("rig.rotate_wxyz").values
    # What the rig was asked to do does not depend on how well it does it.
    assert take.channel("rig.translate_m").values == real.channel("rig.translate_m").values
    assert take.channel("camera.translate_m").values != real.channel("camera.translate_m").values


def test_changing_a_slot_runs_only_what_is_downstream_of_it():
    script = read_script("hero_dolly_push_in")
    memo = Memo()
    first = execute(plan_of(script.name), memo=memo)
    assert set(first.executed) == {node.name for node in first.plan.nodes}

    stopped = replace(script, lens=replace(script.lens, shutter_deg=90.0))
    again = execute(emit_moks_plan(compile_script(stopped)), memo=memo)
    assert "camera.shutter_deg" in again.executed
    assert not {"rig.translate_m", "camera.translate_m", "camera.rotate_wxyz"} & set(again.executed)

    shaken = replace(script, rig=replace(script.rig, imperfection=0.5))
    again = execute(emit_moks_plan(compile_script(shaken)), memo=memo)
    assert "rig._signature" in again.executed
    assert not {"rig.translate_m", "rig.aim_deg", "camera.focal_length_mm"} & set(again.executed)

    hazy = replace(script, atmosphere=replace(script.atmosphere, phase=0.6))
    again = execute(emit_moks_plan(compile_script(hazy)), memo=memo)
    assert again.executed
    assert all(name.startswith(("atmosphere.", "light.")) for name in again.executed)
