"""Two commands on one --out: the one is held where it hurts most, the other runs through."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.stops import STILLS, litter

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="nobody can be held there"),
]

ROOT = Path(__file__).resolve().parents[2]
LONGEST_S = 120.0
MATCH = "match stills --no-picture --mode heuristic --out out"
BAKE = "bake crane_reveal --frames 1:3 --preview none --out out"
OF_A_BAKE = {"shot.take.json", "shot.usda"}
OF_A_MATCH = {"match.json", "script.json", "receipt.json"}


@pytest.fixture
def here(tmp_path):
    (tmp_path / "stills").mkdir()
    shutil.copy(STILLS[0], tmp_path / "stills" / "still.png")
    return tmp_path


def start(here, words):
    command = [sys.executable, "-m", "scene_stager.cli", *words.split()]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "core")}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=here, env=env, text=True, **pipes)


def run(here, words):
    child = start(here, words)
    _, said = child.communicate(timeout=LONGEST_S)
    return child.returncode, said


def hold(here, words, until):
    """Start a command and stop its clock as soon as something of it is there."""
    child, until_s = start(here, words), time.monotonic() + LONGEST_S
    while not any(here.rglob(until)) and child.poll() is None and time.monotonic() < until_s:
        time.sleep(0.001)
    assert child.poll() is None, child.communicate()
    child.send_signal(signal.SIGSTOP)
    return child


def let_go(child):
    child.send_signal(signal.SIGCONT)
    _, said = child.communicate(timeout=LONGEST_S)
    return child.returncode, said


def names_in(folder):
    return {path.name for path in folder.iterdir() if path.is_file()}


def test_a_match_leaves_the_desk_of_a_bake_alone(here):
    bake = hold(here, BAKE, ".scene-stager-desk-*/files")
    code, said = run(here, MATCH)
    assert (code in (0, 1), "found" in said) == (True, False), said
    assert let_go(bake)[0] == 0
    assert names_in(here / "out") >= OF_A_BAKE
    assert names_in(here / "out" / "still") == OF_A_MATCH
    assert litter(here) == []


def test_a_bake_leaves_a_match_alone(here):
    match = hold(here, MATCH, ".scene-stager-batch")
    code, said = run(here, BAKE)
    assert (code, "found" in said) == (0, False), said
    assert let_go(match)[0] in (0, 1)
    assert names_in(here / "out") >= OF_A_BAKE
    assert names_in(here / "out" / "still") == OF_A_MATCH
    assert litter(here) == []


def test_a_second_match_is_refused_in_one_line_and_the_first_ends_well(here):
    match = hold(here, MATCH, ".scene-stager-batch")
    line = "scene-stager: out: found another run, expected a folder where no other run is at work\n"
    assert run(here, MATCH) == (2, line)
    assert let_go(match)[0] in (0, 1)
    assert names_in(here / "out" / "still") == OF_A_MATCH
    assert litter(here) == []


def test_of_two_bakes_the_files_of_the_one_that_ends_last_are_there_all_of_them(here):
    first = hold(here, f"{BAKE} --seed 5", ".scene-stager-desk-*/files")
    assert run(here, f"{BAKE} --seed 6")[0] == 0
    sixth = (here / "out" / "shot.take.json").read_bytes()
    (here / "out" / "notes.txt").write_text("mine")
    assert let_go(first)[0] == 0
    take = json.loads((here / "out" / "shot.take.json").read_text("utf-8"))
    assert sixth != (here / "out" / "shot.take.json").read_bytes()
    assert take["plan_hash"] in (here / "out" / "shot.usda").read_text("utf-8")
    assert names_in(here / "out") >= OF_A_BAKE | {"notes.txt"}
    assert litter(here) == []


@pytest.mark.parametrize("words", [MATCH, BAKE])
def test_the_next_run_clears_what_was_killed_while_another_worked(here, words):
    killed = hold(here, BAKE, ".scene-stager-desk-*/files")
    killed.send_signal(signal.SIGKILL)
    killed.communicate(timeout=LONGEST_S)
    assert litter(here) != []
    assert run(here, words)[0] in (0, 1)
    assert litter(here) == []
