"""The library of solved matches: nearest first, fading and reviving, and never torn."""

import math
import multiprocessing
import os
import sqlite3
from contextlib import closing

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scene_stager import sqlite_file
from scene_stager.errors import InputError
from scene_stager.inverse.second_look import calibration_library as law
from scene_stager.inverse.second_look.calibration_library import CalibrationLibrary, Entry
from tests.files.killing import killed_before

DAY_S = 86_400.0


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self):
        self.now_s = 1e9

    def __call__(self):
        return self.now_s


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def library(tmp_path, clock):
    return CalibrationLibrary(tmp_path / "library" / "matches.sqlite", clock)


def entry(name, *signature):
    return Entry(name, tuple(map(float, signature)), {"key_azimuth_deg": 10.0})


def test_the_nearest_comes_first(library):
    for one in (entry("a", 0, 0), entry("b", 3, 4), entry("c", 1, 1)):
        library.add(one)
    found = library.nearest([0.9, 0.9], 3)
    assert [one.entry.digest for one in found] == ["c", "a", "b"]
    assert found[2].distance == pytest.approx(math.sqrt((2.1**2 + 3.1**2) / 2))
    assert found[0].entry == entry("c", 1, 1)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=1, max_size=20), st.data())
def test_the_nearest_is_the_nearest_by_brute_force(tmp_path_factory, points, data):
    library = CalibrationLibrary(tmp_path_factory.mktemp("l") / "x.sqlite", lambda: 0.0)
    for place, point in enumerate(points):
        library.add(entry(f"{place:03}", *point))
    asked = data.draw(st.tuples(st.floats(-9, 9), st.floats(-9, 9)))
    (found,) = library.nearest(asked)
    apart = [math.dist(asked, point) for point in points]
    assert found.distance == pytest.approx(min(apart) / math.sqrt(2), abs=1e-12)


def test_numbers_that_one_side_lacks_are_left_out(library):
    library.add(entry("a", 1, math.nan, 3, 4))
    (found,) = library.nearest([1, 2, math.nan, 6])
    assert found.distance == pytest.approx(math.sqrt(2))
    assert library.nearest([math.nan, 2, math.nan, 6]) == ()
    assert library.nearest([1, 2]) == ()


def test_vitality_halves_with_time_and_with_disuse(library, clock):
    library.add(entry("a", 0))
    clock.now_s += law.HALF_LIFE_DAYS * DAY_S
    assert library.vitality("a") == pytest.approx(0.5)
    for _ in range(50):
        library.nearest([0])
    assert library.vitality("a") == pytest.approx(0.5 * 2 ** (-50 / law.HALF_LIFE_QUESTIONS))
    clock.now_s -= 400 * DAY_S  # a clock that was set back
    assert library.vitality("a") <= 1.0


def test_use_revives(library, clock):
    library.add(entry("a", 0))
    clock.now_s += 2 * law.HALF_LIFE_DAYS * DAY_S
    library.used("a")
    assert library.vitality("a") == pytest.approx(0.25 + law.REVIVAL * 0.75)
    library.used("nobody")
    assert library.vitality("nobody") == 0.0


def test_what_has_faded_is_neither_offered_nor_kept(library, clock):
    library.add(entry("old", 0))
    clock.now_s += 5 * law.HALF_LIFE_DAYS * DAY_S
    library.add(entry("new", 9))
    assert [one.entry.digest for one in library.nearest([0], 2)] == ["new"]
    assert (len(library), library.prune(), len(library)) == (2, 1, 1)


def test_beyond_its_size_the_least_worth_goes(library, clock, monkeypatch):
    monkeypatch.setattr(law, "MOST_ENTRIES", 3)
    for place in range(6):
        library.add(entry(str(place), place))
        clock.now_s += DAY_S
    library.used("0")
    assert library.prune() == 3
    assert {one.entry.digest for one in library.nearest([0], 9)} == {"0", "4", "5"}


def test_it_can_be_rebuilt_from_the_matches(library, clock):
    kept = [entry("a", 1), entry("b", 2)]
    for one in (*kept, entry("gone", 3)):
        library.add(one)
    clock.now_s += 30 * DAY_S
    before = library.vitality("a")
    assert library.rebuild([*kept, entry("c", 4)]) == 3
    assert {one.entry.digest for one in library.nearest([0], 9)} == {"a", "b", "c"}
    assert before == pytest.approx(2 ** (-30 / law.HALF_LIFE_DAYS))
    assert library.vitality("c") > before


