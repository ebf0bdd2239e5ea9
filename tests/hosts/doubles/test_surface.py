"""The machinery of the doubles refuses whatever the stubs do not have."""

import pytest

from tests.hosts.doubles.surface import (
    ClassSurface,
    Refused,
    StrictModule,
    Surface,
    maya_stub,
    stands_for,
    surface_of,
    unreal_stub,
)

SMALL = Surface(
    '''
class Base:
    """- ``size`` (float):  [Read-Write] How large."""
    def go(self, far: float, *, fast: bool = ...) -> None: ...
    @property
    def colour(self) -> str: ...
class Thing(Base):
    """A thing.

    - ``weight`` (float):  [Read-Only] How heavy.
    """
    RED: Thing = ...
    def __init__(self, size: float = 1.0) -> None: ...
    @staticmethod
    def make(name: str) -> Thing: ...
@overload
def find(name: str) -> Thing: ...
@overload
def find(*, number: int) -> Thing: ...
LEVEL: int = 3
''',
    "small.pyi",
)


def thing_double(**members):
    return stands_for(SMALL)(type("Thing", (), members))


def test_a_function_takes_what_the_stub_says_and_nothing_else():
    module = StrictModule(SMALL, {"find": lambda *args, **kwargs: (args, kwargs)})
    assert module.find("a") == (("a",), {})
    assert module.find(number=3) == ((), {"number": 3})
    for args, kwargs in (((), {"nane": "a"}), ((), {}), (("a", "b"), {}), ((), {"number": "3"})):
        with pytest.raises(Refused):
            module.find(*args, **kwargs)


def test_a_name_that_the_stub_lacks_is_no_attribute_of_any_double():
    with pytest.raises(AttributeError, match="no fnid"):
        StrictModule(SMALL, {"fnid": print})
    module = StrictModule(SMALL, {"LEVEL": 3})
    assert module.LEVEL == 3
    assert not hasattr(module, "fnid")
    with pytest.raises(NotImplementedError, match=r"small\.pyi has find; the double does not"):
        module.find("a")
    with pytest.raises(AttributeError):
        module.LEVEL = 4
    with pytest.raises(AttributeError, match="Thing has no colours"):
        thing_double(colours=1)


def test_methods_of_a_double_are_called_as_the_stub_says():
    thing = thing_double(
        go=lambda self, far, fast=False: far,
        make=staticmethod(lambda name: name),
        __init__=lambda self, size=1.0: None,
    )
    assert thing().go(3.0, fast=True) == 3.0
    assert thing.make("a") == "a"
    for call in (
        lambda: thing().go(),
        lambda: thing().go(1.0, True),
        lambda: thing().go(1.0, slow=True),
        thing.make,
        lambda: thing(weight=1.0),
    ):
        with pytest.raises(Refused):
            call()


def test_only_attributes_of_the_stub_can_be_set():
    thing = thing_double()()
    thing.colour, thing._own = "red", 1
    with pytest.raises(AttributeError, match="no color"):
        thing.color = "red"


def test_editor_properties_are_read_with_those_of_the_base():
    thing = SMALL.item("Thing")
    wanted = {"size": ("float", "Read-Write"), "weight": ("float", "Read-Only")}
    assert isinstance(thing, ClassSurface)
    assert thing.editor_properties == wanted
    assert thing.attributes == {"RED", "colour"}


def test_maya_as_its_stub_has_it():
    cmds = surface_of(maya_stub("cmds"))
    cmds.item("setKeyframe").check(("a",), {"attribute": "tx", "time": 1.0, "value": 2.0})
    with pytest.raises(Refused, match="takes no tiem"):
        cmds.item("setKeyframe").check(("a",), {"tiem": 1.0})
    curve = surface_of(maya_stub("api.OpenMayaAnim")).item("MFnAnimCurve")
    assert curve.knows("addKeys")
    assert not curve.knows("addKeyz")
    assert curve.knows("kTangentLinear")


def test_unreal_as_its_stub_has_it():
    unreal = surface_of(unreal_stub())
    add_key = unreal.item("MovieSceneScriptingDoubleChannel").methods["add_key"]
    add_key.check((), {"time": object(), "new_value": 1.0, "interpolation": object()})
    with pytest.raises(Refused, match="takes no value"):
        add_key.check((), {"time": object(), "value": 1.0})
    assert unreal.item("MovieSceneKeyInterpolation").knows("LINEAR")
    assert not unreal.item("MovieSceneKeyInterpolation").knows("CUBIC")
    assert not unreal.knows("SequenceTimeUnit")
    component = unreal.item("CineCameraComponent").editor_properties
    assert component["current_focal_length"][0] == "float"
