"""Batches: nothing lost, nothing done twice, one bad still stops no other, any crew the same."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scene_stager.batch import Batch, run_batch
from scene_stager.batch.job import RECEIPT, jobs_for
from scene_stager.batch.run import LOCK
from scene_stager.errors import InputError
from tests.batch.work import measure

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def stills(tmp_path):
    folder = tmp_path / "stills"
    folder.mkdir()
    for place in range(6):
        (folder / f"still_{place}.png").write_bytes(bytes([place]) * 1000)
    return folder


def batch_of(folder, out, **options):
    return Batch(tuple(sorted(folder.glob("*.png"))), out, {}, **options)


def statuses(batch):
    return {result.source.name: result.status for result in run_batch(batch, measure)}


def results_in(out):
    return {
        file.relative_to(out).as_posix(): file.read_bytes()
        for file in sorted(out.rglob("*"))
        if file.is_file() and file.name != LOCK
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
    other = Batch(batch_of(stills, out).sources, out, {"wait_s": 0.0})
    assert set(statuses(other).values()) == {"done"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_bad_stills_are_told_and_the_rest_is_done(stills, tmp_path, jobs):
    for name in ("bad", "buggy"):
        (stills / f"{name}.png").write_bytes(b"x")
    batch = batch_of(stills, tmp_path / "out", jobs=jobs)
    missing = Batch((*batch.sources, stills / "gone.png"), batch.out, {}, jobs=jobs)
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


def test_stills_of_one_name_get_a_number(tmp_path):
    sources = [tmp_path / "a" / "x.png", tmp_path / "b" / "X.png", tmp_path / "x_2.png"]
    names = [job.folder.name for job in jobs_for(sources, tmp_path, {})]
    assert len({name.casefold() for name in names}) == 3


def test_only_desks_of_ours_are_swept_away(stills, tmp_path):
    out = tmp_path / "out"
    for name in (".git", ".scene-stager-desk-x", "mine"):
        (out / name).mkdir(parents=True)
        (out / name / "file").write_text("kept")
    (out / ".scene-stager-desk-link").symlink_to(out / "mine", target_is_directory=True)
    statuses(batch_of(stills, out))
    assert (out / ".git" / "file").read_text() == (out / "mine" / "file").read_text() == "kept"
    assert not (out / ".scene-stager-desk-x").exists()


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
    assert [path.name for path in out.iterdir() if path.name.startswith(".")] == [LOCK]


def batch_with_wait(stills, out):
    return Batch(tuple(sorted(stills.glob("*.png"))), out, {"wait_s": 0.01})


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
