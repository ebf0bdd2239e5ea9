"""The Take: what its digest covers, what its file holds, and what its reader refuses."""

import hashlib
import json
import struct
from array import array

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.errors import InputError
from scene_stager.moks.entities import CameraFacts
from scene_stager.moks.take import Channel, Take
from scene_stager.moks.take_json import read_take

HASH = "ab" * 32
HERO = {
    "id": "hero",
    "selector": "role:hero",
    "entity": "subject",
    "position_m": [0.0, 0.5, 0.0],
    "size_m": 1.75,
}


CAMERA = {
    "id": "camera",
    "kind": "camera",
    "settings": {
        "rig": "crane",
        "format": "super35",
        "sensor_width_mm": 24.89,
        "sensor_height_mm": 14,
        "near_m": 0.1,
        "far_m": 1e3,
    },
}


def some_take(**changes) -> Take:
    given = {
        "title": "Slow reveal é",
        "fps": (24000, 1001),
        "start_frame": 101,
        "frame_count": 3,
        "plan_hash": HASH,
        "channels": [
            Channel("camera.translate_m", "m", 3, [0.0, -4.0, 1.7, 0.1, -3.9, 1.7, 0.2, -3.8, 1.7]),
            Channel("camera.focal_length_mm", "mm", 1, [35.0, 35.5, 36]),
        ],
        "entities": [CAMERA],
        "proxies": [HERO],
    }
    return Take(**{**given, **changes})


def document(**changes) -> dict:
    return {**json.loads(some_take().to_json()), **changes}


def mistakes_of(text: str) -> str:
    with pytest.raises(InputError) as caught:
        read_take(text)
    return str(caught.value)


# ---- what it holds


def test_finds_channels_entities_frames_and_columns():
    take = some_take()
    assert take.names == ("camera.translate_m", "camera.focal_length_mm")
    assert list(take.frames) == [101, 102, 103]
    assert take.at("camera.translate_m", 102) == (0.1, -3.9, 1.7)
    assert take.channel("camera.translate_m").column(1).tolist() == [-4.0, -3.9, -3.8]
    assert list(take.channel("camera.focal_length_mm").rows()) == [(35.0,), (35.5,), (36.0,)]
    assert take.facts(CameraFacts, "camera").rig == "crane"
    assert [c.quantity for c in take.channels_of("camera")] == ["translate_m", "focal_length_mm"]
    assert take.has("camera.translate_m")
    assert not take.has("camera.roll_deg")
    assert take.proxies[0].position_m == (0.0, 0.5, 0.0)
    assert take.seconds(103) == 2 * 1001 / 24000


@pytest.mark.parametrize(
    "ask",
    [
        lambda take: take.channel("camera.roll_deg"),
        lambda take: take.entity("sun"),
        lambda take: take.at("camera.translate_m", 100),
        lambda take: take.at("camera.translate_m", 104),
        lambda take: take.slice_frames(100, 102),
        lambda take: take.slice_frames(103, 102),
        lambda take: take.channels[0].row(-1),
        lambda take: take.channels[0].column(3),
    ],
)
def test_says_what_there_is_when_asked_for_what_there_is_not(ask):
    with pytest.raises(InputError, match="expected"):
        ask(some_take())


def test_takes_numbers_from_lists_arrays_and_numpy_and_shares_with_nobody():
    table = np.arange(6.0).reshape(2, 3)
    numbers = array("d", range(6))
    for source in (table, numbers, list(range(6)), tuple(range(6))):
        channel = Channel("a.b", "m", 3, source)
        assert channel.values == array("d", [0, 1, 2, 3, 4, 5])
    borrowed = Channel("a.b", "m", 3, table)
    table[0, 0] = 9.0
    assert borrowed.values[0] == 0.0
    assert np.frombuffer(borrowed.values).tolist() == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("name", "unit", "width", "values"),
    [
        ("camera", "m", 1, [0.0]),
        ("Camera.translate_m", "m", 1, [0.0]),
        ("camera.translate_m\n", "m", 1, [0.0]),
        ("../camera.x", "m", 1, [0.0]),
        ("camera.x", "m m", 1, [0.0]),
        ("camera.x", "m", 0, []),
        ("camera.x", "m", 65, []),
        ("camera.x", "m", True, [0.0]),
        ("camera.x", "m", 2, [0.0, 1.0, 2.0]),
        ("camera.x", "m", 1, [0.0, float("nan")]),
        ("camera.x", "m", 1, [float("inf"), float("-inf")]),
        ("camera.x", "m", 1, ["1"]),
        ("camera.x", "m", 1, [10**400]),
        ("camera.x", "m", 1, np.zeros(2, dtype=np.float32)),
        ("camera.x", "m", 1, np.zeros((4, 2))[:, 0]),
        ("camera.x", "m", 1, b"12345678"),
    ],
)
def test_refuses_a_channel_that_is_not_one(name, unit, width, values):
    with pytest.raises(InputError):
        Channel(name, unit, width, values)


