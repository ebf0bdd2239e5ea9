"""How long keys take in Blender: in bulk, one by one, and the whole add-on. Prints a table.

Run with a Python that has bpy: python tests/blender/time_keys.py
"""

# ruff: noqa: E402 - the path comes first: it runs as a script in a bare Blender

import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / name) for name in ("core", "")]

import bpy
import numpy as np
from blender_addon.bake import bake_take
from blender_addon.journal import Journal
from blender_addon.keys import Keyboard, Track

from scene_stager.front_door import bake, read_script

MANY, FEW, CHANNELS = 10_000, 500, 10
SCENARIO, FRAMES = "interview_three_point", 240


def empty_file():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    things = [bpy.data.objects.new(f"thing {n}", None) for n in range(CHANNELS)]
    for thing in things:
        bpy.context.scene.collection.objects.link(thing)
    return things


def bulk_s(frames):
    """Seconds for `frames` keys on each of the channels, as the add-on writes them."""
    things = empty_file()
    values = np.sin(np.arange(frames))[None]
    began_s = time.perf_counter()
    keyboard = Keyboard(Journal(lambda number: None), "timing")
    for thing in things:
        keyboard.write(thing, Track("x", "object", "location", values), 1, "place")
    return time.perf_counter() - began_s


def one_by_one_s(frames):
    """The same with keyframe_insert."""
    things = empty_file()
    values = np.sin(np.arange(frames))
    began_s = time.perf_counter()
    for frame, value in enumerate(values.tolist(), 1):
        for thing in things:
            thing.location[0] = value
            thing.keyframe_insert("location", index=0, frame=frame)
    return time.perf_counter() - began_s


def grown_s(half, whole):
    """Seconds for MANY frames from those for FEW / 2 and FEW: a f + b f^2 through both."""
    f, g = FEW / 2, float(FEW)
    b = max((whole / g - half / f) / (g - f), 0.0)
    a = whole / g - b * g
    return a * MANY + b * MANY * MANY


def add_on_s():
    """Compute and bake a scenario of 240 frames: seconds of each, once everything is loaded."""
    bake(SCENARIO, frames=(1, 2))
    began_s = time.perf_counter()
    take = bake(read_script(SCENARIO), frames=(1, FRAMES))
    computed_s = time.perf_counter() - began_s
    empty_file()
    began_s = time.perf_counter()
    bake_take(take)
    return computed_s, time.perf_counter() - began_s


def main():
    bulk_s(FEW)  # everything is loaded now
    bulk, half, single = bulk_s(MANY), one_by_one_s(FEW // 2), one_by_one_s(FEW)
    straight = single * MANY / FEW
    growing = grown_s(half, single)
    computed, written = add_on_s()
    print(f"Blender {bpy.app.version_string}, {CHANNELS} channels")
    print(f"  {MANY} frames in bulk              {bulk:9.3f} s")
    print(f"  {FEW} frames by keyframe_insert    {single:9.3f} s")
    print(f"  that for {MANY}, if it were linear   {straight:6.1f} s: {straight / bulk:.0f} x")
    print(f"  that for {MANY}, as it grows         {growing:6.1f} s: {growing / bulk:.0f} x")
    print(f"  {SCENARIO}, {FRAMES} frames: computed {computed:.3f} s, written {written:.3f} s")


if __name__ == "__main__":
    main()
