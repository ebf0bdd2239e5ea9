"""Hosts that are files, on the bench: written, read back, decoded to the stage.

A file has no user and no undo. What it promises is in shared_promises.py.
"""

import atexit
import math
import shutil
import tempfile
from pathlib import Path

import numpy as np

C = np.array([[1.0, 0, 0], [0, 0, 1], [0, -1, 0]])
LOOKING = ("camera", "light", "rig")
MAYA = {
    "focal_length_mm": ("focalLength", 1.0),
    "focus_distance_m": ("focusDistance", 100.0),
    "f_number": ("fStop", 1.0),
    "shift_x_mm": ("horizontalFilmOffset", 1.0 / 25.4),
    "shift_y_mm": ("verticalFilmOffset", 1.0 / 25.4),
}


SHIFTS = {"shift_x_mm": "horizontalApertureOffset", "shift_y_mm": "verticalApertureOffset"}


class FileBench:
    """A folder in which a shot is written, again and again."""

    file = ""

    def __init__(self):
        home = Path(tempfile.mkdtemp())
        atexit.register(shutil.rmtree, home, ignore_errors=True)
        self.path = home / self.file

    def bake(self, take):
        self.take = take
        self.write(take, self.path)

    def dump(self):
        """All that is in the folder."""
        return {file.name: file.read_bytes() for file in self.path.parent.iterdir()}

    def spoil(self):
        """Let the next write fail at the last moment."""
        self.path = self.path.parent / "gone" / self.file

    def mend(self):
        self.path = self.path.parent.parent / self.file


class MayaAsciiBench(FileBench):
    """shot.ma, by way of a reader that knows Maya's grammar."""

    file = "shot.ma"

    def write(self, take, path):
        from scene_stager.hosts.maya_ascii import write_maya

        write_maya(take, path)

    def bake(self, take):
        from tests.hosts.maya_ascii_reader import read_scene

        super().bake(take)
        self.scene = read_scene(self.path.read_text("ascii"))

    def node(self, owner, part):
        for thing in self.scene.things.values():
            told = [thing.values.get(f"sceneStager{m}", [""])[0] for m in ("Owner", "Part", "Role")]
            if told == [owner, part, ""] and "sceneStagerRole" in thing.values:
                return thing
        raise KeyError(part)

    def name_of(self, owner, part):
        return self.node(owner, part).name

    def clock(self):
        said = self.scene.word("sceneConfigurationScriptNode", "b").split()
        return int(said[said.index("-min") + 1]), int(said[said.index("-max") + 1])

    def read(self, owner, part, quantity):
        first, last = self.clock()
        name, rows = self.node(owner, part).name, []
        for frame in range(first, last + 1):
            if quantity == "translate_m":
                rows.append(tuple(C.T @ self.scene.matrix(name, frame)[:3, 3] / 100.0))
            elif quantity == "rotate_wxyz":
                rows += self.turns_at(owner, part, [frame])
            elif quantity == "intensity_cd":
                rows.append((self._candela(name, frame),))
            else:
                attribute, factor = MAYA.get(quantity, (quantity, 1.0))
                where = self.scene.shape(name) if quantity in MAYA else name
                rows.append((self.scene.number(where, attribute, frame, math.nan) / factor,))
        return first, rows

    def turns_at(self, owner, part, frames):
        """How a part is turned at frames, whole or not."""
        from tests.hosts.maya_ascii_reader import quaternion

        name, rows = self.node(owner, part).name, []
        back = np.eye(3) if part.partition(".")[0] in LOOKING else C
        for frame in frames:
            turn = self.scene.matrix(name, frame)[:3, :3]
            rows.append(tuple(quaternion(C.T @ turn / np.linalg.norm(turn, axis=0) @ back)))
        return rows

    def order_of(self, owner, part):
        """In which order the axes of a part come."""
        from tests.hosts.maya_ascii_reader import ORDERS

        return ORDERS[int(self.scene.number(self.node(owner, part).name, "rotateOrder", 0))]

    def half_and_tenth_deg(self, owner, part):
        """Full within the cone, then a straight line over the penumbra."""
        shape = self.scene.shape(self.node(owner, part).name)
        cone, fade = (self.scene.number(shape, f"{one}Angle", 0) for one in ("cone", "penumbra"))
        return cone + fade, cone + 1.8 * fade

    def _candela(self, name, frame):
        """From the light itself: its intensity is in terms of the light that the film asks for."""
        from scene_stager.hosts.bare_numbers import asked_lux

        asked = asked_lux(self.take)[frame - self.take.start_frame]
        return self.scene.number(self.scene.shape(name), "intensity", frame) * asked / 1e4


