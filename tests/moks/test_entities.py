"""Facts are strict: every field known, of its type, finite and in bounds, or one line names it."""

import copy
import json
import math
import pickle
from dataclasses import fields

import pytest

from scene_stager.compiler.ir import SceneIR
from scene_stager.compiler.verify import verify
from scene_stager.errors import CompileError, InputError
from scene_stager.moks.clock import Clock
from scene_stager.moks.entities import (
    KINDS,
    LIGHTS,
    AirFacts,
    CameraFacts,
    Entity,
    FilmFacts,
    LightFacts,
    Proxy,
    first_of,
)
from scene_stager.moks.entity_door import entities_from, proxies_from
from scene_stager.moks.take import Take
from scene_stager.script.field import rules_of
from tests.facts import compiled, entity, lamp

ONE_OF_EACH = {
    **{one.kind: one for one in compiled().values() if one.kind != "light"},
    **{shape: lamp("light.key", shape) for shape in LIGHTS},
}
FIELDS = [
    pytest.param(ONE_OF_EACH[which], one.name, id=f"{which}.{one.name}")
    for which in ONE_OF_EACH
    for one in fields(ONE_OF_EACH[which].facts)
]
PROXY = Proxy("hero", "role:hero", "subject", (0.0, 0.5, 0.0), 1.75)

NO_NUMBERS = [None, True, "1.0", [1.0], {}, math.nan, math.inf, -math.inf, 10**400]


def plain(one: Entity, **changes: object) -> dict:
    found = one.plain()
    return {**found, "settings": {**found["settings"], **changes}}


def mistakes_of(*listed: object):
    with pytest.raises(InputError) as caught:
        entities_from(list(listed), "take.entities")
    return caught.value.mistakes


def bad_values(one: Entity, name: str) -> list[object]:
    """What this field may not hold, by its own rule."""
    rule = rules_of(type(one.facts))[name]
    if rule.kind == "number":
        low = rule.low if rule.above else math.nextafter(rule.low, -math.inf)
        return [*NO_NUMBERS, low, math.nextafter(rule.high, math.inf)]
    return {
        "whole": [*NO_NUMBERS, 1.5, rule.low - 1, rule.high + 1],
        "word": [None, True, 7, "", "nonsense", ["sphere"]],
        "text": [None, True, 7, ["x"], "x" * 5000, "\0", "\ud800"],
        "switch": [None, 0, 1, "true"],
        "table": [None, 7, "x", [], [[0.0] * 3] * 8, [[0.0] * 2] * 9, [[math.nan] * 3] * 9],
    }[rule.kind]


# ---- the plain form


@pytest.mark.parametrize("one", ONE_OF_EACH.values(), ids=list(ONE_OF_EACH))
def test_comes_back_from_its_plain_form_as_it_was(one):
    written = json.dumps(one.plain())
    (again,) = entities_from([json.loads(written)], "x")
    assert again == one
    assert json.dumps(again.plain()) == written
    assert entities_from([one], "x") == (one,)


def test_a_whole_number_is_written_as_it_was_read():
    (again,) = entities_from([plain(ONE_OF_EACH["film"], nd_stops=1)], "x")
    assert json.dumps(again.plain()["settings"]["nd_stops"]) == "1"


def test_every_kind_and_every_shape_of_light_is_tried_here():
    assert {one.kind for one in ONE_OF_EACH.values()} == set(KINDS)
    assert {type(one.facts) for one in ONE_OF_EACH.values()} - set(KINDS.values()) == {
        *LIGHTS.values()
    }


@pytest.mark.parametrize(("one", "name"), FIELDS)
def test_no_field_has_a_default(one, name):
    known = {f.name: getattr(one.facts, f.name) for f in fields(one.facts)}
    del known[name]
    with pytest.raises(TypeError, match=name):
        type(one.facts)(**known)


# ---- what is refused


@pytest.mark.parametrize(("one", "name"), FIELDS)
def test_a_field_under_another_name_is_one_line_that_names_entity_and_field(one, name):
    told = plain(one)
    told["settings"][f"{name}_x"] = told["settings"].pop(name)
    (mistake,) = mistakes_of(told)
    assert mistake.where == f"take.entities: {one.id}.{name}"
    assert mistake.found.startswith("nothing") or (one.kind, name) == ("light", "shape")
    assert mistake.expected
    assert "\n" not in str(mistake)


