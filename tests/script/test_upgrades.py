"""Older documents are brought up to date one version at a time."""

import pytest

from scene_stager.script.upgrades import STEPS, upgrade


def rename_glass(document):
    document["lens"] = document.pop("glass")
    return document


def count_from_one(document):
    document["start_frame"] = document.get("start_frame", 0) + 1
    return document


STORY = {1: rename_glass, 2: count_from_one}


def test_takes_one_step_for_each_version():
    old = {"version": 1, "glass": {"f_number": 4}}
    assert upgrade(old, 1, 3, STORY) == {"version": 3, "lens": {"f_number": 4}, "start_frame": 1}
    assert upgrade(old, 1, 2, STORY) == {"version": 2, "lens": {"f_number": 4}}


def test_leaves_what_was_handed_over_alone():
    old = {"version": 1, "glass": {}}
    upgrade(old, 1, 3, STORY)
    assert old == {"version": 1, "glass": {}}


def test_a_document_of_today_is_not_touched():
    new = {"version": 3, "lens": {}}
    assert upgrade(new, 3, 3, STORY) is new


def test_a_missing_step_stops_at_once():
    with pytest.raises(KeyError):
        upgrade({"version": 1}, 1, 4, STORY)


def test_steps_are_without_a_gap():
    from scene_stager.script.scene_script import VERSION

    assert sorted(STEPS) == list(range(min(STEPS, default=VERSION), VERSION))
