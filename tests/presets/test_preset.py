"""A preset survives being written and read, and changes what it says it changes."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from scene_stager.errors import InputError
from scene_stager.presets.lineage import Lineage, derived
from scene_stager.presets.preset import (
    Fit,
    Preset,
    preset_of,
    read_preset,
    read_preset_file,
)
from scene_stager.script.read import read_script, scenarios
from scene_stager.script.scene_script import SLOTS
from tests.strategies import valid_scripts

LOOK = ("lighting", "atmosphere", "stock")


@settings(max_examples=20)
@given(valid_scripts())
def test_what_is_written_is_read_back(script):
    lineage = derived("match", "a" * 64, reference_pixels="b" * 64, made_on="2026-11-25")
    fit = Fit("matched", 0.01, 31.5, 3)
    preset = replace(
        preset_of(replace(script, name="kept", title="", logline=""), LOOK, lineage),
        fit=fit,
        title="Low key",
    )
    data = preset.to_json().encode()
    again = read_preset(data)
    assert again == preset
    assert (again.to_json().encode(), again.digest) == (data, preset.digest)


def test_every_number_has_a_line_of_its_own():
    preset = preset_of(read_script("crane_reveal"), ("lighting",), Lineage())
    warmer = replace(
        preset, slots={"lighting": replace(preset.slots["lighting"], key_kelvin=3200.0)}
    )
    lines, others = preset.to_json().splitlines(), warmer.to_json().splitlines()
    assert len(lines) == len(others)
    assert sum(one != two for one, two in zip(lines, others, strict=True)) == 1


def test_it_changes_its_own_slots_and_no_other():
    look, shot = scenarios()["hero_dolly_push_in"], scenarios()["walk_and_talk_verite"]
    found = preset_of(look, LOOK, Lineage()).applied_to(shot)
    for name in SLOTS:
        assert getattr(found, name) == getattr(look if name in LOOK else shot, name)
    assert (found.name, found.frame_count, found.seed) == (shot.name, shot.frame_count, shot.seed)


def test_slots_are_judged_as_in_a_script():
    with pytest.raises(InputError, match=r"lighting\.rim_stops: found 2"):
        read_preset(
            b'{"schema":"scene_stager.preset","version":1,"name":"a",'
            b'"slots":{"lighting":{"rim_mode":"none","rim_stops":2}}}'
        )


def test_a_script_is_no_preset_and_says_so():
    script = read_script("crane_reveal").to_json().encode()
    with pytest.raises(InputError, match="found a script, expected a preset"):
        read_preset(script)


def test_a_file_that_is_not_there_is_one_line(tmp_path):
    with pytest.raises(
        InputError, match=r"^x\.preset\.json: found no such file, expected a preset"
    ):
        read_preset_file(tmp_path / "x.preset.json")


def test_an_empty_preset_changes_nothing():
    shot = read_script("crane_reveal")
    assert Preset("nothing").applied_to(shot) == shot
