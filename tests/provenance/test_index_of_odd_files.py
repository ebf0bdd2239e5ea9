"""The index among files that are odd, that move, that are locked, or stand beside another."""

import os
from dataclasses import replace

import pytest

from scene_stager.provenance.index import entry as entry_file
from scene_stager.provenance.index.entry import read_entry
from scene_stager.provenance.stamp import stamp, strip
from tests.provenance.carried import RECORD
from tests.provenance.indexed import remade, take_in
from tests.provenance.solids import solid

pytestmark = pytest.mark.usefixtures("nothing_is_fresh")


@pytest.mark.skipif(os.name == "nt", reason="names of other systems")
def test_names_that_are_no_text_links_and_hidden_files(index, folder):
    strange = os.fsencode(folder) + b"/\xff\n\x1b[2J.png"
    with open(strange, "wb") as file:
        file.write((folder / "s2.png").read_bytes())
    (folder / "link.png").symlink_to(folder / "s0.png")
    (folder / "loop").symlink_to(folder)
    (folder / ".hidden.png").write_bytes(b"x")
    os.mkfifo(folder / "pipe.png")
    take_in(index, folder)
    assert index.finish()["files"] == 7
    assert index.dump() == remade(index, folder)
    assert index.dump().isprintable() or "\x1b" not in index.dump()


def test_a_file_that_moves_away_while_it_is_read_is_none(index, folder, monkeypatch):
    look = entry_file.look_at

    def late(path, carrier):
        path.rename(path.with_name("moved.png"))
        return look(path, carrier)

    monkeypatch.setattr(entry_file, "look_at", late)
    assert read_entry(str(folder / "s0.png")) is None


def test_a_record_beside_its_file_is_read_with_it_and_again_when_it_changes(index, tmp_path):
    (things := tmp_path / "things").mkdir()
    path = solid(things, "shot.usda")
    stamp(path, RECORD)
    assert take_in(index, things) == 1
    counts = index.finish()
    assert [counts[key] for key in ("files", "records", "unreadable")] == [1, 1, 0]
    assert take_in(index, things) == 0
    stamp(path, replace(RECORD, subject="a heron"))
    assert take_in(index, things) == 1 and "a heron" in index.dump()
    strip(path)
    assert take_in(index, things) == 1 and index.finish()["remembered"] == 1


def test_a_folder_that_cannot_be_read_to_its_end_stops_no_other(index, folder, monkeypatch):
    scan = os.scandir

    class Refused:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def __iter__(self):
            raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(
        os, "scandir", lambda path: Refused() if str(path).endswith("deep") else scan(path)
    )
    assert take_in(index, folder) == 6


def test_a_mistake_of_ours_with_one_file_does_not_stop_the_rest(index, folder, monkeypatch):
    def trip(path, carrier):
        raise AssertionError("tripped")

    monkeypatch.setattr(entry_file, "names_of", trip)
    found = read_entry(str(folder / "s0.png"))
    assert found.verdict == "unreadable" and "a mistake of ours" in found.why
    take_in(index, folder)
    monkeypatch.undo()
    assert take_in(index, folder) >= 6 and index.finish()["unreadable"] == 0
