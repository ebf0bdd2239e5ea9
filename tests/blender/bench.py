"""Real Blender on the bench: its user's side, and what one Ctrl-Z does.

Blender's undo does nothing without windows, so a step is undone here as Blender itself does it: by
loading the file as it was stored before the step.
"""

import atexit
import math
import shutil
import tempfile
from pathlib import Path

import bpy
from blender_addon.host import BlenderHost

from tests.blender import dump, readback

NATIVE = {"translate_m": ("object", "location"), "focus_distance_m": ("data", "dof.focus_distance")}


class SteppingHost(BlenderHost):
    """A host that stores the file before each step, and can be told to fail."""

    def __init__(self, folder: Path) -> None:
        super().__init__(push_undo=self._pushed, before_change=self._before)
        self.folder, self.steps = folder, []
        self.fails_at, self.failure = 0, RuntimeError()

    def one_undo_step(self, title):
        self.before = self.folder / f"before_{len(self.steps)}.blend"
        _store(self.before)
        return super().one_undo_step(title)

    def _pushed(self, title):
        self.steps.append(self.before)

    def _before(self, number):
        if number == self.fails_at:
            raise self.failure


class BlenderBench:
    """The promises' side of a real Blender with an empty scene."""

    def __init__(self) -> None:
        bpy.ops.wm.read_factory_settings(use_empty=True)
        bpy.context.scene.render.fps = 24
        folder = Path(tempfile.mkdtemp())
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        self.host = SteppingHost(folder)

    def add(self, name, *, tags=(), roles=(), collections=()):
        thing = bpy.data.objects.new(name, None)
        bpy.context.scene.collection.objects.link(thing)
        for label in collections:
            home = bpy.data.collections.new(label)
            bpy.context.scene.collection.children.link(home)
            home.objects.link(thing)
        if tags:
            thing["tags"] = ", ".join(tags)
        if roles:
            thing["role"] = ", ".join(roles)

    def key(self, name, quantity, rows):
        thing = bpy.data.objects[name]
        holder, path = NATIVE.get(quantity, ("object", f'["{quantity}"]'))
        block = thing.data if holder == "data" else thing
        where, _, attribute = path.rpartition(".")
        owner = block.path_resolve(where) if where else block
        for frame, row in enumerate(rows, 1):
            value = row if len(row) > 1 else row[0]
            if path.startswith("["):
                block[quantity] = value
            else:
                setattr(owner, attribute, value)
            block.keyframe_insert(path, frame=frame)

    def lock(self, name):
        from blender_addon.keys import curves_of

        thing = bpy.data.objects[name]
        for block in (thing, thing.data):
            for curve in curves_of(block) or ():
                curve.lock = True

    def set_rate(self, fps):
        render = bpy.context.scene.render
        render.fps, render.fps_base = fps

    def undo(self):
        bpy.ops.wm.open_mainfile(filepath=str(self.host.steps.pop()), load_ui=False)

    def snapshot(self):
        return dump.whole_file()

    def objects(self):
        return dump.objects()

    def name_of(self, owner, part):
        return readback.part(owner, part).name

    def half_and_tenth_deg(self, owner, part):
        """A smooth step of the cosine: tests/blender/inside/test_exposure.py renders it."""
        lamp = bpy.data.objects[self.name_of(owner, part)].data
        edge = math.cos(lamp.spot_size / 2.0)
        return tuple(
            2.0 * math.degrees(math.acos(edge + t * lamp.spot_blend * (1.0 - edge)))
            for t in (0.5, 0.195800)
        )

    def read(self, owner, part, quantity):
        thing = readback.part(owner, part)
        if quantity in readback.places(thing):
            first, count = readback.clock(thing)
            return first, readback.track(thing, quantity, range(first, first + count))
        keys = dump.curves(thing)[1][(f'["{quantity}"]', 0)][0]
        return int(keys[0][0]), [(key[1],) for key in keys]

    def place_of(self, name):
        return tuple(bpy.data.objects[name]["scene_stager_position_m"])

    def fail_at(self, change, failure):
        self.host.fails_at, self.host.failure = change, failure

    def changes(self):
        return self.host.changes

    def undo_steps(self):
        return len(self.host.steps)


def _store(path):
    bpy.ops.wm.save_as_mainfile(filepath=str(path), copy=True, compress=False)
