"""Queries: read with the words that scripts are written in, and never as code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.errors import InputError
from scene_stager.finding.asked import MOST_TERMS, read_query


def labels(text):
    return {wish.sense.label for wish in read_query(text).wishes}


def terms(text):
    return {str(term) for term in read_query(text).terms}


def test_the_query_of_the_issue_is_words_and_a_number():
    asked = read_query("recon pilot in the dry-dock, low key, from behind")
    assert {str(one) for one in asked.terms} >= {"recon", "pilot", "dry dock", "low key"}
    assert [wish.sense.label for wish in asked.wishes] == ["low key"]
    assert asked.unmeasured == ("from behind",), "no number of ours shows a back"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("close-up", {"close up"}),
        ("key from the left, hazy", {"key left", "hazy"}),
        ("key from the right", {"key right"}),
        ("tri-x, dutch angle", {"black and white", "dutch"}),
        ("silhouette", {"silhouette"}),
        ("golden hour", {"warm", "low light"}),
        ("shallow focus", {"shallow focus"}),
        ("saturated, grainy", {"saturated", "grainy"}),
        ("Symmetrical, LEFT third", {"symmetrical", "left third"}),
    ],
)
def test_words_of_the_trade_are_asked_of_numbers(text, expected):
    assert labels(text) == expected


def test_a_lens_is_asked_for_within_a_fifth_of_its_length():
    (wish,) = read_query("85mm").wishes
    (bound,) = wish.sense.bounds
    assert (bound.number, bound.least, bound.most) == pytest.approx(("focal_mm", 68.0, 102.0))


def test_a_name_is_no_slip_of_the_pen():
    assert "klose" in terms("klose, citadel")


HOSTILE = [
    '"; DROP TABLE words; --',
    "subject : *",
    'NEAR("a" "b", 3)',
    "* OR * AND NOT x",
    "pilot\x00dock",
    "^pilot + {subject environment} : dock",
    "'pilot''",
    "\ud800 pilot",
    "ピ pilot ١٢",
    "pilot " * 300,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_term_is_letters_and_digits_in_quotes(text):
    for term in read_query(text).terms:
        inner = term.match.removeprefix('"').removesuffix('"')
        assert inner
        assert all(c.isalnum() or c == " " for c in inner)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_a_line(text):
    try:
        asked = read_query(text)
    except InputError as refused:
        assert len(refused.mistakes) == 1
        return
    assert 0 < len(asked.terms) <= MOST_TERMS or asked.wishes


@pytest.mark.parametrize("text", ["", "  ", "the of a", "\x00", "?!", "x" * 1_000_000])
def test_what_describes_nothing_is_refused(text):
    with pytest.raises(InputError) as refused:
        read_query(text)
    assert len(str(refused.value)) < 400
