"""A master: its shots at their places as another library composes them, and what is refused."""

import json
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from pxr import Sdf, Usd, UsdGeom, UsdUtils

from scene_stager import bake
from scene_stager.cli import main
from scene_stager.errors import InputError
from scene_stager.moks.master_file import MOST_BYTES, read_master
from scene_stager.provenance.master import LAYERS, evaluate_master
from tests.hosts.usd_check import findings
from tests.provenance.masters import (
    AT,
    FIRST,
    FRAMES,
    LAST,
    SCENARIOS,
    STOCKS,
    changed,
    lay_out,
    put_variant,
    script_of,
)


@pytest.fixture(scope="module")
def film(tmp_path_factory) -> Path:
    """A master that was evaluated, in a folder without what it was made of."""
    folder = tmp_path_factory.mktemp("film")
    out = folder / "out" / "film.usda"
    assert main(["evaluate", str(lay_out(folder / "made_of")), "--out", str(out)]) == 0
    moved = folder / "elsewhere"
    shutil.move(out.parent, moved)
    shutil.rmtree(folder / "made_of")
    return moved / "film.usda"


def ask(capsys, *words) -> tuple[int, dict, str]:
    capsys.readouterr()
    code = main(["evaluate", *map(str, words), "--json"])
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out else {}, said.err


def refusal(file: Path) -> str:
    with pytest.raises(InputError) as caught:
        evaluate_master(file, lambda *_: None)
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


# ---- what another library makes of it


@pytest.mark.parametrize(("shot", "stock"), [(n, s) for n, all_ in STOCKS.items() for s in all_])
def test_every_frame_of_every_variant_stands_at_its_place(film, shot, stock):
    stage = Usd.Stage.Open(str(film))
    stage.GetPrimAtPath(f"/Master/{shot}").GetVariantSet("stock").SetVariantSelection(stock)
    take = bake(script_of(shot, stock), frames=(FIRST, LAST))
    camera = UsdGeom.Camera(stage.GetPrimAtPath(f"/Master/{shot}/camera/lens"))
    place = camera.GetPrim().GetParent().GetAttribute("xformOp:translate")
    for frame in FRAMES:
        there = frame - FIRST + AT[shot]
        wanted_cm = [100.0 * x for x in take.at("camera.translate_m", frame)]
        assert list(place.Get(there)) == pytest.approx(wanted_cm, abs=1e-9)
        focal_mm = camera.GetFocalLengthAttr().Get(there)
        assert focal_mm == pytest.approx(take.at("camera.focal_length_mm", frame)[0], rel=1e-6)
    assert place.GetTimeSamples() == [AT[shot] + k for k in range(len(FRAMES))]
    told = stage.GetPrimAtPath(f"/Master/{shot}/film").GetAttributes()
    assert stock in [one.Get() for one in told]


@pytest.mark.parametrize("shot", AT)
def test_a_shot_is_seen_on_its_own_frames_and_on_no_others(film, shot):
    stage = Usd.Stage.Open(str(film))
    seen = UsdGeom.Imageable(stage.GetPrimAtPath(f"/Master/{shot}/subject"))
    asked = range(min(AT.values()) - 5, max(AT.values()) + len(FRAMES) + 5)
    found = [f for f in asked if seen.ComputeVisibility(f) != UsdGeom.Tokens.invisible]
    assert found == [AT[shot] + k for k in range(len(FRAMES))]


def test_the_clock_spans_all_shots_and_the_units_are_a_shots(film):
    stage = Usd.Stage.Open(str(film))
    assert (stage.GetStartTimeCode(), stage.GetEndTimeCode()) == (1001, 1020 + len(FRAMES) - 1)
    assert (stage.GetTimeCodesPerSecond(), stage.GetDefaultPrim().GetName()) == (24, "Master")
    assert UsdGeom.GetStageMetersPerUnit(stage) == 0.01
    for shot in AT:
        prim = stage.GetPrimAtPath(f"/Master/{shot}")
        (camera,) = prim.GetRelationship("sceneStager:camera").GetTargets()
        assert stage.GetPrimAtPath(camera).IsA(UsdGeom.Camera)


