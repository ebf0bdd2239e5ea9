"""What every Unreal object of the double has: editor properties as the stub lists them.

A property that the stub does not list, a value of another type than it says, and a change outside
of a transaction while a bake runs are refused.
"""

import copy
import struct

from tests.hosts.doubles.surface import Refused, stands_for, surface_of, unreal_stub

SURFACE = surface_of(unreal_stub())
NUMBERS = {"float", "double", "int32"}
MADE: dict[str, type] = {}  # every double, by name


def single(value: float) -> float:
    """A number as Unreal's floats keep it."""
    return struct.unpack("f", struct.pack("f", value))[0]


class World:
    """All that a double remembers: actors, assets, transactions, what was logged."""

    def __init__(self) -> None:
        self.actors: list = []
        self.assets: dict[str, object] = {}
        self.open_sequence = None
        self.transaction = None
        self.strict = False
        self.undo: list[tuple[str, list, dict]] = []
        self.log: list[str] = []
        self.calls: dict[str, int] = {}
        self.files: dict[str, bytes] = {}  # what was imported
        self.menus: list = []
        self.tabs: list[str] = []
        self.dialogs: list[str] = []
        self.selected: list = []
        self.asset_tags: dict[str, dict[str, str]] = {}
        self.answer = None  # what an artist does with a details view
        self.cancel_at = -1.0  # at which step of the progress bar the artist stops it
        self.names = 0
        self.level = ""  # its package; nothing until it is opened or saved under a name
        self.saved: list[str] = []
        self.levels: dict[str, list] = {}  # what stood in them when they were saved
        self.plugins: set[str] = set()  # of those that a project turns on itself
        self.jobs: list = []  # of the Movie Render Queue
        self.rendering = False

    def touch(self) -> None:
        """Something changes: it has to be part of a transaction."""
        if self.strict and self.transaction is None:
            raise AssertionError("a change outside of any transaction")

    def begin(self, title: str) -> None:
        if self.transaction is not None:
            raise AssertionError("a transaction inside another makes its undo steps one")
        self.transaction = (title, *copy.deepcopy((self.actors, self.sequences())))

    def end(self, kept: bool) -> None:
        if kept and self.transaction is not None:
            self.undo.append(self.transaction)
        self.transaction = None

    def undo_one(self) -> None:
        """Ctrl-Z: actors and what is in sequences go back. Assets that were made stay, blank."""
        _, actors, sequences = self.undo.pop()
        self.actors[:] = actors
        for path, sequence in self.sequences().items():
            if path in sequences:
                self.assets[path] = sequences[path]
            else:
                sequence._clear()

    def sequences(self) -> dict:
        return {path: a for path, a in self.assets.items() if hasattr(a, "_possessables")}


WORLD = World()


def new_world() -> World:
    """An empty level and an empty project."""
    vars(WORLD).clear()
    WORLD.__init__()
    return WORLD


def double(name: str = ""):
    """Class decorator: a double of the stub's class of that name, known to all others."""

    def build(made: type) -> type:
        made = stands_for(SURFACE, name or made.__name__)(made)
        MADE[name or made.__name__] = made
        return made

    return build


class Enum:
    """Values of the stub's enumeration, and no others."""

    def __init__(self, kind: str, name: str) -> None:
        self._kind, self._name = kind, name

    def __repr__(self) -> str:
        return f"{self._kind}.{self._name}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Enum) and repr(self) == repr(other)

    def __hash__(self) -> int:
        return hash(repr(self))


def enum(name: str) -> type:
    """The double of an enumeration."""
    values = {v: Enum(name, v) for v in SURFACE.item(name).values if v.isupper()}
    MADE[name] = type(name, (), values)
    return MADE[name]


