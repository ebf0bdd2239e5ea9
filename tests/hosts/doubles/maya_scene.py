"""A model of Maya's scene: nodes, plugs, curves, and the undo queue. Ours, not Maya's.

States are immutable, so that undo can compare: what a plug-in's command takes back has to be
exactly what it had done, or the model says so.
"""

from dataclasses import dataclass, field, replace
from itertools import count

ANIM = {"animCurveTA", "animCurveTL", "animCurveTU"}

# Attributes as Autodesk's node reference has them: kind, and the value of a new node. Only what
# the adapter may use; anything else is refused.
DAG = {"visibility": ("bool", True)}
TRANSFORM = {
    **DAG,
    "translate": ("distance3", (0.0, 0.0, 0.0)),
    "rotate": ("angle3", (0.0, 0.0, 0.0)),
    "scale": ("double3", (1.0, 1.0, 1.0)),
    "rotateOrder": ("enum", 0),
    "shear": ("double3", (0.0, 0.0, 0.0)),
    "rotateAxis": ("angle3", (0.0, 0.0, 0.0)),
    "rotatePivot": ("distance3", (0.0, 0.0, 0.0)),
    "rotatePivotTranslate": ("distance3", (0.0, 0.0, 0.0)),
    "instObjGroups": ("message", None),
}
LIGHT = {
    **DAG,
    "intensity": ("double", 1.0),
    "color": ("float3", (1.0, 1.0, 1.0)),
}
FALLING = {**LIGHT, "decayRate": ("enum", 0)}
ARNOLD_LIGHT = {
    "aiExposure": ("double", 0.0),
    "aiNormalize": ("bool", True),
    "aiUseColorTemperature": ("bool", False),
    "aiColorTemperature": ("double", 6500.0),
}
NODES = {
    "transform": TRANSFORM,
    "locator": {**DAG, "localScale": ("double3", (1.0, 1.0, 1.0))},
    "camera": {
        **DAG,
        "horizontalFilmAperture": ("double", 1.41732),
        "horizontalFilmOffset": ("double", 0.0),
        "verticalFilmOffset": ("double", 0.0),
        "verticalFilmAperture": ("double", 0.94488),
        "filmFit": ("enum", 0),
        "focalLength": ("double", 35.0),
        "focusDistance": ("distance", 5.0),
        "fStop": ("double", 5.6),
        "shutterAngle": ("angle", 144.0),
        "nearClipPlane": ("distance", 0.1),
        "farClipPlane": ("distance", 10000.0),
        "depthOfField": ("bool", False),
        "renderable": ("bool", True),
        "orthographic": ("bool", False),
        "cameraScale": ("double", 1.0),
        "lensSqueezeRatio": ("double", 1.0),
        "preScale": ("double", 1.0),
        "postScale": ("double", 1.0),
        "filmTranslateH": ("double", 0.0),
        "filmTranslateV": ("double", 0.0),
        "filmRollValue": ("double", 0.0),
        "shakeEnabled": ("bool", False),
    },
    "resolution": {
        "width": ("int", 960),
        "height": ("int", 540),
        "deviceAspectRatio": ("double", 1.777),
    },
    "pointLight": FALLING,
    "areaLight": {**FALLING, "normalize": ("bool", True), "legacyIntensity": ("bool", False)},
    "spotLight": {**FALLING, "coneAngle": ("angle", 40.0), "penumbraAngle": ("angle", 0.0)},
    "directionalLight": LIGHT,
    "ambientLight": {**LIGHT, "ambientShade": ("double", 0.45)},
    "airField": {
        **TRANSFORM,
        "magnitude": ("double", 4.0),
        "attenuation": ("double", 1.0),
        "useMaxDistance": ("bool", True),
        "direction": ("double3", (0.0, 0.0, 0.0)),
    },
    "objectSet": {"dagSetMembers": ("message", None)},
    **{curve: {"output": ("double", 0.0)} for curve in ANIM},
}
ARNOLD_NODES = {
    "aiAreaLight": {**LIGHT, **ARNOLD_LIGHT, "aiTranslator": ("string", "quad")},
    "aiSkyDomeLight": {**LIGHT, **ARNOLD_LIGHT},
    "aiAtmosphereVolume": {
        "density": ("double", 0.0),
        "eccentricity": ("double", 0.0),
        "rgbDensity": ("float3", (1.0, 1.0, 1.0)),
    },
    "aiOptions": {"atmosphere": ("message", None)},
}
ARNOLD_EXTENSIONS = {
    # mtoa's own list, as scenes that it has saved carry it (addAttr of ai_aperture_size and so on).
    "camera": {
        "aiExposure": ("double", 0.0),
        "aiEnableDOF": ("bool", False),
        "aiFocusDistance": ("double", 1.0),
        "aiApertureSize": ("double", 0.0),
        "aiUseGlobalShutter": ("bool", True),
        "aiShutterStart": ("double", -0.25),
        "aiShutterEnd": ("double", 0.25),
    },
    "pointLight": {**ARNOLD_LIGHT, "aiRadius": ("double", 0.0)},
    "spotLight": {**ARNOLD_LIGHT, "aiRadius": ("double", 0.0)},
    "directionalLight": {**ARNOLD_LIGHT, "aiAngle": ("double", 0.0)},
}
ENDS = {"color": "RGB", "rgbDensity": "RGB"}


