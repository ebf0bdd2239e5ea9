"""Time a bake inside Blender: the add-on's keys against Blender's own, and whole scenarios.

Run by bench_blender.py with a Python that has bpy; by bench_hosts.py with a scenario and a number
of frames, for a row of its table.
"""

# ruff: noqa: E402 - the path comes first: it runs as a script in a bare Blender

import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / name) for name in ("core", "")]

import bpy
from blender_addon.bake import bake_take
from blender_addon.keys import curves_of
from blender_addon.scene_wishes import BlenderWishes

from scene_stager.front_door import bake, read_script
from scene_stager.script.read import scenarios

MANY, FEW, FRAMES, RUNS = 10_000, 500, 240, 5
TIMES, MOST_S = 100.0, 0.3
SHELVES = ("objects", "cameras", "lights", "worlds", "materials")


def main():
    """Print two tables."""
    print(f"Blender {bpy.app.version_string}")
    names = sorted(scenarios())
    heaviest = max(names, key=lambda name: len(take_of(name, FRAMES).channels))
    take = take_of(heaviest, MANY)
    bulk_s = min(written_s(take) for _ in range(RUNS))
    places = keyed()
    half_s, few_s = one_by_one_s(take, places, FEW // 2), one_by_one_s(take, places, FEW)
    straight_s, growing_s = few_s * MANY / FEW, grown_s(half_s, few_s)
    print(f"{heaviest}: {len(take.channels)} channels, {len(places)} animated properties")
    print(f"  {MANY:>6,} frames, the add-on                       {bulk_s:>9.3f} s")
    print(f"  {FEW:>6,} frames, keyframe_insert                  {few_s:>9.3f} s")
    line = "  {:>6,} frames of those, {:<27} {:>9.1f} s {:>8,.0f} times the add-on"
    print(line.format(MANY, "if they grew straight", straight_s, straight_s / bulk_s))
    print(line.format(MANY, "as they grow", growing_s, growing_s / bulk_s))
    ratio = straight_s / bulk_s
    print(f"  at least {TIMES:.0f} times: {'yes' if ratio >= TIMES else 'NO'}")

    heads = f"{'keys':>8}{'compute s':>11}{'write s':>9}{'both':>8}{'processor':>12}"
    print(f"\n{f'{FRAMES} frames':<28}{heads}")
    worst_s = max(row_s(name) for name in names)
    print(f"at most {MOST_S} s: {'yes' if worst_s <= MOST_S else 'NO'}")


def row_of_hosts(name, frames):
    """What bench_hosts.py has of every host: no calls, which are one for each component."""
    seconds = written_s(take_of(name, frames), time.process_time)
    keys = sum(len(c.keyframe_points) for a in bpy.data.actions for c in every_curve(a))
    title = f"blender {bpy.app.version_string.partition(' ')[0]} (foreach_set)"
    print(f"{title:28}{'':12}{keys:>10}{seconds:>8.2f}")


def take_of(name, frames):
    """The first frames of a scenario, which is made longer where need be."""
    script = read_script(name)
    longer = replace(script, frame_count=max(frames, script.frame_count))
    return bake(longer, frames=(1, frames))


def written_s(take, clock=time.perf_counter):
    """Seconds for a take into an empty file, through the add-on."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    began_s = clock()
    bake_take(take)
    return clock() - began_s


def holders():
    """All that can be animated in the file, always in the same order."""
    blocks = [one for shelf in SHELVES for one in getattr(bpy.data, shelf)]
    return [*blocks, *(b.node_tree for b in blocks if getattr(b, "node_tree", None))]


def keyed():
    """What the add-on has animated: which of the holders, and the path."""
    return sorted(
        {(n, curve.data_path) for n, one in enumerate(holders()) for curve in curves_of(one) or ()}
    )


def one_by_one_s(take, places, frames):
    """Seconds for the same properties of the same things, keyed frame by frame."""
    written_s(take)
    things = holders()
    for one in things:
        one.animation_data_clear()
    wanted = [(things[number], path) for number, path in places]
    began_s = time.perf_counter()
    for frame in range(1, frames + 1):
        for block, path in wanted:
            block.keyframe_insert(path, frame=frame)
    return time.perf_counter() - began_s


def grown_s(half_s, few_s):
    """Seconds for MANY frames from those for FEW / 2 and FEW: a f + b f^2 through both."""
    f, g = FEW / 2, float(FEW)
    b = max((few_s / g - half_s / f) / (g - f), 0.0)
    a = few_s / g - b * g
    return a * MANY + b * MANY * MANY


def row_s(name):
    """Print how long one scenario takes, with its film: the quickest of a few runs.

    `processor` is what the process itself worked for: less than the clock on a busy machine.
    """
    computed, written, worked = [], [], []
    for _ in range(RUNS):
        began_s, began_cpu_s = time.perf_counter(), time.process_time()
        take = take_of(name, FRAMES)
        computed.append(time.perf_counter() - began_s)
        cpu_s = time.process_time() - began_cpu_s
        bpy.ops.wm.read_factory_settings(use_empty=True)
        began_s, began_cpu_s = time.perf_counter(), time.process_time()
        bake_take(take, wishes=BlenderWishes(film_stock=True))
        written.append(time.perf_counter() - began_s)
        worked.append(cpu_s + time.process_time() - began_cpu_s)
    keys = sum(len(c.keyframe_points) for a in bpy.data.actions for c in every_curve(a))
    both_s = min(computed) + min(written)
    figures = f"{min(computed):>11.3f}{min(written):>9.3f}{both_s:>8.3f}{min(worked):>12.3f}"
    print(f"{name:<28}{keys:>8,}{figures}")
    return both_s


def every_curve(action):
    """All curves of an Action, whichever thing they move."""
    if not hasattr(action, "layers"):
        return action.fcurves
    bags = [b for layer in action.layers for strip in layer.strips for b in strip.channelbags]
    return [curve for bag in bags for curve in bag.fcurves]


if __name__ == "__main__":
    if sys.argv[1:]:
        row_of_hosts(sys.argv[1], int(sys.argv[2]))
    else:
        main()
