"""One file, whole or not at all: what every writer of the product stands on."""

import os

import pytest

from scene_stager.hosts.host_file import HostError, write_host_file
from scene_stager.whole_file import is_draft, write_whole


def test_a_file_is_there_with_all_its_bytes_and_nothing_beside_it(tmp_path):
    place = tmp_path / "shot.usda"
    for data in (b"first", b"second\r\n\x00"):
        write_whole(place, data)
        assert [(f.name, f.read_bytes()) for f in tmp_path.iterdir()] == [("shot.usda", data)]


@pytest.mark.parametrize("step", ["write_bytes", "replace"])
@pytest.mark.parametrize(
    "stop", [OSError("disk full"), KeyboardInterrupt()], ids=["full", "ctrl-c"]
)
def test_what_was_there_stays_when_writing_is_stopped(tmp_path, monkeypatch, step, stop):
    place = tmp_path / "shot.usda"
    place.write_bytes(b"old")
    seen = []

    def fail(*given):
        seen.append(sorted(f.name for f in tmp_path.iterdir()))
        raise stop

    owner = os if step == "replace" else type(place)
    monkeypatch.setattr(owner, step, fail)
    with pytest.raises(type(stop)):
        write_whole(place, b"new")
    monkeypatch.undo()
    assert [(f.name, f.read_bytes()) for f in tmp_path.iterdir()] == [("shot.usda", b"old")]
    assert [sum(map(is_draft, names)) for names in seen] == [int(step == "replace")]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_people_may_read_the_file_as_they_may_read_any_other(tmp_path):
    before = os.umask(0o022)
    try:
        write_whole(tmp_path / "a", b"")
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644


def test_a_name_of_the_greatest_length_can_be_written(tmp_path):
    write_whole(tmp_path / ("a" * 255), b"x")
    assert len(list(tmp_path.iterdir())) == 1


def test_a_host_says_in_its_own_words_what_the_system_refused(tmp_path):
    with pytest.raises(HostError, match=r"none/a: could not be written: No such file"):
        write_host_file(tmp_path / "none" / "a", b"")
