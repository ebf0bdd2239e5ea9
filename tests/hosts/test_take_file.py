"""A Take from a file, as every host reads it, and a stranger's file before anybody reads it."""

import os

import pytest

from scene_stager.errors import InputError
from scene_stager.hosts import take_file
from scene_stager.hosts.take_file import read_take_file
from scene_stager.plain_file import read_plain_file, shown_name, too_large
from tests.hosts.promises import a_take


def test_a_take_comes_back_from_its_file(tmp_path):
    file = tmp_path / "shot.take.json"
    file.write_text(a_take().to_json(), encoding="utf-8")
    assert read_take_file(file).digest == read_take_file(str(file)).digest == a_take().digest


def test_a_take_that_is_too_large_or_no_text_is_one_line(tmp_path, monkeypatch):
    file = tmp_path / "shot.take.json"
    file.write_bytes(b'{"a": "\xff"}')
    with pytest.raises(InputError, match=r"^shot\.take\.json: found the byte 0xff at 7, expected"):
        read_take_file(file)
    monkeypatch.setattr(take_file, "MOST_BYTES", 11)
    file.write_bytes(b" " * 12)
    with pytest.raises(InputError, match=r"^shot\.take\.json: found 12 bytes, expected at most 11"):
        read_take_file(file)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_devices_and_pipes_are_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "pipe", os.devnull):
        with pytest.raises(InputError, match="found no plain file, expected a Take"):
            read_take_file(place)


def test_a_file_of_just_the_most_bytes_is_read_and_one_more_is_not(tmp_path):
    file = tmp_path / "a"
    file.write_bytes(b"x" * 1024)
    assert len(read_plain_file(file, "x", 1024)) == 1024
    with pytest.raises(InputError, match=r"found 1024 bytes, expected at most 1023 bytes$"):
        read_plain_file(file, "x", 1023)


def test_sizes_are_said_in_words_where_there_is_one(tmp_path):
    said = [str(too_large("a", 7, most)).rpartition("most ")[2] for most in (2**30, 3072, 10)]
    assert said == ["1073741824 bytes (1 GiB)", "3072 bytes (3 KiB)", "10 bytes"]


def test_a_name_in_a_message_stays_on_its_line(tmp_path):
    shown = shown_name(tmp_path / ("a\n" * 90))
    assert "\n" not in shown
    assert len(shown) <= 100
    assert shown_name(tmp_path / "still\x1b[31m.png") == r"still\x1b[31m.png"
