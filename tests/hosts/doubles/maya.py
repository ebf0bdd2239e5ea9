"""Maya's Python modules as doubles, put where the adapter imports them from."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from tests.hosts.doubles.maya_api import api
from tests.hosts.doubles.maya_cmds import MUTATING, Commands
from tests.hosts.doubles.maya_scene import MayaError, Scene
from tests.hosts.doubles.maya_ui import Interface
from tests.hosts.doubles.surface import StrictModule, maya_stub, surface_of

ROOT = Path(__file__).resolve().parents[3]
PLUG_IN = ROOT / "maya_plugin" / "plug-ins" / "scene_stager_commands.py"
SCRIPTS = str(ROOT / "maya_plugin" / "scripts")


class _Cmds(StrictModule):
    """maya.cmds: what the stub has, and the commands of plug-ins that are loaded."""

    def __getattr__(self, name):
        double = self._double
        if name in double.scene.commands:
            return lambda *words: double.run_plug_in(name, words)
        return super().__getattr__(name)


class MayaDouble:
    """The whole of it. There is one in a process, as there is one Maya."""

    def __init__(self):
        self.scene = Scene()
        self.counted = {}
        self.api = api(lambda: self.scene)
        surface = surface_of(maya_stub("cmds"))
        self.commands, self.interface = Commands(self.scene), Interface(surface)
        handlers = {
            name: self._late(name) for name in (*self.commands.handlers(), *self.interface.names)
        }
        self.cmds = _Cmds(surface, handlers, self._before)
        self.cmds.__dict__["_double"] = self
        self._install()

    def open(self, *, plug_in=True, **options):
        """A new scene, as File > New."""
        self.scene = Scene(**options)
        self.commands = Commands(self.scene)
        self.interface.forget()
        self.counted = {}
        self.api.calls["addKeys"] = 0
        self.commands.plug_ins = {PLUG_IN.name: self.plug_in} if plug_in else {}

    def run_plug_in(self, name, words):
        """A command of a plug-in; Maya tells its caller only that it failed."""
        command, before = self.scene.commands[name](), self.scene.state
        try:
            command.doIt(self.api.arguments(words))
        except BaseException:  # noqa: BLE001 - as Maya does
            raise MayaError("(kFailure): Unexpected Internal Failure") from None
        if command.isUndoable():
            self.scene.record(name, ("command", command, before))

    def _before(self, name, args, kwargs):
        self.counted[name] = self.counted.get(name, 0) + 1
        if name in MUTATING:
            self.scene.touch()

    def _late(self, name):
        """A handler that asks the scene that is open when it is called."""

        def handler(*args, **kwargs):
            home = self.interface if name in self.interface.names else self.commands
            return getattr(home, name)(*args, **kwargs)

        return handler

    def _install(self):
        maya, api_module = ModuleType("maya"), ModuleType("maya.api")
        om, anim = ModuleType("maya.api.OpenMaya"), ModuleType("maya.api.OpenMayaAnim")
        om.__dict__.update(self.api.om)
        anim.__dict__.update(self.api.anim)
        utils = StrictModule(
            surface_of(maya_stub("utils")), {"executeDeferred": lambda call: call()}
        )
        maya.cmds, maya.api, maya.utils = self.cmds, api_module, utils
        api_module.OpenMaya, api_module.OpenMayaAnim = om, anim
        modules = (maya, api_module, om, anim)
        sys.modules.update({module.__name__: module for module in modules})
        sys.modules["maya.cmds"], sys.modules["maya.utils"] = self.cmds, utils
        if SCRIPTS not in sys.path:
            sys.path.insert(0, SCRIPTS)
        spec = importlib.util.spec_from_file_location("scene_stager_commands", PLUG_IN)
        self.plug_in = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.plug_in)


_one = []


def maya() -> MayaDouble:
    """The one Maya of this process, with an empty scene."""
    if not _one:
        _one.append(MayaDouble())
    _one[0].open()
    return _one[0]