@pytest.mark.parametrize(("one", "name"), FIELDS)
def test_a_field_that_is_missing_is_named(one, name):
    told = plain(one)
    del told["settings"][name]
    (mistake,) = mistakes_of(told)
    assert mistake.where == f"take.entities: {one.id}.{name}"


@pytest.mark.parametrize(("one", "name"), FIELDS)
def test_a_value_that_no_field_can_hold_is_named(one, name):
    for value in bad_values(one, name):
        (mistake,) = mistakes_of(plain(one, **{name: value}))
        assert mistake.where == f"take.entities: {one.id}.{name}", value
        assert len(str(mistake)) < 400


@pytest.mark.parametrize("one", ONE_OF_EACH.values(), ids=list(ONE_OF_EACH))
def test_a_field_that_nobody_knows_is_named(one):
    (mistake,) = mistakes_of(plain(one, radius_m=0.3))
    assert (mistake.where, mistake.found) == (
        f"take.entities: {one.id}.radius_m",
        "an unknown field",
    )


@pytest.mark.parametrize(
    ("one", "changes", "name"),
    [
        (ONE_OF_EACH["camera"], {"near_m": 10.0, "far_m": 10.0}, "far_m"),
        (ONE_OF_EACH["spot"], {"beam_deg": 40.0, "field_deg": 39.0}, "field_deg"),
    ],
)
def test_fields_that_contradict_each_other_are_named(one, changes, name):
    (mistake,) = mistakes_of(plain(one, **changes))
    assert mistake.where == f"take.entities: {one.id}.{name}"


def test_thousands_of_unknown_fields_are_not_all_told():
    crowd = {f"x{index}": index for index in range(5000)}
    assert 0 < len(mistakes_of(plain(ONE_OF_EACH["film"], **crowd))) <= 20


def test_a_proxy_is_as_strict():
    assert proxies_from([PROXY, {**PROXY.plain(), "id": "other"}], "x")[0] == PROXY
    for name, value in (
        ("position_m", [0.0, math.nan, 0.0]),
        ("position_m", [0.0, 0.0]),
        ("size_m", math.inf),
        ("size_m", 0.0),
        ("selector", "name:\0"),
        ("entity", "a/b"),
    ):
        with pytest.raises(InputError, match=rf"^x\[0\]\.{name}: "):
            proxies_from([{**PROXY.plain(), name: value}], "x")


# ---- in memory


@pytest.mark.parametrize("wrong", [math.nan, -1.0, "wide"])
def test_facts_that_somebody_made_are_judged_by_a_take_and_between_passes(wrong):
    broken = entity("camera", sensor_width_mm=wrong)
    with pytest.raises(InputError, match=r"^take\.entities: camera\.sensor_width_mm: found"):
        Take("", (24, 1), 1, 1, "0" * 64, (), (broken,))
    scene = SceneIR("t", Clock((24, 1), 1, 1), entities=(broken,))
    with pytest.raises(CompileError, match=r"after pass 'x': camera\.sensor_width_mm: found"):
        verify(scene, "x")


def test_a_field_that_is_not_there_is_a_named_error_and_never_a_fall_back():
    facts = ONE_OF_EACH["sphere"].facts
    with pytest.raises(CompileError, match=r"LampFacts\.radius_m: found no such field, expected"):
        _ = facts.radius_m
    with pytest.raises(CompileError, match="radius_m"):
        getattr(facts, "radius_m", 0.3)
    assert pickle.loads(pickle.dumps(facts)) == copy.deepcopy(facts) == copy.copy(facts) == facts


def test_an_entity_of_another_kind_is_refused():
    assert CameraFacts.of(ONE_OF_EACH["camera"]).rig
    assert LightFacts.of(ONE_OF_EACH["dome"]).shape == "dome"
    with pytest.raises(InputError, match=r"^camera: found CameraFacts \(camera\), expected Air"):
        AirFacts.of(ONE_OF_EACH["camera"])


def test_the_first_of_a_kind_is_found_or_nothing():
    assert first_of(FilmFacts, ONE_OF_EACH.values()) is ONE_OF_EACH["film"].facts
    assert first_of(FilmFacts, [ONE_OF_EACH["camera"]]) is None
