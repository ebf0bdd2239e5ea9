"""`evaluate` from the command line: what bake wrote comes again to the byte, or it says no."""

import json
from pathlib import Path

import pytest

from scene_stager.cli import main
from scene_stager.moks.cache import DiskCache
from scene_stager.moks.executor import execute
from scene_stager.moks.memo import Memo
from scene_stager.moks.window import window_around
from scene_stager.whole_folder import sha256_of
from tests.contract.recipes import DATA, LAST, MANIFEST, PLAN, lay_out, plan_of
from tests.shot_names import SKY, plain

CODE = "these tests"


@pytest.fixture(autouse=True)
def one_code(monkeypatch):
    """A cache that does not mind if somebody edits the sources while the tests run."""
    monkeypatch.setattr("scene_stager.moks.cache.code_digest", lambda: CODE)
    monkeypatch.setattr("scene_stager.moks.cache.CODE_AT_IMPORT", CODE)


def ask(capsys, *words) -> tuple[int, dict, str]:
    code = main(["evaluate", *map(str, words), "--json"])
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out else {}, said.err


def names_in(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_bake_and_evaluate_write_the_same_usd_to_the_byte(tmp_path, capsys):
    shot, again = tmp_path / "shot", tmp_path / "again" / "x.usda"
    words = ["bake", "crane_reveal", "--frames", "20:40", "--preview", "none", "--out", str(shot)]
    assert main(words) == 0
    capsys.readouterr()
    code, said, _ = ask(capsys, shot / PLAN, shot / MANIFEST, "--out", again, "--check")
    assert (code, said["holds"], said["checked"], said["inputs"]) == (0, True, True, [])
    assert again.read_bytes() == (shot / "shot.usda").read_bytes()
    assert said["digest"] == sha256_of(again) == said["promised"]
    assert plain(names_in(again.parent)) == [SKY, "x.provenance.usda", "x.usda"]
    (sky,) = shot.glob("*.hdr")
    assert (again.parent / sky.name).read_bytes() == sky.read_bytes()
    assert set(said["outputs"]) == set(map(str, again.parent.iterdir()))


def test_says_what_it_is_made_of_and_writes_nothing_when_nothing_is_asked(tmp_path, capsys):
    plan, manifest = lay_out(tmp_path / "a")
    before = names_in(tmp_path / "a")
    code, said, _ = ask(capsys, plan, manifest)
    assert (code, said["promised"], said["outputs"]) == (0, None, [])
    assert [one["name"] for one in said["inputs"]] == sorted(DATA)
    assert names_in(tmp_path / "a") == before


def test_a_scene_that_is_not_what_was_promised_is_a_no_and_is_not_written(tmp_path, capsys):
    plan, manifest = lay_out(tmp_path / "a")
    told = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps({**told, "usd_sha256": "0" * 64}), "utf-8")
    code, said, err = ask(capsys, plan, manifest, "--out", tmp_path / "x.usda")
    assert (code, said["holds"], said["outputs"]) == (1, False, [])
    assert "its manifest promises 0000" in err
    assert not (tmp_path / "x.usda").exists()


def test_what_does_not_hold_is_one_line_and_code_two(tmp_path, capsys):
    plan, manifest = lay_out(tmp_path / "a")
    (tmp_path / "a" / "ways" / "car.path.json").unlink()
    code, _, err = ask(capsys, plan, manifest, "--out", tmp_path / "x.usda")
    assert (code, len(err.splitlines())) == (2, 1)
    assert "inputs.car: found no such file" in err
    assert not (tmp_path / "x.usda").exists()


def test_never_writes_over_what_it_reads(tmp_path, capsys):
    plan, manifest = lay_out(tmp_path / "a")
    odd = tmp_path / "a" / "ways" / "car.usda"
    (tmp_path / "a" / "ways" / "car.path.json").rename(odd)
    told = manifest.read_text("utf-8").replace("ways/car.path.json", "ways/car.usda")
    manifest.write_text(told, "utf-8")
    code, _, err = ask(capsys, plan, manifest, "--out", odd)
    assert (code, odd.read_bytes()) == (2, DATA["car"])
    assert "which is read" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--out", "x.usdc"), "--out: found"),
        (("--workers", "0"), "--workers: found 0"),
        (("--workers", "65"), "--workers: found 65"),
    ],
)
def test_options_that_make_no_sense_are_refused(words, said, tmp_path, capsys):
    code, _, err = ask(capsys, *lay_out(tmp_path / "a"), *words)
    assert (code, said in err) == (2, True)


# ---- a manifest of one's own


