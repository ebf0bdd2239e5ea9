"""maya.api.OpenMaya and OpenMayaAnim on the model of a scene; names checked against the stubs.

The stubs say nothing of arguments here, so the signatures are those of Autodesk's reference.
Internal units: centimetres, radians, frames as times.
"""

from dataclasses import replace
from types import SimpleNamespace

from tests.hosts.doubles.maya_scene import ANIM, MayaError
from tests.hosts.doubles.surface import maya_stub, stands_for, surface_of

OM, OMA = surface_of(maya_stub("api.OpenMaya")), surface_of(maya_stub("api.OpenMayaAnim"))


def api(scene_now):
    """Both modules; `scene_now` gives the scene that is open."""

    @stands_for(OM)
    class MFn:
        kDoubleAngleAttribute = 567
        kDoubleLinearAttribute = 569
        kNumericAttribute = 561

    @stands_for(OM)
    class MObject:
        def __init__(self, uuid, kind=""):
            self._uuid, self._kind = uuid, kind

        def apiType(self):
            kinds = {"angle": MFn.kDoubleAngleAttribute, "distance": MFn.kDoubleLinearAttribute}
            return kinds.get(self._kind, MFn.kNumericAttribute)

    @stands_for(OM)
    class MPlug:
        def __init__(self, uuid, attribute):
            self._uuid, self._attribute = uuid, attribute

        def _node(self):
            return scene_now().state.nodes[self._uuid]

        @property
        def isDestination(self):
            return scene_now().source(self._node(), self._attribute) is not None

        def source(self):
            return MPlug(scene_now().source(self._node(), self._attribute).uuid, "output")

        def node(self):
            return MObject(self._uuid)

        def attribute(self):
            return MObject(self._uuid, scene_now().kind(self._node(), self._attribute))

    @stands_for(OM)
    class MSelectionList:
        def __init__(self):
            self._plugs = []

        def add(self, name):
            node, attribute = scene_now().plug(name)
            self._plugs.append(MPlug(node.uuid, attribute))

        def getPlug(self, index):
            return self._plugs[index]

    @stands_for(OM)
    class MFnDependencyNode:
        def __init__(self, thing):
            self._uuid = thing._uuid

        @property
        def typeName(self):
            return scene_now().state.nodes[self._uuid].type

        def name(self):
            return scene_now().state.nodes[self._uuid].name

        def findPlug(self, attribute, networked):
            if attribute != "output":
                raise MayaError(f"(kInvalidParameter): {attribute}")
            return MPlug(self._uuid, attribute)

    @stands_for(OM)
    class MTime:
        def __init__(self, value, unit):
            self._frame = value

        @property
        def value(self):
            return self._frame

        @staticmethod
        def uiUnit():
            return 6

    class _Array:
        def __init__(self, values=()):
            self._values = tuple(values)

        def __len__(self):
            return len(self._values)

        def __getitem__(self, index):
            return self._values[index]

    @stands_for(OM)
    class MTimeArray(_Array):
        pass

    @stands_for(OM)
    class MDoubleArray(_Array):
        pass

    @stands_for(OM)
    class MArgList:
        def __init__(self, values):
            self._values = values

        def asInt(self, index):
            return int(self._values[index])

    @stands_for(OM)
    class MDGModifier:
        def __init__(self):
            self._todo, self._done, self._pending = [], [], {}

        def createNode(self, type_):
            if type_ not in ANIM:
                raise MayaError(f"(kInvalidParameter): {type_}")
            scene, before = scene_now(), scene_now().state
            node = scene.make(type_, type_, "")
            scene.state = before  # it exists once doIt was called
            self._pending[node.uuid] = node
            self._todo.append(("make", node.uuid))
            return MObject(node.uuid)

        def renameNode(self, node, name):
            self._todo.append(("name", node._uuid, name))

        def connect(self, source, target):
            ends = (source._uuid, source._attribute), (target._uuid, target._attribute)
            self._todo.append(("link", *ends))

        def doIt(self):
            scene = scene_now()
            scene.touch()
            for kind, *rest in self._todo:
                if kind == "make":
                    scene.put(self._pending[rest[0]])
                elif kind == "name":
                    # MFnDependencyNode::setName: "Illegal characters will be converted to '_'".
                    node, name = scene.state.nodes[rest[0]], rest[1].replace(":", "_")
                    scene.put(replace(node, name=scene.free(scene.rooted(name))))
                else:
                    scene.link(*rest)
            self._done, self._undone = list(self._todo), False

        def undoIt(self):
            scene = scene_now()
            for kind, *rest in reversed(self._done):
                if kind == "link":
                    scene.unlink(rest[1])
                elif kind == "make":
                    scene.drop(rest[0])
            self._done = []

    @stands_for(OM)
    class MPxCommand:
        def __init__(self):
            pass

        def isUndoable(self):
            return False

    @stands_for(OM)
    class MFnPlugin:
        def __init__(self, plugin, vendor="", version=""):
            self._name = plugin

        def registerCommand(self, name, creator):
            scene_now().commands[name] = creator
            scene_now().loaded.add(self._name)

        def deregisterCommand(self, name):
            del scene_now().commands[name]
            scene_now().loaded.discard(self._name)

    @stands_for(OMA)
    class MAnimCurveChange:
        def __init__(self):
            self._was, self._is = [], []

        def undoIt(self):
            for uuid, keys in reversed(self._was):
                node = scene_now().state.nodes.get(uuid)
                if node is not None:
                    scene_now().put(replace(node, keys=keys))

        def redoIt(self):
            for uuid, keys in self._is:
                scene_now().put(replace(scene_now().state.nodes[uuid], keys=keys))

    calls = {"addKeys": 0}

    @stands_for(OMA, also=OM.item("MFnDependencyNode"))
    class MFnAnimCurve(MFnDependencyNode):
        kTangentLinear = 2
        kTangentGlobal = 0

        def addKeys(
            self,
            times,
            values,
            tangentInType=0,
            tangentOutType=0,
            keepExistingKeys=False,
            change=None,
        ):
            scene = scene_now()
            scene.touch()
            calls["addKeys"] += 1
            if len(times._values) != len(values._values) or keepExistingKeys:
                raise MayaError("(kInvalidParameter): as many times as values")
            node = scene.state.nodes[self._uuid]
            frames = [time._frame for time in times._values]
            keys = tuple(
                (frame, value, tangentInType, tangentOutType)
                for frame, value in zip(frames, values._values, strict=True)
            )
            # What Autodesk leaves open is taken at its worst: keys beyond the new ones stay.
            first, last = frames[0], frames[-1]
            beyond = [key for key in node.keys if not first <= key[0] <= last]
            self._put(change, tuple(sorted([*keys, *beyond])))

        @property
        def numKeys(self):
            return len(scene_now().state.nodes[self._uuid].keys)

        def input(self, index):
            return MTime(scene_now().state.nodes[self._uuid].keys[index][0], MTime.uiUnit())

        def remove(self, index, change=None):
            keys = list(scene_now().state.nodes[self._uuid].keys)
            del keys[index]
            self._put(change, tuple(keys))

        def _put(self, change, keys):
            node = scene_now().state.nodes[self._uuid]
            change._was.append((node.uuid, node.keys))
            change._is.append((node.uuid, keys))
            scene_now().put(replace(node, keys=keys))

    om = {k: v for k, v in locals().items() if (k[0] == "M" and k[1].isupper()) or k[:3] == "MFn"}
    anim = {"MFnAnimCurve": MFnAnimCurve, "MAnimCurveChange": MAnimCurveChange}
    om = {k: v for k, v in om.items() if k not in anim}
    return SimpleNamespace(om=om, anim=anim, arguments=MArgList, calls=calls)