class Properties:
    """Editor properties of objects and structs."""

    def _prepare(self) -> None:
        object.__setattr__(self, "_values", {})

    def _type_of(self, name: str) -> tuple[str, str]:
        known = self._stub.editor_properties
        if name not in known:
            raise Refused(f"{self._stub.name}: Failed to find property '{name}'")
        return known[name]

    def get_editor_property(self, name):
        kind, _ = self._type_of(name)
        if name not in self._values:
            self._values[name] = self._default(name, kind)
        value = self._values[name]
        return value.copy() if isinstance(value, Struct) else value

    def set_editor_property(self, name, value, notify_mode=None):
        kind, access = self._type_of(name)
        if access != "Read-Write":
            raise Refused(f"{self._stub.name}.{name} is read-only")
        self._touch()
        self._values[name] = checked(kind, value, f"{self._stub.name}.{name}")

    def _default(self, name: str, kind: str):
        plain = {"bool": False, "str": "", "Name": ""}
        if kind in NUMBERS:
            return 0.0
        if kind in plain:
            return plain[kind]
        if kind.startswith("Array["):
            return []
        made = MADE.get(kind)
        if made is not None and vars(made).get("_stub") is None:
            return Enum(kind, "whatever Unreal begins with")
        return made() if made is not None and issubclass(made, Struct) else None

    def _touch(self) -> None:
        """Structs are values; objects are part of the world."""


def checked(kind: str, value, where: str):
    """A value as it is kept, or refused when the stub wants another type."""
    if kind in NUMBERS:
        good = isinstance(value, int | float) and not isinstance(value, bool)
        value = single(value) if good and kind == "float" else value
    elif kind == "bool":
        good = isinstance(value, bool)
    elif kind.startswith("type("):
        good = isinstance(value, type)
    elif kind in ("Name", "str", "Text"):
        good = isinstance(value, str)
    elif kind.startswith("Array["):
        good = isinstance(value, list) and all(
            checked(kind[6:-1], one, where) is not None for one in value
        )
    elif kind in MADE and vars(MADE[kind]).get("_stub") is None:
        good = isinstance(value, Enum) and value._kind == kind
    elif value is None:
        good = True
    else:
        good = kind in [one.__name__ for one in type(value).__mro__]
    if not good:
        raise Refused(f"{where} takes {kind}, found {value!r}")
    return value


class Struct(Properties):
    """A value: copied in and out, equal when its fields are."""

    _order: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs) -> None:
        self._prepare()
        for name, value in (*zip(self._order, args, strict=False), *kwargs.items()):
            self._values[name] = value

    def copy(self):
        twin = copy.copy(self)
        twin._values = {
            name: value.copy() if isinstance(value, Struct) else value
            for name, value in self._values.items()
        }
        return twin

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._dump() == other._dump()

    __hash__ = None

    def _dump(self) -> dict:
        """The fields that are not at their default."""
        kinds = self._stub.editor_properties
        return {
            name: value._dump() if isinstance(value, Struct) else value
            for name, value in sorted(self._values.items())
            if value != self._default(name, kinds[name][0])
        }

    def __getattr__(self, name: str):
        if name.startswith("_") or name not in self._stub.editor_properties:
            raise AttributeError(f"{self._stub.name} has no {name} in its stub")
        return self.get_editor_property(name)


class Object(Properties):
    """Something that lives in the world."""

    def __init__(self, outer=None, name="None") -> None:
        self._prepare()
        WORLD.names += 1
        self._name = f"{type(self).__name__}_{WORLD.names}"

    def __getattr__(self, name: str):
        """Editor properties are attributes too."""
        if name.startswith("_") or name not in type(self)._stub.editor_properties:
            raise AttributeError(f"{type(self).__name__} has no {name}")
        return self.get_editor_property(name)

    def get_name(self):
        return self._name

    def get_class(self):
        return type(self)

    def get_path_name(self):
        found = next((path for path, one in WORLD.assets.items() if one is self), None)
        return f"{found}.{found.rpartition('/')[2]}" if found else f"/World.{self._name}"

    def _touch(self) -> None:
        WORLD.touch()

    def __deepcopy__(self, memo):
        twin = object.__new__(type(self))
        memo[id(self)] = twin
        for name, value in vars(self).items():
            object.__setattr__(twin, name, copy.deepcopy(value, memo))
        return twin


double("Object")(Object)


def kind(name: str, base: type = Object, **members) -> type:
    """A double with nothing of its own but its properties."""
    return double()(type(name, (base,), members))


def structure(name: str, *order: str) -> type:
    """The double of a struct; `order` names what its constructor takes by place."""
    return double()(type(name, (Struct,), {"_order": order}))


class Name(str):
    """A name; Unreal forgets its capitals when it compares."""


class Text(str):
    """A text that people read."""


double("Name")(Name)
double("Text")(Text)
