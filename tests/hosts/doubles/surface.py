"""What a host's Python offers, read from its stub file: names, keywords, enums, properties.

Unreal's stub is half a million lines, so a file is cut at its top-level statements first and only
what is asked for is parsed.
"""

import ast
import re
from functools import cache, cached_property, wraps
from importlib.util import find_spec
from pathlib import Path
from sysconfig import get_path

TOP = re.compile(r"(?m)^(?:@.*\n)*(?:class|def|async def) (\w+)|^(\w+)\s*[:=]")
PROPERTY = re.compile(r"(?m)^\s*- ``(\w+)`` \((.+?)\):  \[(.+?)\]")
PLAIN = {"str": str, "bool": (bool, int), "float": (int, float), "int": (int, float)}


class Refused(TypeError):
    """A call that the stub does not know."""


def maya_stub(module: str) -> Path:
    """The stub of a module of Maya: `cmds`, `mel`, `utils`, `api.OpenMaya`, `api.OpenMayaAnim`."""
    base = Path(get_path("purelib")) / "maya-stubs" / module.replace(".", "/")
    return next(p for p in (base.with_suffix(".pyi"), base / "__init__.pyi") if p.is_file())


def unreal_stub() -> Path:
    """The stub of Unreal's one module; nothing of it is imported."""
    return Path(find_spec("unreal").submodule_search_locations[0]) / "unreal.py"


@cache
def surface_of(path: Path) -> "Surface":
    """The surface in a stub file, read once."""
    return Surface(path.read_text(encoding="utf-8-sig"), str(path.name))


class Signature:
    """One way to call a function; `bound` when a first argument is filled in by Python."""

    def __init__(self, node: ast.FunctionDef, bound: bool) -> None:
        a = node.args
        placed = [*a.posonlyargs, *a.args]
        needed = placed[: len(placed) - len(a.defaults)]
        if bound:
            placed, needed = placed[1:], needed[1:]
        named = [arg for arg in placed if arg not in a.posonlyargs] + a.kwonlyargs
        later = [n for n, d in zip(a.kwonlyargs, a.kw_defaults, strict=True) if d is None]
        self.placed, self.any_placed = [arg.arg for arg in placed], a.vararg is not None
        self.named, self.any_named = {arg.arg for arg in named}, a.kwarg is not None
        self.needed = [arg.arg for arg in (*needed, *later)]
        self.types = {arg.arg: ast.unparse(arg.annotation) for arg in named if arg.annotation}

    def complaint(self, args, kwargs) -> str:
        """What is wrong with a call; empty when nothing is."""
        if len(args) > len(self.placed) and not self.any_placed:
            return f"takes {len(self.placed)} placed arguments, found {len(args)}"
        strange = sorted(kwargs.keys() - self.named)
        if strange and not self.any_named:
            return f"takes no {', '.join(strange)}"
        given = {*self.placed[: len(args)], *kwargs}
        missing = [name for name in self.needed if name not in given]
        if missing:
            return f"needs {', '.join(missing)}"
        for name, value in kwargs.items():
            kind = PLAIN.get(self.types.get(name, ""))
            if kind and not isinstance(value, kind):
                return f"takes {self.types[name]} as {name}, found {value!r}"
        return ""


class Callables:
    """A function or a method, with all its overloads."""

    def __init__(self, name: str, nodes: list[ast.FunctionDef], bound: bool) -> None:
        self.name, self.ways = name, [Signature(node, bound) for node in nodes]

    def check(self, args, kwargs) -> None:
        """Refused when no overload takes such a call."""
        complaints = [way.complaint(args, kwargs) for way in self.ways]
        if all(complaints):
            raise Refused(f"{self.name} {complaints[0]}")


class ClassSurface:
    """A class of the stub with what it inherits inside the same file."""

    def __init__(self, node: ast.ClassDef, bases: list["ClassSurface"]) -> None:
        self.name, self.bases = node.name, bases
        self.docs = ast.get_docstring(node) or ""
        self._methods: dict[str, list[ast.FunctionDef]] = {}
        self.values: set[str] = set()
        for item in node.body:
            if isinstance(item, ast.FunctionDef) and not _is_property(item):
                self._methods.setdefault(item.name, []).append(item)
            elif isinstance(item, ast.FunctionDef):
                self.values.add(item.name)
            elif isinstance(item, ast.AnnAssign):
                self.values.add(item.target.id)
            elif isinstance(item, ast.Assign):
                self.values |= {t.id for t in item.targets if isinstance(t, ast.Name)}

    @cached_property
    def attributes(self) -> set[str]:
        """Fields, properties, constants and enum values, with the inherited ones."""
        return self.values.union(*(base.attributes for base in self.bases))

    @cached_property
    def methods(self) -> dict[str, Callables]:
        """Methods, with the inherited ones."""
        found: dict[str, Callables] = {}
        for base in reversed(self.bases):
            found |= base.methods
        for name, nodes in self._methods.items():
            found[name] = Callables(f"{self.name}.{name}", nodes, not _is_static(nodes[0]))
        return found

    @cached_property
    def editor_properties(self) -> dict[str, tuple[str, str]]:
        """Unreal's editor properties: name to type and access, with the inherited ones."""
        found: dict[str, tuple[str, str]] = {}
        for base in reversed(self.bases):
            found |= base.editor_properties
        return found | {m[1]: (m[2], m[3]) for m in PROPERTY.finditer(self.docs)}

    def knows(self, name: str) -> bool:
        """True when the stub has such a member."""
        return name in self.attributes or name in self.methods

    def member(self, name: str) -> None:
        """AttributeError when the stub has no such member."""
        if not self.knows(name):
            raise AttributeError(f"{self.name} has no {name} in its stub")


