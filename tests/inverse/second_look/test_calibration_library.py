"""The library of solved matches: nearest first, fading and reviving, and never torn."""

import math
import multiprocessing
import sqlite3

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scene_stager.errors import InputError
from scene_stager.inverse.second_look import calibration_library as law
from scene_stager.inverse.second_look.calibration_library import CalibrationLibrary, Entry

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
            CalibrationLibrary(file)
    assert sorted(f.name for f in tmp_path.iterdir()) == ["other.sqlite", "photo.png"]
    assert photo.read_bytes() == b"\x89PNG" * 99


def test_a_damaged_library_is_set_aside(tmp_path):
    good = tmp_path / "matches.sqlite"
    CalibrationLibrary(good)
    damage = good.read_bytes()[:72] + b"\xff" * 8192
    good.unlink()
    file = tmp_path / "matches.sqlite"
    file.write_bytes(damage)
    library = CalibrationLibrary(file)
    library.add(entry("a", 1))
    assert len(library) == 1
    assert (tmp_path / "matches.sqlite.damaged").read_bytes() == damage


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

    def torn(self, base, one, vitality):
        if not next(calls, False):
            raise OSError("disk full")
        base.execute("DELETE FROM entries")

    monkeypatch.setattr(CalibrationLibrary, "_insert", torn)
    with pytest.raises(OSError, match="disk full"):
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
