"""A script written as JSON and read again is the same script."""

import json

import pytest
from hypothesis import given, settings

from scene_stager.canonical import canonical_json
from scene_stager.script.from_plain import read_tree
from scene_stager.script.lens import Lens
from scene_stager.script.read import read_json, read_script, scenarios
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.strict_json import parse
from scene_stager.shot.scenarios import scenario_texts
from tests.strategies import scripts_sound_by_field, valid_scripts


@given(scripts_sound_by_field())
def test_every_field_survives_being_written_and_read(script):
    reading = read_tree(parse(script.to_json().encode(), "script"), "script")
    assert reading.mistakes == ()
    assert reading.script == script
    assert reading.script.to_json() == script.to_json()


@settings(max_examples=25)
@given(valid_scripts())
def test_a_valid_script_is_valid_when_it_is_read_again(script):
    assert read_json(script.to_json().encode()) == script


@given(scripts_sound_by_field())
def test_the_canonical_form_is_a_fixed_point(script):
    text = script.to_json()
    assert canonical_json(json.loads(text)) == text


def test_whole_numbers_in_numeric_fields_are_spelt_like_decimals():
    whole = read_json(b'{"schema":"scene_stager.script","version":1,"lens":{"focal_length_mm":50}}')
    decimal = read_json(
        b'{"version":1,"schema":"scene_stager.script","lens":{"focal_length_mm":5.0e1}}'
    )
    assert whole.to_json() == decimal.to_json() == SceneScript(lens=Lens(50)).to_json()
    assert '"focal_length_mm":50.0' in whole.to_json()


def test_what_is_left_out_is_the_default_of_the_slot():
    assert read_json(b'{"schema":"scene_stager.script","version":1}') == SceneScript()


def test_a_byte_order_mark_is_no_mistake():
    assert read_json(b'\xef\xbb\xbf{"schema":"scene_stager.script","version":1}') == SceneScript()


@pytest.mark.parametrize("name", sorted(scenario_texts()))
def test_a_scenario_survives_a_file(name, tmp_path):
    file = tmp_path / "copy.json"
    file.write_text(scenarios()[name].to_json(), encoding="utf-8")
    assert read_script(file) == read_script(str(file)) == read_script(name)