class UsdBench(FileBench):
    """shot.usda, by way of usd-core."""

    file = "shot.usda"

    def write(self, take, path):
        from scene_stager.hosts.usd import write_usd

        write_usd(take, path)

    def bake(self, take):
        from pxr import Usd, UsdGeom

        super().bake(take)
        self.stage = Usd.Stage.Open(str(self.path))
        self.stage.Reload()
        self.xforms = UsdGeom.XformCache()

    def prim(self, part):
        light = part.removeprefix("light.")
        names = (f"lights/{light}" if light != part else part).replace(".", "_")
        return self.stage.GetPrimAtPath(f"/Shot/{names}")

    def half_and_tenth_deg(self, owner, part):
        """A smooth step of the angle, over the softness's share of the cone."""
        from pxr import UsdLux

        shaping = UsdLux.ShapingAPI(self.prim(part))
        assert self.prim(part).HasAPI(UsdLux.ShapingAPI)
        cone = shaping.GetShapingConeAngleAttr().Get()
        edge = cone * shaping.GetShapingConeSoftnessAttr().Get()
        return 2.0 * (cone - 0.5 * edge), 2.0 * (cone - 0.195800 * edge)

    def name_of(self, owner, part):
        from pxr import Usd

        (found,) = [
            prim
            for prim in Usd.PrimRange(self.stage.GetPrimAtPath("/Shot"))
            if prim.GetName().startswith("MISSING_TARGET_")
        ]
        assert part == "subject"
        return found.GetName()

    def clock(self):
        return int(self.stage.GetStartTimeCode()), int(self.stage.GetEndTimeCode())

    def read(self, owner, part, quantity):
        first, last = self.clock()
        prim, rows = self.prim(part), []
        for frame in range(first, last + 1):
            world = self._world(prim, frame)
            if quantity == "translate_m":
                rows.append(tuple(world[:3, 3] / 100.0))
            elif quantity == "rotate_wxyz":
                rows += self.turns_at(owner, part, [frame])
            else:
                rows.append((self._number(prim, part, quantity, frame, world),))
        return first, rows

    def turns_at(self, owner, part, frames):
        """How a part is turned at frames, whole or not."""
        from tests.hosts.maya_ascii_reader import quaternion

        found = [self._world(self.prim(part), frame)[:3, :3] for frame in frames]
        return [tuple(quaternion(turn / np.linalg.norm(turn, axis=0))) for turn in found]

    def _world(self, prim, frame):
        self.xforms.SetTime(frame)
        return np.array(self.xforms.GetLocalToWorldTransform(prim)).T

    def _number(self, prim, part, quantity, frame, world):
        if part == "camera":
            prim = prim.GetChild("lens")
        get = lambda name: prim.GetAttribute(name).Get(frame)  # noqa: E731
        if quantity == "focal_length_mm":
            return get("focalLength")
        if quantity == "focus_distance_m":
            return get("focusDistance") / 100.0
        if quantity == "f_number":
            return get("fStop")
        if quantity in SHIFTS:
            return get(SHIFTS[quantity])
        level = get("inputs:intensity") * 2.0 ** get("inputs:exposure")
        scale = np.linalg.norm(world[:3, 0])
        if prim.GetTypeName() == "RectLight":
            return level * get("inputs:width") * get("inputs:height") / 1e4
        radius_m = get("inputs:radius") * scale / 100.0
        return level * math.pi * radius_m**2  # a ball and a disk show as much
