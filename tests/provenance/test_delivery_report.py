"""The report for delivery: counted by hand, and nothing that is missing is passed over."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from scene_stager.cli import main
from scene_stager.presets.lineage import Lineage, Parent
from scene_stager.provenance.lineage.report import report_on_delivery
from scene_stager.provenance.record import Record
from tests.provenance.drawn_lineage import awaited, claimed, entry, index_of, name_of

HERE = [Path("/drawn")]
WHOLE = {"hand": "Åsa", "licence": "CC BY 4.0", "stage": "S3", "subject": "a fox"}


def missing(tmp_path, *entries, places=HERE):
    found = report_on_delivery(index_of(tmp_path, entries), places)
    return {Path(one.path).name: set(one.missing) for one in found.pictures}


def test_a_picture_of_which_all_is_known_lacks_nothing(tmp_path):
    index = index_of(tmp_path, [entry(1, [], **WHOLE), entry(2, [1], **WHOLE)])
    found = report_on_delivery(index, HERE)
    assert found.is_complete and [one.missing for one in found.pictures] == [(), ()]
    assert [one.evidence for one in found.pictures] == [(), ("record",)]
    assert found.as_json()["media"] == {"S3": 2}


def test_everything_that_is_missing_is_said_and_nothing_else(tmp_path):
    bare = replace(entry(3, []), record="", verdict="no_record")
    broken = replace(bare, path="/drawn/4.png", own=name_of(4), verdict="broken")
    by_a_network = {**WHOLE, "stage": "S4"}
    silent = Record(pixel_hash=name_of(8), **WHOLE)
    found = missing(
        tmp_path,
        entry(1, [], hand="Åsa"),
        entry(2, [77], **WHOLE),
        bare,
        broken,
        entry(5, [], **by_a_network),
        entry(6, [], evidence="ours", prompt_hash="c" * 64, **by_a_network),
        entry(7, [], **{**WHOLE, "hand": "", "tool": "Blender 5.0"}),
        replace(entry(8, []), record=silent.to_json()),
        entry(10, [], evidence="another's", prompt_hash="c" * 64, **by_a_network),
        entry(9, [], **{**WHOLE, "hand": ""}),
    )
    assert found == {
        "1.png": {"its medium", "on what terms it may be used"},
        "2.png": {f"its source, {name_of(77)[:12]}…"},
        "3.png": {"a record"},
        "4.png": {"a record of these pixels: it has another's"},
        "5.png": {
            "the hash of the prompt or the plan that a network carried out",
            "a signature of ours on what a network made",
        },
        "6.png": set(),
        "7.png": set(),
        "8.png": {"what it was made of, or that it is a root"},
        "9.png": {"who or what made it"},
        "10.png": {"a signature of ours on what a network made"},
    }


def test_a_claim_tells_what_a_silent_record_was_made_of(tmp_path):
    silent = replace(entry(2, []), record=Record(pixel_hash=name_of(2), **WHOLE).to_json())
    index = index_of(tmp_path, [entry(1, [], **WHOLE), silent, claimed("/drawn/c", 2, 1)])
    found = report_on_delivery(index, HERE)
    assert found.is_complete and found.pictures[1].evidence == ("operator",)


def test_only_what_is_below_the_places_is_told_and_what_is_awaited_is_missing(tmp_path):
    shall = Record(stage="S3", lineage=Lineage("render", (Parent(name_of(1)),)))
    files = [entry(1, [], **WHOLE), entry(2, [], path="/drawn2/2.png")]
    index = index_of(tmp_path, [*files, awaited("/drawn/3.png", shall)])
    found = report_on_delivery(index, HERE)
    assert [one.path for one in found.pictures] == ["/drawn/1.png"]
    assert found.waiting == ("/drawn/3.png",) and not found.is_complete
    assert len(report_on_delivery(index, [Path("/drawn/1.png")]).pictures) == 1


@pytest.fixture
def ask(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCENE_STAGER_INDEX", str(tmp_path / "kept"))

    def run(*words):
        code = main(["asset", "report", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_report_is_told_to_people_machines_and_spreadsheets(ask, tmp_path):
    odd = {**WHOLE, "hand": "-2+3"}
    index_of(tmp_path / "kept", [entry(1, [], **WHOLE), entry(2, [77], **odd)])
    code, said, errors = ask("/drawn", "--csv", "told.csv")
    assert code == 1 and "Åsa" in said and errors == "1 of 2 pictures lack nothing\n"
    with open("told.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["hand"] for row in rows] == ["Åsa", "'-2+3"]
    assert rows[0]["missing"] == "" and "its source" in rows[1]["missing"]
    code, said, _ = ask("/drawn/1.png", "--json")
    told = json.loads(said)
    assert (code, told["complete"], told["incomplete"], told["evidence"]) == (0, True, 0, {})


@pytest.mark.parametrize("words", [("/elsewhere",), ("/drawn", "--csv", "told.txt"), ()])
def test_a_report_of_nothing_is_refused_in_one_line(ask, tmp_path, words):
    index_of(tmp_path / "kept", [entry(1, [], **WHOLE)])
    code, said, errors = ask(*words)
    assert (code, said, len(errors.splitlines())) == (2, "", 1)
    assert not Path("told.txt").exists()
