"""Pictures for a description: records, measured numbers and vectors, each with one say."""

import sqlite3

import numpy as np
import pytest

from scene_stager.errors import InputError, MissingPartError
from scene_stager.finding import base as base_module
from scene_stager.finding.asked import read_query
from scene_stager.finding.base import FindBase
from scene_stager.finding.find import Nearness, find, likeness
from scene_stager.finding.measured import names
from scene_stager.provenance.index.store import AssetIndex
from tests.finding.corpus import SAID, base_of, give, indexed
from tests.finding.test_asked import HOSTILE
from tests.provenance.indexed import take_in

DARK = {"key_stops": -4.0}
BRIGHT = {"key_stops": 1.0}


def found(base, text, count=10, near=None):
    return [one.path.rpartition("/")[2] for one in find(base, read_query(text), count, near)]


def test_the_words_of_records_find_and_the_fuller_match_comes_first(tmp_path):
    base = base_of(tmp_path)
    first, *others = found(base, "recon pilot in the dry-dock")
    assert (first, set(others)) == ("a.png", {"b.png", "c.png"})
    assert found(base, "heron") == ["d.png"]
    assert found(base, "zebra") == []


def test_a_number_finds_where_no_record_says_so(tmp_path):
    base = base_of(tmp_path, {"c.png": DARK, "d.png": BRIGHT})
    assert found(base, "low key") == ["c.png"]


def test_words_and_numbers_together_come_before_either(tmp_path):
    base = base_of(tmp_path, {"b.png": DARK, "d.png": DARK})
    assert found(base, "recon pilot, low key")[0] == "b.png"
    assert set(found(base, "recon pilot, low key")) == {"a.png", "b.png", "d.png"}


def test_why_says_which_words_and_which_number(tmp_path):
    base = base_of(tmp_path, {"b.png": DARK})
    (first, *_) = find(base, read_query("pilot, citadel, low key"), 1)
    assert first.why[:-1] == ("'pilot' in subject", "'citadel' in environment")
    assert first.why[-1].startswith("'low key' measured: key_stops -4")


def test_a_name_of_a_file_finds_it(tmp_path):
    assert found(base_of(tmp_path), "d") == ["d.png"]


def test_vectors_have_one_say_beside_the_others(tmp_path):
    base = base_of(tmp_path)
    scores = np.array([0.1, 0.2, 0.3, np.nan])
    ranked = found(base, "zebra", near=Nearness(scores, "tiny"))
    owns = [path.rpartition("/")[2] for _, path in base.paths()]
    assert ranked == [owns[2], owns[1], owns[0]], "one that has no vector is not found by one"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_query_is_code(tmp_path, text):
    base = base_of(tmp_path)
    found(base, text)
    assert len(base.paths()) == len(SAID)


def test_what_the_index_comes_to_say_is_found_and_what_it_forgets_is_not(tmp_path):
    base = base_of(tmp_path, {"d.png": DARK})
    (tmp_path / "shots" / "d.png").unlink()
    take_in(base.index, tmp_path / "shots")
    base.catch_up()
    assert found(base, "heron, low key") == []
    assert len(base.pictures().own) == 3


def test_made_anew_it_answers_alike(tmp_path):
    base = base_of(tmp_path, {"a.png": DARK})
    before = find(base, read_query("pilot, dry-dock, low key"), 10)
    (base.index.folder / base_module.FILE).unlink()
    again = FindBase(AssetIndex(base.index.folder))
    again.catch_up()
    give(again, {"a.png": DARK})
    assert find(again, read_query("pilot, dry-dock, low key"), 10) == before


def test_a_damaged_file_makes_way_for_a_new_one(tmp_path):
    base = base_of(tmp_path)
    place = base.index.folder / base_module.FILE
    place.write_bytes(place.read_bytes()[:5000] + b"\xff" * 3000)
    again = FindBase(base.index)
    again.catch_up()
    assert found(again, "heron") == ["d.png"]


def test_numbers_of_another_version_are_measured_again(tmp_path, monkeypatch):
    base = base_of(tmp_path, {"a.png": DARK})
    assert base.unmeasured() == []
    monkeypatch.setattr(base_module, "measured_by", lambda: "measured.0")
    assert len(base.unmeasured()) == len(SAID)


def test_numbers_stay_with_the_pixels_when_a_file_moves(tmp_path):
    base = base_of(tmp_path, {"a.png": DARK})
    (tmp_path / "shots" / "a.png").rename(tmp_path / "shots" / "z.png")
    take_in(base.index, tmp_path / "shots")
    base.catch_up()
    assert found(base, "low key") == ["z.png"]


def test_without_full_text_search_it_says_so_in_a_line(tmp_path, monkeypatch):
    index = indexed(tmp_path)
    monkeypatch.setattr(base_module, "has_full_text", lambda: False)
    with pytest.raises(MissingPartError, match="FTS5"):
        FindBase(index)
    assert not (index.folder / base_module.FILE).exists()


def test_full_text_search_is_looked_for_where_it_is_used(monkeypatch):
    base_module.has_full_text.cache_clear()
    monkeypatch.setattr(base_module.sqlite3, "connect", lambda _: _Without())
    assert not base_module.has_full_text()
    base_module.has_full_text.cache_clear()


class _Without:
    def execute(self, _):
        raise sqlite3.OperationalError("no such module: fts5")

    def close(self):
        pass


def test_without_an_index_it_says_so(tmp_path):
    with pytest.raises(InputError, match="no index"):
        FindBase(AssetIndex(tmp_path / "none"))


def test_a_picture_is_most_like_itself():
    rng = np.random.default_rng(2)
    rows = rng.normal(size=(50, len(names())))
    rows[rng.random(rows.shape) < 0.2] = np.nan
    alike, apart = likeness(rows[7], rows)
    assert alike.argmax() == 7
    assert np.nanmax(apart[7]) == 0.0


def test_a_lamp_just_left_of_behind_is_near_one_just_right_of_it():
    rows = np.full((3, len(names())), np.nan)
    rows[:, names().index("key_azimuth_deg")] = (179.0, -179.0, 90.0)
    _, apart = likeness(rows[0], rows)
    column = apart[:, names().index("key_azimuth_deg")]
    assert column[1] < column[2] / 10
