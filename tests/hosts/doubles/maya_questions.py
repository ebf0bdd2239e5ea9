"""maya.cmds on the model of a scene: the commands that ask more than they change."""

import math
import re
from dataclasses import replace
from pathlib import Path

from tests.hosts.doubles.maya_files import Files
from tests.hosts.doubles.maya_scene import ANIM, MayaError

PER_CM = {"cm": 1.0, "m": 0.01, "mm": 10.0, "in": 1 / 2.54}


class Questions:
    """One method for each command; `scene` is the one that is open."""

    def __init__(self, scene):
        self.scene, self.batch = scene, False
        self.files = Files()
        self.shelves = "prefs/shelves/"  # of this user, as Maya tells it
        self.plug_ins = {}  # file names on MAYA_PLUG_IN_PATH, and what they are
        self.selected, self.warnings, self.suspended, self.info = [], [], False, {}
        self.prefs = {"configFilePath": "", "cmConfigFileEnabled": False, "cmEnabled": True}
        self.prefs |= {"viewName": "ACES", "viewNames": ["ACES", "Raw"]}

    def factor(self, kind):
        """What an internal unit is in the scene's own."""
        units = dict(self.scene.state.units)
        if kind.startswith("distance"):
            return PER_CM[units["linear"]]
        return math.radians(1.0) if kind.startswith("angle") and units["angle"] == "rad" else 1.0

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
            found = [node for name in names for node in self._matching(name, recursive)]
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

    def _matching(self, name, recursive=False):
        """Autodesk, `ls`: with -recursive "this command will look for name matches in all
        namespaces", else only in those that the pattern names."""
        s = self.scene
        if name.startswith("*."):
            found = [n for n in s.state.nodes.values() if name[2:] in n.added]
            return [n for n in found if recursive or ":" not in n.name]
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
            shown = self.scene.shown(node, attribute, time) * self.factor(kind)
            keyed = kind == "angle" and self.scene.source(node, attribute) is not None
            return math.degrees(shown) if keyed else shown  # keys are in radians, answers are not
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

    def namespaceInfo(self, *, currentNamespace, absoluteName=False):
        return self.scene.state.space if absoluteName else self.scene.state.space[1:] or ":"

    def referenceQuery(self, name, *, isNodeReferenced=False, filename=False, shortName=False):
        found = self.scene.find(name)
        if isNodeReferenced:
            return bool(found.file)
        if not found.file:
            raise MayaError(f"Object '{name}' is not from a referenced file")
        return found.file

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

    def playbackOptions(
        self,
        *,
        query=False,
        minTime=None,
        maxTime=None,
        animationStartTime=None,
        animationEndTime=None,
    ):
        if query:
            return self.scene.range[0 if minTime else 1]
        self.scene.range = (float(minTime), float(maxTime))
        return None

    def about(self, *, batch=False, version=False, application=False):
        return self.batch if batch else "2025"

    def internalVar(self, *, userShelfDir):
        return self.shelves

    def refresh(self, *, suspend):
        self.suspended = suspend

    def warning(self, text):
        self.warnings.append(text)

    def pluginInfo(self, name, *, query, loaded=False, version=False):
        return name in self.scene.loaded

    def file(
        self, name="", *, newFile=False, force=False, rename="", save=False, type="", open=False
    ):
        """Save writes under the name that was given last; open and new ask for `force` here,
        because the scene was changed."""
        if rename:
            self.files.name = rename
        elif save:
            return self.files.save(self.scene, type)
        elif not force:
            raise MayaError("Unsaved changes")
        elif open:
            self.files.open(self.scene, name)
        else:
            self.files.clear(self.scene)
        return self.files.name

    def loadPlugin(self, name, *, quiet=False):
        """Autodesk, loadPlugin: "To load a Python plugin you must explicitly supply the '.py'
        extension" (SDK, "Loading a Plug-in", says so too); pluginInfo takes the bare name."""
        if name not in self.plug_ins:
            raise MayaError(f'Plug-in, "{name}", was not found on MAYA_PLUG_IN_PATH.')
        self.plug_ins[name].initializePlugin(name.removesuffix(".py"))
        return [name.removesuffix(".py")]

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