def test_shots_are_payloads_that_wait_until_they_are_asked_for(film):
    stage = Usd.Stage.Open(str(film), Usd.Stage.LoadNone)
    shots = stage.GetPrimAtPath("/Master").GetAllChildren()
    assert [(one.GetName(), one.GetAllChildren()) for one in shots] == [
        ("reveal", []),
        ("walk", []),
    ]
    stage.Load("/Master/walk")
    assert stage.GetPrimAtPath("/Master/walk/camera")
    assert not stage.GetPrimAtPath("/Master/reveal/camera")


def test_every_layer_and_sky_is_named_by_its_digest_and_found_from_the_master(film):
    layers, skies, missing = UsdUtils.ComputeAllDependencies(Sdf.AssetPath(str(film)))
    assert missing == []
    both = sorted((film.parent / LAYERS).iterdir())
    assert all(file.stem == sha256(file.read_bytes()).hexdigest() for file in both)
    files = [file for file in both if file.suffix == ".usda"]
    assert len(files) == 1 + sum(map(len, STOCKS.values()))
    assert len(both) - len(files) == len(SCENARIOS)  # two stocks under one sky
    assert {Path(one).name for one in skies} == {one.name for one in both if one not in files}
    assert {Path(one.realPath).name for one in layers} == {film.name, *(one.name for one in files)}
    text = film.read_text("utf-8")
    assert all(f"@./{LAYERS}/{file.name}@" in text for file in files)


def test_the_validators_of_usd_find_nothing_in_it(film):
    assert findings(film) == []


# ---- the digest covers all


def test_it_says_the_same_twice_and_in_another_process(tmp_path, capsys):
    file = lay_out(tmp_path / "a")
    code, said, _ = ask(capsys, file, "--check", "--workers", "3", "--cache", tmp_path / "cache")
    assert (code, said["holds"], said["checked"]) == (0, True, True)
    again = evaluate_master(lay_out(tmp_path / "b"), lambda *_: None)
    assert (again.digest, list(again.scenes)) == (said["digest"], list(said["scenes"]))
    assert said["digest"] == sha256(again.usd.encode("utf-8")).hexdigest()


def test_another_variant_of_any_shot_is_another_master(tmp_path):
    file = lay_out(tmp_path)
    before = evaluate_master(file, lambda *_: None).digest
    other = put_variant(tmp_path, "reveal", "tri_x_400", frames=(FIRST, LAST))
    same = evaluate_master(file, lambda *_: None).digest
    path = tmp_path / other.manifest
    path.write_text(path.read_text("utf-8").replace('"usd_sha256":""', '"usd_sha256": ""'), "utf-8")
    assert same == before and "found sha256" in refusal(file)
    put_variant(tmp_path, "reveal", "tri_x_400", frames=(FIRST, LAST))
    changed(file, lambda tree: tree["shots"][0].update(at_frame=1000))
    assert evaluate_master(file, lambda *_: None).digest != before


def test_a_damaged_layer_is_mended_by_the_next_run(tmp_path):
    file, out = lay_out(tmp_path / "a"), tmp_path / "out" / "film.usda"
    assert main(["evaluate", str(file), "--out", str(out)]) == 0
    damaged = sorted((out.parent / LAYERS).iterdir())[0]
    good = damaged.read_bytes()
    damaged.write_bytes(good[:-10])
    assert main(["evaluate", str(file), "--out", str(out)]) == 0
    assert damaged.read_bytes() == good


# ---- what does not hold


def first_variant(tree):
    return tree["shots"][0]["variants"][0]


