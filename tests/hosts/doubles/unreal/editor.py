"""The editor around the level: menus, dialogs, tabs, slow tasks, classes made from Python."""

from tests.hosts.doubles.surface import Refused
from tests.hosts.doubles.unreal.base import (
    MADE,
    WORLD,
    Object,
    Struct,
    double,
    enum,
    kind,
    structure,
)

for _name in (
    *("MultiBlockType", "ToolMenuStringCommandType", "AppMsgType", "AppReturnType"),
    *("UserInterfaceActionType", "ToolMenuInsertType"),
):
    enum(_name)

structure("ToolMenuOwner")
structure("FilePath", "file_path")
structure("EditorDialogLibraryObjectDetailsViewOptions")


@double()
class ToolMenuEntry(Struct):
    """A line of a menu."""

    def set_label(self, label):
        self._label = label

    def set_tool_tip(self, tool_tip):
        self._tip = tool_tip

    def set_icon(self, style_set_name, style_name="None", small_style_name="None"):
        self._icon = (style_set_name, style_name)

    def set_string_command(self, type, custom_type, string):
        self._command = (type, string)


@double()
class ToolMenu(Object):
    """A menu: sections, entries, menus below."""

    def add_section(
        self, section_name, label="", insert_name="None", insert_type=None, alignment=None
    ):
        self._sections = [*getattr(self, "_sections", []), str(section_name)]

    def add_sub_menu(self, owner, section_name, name, label, tool_tip=""):
        return _menu(f"{self._path}.{name}")

    def add_menu_entry(self, section_name, args):
        if section_name not in getattr(self, "_sections", []):
            raise ValueError(f"{self._path} has no section {section_name}")
        WORLD.menus.append((self._path, args))


def _menu(path):
    made = ToolMenu()
    made._path = path
    return made


@double()
class ToolMenus(Object):
    """All menus."""

    @classmethod
    def get(cls):
        return cls()

    def extend_menu(self, name):
        return _menu(str(name))

    def unregister_owner_by_name(self, owner_name):
        WORLD.menus[:] = [
            (path, entry)
            for path, entry in WORLD.menus
            if entry._values["name"].partition(".")[0] != owner_name
        ]

    def refresh_all_widgets(self):
        WORLD.calls["refresh"] = WORLD.calls.get("refresh", 0) + 1


@double()
class EditorDialog:
    """Dialogs; `WORLD.answer` says what the artist does with a details view."""

    @classmethod
    def show_message(cls, title, message, message_type, default_value=None, message_category=None):
        WORLD.dialogs.append(str(message))
        return MADE["AppReturnType"].OK

    @classmethod
    def show_object_details_view(cls, title, out_object, options=None):
        WORLD.dialogs.append(str(title))
        return False if WORLD.answer is None else WORLD.answer(out_object)


@double()
class ScopedSlowTask:
    """A progress bar; the stub's own rule is that work entered must not be more than announced."""

    def __init__(self, work, desc="", enabled=True):
        self._work, self._done = work, 0.0

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        WORLD.calls["slow_task"] = WORLD.calls.get("slow_task", 0) + 1
        return False

    def make_dialog(self, can_cancel=False, allow_in_pie=False):
        self._can_cancel = can_cancel

    def enter_progress_frame(self, work=1.0, desc=""):
        self._done += work
        if self._done > self._work:
            raise ValueError(f"{self._done} of {self._work} steps")

    def should_cancel(self):
        return WORLD.cancel_at == self._done


@double()
class SystemLibrary:
    """What the engine says of itself."""

    @classmethod
    def get_engine_version(cls):
        return "5.6.0-43139311+++UE5+Release-5.6"


class PropertyDef:
    """A property that a class made from Python has."""

    def __init__(self, type, meta):
        self.type, self.meta = type, meta


class FunctionDef:
    """A function that a class made from Python has."""

    def __init__(self, func, ret, params):
        self.func, self.ret, self.params = func, ret, params


@double()
class Array:
    """An array; of Python only its kind is told, as what a function gives."""

    def __init__(self, type):
        self._of = type


PYTHON = {str: "str", float: "float", int: "int32", bool: "bool"}


def uproperty(type, meta=None, getter=None, setter=None):
    return PropertyDef(type, meta)


