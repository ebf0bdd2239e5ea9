"""Processes that answer calls: each call answered once, deaths told, nobody left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scene_stager.batch.workers import DIED, processes

ROOT = Path(__file__).resolve().parents[2]
REMEMBERED = []

pytestmark = pytest.mark.skipif(os.name == "nt", reason="groups of processes are not for Windows")


def remember(word):
    REMEMBERED.append(word)


def tell(number):
    return number, REMEMBERED, os.getpid()


def die_at(number):
    if number == 3:
        os._exit(9)
    return number


def fail(number):
    raise ValueError(f"not {number}")


def sleep_beside_a_child(file):
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(99)"])
    Path(file).write_text(f"{os.getpid()} {child.pid}")
    time.sleep(99)


def hear_nothing(file):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sleep_beside_a_child(file)


def alive(pid):
    """Whether a process runs; one that has ended and waits to be seen does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for(what, limit_s=20.0):
    until_s = time.monotonic() + limit_s
    while not (found := what()) and time.monotonic() < until_s:
        time.sleep(0.01)
    return found


def test_every_call_is_answered_by_processes_that_did_the_first_call_first():
    with processes(2, (remember, ("hello",))) as crew:
        answers = dict(crew.answers([(tell, (number,)) for number in range(9)]))
        again = dict(crew.answers([(tell, (7,))]))
    assert [answers[place][:2] for place in range(9)] == [(n, ["hello"]) for n in range(9)]
    pids = {answer[2] for answer in (*answers.values(), *again.values())}
    assert 1 <= len(pids) <= 2
    assert os.getpid() not in pids


def test_a_death_costs_one_call():
    with processes(2) as crew:
        answers = dict(crew.answers([(die_at, (number,)) for number in range(6)]))
    assert answers == {0: 0, 1: 1, 2: 2, 3: DIED, 4: 4, 5: 5}


def test_what_a_call_raises_is_raised_here():
    with pytest.raises(ValueError, match="not 5"), processes(1) as crew:
        list(crew.answers([(fail, (5,))]))


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="/proc tells who is alive")
@pytest.mark.parametrize("work", [sleep_beside_a_child, hear_nothing])
def test_who_is_stopped_stops_them_and_what_they_started(tmp_path, work):
    file = tmp_path / "pids"
    with pytest.raises(KeyboardInterrupt), processes(1) as crew:
        calls = crew.answers([(work, (str(file),))])
        # Nobody waits for the answer: it is enough that it was asked for.
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        before = signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
        try:
            WAITS_FOR.append(file)
            next(calls)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0.0)
            signal.signal(signal.SIGALRM, before)
            WAITS_FOR.clear()
            asked_s = time.monotonic()
    assert time.monotonic() - asked_s < 20.0  # of a busy machine; `sleep` would take 99
    pids = [int(word) for word in file.read_text().split()]
    assert wait_for(lambda: not any(map(alive, pids)))


STOPPED_WHILE_STARTING = """
import os, signal, sys
from multiprocessing import util
from scene_stager.batch.workers import processes

start = util.spawnv_passfds

def start_and_be_stopped(*told):
    pid = start(*told)
    if "spawn_main" in str(told):
        os.kill(os.getpid(), int(sys.argv[1]))
    return pid

def stop(*told):
    raise KeyboardInterrupt

if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM):  # a shell's background has them ignored
        signal.signal(number, stop)
    util.spawnv_passfds = start_and_be_stopped
    try:
        with processes(2):
            print("never stopped")
    except KeyboardInterrupt:
        print("stopped")
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_that_was_half_started_when_we_were_stopped_says_nothing(tmp_path, number):
    script = tmp_path / "parent.py"
    script.write_text(STOPPED_WHILE_STARTING)
    env = {**os.environ, "PYTHONPATH": str(ROOT / "core")}
    command = [sys.executable, str(script), str(int(number))]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("stopped\n", "", 0)


WAITS_FOR: list[Path] = []


def stop(number, frame):
    """Ctrl-C, as soon as the worker has begun."""
    if WAITS_FOR[0].exists() and WAITS_FOR[0].read_text().count(" "):
        raise KeyboardInterrupt


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="/proc tells who is alive")
def test_they_end_with_a_parent_that_is_killed(tmp_path):
    file = tmp_path / "pids"
    code = (
        "import sys; from scene_stager.batch.workers import processes\n"
        "from tests.batch.test_workers import sleep_beside_a_child\n"
        "if __name__ == '__main__':\n"
        "    with processes(1) as crew:\n"
        "        list(crew.answers([(sleep_beside_a_child, (sys.argv[1],))]))\n"
    )
    script = tmp_path / "parent.py"
    script.write_text(code)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "core"), str(ROOT)))}
    parent = subprocess.Popen([sys.executable, str(script), str(file)], env=env)
    assert wait_for(lambda: file.exists() and file.read_text().count(" "))
    pids = [int(word) for word in file.read_text().split()]
    assert all(map(alive, pids))
    parent.kill()
    parent.wait()
    assert wait_for(lambda: not any(map(alive, pids)))
