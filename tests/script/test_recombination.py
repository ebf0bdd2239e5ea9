"""Parts of judged sentences, joined anew: what each says stays its own."""

from random import Random

import pytest

from tests.script.recombination import draws, leaks, parts_of
from tests.script.test_sentences import FREE


def faults_of(seed: int, sentences: int, many: int) -> list[tuple[str, list[str]]]:
    """Every sentence of a draw that says other than its parts, and how."""
    luck = Random(seed)
    parts = parts_of(luck.sample(FREE, sentences))
    found = [(text, leaks(text, chosen)) for text, chosen in draws(parts, luck, many)]
    return [(text, wrong) for text, wrong in found if wrong]


@pytest.mark.parametrize("seed", range(3))
def test_what_a_part_says_is_its_own_whatever_stands_beside_it(seed):
    assert faults_of(seed, 40, 60) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 104))
def test_of_a_thousand_draws_hardly_one_leaks(seed):
    assert len(faults_of(seed, 150, 250)) <= 1
