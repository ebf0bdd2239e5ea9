"""The published schema and the reader agree about every document."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.errors import InputError
from scene_stager.script.field import rules_of
from scene_stager.script.from_plain import read_tree
from scene_stager.script.scene_script import SLOTS, SceneScript
from scene_stager.script.schema_door import check_json, json_schema
from scene_stager.script.strict_json import parse
from scene_stager.shot.scenarios import scenario_texts
from tests.strategies import scripts_sound_by_field

BROKEN = Path(__file__).parent.parent / "broken_scripts"
ODD = st.sampled_from(
    [None, True, False, 0, -1, 1, 1.0, 5, 24.5, 1e300, 10**20, "", "35", "fog", [], [24, 1], {}]
)


def reader_refuses(data):
    try:
        return bool(read_tree(parse(data, "script"), "script").mistakes)
    except InputError:
        return True


def door_refuses(data):
    try:
        check_json(data)
    except InputError as refusal:
        assert all(": found " in line for line in str(refusal).splitlines())
        return True
    return False


@pytest.mark.parametrize("file", sorted(BROKEN.glob("*.json")), ids=lambda file: file.stem)
def test_both_say_the_same_of_every_broken_script(file):
    data = file.read_bytes()
    assert door_refuses(data) == reader_refuses(data)


@pytest.mark.parametrize("name", sorted(scenario_texts()))
def test_both_accept_every_scenario(name):
    data = scenario_texts()[name].encode()
    assert (door_refuses(data), reader_refuses(data)) == (False, False)


@st.composite
def bent_scripts(draw):
    """A sound document with one field set to something odd."""
    tree = copy.deepcopy(draw(scripts_sound_by_field()).as_json())
    slot = draw(st.sampled_from(["", *SLOTS]))
    rules = rules_of(SLOTS[slot] if slot else SceneScript)
    name = draw(st.sampled_from([*rules, "schema", "version", "record", "surprise"]))
    (tree[slot] if slot else tree)[name] = draw(ODD)
    return tree


@given(bent_scripts())
def test_both_say_the_same_of_documents_with_one_odd_field(tree):
    data = json.dumps(tree).encode()
    assert door_refuses(data) == reader_refuses(data)


@pytest.mark.parametrize("distance", ["0", "0.0", "-0.0", "-1", "10001"])
def test_both_refuse_a_focus_that_is_not_in_front_of_the_lens(distance):
    data = f'{{"schema": "scene_stager.script", "version": 1, "lens": {{"focus_m": {distance}}}}}'
    assert (door_refuses(data.encode()), reader_refuses(data.encode())) == (True, True)


def test_the_schema_knows_every_field_with_its_bounds_and_words():
    schema = json_schema()
    assert set(schema["properties"]) == {
        *("schema", "version", "record"),
        *rules_of(SceneScript),
        *SLOTS,
    }
    for name, slot in SLOTS.items():
        definition = schema["$defs"][slot.__name__]
        assert definition["additionalProperties"] is False
        assert set(definition["properties"]) == set(rules_of(slot)), name
    lens = schema["$defs"]["Lens"]["properties"]
    assert (lens["focal_length_mm"]["minimum"], lens["focal_length_mm"]["maximum"]) == (4, 1200)
    assert lens["zoom"]["enum"] == ["none", "zoom", "dolly_zoom"]
    assert schema["required"] == ["schema", "version"]
    json.dumps(schema, allow_nan=False)
