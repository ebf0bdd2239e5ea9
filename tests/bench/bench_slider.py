"""What one move of a slider costs, beside the same move with script and plan judged again."""

import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median

from scene_stager.compiler import compile_script, emit_moks_plan
from scene_stager.moks.executor import execute
from scene_stager.moks.memo import Memo
from scene_stager.moks.plan import MoksBakePlan
from scene_stager.moks.plan_check import hash_mistakes, plan_mistakes
from scene_stager.script.read import read_script
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.staging import try_move

SCENARIO = "hero_dolly_push_in"
MOVES, RUNS = 20, 5
PATH = ("camera.translate_m", "target.translate_m")  # what Blender draws while a slider moves


def main() -> None:
    """Print milliseconds a move, and how many times that it would be."""
    script = read_script(SCENARIO)
    memo = Memo()
    once_s, before_s = [], []
    for _ in range(RUNS + 1):  # the first run fills the memory and is not counted
        once_s.append(slide_s(script, memo, once))
        before_s.append(slide_s(script, memo, as_before))
    one_ms, two_ms = (median(found[1:]) / MOVES * 1e3 for found in (once_s, before_s))
    print(f"{MOVES} moves of a slider, its path and its bake remembered: {SCENARIO}")
    print(f"  judged once   {one_ms:6.2f} ms a move")
    print(f"  judged again  {two_ms:6.2f} ms a move, {two_ms / one_ms:.2f} times as long")


def slide_s(
    script: SceneScript, memo: Memo, plan_of: Callable[[SceneScript], MoksBakePlan]
) -> float:
    """Seconds for all moves of the key light's slider: for each its path, and then its bake."""
    started_s = time.perf_counter()
    for move in range(MOVES):
        lighting = replace(script.lighting, key_stops=move / MOVES)
        moved = replace(script, lighting=lighting)
        execute(plan_of(moved), channels=PATH, memo=memo)
        execute(plan_of(moved), memo=memo)
    return time.perf_counter() - started_s


def once(script: SceneScript) -> MoksBakePlan:
    """The plan, as everybody gets it."""
    return emit_moks_plan(compile_script(script))


def as_before(script: SceneScript) -> MoksBakePlan:
    """The same as it was before a judged plan was a type of its own: whoever was handed a script
    or a plan asked again, and hashed every node again."""
    try_move(script)
    plan = once(script)
    hash_mistakes(plan)
    if plan_mistakes(plan, plan.kinds) or hash_mistakes(plan):
        raise AssertionError("a plan that was judged does not hold")
    return plan


if __name__ == "__main__":
    main()
