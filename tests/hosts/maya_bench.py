"""Maya's double on the bench: its user's side, and keys decoded back to the stage.

Decoding knows Maya (radians, centimetres, orders of turns) and shares no line with the adapter.
"""

import json

import numpy as np

from tests.hosts.doubles.maya import maya
from tests.hosts.maya_ascii_reader import ORDERS, about, quaternion

C = np.array([[1.0, 0, 0], [0, 0, 1], [0, -1, 0]])  # +y up from +z up
maya()  # puts Maya's modules, and the plug-in's, where they are imported from

LOOKING = ("camera", "light", "rig")
FALLING = ("pointLight", "areaLight", "spotLight")  # with the square of centimetres
ASKED_LX = 1000.0  # what 1 of a native light stands for, when no film tells
NATIVE = {
    "focal_length_mm": ("focalLength", 1.0),
    "focus_distance_m": ("focusDistance", 100.0),
    "f_number": ("fStop", 1.0),
    "shift_x_mm": ("horizontalFilmOffset", 1.0 / 25.4),
    "shift_y_mm": ("verticalFilmOffset", 1.0 / 25.4),
    "shutter_deg": ("shutterAngle", np.pi / 180.0),
}
ENDS = {1: [""], 3: list("XYZ"), 4: list("WXYZ")}
TIMES = {(24, 1): "film", (25, 1): "pal", (48, 2): "film", (30, 1): "ntsc"}