def test_finite_numbers_whose_sum_is_not_are_welcome():
    assert len(Channel("a.b", "m", 1, [1.7e308, 1.7e308])) == 2


# ---- the digest


def test_digest_is_the_sha256_of_header_and_little_endian_doubles():
    header = {
        "schema": "scene_stager.take",
        "version": 1,
        "fps": [24000, 1001],
        "start_frame": 101,
        "frame_count": 3,
        "channels": [["camera.translate_m", "m", 3], ["camera.focal_length_mm", "mm", 1]],
        "entities": [CAMERA],
        "proxies": [HERO],
    }
    spelling = json.dumps(header, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    numbers = [0.0, -4.0, 1.7, 0.1, -3.9, 1.7, 0.2, -3.8, 1.7, 35.0, 35.5, 36.0]
    told = spelling.encode() + b"\n" + struct.pack("<12d", *numbers)
    assert some_take().digest == hashlib.sha256(told).hexdigest()


def test_digest_sees_everything_but_the_title_and_the_plan():
    whole = some_take()
    channel = whole.channels[1]
    different = [
        some_take(fps=(24, 1)),
        some_take(start_frame=102),
        some_take(channels=whole.channels[:1]),
        some_take(channels=whole.channels[::-1]),
        some_take(entities=[]),
        some_take(proxies=[]),
        some_take(inputs=[{"name": "actor", "kind": "path", "sha256": HASH}]),
        some_take(channels=[whole.channels[0], Channel(channel.name, "m", 1, channel.values)]),
        some_take(channels=[whole.channels[0], Channel(channel.name, "mm", 1, [35, 35.5, 36.1])]),
        whole.slice_frames(101, 102),
    ]
    assert len({whole.digest, *(take.digest for take in different)}) == len(different) + 1
    assert some_take(title="Other", plan_hash="cd" * 32).digest == whole.digest


# ---- the file


def test_comes_back_from_its_file_as_it_was_and_is_written_the_same_again():
    take = some_take()
    again = read_take(take.to_json())
    assert again == take
    assert again.to_json() == take.to_json()
    assert again.to_json().endswith("}\n")


@given(
    st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=12),
    st.integers(-1000, 1000),
)
def test_every_double_survives_the_file(values, start_frame):
    channel = Channel("a.b_m", "m", 1, values)
    take = some_take(channels=[channel], frame_count=len(values), start_frame=start_frame)
    back = read_take(take.to_json())
    assert back.channels[0].values.tobytes() == channel.values.tobytes()