@dataclass(frozen=True)
class Node:
    """One node, its name told from the root namespace. `keys` are (frame, value, in tangent, out
    tangent) in internal units."""

    uuid: str
    type: str
    name: str
    parent: str = ""
    values: dict = field(default_factory=dict)
    added: dict = field(default_factory=dict)
    locked: frozenset = frozenset()
    keys: tuple = ()
    file: str = ""  # of the reference that it came with


@dataclass(frozen=True)
class State:
    """Everything that undo brings back."""

    nodes: dict
    links: dict = field(default_factory=dict)  # (uuid, attribute) to (uuid, attribute)
    members: dict = field(default_factory=dict)  # set's uuid to names
    units: tuple = (("angle", "deg"), ("linear", "cm"), ("time", "film"))
    spaces: frozenset = frozenset({":"})  # namespaces, by whole names
    space: str = ":"  # the current one
    relative: bool = False  # names are looked up from there


class MayaError(RuntimeError):
    """What Maya raises."""


class Scene:
    """The scene that is open, with its undo queue."""

    def __init__(self, *, up="y", arnold=False):
        self.up, self.arnold = up, arnold
        self.types = {**NODES, **(ARNOLD_NODES if arnold else {})}
        self.queue, self.open_chunks, self.recording = [], [], True
        self.changes, self.fails_at, self.failure = 0, 0, RuntimeError()
        self.loaded = {"mtoa"} if arnold else set()
        self.commands, self.range = {}, (1.0, 120.0)
        self._numbers = count(1)
        self.fill()

    def fill(self):
        """As File > New: what every scene of Maya's has of its own, and nothing else."""
        self.state = State({})
        for name in ("persp", "top", "front", "side"):
            transform = self.make("transform", name, "")
            self.make("camera", f"{name}Shape", transform.uuid)
        self.make("objectSet", "defaultLightSet", "")
        self.make("resolution", "defaultResolution", "")
        if self.arnold:
            self.make("aiOptions", "defaultArnoldRenderOptions", "")

    # ---- changes

    def touch(self):
        """Every change comes through here, so that any one of a bake can fail."""
        if self.open_chunks:
            self.changes += 1
            if self.changes == self.fails_at:
                raise self.failure

    def record(self, title, item):
        """Put what can be undone into the open chunk, or into a step of its own."""
        if not self.recording:
            return
        if self.open_chunks:
            self.open_chunks[-1][1].append(item)
        else:
            self.queue.append((title, [item]))

    def change(self, title, state):
        """One change by a command of Maya's own."""
        self.record(title, ("state", self.state))
        self.state = state

    def undo(self):
        """Take the last step back."""
        if self.open_chunks:
            raise MayaError("undo inside an open chunk")
        _, items = self.queue.pop()
        for kind, *rest in reversed(items):
            if kind == "state":
                (self.state,) = rest
            else:
                command, before = rest
                command.undoIt()
                assert self.state == before, "undoIt left something of what doIt had done"

    # ---- nodes

    def make(self, type_, name, parent):
        """A new node, straight into the state: whoever calls records it."""
        if type_ not in self.types:
            raise MayaError(f"Unknown object type: {type_}")
        node = Node(f"UUID-{next(self._numbers):06d}", type_, self.free(self.rooted(name)), parent)
        self.put(node)
        return node

    def rooted(self, name):
        """Autodesk, `namespace`: what is new stands in the current namespace unless its name
        begins with a colon; a name that is told has none in front ("it's presence is implied")."""
        whole = name if name[:1] == ":" else f"{self.state.space.rstrip(':')}:{name}"
        space = whole.rpartition(":")[0] or ":"
        if space not in self.state.spaces:
            raise MayaError(f"Namespace does not exist: {space}")
        return whole[1:]

    def free(self, name):
        """A name that no other node has: Maya puts a number behind one that is taken."""
        taken = {node.name for node in self.state.nodes.values()}
        free, extra = name, 1
        while free in taken:
            free, extra = f"{name}{extra}", extra + 1
        return free

    def put(self, node):
        """Replace a node, or add it."""
        self.state = replace(self.state, nodes={**self.state.nodes, node.uuid: node})

    def drop(self, uuid):
        """Delete a node, what hangs under it, and the curves that drove nothing else."""
        gone = {uuid}
        while more := {n.uuid for n in self.state.nodes.values() if n.parent in gone} - gone:
            gone |= more
        links = self.state.links
        gone |= {
            source
            for (target, _), (source, _) in links.items()
            if target in gone and self.state.nodes[source].type in ANIM
        }
        kept = {k: v for k, v in links.items() if k[0] not in gone and v[0] not in gone}
        nodes = {key: node for key, node in self.state.nodes.items() if key not in gone}
        self.state = replace(self.state, nodes=nodes, links=kept)

    def find(self, name):
        """A node by uuid, name or path; MayaError when there is none. "Name lookups are always
        relative to the root namespace" (Autodesk, `namespace`), but with relativeNames on."""
        if self.state.relative and self.state.space != ":" and "|" not in name:
            name = f"{self.state.space[1:]}:{name}"
        if name in self.state.nodes:
            return self.state.nodes[name]
        for node in self.state.nodes.values():
            if node.name == name or self.path(node) == name:
                return node
        raise MayaError(f"No object matches name: {name}")

    def path(self, node):
        """The full path of a node in the hierarchy; of others, the name."""
        if not self.in_hierarchy(node):
            return node.name
        parent = self.state.nodes.get(node.parent)
        return f"{self.path(parent) if parent else ''}|{node.name}"

    def in_hierarchy(self, node):
        """True for what has a place in the hierarchy."""
        return "visibility" in self.types[node.type]

    def plug(self, text):
        """The node and the attribute of a plug's name; MayaError when there is no such thing."""
        name, _, attribute = text.rpartition(".")
        node = self.find(name)
        self.kind(node, attribute)
        return node, attribute

    def kind(self, node, attribute):
        """What an attribute is; the parts of a vector are what the vector is made of."""
        if attribute in node.added:
            return node.added[attribute]
        known = self.attributes(node)
        if attribute in known:
            return known[attribute][0]
        if self.whole(node, attribute):
            return known[self.whole(node, attribute)][0].removesuffix("3")
        if attribute == "message":
            return "message"
        raise MayaError(f"No object matches name: {node.name}.{attribute}")

    def attributes(self, node):
        """The attributes of a node's type, with Arnold's where that is loaded."""
        extra = ARNOLD_EXTENSIONS.get(node.type, {}) if self.arnold else {}
        return {**self.types[node.type], **extra}

    def whole(self, node, attribute):
        """The vector that an attribute is a part of."""
        stem, end = attribute[:-1], attribute[-1:]
        known = self.attributes(node).get(stem, ("", None))[0]
        return stem if known.endswith("3") and end and end in ENDS.get(stem, "XYZ") else ""

    def value(self, node, attribute):
        """What an attribute was set to."""
        whole = self.whole(node, attribute)
        if whole:
            return self.value(node, whole)[ENDS.get(whole, "XYZ").index(attribute[-1])]
        if attribute in node.values:
            return node.values[attribute]
        if attribute in node.added:
            return "" if node.added[attribute] == "string" else 0.0
        return self.attributes(node)[attribute][1]

    def shown(self, node, attribute, frame):
        """What a plug is at a frame: its curve's, linear, or what it was set to."""
        curve = self.source(node, attribute)
        if curve is None:
            return self.value(node, attribute)
        keys = curve.keys
        after = next((n for n, key in enumerate(keys) if key[0] >= frame), len(keys) - 1)
        (a, low, *_), (b, high, *_) = keys[max(after - 1, 0)], keys[after]
        share = min(max((frame - a) / (b - a), 0.0), 1.0) if b > a else 1.0
        return low + share * (high - low)

    def source(self, node, attribute):
        """The node that drives a plug itself."""
        link = self.state.links.get((node.uuid, attribute))
        return self.state.nodes[link[0]] if link else None

    def link(self, source, target):
        """Connect two plugs, each (uuid, attribute)."""
        if target in self.state.links:
            raise MayaError(f"{target} has an input already")
        self.state = replace(self.state, links={**self.state.links, target: source})

    def unlink(self, target):
        """Disconnect a plug."""
        left = {key: value for key, value in self.state.links.items() if key != target}
        self.state = replace(self.state, links=left)
