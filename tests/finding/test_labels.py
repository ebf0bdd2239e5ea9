"""Labels: a raw cosine and its percentile over the corpus; no label has a say in another's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import percentileofscore

from scene_stager.errors import InputError
from scene_stager.finding.labels import LEAST_CORPUS, labels_of, percentiles, read_vocabulary

CORPUS = np.round(np.random.default_rng(8).normal(size=(LEAST_CORPUS, 4)), 1)  # with ties
VALUES = st.lists(st.floats(-1.0, 1.0), min_size=1, max_size=8)


@given(VALUES)
def test_percentiles_are_those_of_another_library_ties_by_half(values):
    column = CORPUS[:, :1]
    ours = percentiles(column, np.array(values)[:, None])[:, 0]
    theirs = [percentileofscore(column[:, 0], value, kind="mean") for value in values]
    np.testing.assert_allclose(ours, theirs, atol=1e-9)


@given(VALUES, st.integers(1, 3))
def test_words_that_are_added_to_the_vocabulary_change_no_other_label(values, more):
    few = np.array(values)[:, None]
    many = np.hstack([few, np.full((len(values), more), 0.9)])
    alone = percentiles(CORPUS[:, :1], few)
    np.testing.assert_array_equal(percentiles(CORPUS[:, : 1 + more], many)[:, :1], alone)


@given(VALUES)
def test_a_higher_cosine_never_has_a_lower_percentile(values):
    in_order = np.sort(values)[:, None]
    assert (np.diff(percentiles(CORPUS[:, :1], in_order)[:, 0]) >= 0.0).all()


def test_equal_cosines_stand_in_the_middle():
    corpus = np.zeros((LEAST_CORPUS, 1))
    assert percentiles(corpus, np.zeros((1, 1)))[0, 0] == 50.0


def test_a_picture_of_the_corpus_stands_where_it_is_counted():
    corpus = np.arange(400.0)[:, None]
    assert percentiles(corpus, corpus[[0, 399]])[:, 0].tolist() == [0.125, 99.875]


def test_a_small_corpus_is_refused():
    with pytest.raises(InputError, match="at least 200"):
        percentiles(CORPUS[:-1], CORPUS[:1])


def test_labels_come_by_percentile_with_the_raw_cosine_beside():
    corpus = np.stack([np.linspace(0.8, 0.9, 200), np.linspace(0.0, 0.2, 200)], axis=1)
    (labels,) = labels_of(("common", "rare"), corpus, np.array([[0.81, 0.19]]))
    assert [one.label for one in labels] == ["rare", "common"]
    assert labels[1].cosine == 0.81, "the higher cosine stands lower: it is usual for its label"


def test_a_vocabulary_is_a_list_or_lines(tmp_path):
    (tmp_path / "a.json").write_text('["dock", "citadel", "dock"]')
    (tmp_path / "a.txt").write_text("dock\n\n citadel \n")
    for name in ("a.json", "a.txt"):
        assert read_vocabulary(tmp_path / name) == ("dock", "citadel")


@pytest.mark.parametrize(
    "data", [b"[]", b"{}", b'[""]', b"[1]", b'["a"', b"[" * 90_000, b'["' + b"x" * 300 + b'"]']
)
def test_a_vocabulary_that_is_none_is_refused(tmp_path, data):
    (tmp_path / "v.json").write_bytes(data)
    with pytest.raises(InputError):
        read_vocabulary(tmp_path / "v.json")
