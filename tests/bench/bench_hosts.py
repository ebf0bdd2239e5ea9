"""10,000 frames with every channel into every host that needs none: write calls, and own time.

For doubles the time is the adapter's own: what the double spends on its own book-keeping is taken
off. The last column is the same work key by key, per frame, over the row's own, in the same run.
"""

import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from scene_stager.front_door import bake, read_script  # noqa: E402
from scene_stager.hosts.maya_ascii import maya_text  # noqa: E402
from scene_stager.hosts.notebook import NotebookHost  # noqa: E402
from scene_stager.hosts.play import play  # noqa: E402
from scene_stager.hosts.usd import usd_text  # noqa: E402

FRAMES, FEW = 10_000, 400
SCENARIO = "hero_dolly_push_in"


class Watch:
    """Adds up the time spent inside what it wraps, once however deep the calls nest."""

    def __init__(self):
        self.seconds, self._deep = 0.0, 0

    def __call__(self, function):
        def timed(*args, **kwargs):
            self._deep += 1
            begun = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                self._deep -= 1
                if not self._deep:
                    self.seconds += time.process_time() - begun

        return timed

    def class_of(self, double):
        """Put the watch on every method that a double's class has of its own."""
        for name, thing in list(vars(double).items()):
            if callable(thing) and not isinstance(thing, type) and name != "__getattr__":
                setattr(double, name, self(thing))
            elif isinstance(thing, staticmethod):
                setattr(double, name, staticmethod(self(thing.__func__)))


def maya_seconds(take, bulk):
    """Write calls, keys, and the adapter's own seconds, on the double."""
    from scene_stager.hosts.bare_numbers import asked_lux
    from tests.hosts.maya_bench import MayaBench

    bench, watch = MayaBench(bulk=bulk), Watch()
    double = bench.double
    known = double.cmds._handlers
    before = dict(known)
    known.update({name: watch(handler) for name, handler in before.items()})
    for one in (*double.api.om.values(), *double.api.anim.values()):
        if one.__name__ not in _WATCHED:
            _WATCHED[one.__name__] = Watch()
            _WATCHED[one.__name__].class_of(one)
    told_before = sum(w.seconds for w in _WATCHED.values())
    bench.host.asked_lx = asked_lux(take)
    begun = time.process_time()
    report = play(take, bench.host)
    whole = time.process_time() - begun
    inside = watch.seconds + sum(w.seconds for w in _WATCHED.values()) - told_before
    known.update(before)
    calls = double.api.calls["addKeys"] + double.counted.get("setKeyframe", 0)
    return calls, report.key_count, whole - inside


_WATCHED: dict[str, Watch] = {}


def unreal_seconds(take):
    """The same for Unreal, whose Python has no call for many keys."""
    from tests.hosts.doubles.unreal import MADE
    from tests.hosts.unreal_bench import UnrealBench

    bench, watch, calls = UnrealBench(), Watch(), [0]

    def counted(function):
        def call(*args, **kwargs):
            calls[0] += 1
            return function(*args, **kwargs)

        return call

    for name in ("MovieSceneScriptingDoubleChannel", "MovieSceneScriptingFloatChannel"):
        made = MADE[name]
        made.add_key = counted(watch(made.add_key))
    begun = time.process_time()
    report = play(take, bench.host)
    return calls[0], report.key_count, time.process_time() - begun - watch.seconds


def timed(act):
    """Seconds that something takes."""
    begun = time.process_time()
    act()
    return time.process_time() - begun


def main() -> int:
    """Print the table; 1 when an adapter with a call for many keys takes more than a second."""
    long = bake(replace(read_script(SCENARIO), frame_count=FRAMES))
    few = long.slice_frames(long.start_frame, long.start_frame + FEW - 1)
    count = sum(channel.width for channel in long.channels)
    print(f"{FRAMES} frames, {len(long.channels)} channels, {count} numbers a frame")
    print(f"{'host':28}{'write calls':>12}{'keys':>10}{'own s':>8}{'key by key':>12}")

    calls, keys, own_s = maya_seconds(long, bulk=True)
    _, _, few_s = maya_seconds(few, bulk=True)
    slow_calls, slow_keys, slow_s = maya_seconds(few, bulk=False)
    ratio = (slow_s / FEW) / (own_s / FRAMES)
    row("maya (addKeys)", calls, keys, own_s, f"{ratio:.1f}x")
    row(f"  the same, {FEW} frames", "", "", few_s, "")
    row(f"  setKeyframe, {FEW} frames", slow_calls, slow_keys, slow_s, "")
    calls, keys, unreal_s = unreal_seconds(long)
    row("unreal (add_key)", calls, keys, unreal_s, "1x")
    book_s = timed(lambda: play(long, NotebookHost()))
    row("notebook", len(long.channels), count * FRAMES, book_s, "")
    row("maya ascii (text)", "", "", timed(lambda: maya_text(long)), "")
    row("usd (text)", "", "", timed(lambda: usd_text(long)), "")
    print("Blender, in which it is real: bench_blender.py")
    return int(own_s > 1.0)


def row(host, calls, keys, own_s, ratio) -> None:
    """One line of the table."""
    print(f"{host:28}{calls:>12}{keys:>10}{own_s:>8.2f}{ratio:>12}")


if __name__ == "__main__":
    sys.exit(main())