class MayaBench:
    """The promises' side of the double, with an empty scene on it."""

    def __init__(self, *, bulk=True, wishes=None, **options):
        self.double = maya()
        self.double.open(plug_in=bulk, **options)
        from scene_stager_maya.host import MayaHost
        from scene_stager_maya.wishes import MayaWishes

        self.host = MayaHost(wishes=wishes or MayaWishes(), bulk=bulk)
        self.cmds = self.double.cmds

    @property
    def scene(self):
        return self.double.scene

    # ---- the user

    def add(self, name, *, tags=(), roles=(), collections=()):
        node = self.cmds.createNode("transform", name=name)
        for attribute, words in (("tags", tags), ("role", roles)):
            if words:
                self.cmds.addAttr(node, longName=attribute, dataType="string")
                self.cmds.setAttr(f"{node}.{attribute}", ", ".join(words), type="string")
        for label in collections:
            found = self.scene.make("objectSet", label, "")
            members = {**self.scene.state.members, found.uuid: (name,)}
            self.scene.state = type(self.scene.state)(
                self.scene.state.nodes, self.scene.state.links, members, self.scene.state.units
            )

    def key(self, name, quantity, rows):
        node = self.scene.find(name)
        if quantity in NATIVE:
            attribute, factor = NATIVE[quantity]
            shape = self.cmds.listRelatives(name, shapes=True, fullPath=True)[0]
            places = [(shape, attribute)]
            rows = [(row[0] * factor,) for row in rows]
        elif quantity == "translate_m":
            places = [(name, f"translate{end}") for end in "XYZ"]
        else:
            places = [(name, quantity)]
            if quantity not in node.added:
                self.cmds.addAttr(name, longName=quantity, attributeType="double", keyable=True)
        for frame, row in enumerate(rows, 1):
            for (where, attribute), value in zip(places, row, strict=True):
                self.cmds.setKeyframe(where, attribute=attribute, time=frame, value=value)

    def lock(self, name):
        for end in "XYZ":
            self.cmds.setAttr(f"{name}.translate{end}", lock=True)

    def set_rate(self, fps):
        self.cmds.currentUnit(time=TIMES[fps])

    def undo(self):
        self.cmds.undo()

    def undo_steps(self):
        return len(self.scene.queue)

    def fail_at(self, change, failure):
        self.scene.fails_at, self.scene.failure = change, failure

    def changes(self):
        return self.scene.changes

    # ---- looking

    def snapshot(self):
        state = self.scene.state
        spaces = state.spaces, state.space, state.relative
        return self.objects(), state.units, state.links, spaces

    def objects(self):
        scene, found = self.scene, {}
        for node in scene.state.nodes.values():
            if node.type != "transform" or node.name in ("persp", "top", "front", "side"):
                continue
            own = [
                node,
                *(
                    n
                    for n in scene.state.nodes.values()
                    if n.parent == node.uuid and n.type != "transform"
                ),
            ]
            curves = {
                f"{n.name}.{attribute}": (
                    scene.source(n, attribute).name,
                    scene.source(n, attribute).keys,
                )
                for n in own
                for owner, attribute in scene.state.links
                if owner == n.uuid
            }
            found[node.name] = (own, curves)
        return found

    def part(self, owner, part):
        for node in self.scene.state.nodes.values():
            marks = [node.values.get(f"sceneStager{m}", "") for m in ("Owner", "Part", "Role")]
            if marks == [owner, part, ""]:
                return node
        raise KeyError(f"{owner} has made nothing for {part}")

    def shape(self, node):
        return next(n for n in self.scene.state.nodes.values() if n.parent == node.uuid)

    def name_of(self, owner, part):
        return self.part(owner, part).name

    def place_of(self, name):
        return tuple(json.loads(self.scene.find(name).values["sceneStagerPosition"]))

    def keys(self, node, attribute):
        """The keys of a plug; KeyError when it has none. Every one of them is linear."""
        curve = self.scene.source(node, attribute)
        if curve is None:
            raise KeyError(f"{node.name}.{attribute} has no keys")
        ours = "sceneStagerOwner" in node.values or attribute in dict(NATIVE.values())
        assert not ours or attribute == "my_own_value" or {k[2:] for k in curve.keys} == {(2, 2)}
        return curve.keys

    def at(self, node, attribute, frame):
        """What Maya shows of a plug at a frame: linear between keys, constant outside."""
        keys = self.keys(node, attribute)
        return float(np.interp(frame, [k[0] for k in keys], [k[1] for k in keys]))

    def matrix(self, node, frame):
        """World from node, its turn only: the axes come in the order that the node says."""
        total = np.eye(3)
        for axis in ORDERS[self.scene.value(node, "rotateOrder")]:
            angle = np.degrees(self.at(node, f"rotate{axis.upper()}", frame))
            total = about(axis, angle) @ total
        return total

    def half_and_tenth_deg(self, owner, part):
        """Full within the cone, then a straight line over the penumbra."""
        shape = self.shape(self.part(owner, part))
        cone, fade = (self.scene.value(shape, f"{one}Angle") for one in ("cone", "penumbra"))
        return cone + fade, cone + 1.8 * fade

    def read(self, owner, part, quantity):
        node = self.part(owner, part)
        if quantity == "my_own_value":
            keys = self.keys(node, quantity)
            return int(keys[0][0]), [(key[1],) for key in keys]
        first, count = json.loads(node.values["sceneStagerFrames"])
        frames = range(first, first + count)
        return first, [self.stage_value(node, part, quantity, frame) for frame in frames]

    def turns_at(self, owner, part, frames):
        """How a part is turned at frames, whole or not."""
        node = self.part(owner, part)
        return [self.stage_value(node, part, "rotate_wxyz", frame) for frame in frames]

    def order_of(self, owner, part):
        """In which order the axes of a part come."""
        return ORDERS[self.scene.value(self.part(owner, part), "rotateOrder")]

    def stage_value(self, node, part, quantity, frame):
        """One quantity at one frame, back in the stage's frame and units."""
        up = C if self.scene.up == "y" else np.eye(3)
        if quantity == "translate_m":
            place_cm = [self.at(node, f"translate{end}", frame) for end in "XYZ"]
            return tuple(up.T @ np.array(place_cm) / 100.0)
        if quantity == "rotate_wxyz":
            turn = up.T @ self.matrix(node, frame)
            looks = part.partition(".")[0] in LOOKING
            return tuple(quaternion(turn if looks else turn @ up))
        if quantity == "intensity_cd" and self.shape(node).type in FALLING:
            level = self.at(self.shape(node), "intensity", frame)
            return (level * ASKED_LX / 1e4,)
        if quantity in NATIVE:
            attribute, factor = NATIVE[quantity]
            return (self.at(self.shape(node), attribute, frame) / factor,)
        ends = next(e for e in ENDS.values() if all(f"{quantity}{end}" in node.added for end in e))
        return tuple(self.at(node, f"{quantity}{end}", frame) for end in ends)
