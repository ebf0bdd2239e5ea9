# SPDX-License-Identifier: Apache-2.0
"""One file of a match: one schema, one list of outcomes, one digest, read without a solver."""

import json

import pytest

from scene_stager.errors import InputError
from scene_stager.inverse.answer.match_file import (
    ANSWERED,
    NO_SUBJECT,
    NOT_WORTH_KEEPING,
    OUTCOMES,
    read_match,
)
from scene_stager.inverse.second_look.memory import entry_of
from scene_stager.presets.documents import OUTCOMES as OF_A_PRESET
from scene_stager.presets.preset import read_preset
from scene_stager.provenance.documents import BESIDE_THE_ANSWER, match_digest
from scene_stager.script.scene_script import SceneScript
from tests.house.test_light_start import run_without

MATCH = {
    "schema": "scene_stager.match",
    "version": 1,
    "image": "ball.png",
    "outcome": "matched",
    "iterations": 3,
    "seconds": 1.25,
    "signature": [0.5, None],
    "answer": {"key_azimuth_deg": -60.0},
    "library": {"near": None},
    "inspector": {"name": "offline"},
}
# What the library and a preset's lineage called this very match before there was one digest.
OF_THE_LIBRARY = "fac85147f6fb0a6dcaa69a9265740d356dd298cd60377a7cb1202ecf8424e2ac"
OF_A_LINEAGE = "6b7dfc22f056538d77af4b9939a626d9e476653421dc74398dcc11d9fab00e07"


def test_the_library_and_a_presets_lineage_know_a_match_by_one_digest():
    whole = MATCH | {"script": SceneScript().as_json()}
    entry = entry_of(whole)
    assert entry.digest == read_match(json.dumps(whole).encode()).digest == match_digest(whole)


def test_what_a_library_already_holds_keeps_its_digest():
    assert entry_of(MATCH).digest == OF_THE_LIBRARY


@pytest.mark.parametrize("name", BESIDE_THE_ANSWER)
def test_neither_time_nor_who_looked_makes_another_match(name):
    assert match_digest(MATCH | {name: "other"}) == match_digest(MATCH)
    assert match_digest({k: v for k, v in MATCH.items() if k != name}) == match_digest(MATCH)


@pytest.mark.parametrize("name", sorted(set(MATCH) - set(BESIDE_THE_ANSWER)))
def test_everything_else_does(name):
    assert match_digest(MATCH | {name: "other"}) != match_digest(MATCH)


def test_a_preset_that_names_an_old_digest_is_read_as_it_is():
    preset = {
        "schema": "scene_stager.preset",
        "version": 1,
        "name": "evening",
        "lineage": {"origin": "match", "parents": [OF_A_LINEAGE]},
        "slots": {"lighting": {}},
    }
    assert read_preset(json.dumps(preset).encode(), "old").lineage.documents == (OF_A_LINEAGE,)


def test_a_preset_may_end_as_a_match_may_but_for_one_without_a_subject():
    assert set(OF_A_PRESET) == set(OUTCOMES) - {NO_SUBJECT}
    assert set(ANSWERED) | set(NOT_WORTH_KEEPING) <= set(OUTCOMES)


@pytest.mark.parametrize("tree", [[], "match", None, MATCH | {"schema": "other"}, {"version": 1}])
def test_what_is_no_match_file_is_nothing_for_the_library_either(tree):
    with pytest.raises(InputError, match=r"a scene_stager\.match"):
        entry_of(tree)


def test_a_match_is_promoted_where_nothing_that_solves_is_installed(tmp_path):
    because = {"lighting": {"because": {"key_azimuth_deg": "shading"}}}
    whole = MATCH | {"script": SceneScript().as_json(), "slots": because}
    (tmp_path / "match.json").write_text(json.dumps(whole), encoding="utf-8")
    code = (
        "from pathlib import Path\n"
        "from scene_stager.inverse.answer.match_file import read_match_file\n"
        "from scene_stager.inverse.answer.promote import promote\n"
        f"found = read_match_file(Path({str(tmp_path)!r}))\n"
        "print(list(promote(found, 'evening').slots))"
    )
    done = run_without(("scipy", "PIL", "gudhi"), code)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "['lighting']", "")
