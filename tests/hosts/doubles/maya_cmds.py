"""maya.cmds on the model of a scene, for the calls that the adapter makes. Units are the scene's.

Who calls is checked against the stub before it comes here (see surface.py).
"""

import math
import re
from dataclasses import replace
from pathlib import Path

from tests.hosts.doubles.maya_scene import ANIM, MayaError

PER_CM = {"cm": 1.0, "m": 0.01, "mm": 10.0, "in": 1 / 2.54}
LINEAR = 2
MUTATING = (
    *("createNode", "addAttr", "deleteAttr", "setAttr", "delete", "connectAttr"),
    *("setKeyframe", "cutKey"),
)


class Commands:
    """One method for each command; `current` is the scene that is open."""

    def __init__(self, scene):
        self.scene, self.batch = scene, False
        self.selected, self.warnings, self.suspended, self.info = [], [], False, {}
        self.prefs = {"configFilePath": "", "cmConfigFileEnabled": False, "cmEnabled": True}
        self.prefs |= {"viewName": "ACES", "viewNames": ["ACES", "Raw"]}

    def handlers(self):
        """Every command by its name."""
        return {
            name: getattr(self, name)
            for name in dir(type(self))
            if name[0].islower() and name not in ("handlers", "factor")
        }

    def factor(self, kind):
        """What an internal unit is in the scene's own."""
        units = dict(self.scene.state.units)
        if kind.startswith("distance"):
            return PER_CM[units["linear"]]
        return math.radians(1.0) if kind.startswith("angle") and units["angle"] == "rad" else 1.0

    # ---- looking

    def ls(
        self,
        *names,
        long=False,
        type=None,
        exactType=None,
        objectsOnly=False,
        recursive=False,
        uuid=False,
        selection=False,
    ):
        s = self.scene
        if selection:
            return list(self.selected)
        if names:
            found = [node for name in names for node in self._matching(name)]
        else:
            wanted = type or exactType
            found = [
                n
                for n in s.state.nodes.values()
                if n.type == wanted or (wanted == "transform" and n.type == "airField" and type)
            ]
        if uuid:
            return [node.uuid for node in found]
        return [s.path(node) if long else node.name for node in found]

    def _matching(self, name):
        s = self.scene
        if name.startswith("*."):
            return [n for n in s.state.nodes.values() if name[2:] in n.added]
        try:
            return [s.find(name)]
        except MayaError:
            return []

    def objExists(self, name):
        return bool(self._matching(name))

    def nodeType(self, name):
        return self.scene.find(name).type

    def listRelatives(self, name, *, shapes=False, fullPath=False, type=None):
        s, node = self.scene, self.scene.find(name)
        kids = [n for n in s.state.nodes.values() if n.parent == node.uuid]
        found = [n for n in kids if "translate" not in s.types[n.type]] if shapes else kids
        return [s.path(n) if fullPath else n.name for n in found] or None

    def attributeQuery(self, attribute, *, node, exists=False, listParent=False):
        found = self.scene.find(node)
        if listParent:
            whole = self.scene.whole(found, attribute)
            return [whole] if whole else None
        try:
            self.scene.kind(found, attribute)
        except MayaError:
            return False
        return True

    def getAttr(self, plug, *, lock=False, time=None):
        if plug.endswith(".worldMatrix[0]"):
            return self._world(self.scene.find(plug.rpartition(".")[0]), time)
        node, attribute = self.scene.plug(plug)
        if time is not None:
            kind = self.scene.kind(node, attribute)
            return self.scene.shown(node, attribute, time) * self.factor(kind)
        if lock:
            return attribute in node.locked or self.scene.whole(node, attribute) in node.locked
        kind, value = self.scene.kind(node, attribute), self.scene.value(node, attribute)
        if kind == "string":
            return value or None
        if kind.endswith("3"):
            return [tuple(part * self.factor(kind) for part in value)]
        return value * self.factor(kind) if isinstance(value, float) else value

    def _world(self, node, time):
        """Sixteen numbers for row vectors: rows are the axes, the last is the place."""
        import numpy as np

        from tests.hosts.maya_ascii_reader import ORDERS, about

        total, shown = np.eye(4), self.scene.shown
        while node is not None:
            own = np.eye(4)
            for axis in ORDERS[self.scene.value(node, "rotateOrder")]:
                angle_deg = np.degrees(shown(node, f"rotate{axis.upper()}", time))
                own[:3, :3] = about(axis, angle_deg) @ own[:3, :3]
            own[:3, :3] *= [shown(node, f"scale{end}", time) for end in "XYZ"]
            own[:3, 3] = [shown(node, f"translate{end}", time) for end in "XYZ"]
            total, node = own @ total, self.scene.state.nodes.get(node.parent)
        return total.T.reshape(-1).tolist()

    def listConnections(
        self,
        name,
        *,
        source=True,
        destination=True,
        connections=False,
        type=None,
        skipConversionNodes=False,
    ):
        s = self.scene
        if destination:
            raise NotImplementedError("the double only looks upstream")
        if "." in name:
            node, attribute = s.plug(name)
            plugs = [(node, attribute)]
        else:
            node = s.find(name)
            plugs = [(node, attribute) for owner, attribute in s.state.links if owner == node.uuid]
        found = []
        for node, attribute in plugs:
            driver = s.source(node, attribute)
            if driver is None or (type == "animCurve" and driver.type not in ANIM):
                continue
            found += [f"{node.name}.{attribute}", driver.name] if connections else [driver.name]
        return found or None

    def lockNode(self, name, *, query=False):
        return ["*node*" in self.scene.find(name).locked]

    def sets(self, name, *, query=False, addElement=None, edit=False):
        s, found = self.scene, self.scene.find(name)
        if query:
            return list(s.state.members.get(found.uuid, ())) or None
        raise NotImplementedError

    def camera(self, name, *, query, startupCamera):
        return self.scene.find(name).name in ("perspShape", "topShape", "frontShape", "sideShape")

    def currentUnit(self, *, query=False, linear=None, angle=None, time=None):
        units = dict(self.scene.state.units)
        if query:
            asked = {"linear": linear, "angle": angle, "time": time}
            return units[next(key for key, value in asked.items() if value)]
        told = {"linear": linear, "angle": angle, "time": time}
        units |= {key: value for key, value in told.items() if value}
        after = replace(self.scene.state, units=tuple(sorted(units.items())))
        self.scene.change("currentUnit", after)

    def upAxis(self, *, query, axis):
        return self.scene.up

    def allNodeTypes(self):
        return sorted(self.scene.types)

    def playbackOptions(self, *, query, minTime=False, maxTime=False):
        return self.scene.range[0 if minTime else 1]

    def about(self, *, batch=False, version=False, application=False):
        return self.batch if batch else "2025"

    def refresh(self, *, suspend):
        self.suspended = suspend

    def warning(self, text):
        self.warnings.append(text)

    def pluginInfo(self, name, *, query, loaded=False, version=False):
        return name in self.scene.loaded

    def loadPlugin(self, name, *, quiet=False):
        raise MayaError(f"Plug-in, {name}, was not found on MAYA_PLUG_IN_PATH.")

    def fileInfo(self, *words, query=False, remove=None):
        if remove is not None:
            del self.info[remove]
        elif query:
            found = self.info.get(words[0])
            return [] if found is None else [found.replace('"', '\\"')]  # as Maya gives it back
        else:
            self.info[words[0]] = words[1]
        return None

    def colorManagementPrefs(self, *, edit=False, query=False, **flags):
        if query:
            (asked,) = flags
            return self.prefs[asked]
        self.prefs.update(flags)
        if "configFilePath" in flags:
            text = flags["configFilePath"]
            views = re.findall(r'name: "(.+?)", colorspace', Path(text).read_text()) if text else []
            self.prefs["viewNames"] = [*(f"{view} (sRGB)" for view in views)] or ["ACES", "Raw"]
        elif flags.get("viewName", self.prefs["viewNames"][0]) not in self.prefs["viewNames"]:
            raise MayaError(f"no view {flags['viewName']}")
        return None

    # ---- changing

    def createNode(self, type_, *, name="", parent="", skipSelect=False):
        s, before = self.scene, self.scene.state
        above = s.find(parent).uuid if parent else ""
        made = s.make(type_, name, above)
        s.record("createNode", ("state", before))
        return made.name

    def addAttr(self, node, *, longName, attributeType="", dataType="", keyable=False):
        found = self.scene.find(node)
        if self.attributeQuery(longName, node=node, exists=True):
            raise MayaError(f"{node} has {longName} already")
        self._put(
            "addAttr", replace(found, added={**found.added, longName: attributeType or dataType})
        )

    def deleteAttr(self, node, *, attribute):
        found = self.scene.find(node)
        self._put(
            "deleteAttr",
            replace(
                found,
                added={k: v for k, v in found.added.items() if k != attribute},
                values={k: v for k, v in found.values.items() if k != attribute},
            ),
        )

    def setAttr(self, plug, *values, type="", lock=None, keyable=None):
        s = self.scene
        node, attribute = s.plug(plug)
        if lock is not None:
            locked = node.locked | {attribute} if lock else node.locked - {attribute}
            self._put("setAttr", replace(node, locked=locked))
            return
        if self.getAttr(plug, lock=True) or "*node*" in node.locked:
            raise MayaError(f"The attribute '{plug}' is locked or connected")
        if s.source(node, attribute):
            raise MayaError(f"The attribute '{plug}' is locked or connected")
        kind = s.kind(node, attribute)
        if kind.endswith("3"):
            if len(values) != 3 or type not in ("double3", "float3"):
                raise MayaError(f"{plug} takes three numbers")
            value = tuple(float(part) / self.factor(kind) for part in values)
        elif kind == "string":
            if type != "string" or not isinstance(values[0], str):
                raise MayaError(f"{plug} takes a string")
            value = values[0]
        else:
            value = values[0]
            value = value / self.factor(kind) if isinstance(value, float) else value
        self._put("setAttr", replace(node, values={**node.values, attribute: value}))

    def delete(self, name):
        s, before = self.scene, self.scene.state
        s.drop(s.find(name).uuid)
        s.record("delete", ("state", before))

    def connectAttr(self, source, target, *, nextAvailable=False):
        s, before = self.scene, self.scene.state
        here, (node, attribute) = s.plug(source), s.plug(target)
        if nextAvailable:
            taken = sum(1 for owner, _ in s.state.links if owner == node.uuid)
            attribute = f"{attribute}[{taken}]"
        s.link((here[0].uuid, here[1]), (node.uuid, attribute))
        s.record("connectAttr", ("state", before))

    def setKeyframe(self, name, *, attribute, time, value, inTangentType="", outTangentType=""):
        s, before = self.scene, self.scene.state
        node, _ = s.plug(f"{name}.{attribute}")
        curve = s.source(node, attribute)
        kind = s.kind(node, attribute)
        if curve is None:
            type_ = {"angle": "animCurveTA", "distance": "animCurveTL"}.get(kind, "animCurveTU")
            curve = s.make(type_, f"{node.name}_{attribute}", "")
            s.link((curve.uuid, "output"), (node.uuid, attribute))
        internal = math.radians(value) if kind == "angle" else value
        tangent = LINEAR if (inTangentType, outTangentType) == ("linear", "linear") else 0
        kept = [key for key in curve.keys if key[0] != time]
        key = (float(time), float(internal / self.factor(kind)), tangent, tangent)
        s.put(replace(curve, keys=tuple(sorted([*kept, key]))))
        s.record("setKeyframe", ("state", before))
        return 1

    def cutKey(self, name, *, attribute, clear):
        s, before = self.scene, self.scene.state
        curve = s.source(s.find(name), attribute)
        if curve is not None:
            s.put(replace(curve, keys=()))
            s.record("cutKey", ("state", before))
        return 0

    def _put(self, title, node):
        s, before = self.scene, self.scene.state
        s.put(node)
        s.record(title, ("state", before))

    # ---- undo

    def undo(self):
        self.scene.undo()

    def undoInfo(
        self,
        *,
        query=False,
        openChunk=False,
        closeChunk=False,
        chunkName="",
        state=False,
        stateWithoutFlush=None,
        undoName=False,
    ):
        s = self.scene
        if query:
            if undoName:
                return s.queue[-1][0] if s.queue else ""
            return s.recording
        if openChunk:
            s.open_chunks.append((chunkName, []))
            s.changes = 0
        elif closeChunk:
            title, items = s.open_chunks.pop()
            if items:
                s.queue.append((title, items))
        elif stateWithoutFlush is not None:
            s.recording = stateWithoutFlush
        return None
