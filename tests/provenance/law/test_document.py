"""A law and its labels as documents: strict, small, and never executed."""

import json

import pytest

from scene_stager.errors import InputError
from scene_stager.provenance.law.asked import Thing, said_of
from scene_stager.provenance.law.document import find_law, read_law
from scene_stager.provenance.law.labels import read_labels
from scene_stager.provenance.law.laws import law_texts

RED = {"name": "red", "hue_from_deg": 0, "hue_to_deg": 40, "only_on": ["role:living"]}


def law(**said):
    rules = {"colours": [RED]} if "colours" not in said else {}
    return json.dumps({"schema": "scene_stager.law", "version": 1, "name": "l", **rules, **said})


def test_every_law_that_is_shipped_is_read_and_spelt_again():
    for name in law_texts():
        found = find_law(name)
        assert found.name == name
        assert read_law(found.to_json().encode()) == found


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (law(evaluate="__import__('os')"), "only schema"),
        (law(colours=[{**RED, "hue_to_deg": 400}]), "from 0 to 360"),
        (law(colours=[{**RED, "chroma": "NaN"}]), "a number"),
        (law(colours=[{**RED, "only_on": ["living"]}]), "role:living"),
        (law(colours=[{**RED, "only_on": ["label:life"]}]), "taxonomy=word"),
        (law(colours=[{**RED, "only_on": ["role:a"] * 17}]), "at most 16"),
        (law(colours=[RED, RED]), "two rules of that name"),
        (law(colours=[]), "without a rule"),
        (law(name="../../etc/passwd"), "no path"),
        (law(version=2), "1"),
        ('{"schema":"scene_stager.law","schema":"x"}', "two of them"),
        ("[" * 10_000, "levels"),
        (law(says="x" * 300), "at most 200"),
    ],
)
def test_a_law_that_is_not_sound_is_refused_with_where_and_what(said, line):
    with pytest.raises(InputError) as caught:
        read_law(said.encode(), "my law")
    assert line in str(caught.value)
    assert "my law" in str(caught.value)


def test_a_law_that_nobody_has_is_told_with_a_near_one():
    with pytest.raises(InputError, match="Did you mean red_only_on_the_living"):
        find_law("red_only_on_living")


@pytest.mark.parametrize(
    ("thing", "standing"),
    [
        (Thing("x", labels=("life=Living",)), "may"),
        (Thing("x", labels=("life=inert",)), "may not"),
        (Thing("x", roles=("living", "set")), "unknown"),
        (Thing("life=living"), None),
        (Thing("x", tags=("life=living",)), None),  # a tag is no label
    ],
)
def test_a_thing_is_told_by_the_shelf_that_the_law_looks_on(thing, standing):
    rule = find_law("red_only_on_the_living").colours[0]
    assert said_of(thing, rule.only_on, rule.never_on) == standing


def test_labels_are_strict_too():
    twice = {"name": "a", "id": 1}
    for things, line in (([twice, twice], "two of them"), ([{"name": "a", "x": 1}], "only name")):
        text = json.dumps({"schema": "scene_stager.labels", "version": 1, "things": things})
        with pytest.raises(InputError, match=line):
            read_labels(text.encode())
