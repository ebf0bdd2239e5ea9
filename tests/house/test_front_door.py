"""The front door is `__all__`: what stands there opens, and nothing else is offered."""

import inspect

import pytest

import scene_stager

OFFERED = {"read_script", "compile", "emit_moks_plan", "bake", "match", "evaluate", "__version__"}


def test_offers_its_six_functions_and_the_version_and_nothing_else():
    assert set(scene_stager.__all__) == OFFERED
    assert set(dir(scene_stager)) == OFFERED


@pytest.mark.parametrize("name", sorted(OFFERED - {"__version__"}))
def test_every_name_opens_and_explains_itself(name):
    function = getattr(scene_stager, name)
    assert inspect.isfunction(function)
    assert inspect.getdoc(function)


def test_a_name_that_is_not_offered_is_refused_as_python_does():
    with pytest.raises(AttributeError, match="module 'scene_stager' has no attribute 'backe'"):
        _ = scene_stager.backe


def test_from_import_star_gives_exactly_what_is_offered():
    names: dict[str, object] = {}
    exec("from scene_stager import *", names)
    assert set(names) - {"__builtins__"} == OFFERED
