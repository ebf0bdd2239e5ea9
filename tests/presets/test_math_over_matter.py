"""The gate over whole documents: what the shape does not know is refused; nothing crashes it."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.presets.lineage import Lineage, derived
from scene_stager.presets.math_over_matter import MOST_FINDINGS, findings_in
from scene_stager.presets.preset import preset_of
from scene_stager.script.read import scenarios
from scene_stager.script.scene_script import SLOTS

PRESET = preset_of(
    scenarios()["hero_dolly_push_in"],
    tuple(SLOTS),
    derived("match", "a" * 64, reference_pixels="b" * 64),
).as_json()


def changed(path, value):
    """The sound preset with one place changed, as bytes."""
    document = copy.deepcopy(PRESET)
    *above, last = path
    place = document
    for step in above:
        place = place[step]
    place[last] = value
    return json.dumps(document).encode()


def rules(data):
    return [(finding.pointer, finding.rule) for finding in findings_in(data)]


def test_every_starter_scenario_passes_as_a_script_and_as_a_preset():
    for script in scenarios().values():
        assert findings_in(json.dumps(script.as_json()).encode()) == ()
        assert findings_in(preset_of(script, tuple(SLOTS), Lineage()).to_json().encode()) == ()


@pytest.mark.parametrize(
    ("path", "value", "rule"),
    [
        (("texture",), "fox.png", "unknown_key"),
        (("slots", "lighting", "gobo"), 3, "unknown_key"),
        (("slots", "lighting", "fox.png"), 3, "unknown_key"),
        (("slots", "lighting", "key_kelvin"), "5600", "type"),
        (("slots", "lighting", "key_kelvin"), 1e9, "range"),
        (("slots", "lighting", "key_kelvin"), True, "type"),
        (("slots", "lighting", "key_kelvin"), [1] * 9, "type"),
        (("slots", "lighting", "style"), "fox.usd", "form"),
        (("slots", "lighting", "hold"), 1, "type"),
        (("slots", "lighting"), [1, 2], "type"),
        (("slots", "subject", "selector"), "name:fox.blend", "extension"),
        (("slots", "subject", "selector"), "name:/etc/passwd", "path"),
        (("lineage", "parents"), ["a" * 63], "form"),
        (("lineage", "parents"), ["a" * 64] * 9, "length"),
        (("lineage", "parents"), "a" * 64, "type"),
        (("lineage", "reference_pixels"), "still.png", "extension"),
        (("lineage", "made_on"), "yesterday", "form"),
        (("lineage", "origin"), "somewhere", "form"),
        (("title"), "x" * 81, "form"),
        (("description",), "see http://x.y", "path"),
        (("name",), "Fox", "form"),
        (("version",), 2, "schema"),
        (("version",), True, "schema"),
    ],
)
def test_one_wrong_place_is_found_where_it_is(path, value, rule):
    path = (path,) if isinstance(path, str) else path
    found = rules(changed(path, value))
    assert [name for _, name in found] == [rule]
    assert found[0][0].startswith("/" + "/".join(path[:-1]))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (b"", "json"),
        (b"[" * 200_000, "json"),
        (b'{"a":' * 40 + b"1" + b"}" * 40, "json"),
        (b"\xff\xfe", "json"),
        (b"[1]", "schema"),
        (b'{"schema": "something"}', "schema"),
        (b'{"schema": ["scene_stager.preset"]}', "schema"),
        (b" " * (1024 * 1024 + 1), "json"),
    ],
)
def test_what_is_no_document_is_one_finding(text, rule):
    assert [name for _, name in rules(text)] == [rule]


def spelt(where, value):
    return json.dumps(PRESET).replace('"phase": null', f'"phase": {value}', 1).encode()


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5000])
def test_odd_numbers_are_refused(value):
    sound = json.dumps(PRESET)
    field = json.dumps(PRESET["slots"]["lighting"]["key_stops"])
    odd = sound.replace(f'"key_stops": {field}', f'"key_stops": {value}', 1)
    assert odd != sound
    assert [pointer for pointer, _ in rules(odd.encode())] == ["/slots/lighting/key_stops"]


def test_a_key_that_is_said_twice_is_refused_whichever_came_last():
    twice = json.dumps(PRESET).replace('"name":', '"name": "/etc/passwd", "name":', 1)
    assert ("/name", "repeated_key") in rules(twice.encode())


def test_findings_are_bounded():
    many = changed(("slots", "lighting"), {f"k{n}": "x" for n in range(5000)})
    assert len(findings_in(many)) == MOST_FINDINGS


def test_a_pointer_cannot_be_forged_by_a_key():
    found = findings_in(changed(("slots", "a/b~c\n"), 1))
    assert "\n" not in found[0].pointer
    assert found[0].pointer.count("/") == 2


def test_the_lines_for_people_name_the_document_the_place_and_the_rule():
    (finding,) = findings_in(changed(("description",), "fox.png"), "look.json")
    line = str(finding.as_mistake("look.json"))
    assert line == "look.json /description: found 'fox.png', expected no file name"


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
places = st.sampled_from(
    [("name",), ("slots",), ("lineage",), ("slots", "lighting"), ("slots", "lens", "focal_mm")]
)


@given(places, plain)
def test_no_json_at_all_crashes_the_gate(path, value):
    for finding in findings_in(changed(path, value)):
        assert finding.rule and finding.found.isprintable()
