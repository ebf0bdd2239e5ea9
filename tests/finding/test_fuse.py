"""Rankings made into one: by the published sum, with ties that are ties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import rankdata

from scene_stager.finding.fuse import best, fused, ranks_of

SCORES = arrays(np.float64, st.integers(1, 30), elements=st.sampled_from([0.0, 0.25, 0.5, 1.0]))


@given(SCORES)
def test_ranks_are_those_of_another_library(scores):
    np.testing.assert_array_equal(ranks_of(scores, -1.0), rankdata(-scores, method="min"))


@given(SCORES)
def test_what_is_under_the_least_has_no_rank(scores):
    ranks = ranks_of(scores, 0.5)
    assert (np.isinf(ranks) == (scores < 0.5)).all()


def test_what_is_no_number_has_no_rank():
    assert list(ranks_of(np.array([np.nan, 1.0]), -1.0)) == [np.inf, 1.0]


def test_the_sum_is_the_published_one():
    first, second = np.array([1.0, 2.0, np.inf]), np.array([3.0, np.inf, np.inf])
    expected = [1 / 61 + 1 / 63, 1 / 62, 0.0]  # Cormack et al. 2009, with k = 60
    np.testing.assert_allclose(fused([first, second]), expected, rtol=1e-15)


@given(SCORES, st.integers(0, 40))
def test_the_best_are_those_of_a_plain_sort(scores, count):
    plain = sorted((k for k, s in enumerate(scores) if s > 0), key=lambda k: (-scores[k], k))
    assert list(best(scores, count)) == plain[:count]


@pytest.mark.parametrize("count", [1, 3])
def test_equal_scores_stay_in_their_order(count):
    assert list(best(np.ones(5), count)) == list(range(count))