REFUSED = {
    "no shots": (lambda t: t.update(shots=[]), "master.shots: found [], expected a list of 1 to"),
    "no variants": (lambda t: t["shots"][0].update(variants={}), "variants: found {}"),
    "two of a name": (lambda t: t["shots"][1].update(name="reveal"), "'reveal' more than once"),
    "a name that is a path": (
        lambda t: t["shots"][0].update(name="../up"),
        "master.shots[0].name: found '../up', expected a word",
    ),
    "a variant named so": (lambda t: first_variant(t).update(name="A{b=c}"), "variants[0].name"),
    "a place out of the folder": (
        lambda t: first_variant(t).update(plan="../p.json"),
        "master.shots[0].variants[0].plan: found '../p.json'",
    ),
    "an absolute place": (lambda t: first_variant(t).update(manifest="/m"), "[0].manifest: found"),
    "no file": (lambda t: first_variant(t).update(manifest="gone"), "found no such file"),
    "another sum": (lambda t: first_variant(t).update(sha256="0" * 64), f"expected {'0' * 64}"),
    "a sum never filled in": (lambda t: first_variant(t).update(sha256=""), "--write-manifest"),
    "no sum": (lambda t: first_variant(t).update(sha256="sha"), "expected 64 hexadecimal digits"),
    "another plan": (
        lambda t: first_variant(t).update(plan="walk_vision3_500t/p.json"),
        "master.shots[0].variants[0], manifest.plan_hash: found",
    ),
    "another rate": (lambda t: t.update(fps=[25, 1]), "master.shots[0].variants[0]: found 24/1"),
    "no rate": (lambda t: t.update(fps=[24, 0]), "master.fps: found [24, 0]"),
    "an overlap": (
        lambda t: t["shots"][1].update(at_frame=1012),
        "master.shots[1].at_frame: found 1012, expected 1013 or later",
    ),
    "half a frame": (lambda t: t["shots"][1].update(at_frame=1020.5), "at_frame: found 1020.5"),
    "an unknown key": (lambda t: t["shots"][0].update(url="x"), "an unknown key"),
    "a newer version": (lambda t: t.update(version=2), "master.version: found 2"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_master_that_does_not_hold_is_refused(fault, tmp_path):
    change, said = REFUSED[fault]
    file = lay_out(tmp_path)
    changed(file, change)
    with pytest.raises(InputError) as caught:
        evaluate_master(file, lambda *_: pytest.fail("kept a layer"))
    assert said in str(caught.value)
    assert len(str(caught.value)) < 2000


def test_frames_that_stand_back_to_back_are_let_in(tmp_path):
    file = lay_out(tmp_path)
    changed(file, lambda tree: tree["shots"][1].update(at_frame=1001 + len(FRAMES)))
    assert evaluate_master(file, lambda *_: None).digest


def test_variants_of_other_lengths_are_refused(tmp_path):
    file = lay_out(tmp_path)
    other = put_variant(tmp_path, "reveal", "tri_x_400", frames=(FIRST, LAST - 1))
    changed(file, lambda t: t["shots"][0]["variants"][1].update(sha256=other.sha256))
    assert "variants[1]: found frames 10 to 20, expected 10 to 21, as the first" in refusal(file)


def test_a_link_is_not_followed(tmp_path):
    file = lay_out(tmp_path / "a")
    (tmp_path / "a" / "reveal_tri_x_400").rename(tmp_path / "b")
    (tmp_path / "a" / "reveal_tri_x_400").symlink_to(tmp_path / "b")
    assert "variants[1].manifest: found a link" in refusal(file)


def test_nothing_is_written_of_a_master_with_a_scene_that_breaks_its_promise(tmp_path, capsys):
    file = lay_out(tmp_path / "a")
    manifest = tmp_path / "a" / "walk_vision3_500t" / "m.json"
    changed(manifest, lambda tree: tree.update(usd_sha256="0" * 64))
    code, said, err = ask(capsys, file, "--write-manifest", "--out", tmp_path / "out" / "x.usda")
    assert (code, said["outputs"]) == (1, [])
    assert "walk.vision3_500t is" in err
    assert not (tmp_path / "out").exists() or not any((tmp_path / "out").rglob("*.usda"))


def test_sums_that_were_never_filled_in_are_filled_in_on_request(tmp_path, capsys):
    file = lay_out(tmp_path)
    wanted = file.read_text("utf-8")
    changed(file, lambda t: [v.update(sha256="") for s in t["shots"] for v in s["variants"]])
    assert ask(capsys, file)[0] == 2
    assert ask(capsys, file, "--write-manifest")[0] == 0
    assert file.read_text("utf-8") == wanted


def test_a_master_is_read_as_it_was_written(tmp_path):
    text = lay_out(tmp_path).read_text("utf-8")
    master = read_master(text.encode("utf-8"))
    assert master.to_json() == text
    assert read_master(replace(master, title="").to_json().encode("utf-8")).title == ""
    with pytest.raises(InputError, match="expected at most"):
        read_master(b" " * (MOST_BYTES + 1))
