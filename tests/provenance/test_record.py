"""The record: read as it was written, two kilobytes at most, and words and numbers only."""

import json
from dataclasses import fields, replace

import pytest

from scene_stager.canonical import canonical_json
from scene_stager.errors import InputError
from scene_stager.presets.lineage import ROLES, Lineage, Parent
from scene_stager.presets.record_shape import SOURCE_TYPES, STAGES
from scene_stager.provenance.record import MOST_BYTES, MOST_SPELT, Record, read_record
from scene_stager.provenance.stamp import stamp, verify
from tests.provenance.carried import RECORD
from tests.provenance.solids import solid


def refusal(data):
    with pytest.raises(InputError) as caught:
        read_record(data if isinstance(data, bytes) else json.dumps(data).encode())
    return str(caught.value)


def test_what_is_written_is_read_back():
    assert read_record(RECORD.to_json().encode()) == RECORD
    assert read_record(Record().to_json().encode()) == Record()


def test_equal_records_have_equal_bytes():
    again = read_record(json.dumps(json.loads(RECORD.to_json()), indent=3).encode())
    assert again.to_json() == RECORD.to_json()
    assert replace(RECORD, hand="").to_json() != RECORD.to_json()


def test_nothing_recorded_is_not_a_root():
    unknown, root = Record(), Record(lineage=Lineage("hand"))
    assert "parents" not in unknown.as_json()
    assert root.as_json()["parents"] == []
    assert read_record(root.to_json().encode()).lineage != Record().lineage


def test_a_record_is_no_longer_for_its_depth():
    child = RECORD
    lengths = set()
    for generation in range(20):
        own = f"{generation:064x}"
        child = replace(RECORD, lineage=Lineage("generate", (Parent(own),)), pixel_hash=own)
        lengths.add(len(child.to_json()))
    assert len(lengths) == 1 and lengths.pop() < MOST_BYTES


def test_as_many_parents_as_may_be_fit():
    parents = tuple(Parent(f"{n:064x}", max(ROLES, key=len)) for n in range(8))
    full = replace(RECORD, lineage=Lineage("generate", parents), pixel_hash="d" * 64)
    assert 1000 < len(full.to_json().encode()) <= MOST_BYTES


def test_what_is_longer_than_two_kilobytes_is_refused_by_writer_and_reader():
    parents = tuple(Parent(f"{n:064x}", "reference") for n in range(8))
    long = {name: "語" * 80 for name in ("subject", "environment", "hand", "tool", "licence")}
    longer = replace(RECORD, lineage=Lineage("generate", parents), **long)
    with pytest.raises(InputError, match="at most 2048"):
        longer.to_json()
    assert "at most 2048" in refusal(canonical_json(longer.as_json()).encode())
    assert "at most 2048" in refusal(RECORD.to_json().encode() + b" " * MOST_SPELT)


def test_escapes_and_spaces_of_another_speller_are_not_counted():
    words = replace(RECORD, **{name: "狐" * 40 for name in ("subject", "environment", "hand")})
    said = json.dumps(words.as_json(), indent=8).encode() + b" " * MOST_BYTES
    assert len(said) > MOST_BYTES and read_record(said) == words


@pytest.mark.parametrize("name", ["shot.ma", "report.html", "box.ply"])
def test_a_record_in_letters_that_ascii_has_not_fits_everywhere(name, tmp_path):
    path = solid(tmp_path, name)
    stamp(path, replace(RECORD, **{name: "狐" * 80 for name in ("subject", "environment", "hand")}))
    assert verify(path).record.subject == "狐" * 80


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("subject", "D:/foxes/fox.png", "no path"),
        ("subject", "see https://example.org", "expected no "),
        ("hand", "x" * 81, "at most 80"),
        ("tool", "data:image/png;base64,AAAA", "no address"),
        ("stage", "S6", "one of S1, S2, S3, S4, S5"),
        ("source_type", "photograph", "one of digitalCapture"),
        ("pixel_hash", "f" * 63, "64 digits"),
        ("plan_hash", 7, "64 digits"),
        ("when", "yesterday", "a day"),
        ("parents", [{"sha256": "a" * 64, "role": "friend", "kind": "pixels"}], "one of"),
        ("parents", [{"sha256": "a" * 64, "role": "source"}], "a value"),
        ("parents", [{"sha256": "a" * 64, "role": "source", "kind": "pixels"}] * 9, "at most 8"),
        ("note", "hello", "only"),
        ("version", 2, "1"),
        ("schema", "scene_stager.preset", "scene_stager.record"),
    ],
)
def test_a_field_that_may_not_be_so_is_refused_in_one_line(field, value, says):
    said = refusal({**json.loads(RECORD.to_json()), field: value})
    assert says in said and len(said.splitlines()) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"null",
        b"\xff\xfe{}",
        b"[" * 2000,
        b'{"a":' * 300 + b"1" + b"}" * 300,
        b'{"schema":"scene_stager.record","version":1,"hand":NaN}',
        b'{"schema":"scene_stager.record","version":1,"hand":"a","hand":"b"}',
        b'{"schema":"scene_stager.record","version":' + b"1" * 1000 + b"}",
    ],
)
def test_json_that_is_hostile_is_refused_in_lines(data):
    refusal(data)


def test_the_source_type_is_what_is_said_else_what_the_stage_amounts_to():
    assert replace(RECORD, source_type="").source == "trainedAlgorithmicMedia"
    assert replace(RECORD, source_type="composite").source == "composite"
    assert Record(stage="S2").source == ""
    assert all(Record(stage=stage).source in ("", *SOURCE_TYPES) for stage in STAGES)


def test_every_field_is_written_and_read():
    words = {one.name: "d" * 64 for one in fields(Record) if one.name.endswith("_hash")}
    full = replace(RECORD, **words, source_type="composite", decoder="libjpeg-turbo 3.1")
    assert all(getattr(full, one.name) for one in fields(Record))
    assert read_record(full.to_json().encode()) == full
