"""A target whose way was recorded elsewhere: in the plan by name, in every host by its Take."""

import hashlib
from dataclasses import replace

import numpy as np
import pytest

from scene_stager.compiler import compile_script, emit_moks_plan
from scene_stager.compiler.verify import verify
from scene_stager.errors import CompileError, InputError
from scene_stager.hosts.notebook import NotebookHost
from scene_stager.hosts.play import owner_of, play
from scene_stager.hosts.usd import take_from_usd, write_usd
from scene_stager.moks.clock import Clock
from scene_stager.moks.executor import execute
from scene_stager.moks.operations import operations
from scene_stager.moks.path_file import sampled_path
from scene_stager.moks.plan_input import PlanInput
from scene_stager.moks.window import window_around
from scene_stager.script.read import read_script

TARGET, INPUT = "target.translate_m", "actor"
WALK = compile_script(read_script("walk_and_talk_verite"))  # leads somebody who walks on


def recorded() -> bytes:
    """Where the target of the walk is on every frame, as if a host had sampled an actor."""
    clock = WALK.clock
    t_s = window_around(clock.fps, 0, clock.frame_count - 1).times_s()
    own = WALK.signal(TARGET)
    places_m = operations()[own.kind].evaluate(own.params, (), t_s)
    return sampled_path(t_s, places_m).to_json().encode("utf-8")


DATA = recorded()
NAMED = PlanInput(INPUT, "path", hashlib.sha256(DATA).hexdigest())


def following(clock=WALK.clock, inputs=(NAMED,)):
    """The same scene, with the recorded way in place of the one that the script said."""
    own = replace(WALK.signal(TARGET), kind="path_from_input", params={}, reads={"path": INPUT})
    signals = tuple(own if one.name == TARGET else one for one in WALK.signals)
    return verify(replace(WALK, signals=signals, inputs=tuple(inputs), clock=clock), after="test")


def test_a_recorded_way_makes_the_very_same_shot_as_the_script_that_it_was_recorded_from():
    wanted = execute(emit_moks_plan(WALK)).take
    found = execute(emit_moks_plan(following()), inputs={INPUT: DATA}).take
    assert found.channels == wanted.channels
    assert (found.inputs, wanted.inputs) == ((NAMED,), ())


@pytest.mark.parametrize("fps", [25, 60])
def test_another_rate_sees_the_same_way(fps):
    seconds = int(WALK.clock.duration_s) - 1
    clock = Clock((fps, 1), 1, fps * seconds)
    wanted = execute(emit_moks_plan(replace(WALK, clock=clock))).take
    found = execute(emit_moks_plan(following(clock)), inputs={INPUT: DATA}).take
    for name in (TARGET, "light.key.translate_m", "camera.translate_m"):
        pairs = (np.frombuffer(take.channel(name).values) for take in (found, wanted))
        np.testing.assert_allclose(*pairs, rtol=0, atol=1e-5)


def test_hosts_play_it_and_its_usd_file_gives_it_back(tmp_path):
    take = execute(emit_moks_plan(following()), inputs={INPUT: DATA}, frames=(1, 24)).take
    host = NotebookHost()
    play(take, host)
    rows = host.find_part(owner_of(take), "target").curves["translate_m"].rows
    assert rows == tuple(take.channel(TARGET).rows())
    write_usd(take, tmp_path / "shot.usda")
    again = take_from_usd(tmp_path / "shot.usda")
    assert (again, again.digest) == (take, take.digest)


def test_it_is_refused_without_its_way():
    with pytest.raises(InputError, match=r"^inputs\.actor: found nothing, expected a path"):
        execute(emit_moks_plan(following()))


def test_the_verifier_sees_a_signal_that_reads_what_is_not_there():
    with pytest.raises(CompileError, match="'path' is 'actor', which is not among the inputs"):
        following(inputs=())
