"""Lineage on the command line: walked, explained, claimed, and a shot once more with one change."""

import json
from pathlib import Path

import pytest
from PIL import Image

from scene_stager.cli import main
from scene_stager.provenance.pixel_hash import pixel_hash_of_file
from scene_stager.provenance.stamp import look_at, verify
from scene_stager.script.read import read_file
from tests.provenance.carried import make
from tests.provenance.pictures import scene

NOBODY = "a" * 64
NAMES = ("drawing.png", "photo.png", "sculpt.png", "final.png", "relief.png")
KEYS = {"nodes", "edges", "gaps", "placeholders", "candidates"}


def of(*parents):
    return [word for one in parents for word in ("--parent", one)]


def five_stages(folder):
    """A fox in five media, one gap, one placeholder, one look-alike; and the index of it all."""
    for place, name in enumerate(NAMES):
        make(folder, name, scene(place, 64, 80))
    fox = ("--subject", "Maana, a fox", "--stage")
    for words in (
        ("stamp", "drawing.png", *fox, "S1", "--origin", "hand", "--hand", "Åsa"),
        ("stamp", "photo.png", *fox, "S2", "--parent", f"source={NOBODY}"),
        ("stamp", "sculpt.png", *fox, "S3", *of("sketch=drawing.png", "reference=photo.png")),
        ("stamp", "final.png", *fox, "S4", "--parent", "reference=sculpt.png"),
        ("stamp", "relief.png", *fox, "S5", "--parent", "source=final.png"),
        ("expect", "later.png", *fox, "S5", "--parent", "source=final.png"),
    ):
        assert main(["asset", *words]) == 0
    Image.fromarray(scene(3, 64, 80)).resize((70, 60)).save("small.jpg")
    assert main(["asset", "index", "."]) == 0


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stages")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("SCENE_STAGER_INDEX", str(folder / "kept"))
        five_stages(folder)
    return folder


@pytest.fixture
def ask(world, monkeypatch, capsys):
    """Run `asset` with --json among the five stages: code, document, stderr."""
    monkeypatch.chdir(world)
    monkeypatch.setenv("SCENE_STAGER_INDEX", str(world / "kept"))

    def run(*words):
        code = main(["asset", *words, "--json"])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    return run


def names_in(said, relation):
    return {Path(one["paths"][0]).name for one in said["nodes"] if one["relation"] == relation}


def test_a_lineage_holds_what_is_stated_what_is_missing_and_what_looks_alike(ask):
    code, said, errors = ask("lineage", "final.png")
    assert (code, errors) == (0, "") and set(said) >= KEYS
    assert set(said["edges"][0]) >= {"child", "parent", "kind", "evidence"}
    assert names_in(said, "ancestor") == {"drawing.png", "photo.png", "sculpt.png"}
    assert names_in(said, "descendant") == {"relief.png"}
    assert [one["id"] for one in said["gaps"]] == [NOBODY]
    assert [Path(one["path"]).name for one in said["placeholders"]] == ["later.png"]
    assert [Path(one["paths"][0]).name for one in said["candidates"]] == ["small.jpg"]
    states = {Path(one["paths"][0]).name: one["parents"] for one in said["nodes"]}
    assert states["drawing.png"] == "declared root" and states["sculpt.png"] == "recorded"
    assert len(said["edges"]) == 5 and said["focus"] == pixel_hash_of_file("final.png")
    assert {one["stage"] for one in said["subjects"]["nodes"]} == {"S1", "S2", "S3", "S4", "S5"}


def test_parts_of_it_are_asked_for_by_name(ask):
    _, said, _ = ask("lineage", "final.png", "--ancestors", "--depth", "1")
    assert names_in(said, "ancestor") == {"sculpt.png"} and names_in(said, "descendant") == set()
    _, said, _ = ask("lineage", "final.png", "--descendants")
    assert names_in(said, "ancestor") == set() and names_in(said, "descendant") == {"relief.png"}
    code, said, _ = ask("lineage", "drawing.png", "--used-by")
    assert code == 0 and names_in(said, "descendant") == {"sculpt.png"}
    assert ask("lineage", "relief.png", "--used-by")[0] == 1
    code, said, _ = ask("lineage", NOBODY, "--used-by")
    assert code == 0 and names_in(said, "descendant") == {"photo.png"}


