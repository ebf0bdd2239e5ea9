"""Files of the double: a scene as it was saved, or the text of a .ma file made into nodes."""

import math
from dataclasses import replace
from pathlib import Path

from tests.hosts.doubles.maya_scene import MayaError, Node


class Files:
    """What `file` saves, opens and clears. None of it leaves anything to undo, as in Maya."""

    def __init__(self):
        self.saved, self.name = {}, ""

    def save(self, scene, type_):
        if type_ not in ("mayaAscii", "mayaBinary") or not self.name:
            raise MayaError(f"cannot save {self.name!r} as {type_!r}")
        self.saved[self.name] = scene.state
        return self.name

    def open(self, scene, name):
        self.clear(scene)
        if name in self.saved:
            scene.state = self.saved[name]
        elif Path(name).is_file():
            load_ascii(scene, Path(name).read_text("ascii"))
        else:
            raise MayaError(f"File not found: {name}")
        self.name = name

    def clear(self, scene):
        self.name = "untitled"
        scene.fill()
        scene.queue.clear()


def load_ascii(scene, text):
    """Put what a .ma file says into a scene: centimetres, degrees for values, radians for keys."""
    from tests.hosts.maya_ascii_reader import read_scene  # needs numpy, which no host needs

    read = read_scene(text)
    uuids = {}
    for thing in read.things.values():
        if thing.type == "script":
            continue
        made = scene.make(thing.type, thing.name, uuids.get(thing.parent, ""))
        scene.drop(made.uuid)
        uuid = uuids[thing.name] = thing.uid or made.uuid
        added = {name: "string" if t == "string" else "double" for name, t in thing.added.items()}
        node = Node(uuid, thing.type, thing.name, uuids.get(thing.parent, ""), {}, added)
        scene.put(node)
        if thing.type.startswith("animCurve"):
            keys = [float(number) for number in thing.values["ktv"]]
            turn = math.radians if thing.type == "animCurveTA" else float
            pairs = zip(keys[::2], keys[1::2], strict=True)
            scene.put(replace(node, keys=tuple((at, turn(value), 2, 2) for at, value in pairs)))
        else:
            values = {name: _value(scene, node, name, w) for name, w in thing.values.items()}
            scene.put(replace(node, values=values))
    for plug, curve in read.inputs.items():
        node, _, attribute = plug.partition(".")
        scene.link((uuids[curve], "output"), (uuids[node], attribute))


def _value(scene, node, attribute, words):
    kind = scene.kind(node, attribute)
    if kind == "string":
        return words[0]
    if kind.endswith("3"):
        return tuple(float(word) for word in words)
    whole = {"bool": lambda word: bool(int(word)), "enum": int}
    return whole.get(kind, float)(words[0])
