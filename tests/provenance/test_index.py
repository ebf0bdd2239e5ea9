"""The index: made of files alone, equal when it is made anew, and no word of a person's is lost."""

import os
import shutil
import sqlite3
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from scene_stager.errors import InputError
from scene_stager.presets.lineage import Lineage
from scene_stager.provenance.index import entry as entry_file
from scene_stager.provenance.index.entry import EXPECTED
from scene_stager.provenance.index.near import look_alikes
from scene_stager.provenance.index.store import FILE, JOURNAL
from scene_stager.provenance.pixel_hash import file_hash, pixel_hash_of_file
from scene_stager.provenance.stamp import stamp, strip
from tests.provenance.carried import RECORD, make
from tests.provenance.indexed import NOBODY, remade, take_in
from tests.provenance.pictures import pattern, scene

pytestmark = pytest.mark.usefixtures("nothing_is_fresh")


def asked(index, question, *values):
    with sqlite3.connect(index.folder / FILE) as base:
        return base.execute(question, values).fetchall()


def test_it_counts_what_there_is(index, folder):
    (folder / "bad.png").write_bytes((folder / "s0.png").read_bytes()[:300])
    take_in(index, folder)
    counts = index.finish()
    assert counts == {
        "files": 7,
        "documents": 1,
        "unreadable": 1,
        "records": 2,
        "remembered": 0,
        "broken": 0,
        "gaps": 1,
        "placeholders": 0,
        "edges": 2,
        "claims": 0,
        "refused": 0,
    }
    assert asked(index, "SELECT * FROM gaps") == [(NOBODY.sha256, "pixels")]


def test_names_in_it_are_the_files_own(index, folder):
    take_in(index, folder)
    rows = asked(index, "SELECT path, own, file FROM files WHERE kind NOT IN ('document', '')")
    assert len(rows) == 6
    for path, own, whole in rows:
        assert own == pixel_hash_of_file(os.fsdecode(path)) and whole == file_hash(path.decode())


def test_only_what_has_changed_is_read(index, folder):
    assert take_in(index, folder) == 7
    assert take_in(index, folder) == 0
    make(folder, "s0.png", scene(9, 64, 80))
    make(folder, "new.png", scene(10, 64, 80))
    assert take_in(index, folder) == 2


def test_a_file_that_was_just_written_is_read_again(index, folder, monkeypatch):
    monkeypatch.setattr(entry_file, "FRESH_NS", 10**18)
    assert take_in(index, folder) == take_in(index, folder) == 7


def test_made_anew_it_is_equal_after_every_kind_of_change(index, folder):
    take_in(index, folder)
    assert index.dump() == remade(index, folder)
    make(folder, "s0.png", scene(9, 64, 80))
    (folder / "s2.png").rename(folder / "deep" / "renamed.png")
    (folder / "s3.jpg").unlink()
    (folder / "notes.txt").write_bytes((folder / "s1.png").read_bytes())
    (folder / "s5.exr").write_bytes(b"not one any more")
    strip(folder / "s4.tif")
    take_in(index, folder)
    assert index.dump() == remade(index, folder)
    shutil.rmtree(folder / "deep")
    take_in(index, folder)
    assert index.dump() == remade(index, folder)


