"""Records in JSON documents of ours: no digest knows of them, and no other byte is another."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from scene_stager.cli import main
from scene_stager.errors import InputError
from scene_stager.front_door import bake
from scene_stager.inverse.answer.match_file import read_match
from scene_stager.moks.take_json import read_take
from scene_stager.presets.lineage import derived
from scene_stager.presets.math_over_matter import findings_in
from scene_stager.presets.preset import preset_of, read_preset
from scene_stager.provenance.carriers.document import MOST_JSON, MOST_MARKS
from scene_stager.provenance.parents import parent_of_file
from scene_stager.provenance.pixel_hash import file_hash
from scene_stager.provenance.stamp import look_at, stamp, strip, verify
from scene_stager.script.read import read_json, read_script
from tests.house.test_light_start import run_without
from tests.provenance.carried import RECORD

SCRIPT = read_script("crane_reveal")
TAKE = bake(SCRIPT, frames=(1, 3))
PRESET = preset_of(SCRIPT, ("lens", "stock"), derived("match", "a" * 64))
MATCH = {
    "schema": "scene_stager.match",
    "version": 1,
    "alternatives": [{"rim_mode": "none"}],
    "outcome": "matched",
    "script": SCRIPT.as_json(),
    "seconds": 1.25,
}
KINDS = {
    "shot.take.json": SimpleNamespace(
        text=TAKE.to_json(), digest=lambda data: read_take(data.decode()).digest, has="Crane reveal"
    ),
    "look.preset.json": SimpleNamespace(
        text=PRESET.to_json(), digest=lambda data: read_preset(data).digest, has="Crane reveal"
    ),
    # As programs spell it that sort the names: what tells the kind stands near the end.
    "match.json": SimpleNamespace(
        text=json.dumps(MATCH, sort_keys=True, separators=(",", ":")),
        digest=lambda data: read_match(data).digest,
        has="matched",
    ),
    "script.json": SimpleNamespace(
        text=json.dumps(SCRIPT.as_json(), indent="\t"),
        digest=lambda data: read_json(data).to_json(),
        has="Crane reveal",
    ),
}


@pytest.fixture(params=KINDS)
def document(request, tmp_path):
    path = tmp_path / request.param
    path.write_bytes(KINDS[request.param].text.encode())
    return path


def digest_in(path):
    return KINDS[path.name].digest(path.read_bytes())


def test_a_stamp_holds_and_the_reader_reads_the_same(document):
    before = digest_in(document)
    written = stamp(document, RECORD)
    assert digest_in(document) == before
    assert document.name == "script.json" or written.content_hash == before
    assert json.loads(document.read_bytes())["record"] == written.as_json()
    assert verify(document).verdict == "holds"
    again = stamp(document, replace(RECORD, subject="another"))
    assert look_at(document).records == (again,)


def test_strip_leaves_the_bytes_that_were(document):
    before = document.read_bytes()
    stamp(document, RECORD)
    assert strip(document) == ("JSON record",)
    assert document.read_bytes() == before
    assert verify(document).verdict == "no_record" and strip(document) == ()


def test_the_record_holds_however_the_document_is_spelt(document):
    stamp(document, RECORD)
    tree = json.loads(document.read_bytes())
    for spelling in ({"indent": 4}, {"sort_keys": True}, {"separators": (",", ":")}):
        document.write_text(json.dumps(tree, **spelling))
        assert verify(document).verdict == "holds", spelling
        stamp(document, RECORD)
        assert verify(document).verdict == "holds", spelling


def test_a_record_pasted_onto_another_document_is_broken(document):
    written = stamp(document, RECORD)
    words = KINDS[document.name].has.encode()
    text = document.read_bytes()
    document.write_bytes(text.replace(words, b"ambiguous" if words == b"matched" else b"Another"))
    if document.name == "shot.take.json":  # whose title is no part of it; a number of it is
        assert verify(document).verdict == "holds"
        text = text.replace(b'"values":[', b'"values":[1.0e0,', 1)
        document.write_bytes(text)
    found = verify(document)
    assert found.verdict == "broken" and written.content_hash in found.why


def test_a_take_that_was_edited_and_a_record_of_it_do_not_pass_for_one(tmp_path):
    one, two = tmp_path / "one.take.json", tmp_path / "two.take.json"
    one.write_text(TAKE.to_json())
    two.write_text(TAKE.slice_frames(1, 2).to_json())
    stamp(one, RECORD)
    line = next(x for x in one.read_text().split("\n") if x.startswith('"record"'))
    two.write_text(two.read_text().replace('"version":2,', f'"version":2,\n{line}'))
    assert read_take(two.read_text()).frame_count == 2
    assert verify(two).verdict == "broken"


def test_two_records_in_one_document_never_hold_and_are_both_taken_out(document):
    before = document.read_bytes()
    stamp(document, RECORD)
    text = document.read_text()
    other = json.dumps(replace(RECORD, hand="another").as_json())
    document.write_text("{" + f'"\\u0072ecord" : {other} ,' + text[1:])
    assert verify(document).verdict == "broken"
    strip(document)
    assert json.loads(document.read_bytes()) == json.loads(before)


def test_what_is_no_record_is_said_to_be_none(document):
    for odd in ("null", "[]", '"a"', "{}", "7"):
        text = KINDS[document.name].text
        document.write_text("{" + f'"record": {odd},' + text[1:])
        assert verify(document).verdict == "broken"
        strip(document)
        assert json.loads(document.read_bytes()) == json.loads(text)


@pytest.mark.parametrize("kind", ["look.preset.json", "script.json"])
def test_a_shared_document_smuggles_nothing_in_its_record(kind):
    tree = json.loads(KINDS[kind].text)
    for odd in ({"subject": "/etc/passwd"}, {"payload": "x" * 3000}, {"parents": [[]]}):
        record = {"schema": "scene_stager.record", "version": 1, **odd}
        found = findings_in(json.dumps(tree | {"record": record}).encode())
        assert found and all(one.pointer.startswith("/record") for one in found)


@pytest.mark.parametrize("kind", ["shot.take.json", "script.json"])
def test_a_record_that_is_no_object_is_refused(kind):
    data = json.dumps(json.loads(KINDS[kind].text) | {"record": 7}).encode()
    with pytest.raises(InputError, match="record"):
        KINDS[kind].digest(data)


def test_a_preset_passes_its_record_on_and_is_equal_without():
    record = replace(RECORD, content_hash=PRESET.digest).as_json()
    stamped = replace(PRESET, record=record)
    again = read_preset(stamped.to_json().encode())
    assert again == PRESET and again.digest == PRESET.digest
    assert again.record == record and again.to_json() == stamped.to_json()


OTHERS = ("{}", "[]", "", "7", '{"record": {}}', '{"a": "scene_stager.take", "record": 1}')
OTHERS += ('{"', '{:"scene_stager.take"}', '["scene_stager.take"]', '{7:"scene_stager.take",}')
OTHERS += ('{"a" "scene_stager.take"}', '{"a":}"scene_stager.take"', '{{"scene_stager.take":1}}')
OTHERS += ('{"schema":"scene_stager.plan","record":{}}', "\0" * 9, '{"schema":"scene')


@pytest.mark.parametrize("text", OTHERS)
def test_json_of_other_programs_carries_nothing_and_is_a_parent_by_its_bytes(text, tmp_path):
    path = tmp_path / "package.json"
    path.write_text(text)
    for act in (verify, strip, lambda path: stamp(path, RECORD)):
        with pytest.raises(InputError, match="JSON of ours"):
            act(path)
    assert path.read_text() == text
    assert parent_of_file(path, "source").sha256 == file_hash(path)


def test_a_script_that_begins_with_a_mark_of_its_coding_is_read(tmp_path):
    path = tmp_path / "script.json"
    path.write_bytes(b"\xef\xbb\xbf" + KINDS["script.json"].text.encode())
    before = path.read_bytes()
    stamp(path, RECORD)
    assert verify(path).verdict == "holds" and read_json(path.read_bytes()) == SCRIPT
    strip(path)
    assert path.read_bytes() == before


def test_a_document_that_its_reader_refuses_is_not_stamped(document):
    text = document.read_text()
    document.write_text(text.replace("{", '{"surprise":1,', 1))
    if document.name == "match.json":  # it may say more than is read
        stamp(document, RECORD)
        return
    with pytest.raises(InputError, match=f"{document.name}: .*surprise"):
        stamp(document, RECORD)
    assert verify(document).verdict == "no_record"


HEAD = '{"schema":"scene_stager.take","version":2,"record":'
HOSTILE = {
    "depth": HEAD + "[" * (MOST_MARKS + 1),
    "depth that ends": HEAD + "[" * 200_000 + "]" * 199_999 + "]}",
    "a string without end": HEAD + '"' + '\\"' * 4_000_000,
    "escapes": HEAD + '"' + "\\\\" * 4_000_000 + '"}',
    "many names": HEAD + "1," + ",".join(f'"{n}":1' for n in range(100_000)) + "}",
    "many objects": HEAD + "[" + "{}," * 2_000_000 + "{}]}",
    "blanks": HEAD + " " * (MOST_JSON - 200) + "1}",
    "many records": '{"schema":"scene_stager.take"' + ',"record":{}' * 50 + "}",
    "a long record": HEAD + '"' + "x" * 4_000_000 + '"}',
    "digits": HEAD + "9" * 4_000_000 + "}",
    "too large": HEAD + " " * MOST_JSON + "1}",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_json_takes_no_time_and_never_holds(kind, tmp_path):
    from time import process_time

    path = tmp_path / "a.json"
    path.write_text(HOSTILE[kind])
    started_s = process_time()
    try:
        assert verify(path).verdict != "holds"
    except InputError as error:
        assert len(str(error).splitlines()) == 1
    assert process_time() - started_s < 2.0


def test_presets_that_are_made_here_say_where_they_come_from(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SCENE_STAGER_PRESETS", str(tmp_path))
    assert main(["preset", "make", "crane_reveal", "look"]) == 0
    path = tmp_path / "look.preset.json"
    found = verify(path)
    assert found.verdict == "holds" and found.record.lineage.origin == "scenario"
    assert main(["preset", "make", "crane_reveal", "look"]) == 0  # the same again is no mistake
    stamp(path, replace(found.record, hand="Åsa"))
    assert main(["preset", "install", str(path)]) == 0
    assert verify(path).record.hand == "Åsa"
    assert main(["check", str(path)]) == 0
    capsys.readouterr()


def test_a_bare_host_plays_a_take_that_has_a_record(tmp_path):
    path = tmp_path / "shot.take.json"
    path.write_text(TAKE.to_json())
    stamp(path, RECORD)
    done = run_without(
        ("numpy", "PIL", "pydantic"),
        "from scene_stager.hosts.take_file import read_take_file;"
        f"print(read_take_file({str(path)!r}).digest)",
    )
    assert done.stdout.strip() == TAKE.digest, done.stderr
