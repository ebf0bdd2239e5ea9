"""Locks: one holder at a time, none after a kill, and no file left behind."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time

import pytest

from scene_stager import file_lock
from scene_stager.file_lock import holding, try_lock

HOLD = (
    "import sys, time; from pathlib import Path; from scene_stager.file_lock import try_lock;"
    "lock = try_lock(Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"
)


def test_one_holds_it_and_the_file_goes_with_the_lock(tmp_path):
    file = tmp_path / "lock"
    with holding(file):
        assert try_lock(file) is None
        with pytest.raises(BlockingIOError, match="another run is at work"), holding(file, 0.05):
            raise AssertionError("must not begin")
    assert list(tmp_path.iterdir()) == []
    lock = try_lock(file)
    lock.release()
    lock.release()
    assert list(tmp_path.iterdir()) == []


def test_a_killed_holder_holds_nothing(tmp_path):
    file = tmp_path / "lock"
    child = subprocess.Popen([sys.executable, "-c", HOLD, str(file)], stdout=subprocess.PIPE)
    with child:
        assert child.stdout.readline() == b"held\n"
        assert try_lock(file) is None
        child.kill()
    assert file.exists()
    with holding(file, 5.0):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_lock_whose_file_was_taken_away_is_no_lock(tmp_path, monkeypatch):
    """Between opening the file and locking it its last holder may take the file away."""
    file = tmp_path / "lock"
    take = file_lock._lock
    calls = iter([True])

    def meanwhile(descriptor):
        if next(calls, False):
            file.unlink()
        return take(descriptor)

    monkeypatch.setattr(file_lock, "_lock", meanwhile)
    with holding(file):
        assert file.exists()


def test_where_there_are_no_locks_one_is_granted_and_proves_nothing(tmp_path, monkeypatch):
    fcntl = pytest.importorskip("fcntl")

    def refuse(descriptor, how):
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(fcntl, "flock", refuse)
    lock = try_lock(tmp_path / "lock")
    assert not lock.proves
    lock.release()
    assert list(tmp_path.iterdir()) == []


def count_up(file, lock, times):
    for _ in range(times):
        with holding(lock, 60.0):
            file.write_text(str(int(file.read_text()) + 1))


@pytest.mark.skipif(os.name == "nt", reason="Windows opens no file that is about to go")
def test_four_processes_never_meet_inside(tmp_path):
    file, lock = tmp_path / "count", tmp_path / "lock"
    file.write_text("0")
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=count_up, args=(file, lock, 50)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0] * 4
    assert file.read_text() == "200"
    assert not lock.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_a_stopped_holder_still_holds_it(tmp_path):
    file = tmp_path / "lock"
    child = subprocess.Popen([sys.executable, "-c", HOLD, str(file)], stdout=subprocess.PIPE)
    with child:
        child.stdout.readline()
        child.send_signal(signal.SIGSTOP)
        time.sleep(0.05)
        assert try_lock(file) is None
        child.kill()
