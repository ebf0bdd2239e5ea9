"""What was ever written is read for ever, saved again in today's version, and nothing newer is."""

import ast
import json
import re
from dataclasses import replace

import pytest

from scene_stager import evaluate
from scene_stager.errors import InputError
from scene_stager.inverse.answer.promote import promote
from scene_stager.inverse.second_look.calibration_library import CalibrationLibrary
from scene_stager.moks.executor import execute
from scene_stager.provenance.master import evaluate_master
from scene_stager.script.read import read_script
from tests.baselines.nouns import FOLDER, NOUNS
from tests.house.sources import CORE, no, our_files, tree_of

JSON_NOUNS = [noun for noun in NOUNS.values() if noun.ending == ".json"]
EVERY = [(noun, version) for noun in NOUNS.values() for version in range(1, noun.version + 1)]
each = pytest.mark.parametrize(
    ("noun", "version"), [pytest.param(*pair, id=f"{pair[0].name}_v{pair[1]}") for pair in EVERY]
)
WRITTEN_ONLY = {
    "host_report": "what an owner of Maya or Unreal sends to us; nothing of ours reads it",
    "inverse_smoke": "a report for people and their scripts; nothing of ours reads it",
    "site": "a list of pages, for who writes the next site there; made anew each time",
}
TARGET = "target.translate_m"
ROW = re.compile(r"^\| `(.+?)` \| ([0-9a-f]{7}) \| .+ \|$", re.MULTILINE)


def read(noun, version):
    return noun.read(noun.file(version).read_bytes())


def version_in(noun, data: bytes) -> int:
    """The version that a file says it is of."""
    if noun.name == "library":
        return int.from_bytes(data[60:64], "big")  # SQLite, "Database File Format", user version
    if noun.name == "usd":
        return int(re.search(rb"version = ([0-9]+)", data)[1])
    return json.loads(data)["version"]


def unkept(nouns) -> list[str]:
    """Versions that somebody may have on disk and nobody here."""
    return [
        f"{noun.name} {version}: no {noun.file(version).name}; see tests/baselines/README.md"
        for noun in nouns
        for version in range(1, noun.version + 1)
        if not noun.file(version).is_file()
    ]


def named_schemas(package) -> set[str]:
    """Every `scene_stager.noun` that a file of the core assigns to a name with SCHEMA in it."""
    found = set()
    for file in our_files(package, ".py"):
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.Assign) and "SCHEMA" in ast.unparse(node.targets[0]):
                found |= set(re.findall(r"'scene_stager\.(\w+)'", ast.unparse(node.value)))
    return found


def test_every_version_of_every_kind_of_file_is_kept():
    no(
        unkept(NOUNS.values()),
        "every version ever written has a small file in tests/baselines: keep one of the new",
    )


def test_every_kind_of_file_has_its_line():
    named = named_schemas(CORE)
    assert named - NOUNS.keys() == WRITTEN_ONLY.keys()


def test_every_file_says_by_which_commit_it_was_made():
    told = dict(ROW.findall((FOLDER / "README.md").read_text("utf-8")))
    kept = {file.name for file in FOLDER.iterdir() if re.search(r"_v\d", file.name)}
    assert told.keys() == kept


@each
def test_a_baseline_is_of_the_version_in_its_name(noun, version):
    assert version_in(noun, noun.file(version).read_bytes()) == version


@each
def test_every_version_is_read_and_saved_again_in_the_newest(noun, version):
    thing = read(noun, version)
    if noun.write is None:
        return
    saved = noun.write(thing)
    assert version_in(noun, saved) == noun.version
    assert noun.write(noun.read(saved)) == saved


@pytest.mark.parametrize("noun", JSON_NOUNS, ids=lambda n: n.name)
def test_a_newer_version_is_refused_in_one_line(noun):
    document = json.loads(noun.file(noun.version).read_text("utf-8"))
    newer = json.dumps({**document, "version": noun.version + 1}).encode("utf-8")
    with pytest.raises(InputError) as caught:
        noun.read(newer)
    assert len(str(caught.value).splitlines()) == 1
    assert "version" in str(caught.value)