def test_why_names_every_statement_on_the_way(ask):
    code, said, _ = ask("lineage", "final.png", "--why", "drawing.png")
    assert code == 0 and [one["kind"] for one in said["why"]] == ["reference", "sketch"]
    assert {one["says"] for one in said["why"]} == {"its own record, which holds"}
    code, said, _ = ask("lineage", "drawing.png", "--why", "final.png")
    assert (code, said["why"]) == (1, [])
    code, said, _ = ask("lineage", "photo.png", "--why", NOBODY)
    assert "no file of the index has these pixels" in said["why"][0]["says"]


def test_what_was_measured_of_both_ends_supports_an_edge_where_it_is_asked_for(ask, capsys):
    _, said, _ = ask("lineage", "final.png", "--support")
    own = pixel_hash_of_file("final.png")
    measured = {one["child"]: one["support"] for one in said["edges"] if one["support"]}
    assert own in measured and {one["what"] for one in measured[own]} >= {"colours", "key_stops"}
    assert ask("lineage", "final.png")[1]["edges"] == [{**e, "support": []} for e in said["edges"]]
    assert main(["asset", "lineage", "final.png", "--why", "sculpt.png", "--support"]) == 0
    assert "support: " in capsys.readouterr().out


def test_people_see_a_tree(ask, capsys):
    assert main(["asset", "lineage", "final.png"]) == 0
    said = capsys.readouterr().out
    assert "reference: sculpt.png" in said and "A GAP" in said and "later.png" in said
    assert "looks like it: no edge" in said and "a root, it says" in said and "[record]" in said
    assert main(["asset", "lineage", "final.png", "--gaps"]) == 0
    assert "photo.png" in capsys.readouterr().out
    assert main(["asset", "lineage", "drawing.png", "--used-by"]) == 0
    assert "sculpt.png" in capsys.readouterr().out
    assert main(["asset", "lineage", "final.png", "--why", "drawing.png"]) == 0
    assert "was made of  drawing.png, its sketch" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("lineage", "none.png"), "none.png"),
        (("lineage", "0" * 64), "a hash that nothing in the index has or names"),
        (("lineage", "final.png", "--depth", "0"), "--depth: found 0, expected 1 to"),
        (("lineage", "final.png", "--gaps", "--used-by"), "expected one of them at a time"),
        (("lineage", "final.png", "--why", "none.png"), "none.png"),
        (("lineage", "final.png", "--index", "nowhere"), "found no index"),
        (("lineage", "final.png", "small.jpg"), "Got unexpected extra argument"),
        (("claim", "final.png", "--hand", "Bo"), "--parent: found nothing"),
        (("claim", "final.png", "--parent", "drawing.png"), "--hand: found nothing"),
        (("claim", "final.png", "--parent", "final.png", "--hand", "Bo"), "itself as its parent"),
        (("claim", "final.png", "--parent", NOBODY, "--hand", "a/b.png"), "expected no file name"),
        (("claim", "final.png", "--parent", NOBODY, "--hand", "Bo", "--when", "soon"), "--when"),
        (("sibling", "final.png"), "found 0 changes, expected one --set"),
        (("sibling", "final.png", "--set", "seed=1", "--set", "seed=2"), "found 2 changes"),
        (("sibling", "final.png", "--set", "seed=1"), "a record that names no script"),
        (("sibling", "small.jpg", "--set", "seed=1"), "expected a record that holds"),
    ],
)
def test_a_wrong_word_costs_one_line_and_writes_nothing(ask, world, words, says):
    before = sorted(world.rglob("*"))
    code, said, errors = ask(*words)
    assert (code, said, len(errors.splitlines())) == (2, None, 1) and says in errors
    assert sorted(world.rglob("*")) == before


