"""How long a bake takes: the maths against its length, the import, the whole command."""

import subprocess
import sys
import tempfile
import time
from dataclasses import replace

from scene_stager.compiler import compile_script, emit_moks_plan
from scene_stager.moks.executor import execute
from scene_stager.moks.plan import MoksBakePlan
from scene_stager.script.read import read_script
from scene_stager.shot.scenarios import scenario_texts

FRAMES = (1_000, 10_000, 100_000)
RUNS = 5


def main() -> None:
    """Print three tables."""
    heaviest = max(sorted(scenario_texts()), key=lambda name: maths_s(plan_of(name, 2_000)))
    print(f"Maths only, every channel, one process: {heaviest}")
    print(f"{'frames':>10} {'seconds':>10} {'µs a frame':>12} {'against 1,000':>14}")
    base_us = 0.0
    for frames in FRAMES:
        seconds = maths_s(plan_of(heaviest, frames))
        each_us = seconds / frames * 1e6
        base_us = base_us or each_us
        print(f"{frames:>10,} {seconds:>10.3f} {each_us:>12.1f} {each_us / base_us:>13.2f}x")

    print("\nImport, over bare Python")
    bare_s = process_s("-c", "pass")
    loaded_s = process_s("-c", "import scene_stager")
    print(f"  python -c pass {bare_s * 1e3:.0f} ms, with import {loaded_s * 1e3:.0f} ms")
    print(f"  scene_stager adds {(loaded_s - bare_s) * 1e3:.0f} ms")

    print("\nWhole process: scene-stager bake hero_dolly_push_in --preview none")
    with tempfile.TemporaryDirectory() as folder:
        command = ("-m", "scene_stager.cli", "bake", "hero_dolly_push_in", "--preview", "none")
        whole_s = process_s(*command, "--out", folder)
    print(f"  {whole_s:.2f} s, {whole_s / bare_s:.0f} times bare Python")


def plan_of(name: str, frames: int) -> MoksBakePlan:
    """The plan of a scenario made longer."""
    return emit_moks_plan(compile_script(replace(read_script(name), frame_count=frames)))


def maths_s(plan: MoksBakePlan) -> float:
    """The quickest of a few runs, nothing remembered in between, rounding and Take included."""
    return min(timed_s(plan) for _ in range(RUNS))


def timed_s(plan: MoksBakePlan) -> float:
    """One run."""
    started_s = time.perf_counter()
    execute(plan)
    return time.perf_counter() - started_s


def process_s(*arguments: str) -> float:
    """The quickest of a few whole Python processes."""
    found = []
    for _ in range(RUNS):
        started_s = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        found.append(time.perf_counter() - started_s)
    return min(found)


if __name__ == "__main__":
    main()