def test_a_newer_library_is_refused_and_left_as_it_is():
    noun = NOUNS["library"]
    data = bytearray(noun.file(noun.version).read_bytes())
    data[60:64] = (noun.version + 1).to_bytes(4, "big")
    with pytest.raises(InputError, match="newer Scene Stager"):
        noun.read(bytes(data))


# ---- what they say, as it was said when they were written


def test_a_script_of_version_one():
    script = read_script(FOLDER / "script_v1.json")
    assert script.to_json() + "\n" == (FOLDER / "script_v1.canonical.json").read_text("utf-8")


def test_a_plan_of_version_one():
    plan = read(NOUNS["plan"], 1)
    assert (plan.title, plan.frame_count, len(plan.nodes)) == ("Hero dolly push in", 240, 59)
    assert plan.plan_hash.startswith("0584d8e5e230d0c3")


def test_a_take_of_version_one():
    take = read(NOUNS["take"], 1)
    assert take.at("camera.focal_length_mm", 2) == (35.0,)
    assert take.plan_hash.startswith("0584d8e5e230d0c3")


def test_a_plan_and_a_take_of_version_two_with_the_path_that_they_name():
    plan, take = read(NOUNS["plan"], 2), read(NOUNS["take"], 2)
    assert [(one.name, one.kind) for one in plan.inputs] == [("actor", "path")]
    path = NOUNS["path"].file(1)
    again = execute(plan, inputs={"actor": path}, frames=(1, 2), channels=[TARGET]).take
    assert (again.inputs, again.channels[0]) == (take.inputs, take.channel(TARGET))


def test_a_manifest_of_version_one_still_builds_the_shot_of_its_plan():
    plan, take = read(NOUNS["plan"], 2), read(NOUNS["take"], 2)
    found = evaluate(plan, NOUNS["manifest"].file(1))
    assert (found.plan_hash, found.inputs) == (take.plan_hash, take.inputs)


def test_a_master_of_version_one_still_puts_its_shot_at_its_place():
    found = evaluate_master(NOUNS["master"].file(1), lambda *_: None)
    assert list(found.scenes) == ["reveal.as_baked"]
    assert "(offset = 1000)" in found.usd


def test_a_preset_and_a_match_of_version_one():
    preset, match = read(NOUNS["preset"], 1), read(NOUNS["match"], 1)
    assert (preset.lineage.origin, preset.fit.outcome) == ("match", match.outcome)
    assert preset.slots["lighting"].key_azimuth_deg == 60.97
    assert promote(match, "again").slots == preset.slots


def test_a_library_of_version_one_still_knows_its_match(tmp_path):
    file = tmp_path / "library"
    file.write_bytes(NOUNS["library"].file(1).read_bytes())
    ((entry, _),) = CalibrationLibrary(file).entries()
    assert version_in(NOUNS["library"], file.read_bytes()) == NOUNS["library"].version
    assert entry.answer["key_azimuth_deg"] == 60.973354563419825


def test_a_receipt_of_version_one():
    receipt = read(NOUNS["receipt"], 1)
    assert (receipt.still, sorted(receipt.files)) == ("ada.png", ["match.json", "script.json"])
    assert receipt.fingerprint.startswith("8ce35713")


def test_surroundings_of_version_one():
    assert read(NOUNS["sh"], 1).coefficients[3].tolist() == [-0.2, -0.1, 0.05]


def test_a_usd_shot_of_version_one():
    noun = NOUNS["usd"]
    said = re.search(rb'take_digest = "(\w+)"', noun.file(1).read_bytes())[1]
    assert read(noun, 1).digest == said.decode()


# ---- each rule is shown a planted breach


def test_sees_a_version_that_nobody_kept():
    (said,) = unkept([replace(NOUNS["take"], version=NOUNS["take"].version + 1)])
    assert said.startswith(f"take {NOUNS['take'].version + 1}: no take_v")


def test_sees_a_kind_of_file_without_a_line(tmp_path):
    (tmp_path / "new.py").write_text('SCHEMA, VERSION = "scene_stager.novel", 1\n')
    assert named_schemas(tmp_path) == {"novel"}
