"""maya.cmds on the model of a scene, for the calls that the adapter makes. Units are the scene's.

Who calls is checked against the stub before it comes here (see surface.py).
"""

import math
from dataclasses import replace

from tests.hosts.doubles.maya_questions import Questions
from tests.hosts.doubles.maya_scene import MayaError

LINEAR = 2
MUTATING = (
    *("createNode", "addAttr", "deleteAttr", "setAttr", "delete", "connectAttr"),
    *("setKeyframe", "cutKey"),
)


class Commands(Questions):
    """One method for each command that changes something; what only asks is in Questions."""

    def handlers(self):
        """Every command by its name."""
        return {
            name: getattr(self, name)
            for name in dir(type(self))
            if name[0].islower() and name not in ("handlers", "factor")
        }

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
            if node.file and not lock and attribute in node.locked:
                raise MayaError(f"{plug} is locked in its referenced file")
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
        if s.find(name).file:
            raise MayaError(f"Cannot delete referenced nodes: {name}")
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
            curve = s.make(type_, f"{node.name.rpartition(':')[2]}_{attribute}", "")
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

    def namespace(
        self,
        *,
        query=False,
        exists="",
        addNamespace="",
        parent=":",
        setNamespace="",
        relativeNames=None,
    ):
        """Autodesk, `namespace`: undoable; one that is there already is not added twice."""
        s = self.scene
        if query:
            return s.state.relative
        if exists:
            return exists in s.state.spaces
        s.touch()
        if addNamespace:
            whole = f"{parent.rstrip(':')}:{addNamespace}"
            if ":" in addNamespace or parent not in s.state.spaces or whole in s.state.spaces:
                raise MayaError(f"Could not add namespace '{addNamespace}'")
            s.change("namespace", replace(s.state, spaces=s.state.spaces | {whole}))
        elif setNamespace:
            if setNamespace not in s.state.spaces:
                raise MayaError(f"No namespace matches name: '{setNamespace}'")
            s.change("namespace", replace(s.state, space=setNamespace))
        else:
            s.change("namespace", replace(s.state, relative=relativeNames))
        return None

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
