"""One door: a scenario's name, a JSON file, JSON itself, or prose."""

import subprocess
import sys

import pytest

from scene_stager.errors import InputError
from scene_stager.script.prose.understanding import Understanding
from scene_stager.script.read import read_scenario, read_script, read_script_with_words
from scene_stager.shot.scenarios import scenario_texts

JSON = '{"schema": "scene_stager.script", "version": 1, "name": "mine"}'


def complaint_about(source: str) -> str:
    with pytest.raises(InputError) as refusal:
        read_script(source)
    return str(refusal.value)


def test_a_scenario_goes_by_its_name():
    assert read_script("crane_reveal").name == "crane_reveal"
    assert read_script("  crane_reveal \n") == read_scenario("crane_reveal")
    assert read_script_with_words("crane_reveal")[1] == Understanding()


def test_only_prose_waits_for_the_patterns_of_prose():
    code = (
        "import sys; from scene_stager.script.read import read_script; read_script('crane_reveal');"
        "print('scene_stager.script.prose.reading' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]


def test_a_file_goes_by_its_path_whatever_it_is_called(tmp_path):
    for name in ("mine.json", "mine.JSON", "mine.shot"):
        (tmp_path / name).write_text(JSON)
        assert read_script(str(tmp_path / name)).name == "mine"


def test_a_file_named_like_a_scenario_does_not_hide_in_another_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "crane_reveal.json").write_text(JSON)
    assert read_script("crane_reveal").name == "crane_reveal"
    assert read_script("crane_reveal.json").name == "mine"


def test_json_itself_is_read_as_json():
    assert read_script(JSON).name == "mine"
    assert complaint_about("{broken").startswith("script line 1, column 2: found 'b', expected")


def test_more_than_one_word_is_prose():
    script, reading = read_script_with_words("tripod medium")
    assert (script.rig.rig, script.framing.size) == ("tripod_locked", "medium")
    assert [word.word for word in reading.words] == ["tripod", "medium"]


@pytest.mark.parametrize("near", ["crane_reveel", "crane-reveal", "Crane_Reveal", "crane_revea"])
def test_one_word_that_is_nearly_a_scenario_names_it(near):
    said = complaint_about(near)
    assert said.endswith("or prose in quotes. Did you mean crane_reveal?")
    assert all(name in said for name in scenario_texts())
    assert "\n" not in said


@pytest.mark.parametrize("nothing", ["", "   ", "\n"])
def test_nothing_is_said_to_be_nothing(nothing):
    assert complaint_about(nothing).startswith("script: found nothing, expected a scenario (")


@pytest.mark.parametrize("noise", ["the of a", "...!?", "\udcff \udcff", "- -"])
def test_prose_without_a_meaning_word_is_refused(noise):
    assert complaint_about(noise).endswith("expected words that describe a shot")
    assert complaint_about(noise).isprintable()
