"""10,000 frames of the heaviest scenario into every host, and into real Blender: calls, own time.

For doubles the time is the adapter's own: what the double spends on its own book-keeping is taken
off. Blender's is all of it, the adapter's and its own, and so is that of usd-core. The last column
is the same work key by key, per frame, over the row's own, in the same run. Exits 1 where an
adapter takes more than a second.
"""

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from _blender import NONE, bpy_python  # noqa: E402

from scene_stager.front_door import bake, read_script  # noqa: E402
from scene_stager.hosts.maya_ascii import maya_text  # noqa: E402
from scene_stager.hosts.notebook import NotebookHost  # noqa: E402
from scene_stager.hosts.play import play  # noqa: E402
from scene_stager.hosts.usd import usd_text  # noqa: E402
from scene_stager.script.read import scenarios  # noqa: E402

FRAMES, FEW = 10_000, 400
MOST_S = 1.0
INSIDE = Path(__file__).with_name("_blender_keys.py")


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
    """The same for Unreal, whose Python has no call for many keys; its double drops them here."""
    from tests.hosts.doubles.unreal import MADE
    from tests.hosts.unreal_bench import UnrealBench

    bench, calls = UnrealBench(), [0]

    def dropped(*_):
        calls[0] += 1

    channels = [MADE[f"MovieSceneScripting{width}Channel"] for width in ("Double", "Float")]
    for channel in channels:
        channel.add_key = dropped
    begun = time.process_time()
    report = play(take, bench.host)
    own_s = time.process_time() - begun
    for channel in channels:
        del channel.add_key  # theirs is their parent's
    return calls[0], report.key_count, own_s


def timed(act):
    """Seconds that something takes."""
    begun = time.process_time()
    act()
    return time.process_time() - begun


def heaviest() -> str:
    """The scenario with the most channels."""
    return max(scenarios(), key=lambda name: len(bake(name, frames=(1, 1)).channels))


def in_blender(scenario: str) -> str:
    """What real Blender says of the same frames; a line where there is none."""
    python = bpy_python()
    if python is None:
        return NONE
    command = [python, str(INSIDE), scenario, str(FRAMES)]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def main() -> int:
    """Print the table; 1 when an adapter takes more than a second."""
    scenario = heaviest()
    long = bake(replace(read_script(scenario), frame_count=FRAMES))
    few = long.slice_frames(long.start_frame, long.start_frame + FEW - 1)
    count = sum(channel.width for channel in long.channels)
    print(f"{scenario}: {FRAMES} frames, {len(long.channels)} channels, {count} numbers a frame")
    print(f"{'host':28}{'write calls':>12}{'keys':>10}{'own s':>8}{'key by key':>12}")

    maya_seconds(few, bulk=True)  # once for nothing: the doubles read their stubs meanwhile
    calls, keys, maya_s = maya_seconds(long, bulk=True)
    slow_calls, slow_keys, slow_s = maya_seconds(few, bulk=False)
    ratio = (slow_s / FEW) / (maya_s / FRAMES)
    row("maya (addKeys)", calls, keys, maya_s, f"{ratio:.1f}x")
    row(f"  setKeyframe, {FEW} frames", slow_calls, slow_keys, slow_s, "")
    unreal_seconds(few)
    calls, keys, unreal_s = unreal_seconds(long)
    row("unreal (add_key)", calls, keys, unreal_s, "1x")
    book_s = timed(lambda: play(long, NotebookHost()))
    row("notebook", len(long.channels), count * FRAMES, book_s, "")
    ascii_s = timed(lambda: maya_text(long))
    row("maya ascii (text)", "", "", ascii_s, "")
    row("usd (text, with usd-core)", "", "", timed(lambda: usd_text(long)), "")
    worst_s = max(maya_s, unreal_s, book_s, ascii_s)
    print(in_blender(scenario))
    print(f"each adapter at most {MOST_S:g} s: {'yes' if worst_s <= MOST_S else 'NO'}")
    return int(worst_s > MOST_S)


def row(host, calls, keys, own_s, ratio) -> None:
    """One line of the table."""
    print(f"{host:28}{calls:>12}{keys:>10}{own_s:>8.2f}{ratio:>12}")


if __name__ == "__main__":
    sys.exit(main())
