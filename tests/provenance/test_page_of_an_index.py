"""From files to a site: an index's lineage as rivers, which say no more than records do."""

import json
import shutil
from dataclasses import replace

import pytest

from scene_stager.cli._main import main
from scene_stager.presets.lineage import Lineage, Parent
from scene_stager.provenance.index.entry import EXPECTED as AWAITS
from scene_stager.provenance.lineage.walk import whole_lineage
from scene_stager.provenance.page import gather
from scene_stager.provenance.page.build import SiteOfIndex
from scene_stager.provenance.page.flow import flow_of
from scene_stager.provenance.page.gather import corpus_of
from scene_stager.provenance.page.river import AWAITED, EXPECTED, GAP, REMEMBERED, THERE
from scene_stager.provenance.parents import parent_of_file
from scene_stager.provenance.record import Record
from scene_stager.provenance.stamp import look_at, stamp, strip
from tests.provenance.carried import make
from tests.provenance.indexed import NOBODY, take_in
from tests.provenance.pictures import scene


def say(file, subject, stage, *parents, origin="render", when=None):
    record = Record(subject=subject, domain="The Vigil", stage=stage)
    stamp(file, replace(record, lineage=Lineage(origin, parents, when)))


@pytest.fixture
def world(tmp_path):
    """Two subjects: one goes round and names a parent that is nowhere, one takes from it."""
    place = tmp_path / "world"
    place.mkdir()
    for k, name in enumerate(("drawing", "sculpt", "relief", "drawing_again", "tower", "plain")):
        make(place, f"{name}.png", scene(k, 64, 80))
    files = {one.stem: one for one in place.iterdir()}
    say(files["drawing"], "dock", "S1", when="2026-10-01")
    say(files["sculpt"], "dock", "S3", parent_of_file(files["drawing"], "sketch"), NOBODY)
    say(files["relief"], "dock", "S5", parent_of_file(files["sculpt"], "still"))
    say(files["drawing_again"], "dock", "S1", parent_of_file(files["relief"], "source"))
    say(files["tower"], "citadel", "S4", parent_of_file(files["sculpt"], "reference"))
    awaited = Record(
        subject="citadel", domain="The Vigil", stage="S5",
        lineage=Lineage("render", (parent_of_file(files["tower"], "still"),)),
    )  # fmt: skip
    (place / f"later.png{AWAITS}").write_text(awaited.to_json())
    return place


def rivers_of(index, *folders):
    take_in(index, *folders)
    corpus = corpus_of(whole_lineage(index))
    return {one.title: one for one in corpus.rivers(lambda stop, path: stop, lambda owns: ())}


def names(stops):
    return sorted(one.file.removesuffix(".png") or one.state for one in stops)


def test_a_subject_is_a_river_with_its_gaps_and_what_is_awaited(index, world):
    rivers = rivers_of(index, world)
    assert sorted(rivers) == [gather.UNTITLED, "citadel", "dock"]
    dock, citadel = rivers["dock"], rivers["citadel"]
    assert names(dock.stops) == ["drawing", "drawing_again", GAP, "relief", "sculpt"]
    assert [one.state for one in dock.stops if one.own == NOBODY.sha256] == [GAP]
    assert names(citadel.stops) == ["later", "tower"]
    assert {one.state for one in citadel.stops} == {THERE, EXPECTED}
    assert names(rivers[gather.UNTITLED].stops) == ["plain"]
    assert sum(course.is_return for course in flow_of(dock).courses) == 1


def test_a_step_between_two_subjects_is_on_both_pages_and_leads_over(index, world):
    rivers = rivers_of(index, world)
    dock, citadel = rivers["dock"], rivers["citadel"]
    assert [(one.file, one.elsewhere) for one in citadel.others] == [
        ("sculpt.png", f"{dock.name}.html")
    ]
    assert [(one.file, one.elsewhere) for one in dock.others] == [
        ("tower.png", f"{citadel.name}.html")
    ]


def test_every_edge_is_one_that_a_record_states(index, world):
    rivers = rivers_of(index, world)
    drawn = {(e.child, e.parent, e.role) for one in rivers.values() for e in one.edges}
    looks = [look_at(file) for file in world.glob("*.png")]
    stated = {
        (record.pixel_hash, parent.sha256, parent.role)
        for look in looks
        for record in look.records
        for parent in record.lineage.parents
    }
    awaited = {
        (e.child, e.parent, e.role) for e in rivers["citadel"].edges if e.evidence == AWAITED
    }
    assert drawn - awaited == stated and len(awaited) == 1


