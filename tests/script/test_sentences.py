"""Some three hundred sentences as they are said: each is read as it is meant."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scene_stager.errors import InputError
from scene_stager.script.prose.reading import read_prose, said_in
from tests.script.sentences.kept import Kept, faults, kept

FILES = ("said", "held_out", "held_out_2", "held_out_3")
SAID = [one for name in FILES for one in kept(f"{name}.txt")]
MOVABLE = [one for one in SAID if "," in one.sentence and not set(".:;|/—") & set(one.sentence)]


@pytest.mark.parametrize("one", SAID, ids=lambda one: one.sentence)
def test_a_sentence_means_what_whoever_says_it_means(one: Kept):
    assert faults(one) == []


def test_there_are_three_hundred_of_them():
    assert len({one.sentence for one in SAID}) >= 300


def meaning(sentence: str) -> object:
    """What a sentence says of each field, and what it sets aside; or that it is refused."""
    try:
        said = said_in(sentence)
    except InputError:
        return "refused"
    return said.values, sorted(said.aside)


def test_phrases_in_any_order_say_the_same():
    for one in MOVABLE[::6]:
        wanted, phrases = meaning(one.sentence), one.sentence.split(", ")
        for order in permutations(phrases[:4]):
            assert meaning(", ".join([*order, *phrases[4:]])) == wanted, order


@settings(max_examples=60)
@given(st.sampled_from(MOVABLE), st.randoms(use_true_random=False))
def test_moving_a_phrase_never_changes_another_slot(one: Kept, luck):
    phrases = one.sentence.split(", ")
    luck.shuffle(phrases)
    assert meaning(", ".join(phrases)) == meaning(one.sentence)


def test_the_same_sentence_with_its_phrases_moved_gives_the_same_script():
    one, other = (
        read_prose(prose)[0].as_json()
        for prose in (
            "rim 2 stops over, slow push in on the widow, noon, 50mm",
            "50mm, noon, slow push in on the widow, rim 2 stops over",
        )
    )
    named = ("name", "title")
    assert {k: v for k, v in one.items() if k not in named} == {
        k: v for k, v in other.items() if k not in named
    }


def test_what_was_understood_is_told_in_one_line():
    line = read_prose("clsoe up of the librarian in a barn, noon")[1].as_line()
    assert line.startswith("understood: shot size close up, selector tag:librarian; assumed: ")
    assert "'clsoe' is 'close'" in line
    assert "librarian is a person" in line
    assert "film vision3 250d for 'noon'" in line
    assert line.endswith("; set aside: barn")
    assert "\n" not in line


def test_night_keeps_the_film_for_lamps_and_a_named_film_stays():
    night, day, own = (
        read_prose(f"{hour}, wide shot of the rider")[0].stock.stock
        for hour in ("night", "noon", "noon, 500T")
    )
    assert (night, day, own) == ("vision3_500t", "vision3_250d", "vision3_500t")


def test_two_sentences_never_share_a_name():
    start = "slow technocrane reveal of the pilot, 25mm, golden hour haze, hard rim"
    names = {read_prose(f"{start}, {film}")[0].name for film in ("Kodachrome", "Tri-X")}
    assert len(names) == 2
    assert all(len(name) <= 64 and name.startswith("slow_technocrane") for name in names)


def test_a_contradiction_is_one_clear_line():
    with pytest.raises(InputError) as refusal:
        read_prose("rim left, rim right, close up of the monk")
    (line,) = str(refusal.value).splitlines()
    assert line.startswith("lighting.rim_mode: found 'rim left' and 'rim right', expected one")
