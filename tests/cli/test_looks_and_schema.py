"""What the command line writes for other programs: film tables, schemas, vocabularies."""

import json

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from scene_stager.cli import main
from scene_stager.presets.lineage import Lineage, revising
from scene_stager.presets.preset import preset_of
from scene_stager.script.moves import MOVES
from scene_stager.script.prose.reading import read_prose
from scene_stager.script.read import scenarios
from scene_stager.script.scene_script import SLOTS
from scene_stager.shot.stocks import stocks
from tests.cubes import read_cube, shaped, tetrahedral

GREY = np.full(3, 0.18)


@pytest.fixture
def ask(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    def run(*words):
        code = main(list(words))
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    return run


def grey_in(folder, name):
    return tetrahedral(read_cube((folder / f"{name}.cube").read_text("utf-8")), shaped(GREY))


def test_looks_writes_a_table_for_every_stock_in_which_grey_in_white_light_is_grey(ask, tmp_path):
    code, said, _ = ask("looks", "--size", "9", "--json")
    assert (code, said["stocks"]) == (0, list(stocks()))
    assert {file.rpartition("/")[2] for file in said["outputs"]} == {
        "config.ocio",
        *(f"{name}.cube" for name in stocks()),
    }
    for name in stocks():
        red, green, blue = grey_in(tmp_path / "out" / "looks", name)
        assert max(red, green, blue) - min(red, green, blue) < 2 / 255


def test_looks_as_lit_sees_daylight_blue_on_a_film_for_lamps(ask, tmp_path):
    assert ask("looks", "vision3_500t", "--size", "9", "--as-lit", "--out", "lit", "--json")[0] == 0
    assert sorted(file.name for file in (tmp_path / "lit").iterdir()) == [
        "config.ocio",
        "vision3_500t.cube",
    ]
    red, _, blue = grey_in(tmp_path / "lit", "vision3_500t")
    assert blue - red > 0.2


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("tri_x",), "looks: found 'tri_x', expected some of"),
        (("--size", "1"), "lut.size: found 1, expected 2 to 67"),
        (("--size", "much"), "--size: found 'much', expected a whole number"),
    ],
)
def test_looks_refuses_what_it_does_not_know_and_writes_nothing(ask, tmp_path, words, complaint):
    code, _, grumbling = ask("looks", *words)
    assert (code, grumbling.count("\n"), list(tmp_path.iterdir())) == (2, 1, [])
    assert complaint in grumbling


@pytest.mark.parametrize("document", ["script", "preset"])
def test_every_scenario_keeps_the_schema_that_is_printed_and_nonsense_does_not(ask, document):
    code, schema, _ = ask("schema", document)
    assert code == 0
    Draft202012Validator.check_schema(schema)
    judge = Draft202012Validator(schema)
    for script in scenarios().values():
        line = revising(Lineage("scenario"), "a" * 64)
        preset = preset_of(script, tuple(SLOTS), line)
        plain = script.as_json() if document == "script" else preset.as_json()
        judge.validate(plain)
        slots = plain if document == "script" else plain["slots"]
        for field, wrong in (("key_kelvin", 10), ("style", "fox"), ("fox", 1)):
            changed = {**slots, "lighting": {**slots["lighting"], field: wrong}}
            whole = changed if document == "script" else {**plain, "slots": changed}
            assert not judge.is_valid(whole), field


def test_schema_knows_two_documents(ask):
    code, _, grumbling = ask("schema", "fox")
    assert (code, grumbling) == (
        2,
        "scene-stager: schema: found 'fox', expected one of script, preset\n",
    )


def test_list_moves_says_what_each_takes_and_which_rigs_make_it(ask):
    code, said, _ = ask("list", "moves", "--json")
    assert (code, [entry["name"] for entry in said["entries"]]) == (0, list(MOVES))
    assert all(entry["rigs"] and entry["title"] for entry in said["entries"])


def test_every_word_of_every_list_means_what_list_words_says_in_a_sentence(ask):
    code, said, _ = ask("list", "words", "--json")
    assert code == 0
    assert {"framing.size", "atmosphere.weather", "lighting.practicals", "subject.kind"} <= {
        entry["name"] for entry in said["entries"]
    }
    sizes = next(e["words"] for e in said["entries"] if e["name"] == "framing.size")
    for word, phrases in sizes.items():
        shots = [phrase for phrase in phrases if phrase.endswith("shot")]
        assert shots
        assert {read_prose(f"{shot} of the pilot")[0].framing.size for shot in shots} == {word}


@pytest.mark.parametrize("name", ["view", "framing.view"])
def test_one_field_lists_its_own_words(ask, name):
    code, said, _ = ask("list", name, "--json")
    assert (code, [entry["name"] for entry in said["entries"]]) == (0, ["framing.view"])
    assert "profile_left" in said["entries"][0]["words"]
