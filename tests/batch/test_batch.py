"""Batches: nothing lost, nothing done twice, one bad still stops no other, any crew the same."""

import json
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from scene_stager.batch import Batch, run_batch
from scene_stager.batch.job import MOST_BYTES, jobs_for
from scene_stager.batch.receipt import RECEIPT, receipt_in
from scene_stager.batch.run import LOCK
from scene_stager.errors import InputError
from scene_stager.whole_folder import DESK
from tests.batch import kills
from tests.batch.work import CODE, measure

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def stills(tmp_path):
    folder = tmp_path / "stills"
    folder.mkdir()
    for place in range(6):
        (folder / f"still_{place}.png").write_bytes(bytes([place]) * 1000)
    return folder


def batch_of(folder, out, asked=None, **options):
    return Batch(tuple(sorted(folder.glob("*.png"))), out, asked or {}, CODE, **options)


def statuses(batch):
    return {result.source.name: result.status for result in run_batch(batch, measure)}


def results_in(out):
    return {
        file.relative_to(out).as_posix(): file.read_bytes()
        for file in sorted(out.rglob("*"))
        if file.is_file() and file.name != RECEIPT
    }


def test_every_still_gets_a_folder_with_its_files_and_a_receipt(stills, tmp_path):
    out = tmp_path / "out"
    assert set(statuses(batch_of(stills, out)).values()) == {"done"}
    assert sorted(path.name for path in (out / "still_3").iterdir()) == [
        "match.json",
        "pad.bin",
        RECEIPT,
    ]