def test_a_file_of_another_program_is_refused_and_left_alone(tmp_path):
    photo, strange = tmp_path / "photo.png", tmp_path / "other.sqlite"
    photo.write_bytes(b"\x89PNG" * 99)
    with sqlite3.connect(strange) as base:
        base.execute("PRAGMA application_id = 7")
        base.execute("CREATE TABLE theirs (x)")
    base.close()
    for file in (photo, strange, tmp_path):
        with pytest.raises(InputError, match="another kind of file, expected a library of matches"):
            len(CalibrationLibrary(file))
    assert sorted(f.name for f in tmp_path.iterdir()) == ["other.sqlite", "photo.png"]
    assert photo.read_bytes() == b"\x89PNG" * 99


def filled(file, count=5):
    library = CalibrationLibrary(file)
    for place in range(count):
        library.add(entry(f"{place:03}", place, 0))
    return library


def sql(*statements):
    def damage(file):
        with closing(sqlite3.connect(file)) as base:
            for statement in statements:
                base.execute(statement)
            base.commit()

    return damage


def overwrite(start, data):
    def damage(file):
        whole = bytearray(file.read_bytes())
        whole[start : start + len(data)] = data
        file.write_bytes(whole)

    return damage


DAMAGES = {
    "head": overwrite(72, b"\xff" * 8192),
    "first page": overwrite(100, b"\xff" * 300),
    "a page": overwrite(8192, b"\xff" * 4096),
    "write version": overwrite(18, b"\x09\x09"),
    "page size": overwrite(16, b"\x33\x33"),
    "cut": lambda file: file.write_bytes(file.read_bytes()[:5000]),
    "no question": sql("DELETE FROM questions"),
    "no count": sql("UPDATE questions SET count = NULL"),
    "a word": sql("UPDATE questions SET count = 'many'"),
    "no column": sql("ALTER TABLE entries DROP COLUMN uses"),
    "no table": sql("DROP TABLE entries"),
    "no JSON": sql("UPDATE entries SET signature = '[1, 2' WHERE digest = '003'"),
    "no list": sql("UPDATE entries SET signature = '7' WHERE digest = '003'"),
    "no numbers": sql("UPDATE entries SET signature = '[\"a\", 2]' WHERE digest = '003'"),
    "deep": sql(f"UPDATE entries SET signature = '{'[' * 90000}' WHERE digest = '003'"),
    "huge": sql(f"UPDATE entries SET answer = '{{\"a\": {'9' * 400}}}' WHERE digest = '003'"),
    "endless": sql("UPDATE entries SET answer = '{\"a\": 1e999}' WHERE digest = '003'"),
    "no text": sql("UPDATE entries SET answer = x'ff00fe' WHERE digest = '003'"),
    "no UTF-8": sql("UPDATE entries SET answer = CAST(x'ff00fe' AS TEXT) WHERE digest = '003'"),
    "no age": sql("UPDATE entries SET touched_at = 'x' WHERE digest = '003'"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_set_aside_whenever_it_is_noticed(tmp_path, name):
    file = tmp_path / "matches.sqlite"
    filled(file)
    DAMAGES[name](file)
    library, was = CalibrationLibrary(file), [file.read_bytes()]
    for _ in range(2):  # some damage is in the way of a writer only, some of a reader
        library.add(entry("a", 1, 1))
        was.append(file.read_bytes())
        library.nearest([0, 0])
    assert [one.digest for one, _ in library.entries()] == ["a"]
    assert library.damaged == tmp_path / "matches.sqlite.damaged"
    assert library.damaged.read_bytes() in was
    assert sorted(path.name for path in tmp_path.iterdir()) == [file.name, library.damaged.name]


def test_what_was_set_aside_before_stays(tmp_path):
    file = tmp_path / "matches.sqlite"
    for place in range(3):
        filled(file, 3 + place)
        DAMAGES["no question"](file)
    CalibrationLibrary(file).nearest([0, 0])
    aside = [tmp_path / f"matches.sqlite.damaged{x}" for x in ("", "-2", "-3")]
    for place, damaged in enumerate(aside):
        with closing(sqlite3.connect(damaged)) as base:
            assert base.execute("SELECT COUNT(*) FROM entries").fetchone() == (3 + place,)


def test_the_notes_of_a_killed_writer_are_no_notes_on_a_new_library(tmp_path):
    """SQLite would roll them back into whatever file has that name."""
    file = tmp_path / "matches.sqlite"
    filled(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as base:
        base.execute("PRAGMA cache_size = 1")
        base.execute("BEGIN IMMEDIATE")
        base.execute("UPDATE entries SET answer = zeroblob(200000)")
        notes = (tmp_path / "matches.sqlite-journal").read_bytes()
        base.execute("ROLLBACK")
    assert len(notes) > 4096
    file.unlink()
    (tmp_path / "matches.sqlite-journal").write_bytes(notes)
    assert len(filled(file, 2)) == 2


def test_a_library_that_nobody_can_read_is_one_line(tmp_path, monkeypatch):
    file = tmp_path / "matches.sqlite"
    library = filled(file)
    monkeypatch.setattr(sqlite_file, "WAIT_S", 0.05)
    with closing(sqlite3.connect(file, isolation_level=None)) as base:
        base.execute("BEGIN EXCLUSIVE")
        with pytest.raises(InputError, match=r"cannot be used \(database is locked\)"):
            library.add(entry("a", 1))
    assert len(library) == 5
    assert library.damaged is None


def add_some(file, start):
    library = CalibrationLibrary(file)
    for place in range(start, start + 25):
        library.add(entry(f"{place:04}", place, 0))


@pytest.mark.parametrize("name", ["head", "no question", "no table", "page size", "cut"])
def test_several_processes_renew_a_damaged_library_once(tmp_path, name):
    file = tmp_path / "matches.sqlite"
    filled(file)
    DAMAGES[name](file)
    damage = file.read_bytes()
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=add_some, args=(file, 100 * k)) for k in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0] * 4
    assert len(CalibrationLibrary(file)) == 100
    assert (tmp_path / "matches.sqlite.damaged").read_bytes() == damage
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a child is killed at each step")
def test_killed_at_any_step_of_renewing_the_damaged_file_is_still_there(tmp_path):
    step, killed = 0, True
    while killed:
        step += 1
        here = tmp_path / str(step)
        here.mkdir()
        file = here / "matches.sqlite"
        filled(file)
        DAMAGES["no question"](file)
        damage = file.read_bytes()
        killed = killed_before(step, lambda file=file: CalibrationLibrary(file).nearest([0, 0]))
        library = CalibrationLibrary(file)
        library.add(entry("a", 1))
        assert len(library) == 1
        assert [p.read_bytes() for p in here.glob("*.damaged*")] == [damage]
        assert len(list(here.iterdir())) == 2, f"step {step}"
    assert step > 4


@pytest.mark.parametrize(
    "bad", [entry("a", math.inf), Entry("a", (), {}), Entry("a", (1.0,) * 300, {}), entry("a", 1)]
)
def test_only_finite_numbers_are_kept(library, bad):
    if bad == entry("a", 1):
        bad = Entry("a", (1.0,), {"key_azimuth_deg": math.nan})
    with pytest.raises(InputError, match="finite numbers"):
        library.add(bad)
    assert len(library) == 0


def test_a_change_that_fails_half_way_leaves_nothing(library, monkeypatch):
    library.add(entry("a", 1))
    calls = iter([True])

    def torn(self, base, one):
        if not next(calls, False):
            raise OSError("disk full")
        base.execute("DELETE FROM entries")

    monkeypatch.setattr(CalibrationLibrary, "_insert", torn)
    with pytest.raises(InputError, match="disk full"):
        library.rebuild([entry("b", 2), entry("c", 3)])
    assert library.vitality("a") > 0.99


def write_many(file, start):
    library = CalibrationLibrary(file)
    for place in range(start, start + 25):
        library.add(entry(f"{place:04}", place))
        library.nearest([place])
        library.used(f"{place:04}")


def test_several_processes_at_once_lose_nothing(tmp_path):
    file = tmp_path / "matches.sqlite"
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=write_many, args=(file, 100 * k)) for k in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0] * 4
    assert len(CalibrationLibrary(file)) == 100
    with sqlite3.connect(file) as base:
        assert base.execute("SELECT count FROM questions").fetchone() == (100,)
        assert base.execute("SELECT SUM(uses) FROM entries").fetchone() == (100,)
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_order_of_equals_is_always_the_same(library):
    for name in ("b", "a", "c"):
        library.add(entry(name, 1))
    assert [one.entry.digest for one in library.nearest(np.ones(1), 3)] == ["a", "b", "c"]
