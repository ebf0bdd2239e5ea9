"""A shared SQLite file: whole or not there, ours or left alone, in one piece however many write."""

import sqlite3
import threading
from contextlib import closing

import pytest

from scene_stager.errors import InputError
from scene_stager.sqlite_file import DamagedError, SqliteFile, SqliteKind, refuse_strangers
from tests.files.killing import killed_before

KIND = SqliteKind("a list of words", 0x576F7264, 2, "CREATE TABLE words (word TEXT PRIMARY KEY)")


def put(word):
    return lambda base: base.execute("INSERT OR REPLACE INTO words VALUES (?)", (word,)) and None


def words(base):
    return [row[0] for row in base.execute("SELECT word FROM words ORDER BY word")]


def test_it_is_made_when_it_is_first_needed_and_says_whose_it_is(tmp_path):
    file = SqliteFile(tmp_path / "deep" / "er" / "words", KIND)
    assert list(tmp_path.iterdir()) == []
    file.do(put("a"))
    with closing(sqlite3.connect(file.file)) as base:
        assert base.execute("PRAGMA application_id").fetchone() == (KIND.mark,)
        assert base.execute("PRAGMA user_version").fetchone() == (2,)
    assert [path.name for path in file.file.parent.iterdir()] == ["words"]


def test_an_empty_file_is_as_good_as_none(tmp_path):
    (tmp_path / "words").touch()
    file = SqliteFile(tmp_path / "words", KIND)
    file.do(put("a"))
    assert file.do(words) == ["a"]


def test_a_strangers_file_and_a_newer_one_are_left_alone(tmp_path):
    SqliteFile(tmp_path / "newer", SqliteKind("x", KIND.mark, 3, KIND.tables)).do(words)
    SqliteFile(tmp_path / "other", SqliteKind("x", 7, 2, KIND.tables)).do(words)
    (tmp_path / "text").write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    for name, said in {
        "newer": "found version 3, expected 1 to 2",
        "other": "another kind of file, expected a list of words",
        "text": "another kind of file",
        "folder": "another kind of file",
        "link": "another kind of file",
    }.items():
        with pytest.raises(InputError, match=said):
            SqliteFile(tmp_path / name, KIND).do(words)
        with pytest.raises(InputError, match=said):
            refuse_strangers(tmp_path / name, KIND)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()} == before


def test_a_strangers_file_that_comes_later_is_left_alone_too(tmp_path):
    file = SqliteFile(tmp_path / "words", KIND)
    (tmp_path / "words").write_text("mine" * 99)
    with pytest.raises(InputError, match="another kind of file"):
        file.do(put("a"))
    file.file.unlink()
    SqliteFile(tmp_path / "words", SqliteKind("x", 7, 2, KIND.tables)).do(words)
    with pytest.raises(InputError, match="another kind of file"):
        file.do(put("a"))
    assert len(list(tmp_path.iterdir())) == 1


def test_all_of_a_change_happens_or_nothing(tmp_path):
    file = SqliteFile(tmp_path / "words", KIND)
    file.do(put("a"))

    def torn(base):
        base.execute("DELETE FROM words")
        raise KeyError("a mistake")

    with pytest.raises(KeyError):
        file.do(torn)
    assert file.do(words) == ["a"]


def test_a_mistake_of_ours_is_no_damage(tmp_path):
    file = SqliteFile(tmp_path / "words", KIND)
    with pytest.raises(sqlite3.ProgrammingError):
        file.do(lambda base: base.execute("INSERT INTO words VALUES (?)", ()))
    assert file.set_aside is None


def with_tables_that_say_they_are_others(file):
    with closing(sqlite3.connect(file)) as base:
        base.execute("PRAGMA writable_schema = 1")
        base.execute("UPDATE sqlite_master SET sql = replace(sql, 'word TEXT', 'werd TEXT')")
        base.commit()


def with_an_index_that_leaves_out_all(file):
    with closing(sqlite3.connect(file)) as base:
        ((root,),) = base.execute("SELECT rootpage FROM sqlite_master WHERE type = 'index'")
        ((page_bytes,),) = base.execute("PRAGMA page_size")
    data = bytearray(file.read_bytes())
    # The head of an empty leaf: its kind, and where its first cell would begin (SQLite's format).
    start = (root - 1) * page_bytes
    data[start : start + 8] = bytes([10, 0, 0, 0, 0, *page_bytes.to_bytes(2, "big"), 0])
    file.write_bytes(data)


@pytest.mark.parametrize(
    "damage", [with_tables_that_say_they_are_others, with_an_index_that_leaves_out_all]
)
def test_damage_that_no_question_would_stumble_over_is_seen_before_the_first(tmp_path, damage):
    SqliteFile(tmp_path / "words", KIND).do(put("a"))
    damage(tmp_path / "words")
    with closing(sqlite3.connect(tmp_path / "words")) as base:
        base.execute("INSERT INTO words VALUES ('b')")  # SQLite has no doubt
    file = SqliteFile(tmp_path / "words", KIND)
    file.do(put("c"))
    assert file.do(words) == ["c"]
    assert file.set_aside == tmp_path / "words.damaged"


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "words").symlink_to(tmp_path / "elsewhere" / "list")
    (tmp_path / "elsewhere" / "list").touch()
    file = SqliteFile(tmp_path / "words", KIND)
    file.do(put("a"))
    file.do(lambda base: base.execute("DROP TABLE words") and None)
    assert file.do(words) == []
    assert (tmp_path / "words").is_symlink()
    assert sorted(p.name for p in (tmp_path / "elsewhere").iterdir()) == ["list", "list.damaged"]


def test_what_is_damaged_again_at_once_is_told_and_not_set_aside_for_ever(tmp_path):
    file = SqliteFile(tmp_path / "words", KIND)
    file.do(put("a"))

    def never(base):
        raise DamagedError("rows that do not read")

    with pytest.raises(InputError, match=r"cannot be used \(rows that do not read\), expected a"):
        file.do(never)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["words", "words.damaged"]


def test_threads_of_one_process_lose_nothing(tmp_path):
    """A file that is closed anywhere in a process loses what locks the process has on it."""
    file = SqliteFile(tmp_path / "words", KIND)

    def many(start):
        for place in range(25):
            SqliteFile(file.file, KIND).do(put(f"{start}{place}"))

    threads = [threading.Thread(target=many, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(file.do(words)) == 100


def test_killed_at_any_step_there_is_a_whole_file_or_none(tmp_path):
    step, killed = 0, True
    while killed:
        step += 1
        here = tmp_path / str(step)
        here.mkdir()
        file = SqliteFile(here / "words", KIND)
        killed = killed_before(step, lambda file=file: file.do(put("a")))
        assert not file.file.exists() or file.file.stat().st_size > 4096
        file.do(put("b"))
        assert file.do(words) in (["b"], ["a", "b"])
        assert [path.name for path in here.iterdir()] == ["words"], f"step {step}"
    assert step > 2