def test_what_is_done_is_kept_and_what_changed_is_done_again(stills, tmp_path):
    out = tmp_path / "out"
    statuses(batch_of(stills, out))
    before = results_in(out)
    assert set(statuses(batch_of(stills, out)).values()) == {"kept"}
    assert results_in(out) == before

    (stills / "still_2.png").write_bytes(b"another")
    (out / "still_4" / RECEIPT).write_text("{torn")
    again = statuses(batch_of(stills, out))
    assert [name for name, status in again.items() if status == "done"] == [
        "still_2.png",
        "still_4.png",
    ]
    other = Batch(batch_of(stills, out).sources, out, {"wait_s": 0.0}, CODE)
    assert set(statuses(other).values()) == {"done"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_bad_stills_are_told_and_the_rest_is_done(stills, tmp_path, jobs):
    for name in ("bad", "buggy"):
        (stills / f"{name}.png").write_bytes(b"x")
    batch = batch_of(stills, tmp_path / "out", jobs=jobs)
    missing = Batch((*batch.sources, stills / "gone.png"), batch.out, {}, CODE, jobs=jobs)
    results = {result.source.name: result for result in run_batch(missing, measure)}
    failed = {name: one.line for name, one in results.items() if one.status == "failed"}
    assert set(failed) == {"bad.png", "buggy.png", "gone.png"}
    assert failed["bad.png"] == "bad.png: found nonsense, expected a still"
    assert "ZeroDivisionError" in failed["buggy.png"]
    assert sum(one.status == "done" for one in results.values()) == 6


def test_a_process_that_dies_costs_its_own_still_only(stills, tmp_path):
    (stills / "deadly.png").write_bytes(b"x")
    results = list(run_batch(batch_of(stills, tmp_path / "out", jobs=2), measure))
    failed = [result for result in results if result.status == "failed"]
    assert [one.source.name for one in failed] == ["deadly.png"]
    assert "died" in failed[0].line
    assert len(results) == 7


def test_processes_give_what_one_gives(stills, tmp_path):
    statuses(batch_of(stills, tmp_path / "one"))
    statuses(batch_of(stills, tmp_path / "two", jobs=2))
    assert results_in(tmp_path / "one") == results_in(tmp_path / "two")


def test_a_still_of_any_size_is_refused_before_it_is_read(stills, tmp_path, monkeypatch):
    with (stills / "huge.png").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    monkeypatch.setattr("scene_stager.batch.job.sha256_of", lambda file: file.stat().st_size)
    told = {one.source.name: one for one in run_batch(batch_of(stills, tmp_path / "out"), measure)}
    assert told.pop("huge.png").line.endswith(
        "found 4294967297 bytes, expected at most 4294967296 bytes (4 GiB)"
    )
    assert {one.status for one in told.values()} == {"done"}


def test_stills_of_one_name_get_a_number(tmp_path):
    sources = [tmp_path / "a" / "x.png", tmp_path / "b" / "X.png", tmp_path / "x_2.png"]
    names = [job.folder.name for job in jobs_for(sources, tmp_path, {})]
    assert len({name.casefold() for name in names}) == 3


def test_a_new_result_leaves_what_people_keep_beside_it(stills, tmp_path):
    out = tmp_path / "out"
    statuses(batch_of(stills, out))
    (out / "still_0" / "notes.txt").write_text("mine")
    (out / "still_0" / "bake").mkdir()
    (out / "still_0" / "bake" / "shot.usda").write_text("#usda")
    assert set(statuses(batch_of(stills, out, {"other": 1})).values()) == {"done"}
    assert (out / "still_0" / "notes.txt").read_text() == "mine"
    assert (out / "still_0" / "bake" / "shot.usda").read_text() == "#usda"
    assert json.loads((out / "still_0" / "match.json").read_text())["options"] == {"other": 1}


def test_what_somebody_wrote_into_a_result_is_set_aside(stills, tmp_path):
    out = tmp_path / "out"
    for words in ("my first", "my second"):
        statuses(batch_of(stills, out))
        (out / "still_0" / "match.json").write_text(words)
    said = statuses(batch_of(stills, out))
    assert [name for name, status in said.items() if status == "done"] == ["still_0.png"]
    found = {f.name: f.read_text() for f in (out / "still_0").glob("match.json*")}
    assert found["match.json.changed"] == "my first"
    assert found["match.json.changed-2"] == "my second"
    assert json.loads(found["match.json"])["name"] == "still_0.png"


def test_a_file_that_the_new_result_has_not_goes_with_the_old_one(stills, tmp_path):
    out = tmp_path / "out"
    statuses(batch_of(stills, out))
    (out / "still_1" / "pad.bin").write_bytes(b"mine")
    statuses(batch_of(stills, out, {"no_pad": True}))
    assert not (out / "still_0" / "pad.bin").exists()
    assert (out / "still_1" / "pad.bin").read_bytes() == b"mine"


@pytest.mark.parametrize("damage", ["cut", "gone", "other", "receipt"])
def test_a_damaged_result_is_made_again(stills, tmp_path, damage):
    out = tmp_path / "out"
    statuses(batch_of(stills, out))
    before = results_in(out)
    file = out / "still_2" / (RECEIPT if damage == "receipt" else "match.json")
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(b"[]" if damage == "other" else file.read_bytes()[:40])
    said = statuses(batch_of(stills, out))
    assert [name for name, status in said.items() if status == "done"] == ["still_2.png"]
    after = results_in(out)
    assert {name: after[name] for name in before} == before
    assert set(statuses(batch_of(stills, out)).values()) == {"kept"}


def test_newer_code_keeps_no_older_answer(stills, tmp_path):
    out = tmp_path / "out"
    statuses(batch_of(stills, out))
    newer = replace(batch_of(stills, out), code="newer")
    assert set(statuses(newer).values()) == {"done"}
    assert set(statuses(newer).values()) == {"kept"}
    unknown = replace(newer, code="")
    assert set(statuses(unknown).values()) == set(statuses(unknown).values()) == {"done"}


def test_a_still_that_changes_while_it_is_worked_on_is_not_vouched_for(stills, tmp_path):
    """The receipt names what was read before, so the next run looks again."""
    out = tmp_path / "out"
    batch = replace(batch_of(stills, out), sources=(stills / "still_0.png",))
    list(run_batch(batch, change_it))
    assert (stills / "still_0.png").read_bytes() == b"changed meanwhile"
    assert [result.status for result in run_batch(batch, measure)] == ["done"]


def change_it(source, options):
    files = measure(source, options)
    source.write_bytes(b"changed meanwhile")
    return files


def test_the_result_of_another_still_of_the_same_name_stays(tmp_path):
    out = tmp_path / "out"
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.png").write_bytes(name.encode())
        list(run_batch(Batch((tmp_path / name / "x.png",), out, {}, CODE), measure))
    assert [receipt_in(out / name).still for name in ("x", "x_2")] == ["x.png"] * 2
    assert receipt_in(out / "x").still_sha256 != receipt_in(out / "x_2").still_sha256
    # The still itself again, also when it has changed, or has moved: no third folder.
    (tmp_path / "a" / "x.png").write_bytes(b"brighter")
    (tmp_path / "b").rename(tmp_path / "c")
    for name, status in (("a", "done"), ("c", "kept")):
        batch = Batch((tmp_path / name / "x.png",), out, {}, CODE)
        assert [result.status for result in run_batch(batch, measure)] == [status]
    assert sorted(path.name for path in out.iterdir()) == ["x", "x_2"]


@pytest.mark.parametrize("name", ["../outside", "/outside", "..", "a/b", "", "a\\b", RECEIPT])
def test_a_receipt_that_names_what_is_no_file_of_a_result_is_none(stills, tmp_path, name):
    out = tmp_path / "out"
    statuses(batch_of(stills, out))
    file = out / "still_0" / RECEIPT
    told = json.loads(file.read_text())
    told["files"][name] = "0" * 64
    file.write_text(json.dumps(told))
    assert receipt_in(file.parent) is None
    assert statuses(batch_of(stills, out))["still_0.png"] == "done"


def test_a_place_that_cannot_be_written_costs_its_own_still_only(stills, tmp_path):
    out = tmp_path / "out"
    statuses(batch_of(stills, out))
    (out / "still_0" / "match.json").unlink()
    (out / "still_0" / "match.json").mkdir()
    results = {r.source.name: r for r in run_batch(batch_of(stills, out, {"other": 1}), measure)}
    assert results["still_0.png"].status == "failed"
    assert results["still_0.png"].line == f"{out / 'still_0' / 'match.json'}: Is a directory"
    assert sum(result.status == "done" for result in results.values()) == 5


def test_what_a_killed_run_left_is_taken_up_by_the_next(stills, tmp_path):
    out = tmp_path / "out"
    statuses(batch_of(stills, out))
    (out / "still_0" / f"{DESK}x" / "files").mkdir(parents=True)
    for name in (".git", f"{DESK}y", "mine"):
        (out / name).mkdir(parents=True)
        (out / name / "file").write_text("kept")
    (out / LOCK).touch()
    statuses(batch_of(stills, out))
    assert (out / ".git" / "file").read_text() == (out / "mine" / "file").read_text() == "kept"
    assert [path.name for path in out.rglob(".*")] == [".git"]


def test_a_folder_that_is_no_result_is_not_replaced(stills, tmp_path):
    out = tmp_path / "out"
    (out / "still_0").mkdir(parents=True)
    (out / "still_0" / "thesis.txt").write_text("mine")
    said = statuses(batch_of(stills, out))
    assert said["still_0.png"] == "failed"
    assert (out / "still_0" / "thesis.txt").read_text() == "mine"
    assert sum(status == "done" for status in said.values()) == 5


def test_a_second_run_stays_out_of_the_folder(stills, tmp_path):
    first = run_batch(batch_of(stills, tmp_path / "out"), measure)
    next(first)
    with pytest.raises(InputError, match="another run"):
        next(run_batch(batch_of(stills, tmp_path / "out"), measure))
    first.close()
    assert len(statuses(batch_of(stills, tmp_path / "out"))) == 6


@pytest.mark.slow
def test_killed_at_random_moments_nothing_is_lost_or_done_twice(stills, tmp_path):
    for place in range(6, 40):
        (stills / f"still_{place}.png").write_bytes(bytes([place]) * 1000)
    out, moment = tmp_path / "out", random.Random(1)
    done: list[str] = []
    for _ in range(20):
        run = subprocess.Popen(
            [sys.executable, "-m", "tests.batch.kill_me", str(stills), str(out)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        first = run.stdout.readline()
        time.sleep(moment.uniform(0.0, 0.06))
        run.send_signal(signal.SIGKILL)
        said = [first, *run.communicate()[0].splitlines()]
        done += [line.split()[1] for line in said if line.startswith("done")]
        for folder in out.iterdir():
            if not folder.name.startswith("."):
                assert len(list(folder.iterdir())) == 3  # whole, or not there
                assert json.loads((folder / RECEIPT).read_text())["still"]
    assert len(done) == len(set(done))
    final = statuses(batch_with_wait(stills, out))
    assert len(final) == 40
    assert not {name for name, status in final.items() if status == "done"} & set(done)
    assert set(statuses(batch_with_wait(stills, out)).values()) == {"kept"}
    assert [path.name for path in out.iterdir() if path.name.startswith(".")] == []


def batch_with_wait(stills, out):
    return Batch(tuple(sorted(stills.glob("*.png"))), out, {"wait_s": 0.01}, CODE)


@pytest.mark.parametrize("case", kills.CASES)
def test_killed_at_any_step_of_keeping_a_result_the_old_or_the_new_one_is_whole(tmp_path, case):
    assert kills.every_step(kills.CASES[case], tmp_path) > 10


@pytest.mark.slow
def test_killed_at_random_moments_older_results_make_way_or_stay(tmp_path):
    """`python -m tests.batch.kills --random 60` tries more of them."""
    kills.at_random(12, tmp_path)


@pytest.mark.slow
def test_a_cluster_gives_what_this_process_gives(stills, tmp_path):
    distributed = pytest.importorskip("dask.distributed")
    (stills / "bad.png").write_bytes(b"x")
    statuses(batch_of(stills, tmp_path / "one"))
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        batch = batch_of(stills, tmp_path / "two", scheduler=cluster.scheduler_address)
        said = statuses(batch)
    assert said.pop("bad.png") == "failed"
    assert set(said.values()) == {"done"}
    assert results_in(tmp_path / "one") == results_in(tmp_path / "two")


def test_a_scheduler_that_does_not_answer_is_one_line(stills, tmp_path):
    pytest.importorskip("dask.distributed")
    batch = batch_of(stills, tmp_path / "out", scheduler="nonsense://127.0.0.1:1")
    with pytest.raises(InputError, match="--scheduler: found 'nonsense://"):
        list(run_batch(batch, measure))
