"""A match becomes a preset: what the still told, gated, with its lineage."""

import copy
import json
from dataclasses import replace

import pytest

from scene_stager.cli import main
from scene_stager.errors import InputError
from scene_stager.inverse.answer.match_file import MatchFile, read_match
from scene_stager.inverse.answer.promote import promote, words_for
from scene_stager.presets.library import Library
from scene_stager.script.read import read_script

SCRIPT = read_script("hero_dolly_push_in")
MATCH = {
    "schema": "scene_stager.match",
    "version": 1,
    "image": "/somewhere/secret/still.png",
    "outcome": "matched",
    "iterations": 3,
    "seconds": 1.2,
    "certificate": {"condition": 21.123456789, "residual": 0.0123456789, "seen": []},
    "slots": {
        "lighting": {"because": {"key_azimuth_deg": "shading", "forged": "x"}},
        "atmosphere": {"because": {}},
        "rig": {"because": {"rig": "x"}},
    },
    "script": SCRIPT.as_json(),
}


def read(**changes) -> MatchFile:
    return read_match(json.dumps(copy.deepcopy(MATCH) | changes).encode())


def test_what_the_still_told_is_kept_and_nothing_else():
    preset = promote(read(), "evening", made_on="2026-11-25")
    assert list(preset.slots) == ["lighting"]
    assert preset.slots["lighting"] == SCRIPT.lighting
    assert (preset.fit.outcome, preset.fit.iterations) == ("matched", 3)
    assert (preset.fit.condition, preset.fit.residual) == (21.1235, 0.0123457)
    assert preset.lineage.documents == (read().digest,)
    assert "secret" not in preset.to_json()


def test_the_digest_is_of_the_content_and_not_of_the_time_it_took():
    assert read().digest == read(seconds=99).digest
    assert read().digest != read(iterations=4).digest


def test_words_for_who_gives_none_pass_the_gate():
    assert words_for(read()) == "Matched from a still. It told: lighting (key azimuth deg)."
    promote(read(), "evening", description=words_for(read()))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"schema": "other"}, "a scene_stager.match"),
        ({"version": 2}, "version"),
        ({"outcome": "splendid"}, "one of matched"),
        ({"script": {"schema": "scene_stager.script", "version": 1, "x": 1}}, "does not exist"),
        ({"script": None}, "an object"),
    ],
)
def test_a_strangers_match_is_judged(changes, words):
    with pytest.raises(InputError, match=words):
        read(**changes)


@pytest.mark.parametrize("certificate", [None, [], {"condition": "x"}, {"residual": -1}])
def test_a_broken_certificate_is_no_certificate(certificate):
    fit = promote(read(certificate=certificate), "evening").fit
    assert (fit.condition, fit.residual) == (None, None)


@pytest.mark.parametrize("outcome", ["ill_posed", "no_subject"])
def test_a_match_that_does_not_hold_is_not_promoted(outcome):
    with pytest.raises(InputError, match="expected a match that holds"):
        promote(read(outcome=outcome), "evening")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ({"title": "fox.png"}, "no file name"),
        ({"description": "see /etc/passwd"}, "no path"),
        ({"description": "x" * 601}, "at most 600"),
    ],
)
def test_the_gate_is_asked_before_anything_is_kept(words, complaint):
    with pytest.raises(InputError, match=complaint):
        promote(read(), "evening", **words)
    with pytest.raises(InputError, match="nothing the still told"):
        promote(read(slots={}), "evening")


def test_the_command_keeps_the_preset_where_bake_finds_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCENE_STAGER_PRESETS", str(tmp_path / "library"))
    (tmp_path / "match.json").write_text(json.dumps(MATCH))
    assert main(["promote", ".", "--name", "evening", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert Library().read("evening").as_json() == said["preset"]
    assert main(["check", said["path"]]) == 0
    shot = read_script("walk_and_talk_verite")
    put = Library().read("evening").applied_to(shot)
    assert put == replace(shot, lighting=SCRIPT.lighting)

    assert main(["promote", ".", "--name", "evening", "--description", "another"]) == 2
    assert main(["promote", ".", "--name", "evening", "--description", "another", "--replace"]) == 0
    (tmp_path / "match.json").write_text(json.dumps(MATCH | {"outcome": "ill_posed"}))
    assert main(["promote", "match.json", "--name", "other"]) == 1
    assert main(["promote", "gone.json", "--name", "other"]) == 2
    assert Library().names() == ("evening",)


def test_of_an_ill_posed_match_what_the_still_told_may_be_kept():
    preset = promote(read(outcome="ill_posed"), "a", part=True)
    assert tuple(preset.slots) == tuple(promote(read(), "a").slots)
    assert preset.fit.outcome == "ill_posed"
    with pytest.raises(InputError, match="a match that holds"):
        promote(read(outcome="no_subject"), "a", part=True)


def test_the_command_names_the_way_out_of_an_ill_posed_match(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SCENE_STAGER_PRESETS", str(tmp_path / "presets"))
    (tmp_path / "match.json").write_text(json.dumps(MATCH | {"outcome": "ill_posed"}))
    words = ["promote", str(tmp_path), "--name", "a"]
    assert main(words) == 1
    told = "nothing was kept; --part keeps what the still told: lighting.key_azimuth_deg\n"
    assert capsys.readouterr().err.endswith(told)
    assert main([*words, "--part"]) == 0
    assert (tmp_path / "presets" / "a.preset.json").exists()
