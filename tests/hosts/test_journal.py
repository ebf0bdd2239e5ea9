"""A journal takes everything back in reverse, also what failed half way."""

import pytest

from scene_stager.hosts.journal import Journal


def note(page: list[str], word: str):
    return lambda: page.append(word), lambda: page.remove(word) if word in page else None


def test_takes_back_the_last_change_first_and_leaves_the_end_undone():
    page, order = [], []
    journal = Journal()
    for word in ("a", "b"):
        act, back = note(page, word)
        journal.change(act, lambda back=back, word=word: (order.append(word), back()))
    journal.at_the_end(lambda: page.append("end"))
    journal.roll_back()
    journal.commit()
    assert (page, order) == ([], ["b", "a"])


def test_a_change_gives_what_its_act_gives():
    page, journal = [], Journal()
    assert journal.change(lambda: page.append("a") or len(page), page.pop) == 1
    journal.roll_back()
    assert page == []


def test_what_was_made_is_destroyed_and_what_was_never_made_is_not():
    destroyed, journal = [], Journal()
    assert journal.create(lambda: "lamp", destroyed.append) == "lamp"
    with pytest.raises(ZeroDivisionError):
        journal.create(lambda: 1 / 0, destroyed.append)
    assert journal.changes == 2
    journal.roll_back()
    assert destroyed == ["lamp"]


def test_what_is_committed_stays():
    page = []
    journal = Journal()
    journal.change(*note(page, "a"))
    journal.at_the_end(lambda: page.append("end"))
    journal.commit()
    journal.roll_back()
    assert page == ["a", "end"]


def test_may_be_stopped_before_any_change():
    def stop(number):
        if number == 2:
            raise KeyboardInterrupt

    page, journal = [], Journal(stop)
    journal.change(*note(page, "a"))
    with pytest.raises(KeyboardInterrupt):
        journal.change(*note(page, "b"))
    assert (page, journal.changes) == (["a"], 2)
    journal.roll_back()
    assert page == []


def test_a_way_back_that_fails_does_not_stop_the_others():
    page, journal = [], Journal()
    journal.change(*note(page, "a"))
    journal.change(lambda: None, lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        journal.roll_back()
    assert page == []
