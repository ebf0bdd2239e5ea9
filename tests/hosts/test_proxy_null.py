"""Stand-ins: names that every host allows, each selector with its own."""

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.hosts.proxy_null import stand_in_for, stand_in_name

shelves = st.sampled_from(["name", "tag", "role", "collection"])
selectors = st.builds("{}:{}".format, shelves, st.text("ab_:*. é", min_size=1, max_size=8))
any_text = st.text(max_size=130).filter(lambda text: not re.search("[\ud800-\udfff]", text))


@given(selectors | any_text)
def test_names_are_letters_that_every_host_allows(selector):
    assert re.fullmatch(r"MISSING_TARGET_[A-Za-z0-9]+(_[A-Za-z0-9]+)*", stand_in_name(selector))
    assert len(stand_in_name(selector)) <= 63


@given(selectors, selectors)
def test_different_selectors_have_different_names(one, other):
    assert (stand_in_name(one) == stand_in_name(other)) == (one == other)


@pytest.mark.parametrize(
    ("selector", "name"),
    [
        ("role:hero", "MISSING_TARGET_role_hero"),
        ("tag:night_watch", "MISSING_TARGET_tag_night_watch"),
        ("name:Maana", "MISSING_TARGET_name_Maana"),
    ],
)
def test_plain_selectors_can_be_read_in_the_name(selector, name):
    assert stand_in_name(selector) == name


def test_other_selectors_carry_digits_of_their_sha256():
    digits = hashlib.sha256(b"name:Maana*").hexdigest()[:8]
    assert stand_in_name("name:Maana*") == f"MISSING_TARGET_name_Maana_{digits}"
    assert len(stand_in_name("name:" + "x" * 120)) == 63


def test_a_stand_in_says_where_how_big_and_why():
    spec = stand_in_for("role:hero", (1.0, 2.0, 3.0), 1.75, "nothing there")
    assert (spec.position_m, spec.size_m, spec.reason) == ((1.0, 2.0, 3.0), 1.75, "nothing there")
