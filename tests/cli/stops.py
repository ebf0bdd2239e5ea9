"""Stop a command line at a moment, as a terminal or a scheduler would, and look what is left.

python -m tests.cli.stops [--times 5]
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STILLS = sorted((ROOT / "tests" / "reading" / "stills").glob("ref_11_00*.png"))[:4]
LONGEST_S = 2.0
WAIT_S = 120.0

COMMANDS = {
    "match": "match stills --no-picture --out out",
    "match --jobs": "match stills --no-picture --out out --jobs 2",
    "bake": "bake hero_dolly_push_in --preview animatic --out out",
}


@dataclass(frozen=True)
class Stopped:
    """How it went: exit code, how long it took to end, what it said, who of it was still there."""

    code: int
    seconds: float
    said: str
    orphans: list[int]


def main() -> int:
    """Stop every command a few times, at random moments, by each signal in turn."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--times", type=int, default=5, metavar="N")
    options = parser.parse_args()
    moment = random.Random(1)
    for name, words in COMMANDS.items():
        slowest_s, done = 0.0, 0
        for time_ in range(options.times):
            with tempfile.TemporaryDirectory() as scratch:
                here = folder_of_stills(Path(scratch))
                number = (signal.SIGINT, signal.SIGTERM)[time_ % 2]
                found = stop(here, words, number, after_s=moment.uniform(0.5, 8.0))
                if found.code != 0:
                    check(found, number)
                    slowest_s, done = max(slowest_s, found.seconds), done + 1
                assert litter(here) == [], litter(here)
        print(f"{name}: stopped {done} times, the slowest in {slowest_s:.2f} s", flush=True)
    return 0


def folder_of_stills(here: Path) -> Path:
    """A folder to work in, with a few stills in it."""
    (here / "stills").mkdir()
    for still in STILLS:
        shutil.copy(still, here / "stills")
    return here


def stop(here: Path, words: str, number: int, *, after_s=0.0, after=lambda: True) -> Stopped:
    """Start a command, wait, and send a signal to all that a terminal would send it to."""
    command = [sys.executable, "-m", "scene_stager.cli", *words.split()]
    child = subprocess.Popen(
        command,
        cwd=here,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    started_s = time.monotonic()
    while child.poll() is None and (time.monotonic() < started_s + after_s or not after()):
        if time.monotonic() > started_s + WAIT_S:
            break
        time.sleep(0.02)
    asked_s = time.monotonic()
    if child.poll() is None:
        # Ctrl-C reaches the terminal's whole foreground group; SIGTERM one process.
        (os.killpg if number == signal.SIGINT else os.kill)(child.pid, number)
    _, said = child.communicate(timeout=WAIT_S)
    seconds = time.monotonic() - asked_s
    until_s = time.monotonic() + 1.0  # Python's own helpers end when they see that we are gone
    while (orphans := of_session(child.pid)) and time.monotonic() < until_s:
        time.sleep(0.02)
    return Stopped(child.returncode, seconds, said, orphans)


def check(found: Stopped, number: int, longest_s: float = LONGEST_S) -> None:
    """It ended in time, by the code of its signal, with one line, and nobody is left."""
    assert found.code == 128 + number, found
    assert found.seconds < longest_s, found
    assert found.said == "scene-stager: stopped; nothing was left half-written\n", found
    assert found.orphans == [], found


def of_session(session: int) -> list[int]:
    """The processes of a session that are alive, as Linux tells them."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, its_session, *_ = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(its_session) == session and state != "Z":
            found.append(int(stat.parent.name))
    return found


def litter(here: Path) -> list[str]:
    """Hidden things of ours."""
    return [path.name for path in here.rglob(".*")]


if __name__ == "__main__":
    sys.exit(main())
