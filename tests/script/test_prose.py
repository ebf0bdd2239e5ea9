"""Prose into slots: word by word, the same every time, and nothing swallowed."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scene_stager.errors import InputError
from scene_stager.script.prose.numbers.measures import measures_at
from scene_stager.script.prose.reading import read_prose
from scene_stager.script.prose.words import known_words
from scene_stager.script.read import read_script, read_script_with_words
from scene_stager.script.scene_script import SLOTS, SceneScript
from scene_stager.script.validate import validate
from scene_stager.shot.rigs import rigs

GOLDEN = sorted((Path(__file__).parent.parent / "golden" / "prose").glob("*.json"))
MAIN = "slow technocrane reveal of the pilot, 25mm, golden hour haze, strong rim, Kodachrome"
MOVES = [(rig, move) for rig, profile in sorted(rigs().items()) for move in profile.moves]


def complaint_about(prose: str, strict: bool = False) -> list[str]:
    with pytest.raises(InputError) as refusal:
        read_script_with_words(prose, strict=strict)
    return str(refusal.value).splitlines()


def filled(prose: str) -> dict[str, object]:
    """What the words of some prose filled, as paths."""
    return {f"{word.slot}.{word.field}": word.value for word in read_prose(prose)[1].words}


def changes(script: SceneScript) -> dict[str, object]:
    """The fields of a script that are not at their default, slot by slot."""
    written, plain = script.as_json(), SceneScript().as_json()
    slots = {
        name: {
            field: value for field, value in written[name].items() if value != plain[name][field]
        }
        for name in SLOTS
    }
    return {"name": script.name, "frame_count": script.frame_count, **slots}


def test_the_sentence_of_the_manual():
    script, reading = read_script_with_words(MAIN)
    words = reading.words
    assert (script.rig.rig, script.rig.move, script.rig.pace) == ("technocrane", "reveal", "slow")
    assert (script.subject.kind, script.subject.selector) == ("person", "tag:pilot")
    assert script.lens.focal_length_mm == 25
    assert (script.lighting.style, script.lighting.key_kelvin) == ("sun", 3500)
    assert (script.lighting.rim_mode, script.lighting.rim_stops) == ("rim_left", 1)
    assert script.atmosphere.weather == "haze"
    assert script.stock.stock == "kodachrome_64"
    said = [word.word for word in words]
    assert list(dict.fromkeys(said)) == [
        "slow", "technocrane", "reveal", "pilot", "25mm", "golden hour", "haze", "strong rim",
        "Kodachrome",
    ]  # fmt: skip
    assert {word.slot for word in words} == set(SLOTS) - {"framing"}


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_sentences_mean_what_they_meant(file):
    kept = json.loads(file.read_text("utf-8"))
    script, reading = read_script_with_words(kept["prose"])
    assert [list(asdict(word).values()) for word in reading.words] == kept["words"]
    assert reading.aside == ()
    assert changes(script) == kept["script"]


def test_there_are_golden_sentences():
    assert len(GOLDEN) >= 8


@pytest.mark.parametrize(("rig", "move"), MOVES)
def test_every_rig_makes_each_of_its_moves_from_a_sentence(rig, move):
    sentence = f"{rig.replace('_', ' ')} {move.replace('_', ' ')} of the pilot"
    script, _ = read_script_with_words(sentence)
    assert (script.rig.rig, script.rig.move) == (rig, move)
    assert validate(script) == ()


@pytest.mark.parametrize(
    "prose",
    [
        "Handheld walk-and-talk, 28mm T2.8, Tri-X!",
        "HANDHELD WALK AND TALK; 28 MM, f/2.8 (tri x)",
        "tri–x, t2.8; handheld: 28mm … walk and talk",
        "handheld walk-and-talk 28mm t/2.8 tri_x",
    ],
)
def test_case_punctuation_and_order_do_not_matter(prose):
    wanted = filled("handheld walk and talk 28mm T2.8 tri-x")
    assert filled(prose) == wanted


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("85mm", "lens.focal_length_mm", 85),
        ("T2.8", "lens.f_number", 2.8),
        ("f/4", "lens.f_number", 4),
        ("F5.6", "lens.f_number", 5.6),
        ("3200K", "lighting.key_kelvin", 3200),
        ("5600 kelvin", "lighting.key_kelvin", 5600),
        ("4:1", "lighting.ratio_stops", 2),
        ("8:1", "lighting.ratio_stops", 3),
        ("2 stops", "lighting.ratio_stops", 2),
        ("one stop over", "lighting.key_stops", 1),
        ("half a stop under", "lighting.key_stops", -0.5),
        ("pushed two stops", "stock.push_stops", 2),
        ("pulled 1 stop", "stock.push_stops", -1),
        ("nd 3 stops", "stock.nd_stops", 3),
        ("ISO 320", "stock.exposure_index", 320),
        ("30 fps", "header.fps", "30/1"),
        ("23.976fps", "header.fps", "24000/1001"),
        ("96 frames", "header.frame_count", 96),
        ("8 s", "header.frame_count", 192),
        ("seed 7", "header.seed", 7),
        ("phase 0.4", "atmosphere.phase", 0.4),
        ("wind 5 m/s", "atmosphere.wind_m_s", 5),
        ("visibility 2 km", "atmosphere.visibility_m", 2000),
        ("90 degree shutter", "lens.shutter_deg", 90),
        ("1.9 m tall", "subject.height_m", 1.9),
        ("12 ft away", "rig.from_distance_m", 12 * 0.3048),
        ("tag:gondolier", "subject.selector", "tag:gondolier"),
    ],
)
def test_numbers_with_units_fill_their_field(text, path, value):
    found = filled(f"tripod {text}")
    assert found.pop("rig.rig") == "tripod_locked"
    assert found == {path: pytest.approx(value) if isinstance(value, float) else value}


@pytest.mark.parametrize(
    ("prose", "path", "value"),
    [
        ("orbit 120 degrees", "rig.orbit_deg", 120),
        ("pan left 20°", "rig.pan_deg", 20),
        ("tilt down 10 degrees", "rig.tilt_deg", 10),
        ("push in 2 m", "rig.travel_m", 2),
        ("push in from 4 to 2 m", "rig.to_distance_m", 2),
        ("drone orbit 25 m radius", "rig.from_distance_m", 25),
        ("drone rise 20 m high", "rig.to_height_m", 20),
        ("dolly push in 6 seconds", "rig.duration_s", 6),
        ("drone orbit at 18 km/h", "rig.speed_m_s", 5),
        ("drone orbit at 10 mph", "rig.speed_m_s", 10 * 1609.344 / 3600),
        ("follow a runner at 2 m/s", "subject.speed_m_s", 2),
        ("zoom in 50mm", "lens.to_focal_length_mm", 100),
        ("50-20mm", "lens.to_focal_length_mm", 20),
        ("drone, 120 degrees", "rig.orbit_deg", 120),
    ],
)
def test_a_quantity_belongs_to_the_move_it_is_said_of(prose, path, value):
    assert filled(prose)[path] == pytest.approx(value)


def test_the_longest_phrase_wins():
    assert filled("extreme close up") == {"framing.size": "extreme_close_up"}
    assert filled("close up") == {"framing.size": "close_up"}
    assert filled("medium close-up")["framing.size"] == "medium_close_up"
    assert filled("super 35 35mm") == {"lens.format": "super35", "lens.focal_length_mm": 35}
    assert filled("65mm IMAX") == {"lens.format": "imax65"}
    assert filled("low key") == {"lighting.style": "low_key"}


def test_whoever_is_strict_is_told_each_unknown_word_with_its_nearest():
    said = complaint_about("stedycam push in on the gondolier, kodakrome, zxqv", strict=True)
    assert [line.split(",")[0] for line in said] == [
        "prose: found 'stedycam'",
        "prose: found 'gondolier'",
        "prose: found 'kodakrome'",
        "prose: found 'zxqv'",
    ]
    assert "Nearest known: kodachrome" in said[2]
    assert "steadycam" in said[0]
    assert "write tag:gondolier." in said[1]
    assert "Nearest" not in said[3]


def test_unknown_words_lose_no_sentence_and_slips_are_mended():
    script, reading = read_script_with_words("stedycam push in on the gondolier, kodakrome, zxqv")
    assert (script.rig.rig, script.rig.move) == ("handheld", "push_in")
    assert (script.subject.kind, script.subject.selector) == ("person", "tag:gondolier")
    assert script.stock.stock == "kodachrome_64"
    assert reading.aside == ("zxqv",)
    assert {"'kodakrome' is 'kodachrome'", "gondolier is a person"} < set(reading.assumed)


def test_numbers_without_a_unit_and_signs_are_told():
    prose = "dolly push in 2.8 at 35 → 4k €"
    assert read_script_with_words(prose)[1].aside == ("2.8 at 35 → 4k €",)
    assert [line.split(",")[0] for line in complaint_about(prose, strict=True)] == [
        f"prose: found {word!r}" for word in ("2.8", "35", "→", "4k", "€")
    ]


def test_words_that_disagree_are_both_named():
    said = complaint_about("wide shot, close up, dolly drone, 25mm 50mm")
    assert [line.split(", expected")[0] for line in said] == [
        "framing.size: found 'wide shot' and 'close up'",
        "rig.rig: found 'dolly' and 'drone'",
        "lens.focal_length_mm: found '25mm' and '50mm'",
    ]


def test_words_that_agree_may_both_be_said():
    assert filled("dolly, dolly in, push in") == {"rig.rig": "dolly", "rig.move": "push_in"}


def test_what_a_word_only_suggests_gives_way():
    assert filled("golden hour 4500K")["lighting.key_kelvin"] == 4500
    assert filled("4500K golden hour")["lighting.key_kelvin"] == 4500
    assert filled("strong rim, right rim")["lighting.rim_mode"] == "rim_right"


def test_values_out_of_bounds_are_judged_like_any_other():
    (said,) = complaint_about("tripod 5000mm")
    assert said == "lens.focal_length_mm: found 5000.0, expected a number from 4 to 1200"
    assert complaint_about("tripod 0 fps")[0].startswith("fps: found '0', expected a whole rate")


def test_a_quantity_that_belongs_to_nothing_is_told():
    assert read_script_with_words("dolly push in 40 degrees")[1].aside == ("40 degrees",)
    (said,) = complaint_about("dolly push in 40 degrees", strict=True)
    assert said.startswith("prose: found '40 degrees'")


def test_very_long_prose_is_refused_by_its_length():
    (said,) = complaint_about("push in " * 1000)
    assert said == "prose: found 7999 characters, expected at most 2000"


def test_many_unknown_words_do_not_make_many_lines():
    said = complaint_about(", ".join(f"zz{i}q" for i in range(200)), strict=True)
    assert len(said) == 21
    assert said[-1] == "prose: found 180 more such words, expected none"


@settings(max_examples=40)
@given(st.lists(st.sampled_from(known_words()), min_size=2, max_size=5))
def test_any_known_words_make_a_sound_script_or_say_why_not(phrases):
    try:
        script, reading = read_script_with_words(", ".join(phrases))
    except InputError as refusal:
        assert all(": found " in line for line in str(refusal).splitlines())
        return
    assert validate(script) == ()
    for word in reading.words:
        part = script if word.slot == "header" else getattr(script, word.slot)
        assert getattr(part, word.field) == word.value
    assert read_script_with_words(", ".join(phrases)) == (script, reading)


@given(st.text(max_size=60))
def test_any_text_at_all_is_read_or_refused(text):
    try:
        read_script(text)
    except InputError as refusal:
        assert str(refusal)


def test_a_unit_must_end_where_the_word_ends():
    assert measures_at("25mmx", 0) is None
    assert measures_at("8 stops", 0)[1] == {"@ratio": 8}
    assert measures_at("8 s, tops", 0)[1] == {"@seconds": 8}
