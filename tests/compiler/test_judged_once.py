"""A script and its plan are judged once on their way to a Take, and a rig is asked once."""

from collections import Counter

import pytest

from scene_stager.compiler import compile_script, emit_moks_plan
from scene_stager.moks import make_plan, plan_check, plan_json
from scene_stager.moks.executor import execute
from scene_stager.moks.memo import Memo
from scene_stager.script import validate
from scene_stager.script.read import read_script


@pytest.fixture
def calls(monkeypatch):
    """How often the judges were asked since the test began; wherever a judge is known by name."""
    found = Counter()

    def counted(module, name):
        judge = getattr(module, name)

        def ask(*given, **more):
            found[name] += 1
            return judge(*given, **more)

        monkeypatch.setattr(module, name, ask)

    counted(plan_check, "plan_mistakes")
    counted(plan_json, "hash_mistakes")
    counted(make_plan, "hash_of_node")
    counted(plan_check, "hash_of_node")
    counted(validate, "try_move")
    return found


def test_from_a_script_to_two_takes_everything_is_judged_once(calls):
    script = read_script("hero_dolly_push_in")
    calls.clear()  # reading a scenario judges it too: the file may be a stranger's
    scene = compile_script(script)
    assert calls == {"try_move": 1}
    plan = emit_moks_plan(scene)
    memo = Memo()
    for _ in range(2):
        execute(plan, frames=(1, 2), memo=memo)
    assert calls == {"try_move": 1, "plan_mistakes": 1, "hash_of_node": len(scene.signals)}


def test_a_plan_from_a_file_is_judged_once_with_its_hashes(calls):
    text = emit_moks_plan(compile_script(read_script("crane_reveal"))).to_json()
    calls.clear()
    plan = plan_json.read_plan(text)
    execute(plan, frames=(1, 2))
    assert calls == {"plan_mistakes": 1, "hash_mistakes": 1, "hash_of_node": len(plan.nodes)}
