"""Some three hundred sentences as they are said: each is read as it is meant."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scene_stager.errors import InputError
from scene_stager.script.prose.reading import read_prose
from tests.script.sentences.kept import Kept, faults, kept

SAID = [*kept("said.txt"), *kept("held_out.txt")]
MOVABLE = [one for one in SAID if "," in one.sentence and not set(".:;|/—") & set(one.sentence)]


@pytest.mark.parametrize("one", SAID, ids=lambda one: one.sentence)
def test_a_sentence_means_what_whoever_says_it_means(one: Kept):
    assert faults(one) == []


def test_there_are_three_hundred_of_them():
    assert len({one.sentence for one in SAID}) >= 300


def meaning(sentence: str) -> tuple[object, set[str]] | str:
    """What a sentence says, but for what it is called; or that it contradicts itself."""
    try:
        script, reading = read_prose(sentence)
    except InputError:
        return "refused"
    plain = script.as_json()
    return {k: v for k, v in plain.items() if k not in ("name", "title")}, set(reading.aside)


def test_phrases_in_any_order_give_the_same_script():
    for one in MOVABLE[::8]:
        wanted = meaning(one.sentence)
        phrases = one.sentence.split(", ")[:4]
        rest = one.sentence.split(", ")[4:]
        for order in permutations(phrases):
            assert meaning(", ".join([*order, *rest])) == wanted, order


@settings(max_examples=60)
@given(st.sampled_from(MOVABLE), st.randoms(use_true_random=False))
def test_moving_a_phrase_never_changes_another_slot(one: Kept, luck):
    phrases = one.sentence.split(", ")
    luck.shuffle(phrases)
    assert meaning(", ".join(phrases)) == meaning(one.sentence)