def test_a_planted_near_duplicate_is_told_and_never_a_line(index, world):
    before = rivers_of(index, world)["dock"].edges
    pixels = scene(1, 64, 80)
    pixels[0, 0] ^= 1
    make(world, "sculpt_copy.png", pixels)
    say(world / "sculpt_copy.png", "dock", "S3")
    after = rivers_of(index, world)["dock"]
    assert after.edges == before and "sculpt_copy" in names(after.stops)
    out = world.parent / "site"
    pages = SiteOfIndex(index).write(out, "Corpus")
    page = next(one for one in pages if "/dock-" in one)
    told = (out / page).read_text("utf-8").split("Looks alike")[1]
    assert "of 256 bits apart, near-certain" in told and "sculpt copy" in told


def test_a_file_that_is_taken_away_makes_a_gap_that_is_remembered(index, world):
    before = rivers_of(index, world)["dock"]
    (world / "sculpt.png").unlink()
    after = rivers_of(index, world)["dock"]
    assert {(e.child, e.parent) for e in after.edges} < {(e.child, e.parent) for e in before.edges}
    gone = next(one for one in before.stops if one.file == "sculpt.png")
    assert next(one.state for one in after.stops if one.own == gone.own) == GAP


def test_a_record_that_was_lost_is_remembered(index, world):
    take_in(index, world)
    strip(world / "relief.png")
    dock = rivers_of(index, world)["dock"]
    assert [one.file for one in dock.stops if one.state == REMEMBERED] == ["relief.png"]


def test_what_is_long_goes_on_on_the_next_page(index, tmp_path, monkeypatch):
    monkeypatch.setattr(gather, "MOST_STOPS", 3)
    place = tmp_path / "many"
    place.mkdir()
    before = ()
    for k in range(7):
        make(place, f"n{k}.png", scene(k, 40, 40))
        say(place / f"n{k}.png", "dock", "S3", *before)
        before = (Parent(parent_of_file(place / f"n{k}.png", "source").sha256, "source"),)
    rivers = rivers_of(index, place)
    assert [len(one.stops) for one in rivers.values()] == [3, 3, 1]
    assert list(rivers) == ["dock", "dock, part 2", "dock, part 3"]
    assert [len(one.others) for one in rivers.values()] == [1, 2, 1]


def test_the_same_files_give_the_same_site_and_no_path_of_the_machine(index, world, tmp_path):
    take_in(index, world)
    for name in ("a", "b"):
        SiteOfIndex(index).write(tmp_path / name, "Corpus")
    read = [
        {
            f.relative_to(tmp_path / n): f.read_bytes()
            for f in (tmp_path / n).rglob("*")
            if f.is_file()
        }
        for n in ("a", "b")
    ]
    assert read[0] == read[1] and any(one.suffix == ".webp" for one in read[0])
    assert not any(str(tmp_path).encode() in data for data in read[0].values())


def test_a_picture_that_was_changed_since_it_was_indexed_is_not_shown(index, world, tmp_path):
    take_in(index, world)
    shutil.copy(world / "tower.png", world / "plain.png")
    SiteOfIndex(index).write(tmp_path / "site", "Corpus")
    assert len(list((tmp_path / "site" / "small").iterdir())) == 5


def test_a_picture_that_was_indexed_as_soon_as_it_was_written_is_shown_by_its_pixels(
    index, world, tmp_path
):
    for picture in world.glob("*.png"):
        picture.write_bytes(picture.read_bytes())  # now: too fresh to be told by its time
    take_in(index, world)
    SiteOfIndex(index).write(tmp_path / "site", "Corpus")
    every = len(list((tmp_path / "site" / "small").iterdir()))
    assert every == 6
    shutil.rmtree(tmp_path / "site")
    shutil.copy(world / "tower.png", world / "plain.png")
    SiteOfIndex(index).write(tmp_path / "site", "Corpus")
    assert len(list((tmp_path / "site" / "small").iterdir())) == every - 1


def test_the_command_says_which_pages_it_wrote(index, world, tmp_path, capsys):
    take_in(index, world)
    asked = [
        "asset",
        "page",
        "--index",
        str(index.folder),
        "--out",
        str(tmp_path / "site"),
        "--json",
    ]
    assert main(asked) == 0
    told = json.loads(capsys.readouterr().out)
    assert all((tmp_path / "site" / one).is_file() for one in told["pages"])
    assert told["pages"][0] == "index.html" and len(told["pages"]) == 5


def test_a_folder_of_other_things_and_an_index_that_is_not_there_are_refused(
    world, tmp_path, capsys
):
    asked = ["asset", "page", "--index", str(tmp_path / "none"), "--out", str(tmp_path / "site")]
    assert main(asked) == 2
    assert "no index" in capsys.readouterr().err
    assert main(["asset", "index", str(world), "--index", str(tmp_path / "i")]) == 0
    capsys.readouterr()
    assert main(["asset", "page", "--index", str(tmp_path / "i"), "--out", str(world)]) == 2
    assert "files that are no site" in capsys.readouterr().err