def test_a_manifest_is_written_of_what_lies_beside_it_and_then_holds(tmp_path, capsys):
    plan, manifest = lay_out(tmp_path / "a")
    wanted = ask(capsys, plan, manifest)[1]["digest"]
    manifest.unlink()
    for file in (tmp_path / "a" / "ways").iterdir():
        file.rename(tmp_path / "a" / file.name)
    code, said, _ = ask(capsys, plan, manifest, "--write-manifest")
    assert (code, said["digest"], said["promised"]) == (0, wanted, wanted)
    assert ask(capsys, plan, manifest)[0] == 0


def test_a_promise_that_is_made_anew_is_of_the_same_frames_and_files(tmp_path, capsys):
    plan, manifest = lay_out(tmp_path / "a")
    told = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps({**told, "frames": [3, 9], "usd_sha256": "0" * 64}), "utf-8")
    assert ask(capsys, plan, manifest)[0] == 1
    code, said, _ = ask(capsys, plan, manifest, "--write-manifest")
    again = json.loads(manifest.read_text("utf-8"))
    assert (code, again["frames"], again["inputs"]) == (0, [3, 9], told["inputs"])
    assert again["usd_sha256"] == said["digest"]


def test_a_manifest_of_what_is_not_there_is_not_written(tmp_path, capsys):
    plan, manifest = lay_out(tmp_path / "a")
    manifest.unlink()
    code, _, err = ask(capsys, plan, manifest, "--write-manifest")
    assert (code, manifest.exists(), len(err.splitlines())) == (2, False, len(DATA))
    assert "inputs.actor: found no file of that name, expected a path beside" in err


def test_a_plan_without_its_manifest_is_told_so(tmp_path, capsys):
    plan, _ = lay_out(tmp_path / "a")
    code, _, err = ask(capsys, plan)
    assert (code, "MANIFEST: found nothing, expected the manifest of this plan" in err) == (2, True)


def test_a_manifest_without_its_plan_and_a_folder_are_told_what_to_name(tmp_path, capsys):
    plan, manifest = lay_out(tmp_path / "a")
    for given, said in (
        (manifest, "PLAN: found nothing, expected the plan of this manifest. Name it before"),
        (plan.parent, "a folder, expected a plan and its manifest, or a master. A bake leaves"),
    ):
        code, _, err = ask(capsys, given)
        assert (code, said in err, err.count("\n")) == (2, True, 1)


def test_only_a_manifest_gives_way_to_a_manifest(tmp_path, capsys):
    plan, _ = lay_out(tmp_path / "a")
    picture = tmp_path / "a" / "picture.png"
    picture.write_bytes(b"\x89PNG")
    assert ask(capsys, plan, picture, "--write-manifest")[0] == 2
    assert ask(capsys, plan, plan, "--write-manifest")[0] == 2
    assert picture.read_bytes() == b"\x89PNG"
    assert plan.read_text("utf-8") == plan_of().to_json()


# ---- the cache, and building it again


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("??/*.moks"))


def test_a_second_run_recalls_and_says_the_same(tmp_path, capsys):
    words = (*lay_out(tmp_path / "a"), "--cache", tmp_path / "cache")
    first, second = ask(capsys, *words)[1], ask(capsys, *words)[1]
    assert (first["executed"], second["executed"], second["recalled"]) == (3, 0, 3)
    assert first["digest"] == second["digest"]


def test_a_damaged_artefact_is_computed_again_and_changes_nothing(tmp_path, capsys):
    words = (*lay_out(tmp_path / "a"), "--cache", tmp_path / "cache")
    wanted = ask(capsys, *words)[1]["digest"]
    damaged, *_ = entries(tmp_path / "cache")
    data = bytearray(damaged.read_bytes())
    data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    said = ask(capsys, *words)[1]
    assert (said["digest"], said["executed"], said["recalled"]) == (wanted, 1, 2)
    assert ask(capsys, *words)[1]["executed"] == 0  # it was mended


def test_check_sees_an_artefact_that_somebody_forged_with_its_sum(tmp_path, capsys, monkeypatch):
    plan, manifest = lay_out(tmp_path / "a")
    words = (plan, manifest, "--cache", tmp_path / "cache")
    wanted = ask(capsys, *words)[1]["digest"]
    forge(tmp_path / "cache", "camera.translate_m")
    assert ask(capsys, *words)[1]["digest"] != wanted  # who may write there may lie
    code, said, err = ask(capsys, *words, "--check", "--out", tmp_path / "x.usda")
    assert (code, said["outputs"]) == (1, [])
    assert "node camera.translate_m comes out otherwise the second time" in err
    assert "the USD comes out otherwise" in err


def forge(folder: Path, name: str) -> None:
    """Put other numbers in the place of a node's, in an entry whose sum holds."""
    plan, memo = plan_of(), Memo()
    execute(plan, inputs=DATA, memo=memo)
    node, window = plan.node(name), window_around(plan.fps, 0, LAST - 1)
    numbers = memo.get(node.hash, window, node.width)
    assert DiskCache(folder).put(node.hash, window, numbers + 0.25)
