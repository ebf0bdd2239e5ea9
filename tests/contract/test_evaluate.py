"""One plan and one manifest give one USD text; whatever does not hold is refused in clear lines."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from scene_stager import bake, compile, emit_moks_plan, evaluate, read_script
from scene_stager.errors import InputError
from scene_stager.hosts.usd import usd_text
from scene_stager.moks import manifest as manifests
from scene_stager.moks import plan_input
from scene_stager.moks.cache import DiskCache
from scene_stager.moks.manifest import PlanManifest, read_manifest, stays_inside
from scene_stager.moks.window import window_around
from scene_stager.shot.scenarios import scenario_texts
from tests.contract.recipes import DATA, LAST, MANIFEST, lay_out, manifest_of, plan_of, way

MOST_LINES = 1


def rewritten(file: Path, **changes) -> None:
    document = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**document, **changes}), "utf-8")


def rows(file: Path) -> list[dict]:
    return json.loads(file.read_text("utf-8"))["inputs"]


def refusal(plan: Path, manifest: Path) -> str:
    with pytest.raises(InputError) as caught:
        evaluate(plan, manifest)
    assert len(str(caught.value).splitlines()) == MOST_LINES
    return str(caught.value)


# ---- the same bytes


@pytest.mark.parametrize("name", sorted(scenario_texts()))
def test_a_plan_from_its_file_gives_the_very_usd_that_the_bake_wrote(name, tmp_path):
    plan = emit_moks_plan(compile(read_script(name)))
    frames = (plan.start_frame + 3, plan.start_frame + 40)
    (tmp_path / "p.json").write_text(plan.to_json(), "utf-8")
    (tmp_path / "m.json").write_text(PlanManifest(plan.plan_hash, frames).to_json(), "utf-8")
    wanted = usd_text(bake(name, frames=frames))
    found = evaluate(tmp_path / "p.json", tmp_path / "m.json", workers=3)
    assert found.usd == wanted
    assert found.digest == sha256(wanted.encode("utf-8")).hexdigest()


def test_other_processes_hash_seeds_and_orders_of_inputs_give_the_same_text(tmp_path):
    plan, manifest = lay_out(tmp_path / "a")
    wanted = evaluate(plan, manifest).digest
    shuffled = tmp_path / "a" / "shuffled.json"
    shuffled.write_text(
        json.dumps(dict(reversed(json.loads(manifest.read_text("utf-8")).items()))), "utf-8"
    )
    rewritten(shuffled, inputs=[dict(reversed(row.items())) for row in rows(manifest)[::-1]])
    code = (
        "import sys; from scene_stager import evaluate; "
        "print(evaluate(*sys.argv[1:3], workers=int(sys.argv[3])).digest)"
    )
    for seed, workers, file in (("0", "1", manifest), ("1", "4", shuffled), ("77", "2", shuffled)):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        words = [sys.executable, "-c", code, str(plan), str(file), workers]
        answer = subprocess.run(words, env=env, capture_output=True, text=True, check=True)
        assert answer.stdout.strip() == wanted


def test_inputs_in_another_order_are_the_same_plan(tmp_path):
    other = dict(reversed(DATA.items()))
    assert plan_of(other).plan_hash == plan_of().plan_hash
    assert evaluate(*lay_out(tmp_path / "a")) == evaluate(*lay_out(tmp_path / "b", data=other))


def test_where_the_folder_is_and_what_the_files_are_called_does_not_matter(tmp_path):
    plan, manifest = lay_out(tmp_path / "a")
    wanted = evaluate(plan, manifest)
    (tmp_path / "a").rename(tmp_path / "Ä b")
    moved = tmp_path / "Ä b"
    (moved / "ways" / "actor.path.json").rename(moved / "Gang der Königin.json")
    listed = [
        {**row, "file": "Gang der Königin.json"} if row["name"] == "actor" else row
        for row in rows(moved / MANIFEST)
    ]
    rewritten(moved / MANIFEST, inputs=listed)
    assert evaluate(moved / plan.name, moved / MANIFEST) == wanted


@pytest.mark.parametrize("name", sorted(DATA))
def test_one_changed_byte_of_any_input_is_refused_and_is_another_scene_once_it_is_let_in(
    name, tmp_path
):
    plan, manifest = lay_out(tmp_path / "a")
    before = plan_of()
    wanted = evaluate(plan, manifest)
    changed = {**DATA, name: DATA[name].replace(b"1.6", b"1.7", 1)}
    (tmp_path / "a" / "ways" / f"{name}.path.json").write_bytes(changed[name])
    assert f"inputs.{name}: found sha256" in refusal(plan, manifest)

    after = plan_of(changed)
    differ = [a.name for a, b in zip(before.nodes, after.nodes, strict=True) if a.hash != b.hash]
    assert len(differ) == 1  # only the node that reads it
    assert evaluate(*lay_out(tmp_path / "b", data=changed)).digest != wanted.digest


def test_nothing_that_looks_at_pictures_or_thinks_is_loaded(tmp_path):
    plan, manifest = lay_out(tmp_path / "a")
    code = (
        "import sys; from scene_stager import evaluate; evaluate(*sys.argv[1:]); "
        "print('\\n'.join(sys.modules))"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    words = [sys.executable, "-c", code, str(plan), str(manifest)]
    loaded = subprocess.run(words, env=env, capture_output=True, text=True, check=True).stdout
    ours = {name.split(".")[1] for name in loaded.split() if name.startswith("scene_stager.")}
    assert {"provenance", "moks", "hosts"} <= ours
    assert ours & {"models", "inverse", "reading", "pictures", "preview", "compiler"} == set()
    assert {"onnxruntime", "ai_edge_litert", "PIL", "scipy"} & set(loaded.split()) == set()


# ---- what does not hold


def _without_actor(listed):
    return [row for row in listed if row["name"] != "actor"]


def _with(key, value):
    return lambda listed: [{**listed[0], key: value}, *listed[1:]]


REFUSED = {
    "missing": (_without_actor, "manifest.inputs.actor: found nothing, expected a path"),
    "extra": (
        lambda listed: [*listed, {**listed[0], "name": "prop"}],
        "manifest.inputs.prop: found an input, expected only actor, car, crane_head",
    ),
    "twice": (lambda listed: [*listed, listed[0]], "'actor' more than once"),
    "another hash": (_with("sha256", "0" * 64), f"manifest.inputs.actor.sha256: found {'0' * 64}"),
    "no hash": (_with("sha256", "0" * 63), "expected 64 hexadecimal digits"),
    "another kind": (_with("kind", "mesh"), "manifest.inputs.actor.kind: found mesh"),
    "no kind": (_with("kind", "pickle"), "expected one of mesh, path, picture, take"),
    "no name": (_with("name", ["a"]), "expected a word in small letters"),
    "no file": (_with("file", "ways/gone.json"), "inputs.actor: found no such file"),
    "a folder": (_with("file", "ways"), "inputs.actor: found a folder"),
    "not its file": (_with("file", "ways/car.path.json"), "inputs.actor: found sha256"),
    "an unknown key": (_with("url", "https://example.org"), "an unknown key"),
    "no list": (lambda listed: "actor", "manifest.inputs: found 'actor', expected a list"),
    "no object": (lambda listed: [7, *listed[1:]], "manifest.inputs[0]: found 7"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_manifest_that_does_not_hold_is_refused_in_one_line(fault, tmp_path):
    change, said = REFUSED[fault]
    plan, manifest = lay_out(tmp_path / "a")
    rewritten(manifest, inputs=change(rows(manifest)))
    assert said in refusal(plan, manifest)


OUTSIDE = (
    *("../ways/actor.path.json", "ways/../ways/actor.path.json", "/etc/passwd", "", ".", ".."),
    *("C:/actor.json", "c:actor.json", "ways\\actor.path.json", "\\\\host\\share\\actor.json"),
    *("ways//actor.path.json", "ways/actor.path.json/", "ways/./actor.path.json", "~/actor.json "),
    *("ways/actor\0.json", "ways/actor\n.json", "a\u202egnp.json", "file:///etc/passwd", "a/" * 99),
    *("actor.json.", "x" * 300, 7, None, ["ways/actor.path.json"], "\ud800.json"),
)


@pytest.mark.parametrize("way_out", OUTSIDE, ids=range(len(OUTSIDE)))
def test_a_file_that_could_lead_out_of_the_folder_is_refused_before_it_is_touched(
    way_out, tmp_path, monkeypatch
):
    plan, manifest = lay_out(tmp_path / "a")
    rewritten(manifest, inputs=_with("file", way_out)(rows(manifest)))
    monkeypatch.setattr(PlanManifest, "found_in", lambda *_: pytest.fail("looked at the disk"))
    assert not stays_inside(way_out)
    assert "manifest.inputs[0].file: found" in refusal(plan, manifest)


@pytest.mark.parametrize("which", ["the file", "the folder", "a link that leads nowhere"])
def test_a_link_is_refused_wherever_it_stands_on_the_way(which, tmp_path):
    plan, manifest = lay_out(tmp_path / "a")
    place = tmp_path / "a" / "ways"
    place = place if which == "the folder" else place / "actor.path.json"
    place.rename(tmp_path / "elsewhere")
    place.symlink_to(tmp_path / ("elsewhere" if "nowhere" not in which else "gone"))
    with pytest.raises(InputError, match="found a link, expected a file in the folder"):
        evaluate(plan, manifest)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    plan, manifest = lay_out(tmp_path / "a")
    file = tmp_path / "a" / "ways" / "actor.path.json"
    file.unlink()
    os.mkfifo(file)
    assert "inputs.actor: found no plain file" in refusal(plan, manifest)


def test_what_is_too_large_alone_or_together_is_refused_unread(tmp_path, monkeypatch):
    plan, manifest = lay_out(tmp_path / "a")
    monkeypatch.setattr(manifests, "MOST_TOGETHER_BYTES", 1000)
    assert "manifest.inputs, together: found" in refusal(plan, manifest)
    monkeypatch.undo()
    small = {**plan_input.INPUT_KINDS, "path": plan_input.InputKind("a path", 10)}
    monkeypatch.setattr("scene_stager.moks.given_inputs.INPUT_KINDS", small)
    with pytest.raises(InputError, match=r"inputs\.actor: found .* bytes, expected at most 10"):
        evaluate(plan, manifest)


def test_an_input_of_the_right_sum_that_is_not_of_its_kind_is_refused_though_a_cache_knows_it(
    tmp_path,
):
    broken = {**DATA, "actor": b'{"schema": "scene_stager.path"}'}
    plan = plan_of(broken)
    files = lay_out(tmp_path / "a", plan, broken)
    disk = DiskCache(tmp_path / "cache")
    window = window_around(plan.fps, 0, LAST - 1)
    for node in plan.nodes:
        disk.put(node.hash, window, np.ones((window.count, node.width)))
    with pytest.raises(InputError, match=r"inputs\.actor"):
        evaluate(*files, cache_dir=tmp_path / "cache")


def test_what_is_not_what_was_promised_does_not_hold(tmp_path):
    plan, manifest = lay_out(tmp_path / "a")
    found = evaluate(plan, manifest)
    for promised, holds in (("", True), (found.digest, True), ("0" * 64, False)):
        rewritten(manifest, usd_sha256=promised)
        assert evaluate(plan, manifest).holds is holds


def test_the_manifest_of_another_plan_is_refused(tmp_path):
    _, manifest = lay_out(tmp_path / "a")
    other = plan_of({**DATA, "car": way(9.0)})
    with pytest.raises(InputError, match="It is of another plan"):
        evaluate(other, manifest)


BROKEN = {
    "no JSON": (b"{", "text that is not JSON"),
    "doubled": (b'{"schema":1,"schema":2}', "the same key twice"),
    "not UTF-8": (b'{"schema":"\xff"}', "the byte 0xff"),
    "deep": (b"[" * 100_000, "nested without end"),
    "not a number": (b'{"schema": NaN}', "NaN"),
    "huge": (b" " * (manifests.MOST_BYTES + 1), "expected at most 1048576"),
    "a script": (b'{"schema": "scene_stager.script", "version": 1}', "'scene_stager.manifest'"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_file_that_is_no_manifest_is_refused_in_one_line(fault, tmp_path):
    data, said = BROKEN[fault]
    plan, manifest = lay_out(tmp_path / "a")
    manifest.write_bytes(data)
    assert said in refusal(plan, manifest)


@pytest.mark.parametrize("frames", [[1], [1, 2, 3], "1:2", [1, 2.5], [True, 2], [0, 10**9], None])
def test_frames_are_two_whole_numbers(frames, tmp_path):
    plan, manifest = lay_out(tmp_path / "a")
    rewritten(manifest, frames=frames)
    assert "manifest.frames: found" in refusal(plan, manifest)


@pytest.mark.parametrize("frames", [[0, 3], [5, 4], [1, LAST + 1]])
def test_frames_that_the_plan_does_not_have_are_refused(frames, tmp_path):
    plan, manifest = lay_out(tmp_path / "a")
    rewritten(manifest, frames=frames)
    assert "frames: found" in refusal(plan, manifest)


def test_a_manifest_is_read_as_it_was_written_and_always_written_alike():
    told = manifest_of(plan_of(), usd_sha256="a" * 64)
    again = read_manifest(told.to_json().encode("utf-8"))
    assert again == told
    shuffled = replace(told, inputs=told.inputs[::-1], files=dict(reversed(told.files.items())))
    assert shuffled.to_json() == told.to_json()
