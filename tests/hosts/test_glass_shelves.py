"""Glass shelves, against the standard library's own pattern matching."""

import fnmatch
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.errors import InputError
from scene_stager.hosts.glass_shelves import parse_selector, resolve
from scene_stager.hosts.moks_host import HostObject

letters = st.text("abA.[]!-", max_size=12)
patterns = st.text("abA.[]!-*?", min_size=1, max_size=10)


def named(*names: str) -> list[HostObject]:
    return [HostObject(name) for name in names]


def taken(selector: str, objects) -> str | None:
    found = resolve(parse_selector(selector), objects).taken
    return found.name if found else None


@given(patterns, letters)
def test_stars_and_question_marks_mean_what_fnmatch_means_by_them(pattern, name):
    # fnmatch reads brackets as sets; ours stand for themselves, which it spells [[].
    spelled = pattern.replace("[", "[[]")
    thing = HostObject(name)
    assert parse_selector(f"name:{pattern}").finds(thing) == fnmatch.fnmatchcase(name, spelled)


@given(st.text(min_size=1, max_size=20).filter(lambda text: text.isprintable()))
def test_a_backslash_before_every_letter_finds_exactly_that_text(text):
    escaped = "".join("\\" + letter for letter in text)
    selector = parse_selector(f"name:{escaped}")
    assert selector.finds(HostObject(text))
    assert not selector.finds(HostObject(text + "x"))


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ("name:Maana", "Maana"),
        ("name:maana", None),
        ("name:Maana*", "Maana"),
        ("name:*_rig", "Maana_rig"),
        ("name:Ma?na_rig", "Maana_rig"),
        ("tag:HERO", "Maana"),
        ("tag:her", None),
        ("role:Window", "Fenster"),
        ("collection:Set", "Fenster"),
        ("collection:set", None),
        ("collection:S*", "Fenster"),
        ("name:tag:hero", "tag:hero"),
        ("name:a\\*b", "a*b"),
        ("name:a*b", "a*b"),
        ("name:\\", "\\"),
    ],
)
def test_worked_examples(selector, found):
    objects = [
        HostObject("Maana", tags=("hero", "pilot")),
        HostObject("Maana_rig"),
        HostObject("Fenster", roles=("window", "exit"), collections=("Set", "House")),
        *named("tag:hero", "a*b", "\\"),
    ]
    assert taken(selector, objects) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hero",
        "role:",
        ":hero",
        "Role:hero",
        "object:hero",
        " role:hero",
        "role:" + "x" * 121,
        "name:a\nb",
        "name:a\x00",
        "name:\ud800",
        None,
        5,
    ],
)
def test_what_is_no_selector_is_named(text):
    with pytest.raises(InputError, match=r"^subject.selector: found .*, expected name:, tag:"):
        parse_selector(text, "subject.selector")


def test_letters_that_look_the_same_are_the_same():
    assert taken("name:Rene\u0301", named("Ren\u00e9")) == "Ren\u00e9"
    assert taken("tag:STRASSE", [HostObject("a", tags=("straße",))]) == "a"


def test_a_pattern_made_to_be_slow_is_not():
    # A regular expression of this shape takes longer than the universe has.
    selector = parse_selector("name:" + "*a" * 59 + "b")
    assert not selector.finds(HostObject("a" * 2000))


@given(st.permutations(["Hero A", "Hero B", "hero a", "Hero C"]))
def test_the_order_of_the_scene_does_not_matter(names):
    found = resolve(parse_selector("name:Hero*"), named(*names))
    assert found.taken.name == "Hero A"
    assert found.others == ("Hero B", "Hero C")
    assert found.remark == "name:Hero* finds Hero A, taken, but also Hero B, Hero C"


def test_a_long_list_of_others_is_cut_short():
    found = resolve(parse_selector("name:*"), named(*(f"x{i:02}" for i in range(20))))
    assert found.remark.endswith("x05 and 14 more")


def test_nothing_found_is_said():
    found = resolve(parse_selector("role:hero"), named("Lamp"))
    assert (found.taken, found.remark) == (None, "role:hero finds nothing in the scene")


def test_regular_expressions_have_no_power_here():
    assert taken("name:.*", named("Lamp")) is None
    assert taken("name:(L|l)amp", named("Lamp")) is None
    assert re.fullmatch(".*", "Lamp")