def ufunction(
    *,
    meta=None,
    ret=None,
    params=None,
    override=None,
    static=None,
    pure=None,
    getter=None,
    setter=None,
):
    return lambda func: FunctionDef(func, ret, params)


def uclass():
    """Give a class made from Python the properties that it declares."""

    def build(made):
        mine = {n: p for n, p in vars(made).items() if isinstance(p, PropertyDef)}
        kinds = {n: (PYTHON.get(p.type) or p.type.__name__, "Read-Write") for n, p in mine.items()}
        made._stub = type("Stub", (), {"name": made.__name__, "editor_properties": kinds})
        made._lists = {n: _list_of(made, p) for n, p in mine.items() if "GetOptions" in p.meta}
        for name in [n for n, p in vars(made).items() if isinstance(p, PropertyDef | FunctionDef)]:
            delattr(made, name)
        return made

    return build


def _list_of(made, field):
    """PropertyEditorUtils.cpp (5.3 or 5.4), GetPropertyOptions: "PropertyPathHelpers::
    GetPropertyValue(Target, Path, StringOptions)", then the same for names, of a property that is
    a string or a name. A function that is not there, takes anything or gives something else makes
    an empty list, with no word said; so all of these are refused here."""
    found = vars(made).get(field.meta["GetOptions"])
    if not isinstance(found, FunctionDef) or found.params:
        raise Refused(f"GetOptions: {field.meta['GetOptions']} is no function without parameters")
    if field.type is not str or not isinstance(found.ret, Array) or found.ret._of is not str:
        raise Refused(f"GetOptions: {field.meta['GetOptions']} does not give strings for a string")
    return found.func


def options_of(thing, name):
    """What the list of a property shows; a value of another type than was said is refused."""
    given = type(thing)._lists[name](thing)
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise Refused(f"{name}: a list of strings was said, found {given!r}")
    return given


class Clicks:
    """Who is called when a button is clicked."""

    def __init__(self):
        self.heard = []

    def add_callable_unique(self, callable):
        self.heard.append(callable)


kind("EditorUtilityWidgetBlueprintFactory")
kind("VerticalBox")
kind("TextBlock")
kind("EditorUtilityWidgetBlueprint")


@double()
class Button(Object):
    """A button."""

    def get_editor_property(self, name):
        if name != "on_clicked":
            return super().get_editor_property(name)
        if "on_clicked" not in self._values:
            self._values["on_clicked"] = Clicks()
        return self._values["on_clicked"]


@double()
class EditorUtilityWidget(Object):
    """A widget in a tab."""

    _children: object = None

    def find_child_widget_by_name(self, widget_name):
        return (self._children or {}).get(str(widget_name))


@double()
class EditorUtilityLibrary:
    """Who puts widgets into blueprints."""

    @classmethod
    def add_source_widget(cls, widget_blueprint, widget_class, widget_name, widget_parent_name):
        tree = widget_blueprint.__dict__.setdefault("_tree", {})
        if widget_parent_name != "None" and widget_parent_name not in tree:
            raise ValueError(f"no widget {widget_parent_name}")
        tree[widget_name] = widget_class()
        return tree[widget_name]


@double()
class EditorUtilitySubsystem(Object):
    """Who opens tabs."""

    def spawn_and_register_tab(self, blueprint):
        WORLD.tabs.append("tab")
        made = EditorUtilityWidget()
        made._children = blueprint._tree
        return made


@double()
class BlueprintEditorLibrary:
    """Who compiles blueprints."""

    @classmethod
    def compile_blueprint(cls, blueprint):
        blueprint._compiled = True


def get_interpreter_executable_path():
    return "python"


@double()
class LevelSequenceEditorBlueprintLibrary:
    """What Sequencer shows."""

    @classmethod
    def get_current_level_sequence(cls):
        return WORLD.open_sequence

    @classmethod
    def open_level_sequence(cls, level_sequence):
        WORLD.open_sequence = level_sequence
        return True

    @classmethod
    def close_level_sequence(cls):
        WORLD.open_sequence = None


@double()
class LevelSequenceEditorSubsystem(Object):
    """Who makes spawnables from Unreal 5.5 on."""

    def add_spawnable_from_class(self, sequence, class_to_spawn):
        return sequence.add_spawnable_from_class(class_to_spawn)
