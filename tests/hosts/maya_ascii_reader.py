"""Reads Maya ASCII by its own grammar: statements of MEL words. Shares no line with the writer.

No package on the index reads more of a .ma file than the places of meshes, so this is ours. It
knows what a scene of transforms, shapes and curves is made of and refuses anything else.
"""

import re
from dataclasses import dataclass, field

import numpy as np

WORD = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s";]+')
UUID = re.compile(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")  # as Maya writes them
ESCAPE = re.compile(r"\\(.)")
ORDERS = ("xyz", "yzx", "zxy", "xzy", "yxz", "zyx")
CURVES = {"animCurveTL", "animCurveTA", "animCurveTU"}
LINEAR = 2
OF_MAYA = {("ltd", ":lightList1.l"), ("iog", ":defaultLightSet.dsm")}
OF_ARNOLD = ("msg", ":defaultArnoldRenderOptions.atmosphere")


@dataclass
class Thing:
    """A node: what it is, under what, and its attributes as words."""

    name: str
    type: str
    parent: str | None = None
    values: dict[str, list[str]] = field(default_factory=dict)
    added: dict[str, str] = field(default_factory=dict)
    keyable: set[str] = field(default_factory=set)
    uid: str = ""


@dataclass
class Scene:
    """A whole file."""

    units: dict[str, str] = field(default_factory=dict)
    atmosphere: str = ""
    info: dict[str, str] = field(default_factory=dict)
    requires: list[str] = field(default_factory=list)
    things: dict[str, Thing] = field(default_factory=dict)
    inputs: dict[str, str] = field(default_factory=dict)  # plug to the curve that drives it
    lit: dict[str, set[str]] = field(default_factory=dict)  # light or transform to Maya's own lists

    def number(self, node: str, attribute: str, frame: float, otherwise: float = 0.0) -> float:
        """What an attribute is at a frame: its curve's, or what it was set to."""
        plug = f"{node}.{attribute}"
        if plug in self.inputs:
            return curve_at(self.things[self.inputs[plug]], frame)
        thing = self.things[node]
        if attribute in thing.values:
            return float(thing.values[attribute][0])
        stem, end = attribute[:-1], attribute[-1:]
        if stem in thing.values and end in "XYZ":
            return float(thing.values[stem]["XYZ".index(end)])
        return otherwise

    def matrix(self, node: str, frame: float) -> np.ndarray:
        """World from node, acting on columns: Maya turns about its axes in the order it says."""
        total = np.eye(4)
        order = ORDERS[int(self.number(node, "rotateOrder", frame))]
        for axis in order:
            total[:3, :3] = (
                about(axis, self.number(node, f"rotate{axis.upper()}", frame)) @ (total[:3, :3])
            )
        scale = [self.number(node, f"scale{a}", frame, 1.0) for a in "XYZ"]
        total[:3, :3] = total[:3, :3] @ np.diag(scale)
        total[:3, 3] = [self.number(node, f"translate{a}", frame) for a in "XYZ"]
        parent = self.things[node].parent
        return total if parent is None else self.matrix(parent, frame) @ total

    def shape(self, node: str) -> str:
        """The shape under a transform."""
        kinds = {"transform", *CURVES}
        (found,) = [
            t.name
            for t in self.things.values()
            if t.parent == node and t.type not in kinds and t.name.endswith("Shape")
        ]
        return found

    def word(self, node: str, attribute: str) -> str:
        """A string attribute."""
        return self.things[node].values[attribute][0]


def read_scene(text: str) -> Scene:
    """A scene from the text of a .ma file; ValueError on what a scene does not have."""
    scene, here = Scene(), None
    for words in statements(text):
        command, rest = words[0], words[1:]
        if command == "requires":
            scene.requires.append(rest[-1])
        elif command == "currentUnit":
            scene.units = dict(zip(rest[::2], rest[1::2], strict=True))
        elif command == "fileInfo":
            scene.info[rest[0]] = rest[1]
        elif command == "createNode":
            rest = [word for word in rest if word != "-s"]  # shared: made once, by whoever is first
            flags = dict(zip(rest[1::2], rest[2::2], strict=True))
            here = Thing(flags["-n"], rest[0], flags.get("-p"))
            if here.name in scene.things or here.parent not in {None, *scene.things}:
                raise ValueError(f"createNode {here.name} twice, or under nothing")
            scene.things[here.name] = here
        elif command == "rename":
            (flag, here.uid) = rest
            if flag != "-uid" or not UUID.fullmatch(here.uid):
                raise ValueError(f"rename {rest}")
        elif command == "addAttr":
            flags = dict(zip(rest[::2], rest[1::2], strict=True))
            here.added[flags["-ln"]] = flags.get("-at") or flags["-dt"]
        elif command == "setAttr":
            _set(here, rest)
        elif command == "connectAttr":
            _connect(scene, *rest)
        else:
            raise ValueError(f"no scene has the command {command}")
    return scene


def statements(text: str):
    """The statements of a file, as lists of words; strings without their quotes."""
    words = []
    body = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    for match in re.finditer(WORD.pattern + "|;", body):
        word = match[0]
        if word == ";":
            yield words
            words = []
        else:
            words.append(ESCAPE.sub(r"\1", word[1:-1]) if word[0] == '"' else word)
    if words:
        raise ValueError(f"a statement without an end: {words[:3]}")


def curve_at(curve: Thing, frame: float) -> float:
    """The value of a curve with linear tangents, constant before and after."""
    if int(curve.values["tan"][0]) != LINEAR:
        raise ValueError(f"{curve.name} is not linear")
    numbers = np.array(curve.values["ktv"], dtype=np.float64).reshape(-1, 2)
    if np.any(np.diff(numbers[:, 0]) <= 0):
        raise ValueError(f"{curve.name}: times do not rise")
    return float(np.interp(frame, numbers[:, 0], numbers[:, 1]))


def about(axis: str, deg: float) -> np.ndarray:
    """A turn about one axis."""
    c, s = np.cos(np.radians(deg)), np.sin(np.radians(deg))
    i, j = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    turn = np.eye(3)
    turn[i, i] = turn[j, j] = c
    turn[j, i], turn[i, j] = s, -s
    return turn


def _set(here: Thing, words: list[str]) -> None:
    flags, place = {}, 0
    while words[place].startswith("-"):
        flags[words[place]] = words[place + 1]
        place += 2
    found = re.fullmatch(r"\.(\w+)(?:\[(\d+)(?::(\d+))?\])?", words[place])
    values = words[place + 1 :]
    if values and values[0] == "-type":
        values = values[2:]
    if found[2] is not None:
        count = int(found[3] or found[2]) - int(found[2]) + 1
        if len(values) != 2 * count or int(flags.get("-s", "1")) != count:
            raise ValueError(f"{here.name}{words[place]} has {len(values)} numbers")
    if flags.get("-k") == "on":
        here.keyable.add(found[1])
    here.values[found[1]] = [{"yes": "1", "no": "0"}.get(value, value) for value in values]


def _connect(scene: Scene, source: str, target: str, *flags: str) -> None:
    if (source.partition(".")[2], target) == OF_ARNOLD:
        scene.atmosphere = source.partition(".")[0]
        return
    if target.startswith(":"):  # what every scene has of its own
        if flags != ("-na",) or (source.partition(".")[2], target) not in OF_MAYA:
            raise ValueError(f"connects {source} to {target}")
        scene.lit.setdefault(source.partition(".")[0], set()).add(target)
        return
    curve, _, plug = source.partition(".")
    node = target.partition(".")[0]
    if scene.things[curve].type not in CURVES or plug != "o" or node not in scene.things:
        raise ValueError(f"connects {source} to {target}")
    if target in scene.inputs:
        raise ValueError(f"{target} has two inputs")
    scene.inputs[target] = curve


def quaternion(turn):
    """w, x, y, z of a rotation, from its eigenvector of 1: Bar-Itzhack 2000."""
    (a, b, c), (d, e, f), (g, h, i) = turn
    k = np.array(
        [
            [a - e - i, b + d, c + g, h - f],
            [b + d, e - a - i, f + h, c - g],
            [c + g, f + h, i - a - e, d - b],
            [h - f, c - g, d - b, a + e + i],
        ]
    )
    x, y, z, w = np.linalg.eigh(k / 3.0)[1][:, -1]
    return np.array([w, x, y, z]) * (1.0 if w >= 0 else -1.0)