@given(st.integers(101, 110), st.integers(0, 9))
def test_a_slice_holds_exactly_those_frames(first, more):
    channels = [Channel("a.b_m", "m", 2, [float(i) for i in range(20)])]
    take = some_take(channels=channels, frame_count=10)
    last = min(first + more, 110)
    cut = take.slice_frames(first, last)
    assert list(cut.frames) == list(range(first, last + 1))
    assert all(cut.at("a.b_m", frame) == take.at("a.b_m", frame) for frame in cut.frames)
    assert take.slice_frames(101, 110) == take


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"schema": "scene_stager.script"}, "take.schema"),
        ({"schema": None}, "take.schema"),
        ({"version": 3}, "take.version"),
        ({"version": 0}, "take.version"),
        ({"version": True}, "take.version"),
        ({"version": "1"}, "take.version"),
        ({"title": 7}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"title": "\ud800"}, "title"),
        ({"fps": 24}, "take.fps"),
        ({"fps": [24]}, "take.fps"),
        ({"fps": [0, 1]}, "fps"),
        ({"fps": [24.0, 1]}, "fps"),
        ({"start_frame": 1.5}, "start_frame"),
        ({"start_frame": 10**12}, "start_frame"),
        ({"frame_count": 0}, "take.frame_count"),
        ({"frame_count": 200_001}, "take.frame_count"),
        ({"frame_count": 4}, "camera.translate_m"),
        ({"plan_hash": "ab"}, "plan_hash"),
        ({"plan_hash": None}, "plan_hash"),
        ({"digest": "0" * 64}, "take.digest"),
        ({"digest": None}, "take.digest"),
        ({"extra": 1}, "take.extra"),
        ({"channels": {}}, "take.channels"),
        ({"channels": [1]}, "take.channels[0]"),
        ({"channels": [{"name": "a.b"}]}, "take.channels[0].unit"),
        ({"entities": {}}, "take.entities"),
        ({"entities": ["camera"]}, "take.entities[0]"),
        ({"entities": [{**CAMERA, "id": "a/b"}]}, "take.entities[0].id"),
        ({"entities": [{**CAMERA, "kind": "x"}]}, "take.entities[0].kind"),
        ({"entities": [{**CAMERA, "kind": ["x"]}]}, "take.entities[0].kind"),
        ({"entities": [{**CAMERA, "settings": []}]}, "take.entities[0].settings"),
        ({"entities": [{**CAMERA, "settings": {}}]}, "take.entities: camera.rig"),
        ({"entities": [CAMERA] * 2}, "take.entities.id"),
        ({"proxies": [{**HERO, "size_m": 0}]}, "take.proxies[0].size_m"),
        ({"proxies": [{**HERO, "size_m": True}]}, "take.proxies[0].size_m"),
        ({"proxies": [{**HERO, "position_m": [0, 0]}]}, "take.proxies[0].position_m"),
        ({"proxies": [{**HERO, "selector": 5}]}, "take.proxies[0].selector"),
        ({"proxies": [{**HERO, "more": 5}]}, "take.proxies[0].more"),
    ],
)
def test_names_the_place_of_what_is_wrong_in_a_file(changes, where):
    assert mistakes_of(json.dumps(document(**changes))).startswith(f"{where}:")


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ([True, 1.0, 2.0], "values[0]"),
        ([0.0, "1", 2.0], "values[1]"),
        ([0.0, None, 2.0], "values[1]"),
        ([0.0, [1.0], 2.0], "values[1]"),
        ([0.0, 1.0, 10**400], "values[2]"),
        ("0 1 2", "values"),
        ([0.0, 1.0], "camera.focal_length_mm"),
    ],
)
def test_names_the_place_of_a_value_that_is_no_number(values, where):
    changed = document()
    changed["channels"][1]["values"] = values
    assert where in mistakes_of(json.dumps(changed))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "[" * 100_000,
        '{"a":' * 500 + "1" + "}" * 500,
        '{"title": NaN}',
        '{"title": 1e999, "title": 2}',
        '{"schema": "scene_stager.take", "schema": "scene_stager.take"}',
        "\ufeff{}",
        '{"version": ' + "9" * 10_000 + "}",
    ],
)
def test_no_text_brings_a_traceback(text):
    assert mistakes_of(text).startswith("take")


def test_a_key_that_is_said_twice_is_refused_even_when_it_says_the_same():
    text = some_take().to_json()
    assert "twice" in mistakes_of(text.replace('"version":2', '"version":2,"version":2'))


@pytest.mark.parametrize("key", ["title", "fps", "plan_hash", "channels", "entities"])
@pytest.mark.parametrize("depth", [40, 300, 900])
def test_depth_is_refused_wherever_it_is(key, depth):
    text = json.dumps(document(**{key: "@"})).replace('"@"', "[" * depth + "]" * depth)
    assert "nested" in mistakes_of(text)


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_number_that_is_none_is_refused(word):
    text = some_take().to_json().replace("35.5", word)
    assert "take" in mistakes_of(text)


@given(st.data())
def test_a_file_with_one_letter_changed_is_refused_or_means_the_same(data):
    text = some_take().to_json()
    index = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from('0123456789.-,:"[]{}eéx '))
    changed = text[:index] + letter + text[index + 1 :]
    try:
        take = read_take(changed)
    except InputError:
        return
    assert take.digest == some_take().digest


def test_mistakes_of_several_keys_are_told_together():
    told = mistakes_of(json.dumps(document(title=1, start_frame="x")))
    assert "title" in told
    assert "start_frame" in told