def test_a_claim_is_a_dated_word_in_a_file_and_an_edge_once_indexed(ask, world, monkeypatch):
    # The last of this file that asks of these stages: it adds a claim to them.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764460800")
    before = Path("small.jpg").read_bytes()
    code, said, errors = ask("claim", "small.jpg", "--parent", "source=final.png", "--hand", "Bo")
    assert (code, errors, said["claim"]) == (0, "", "small.jpg.claim.json")
    assert said["says"]["when"] == "2025-11-30T00:00:00Z"
    assert Path("small.jpg").read_bytes() == before
    ask("index", ".")
    _, said, _ = ask("lineage", "small.jpg", "--why", "final.png")
    assert [(one["evidence"], one["by"]) for one in said["why"]] == [("operator", "Bo")]


@pytest.fixture
def shot(tmp_path, monkeypatch, capsys):
    """Three frames of a shot that was said in prose."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCENE_STAGER_INDEX", str(tmp_path / "kept"))
    prose = "slow technocrane reveal of the pilot, 25mm"
    assert main(["bake", prose, "--frames", "1:3", "--out", "shots/first"]) == 0
    capsys.readouterr()
    return tmp_path / "shots" / "first"


def sibling(capsys, *words):
    code = main(["asset", "sibling", *words, "--json"])
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out else None, said.err


@pytest.mark.slow
def test_a_sibling_is_the_same_shot_with_one_thing_changed_and_says_of_what(shot, capsys):
    picture = shot / "preview.png"
    code, said, errors = sibling(capsys, str(picture), "--set", "light.key.azimuth_deg=30")
    assert (code, errors) == (0, "")
    folder = shot.with_name("first-key_azimuth_deg-30")
    assert {Path(one).parent for one in said["outputs"]} == {folder}
    assert {one.name for one in folder.iterdir()} == {one.name for one in shot.iterdir()}
    old, new = (read_file(one / "shot.script.json").as_json() for one in (shot, folder))
    assert new["lighting"].pop("key_azimuth_deg") == 30.0
    assert old["lighting"].pop("key_azimuth_deg") is None and new == old
    own = {"sha256": pixel_hash_of_file(picture), "role": "sibling", "kind": "pixels"}
    assert said["edge"] == [own]
    made = verify(folder / "preview.png")
    assert made.verdict == "holds" and own in made.record.as_json()["parents"]
    [script] = look_at(folder / "shot.script.json").records
    [before] = look_at(shot / "shot.script.json").records
    assert [one.sha256 for one in script.lineage.parents] == [before.content_hash]
    frames = json.loads((folder / "shot.manifest.json").read_text())["frames"]
    assert frames == [1, 3]
    main(["asset", "index", "shots", "--json"])
    capsys.readouterr()
    main(["asset", "lineage", str(picture), "--siblings", "--json"])
    told = json.loads(capsys.readouterr().out)
    varied = [edge for edge in told["edges"] if edge["kind"] == "sibling"]
    assert {edge["parent"] for edge in varied} == {own["sha256"]}
    main(["asset", "lineage", str(picture)])
    assert "one thing changed: " in capsys.readouterr().out


@pytest.mark.slow
def test_a_script_that_was_moved_away_is_found_in_the_index_or_named(shot, capsys):
    moved = shot.parent.parent / "scripts" / "kept.json"
    moved.parent.mkdir()
    (shot / "shot.script.json").rename(moved)
    words = (str(shot / "report.html"), "--set", "seed=5", "--out", "second")
    code, _, errors = sibling(capsys, *words)
    assert code == 2 and "no script of the digest" in errors
    assert sibling(capsys, *words, "--script", str(moved))[0] == 0
    main(["asset", "index", "scripts", "--json"])
    capsys.readouterr()
    assert sibling(capsys, *words)[0] == 0
    [stamped] = look_at(Path("second/report.html")).records
    assert "sibling" in [one.role for one in stamped.lineage.parents]
