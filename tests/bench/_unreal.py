"""A long shot into Unreal's double: how many calls write it, and how long the adapter itself takes.

Processor time, with an `add_key` that does nothing: the adapter alone. What the editor needs for
its part of a call is not known here.
"""

import cProfile
import pstats
import time
from dataclasses import dataclass, replace

from scene_stager.compiler import compile_script, emit_moks_plan
from scene_stager.hosts.play import play
from scene_stager.moks.executor import execute
from scene_stager.moks.take import Take
from scene_stager.script.read import read_script
from tests.hosts.doubles.unreal import MADE, WORLD, install, new_world


@dataclass(frozen=True)
class Timed:
    """One shot written: its size, the calls that wrote it, seconds of the adapter alone."""

    scenario: str
    frames: int
    numbers: int
    write_calls: int
    own_s: float
    peer_s: float


def long_take(scenario: str, frames: int) -> Take:
    """A scenario made longer, every channel of it."""
    plan = emit_moks_plan(compile_script(replace(read_script(scenario), frame_count=frames)))
    return execute(plan).take


def measure(scenario: str, frames: int, runs: int = 3) -> Timed:
    """Count calls with the double as it is, and time with one that does nothing."""
    install()
    from unreal_plugin.SceneStager.Content.Python.scene_stager_unreal.host import UnrealHost

    take = long_take(scenario, frames)
    new_world()
    play(take, UnrealHost())
    calls = WORLD.calls["add_key"]
    kinds = [MADE[f"MovieSceneScripting{size}Channel"].__mro__[1] for size in ("Double", "Float")]
    kept = [(kind, kind.add_key) for kind in kinds]
    try:
        for kind in kinds:
            kind.add_key = lambda *given: None
        own_s = min(_timed_s(take, UnrealHost) for _ in range(runs))
    finally:
        for kind, add_key in kept:
            kind.add_key = add_key
    numbers = sum(len(channel.values) for channel in take.channels)
    return Timed(scenario, frames, numbers, calls, own_s, _peer_s(calls))


def profile(scenario: str, frames: int) -> None:
    """Where the adapter's time goes."""
    install()
    from unreal_plugin.SceneStager.Content.Python.scene_stager_unreal.host import UnrealHost

    take = long_take(scenario, frames)
    new_world()
    watch = cProfile.Profile()
    watch.runcall(play, take, UnrealHost())
    pstats.Stats(watch).sort_stats("tottime").print_stats(12)


def _timed_s(take: Take, host: type) -> float:
    new_world()
    started_s = time.process_time()
    play(take, host())
    return time.process_time() - started_s


def _peer_s(calls: int) -> float:
    """The peer: as many calls of a function that does nothing, and no more."""

    def nothing(*given: object) -> None:
        """What an editor that needs no time does."""

    started_s = time.process_time()
    for number in range(calls):
        nothing(number, 0.0, 0.0, None, None)
    return time.process_time() - started_s
