"""A match is kept as long as its library would teach it what it has taught it."""

import json

import pytest

from scene_stager.inverse.answer.match_file import MATCH_FILE
from scene_stager.inverse.loop.lessons import Lessons
from scene_stager.inverse.second_look.calibration_library import CalibrationLibrary, Entry
from scene_stager.inverse.second_look.memory import NEAR
from scene_stager.provenance.documents import MATCH_SCHEMA, MATCH_VERSION

ANSWER = {"key_azimuth_deg": 10.0}
HERE, BESIDE, NEARER, FAR = (0.0, 0.0, None), (1.0, 1.0, 0.0), (0.5, 0.5, 0.0), (9.0, 9.0, 9.0)


def entry(name, signature):
    numbers = tuple(float("nan") if x is None else x for x in signature)
    return Entry(name * 64, numbers, ANSWER)


@pytest.fixture
def shelf(tmp_path):
    return CalibrationLibrary(tmp_path / "shelf.sqlite")


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def matched(out, name, signature, near):
    """The result of a still that a library was asked about."""
    (out / name).mkdir(parents=True)
    told = {
        "schema": MATCH_SCHEMA,
        "version": MATCH_VERSION,
        "signature": signature,
        "library": {"near": near},
    }
    (out / name / MATCH_FILE).write_text(json.dumps(told))
    return out / name


def holds(folder, out):
    return Lessons(out.parent / "shelf.sqlite", out).still_hold(folder)


def test_what_the_stills_of_the_run_itself_have_taught_changes_nothing(shelf, out):
    assert BESIDE[0] < NEAR
    first, second = matched(out, "a", HERE, None), matched(out, "b", BESIDE, "a" * 64)
    for own in (entry("a", HERE), entry("b", BESIDE), entry("e", BESIDE)):  # e: older code's b
        shelf.add(own)
    assert holds(first, out) and holds(second, out)


@pytest.mark.parametrize(("signature", "kept"), [(BESIDE, False), (FAR, True)])
def test_who_was_taught_nothing_asks_again_when_something_near_has_come(
    shelf, out, signature, kept
):
    folder = matched(out, "a", HERE, None)
    shelf.add(entry("a", HERE))
    shelf.add(entry("c", signature))
    assert holds(folder, out) is kept


def test_who_was_taught_something_asks_again_when_it_is_gone_or_something_nearer_has_come(
    shelf, out
):
    folder = matched(out, "a", HERE, "c" * 64)
    shelf.add(entry("c", BESIDE))
    assert holds(folder, out)
    shelf.add(entry("d", FAR))
    assert holds(folder, out)
    shelf.add(entry("d", NEARER))
    assert not holds(folder, out)
    shelf.rebuild([entry("d", FAR)])
    assert not holds(folder, out)


def test_a_library_that_is_gone_is_an_empty_one_and_is_not_made_by_looking(out):
    assert holds(matched(out, "a", HERE, None), out)
    assert not holds(matched(out, "b", HERE, "c" * 64), out)
    assert not (out.parent / "shelf.sqlite").exists()


def test_a_damaged_one_is_too_and_it_is_told_where_it_went(shelf, out):
    shelf.add(entry("c", BESIDE))
    (out.parent / "shelf.sqlite").write_bytes((out.parent / "shelf.sqlite").read_bytes()[:5000])
    lessons = Lessons(out.parent / "shelf.sqlite", out)
    assert not lessons.still_hold(matched(out, "a", HERE, "c" * 64))
    assert lessons.set_aside == out.parent / "shelf.sqlite.damaged"


def test_without_a_library_nothing_is_asked(out):
    assert Lessons(None, out).still_hold(out / "nothing there")


def test_what_does_not_read_does_not_hold(shelf, out):
    folder = matched(out, "a", HERE, None)
    (folder / MATCH_FILE).write_text("{torn")
    assert not holds(folder, out)