class Surface:
    """All that stands at the top of one stub file."""

    def __init__(self, text: str, name: str) -> None:
        self.name, self._text = name, text
        self._cuts: dict[str, list[tuple[int, int]]] = {}
        found = list(TOP.finditer(text))
        for here, there in zip(found, [*found[1:], None], strict=True):
            end = len(text) if there is None else there.start()
            self._cuts.setdefault(here[1] or here[2], []).append((here.start(), end))
        self._made: dict[str, ClassSurface | Callables | None] = {}

    def knows(self, name: str) -> bool:
        """True when the stub has such a function, class or value."""
        return name in self._cuts

    def item(self, name: str) -> ClassSurface | Callables | None:
        """A class or a function; None for a plain value; AttributeError when there is none."""
        if not self.knows(name):
            raise AttributeError(f"{self.name} has no {name}")
        if name not in self._made:
            self._made[name] = self._parsed(name)
        return self._made[name]

    def _parsed(self, name: str) -> ClassSurface | Callables | None:
        nodes = [n for a, b in self._cuts[name] for n in ast.parse(self._text[a:b]).body]
        classes = [node for node in nodes if isinstance(node, ast.ClassDef)]
        if classes:
            names = [base.id for base in classes[-1].bases if isinstance(base, ast.Name)]
            bases = [self.item(base) for base in names if self.knows(base)]
            return ClassSurface(classes[-1], [b for b in bases if isinstance(b, ClassSurface)])
        functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
        return Callables(name, functions, bound=False) if functions else None


class StrictModule:
    """A module of a host: the handlers that a double has, called as the stub says, and no more.

    `before` is called with name, arguments and keywords ahead of every call.
    """

    def __init__(self, surface: Surface, handlers: dict, before=lambda name, args, kwargs: None):
        unknown = [name for name in handlers if not surface.knows(name)]
        if unknown:
            raise AttributeError(f"{surface.name} has no {', '.join(unknown)}")
        self.__dict__.update(_surface=surface, _handlers=handlers, _before=before)

    def __getattr__(self, name: str):
        found = self._surface.item(name)
        if name not in self._handlers:
            raise NotImplementedError(f"{self._surface.name} has {name}; the double does not")
        handler = self._handlers[name]
        if not isinstance(found, Callables):
            return handler

        @wraps(handler)
        def call(*args, **kwargs):
            found.check(args, kwargs)
            self._before(name, args, kwargs)
            return handler(*args, **kwargs)

        return call

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{self._surface.name}.{name} cannot be set")


def stands_for(surface: Surface, name: str = "", also: ClassSurface | None = None):
    """Class decorator: a double of a class of the stub.

    Its public names have to stand in the stub (or in `also`, a base in another file); its methods
    are called as the stub says; setting any other public attribute is refused. Names with an
    underscore in front are the double's own. On an enum, this is all there is to check.
    """

    def build(double: type) -> type:
        known = surface.item(name or double.__name__)
        if not isinstance(known, ClassSurface):
            raise AttributeError(f"{surface.name}: {name or double.__name__} is no class")
        shelves = [known] if also is None else [known, also]
        for member, thing in list(vars(double).items()):
            if member.startswith("_") and member != "__init__":
                continue
            if member != "__init__" and not any(shelf.knows(member) for shelf in shelves):
                raise AttributeError(f"{known.name} has no {member} in its stub")
            _wrap(double, member, thing, shelves)
        own_set = double.__setattr__

        def checked_set(self, member: str, value: object) -> None:
            if not member.startswith("_") and not any(s.knows(member) for s in shelves):
                raise AttributeError(f"{known.name} has no {member} in its stub")
            own_set(self, member, value)

        double.__setattr__ = checked_set
        double._stub = known
        return double

    return build


def _wrap(double: type, member: str, thing: object, shelves: list[ClassSurface]) -> None:
    """Put the stub's signature in front of a method."""
    calls = next((s.methods[member] for s in shelves if member in s.methods), None)
    static = isinstance(thing, staticmethod | classmethod)
    inner = thing.__func__ if static else thing
    if calls is None or not callable(inner) or isinstance(inner, type):
        return
    first = 0 if isinstance(thing, staticmethod) else 1

    @wraps(inner)
    def checked(*args, **kwargs):
        calls.check(args[first:], kwargs)
        return inner(*args, **kwargs)

    setattr(double, member, type(thing)(checked) if static else checked)


def _is_property(node: ast.FunctionDef) -> bool:
    said = [ast.unparse(one) for one in node.decorator_list]
    return any(one in ("property", "cached_property") or one.endswith(".setter") for one in said)


def _is_static(node: ast.FunctionDef) -> bool:
    return any(ast.unparse(one) == "staticmethod" for one in node.decorator_list)
