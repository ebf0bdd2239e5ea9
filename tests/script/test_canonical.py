"""One spelling for plain data: equal data, equal bytes."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.canonical import canonical_json, digest_of

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
numbers = st.integers(-(2**60), 2**60) | st.floats(allow_nan=False, allow_infinity=False)
plain = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def test_spells_as_written_by_hand():
    value = {"b": [1, 1.0, -0.0, 1e300], "a": {"é": None, "Z": True}}
    assert canonical_json(value) == '{"a":{"Z":true,"é":null},"b":[1,1.0,-0.0,1e+300]}'


def test_digest_is_the_sha256_of_the_spelling():
    assert digest_of({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert digest_of({"é": 1}) == hashlib.sha256('{"é":1}'.encode()).hexdigest()


@given(plain)
def test_a_spelling_read_and_spelt_again_is_the_same(value):
    once = canonical_json(value)
    assert canonical_json(json.loads(once)) == once


@given(st.dictionaries(texts, numbers, max_size=6))
def test_the_order_of_writing_does_not_matter(value):
    turned = dict(reversed(list(value.items())))
    assert canonical_json(turned) == canonical_json(value)
    assert digest_of(turned) == digest_of(value)


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_refused(odd):
    with pytest.raises(ValueError, match="JSON compliant"):
        canonical_json({"a": [odd]})