def test_another_folder_is_left_alone(index, folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    make(other, "o.png", scene(20, 64, 80))
    take_in(index, folder, other)
    before = index.dump()
    (other / "o.png").unlink()
    take_in(index, folder)
    assert index.dump() == before
    with pytest.raises(InputError, match="expected a folder"):
        take_in(index, tmp_path / "set2")
    take_in(index, other)
    assert index.dump() != before


def test_several_processes_say_the_same_as_one(index, folder, tmp_path, monkeypatch):
    monkeypatch.setattr("scene_stager.provenance.index.build.FEW", 0)
    take_in(index, folder, jobs=2)
    assert index.dump() == remade(index, folder)


def test_a_moved_file_keeps_its_identity_and_its_record(index, folder):
    take_in(index, folder)
    own = pixel_hash_of_file(folder / "s1.png")
    [before] = index.pictures(own)
    (folder / "s1.png").rename(folder / "deep" / "fox.png")
    take_in(index, folder)
    [after] = index.pictures(own)
    assert after.path.endswith("deep/fox.png") and after.record == before.record != ""


def test_what_a_person_said_outlives_a_save_that_lost_it(index, folder):
    take_in(index, folder)
    with Image.open(folder / "s1.png") as image:
        image.save(folder / "s1.png", pnginfo=None)
    take_in(index, folder)
    counts = index.finish()
    assert (counts["records"], counts["remembered"], counts["gaps"]) == (2, 1, 1)
    [found] = index.pictures(pixel_hash_of_file(folder / "s1.png"))
    assert "Maana" in found.record
    (index.folder / FILE).unlink()
    take_in(index, folder)
    [found] = index.pictures(pixel_hash_of_file(folder / "s1.png"))
    assert "Maana" in found.record and index.dump() == remade(index, folder)


def test_of_two_records_of_the_same_pixels_the_later_is_remembered(index, folder):
    take_in(index, folder)
    stamp(folder / "s1.png", replace(RECORD, subject="another fox"))
    take_in(index, folder)
    strip(folder / "s1.png")
    take_in(index, folder)
    [found] = index.pictures(pixel_hash_of_file(folder / "s1.png"))
    assert "another fox" in found.record
    assert index.dump() == remade(index, folder)


def test_a_journal_that_is_gone_is_written_again_from_the_index(index, folder):
    take_in(index, folder)
    strip(folder / "s1.png")
    journal = index.folder / JOURNAL
    lines = journal.read_bytes()
    journal.unlink()
    take_in(index, folder)
    assert sorted(journal.read_bytes().splitlines()) == sorted(lines.splitlines())


@pytest.mark.parametrize("tail", [b'{"schema":"scene_st', b"\xff" * 9000 + b"\n", b"\n\n[]\n"])
def test_a_line_of_the_journal_that_a_kill_cut_short_costs_nothing_else(index, folder, tail):
    take_in(index, folder)
    journal = index.folder / JOURNAL
    journal.write_bytes(journal.read_bytes() + tail)
    stamp(folder / "s2.png", RECORD)
    take_in(index, folder)
    assert index.finish()["records"] == 3
    strip(folder / "s2.png")
    take_in(index, folder)
    assert index.finish()["remembered"] == 1 and index.dump() == remade(index, folder)


def test_a_damaged_index_makes_way_for_a_new_one(index, folder):
    take_in(index, folder)
    before = index.dump()
    file = index.folder / FILE
    data = bytearray(file.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    file.write_bytes(data)
    for _ in range(2):
        take_in(index, folder)
    assert index.damaged is not None and index.dump() == before


def test_an_index_of_older_hashes_is_read_again(index, folder, monkeypatch):
    take_in(index, folder)
    monkeypatch.setattr("scene_stager.provenance.index.store.MADE_BY", "later hashes")
    assert take_in(index, folder) == 7
    assert take_in(index, folder) == 0


def test_a_record_of_other_pixels_makes_no_parent_and_is_not_remembered(index, folder):
    data = (folder / "s1.png").read_bytes()
    (folder / "s1.png").unlink()
    make(folder, "s2.png", 255 - scene(2, 64, 80))
    with_record = data[: data.index(b"IDAT") - 4]
    pixels = (folder / "s2.png").read_bytes()
    (folder / "s2.png").write_bytes(with_record + pixels[pixels.index(b"IDAT") - 4 :])
    take_in(index, folder)
    counts = index.finish()
    assert (counts["broken"], counts["gaps"], counts["records"]) == (1, 0, 1)
    assert NOBODY.sha256 not in index.dump().replace("names pixels", "")


def test_what_looks_alike_is_proposed_and_never_a_parent(index, folder):
    Image.fromarray(scene(1, 64, 80)).resize((70, 60)).save(folder / "small.jpg", quality=80)
    Image.fromarray(np.ascontiguousarray(scene(1, 64, 80)[:, ::-1])).save(folder / "mirror.png")
    take_in(index, folder)
    found = look_alikes(index, folder / "small.jpg")
    names = {file.path.rpartition("/")[2]: one for one in found for file in one.files}
    assert set(names) == {"small.jpg", "s1.png", "mirror.png"}
    assert names["small.jpg"].grade == "the same pixels"
    assert names["s1.png"].files[0].record and names["mirror.png"].form == 1
    [(count,)] = asked(index, "SELECT count(*) FROM parents WHERE parent = ?", names["s1.png"].own)
    assert count == 0
    assert index.finish()["remembered"] == 0


def test_looks_that_are_gone_or_cut_are_made_again(index, folder):
    take_in(index, folder)
    before = [np.array(part) for part in (index.looks().bits, index.looks().own)]
    for file in index.folder.glob("looks-*"):
        file.write_bytes(file.read_bytes()[:-3])
    after = index.looks()
    assert np.array_equal(before[0], after.bits) and np.array_equal(before[1], after.own)


def test_looks_of_before_go(index, folder):
    take_in(index, folder)
    make(folder, "new.png", scene(30, 64, 80))
    take_in(index, folder)
    assert len(list(index.folder.glob("looks-*"))) == 3 and len(index.looks().own) == 7


def test_a_flat_picture_looks_like_its_own_pixels_only(index, folder):
    for name, code in (("flat.png", 9), ("other.png", 19)):
        Image.new("RGB", (40, 30), (code, code, code)).save(folder / name)
    take_in(index, folder)
    [found] = look_alikes(index, folder / "flat.png")
    assert found.grade == "the same pixels"
    with pytest.raises(InputError, match="expected one of"):
        look_alikes(index, folder / "notes.txt")


def test_a_placeholder_waits_until_its_file_is_there(index, folder):
    place = folder / f"later.png{EXPECTED}"
    place.write_text(replace(RECORD, stage="S3").to_json())
    take_in(index, folder)
    assert index.finish()["placeholders"] == 1
    make(folder, "later.png", pattern())
    take_in(index, folder)
    counts = index.finish()
    assert (counts["placeholders"], counts["files"]) == (0, 7)
    place.write_text("{}")
    take_in(index, folder)
    assert index.finish()["unreadable"] == 1


def test_a_parent_that_is_no_longer_said_is_no_gap(index, folder):
    take_in(index, folder)
    stamp(folder / "s1.png", replace(RECORD, lineage=Lineage("generate", ())))
    take_in(index, folder)
    assert index.finish()["gaps"] == 0


def test_a_gap_closes_when_the_parent_comes(index, folder):
    make(folder, "p.png", pattern())
    own = pixel_hash_of_file(folder / "p.png")
    (folder / "p.png").unlink()
    lineage = replace(RECORD.lineage, parents=(replace(NOBODY, sha256=own),))
    stamp(folder / "s2.png", replace(RECORD, lineage=lineage))
    take_in(index, folder)
    assert index.finish()["gaps"] == 2
    make(folder, "p.png", pattern())
    take_in(index, folder)
    assert index.finish()["gaps"] == 1
